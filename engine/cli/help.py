"""What ``--help`` prints: every command and option whole, and the values that can be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from ..base.words import listing
from .output import width
from .parts import PARTS

if TYPE_CHECKING:
    from ..rulebase.model import RuleBase

F = TypeVar("F", bound=Callable[..., Any])

Values = Mapping[str, str]
"""Values with what each means, or with nothing where it speaks for itself."""


def _parts(rulebase: RuleBase, name: str) -> Values:
    """Return the values of a part of a question."""
    from ..case.question import QUESTION

    meanings = {one.id: one.title for one in rulebase.effective_profiles.values()}
    for said in rulebase.questions[QUESTION].wording.visit.values():
        meanings.update(said)
    return {one: meanings.get(one, "") for one in PARTS[name].values(rulebase)}


def _outcomes(rulebase: RuleBase) -> Values:
    from ..case.question import QUESTION

    return {row.value: row.says for row in rulebase.questions[QUESTION].outcome}


def _forms(_rulebase: RuleBase) -> Values:
    from ..answers.mistakes import FORMS

    return dict.fromkeys(FORMS, "")


def _columns(_rulebase: RuleBase) -> Values:
    from ..screening.columns import ALL

    return dict.fromkeys(ALL, "")


_VALUES: Final[Mapping[str, Callable[[RuleBase], Values]]] = {
    **{name: partial(_parts, name=name) for name, one in PARTS.items() if one.kind == "choice"},
    "outcome": _outcomes,
    "form": _forms,
    "columns": _columns,
}
"""The parameters whose values the rules give, whatever command takes them."""


def one_of(*groups: tuple[str, ...]) -> Callable[[F], F]:
    """Return a decorator for a command that takes one option of each group at the most.

    Options go by the names of their parameters. Whoever gives two is told which cannot be together.
    """

    def declare(command: F) -> F:
        command.one_of = groups  # type: ignore[attr-defined]
        return command

    return declare


class Command(TyperCommand):
    """A command that takes each option once, tells errors, and lists what can be chosen."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments; an option given once more, or beside another, is a usage error."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(given).items():
            if times > 1 and _has_one_value(option):
                name = max(option.opts, key=len)
                ctx.fail(f"{name} is given {times} times; it can be given once")
        names = {str(one.name): max(one.opts, key=len) for one in given}
        for group in getattr(self.callback, "one_of", ()):
            together = [names[one] for one in group if one in names]
            if len(together) > 1:
                ctx.fail(f"{listing(together)} exclude each other; give one of them")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error raised on purpose becomes a message and an exit code."""
        from .errors import reporting

        with reporting():
            return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """Return the help as wide as the terminal."""
        ctx.terminal_width = width()
        return super().get_help(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options, then the values; the rules are read for them."""
        super().format_options(ctx, formatter)
        chosen = [one for one in self.get_params(ctx) if one.name in _VALUES]
        if not chosen:
            return
        from ..rulebase.load import load_rules

        rulebase = load_rules([])
        for one in chosen:
            usual = PARTS[one.name].default_in(rulebase) if one.name in PARTS else one.default
            values = dict(_VALUES[str(one.name)](rulebase))
            if usual in values and (one.default is None or not values[usual]):
                values[usual] = ": ".join(filter(None, ("the default", values[usual])))
            name = one.opts[0] if one.param_type_name == "option" else str(one.name).upper()
            with formatter.section(f"Values of {name}"):
                if any(values.values()):
                    formatter.write_dl(list(values.items()))
                else:
                    formatter.write_text(", ".join(values))


def _has_one_value(option: Any) -> bool:
    several = option.param_type_name != "option" or option.multiple or option.is_flag
    return not several


class CommandGroup(TyperGroup):
    """Commands whose list tells each one whole."""

    def get_help(self, ctx: Any) -> str:
        """Return the help as wide as the terminal."""
        ctx.terminal_width = width()
        return super().get_help(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write every command with the first paragraph of its help."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                told = (command.help or "").strip().split("\n\n")[0]
                rows.append((name, " ".join(told.split())))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Commands(typer.Typer):
    """Commands with plain help: what stands in brackets is text, and a pipe gets whole lines."""

    def __init__(self, **options: Any) -> None:
        """Take what `typer.Typer` takes."""
        super().__init__(
            cls=CommandGroup,
            no_args_is_help=True,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            context_settings={"help_option_names": ["-h", "--help"]},
            **options,
        )

    def command(self, name: str | None = None, **options: Any) -> Callable[[F], F]:
        """Add a command; takes what `typer.Typer.command` takes."""
        return super().command(name, **{"cls": Command, **options})
