"""A decision is derived again from what it names, though records and rules have changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from safeconduct import Engine, Question
from safeconduct.decisions import DecisionLog, question_entry, travel_entry
from safeconduct.decisions.sources import files_digest, files_of, pack, unpack

from .conftest import Entry

TODAY = date(2026, 11, 24)
ASKED = Question(person="vladimir-putin", place="MNG", on="2024-09-02")
CONDUCT = {"territory": "UKR", "on": "2022-03-01", "crime": "war_crimes"}


_RULE = """\
- id: of-our-own-{0}
  title: A rule of our own
  cite: Rome Statute, art. 89(1)
  says: A serving minister is immune.
  if: [person.office: {1}, title_counts]
  then: holds_immune_office
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory, other_records: Path) -> Engine:
    """An engine on records and rules that are not those of today."""
    home = tmp_path_factory.mktemp("older")
    base, own = home / "base", home / "own"
    base.mkdir()
    (base / "rulebase.yaml").write_text("extends: safeconduct\n", "utf-8")
    (base / "more.yaml").write_text(
        _RULE.format(1, "foreign_minister"),
        "utf-8",
    )
    own.mkdir()
    (own / "rulebase.yaml").write_text("extends: ../base\n", "utf-8")
    (own / "also.yaml").write_text(
        _RULE.format(2, "head_of_government"),
        "utf-8",
    )
    return Engine.load(records=other_records, rules=[own], today=lambda: date(2026, 11, 1))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[DecisionLog]:
    with DecisionLog.open(f"sqlite:///{tmp_path}/log.sqlite", keep="full") as made:
        yield made


def _record(log: DecisionLog, engine: Engine, sources: str, *, whole: bool = True) -> str:
    answer = engine.assess(ASKED)
    made = travel_entry(engine, ASKED, answer, whole=whole, sources=sources)
    return log.record(made).id


def test_the_files_of_an_engine_make_it_again(engine: Engine) -> None:
    """They come out of an archive as they went in."""
    files = files_of(engine)
    assert files is not None
    assert unpack(pack(files)) == files
    assert files_digest(files) == files_digest(unpack(pack(files)))
    assert {"records/persons.yaml", "rules/facts.yaml"} <= set(files)


@pytest.mark.slow
def test_older_records_and_rules_are_read_from_the_log(
    log: DecisionLog, engine: Engine, older: Engine
) -> None:
    """The answers are the same to the last character, of every question."""
    assert older.world.digest != engine.world.digest
    assert older.rulebase.digest != engine.rulebase.digest
    kept = log.keep_sources(older)
    ids = [_record(log, older, kept), _record(log, older, kept, whole=False)]
    answer = older.answer("jurisdiction", **CONDUCT)
    made = question_entry(older, "jurisdiction", CONDUCT, answer, whole=True, sources=kept)
    ids.append(log.record(made).id)
    for id_ in ids:
        replayed = log.replay(id_, engine)
        assert (replayed.result, replayed.rederived_from) == ("equal", "kept"), replayed
        assert replayed.recorded == replayed.derived


@pytest.mark.slow
def test_the_shipped_files_make_the_shipped_engine(
    log: DecisionLog, engine: Engine, older: Engine
) -> None:
    """Another engine is at hand, and the log has those of the shipped one."""
    kept = log.keep_sources(engine)
    replayed = log.replay(_record(log, engine, kept), older)
    assert (replayed.result, replayed.rederived_from) == ("equal", "kept"), replayed


@pytest.mark.slow
def test_what_is_not_at_hand_is_said(log: DecisionLog, engine: Engine, older: Engine) -> None:
    """Whether no files are kept, or not those."""
    replayed = log.replay(_record(log, older, ""), engine)
    assert (replayed.result, replayed.rederived_from) == ("not-derived", "nothing")
    assert "their files are not kept" in replayed.why
    assert older.world.digest[:12] in replayed.why
    replayed = log.replay(_record(log, older, "0" * 64), engine)
    assert "are not in the log any more" in replayed.why
    other = log.keep_sources(engine)  # files that give something else than the decision names
    replayed = log.replay(_record(log, older, other), engine)
    assert "do not give" in replayed.why


def test_it_is_answered_as_on_its_day(log: DecisionLog, engine: Engine) -> None:
    """What was said of today holds for the day on which it was said."""
    then = engine.as_if_today("2024-09-01")
    asked = Question(person="vladimir-putin", place="MNG")
    made = travel_entry(then, asked, then.assess(asked), whole=True)
    replayed = log.replay(log.record(made).id, engine)
    assert replayed.result == "equal", replayed


def test_what_differs_is_told_part_by_part(
    log: DecisionLog, engine: Engine, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a decision that says something else than what follows."""
    right, other = entry(whole=True), entry("ZAF", on="2023-01-01", whole=True)
    for wrong in (
        right.__class__(**{**_members(right), "outcome": "no_power"}),
        right.__class__(**{**_members(right), "document": other.document}),
    ):
        replayed = log.replay(log.record(wrong).id, engine)
        assert replayed.result == "differs"
        parts = {one.part: one for one in replayed.differences}
        if wrong.outcome != right.outcome:
            assert (parts["outcome"].recorded, parts["outcome"].derived) == (
                "no_power",
                "must_arrest",
            )
        else:
            assert parts["place"].derived["id"] == "MNG"
            assert parts["place"].recorded["id"] == "ZAF"
    wrong = right.__class__(**{**_members(right), "asked": '{"person":"nobody","place":"MNG"}'})
    replayed = log.replay(log.record(wrong).id, engine)
    assert replayed.result == "differs"
    assert "now it is not" in replayed.why


def _members(entry: object) -> dict[str, object]:
    return {name: getattr(entry, name) for name in type(entry).__dataclass_fields__}  # type: ignore[attr-defined]


def test_an_engine_without_files_is_replayed_by_itself(log: DecisionLog, engine: Engine) -> None:
    """Nothing of it is kept, and it is at hand."""
    made = Engine(engine.world, engine.rulebase, today=lambda: TODAY)
    assert log.keep_sources(made) == ""
    assert log.replay(_record(log, made, ""), engine).result == "equal"
