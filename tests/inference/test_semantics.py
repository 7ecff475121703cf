"""Every voice gives the answers of the worked examples in ``semantics.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeconduct.authoring.kit.voices import Voice, voices_and_solver
from safeconduct.base import yaml12
from safeconduct.case.proof.checker import Claims
from safeconduct.inference.types import NO, UNRESOLVED, YES
from safeconduct.rulebase.model import BOOLEAN

from .examples import Example, load_examples

_FILE = Path(__file__).parent / "semantics.yaml"
_WRITTEN: Any = yaml12.load(_FILE.read_text("utf-8"), file="semantics.yaml").value
EXAMPLES = load_examples(_FILE)

of_examples = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)


@pytest.mark.parametrize("voice", voices_and_solver(), ids=lambda voice: voice.name)
@of_examples
def test_worked_example(example: Example, voice: Voice) -> None:
    """The conclusions stand as the example says, and exactly the rules it names apply."""
    said = voice(example.rulebase)(example.assignment)
    assert list(said.conclusions) == list(example.expected.conclusions)
    assert not said.bodies or said.bodies == example.expected.bodies


@of_examples
def test_the_checker_accepts_what_is_written_and_nothing_else(example: Example) -> None:
    """What an example says follows, and with any one status changed something does not."""
    base, expected = example.rulebase, example.expected
    bodies, conclusions = list(expected.bodies), list(expected.conclusions)
    assert not list(Claims(base, example.assignment, bodies, conclusions).problems())
    for statuses in (bodies, conclusions):
        for index, right in enumerate(statuses):
            for wrong in {NO, UNRESOLVED, YES} - {right}:
                statuses[index] = wrong
                assert list(Claims(base, example.assignment, bodies, conclusions).problems())
            statuses[index] = right


def _names(example: Example, *lists: str) -> Iterator[str]:
    for name in lists:
        yield from example.written.get(name, ())


@of_examples
def test_example_is_complete(example: Example) -> None:
    """An example lists each conclusion once, and names only rules and facts that it has."""
    rules = example.written["rules"]
    heads = {rule["then"].removeprefix("not ") for rule in rules}
    assert sorted(_names(example, "established", "unresolved", "not_established")) == sorted(heads)
    assert {rule["id"] for rule in rules} >= set(_names(example, "applies", "may_apply"))
    facts: dict[str, tuple[str, ...]] = _WRITTEN["facts"]
    boolean = {name for name, values in facts.items() if (values or BOOLEAN) == BOOLEAN}
    given = example.written["given"]
    assert {one for one in given if isinstance(one, str)} <= boolean


def test_there_are_enough_examples() -> None:
    """The table has not lost its rows, and no two have one title."""
    titles = {example.title for example in EXAMPLES}
    assert len(titles) == len(EXAMPLES) >= 15
