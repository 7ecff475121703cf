"""A question is written once: every face is made of its fields, and it goes one way."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, get_type_hints

import pytest
from fastapi import Request
from typer.testing import CliRunner

from safeconduct import Engine, InputError, Question
from safeconduct.answers import PARTS, Mistakes
from safeconduct.api.parameters import read
from safeconduct.api.question import parameters_of, request_body
from safeconduct.case.question import QuestionParts, part, question_parts
from safeconduct.cli.help import Commands
from safeconduct.cli.options import asking
from safeconduct.cli.parts import PARTS as OPTIONS

from .test_house_rules import NAMES, ROOMS

ASKED = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


def test_the_same_question_has_the_same_answer(engine: Engine) -> None:
    """Asked by arguments or as one object."""
    assert engine.assess(Question(**ASKED)) == engine.travel_risk(**ASKED)  # type: ignore[arg-type]


def test_type_checkers_know_every_part() -> None:
    """What the methods of the engine take are the fields of `Question`, but person and place."""
    assert {"person", "place", *get_type_hints(QuestionParts)} == set(Question.model_fields)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {**ASKED, "date": "2024"},
            "date '2024': is not a part of a question; did you mean 'on'?",
        ),
        (
            {**ASKED, "presense": 1},
            "presense: is not a part of a question; did you mean 'presence'?",
        ),
        ({"person": "putin"}, "place: is missing, but required"),
        ({"who": "putin"}, "who 'putin': is not a part of a question; did you mean 'person'?"),
    ],
)
def test_a_part_that_there_is_not_is_told(wrong: dict[str, Any], told: str) -> None:
    """By its name, with the one that was meant."""
    with pytest.raises(InputError) as caught:
        Question(**wrong)
    assert str(caught.value).startswith(told)


def test_every_part_says_what_it_is() -> None:
    """A description, and an example, or what the rules put in its place, wherever it is a text."""
    for one in question_parts().values():
        assert one.description.endswith(".")
        assert one.mapping or one.examples or one.usual is not None


HOUSE = {str(path.resolve()): name for name, path in NAMES.items()}


@contextmanager
def climbs() -> Iterator[tuple[set[str], list[str]]]:
    """Collect the rooms that are visited, and the calls from one into a later one."""
    visited: set[str] = set()
    found: list[str] = []
    rooms: dict[str, int | None] = {}

    def room(file: str) -> int | None:
        if file not in rooms:
            name = HOUSE.get(str(Path(file).resolve()), "")
            part = name.split(".")[1] if name.count(".") else ""
            rooms[file] = ROOMS.index(part) if part in ROOMS else None
        return rooms[file]

    def watch(frame: FrameType, event: str, _: object) -> None:
        caller = frame.f_back
        if event != "call" or caller is None:
            return
        here, there = room(caller.f_code.co_filename), room(frame.f_code.co_filename)
        if there is not None:
            visited.add(ROOMS[there])
        if here is not None and there is not None and there > here:
            code = frame.f_code
            found.append(f"{caller.f_code.co_qualname} -> {code.co_qualname} ({ROOMS[there]})")

    gc.collect()
    gc.disable()  # what others left is ended in the midst of whatever is called then
    sys.setprofile(watch)
    try:
        yield visited, found
    finally:
        sys.setprofile(None)
        gc.enable()


def test_a_question_climbs_back_at_most_twice(engine: Engine) -> None:
    """Each room calls those before it; what is handed to an earlier room is called back twice."""
    fresh = Engine(engine.world, engine.rulebase, today=engine.clock, inference=engine.inference)
    with climbs() as (visited, found):
        answer = fresh.travel_risk("omar-al-bashir", "ZAF", on="2015-06-14")
        assert answer.to_json()
    assert visited >= {"base", "records", "rulebase", "timeline", "inference", "case", "answers"}
    assert len(found) <= 2, found


class Escorted(Question):
    """A question with one more part."""

    escort: str = part(
        "choice",
        "Who comes along.",
        "nobody",
        synonyms=("guard",),
        values=lambda _: ("nobody", "police", "army"),
    )


def test_a_part_is_added_in_one_place(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more field is a parameter, a member of the body, an option, and known to the engine."""
    parameters = parameters_of(engine, question=Escorted)
    told = parameters["escort"].openapi()
    assert told["schema"] == {
        "type": "string",
        "enum": ["nobody", "police", "army"],
        "default": "nobody",
    }
    body: Any = request_body(tuple(parameters.values()), engine, Escorted)
    assert "escort" in body["content"]["application/json"]["schema"]["properties"]
    mistakes = Mistakes()
    request = Request({"type": "http", "query_string": b"guard=army", "headers": []})
    read(request, (parameters["escort"],), mistakes)
    assert "did you mean 'escort'?" in str(mistakes.found[0])

    assert engine.assess(Escorted(**ASKED, escort="army")).outcome  # type: ignore[arg-type]
    for parts in (PARTS, OPTIONS):
        monkeypatch.setitem(parts, "escort", question_parts(Escorted)["escort"])  # type: ignore[arg-type]
    monkeypatch.setattr(Engine, "load", lambda **_: engine)
    app, given = Commands(), []
    app.command()(asking("person", "escort")(lambda asked: given.append(asked.question)))
    shown = CliRunner().invoke(app, ["--help"]).output
    assert "--escort" in shown
    assert "Who comes along." in shown
    assert CliRunner().invoke(app, ["putin", "--escort", "army"]).exit_code == 0
    assert given == [{"person": "vladimir-putin", "escort": "army"}]
    wrong = CliRunner().invoke(app, ["putin", "--escort", "polise"])
    assert "did you mean `police`?" in wrong.output
