"""What is accepted counts from then on, in every process; what is refused changes nothing."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from safeconduct import Engine, InputError
from safeconduct.live import Live, LiveEntry, LiveFailed, RecordChange, RecordRefused, export
from safeconduct.live.apply import RecordStep, applied
from safeconduct.records import check_records
from safeconduct.records.source_files import read_source_files

from .conftest import WARRANT, retraction

NOW = {"seconds": 0.0}
"""No answers are compared: that takes its time."""


def mistakes(live: Live, change: RecordChange) -> dict[str, str]:
    """Return what is said of each field of a change that is refused."""
    before = live.engine.world.digest, live.seq, live.entries(1)
    with pytest.raises(RecordRefused) as refused:
        live.accept(change, "somebody", **NOW)
    assert (live.engine.world.digest, live.seq, live.entries(1)) == before
    return {one.field: str(one) for one in refused.value.mistakes}


def test_a_warrant_counts_when_it_is_accepted(live: Live, unsealed: RecordChange) -> None:
    before = live.engine
    entry = live.accept(unsealed, "key-1", **NOW)
    assert entry.seq == live.seq == 1
    assert entry.world == live.engine.world.digest != before.world.digest
    assert "joseph-kony-made-up" in live.engine.world.warrants
    assert "joseph-kony-made-up" not in before.world.warrants
    assert (entry.who, entry.action, entry.before) == ("key-1", "add", None)
    answer = live.engine.travel_risk("joseph-kony", "MNG")
    assert "joseph-kony-made-up" in answer.to_json()
    assert answer.world == entry.world


def test_who_follows_has_the_same_records(
    live: Live, engine: Engine, url: str, unsealed: RecordChange
) -> None:
    with Live.open(engine, url) as other:
        assert not other.follow()
        entry = live.accept(unsealed, "key-1", **NOW)
        assert other.engine.world.digest == engine.world.digest
        assert other.follow()
        assert not other.follow()
        assert other.engine.world.digest == entry.world
        assert other.engine.world.tables == live.engine.world.tables


def test_a_corrected_record_keeps_what_stood_there(live: Live, warrant: dict[str, Any]) -> None:
    change = RecordChange(
        action="correct",
        kind="warrants",
        record={**warrant, "note": "As it was read again."},
        reason="read again",
        wrong="the note said nothing",
        since="2026-01-01",
    )
    first = live.engine.world
    entry = live.accept(change, "key-1", **NOW)
    assert entry.before == warrant
    assert entry.record == {**warrant, "note": "As it was read again."}
    assert live.engine.world.warrants[WARRANT].note == "As it was read again."
    assert live.at(first.digest).warrants[WARRANT].note == warrant["note"]
    assert live.at(entry.world).digest == entry.world
    with pytest.raises(InputError, match="not a digest"):
        live.at("0" * 64)


def test_an_earlier_state_is_there_when_other_records_are_packaged(
    live: Live, engine: Engine, url: str, unsealed: RecordChange
) -> None:
    entry = live.accept(unsealed, "key-1", **NOW)
    fewer = RecordStep("visits", retraction(engine).id, None)
    other = engine.on_records(applied(engine.world, [fewer]))
    assert other.world.digest != engine.world.digest
    with Live.open(other, url) as opened:
        assert "joseph-kony-made-up" in opened.engine.world.warrants
        assert opened.engine.world.digest != entry.world
        assert opened.at(entry.world).tables == live.engine.world.tables
        assert opened.at(engine.world.digest).tables == engine.world.tables


def test_sources_that_are_new_come_with_a_record_and_go_with_it(
    live: Live, warrant: dict[str, Any]
) -> None:
    source = {"id": "icc-made-up", "title": "ICC, Made up", "kind": "primary"}
    source["url"] = "https://www.icc-cpi.int/made-up"
    named = {**warrant, "sources": ["icc-made-up", *warrant["sources"]]}
    change = RecordChange(
        action="correct",
        kind="warrants",
        record=named,
        sources=(source,),
        reason="the Court's own page",
        wrong="it was not named",
    )
    live.accept(change, "key-1", **NOW)
    assert live.engine.world.sources["icc-made-up"].title == "ICC, Made up"
    back = RecordChange(
        action="correct", kind="warrants", record=warrant, reason="back", wrong="the page is gone"
    )
    entry = live.accept(back, "key-1", **NOW)
    assert "icc-made-up" not in live.engine.world.sources
    assert entry.world == live.at(entry.base).digest  # all is as it was


WRONG: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "kind": ({"kind": "warrant"}, {"kind": "did you mean `warrants`"}),
    "no record": ({"record": None}, {"record": "is missing, but required to add"}),
    "another id": ({"id": "other"}, {"id": "is not the id in the record"}),
    "wrong for add": ({"wrong": "x"}, {"wrong": "corrects or retracts"}),
    "correct without what": ({"action": "correct"}, {"record.id": "is not an id", "wrong": ""}),
    "retract with": ({"action": "retract", "wrong": "x"}, {"record": "leave it out"}),
    "report": ({"report": "0193"}, {"report": "is not the id of a report"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_change_says_must_go_together(live: Live, unsealed: RecordChange, case: str) -> None:
    parts, expected = WRONG[case]
    found = mistakes(live, unsealed.model_copy(update=parts))
    for field, told in expected.items():
        assert told in found[field]


BAD: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "days": ({"issued": "2026-13-01"}, {"record.issued": "'2026-13-01': input should be"}),
    "unknown field": ({"isued": "2026-11-01"}, {"record.isued": "did you mean `issued`"}),
    "choice": ({"kind": "letter"}, {"record.kind": "'warrant' or 'summons'"}),
    "person": ({"person": "nobody"}, {"joseph-kony-made-up.person": "there is no `nobody`"}),
    "source": ({"sources": ["nowhere"]}, {"joseph-kony-made-up.sources": "nowhere"}),
    "no source": ({"sources": []}, {"record.sources": "needs a source"}),
    "hearsay": ({"sources": ["general-knowledge"]}, {"record.sources": "look up"}),
    "future": (dict.fromkeys(("unsealed", "public_on"), "2027-01-01"), {"record.public_on": ""}),
    "order": ({"issued": "2026-11-25"}, {"joseph-kony-made-up.issued": "is after"}),
    "several": (
        {"issued": "x", "crimes": 1, "person": "A B"},
        {"record.issued": "'x'", "record.crimes": "'1'", "record.person": "'A B'"},
    ),
    "characters": ({"note": "a\0b"}, {"record": "no file of records takes"}),
    "surrogate": ({"note": "\ud800"}, {"record": ""}),
}


@pytest.mark.parametrize("case", BAD)
def test_a_record_is_checked_as_one_in_a_file(
    live: Live, unsealed: RecordChange, case: str
) -> None:
    """Every mistake is told, with field, value and what would be right."""
    parts, expected = BAD[case]
    record = {**(unsealed.record or {}), **parts}
    found = mistakes(live, unsealed.model_copy(update={"record": record}))
    for field, told in expected.items():
        assert told in found[field]


def test_what_others_rest_on_cannot_be_retracted(live: Live) -> None:
    change = RecordChange(
        action="retract", kind="persons", id="joseph-kony", reason="x", wrong="all of it"
    )
    assert "there is no `joseph-kony`" in mistakes(live, change)[f"{WARRANT}.person"]


def test_a_correction_that_changes_nothing_is_refused(live: Live, warrant: dict[str, Any]) -> None:
    change = RecordChange(
        action="correct", kind="warrants", record=warrant, reason="x", wrong="nothing"
    )
    assert "stands on record like this" in mistakes(live, change)["record"]


@pytest.mark.slow
def test_it_is_told_which_answers_change(live: Live, warrant: dict[str, Any]) -> None:
    """A warrant that ended calls for no arrest, in any place."""
    ended = {**warrant, "ended": "2026-11-20", "ended_by": "withdrawn"}
    change = RecordChange(
        action="correct",
        kind="warrants",
        record={**ended, "status_as_of": "2026-11-20"},
        reason="withdrawn",
        wrong="it still stood there",
    )
    digest = live.engine.world.digest
    checked = live.check(change, seconds=600)
    assert live.engine.world.digest == digest
    assert live.seq == 0
    impact = checked.impact
    places = len(live.engine.world.places)
    assert impact.asked == impact.possible
    assert impact.changed >= places
    assert len(impact.examples) == 100
    assert sum(impact.outcomes.values()) == impact.changed
    assert all(one.person == "joseph-kony" for one in impact.examples if not one.ruling)
    assert {one.after.outcome for one in impact.examples} == {"no_warrant_in_force"}
    entry = live.accept(change, "key-1", seconds=0.01)
    assert entry.world == checked.world
    assert entry.impact.asked < entry.impact.possible


@pytest.mark.slow
def test_two_writers_at_once(live: Live, engine: Engine, url: str) -> None:
    """Each is checked against the other, and both are there, in one order."""
    with Live.open(engine, url) as other:
        made: list[LiveEntry] = []

        def write(to: Live, numbers: range) -> None:
            made.extend(to.accept(retraction(engine, n), f"key-{n}", **NOW) for n in numbers)

        threads = [
            threading.Thread(target=write, args=(live, range(2))),
            threading.Thread(target=write, args=(other, range(2, 4))),
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(one.seq for one in made) == [1, 2, 3, 4]
        live.follow()
        other.follow()
        assert live.engine.world.tables == other.engine.world.tables
        assert live.engine.world.digest == live.entries(1)[1][0].world


KILLED = """
import os, signal, sys
from datetime import date
from safeconduct import Engine
from safeconduct.live import Live, RecordChange
live = Live.open(Engine.load(today=lambda: date(2026, 11, 24)), sys.argv[1])
live.follow = lambda: os.kill(os.getpid(), signal.SIGKILL) if live.seq else False
change = RecordChange.model_validate_json(sys.argv[2])
print(live.accept(change, "key-1", seconds=0).world, flush=True)
live.follow()
"""


@pytest.mark.slow
def test_what_was_accepted_is_there_after_a_kill(engine: Engine, url: str) -> None:
    change = retraction(engine)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, url, change.model_dump_json()],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert killed.returncode == -9, killed.stderr
    with Live.open(engine, url) as live:
        assert live.seq == 1
        assert live.engine.world.digest == killed.stdout.strip()


def test_a_changed_row_is_found(live: Live, engine: Engine, url: str) -> None:
    live.accept(retraction(engine), "key-1", **NOW)
    made = sa.create_engine(url)
    with made.begin() as connection, pytest.raises(sa.exc.DatabaseError, match="only ever added"):
        connection.execute(sa.text("UPDATE live_entries SET who = 'another'"))
    with made.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER live_entries_no_update"))
        connection.execute(sa.text("UPDATE live_entries SET who = 'another'"))
    made.dispose()
    with pytest.raises(LiveFailed, match=r"row 1 of the live records .* was changed"):
        Live.open(engine, url)


def test_an_engine_on_live_records_is_made_again_elsewhere(
    live: Live, unsealed: RecordChange
) -> None:
    """From the packaged records and what is layered over them."""
    live.accept(unsealed, "key-1", **NOW)
    sources = live.engine.sources
    assert sources is not None
    world, _ = pickle.loads(pickle.dumps(sources)).read()
    assert world.digest == live.engine.world.digest


def test_the_files_of_an_engine_are_those_of_its_records(
    live: Live, unsealed: RecordChange
) -> None:
    """So a decision that was made on live records can be made again."""
    live.accept(unsealed, "key-1", **NOW)
    assert live.engine.sources is not None
    reading = read_source_files(live.engine.sources.record_files())
    assert reading.tables() == live.engine.world.tables


def test_exported_records_are_taken(
    live: Live, unsealed: RecordChange, tmp_path: Path, engine: Engine
) -> None:
    entry = live.accept(unsealed, "key-1", **NOW)
    names = export(live.engine.world, tmp_path / "out")
    assert "persons.yaml" in names
    assert check_records(tmp_path / "out") == ()
    read = Engine.load(records=tmp_path / "out")
    assert read.world.digest == entry.world
    with pytest.raises(InputError, match="is not empty"):
        export(live.engine.world, tmp_path / "out")


def test_known_on_tells_what_was_public(live: Live, unsealed: RecordChange) -> None:
    live.accept(unsealed, "key-1", **NOW)
    assert "joseph-kony-made-up" not in live.engine.known_on("2026-11-23").world.warrants
    assert "joseph-kony-made-up" in live.engine.known_on("2026-11-24").world.warrants


@pytest.mark.parametrize(
    "open_", [lambda base: Live.open(base, "mysql://x"), lambda base: Live.open(base, "sqlite://")]
)
def test_a_url_that_cannot_be_used(engine: Engine, open_: Callable[[Engine], Live]) -> None:
    with pytest.raises(InputError, match="live"):
        open_(engine)


def test_reports_are_kept_and_found_by_the_entry_that_answers(live: Live, engine: Engine) -> None:
    report = live.reports.add("/persons/joseph-kony", "The day is wrong.", "https://example.org")
    assert live.reports.page(10) == (1, (report,))
    change = retraction(engine).model_copy(update={"report": report.id})
    live.accept(change, "key-1", **NOW)
    found = live.reports.get(report.id)
    assert found is not None
    assert (found.entry, found.text) == (1, "The day is wrong.")
