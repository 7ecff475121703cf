"""How citations are read: parts, provisions, decisions by day, names and number."""

from __future__ import annotations

from functools import cache
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.authoring.citations.decisions import decisions_of
from safeconduct.authoring.citations.resolve import Instruments, Library
from safeconduct.authoring.citations.written import groups, parts
from safeconduct.base.yaml12 import load
from safeconduct.records import load_world
from safeconduct.rulebase.aside import InstrumentsSource
from safeconduct.rulebase.load import load_rules


@cache
def library() -> Library:
    text = (resources.files("safeconduct.rules") / "instruments.yaml").read_text("utf-8")
    source = InstrumentsSource.model_validate(load(text, file="instruments.yaml").value)
    return Library(Instruments.of([source]), decisions_of(load_world()))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("art. 58(1) and (4)", ["article 58 1", "article 58 4"]),
        ("arts. 3(c) and 3 bis", ["article 3 c", "article 3 bis "]),
        ("arts. 2, 17 and 27", ["article 2 ", "article 17 ", "article 27 "]),
        ("art. 90(7)(b)", ["article 90 7"]),
        ("art. IV, s. 11", ["article 4 ", "section 11 "]),
        ("ss. 11 to 13", ["section 11 "]),
        ("arts. XIX and XIV", ["article 19 ", "article 14 "]),
        ("rule 195 and regulation 23 bis", ["rule 195 ", "regulation 23 bis "]),
        ("paras. 51 and 54, and custom", ["paragraph 51 ", "paragraph 54 "]),
        ("art. 12(3) with Part 9", ["article 12 3"]),
        ("art. 98(2), in the reading of 2002", ["article 98 2"]),
        ("the art of 5 parts", []),
    ],
)
def test_provisions_are_read(text: str, read: list[str]) -> None:
    """Articles, rules, sections and paragraphs, in the singular and the plural."""
    found = [one for group in groups(text) for one in group.references]
    assert [f"{one.unit} {one.number} {one.paragraph}" for one in found] == read


def test_a_range_covers_what_lies_in_it() -> None:
    """`ss. 11 to 13` is three sections."""
    (group,) = groups("ss. 11 to 13")
    (reference,) = group.references
    covered = [number for number in range(9, 16) if reference.covers(str(number))]
    assert covered == [11, 12, 13]
    assert group.several
    assert group.plural


def test_every_citation_of_our_rules_names_what_it_should() -> None:
    """Each part names an instrument, a statement or a decision, and every kind occurs."""
    kinds: set[str] = set()
    for rule in load_rules().rules:
        for part in library().resolve(rule.cite):
            assert not part.problems, (rule.id, part.problems)
            named = [
                kind for kind in ("instrument", "statement", "decisions") if getattr(part, kind)
            ]
            assert len(named) == 1, (rule.id, part.text)
            kinds.update(named)
    assert kinds == {"instrument", "statement", "decisions"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "ICC Appeals Chamber, Jordan, 6 May 2019, ICC-02/05-01/09-397",
            ["icc-bashir-jor-ac-2019"],
        ),
        (
            "ICC Pre-Trial Chamber II, Uganda and Djibouti, 11 July 2016",
            ["icc-bashir-dji-2016", "icc-bashir-uga-2016"],
        ),
        ("Pre-Trial Chamber II, Mongolia, 24 October 2024", ["icc-put-mng-2024"]),
        ("ICC-01/22-90", ["icc-put-mng-2024"]),
    ],
)
def test_decisions_are_found(text: str, ids: list[str]) -> None:
    """By day and names, by number, and several of one day."""
    (part,) = library().resolve(text)
    assert [one.id for one in part.decisions] == ids
    assert not part.problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rome Statute, art. 129", "nearest: 128"),
        ("Rome Statute, art. 15 quater", "nearest: 15 bis"),
        ("Rome Statute, art. 98(3)", "it has paragraphs 1 to 2"),
        ("Rome Statute, art. 26(1)", "it has no numbered paragraphs"),
        ("Rome Statute, rule 5", "it has articles"),
        ("UNCLOS, arts. 32 to 30", ""),
        ("Genocid Convention, art. 1", "did you mean `Genocide Convention`"),
        (
            "Mongolia, 25 October 2024",
            "on record: ICC Pre-Trial Chamber II, Mongolia, 24 October 2024",
        ),
        ("Atlantis, 24 October 2024", "ICC Pre-Trial Chamber II, Mongolia"),
        (
            "Mongolia, 24 October 2024, ICC-02/05-01/09-397",
            "ICC Appeals Chamber, Jordan, 6 May 2019",
        ),
        ("ICC-01/22-91", "did you mean `ICC-01/22-90`"),
    ],
)
def test_what_does_not_exist_is_told_with_the_nearest(text: str, told: str) -> None:
    """A wrong citation has one problem, with what may have been meant."""
    (part,) = library().resolve(text)
    (problem,) = part.problems
    assert told in problem.fix, problem


@given(
    text=st.text(max_size=60) | st.from_regex(r"arts?\. [0-9IVXL]+(\([0-9a-z]+\))*( (and|to) .*)?")
)
def test_any_text_is_a_citation_or_has_a_problem(text: str) -> None:
    """No citation brings the reader down, and what says nothing names nothing."""
    found = library().resolve(text)
    assert len(found) == len(parts(text))
    for part in found:
        assert part.instrument or part.statement or part.decisions or part.problems
