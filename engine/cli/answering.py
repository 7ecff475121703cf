"""The command that puts any question: its options are the inputs that the question declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from ..base.errors import InputError, SafeconductError, SeveralMistakes
from .help import Command, one_of
from .options import Json, KnownOn, Records, Rules, rules_directory, rules_of_environment
from .parts import pair_of, pairs_of

if TYPE_CHECKING:
    from ..questions.put import PutQuestion
    from ..rulebase.asked import QuestionInput

_SWITCH = ("false", "true")


class AnswerCommand(Command):
    """A command whose help lists the inputs of the question that is named with it."""

    _args: Sequence[str] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the arguments for the help; what belongs to the question is read by the command."""
        self._args = tuple(args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, then inputs and readings of the question."""
        TyperCommand.format_options(self, ctx, formatter)
        from ..authoring.base import load_base
        from ..engine import Engine

        try:
            rules = [rules_directory(one) for one in _rules_named(self._args)]
            questions = (load_base(None, rules) if rules else Engine.load()).questions
        except typer.BadParameter as error:
            with formatter.section("The rules cannot be read"):
                formatter.write_text(error.format_message())
            return
        except SafeconductError as error:
            # Of several mistakes the number comes first, then each in a line.
            told = (str(error).splitlines() or [error.code])[:2][-1]
            with formatter.section("The rules cannot be read"):
                formatter.write_text(f"{told}; `safeconduct rules check` lists every mistake.")
            return
        named = [questions[one] for one in self._args if one in questions]
        for put in named or questions.values():
            with formatter.section(f"Inputs of {put.id}"):
                formatter.write_dl(list(_described(put)))
            with formatter.section(f"Values of --profile for {put.id}"):
                formatter.write_dl([*_readings(put)])


def _readings(put: PutQuestion) -> Iterator[tuple[str, str]]:
    """Yield each profile with its title; of several the default is marked."""
    for one in put.profiles.values():
        usual = one.id == put.default_profile.id and len(put.profiles) > 1
        yield one.id, f"the default: {one.title}" if usual else one.title


def _rules_named(args: Sequence[str]) -> list[str]:
    """Return the rules of the option, or else those of the environment, as the command takes."""
    return [*_values(args, "--rules")] or rules_of_environment()


def _values(args: Sequence[str], option: str) -> Iterator[str]:
    """Yield what is given of an option, which may be repeated, while the help is written."""
    for name, value in zip(args, (*args[1:], ""), strict=True):
        if name == option and value:
            yield value
        elif name.startswith(f"{option}="):
            yield name.partition("=")[2]


def _described(put: PutQuestion) -> Iterator[tuple[str, str]]:
    rulebase = put.rulebase
    for name, one in put.inputs.inputs.items():
        fact = rulebase.facts[rulebase.variables[one.fact]] if one.fact else None
        told = one.means or (fact.question if fact else "")
        if fact and fact.values != _SWITCH:
            told += f" One of: {', '.join(fact.values)}."
        if one.many:
            told += " May be repeated."
        if one.required:
            told += " [required]"
        yield (
            f"{_option(name)}{'' if fact and fact.values == _SWITCH else f' {_metavar(one)}'}",
            told,
        )


def _metavar(one: QuestionInput) -> str:
    return "VALUE" if one.fact else {"day": "DATE"}.get(one.of, one.of.upper())


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


@one_of(
    ("timeline", "over", "changes", "why_not", "other", "docket", "full"),
    *(("docket", one) for one in ("known_on", "assume", "positions")),
)
def answer(
    ctx: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The id of a question: jurisdiction.")
    ],
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Show every change of the answer over time.")
    ] = False,
    over: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="INPUT",
            help="Say what follows for all that INPUT may be, or for the values given of it.",
        ),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Say what would change the answer.")
    ] = False,
    why_not: Annotated[
        str | None, typer.Option(metavar="OUTCOME", help="Say why the answer is not OUTCOME.")
    ] = None,
    other: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="INPUT=VALUE",
            help="Compare with the same question, this being other; may be repeated.",
        ),
    ] = None,
    docket: Annotated[
        bool, typer.Option("--docket", help="Score the question against what courts found.")
    ] = False,
    profile: Annotated[
        str | None, typer.Option(help="Which readings of the law to follow.")
    ] = None,
    known_on: KnownOn = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(metavar="FACT=VALUE", help="A fact to suppose; may be repeated."),
    ] = None,
    positions: Annotated[
        list[str] | None,
        typer.Option(
            "--position", metavar="ISSUE=POSITION", help="A position to take; may be repeated."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Print the whole answer, not what fits a screen.")
    ] = False,
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Answer QUESTION; its inputs are options of its own, which --help lists.

    Example: safeconduct answer jurisdiction --territory UKR --nationality RUS --on 2022-03-20
    --crime war_crimes
    """
    from ..authoring.base import load_base

    put = load_base(records, rules or ()).question(question)
    said = _said(put, ctx.args, over.replace("-", "_") if over else None) | {
        "profile": profile,
        "known_on": known_on,
        "assume": pairs_of("assume", assume, "name=value") if assume else None,
        "positions": pairs_of("position", positions, "name=value") if positions else None,
    }
    if docket:
        from ..questions.score import question_docket

        for name in said:
            if name in put.inputs.inputs:
                told = "is not taken with --docket, which puts the questions that courts answered"
                raise InputError(name, None, told)

        _print_table(question_docket(put, profile), as_json=as_json)
    elif timeline:
        _print_table(put.timeline(**said), as_json=as_json)
    elif over is not None:
        _print_table(put.map(over.replace("-", "_"), **said), as_json=as_json)
    elif changes:
        _print_table(put.changes(**said), as_json=as_json)
    elif why_not is not None:
        _print(put.why_not(why_not, **said), as_json=as_json)
    elif other:
        second = _together(put, [pair_of("with", one, "name=value") for one in other])
        _print_table(put.compare(said, second), as_json=as_json)
    else:
        _print_answer(put.answer(**said), full=full, as_json=as_json)


def _said(put: PutQuestion, args: Sequence[str], over: str | None) -> dict[str, Any]:
    """Return what was put into the question, by input; every mistake in how is told at once.

    ``over``: the input over which there is a map, of which there may be several values.
    """
    from ..questions.asked import COMMON

    pairs, mistakes = [], []
    waiting = list(args)
    while waiting:
        token = waiting.pop(0)
        if not token.startswith("--"):
            told = "belongs to no option; names of several words stand in quotation marks"
            mistakes.append(InputError("question", token[:60], told))
            continue
        name, sign, value = token.removeprefix("--").partition("=")
        name = name.replace("-", "_")
        if not sign and waiting and not waiting[0].startswith("--"):
            value, sign = waiting.pop(0), "="
        if name in COMMON:  # spelt otherwise than its option, which would have been read before
            told = "is given by an option of another spelling"
            right = "--position" if name == "positions" else _option(name)
            mistakes.append(InputError(token.partition("=")[0], value[:60] or None, told, (right,)))
            continue
        if not sign and not _is_switch(put, name):
            mistakes.append(InputError(name, None, "needs a value"))
            continue
        pairs.append((name, value if sign else "true"))
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else SeveralMistakes(mistakes)
    return _together(put, pairs, over)


def _is_switch(put: PutQuestion, name: str) -> bool:
    one = put.inputs.inputs.get(name)
    return one is not None and bool(one.fact) and put.values(one.fact) == _SWITCH


def _together(
    put: PutQuestion, pairs: Sequence[tuple[str, str]], over: str | None = None
) -> dict[str, Any]:
    """Return values by input; an input given more than once has all of them."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        one = put.inputs.inputs.get(name)
        if one is not None and (one.many or name == over):
            found.setdefault(name, []).append(value)
        elif found.setdefault(name, value) != value:
            raise InputError(name, value, f"is given after {found[name]}; it can be given once")
    return found


def _print_answer(found: Any, *, full: bool, as_json: bool) -> None:
    from .output import paged, print_json, say

    if as_json:
        print_json(found.to_dict() if full else found.summary.model_dump(mode="json"))
    elif full:
        with paged():
            say(found.explain())
    else:
        for number, line in enumerate(found.screen()):
            say(line, "" if number else "bold")


def _print(found: Any, *, as_json: bool) -> None:
    from .output import print_json, say

    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        say(found.explain())


def _print_table(found: Any, *, as_json: bool) -> None:
    from .output import print_json, print_table, say, table

    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    shown = found.table()
    say(f"{shown.headline}\n", "bold")
    made = table(*(name.capitalize() for name in shown.header))
    for row in shown.rows:
        made.add_row(*map(_cell, row))
    print_table(made)


def _cell(cell: object) -> str:
    if isinstance(cell, tuple):
        return "; ".join(map(_cell, cell))
    return "" if cell is None else str(cell)
