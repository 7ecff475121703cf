"""A log is written, read and searched, and is what it was whatever is tried."""

from __future__ import annotations

import asyncio
import doctest
import importlib
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from safeconduct import Engine, InputError
from safeconduct.decisions import (
    DecisionLog,
    DecisionSearch,
    LogFailed,
    LogFull,
    Receipt,
    question_entry,
    screening_entry,
)
from safeconduct.decisions.database import open_database
from safeconduct.store.database import Database
from safeconduct.store.uuid7 import uuid7

from .conftest import PERSON, Entry, NewUrl


def test_what_was_recorded_is_read(log: DecisionLog, entry: Entry) -> None:
    """All of it, with the whole answer where that is kept."""
    short = log.record(entry(), "192.0.2.1")
    whole = log.record(entry(whole=True))
    first, second = log.get(short.id), log.get(whole.id)
    assert first is not None
    assert second is not None
    assert (first.seq, second.seq) == (1, 2)
    assert second.previous == first.hash == short.hash
    assert first.asked == {"person": PERSON, "place": "MNG", "on": "2024-09-02"}
    assert (first.person, first.place, first.outcome) == (PERSON, "MNG", "must_arrest")
    assert (first.caller, second.caller) == ("192.0.2.1", "")
    assert first.answer is None
    assert second.answer is not None
    assert second.answer["proof"]
    assert log.get("019341eb-887b-774f-8000-000000000000") is None
    assert log.get("no id") is None


def test_an_answer_is_kept_once(url: str, log: DecisionLog, entry: Entry) -> None:
    """However often it is given; and what it shares with that about another day."""
    sought = sa.text("SELECT count(*), sum(length(content)) FROM decision_documents")

    def kept() -> tuple[int, int]:
        with open_database(url) as database, database.reading() as connection:
            count, size = connection.execute(sought).one()
        return count, size

    whole = entry(whole=True)
    log.record(whole)
    count, size = kept()
    for _ in range(3):
        log.record(entry(whole=True))
    assert kept() == (count, size)
    log.record(entry("KAZ", whole=True))
    assert kept()[0] == 2 * count
    log.record(entry(on="2027-03-01", whole=True))
    before, held = kept()
    for day in range(2, 5):
        log.record(entry(on=f"2027-03-0{day}", whole=True))
    count, size = kept()
    assert whole.document is not None
    assert (count, size - held < len(whole.document) / 20) == (before + 3, True)
    assert log.verify().faults == ()


def test_other_questions_and_screened_rows(log: DecisionLog, engine: Engine) -> None:
    """They have rows as well."""
    said = {"territory": "UKR", "on": "2022-03-01", "crime": "war_crimes"}
    answer = engine.answer("jurisdiction", **said)
    kept = log.record(question_entry(engine, "jurisdiction", said, answer, whole=True))  # type: ignore[arg-type]
    rows = log.record(screening_entry(engine, {"profile": "icc"}, rows=9, rejected=1, digest="a"))
    assert log.replay(kept.id, engine).result == "equal"
    found = log.get(rows.id)
    assert found is not None
    assert found.asked == {"profile": "icc", "rows": 9, "rejected": 1}
    told = log.replay(rows.id, engine)
    assert (told.result, told.rederived_from) == ("not-derived", "nothing")
    assert "no rows" in told.why


def test_a_search_finds_what_is_sought(log: DecisionLog, entry: Entry) -> None:
    """By each part, the latest first, page after page."""
    places = ["MNG", "KAZ", "ZAF"] * 5
    ids = [log.record(entry(place), f"caller {place}").id for place in places]
    whole = log.search(DecisionSearch())
    assert [one.id for one in whole.items] == ids[::-1]
    assert whole.next is None
    paged: list[str] = []
    before = ""
    for _ in range(3):
        page = log.search(DecisionSearch(place="KAZ", limit=2, before=before))
        paged += [one.id for one in page.items]
        before = page.next or ""
    assert paged == [id_ for id_, place in zip(ids, places, strict=True) if place == "KAZ"][::-1]
    assert not before
    assert len(log.search(DecisionSearch(caller="caller ZAF")).items) == 5
    assert len(log.search(DecisionSearch(person=PERSON, outcome="must_arrest")).items) == 10
    assert log.search(DecisionSearch(person="nobody")).items == ()
    assert log.search(DecisionSearch(question="jurisdiction")).items == ()
    assert log.has("person", PERSON)
    assert not log.has("person", "nobody")


def test_a_search_by_days(log: DecisionLog, entry: Entry) -> None:
    """Both days count in."""
    log.record(entry())
    (one,) = log.search(DecisionSearch()).items
    today = date.fromisoformat(one.at[:10])
    day = timedelta(days=1)
    assert log.search(DecisionSearch(since=today, until=today)).items
    assert log.search(DecisionSearch(since=date.min, until=date.max)).items
    assert not log.search(DecisionSearch(since=today + day)).items
    assert not log.search(DecisionSearch(until=today - day)).items
    with pytest.raises(InputError, match="lies before"):
        log.search(DecisionSearch(since=today, until=today - day))
    with pytest.raises(InputError, match="is out of range"):
        log.search(DecisionSearch(limit=0))
    with pytest.raises(InputError, match="is not where a page ended"):
        log.search(DecisionSearch(before="x"))


def test_many_callers_have_one_chain(url: str, entry: Entry) -> None:
    """Several writers, each with many callers: every number is there once, and every hash fits."""
    made = entry()
    with DecisionLog.open(url) as one, DecisionLog.open(url) as other:
        logs = [one, other] * 100
        with ThreadPoolExecutor(20) as pool:
            receipts = list(pool.map(lambda log: log.record(made), logs))
        assert sorted(receipt.seq for receipt in receipts) == list(range(1, 201))
        report = one.verify()
    assert report.faults == ()
    assert (report.rows, report.seq) == (200, 200)


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Let nobody else write to a log."""
    with database.writing() as connection:
        if not database.embedded:
            connection.execute(sa.text("SELECT * FROM decision_head FOR UPDATE"))
        yield


def until(holds: Callable[[], bool]) -> None:
    """Wait for what happens elsewhere."""
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def test_a_full_queue_refuses(url: str, entry: Entry) -> None:
    """What was taken is written; what is not taken is told at once, to threads and event loops."""
    made = entry()
    with (
        open_database(url) as database,
        DecisionLog.open(url, most_waiting=5) as log,
        ThreadPoolExecutor(5) as pool,
    ):
        with held(database):
            taken = [pool.submit(log.record, made) for _ in range(5)]
            until(lambda: log.waiting == 5)
            with pytest.raises(LogFull, match="5 decisions wait"):
                log.record(made)
            with pytest.raises(LogFull, match="5 decisions wait"):
                asyncio.run(log.recorded([made]))
        assert sorted(one.result(60).seq for one in taken) == [1, 2, 3, 4, 5]
        assert log.waiting == 0
    assert log.record(made).seq == 6  # it is opened again
    log.close()


def test_event_loops_and_threads_write_one_chain(url: str, entry: Entry) -> None:
    """Loops that are there at once and one after the other, and what is written together."""
    made = entry()

    async def many() -> list[int]:
        asked = (log.recorded([made] * rows, "x") for rows in (1, 40, 2) * 10)
        return [one.seq for receipts in await asyncio.gather(*asked) for one in receipts]

    with DecisionLog.open(url) as log, ThreadPoolExecutor(4) as pool:
        loops = [pool.submit(asyncio.run, many()) for _ in range(2)]
        threads = [pool.submit(log.record, made) for _ in range(20)]
        found = [number for one in loops for number in one.result(60)]
        found += [one.result(60).seq for one in threads]
        found += asyncio.run(many())
        assert sorted(found) == list(range(1, 3 * 430 + 21))
        assert log.verify().faults == ()
        assert log.waiting == 0


def test_rows_of_one_call_follow_one_another(url: str, entry: Entry) -> None:
    """However many others come meanwhile."""
    made = entry()

    async def asked() -> None:
        calls = (log.recorded([made] * rows) for rows in (3, 1, 600, 7, 1))
        for receipts in await asyncio.gather(*calls):
            first = receipts[0].seq
            assert [one.seq for one in receipts] == list(range(first, first + len(receipts)))

    with DecisionLog.open(url) as log:
        asyncio.run(asked())


def test_a_loop_that_ends_in_the_midst_leaves_nothing_behind(url: str, entry: Entry) -> None:
    """What it sent is written, though nobody is told; the next loop goes on with what is there."""
    made = entry()

    async def gone(rounds: int) -> None:
        asking = asyncio.create_task(log.recorded([made] * 3))
        for _ in range(rounds):  # in ten, it is sent
            await asyncio.sleep(0)
        asking.cancel()

    async def here() -> int:
        return (await log.recorded([made]))[0].seq

    with DecisionLog.open(url) as log:
        for turn in range(1, 4):
            asyncio.run(gone(10))
            assert asyncio.run(here()) == 4 * turn
        asyncio.run(gone(1))  # before it was sent
        assert asyncio.run(here()) == 16
        assert log.verify().faults == ()


def test_an_event_loop_that_cannot_watch_pipes_waits(
    url: str, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is held up, and all is written."""
    made = entry()

    def refused(*_: object) -> None:
        raise NotImplementedError

    async def many() -> set[int]:
        monkeypatch.setattr(asyncio.get_running_loop(), "add_reader", refused)
        asked = (log.recorded([made]) for _ in range(100))
        return {one.seq for receipts in await asyncio.gather(*asked) for one in receipts}

    with DecisionLog.open(url) as log:
        assert asyncio.run(many()) == {*range(1, 101)}


def test_a_log_is_closed_from_wherever(url: str, entry: Entry) -> None:
    """From the thread of the loop that waits, from another one, and after the loop has ended."""
    made = entry()
    log = DecisionLog.open(url)

    async def closed(close: Callable[[], Awaitable[None]]) -> int:
        asking = asyncio.create_task(log.recorded([made] * 50))
        await asyncio.sleep(0)
        assert log.waiting == 50
        await close()
        return (await asking)[-1].seq

    async def here() -> None:
        log.close()

    assert asyncio.run(closed(here)) == 50
    assert asyncio.run(closed(lambda: asyncio.to_thread(log.close))) == 100
    assert asyncio.run(log.recorded([made]))[0].seq == 101
    log.close()
    with DecisionLog.open(url) as other:
        assert other.verify().rows == 101


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET outcome = 'no_power'",
        "DELETE FROM decisions WHERE seq = 1",
        "UPDATE decision_documents SET content = content",
        "DELETE FROM decision_documents",
        "UPDATE decision_sources SET digest = 'x'",
        "DELETE FROM decision_sources",
        "DELETE FROM decision_head",
        "UPDATE decision_head SET seq = seq",
        "UPDATE decision_head SET seq = 1",
    ],
)
def test_rows_are_only_added(url: str, entry: Entry, engine: Engine, statement: str) -> None:
    """The database itself refuses anything else."""
    with DecisionLog.open(url) as log:
        sources = log.keep_sources(engine)
        log.record(entry(whole=True, sources=sources))
        log.record(entry(whole=True, sources=sources))
        with (
            open_database(url) as database,
            pytest.raises(sa.exc.DBAPIError, match="only ever added to"),
            database.writing() as connection,
        ):
            connection.execute(sa.text(statement))
        assert log.verify().faults == ()


def test_nothing_is_put_in_the_place_of_a_row(url: str, log: DecisionLog, entry: Entry) -> None:
    """Not even by what replaces a row without asking."""
    log.record(entry())
    log.record(entry())
    rest = "at, caller, kind, question, asked, person, place, day, today, outcome, version, world, "
    rest += "rules, sources, told, document, previous, hash FROM decisions WHERE seq = 2"
    with open_database(url) as database:
        for statement in (
            (
                f"INSERT OR REPLACE INTO decisions SELECT 1, id, {rest}",
                f"INSERT OR REPLACE INTO decisions SELECT 3, id, {rest}",
                f"INSERT INTO decisions SELECT 9, 'new', {rest}",
            )
            if database.embedded
            else ("TRUNCATE decisions", "TRUNCATE decision_head")
        ):
            with (
                pytest.raises(sa.exc.DBAPIError, match="only ever added"),
                database.writing() as connection,
            ):
                connection.execute(sa.text(statement))


def test_a_log_is_opened_again(new_url: NewUrl, entry: Entry) -> None:
    """It goes on where it ended; where there is none, none is made unless that is wanted."""
    url = new_url()
    with pytest.raises((InputError, LogFailed), match=r"is not there|has no decision log"):
        DecisionLog.open(url, make=False)
    for number in (1, 2):
        with DecisionLog.open(url) as log:
            assert log.record(entry()).seq == number
    with DecisionLog.open(url, make=False) as log:
        assert log.verify().rows == 2


def test_workers_that_begin_at_once_make_one_log(url: str) -> None:
    """Each opens it, one makes it."""
    with ThreadPoolExecutor(4) as pool:
        for log in pool.map(lambda _: DecisionLog.open(url), range(4)):
            log.close()
    with DecisionLog.open(url, make=False) as log:
        assert log.verify().rows == 0


def test_a_log_of_a_later_version_is_left_alone(url: str) -> None:
    """It is told by which version to open it."""
    DecisionLog.open(url).close()
    with open_database(url) as database, database.writing() as connection:
        connection.execute(sa.text("UPDATE decision_log_version SET version_num = '9999'"))
    with pytest.raises(LogFailed, match="later version"):
        DecisionLog.open(url)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "is not the URL of a database"),
        ("postgresql://u:p@h:sesame/x", "is not the URL of a database"),
        ("mysql://root:sesame@h/x", "is not a kind of database that can be used"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_wrong_url_is_told_without_what_it_holds(url: str, told: str) -> None:
    """It may hold a password."""
    with pytest.raises(InputError, match=told) as caught:
        DecisionLog.open(url)
    assert "sesame" not in str(caught.value)


def test_no_error_tells_a_password(
    new_url: NewUrl, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Not of a database that cannot be reached, nor of a folder that cannot be made."""
    folder = tmp_path_factory.mktemp("no")
    with pytest.raises(LogFailed) as caught:
        DecisionLog.open(f"postgresql://u:sesame@/sesame?host={folder}")
    assert "cannot be opened" in str(caught.value)
    assert "u:***@" in str(caught.value)
    file = folder / "file"
    file.write_text("no folder")
    with pytest.raises(LogFailed, match="cannot be opened"):
        DecisionLog.open(f"sqlite:///{file}/log.sqlite")
    (folder / "log.sqlite").write_bytes(b"something else" * 1000)
    with pytest.raises(LogFailed, match="not a database"):
        DecisionLog.open(f"sqlite:///{folder}/log.sqlite")


@pytest.mark.parametrize("module", ["chain", "log"])
def test_examples_run(module: str) -> None:
    """Those in the docstrings."""
    found = doctest.testmod(importlib.import_module(f"safeconduct.decisions.{module}"))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_ids_sort_by_time() -> None:
    """Version 7, variant 2, and later ones are greater."""
    made = [uuid7(1_732_000_000_000_000_000 + step * 1_000) for step in range(2000)]
    assert made == sorted(made)
    assert {one[14] for one in made} == {"7"}
    assert {one[19] for one in made} <= set("89ab")


def test_what_a_database_cannot_keep_of_a_caller(log: DecisionLog, entry: Entry) -> None:
    """Is put so that it can."""
    for caller in ("a\0b", "\ud800", "x" * 5000, "💥"):
        log.record(entry(), caller)
    assert log.verify().faults == ()
    assert [len(one.caller) for one in log.search(DecisionSearch()).items] == [1, 200, 1, 3]


def test_nothing_is_recorded_of_nothing(log: DecisionLog, entry: Entry) -> None:
    """And those who come with it are told."""
    made = entry()

    async def asked() -> list[tuple[Receipt, ...]]:
        return list(await asyncio.gather(*(log.recorded([made] * n) for n in (0, 2, 0))))

    assert [len(receipts) for receipts in asyncio.run(asked())] == [0, 2, 0]
    assert asyncio.run(log.recorded([])) == ()
    assert log.verify().faults == ()
