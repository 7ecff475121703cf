"""The machinery of the benchmark: who is missing is told, timing is fair, the page is right."""

from __future__ import annotations

import gc
import importlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

Bench = Callable[[str], ModuleType]

ROOT = Path(__file__).parents[2]
NOBODY = ("nobody", "no-such-distribution", "no_such_module", "no_such_adaptor")


def test_a_peer_that_cannot_be_imported_is_reported(bench: Bench, problem: Any) -> None:
    """It is missing with the reason, and the others take part."""
    contestant = bench("contestant")
    entrants = (contestant.Entrant(*NOBODY), *contestant.ENTRANTS)
    _, missing = contestant.enlist(problem, entrants)
    assert missing[0].name == "nobody"
    assert missing[0].reason == (
        "could not be imported: ModuleNotFoundError: No module named 'no_such_module'"
    )


def test_a_peer_that_fails_on_import_in_any_way_is_reported(
    bench: Bench, problem: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old libraries trip over new Pythons with all kinds of errors."""
    (tmp_path / "tripping_peer.py").write_text("import collections\ncollections.Mapping\n")
    monkeypatch.syspath_prepend(tmp_path)
    entrant = bench("contestant").Entrant("old", "old", "tripping_peer", "none")
    assert "AttributeError" in entrant.enter(problem, {}).reason


def test_a_peer_that_could_not_be_installed_says_why(bench: Bench, problem: Any) -> None:
    """The reason that the installer noted stands before that of the import."""
    entrant = bench("contestant").Entrant(*NOBODY)
    missing = entrant.enter(problem, {"no-such-distribution": "no wheel for this machine"})
    assert missing.reason == "could not be installed: no wheel for this machine"


LOCK = """\
one==1.0 \\
    --hash=sha256:00 \\
    --hash=sha256:01
# a comment
two==2.0 ; python_version < '3.12' \\
    --hash=sha256:02
two==2.1 ; python_version >= '3.12' \\
    --hash=sha256:03
"""


@pytest.mark.parametrize("bad", [(), ("two",)])
def test_one_peer_that_cannot_be_installed_costs_only_itself(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: tuple[str, ...]
) -> None:
    """The others are installed one by one, each with its hashes; the reason is noted."""
    install, installed = bench("install"), []

    def pip(requirements: Path) -> str | None:
        text = requirements.read_text(encoding="utf-8")
        if any(f"{name}==" in text for name in bad):
            return "no wheel"
        installed.append(text)
        return None

    monkeypatch.setattr(install, "_install", pip)
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK, encoding="utf-8")
    assert install.main(lock, tmp_path) == 0
    noted = bench("contestant").recorded_failures(tmp_path)
    assert noted == dict.fromkeys(bad, "no wheel")
    assert len(installed) == 1
    assert "one==1.0" in installed[0]
    assert "sha256:01" in installed[0]


def test_the_lock_of_the_peers_holds_every_entrant(bench: Bench) -> None:
    """Each peer is pinned with hashes, both versions of one for two Pythons included."""
    locked = bench("install").entries((ROOT / "requirements" / "peers.txt").read_text("utf-8"))
    entrants = (
        *bench("contestant").ENTRANTS,
        *bench("bulk").BULK_ENTRANTS,
        bench("journeys").ENTRANT,
    )
    assert {entrant.distribution for entrant in entrants} <= set(locked)
    assert all("--hash=sha256:" in entry for entry in locked.values())


def _effort(bench: Bench, rounds: int, most: int) -> Any:
    return bench("timing").Effort(rounds=rounds, turn=10.0, most=most)


def test_timing_asks_all_inputs_before_any_again(bench: Bench) -> None:
    """With the warm-up one hand and five rounds, sixty questions meet ten inputs six times each."""
    asked: Counter[int] = Counter()
    turns = []

    def begin() -> Callable[[int], None]:
        turns.append(set[int]())

        def decide(one: int) -> None:
            assert one not in turns[-1], "asked twice in one turn"
            turns[-1].add(one)
            asked[one] += 1

        return decide

    timing = bench("timing")
    task = timing.Task("t", range(10), begin)
    found = timing.measure([task], _effort(bench, 5, 10), seed=3)["t"]
    assert asked == dict.fromkeys(range(10), 6)
    assert len(turns) == 6
    assert found.count == 50
    assert 0 <= found.median <= found.p99


@pytest.mark.slow
def test_tasks_take_turns_in_changing_order(bench: Bench) -> None:
    """Every round has each task once; the order is not always the same."""
    order: list[str] = []
    timing = bench("timing")

    def task(name: str) -> Any:
        def begin() -> Callable[[int], None]:
            order.append(name)
            return lambda _: None

        return timing.Task(name, range(3), begin)

    timing.measure([task(name) for name in "abc"], _effort(bench, 12, 3), seed=4)
    rounds = ["".join(order[index : index + 3]) for index in range(3, len(order), 3)]
    assert len(rounds) == 12
    assert {"".join(sorted(one)) for one in rounds} == {"abc"}
    assert len(set(rounds)) > 1


def test_the_garbage_collector_is_on_again_after_an_error(bench: Bench) -> None:
    """Whatever happens in a turn, the process is left as it was."""

    def fail(_: int) -> None:
        assert not gc.isenabled()
        raise KeyError("broken")

    with pytest.raises(KeyError):
        bench("timing").first_calls({"only": fail}, [1], seed=1)
    assert gc.isenabled()


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=6))
def test_bars_are_as_high_as_their_values(bench: Bench, values: list[float]) -> None:
    """A larger value never has a lower bar; the least has the lowest."""
    bars = bench("report").sparkline(values)
    assert len(bars) == len(values)
    assert bars[values.index(min(values))] == "▁"
    ordered = [bar for _, bar in sorted(zip(values, bars, strict=True))]
    assert ordered == sorted(ordered)


def test_a_table_keeps_its_columns(bench: Bench) -> None:
    """Bars and line breaks inside a cell do not end it."""
    text = bench("report").table(("Name", "Count:"), [("a|b\nc", "1")])
    assert text == "| Name | Count |\n| --- | ---: |\n| a\\|b c | 1 |\n"


def _timing(bench: Bench, microseconds: float) -> Any:
    return bench("timing").Timing(microseconds * 1e3, microseconds * 2e3, 1000)


@pytest.fixture
def results(bench: Bench) -> Any:
    """A run that meets every aim but four."""
    made, columns = bench("results"), bench("columns")
    ours, peer = dict.fromkeys(("ours",), True), dict.fromkeys(("peer",), True)
    rows = (
        made.Row(made.ASSESSMENT, "1", "", _timing(bench, 4), **ours),
        made.Row(made.WHOLE, "1", "", _timing(bench, 180), **ours),
        made.Row(made.SHORT, "1", "", _timing(bench, 30), **ours),
        made.Row(bench("ours").BOTH, "1", "", _timing(bench, 600), **ours),
        made.Row("slow-engine", "9", "", _timing(bench, 40), **peer),
        made.Row("quick-engine", "8", "", _timing(bench, 12), **peer),
        made.Row("hand-written Python", "", "", _timing(bench, 0.3)),
    )
    bulk = tuple(
        made.BulkRow(name, "1", "", 1000, _timing(bench, cost))
        for name, cost in (
            (columns.SCREEN, 20),
            (columns.ONE_OUTCOME, 20),
            (columns.SCREEN_OUTCOME, 20),
            (columns.SCREEN_NAMES, 35),
            (columns.GATHER, 10),
            ("OpenFisca (vectorised)", 500),
            ("polars (words)", 90),
            ("polars (from person, place and day)", 200),
            ("polars (enumerations)", 5),
        )
    )
    curve = bench("growth").Curve(
        "against records",
        tuple((size, _timing(bench, cost)) for size, cost in ((1, 10), (10, 11), (100, 10.5))),
        "5 records",
        flat=True,
    )
    level = bench("memory").Level("assessments", 100, 2000, (1000, 1000, 1000))
    return made.Results(
        on=date(2026, 1, 2),
        kind="full",
        seed=7,
        machine={"Processor": "2 cores"},
        agreed={"must_arrest": 3, "may_arrest": 4},
        agreed_by=("hand-written Python", "quick-engine"),
        warmed_up=99,
        decisions=rows,
        bulk=bulk,
        missing=(bench("contestant").Missing("lost-engine", "could not be imported: no"),),
        bulk_missing=(bench("contestant").Missing("lost-columns", "no wheel"),),
        curves=(curve,),
        memory=made.Memory((level,), (), 0, 500),
        served=(bench("http").Rates(2, 2000.0, 1900.0, 1500.0, 1200.0, 40960),),
        map_ms=3.25,
        inside=(("group", "a name", 1e-6, 5),),
    )


def _line(page: str, start: str) -> str:
    return next(line for line in page.splitlines() if line.startswith(f"| {start}"))


def test_the_page_says_what_was_measured(bench: Bench, results: Any) -> None:
    """Medians, p99 and ratios stand beside each name, the fastest first."""
    page = bench("report").page(results)
    assert _line(page, "quick-engine") == "| quick-engine | 8 |  | 12.0 | 24.0 | 3.00 | 1,000 |"
    assert page.index("hand-written Python |") < page.index("| quick-engine")
    assert page.index("| quick-engine") < page.index("| slow-engine")
    assert "the fastest peer, quick-engine, decides the bare version in 12.0 µs" in page
    assert "×1: 10.0 µs; ×10: 11.0 µs; ×100: 10.5 µs" in page
    assert "costs 15.0 ns for each row, on top of screening (20.0 ns)" in page
    assert "| polars (words) | 1 |  | 11.11 | 0.22 | 1,000 |" in page
    assert "| 2 | 2,000 | 1,900 | 1,500 | 0.75 | 1,200 | 0.60 | 40 KiB |" in page
    assert "2 processes | 0.60 | yes |" in page
    assert "| 3.2 ms | yes |" in page
    assert "2026-01-02" in page
    assert page.endswith("with the reason.\n")


def test_who_is_missing_stands_in_the_table(bench: Bench, results: Any) -> None:
    """With the reason, never silently left out."""
    page = bench("report").page(results)
    lost = "| lost-engine |  | could not be imported: no | missing |  |  |  |"
    assert _line(page, "lost-engine") == lost
    assert _line(page, "lost-columns") == "| lost-columns |  | no wheel | missing |  |  |"


def test_each_aim_is_judged_by_its_figures(bench: Bench, results: Any) -> None:
    """What is not met is said as plainly as what is."""
    determined = {aim.says: (aim.met, aim.measured) for aim in bench("aims").aims(results)}
    unmet = [says for says, (met, _) in determined.items() if met is False]
    assert len(unmet) == 4
    assert any("short answer" in says for says in unmet)
    assert any("Short answers" in says for says in unmet)
    assert any("agreement" in says for says in unmet)
    assert any("enumerations" in says for says in unmet)
    measured = {measured for _, measured in determined.values()}
    assert {"3.00 times as fast as quick-engine", "600 µs", "2.00 gathers"} <= measured
    assert {"25.0 times", "0 left", "1.05 times at 100 times the size"} <= measured
    assert "| **no** |" in bench("report").page(results)


def test_without_peers_and_screening_nothing_is_claimed(bench: Bench, results: Any) -> None:
    """An aim that was not measured is neither met nor missed."""
    kept = tuple(row for row in results.decisions if not row.peer)
    bare = replace(results, decisions=kept, bulk=(), missing=())
    page = bench("report").page(bare)
    assert "no peer took part" in page
    assert page.count("not measured |") == 6
    assert "Turning names into codes" not in page


def test_growth_and_leaks_are_not_overlooked(bench: Bench, results: Any) -> None:
    """A curve that rises, memory that grows and a session that stays are told as such."""
    (curve,) = results.curves
    (level,) = results.memory.levels
    risen = replace(curve, points=(*curve.points[:2], (100, _timing(bench, 20))))
    leaking = replace(level, sizes=(1000, 6000, 11000))
    memory = replace(results.memory, levels=(leaking,), sessions_left=2)
    worse = replace(results, curves=(risen,), memory=memory)
    assert sum(aim.met is False for aim in bench("aims").aims(worse)) == 4 + 3
    assert leaking.slope == pytest.approx(5.0)


def test_what_pytest_benchmark_wrote_is_taken_over(bench: Bench, tmp_path: Path) -> None:
    """Group, name, median and rounds; nothing else, and nothing without a file."""
    file = tmp_path / "found.json"
    assert bench("inside").inside(file) == ()
    stats = {"median": 0.5, "rounds": 3, "mean": 9}
    one = {"group": "g", "name": "test_a_thing", "stats": stats}
    written = {"machine_info": {"node": "secret"}, "benchmarks": [one]}
    file.write_text(json.dumps(written), encoding="utf-8")
    assert bench("inside").inside(file) == (("g", "a thing", 0.5, 3),)


def test_the_machine_is_described_without_its_name(bench: Bench) -> None:
    """Cores, memory, system and Python; no host."""
    import platform

    told = " ".join(f"{key} {value}" for key, value in bench("machine").described().items())
    assert "cores" in told
    assert platform.python_version() in told
    assert platform.node() not in told.split()


@pytest.mark.slow
def test_engines_that_disagree_stop_the_run(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    """Nothing is timed and no page is written; the case is told."""
    run = bench("run")
    target = tmp_path / "page.md"

    def wrong(_: Any) -> str:
        return "may_arrest"

    monkeypatch.setattr(bench("reference"), "decide", wrong)
    assert run.main(["--quick", "--output", str(target)]) == 1
    assert "the engines disagree on the case" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.slow(minutes=2)
def test_a_short_run_writes_the_whole_page(bench: Bench, tmp_path: Path) -> None:
    """As the command does it, with the peers that are here; whoever is not is told."""
    target = tmp_path / "page.md"
    command = [sys.executable, str(ROOT / "tools" / "bench"), "--quick", "--output", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    for entrant in (*bench("contestant").ENTRANTS, *bench("bulk").BULK_ENTRANTS):
        line = _line(page, entrant.name)
        try:
            importlib.import_module(entrant.library)
        except ImportError:
            assert "could not be imported" in line
        else:
            assert "missing" not in line
    for heading in ("One decision", "Whole columns", "Growth", "Memory"):
        assert f"## {heading}\n" in page
    for grown in ("against rules", "against records", "against persons and their warrants"):
        assert grown in page
