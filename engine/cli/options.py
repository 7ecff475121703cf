"""Options that several commands share."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..case.question import QuestionPart
from .parts import PARTS, flag

_METAVARS: Final = {
    "person": "PERSON",
    "place": "PLACE",
    "day": "DATE",
    "facts": "FACT=VALUE",
    "positions": "ISSUE=POSITION",
}


RULES_VARIABLE: Final = "SAFECONDUCT_RULES"


def rules_directory(text: str | Path) -> Path:
    """Return the directory of a path, or of the rule base that is shipped under that name."""
    from ..rulebase.layers import embedded

    shipped, path = embedded(), Path(text)
    if path.as_posix() in shipped:
        return Path(str(shipped[path.as_posix()]))
    if not path.is_dir():
        what = "is a file" if path.exists() else "does not exist"
        named = ", ".join(shipped)
        raise typer.BadParameter(f"Directory '{text}' {what}; shipped are: {named}.")
    return path


def _directories(texts: list[Path] | None) -> list[Path] | None:
    """Return the directories of paths; in the environment paths are separated like PATH."""
    return None if texts is None else [*map(rules_directory, texts)]


def rules_of_environment() -> list[str]:
    """Return the directories of rules that the environment names."""
    return [one for one in os.environ.get(RULES_VARIABLE, "").split(os.pathsep) if one]


Json = Annotated[bool, typer.Option("--json", help="Print the same JSON as the HTTP service.")]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help=PARTS["known_on"].description),
]
Profile = Annotated[str | None, typer.Option(help=PARTS["profile"].description)]
Records = Annotated[
    Path | None,
    typer.Option(
        "--records",
        metavar="DIR",
        exists=True,
        file_okay=False,
        envvar="SAFECONDUCT_RECORDS",
        help="Records to use instead of the embedded ones.",
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        callback=_directories,
        envvar=RULES_VARIABLE,
        help="Rules to layer on the embedded ones, or the name of a shipped rule base, such as "
        "safeconduct/jurisdiction; may be repeated.",
    ),
]


def asking(
    *names: str, surnames: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator for a command about these parts of a question.

    The function takes what is asked, then options of its own. It is called with the question
    resolved, every mistake told at once; so are options of its own that are called like a part of
    a question. ``surnames``: as for `resolve`.
    """

    def decorate(answer: Callable[..., None]) -> Callable[..., None]:
        _, *own = inspect.signature(answer, eval_str=True).parameters.values()

        def command(**given: Any) -> None:
            from .question import load

            asked = load(given.pop("records"), given.pop("rules"), given, surnames=surnames)
            answer(asked, **{one.name: asked.question.pop(one.name, None) for one in own})

        shared = [_parameter("records", Records, None), _parameter("rules", Rules, None)]
        parameters = [*(_of_part(PARTS[name]) for name in names), *map(_as_keyword, own), *shared]
        command.__name__, command.__doc__ = answer.__name__, answer.__doc__
        command.one_of = getattr(answer, "one_of", ())  # type: ignore[attr-defined]
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        return command

    return decorate


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _as_keyword(own: inspect.Parameter) -> inspect.Parameter:
    return own.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def _of_part(part: QuestionPart) -> inspect.Parameter:
    metavar, told = _METAVARS.get(part.kind), part.description
    if part.required:
        argument = Annotated[str, typer.Argument(metavar=metavar, help=told)]
        return _parameter(part.name, argument, inspect.Parameter.empty)
    if part.mapping:
        told = f"{told.removesuffix('.')}; may be repeated."
    option = typer.Option(flag(part.name), metavar=metavar, help=told)
    kind: Any = list[str] | None if part.mapping else str | None
    return _parameter(part.name, Annotated[kind, option], part.default)
