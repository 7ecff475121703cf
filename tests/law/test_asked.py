"""Questions as people type them: each is read as it was meant, or asked back; none is misread."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
import yaml

from safeconduct import Engine
from safeconduct.ask import QuestionNotUnderstood, Understanding, understand

TODAY: Final = date(2026, 11, 28)
ENGINE = Engine.load(today=lambda: TODAY)
FILE = Path(__file__).parent / "asked.yaml"
QUESTIONS: list[dict[str, str]] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
LEAST: Final = 0.95
SEVERAL: Final = frozenset(("map", "members"))
DEFAULTS: Final = {"presence": "ground", "purpose": "unspecified"}


def _named(one: dict[str, str]) -> str:
    return one["ask"]


def _read(meant: Understanding) -> dict[str, str]:
    """Return how a question was understood, without what is not in it."""
    found = meant.model_dump(mode="json")
    read = {name: found[name] for name in ("kind", "organisation", "region", "conduct")}
    for name in ("person", "place", "nationals"):
        read[name] = found[name] and found[name]["id"]
    for name, default in DEFAULTS.items():
        read[name] = None if found[name] == default else found[name]
    days = found["since"] + ("" if meant.one_day else f"/{found['until']}")
    read["days"] = None if days == TODAY.isoformat() else days
    read["way"] = "-".join(meant.way) or None
    read["avoiding"] = meant.avoiding
    read["safe"] = "true" if meant.safe and meant.kind.value in SEVERAL else None
    return {name: value for name, value in read.items() if value is not None}


def _expected(one: dict[str, str]) -> dict[str, str]:
    aside = {"ask", "note", "wrong"}
    return {
        name: value
        for name, value in one.items()
        if name not in aside and not (name == "days" and value == TODAY.isoformat())
    }


@pytest.mark.parametrize("one", QUESTIONS, ids=_named)
def test_a_question_is_read_as_it_was_meant(one: dict[str, str]) -> None:
    """The reading is that of the file; what is asked back gives the reason of the file.

    A question that is known to be wrong is asked back, and is never answered as another one.
    """
    if "asks_back" not in one and "wrong" not in one:
        assert _read(understand(ENGINE, one["ask"])) == _expected(one)
        return
    with pytest.raises(QuestionNotUnderstood) as caught:
        understand(ENGINE, one["ask"])
    assert one.get("asks_back", "") in caught.value.message


def test_there_are_enough_questions_of_each_kind() -> None:
    """At least 400, each once, at least twenty of each kind."""
    assert len(QUESTIONS) >= 400
    assert len({one["ask"] for one in QUESTIONS}) == len(QUESTIONS)
    kinds = [one["kind"] for one in QUESTIONS if "kind" in one]
    for kind in (
        "arrest",
        "duty",
        "members",
        "map",
        "timeline",
        "wanted",
        "practice",
        "belonging",
        "itinerary",
    ):
        assert kinds.count(kind) >= 10, kind


def test_nearly_all_are_answered_or_rightly_asked_back() -> None:
    """At most one question in twenty is known to be wrong."""
    wrong = [one["ask"] for one in QUESTIONS if "wrong" in one]
    assert len(wrong) <= (1 - LEAST) * len(QUESTIONS), wrong
