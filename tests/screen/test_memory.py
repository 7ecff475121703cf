"""Memory does not grow with the rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from safeconduct import Engine
from safeconduct.screening import Screener
from safeconduct.screening.files import plan, run
run(plan(*sys.argv[1:3], force=True), Screener(Engine.load()))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
MIB = 1 << 10  # the system counts in KiB


def peak(source: Path, target: Path) -> int:
    """Return the greatest resident size of a process that screens a file.

    Not what `getrusage` says: that counts the process by which this one was started.
    """
    command = [sys.executable, "-c", PROGRAM, str(source), str(target)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="not run: there is no /proc")
@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path, kind: str) -> None:
    """A file of some hundred megabytes is never held as a whole."""
    row = {
        "csv": "vladimir-putin,MNG,2024-09-02\nnobody,MNG,2024-09-02\n"
        "vladimir-putin,South Africa,2020-01-01\n",
        "ndjson": '{"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}\n' * 3,
    }
    head = "person,place,on\n" if kind == "csv" else ""
    sizes = []
    for times in (50_000, 500_000):
        source = tmp_path / f"{times}.{kind}"
        source.write_text(head + row[kind] * times)
        sizes.append(peak(source, tmp_path / f"out.{kind}"))
    assert sizes[1] - sizes[0] < 64 * MIB, sizes


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="not run: there is no /proc")
def test_a_new_member_on_every_line_takes_no_more_memory(tmp_path: Path) -> None:
    """Ten times the members, all different, are no more columns."""
    sizes = []
    for count in (900, 9_000):  # more than 10,000 are refused
        source = tmp_path / f"{count}.ndjson"
        source.write_text(
            "".join(
                f'{{"person": "putin", "place": "MNG", "on": "2024-09-02", "m{n}": {n}}}\n'
                for n in range(count)
            )
        )
        sizes.append(peak(source, tmp_path / "out.ndjson"))
    assert sizes[1] - sizes[0] < 64 * MIB, sizes
