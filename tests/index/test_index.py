"""The index: whole, equal to what a judge finds, safe to keep, to delete and to make twice."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from safeconduct import Engine
from safeconduct.authoring.mutation.bench import compiled
from safeconduct.base.dates import FIRST_DAY
from safeconduct.case.inputs import Inputs
from safeconduct.case.query import Query
from safeconduct.screening.days import FIRST
from safeconduct.screening.gather import CHUNK
from safeconduct.screening.index import Index, load_index
from safeconduct.screening.index.answers import Answer
from safeconduct.screening.index.load import CACHE, cache_directory, key_of
from safeconduct.screening.index.model import TYPES
from safeconduct.screening.index.store import read_index, write_index
from safeconduct.screening.index.table import AnswerTable
from safeconduct.screening.index.tried import TriedIndex
from safeconduct.screening.kernel import ScreenKernel

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def engine() -> Engine:
    """One evaluator answers for the table: that two agree on every truth is shown elsewhere."""
    loaded = Engine.load(today=lambda: TODAY)
    return Engine(
        loaded.world, loaded.rulebase, today=loaded.clock, inference=compiled(loaded.rulebase)
    )


@pytest.fixture(scope="module")
def index(engine: Engine) -> Index:
    return engine.index


@pytest.fixture(scope="module")
def kernel(engine: Engine) -> ScreenKernel:
    return ScreenKernel(engine, "icc")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def told(engine: Engine, query: Query) -> Answer:
    """Return what the judge finds, in the form of the table."""
    found = engine.reasoner.determinations(query)[0].determination
    return Answer(
        found.outcome.value,
        found.exposure,
        found.contest.contested,
        found.reason,
        found.duty,
        found.power,
        found.surrender,
        found.execution,
        found.grounds,
    )


def example(engine: Engine, case: list[int], given: Inputs, profile: str) -> Query:
    """Return the question of one case of the index."""
    person = list(engine.world.persons.values())[case[0]]
    place = list(engine.world.places.values())[case[1]]
    return Query(
        person, place, date.fromordinal(max(case[2], 1)), given, engine.profile(profile), {}
    )


def disagreements(
    engine: Engine, index: Index, profile: str, kinds: list[tuple[int, str]], sample: int | None
) -> Iterator[str]:
    """Yield every case, presence and purpose in which table and judge differ."""
    table = AnswerTable(index, engine.reasoner.readings, engine.inference, engine.profile(profile))
    for presence, purpose in kinds:
        given = Inputs.of(engine.rulebase, engine.presences[presence], purpose, {})
        numbers = table.of(purpose)[:, presence]
        cases = range(len(index.cases))
        for case in cases if sample is None else random.Random(7).sample(cases, sample):
            query = example(engine, index.cases[case].tolist(), given, profile)
            if told(engine, query) != table.answers[numbers[case]]:
                yield f"{query.person.id} {query.place.id} {query.on} {given.asked} {profile}"


@pytest.mark.slow
def test_the_table_is_what_the_judge_finds(engine: Engine, index: Index) -> None:
    """Some cases of every presence, and of every profile."""
    kinds = [(presence, "unspecified") for presence in range(len(engine.presences))]
    assert not list(disagreements(engine, index, "icc", kinds, 20))
    for profile in engine.rulebase.profiles:
        assert not list(disagreements(engine, index, profile, [(0, "official_visit")], 20))


@pytest.mark.slow(minutes=3)
def test_the_table_is_what_the_judge_finds_everywhere(engine: Engine, index: Index) -> None:
    """Every case with every presence; many of them for every purpose and under every profile."""
    kinds = [(presence, "unspecified") for presence in range(len(engine.presences))]
    assert not list(disagreements(engine, index, "icc", kinds, None))
    kinds = [(0, purpose) for purpose in engine.purposes]
    assert not list(disagreements(engine, index, "icc", kinds, 300))
    for profile in engine.rulebase.profiles:
        assert not list(disagreements(engine, index, profile, [(0, "unspecified")], 300))


def test_an_index_is_small(index: Index) -> None:
    """A few megabytes hold every person, place and day."""
    assert index.nbytes < 32 * 2**20


@pytest.mark.slow
def test_any_question_is_answered_as_the_engine_does(engine: Engine, kernel: ScreenKernel) -> None:
    """Persons, places, days long before and after, presences and purposes at random."""
    rng = random.Random(11)
    days = [FIRST_DAY, date.max.toordinal(), *(int(day) for day in engine.index.edges if day > 0)]
    asked = [
        (
            rng.randrange(len(kernel.persons)),
            rng.randrange(len(kernel.places)),
            max(FIRST_DAY, min(date.max.toordinal(), rng.choice(days) + rng.choice((-1, 0, 1)))),
            rng.randrange(len(kernel.presences)),
            rng.choice((0, 0, rng.randrange(len(kernel.purposes)))),
        )
        for _ in range(400)
    ]
    person, place, day, presence, purpose = (
        np.array(column) for column in zip(*asked, strict=True)
    )
    numbers = day - (FIRST_DAY - FIRST)
    found = kernel.answers(person, place, numbers, presence, purpose)
    for number, (who, where, when, how, why) in zip(found, asked, strict=True):
        query = engine.query(
            kernel.persons[who],
            kernel.places[where],
            on=date.fromordinal(when),
            presence=kernel.presences[how],
            purpose=kernel.purposes[why],
        )
        assert told(engine, query) == kernel.known[number], query


def test_chunks_do_not_matter(kernel: ScreenKernel) -> None:
    """A column longer than a chunk is answered like its parts; so is an empty one."""
    rng = np.random.default_rng(5)
    count = 2 * CHUNK + 17
    person = rng.integers(0, len(kernel.persons), count, dtype=np.int32)
    place = rng.integers(0, len(kernel.places), count, dtype=np.int16)
    day = rng.integers(FIRST, FIRST + 12_000, count, dtype=np.int64)
    whole = kernel.answers(person, place, day, 0, 0)
    narrow = kernel.answers(person.astype(np.int8), place, day.astype(np.int32), 0, 0)
    assert np.array_equal(whole, narrow)  # products of narrow codes need more room
    half = count // 2
    parts = [kernel.answers(person[part], place[part], day[part], 0, 0)
             for part in (slice(0, half), slice(half, count), slice(0, 0))]  # fmt: skip
    assert np.array_equal(whole, np.concatenate(parts))


def test_an_index_reads_back_as_it_was_written(index: Index, tmp_path: Path) -> None:
    """Every array is copied with its type, shape and content."""
    path = tmp_path / "deep" / "index.bin"
    write_index(index, path)
    again = read_index(path)
    assert again is not None
    assert again.arrays().keys() == index.arrays().keys()
    for name, array in index.arrays().items():
        other = again.arrays()[name]
        assert not other.flags.writeable
        assert array.dtype == TYPES[name]
        assert (other.dtype, other.shape) == (array.dtype, array.shape)
        assert np.array_equal(other, array)
    assert [one.name for one in path.parent.iterdir()] == ["index.bin"]


@pytest.mark.parametrize("how", ["empty", "cut", "longer", "other", "turned", "header"])
def test_a_damaged_file_is_not_read(index: Index, tmp_path: Path, how: str) -> None:
    """Whatever happened to it, a file that is not whole counts as none."""
    path = tmp_path / "index.bin"
    write_index(index, path)
    data = bytearray(path.read_bytes())
    if how == "turned":
        data[-100] ^= 1
    elif how == "header":
        data[60] ^= 1
    changed = {
        "empty": b"",
        "cut": bytes(data[: len(data) // 2]),
        "longer": bytes(data) + b"x",
        "other": b"something else entirely",
    }.get(how, bytes(data))
    path.write_bytes(changed)
    assert read_index(path) is None
    assert read_index(tmp_path / "none.bin") is None


def _swapped(table: Any) -> Any:
    """Put the last in the place of the first, and the other way round."""
    return np.concatenate([table[-1:], table[1:-1], table[:1]])


SPOILT: list[tuple[str, Callable[[Any], Any]]] = [
    ("course_of", _swapped),
    ("course_of", lambda one: _swapped(one.T).T),
    ("course_of", lambda one: one * 0),
    ("course_of", lambda one: one + 1),
    ("course_of", lambda one: one - 1),
    ("course_of", lambda one: one[:, 1:]),
    ("course_of", lambda one: one[0]),
    ("case_at", lambda one: np.roll(one, 1, axis=0)),
    ("case_at", lambda one: np.roll(one, 1, axis=1)),
    ("case_at", lambda one: one * 0 + 65535),
    ("case_at", lambda one: one[:, :-1]),
    ("edges", lambda one: one + np.arange(len(one), dtype=np.int32)),
    ("edges", lambda one: one[::-1]),
    ("edges", lambda one: one[:0]),
    ("cases", lambda one: one - 1),
    ("cases", lambda one: one + 100_000),
    ("completions.facts", lambda one: one * 0),
    ("completions.facts", lambda one: one * 0 + 255),
    ("completions.facts", lambda one: one[:, 1:]),
    ("completions.assignments", lambda one: one[::-1]),
    ("completions.assignments", lambda one: one + 1),
    ("completions.warrants", lambda one: one + 10**12),
    ("completions.warrants", lambda one: one[::-1]),
    ("completions.questions", lambda one: one[::-1]),
    ("completions.questions", lambda one: one[:-1]),
    ("completions.lacking", lambda one: np.arange(len(one) + 3_000)),
    ("completions.lacking", lambda one: np.array([10**9])),
]


@pytest.mark.parametrize(("name", "change"), SPOILT)
def test_a_crafted_index_is_found_out(
    engine: Engine, index: Index, name: str, change: Callable[[Any], Any]
) -> None:
    """Whoever could write there may say anything with the right digest: it is tried."""
    arrays = index.arrays()
    arrays[name] = np.ascontiguousarray(change(arrays[name])).astype(TYPES[name])
    assert TriedIndex(engine.reasoner, Index.of(arrays)).fault(engine.reasoner)


def test_a_true_index_has_no_fault(engine: Engine, index: Index) -> None:
    """What was built is sound, and says what the engine says."""
    assert TriedIndex(engine.reasoner, index).fault(engine.reasoner) == ""


def test_a_single_false_cell_is_found_where_it_is_asked_about(
    engine: Engine, index: Index, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One person has another's course at one place: the first who asks gets the right answer."""
    kernel = ScreenKernel(engine, "icc")
    who, where = kernel.persons.index("vladimir-putin"), kernel.places.index("MNG")
    arrays = index.arrays()
    arrays["course_of"] = arrays["course_of"].copy()
    other = index.course_of[kernel.persons.index("omar-al-bashir"), where]
    arrays["course_of"][who, where] = other
    tried = TriedIndex(engine.reasoner, Index.of(arrays), tmp_path / "x.bin", lambda *_: index)
    kernel._tried, kernel._answers.index = tried, tried.index
    nowhere = np.array([-1, where + 1, 10**6])
    no_presence = np.full(3, 99)  # so that no table is needed, which takes seconds
    kernel.answers(np.full(3, who), nowhere, np.full(3, FIRST), no_presence, 0)
    assert kernel._answers.index is tried.index is not index
    rows = 10_000  # of such a batch only some are looked at
    tried.try_pairs(np.full(rows, who), np.full(rows, where + 1))
    assert tried.index is not index
    kernel.answers(np.full(3, who), nowhere - 1, np.full(3, FIRST), no_presence, 0)
    assert kernel._answers.index is tried.index is index
    assert "says something else than the engine" in caplog.text


def test_to_try_courses_costs_large_batches_little(
    engine: Engine, index: Index, tmp_path: Path
) -> None:
    """A course takes as long as some million rows: of a million rows hardly one is tried."""
    tried = TriedIndex(engine.reasoner, index, tmp_path / "x.bin", lambda *_: index)
    chance = np.random.default_rng(5)
    many, each = index.course_of.shape
    for _ in range(200):
        tried.try_pairs(chance.integers(0, many, 5_000), chance.integers(0, each, 5_000))
    assert int((~tried._untried).sum()) < 20


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.chmod(0o620), "others may write to it (mode 0620"),
        (lambda path: path.chmod(0o602), "others may write to it (mode 0602"),
        (lambda path: path.parent.chmod(0o777), "others may write to its directory (mode 0777"),
        (lambda path: path.parent.chmod(0o770), "others may write to its directory (mode 0770"),
        (lambda path: (path.rename(path.with_name("y")), path.symlink_to("y")), "cannot be read"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "it is not an ordinary file"),
        (lambda path: (path.unlink(), path.mkdir()), "it cannot be read"),
        (lambda path: (path.unlink(), path.symlink_to("/dev/zero")), "it cannot be read"),
        (lambda path: path.rename(path.with_name("index-2.bin")), None),
        (lambda path: _forge(path, lambda told: told | {"key": "index-2"}), "it is about other"),
        (lambda path: _forge(path, lambda told: told | {"shapes": {}}), "it is not an index"),
        (lambda path: _forge(path, lambda told: [told]), "it is not an index"),
        (lambda path: _forge(path, lambda _: None), "it is not an index"),
        (lambda path: _forge(path, _larger), "it is not whole: an array is cut off"),
        (lambda path: _forge(path, _negative), "it is not an index"),
    ],
)  # fmt: skip
def test_a_file_of_others_is_not_read(
    index: Index,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[Path], object],
    why: str | None,
) -> None:
    """Who may have written it, and what it is, is looked at before anything in it; in words."""
    path = tmp_path / "kept" / "index-1.bin"
    write_index(index, path)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert read_index(path) is not None
    spoil(path)
    assert read_index(path) is None
    assert (caplog.text == "") if why is None else (why in caplog.text)


def _forge(path: Path, change: Callable[[Any], object]) -> None:
    """Change what the header tells, and leave the rest whole."""
    data = path.read_bytes()
    start = data.index(b"{")
    told, end = json.JSONDecoder().raw_decode(data[start : start + 2000].decode("latin-1"))
    body = data[start + end + -(start + end) % 64 :]
    header = json.dumps(change(told)).encode()
    front = data[: start - 4] + len(header).to_bytes(4, "little") + header
    path.write_bytes(front + bytes(-len(front) % 64) + body)


def _larger(told: Any) -> object:
    return told | {"shapes": told["shapes"] | {"completions.lacking": [10**7]}}


def _negative(told: Any) -> object:
    return told | {"shapes": told["shapes"] | {"cases": [-1, -3]}}


@pytest.mark.slow
def test_the_cache_is_named_for_content(engine: Engine, cache: Path) -> None:
    """Other knowledge has another name; a broken file is made anew; deleting does no harm."""
    first = load_index(engine.reasoner)
    (path,) = cache.iterdir()
    assert path.name == f"index-{key_of(engine.reasoner)}.bin"
    assert key_of(engine.known_on("2024-01-01").reasoner) != key_of(engine.reasoner)
    path.write_bytes(b"broken")
    assert np.array_equal(load_index(engine.reasoner).case_at, first.case_at)
    assert read_index(path) is not None
    mapped = load_index(engine.reasoner)
    path.unlink()
    assert np.array_equal(mapped.case_at, first.case_at)


@pytest.mark.slow
def test_nothing_is_kept_where_nothing_can_be(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No cache, or one that cannot be written: the index is built all the same."""
    monkeypatch.setenv(CACHE, "")
    assert cache_directory() is None
    blocked = tmp_path / "file"
    blocked.write_text("no directory")
    monkeypatch.setenv(CACHE, str(blocked / "inside"))
    assert load_index(engine.reasoner).nbytes == engine.index.nbytes


def _build(directory: str) -> tuple[int, int]:
    """Build an index in a process of its own."""
    import os

    os.environ[CACHE] = directory
    index = Engine.load().index
    return index.nbytes, int(index.case_at.sum(dtype=np.int64))


@pytest.mark.slow
def test_two_processes_may_build_at_once(cache: Path) -> None:
    """Both get the same index, and one whole file is left."""
    with ProcessPoolExecutor(2) as pool:
        one, other = pool.map(_build, [str(cache)] * 2)
    assert one == other
    (path,) = cache.iterdir()
    assert read_index(path) is not None
