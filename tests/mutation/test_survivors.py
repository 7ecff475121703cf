"""The list of survivors: read, checked against what was found, and kept up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.authoring.mutation.draft import Draft, Mutant
from safeconduct.authoring.mutation.operators import OPERATORS
from safeconduct.authoring.mutation.report import (
    Survivor,
    SurvivorExplanation,
    load_explained,
    problems,
)
from safeconduct.base.errors import InputError
from safeconduct.rulebase.load import load_rules

LIST = Path(__file__).parent / "survivors.yaml"
LAW = Draft.of(load_rules())
ONE: Mutant = next(OPERATORS[0](LAW))


def listed(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "survivors.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_list_is_read(tmp_path: Path) -> None:
    """A mutant on the list is equivalent unless the list says otherwise."""
    found = load_explained(
        listed(tmp_path, "- {id: a, why: because}\n- {id: b, why: it is so, equivalent: false}\n")
    )
    assert found["a"] == SurvivorExplanation(id="a", why="because")
    assert not found["b"].equivalent


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {id: a}\n", "why"),
        ("- {id: a, why: x, whence: y}\n", "whence"),
        ("a: b\n", "list"),
        ("- {id: a, why: x}\n- {id: a, why: y}\n", "twice"),
    ],
)
def test_a_bad_list_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """What is missing, unknown or there twice is named."""
    with pytest.raises(InputError, match=says):
        load_explained(listed(tmp_path, text))


def test_a_list_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(InputError, match="nowhere"):
        load_explained(tmp_path / "nowhere.yaml")


def survivor(*, same: bool | None) -> Survivor:
    return Survivor(ONE, same, "" if same else "another answer")


@pytest.mark.parametrize(
    ("explained", "survivors", "says"),
    [
        ((), (survivor(same=True),), "not explained"),
        ((SurvivorExplanation(id=ONE.id, why="x"),), (survivor(same=False),), "not equivalent"),
        ((SurvivorExplanation(id=ONE.id, why="x"),), (survivor(same=None),), "not equivalent"),
        (
            (SurvivorExplanation(id=ONE.id, why="x", equivalent=False),),
            (survivor(same=True),),
            "the list does not say so",
        ),
        ((SurvivorExplanation(id=ONE.id, why="x"),), (), "is caught"),
        ((SurvivorExplanation(id="other", why="x"),), (), "is no mutant"),
    ],
)
def test_every_difference_is_told(
    explained: tuple[SurvivorExplanation, ...], survivors: tuple[Survivor, ...], says: str
) -> None:
    """One not on the list, one that is caught, one that is no mutant, one wrongly called equal."""
    (told,) = problems({one.id: one for one in explained}, survivors, (ONE.id,))
    assert says in told


def test_a_list_that_fits_has_no_problems() -> None:
    """What survives is on the list, and the other way round."""
    explained = {ONE.id: SurvivorExplanation(id=ONE.id, why="x")}
    assert list(problems(explained, (survivor(same=True),), (ONE.id,))) == []


def test_our_list_names_mutants_of_the_rules() -> None:
    """Each entry is a mutant, or one of the days, which need the records to be made."""
    ids = {mutant.id for operator in OPERATORS for mutant in operator(LAW)}
    entries = load_explained(LIST)
    assert {name for name in entries if not name.startswith("shift-day:")} <= ids
    assert all(len(entry.why) > len("because") for entry in entries.values())
