"""`safeconduct screen`: exit codes, messages, streams, and what is left after an interruption."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner, Result

from safeconduct.cli.app import app
from safeconduct.cli.screening import _ending

ROWS = "person,place,on\nvladimir-putin,MNG,2024-09-02\nvladimir-putin,NA,2024-09-02\n"
BAD = ROWS + "putn,MNG,2024-09-02\n"


def screen(*arguments: str | Path, data: str | None = None) -> Result:
    return CliRunner().invoke(app, ["screen", *map(str, arguments)], input=data)


def started(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    # Where the tests run in the background a child would ignore both signals.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "from safeconduct.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, "screen", *map(str, arguments)],
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


def test_a_file_is_screened_and_counted(tmp_path: Path) -> None:
    """All rows answered: exit code 0, counts on standard error, nothing else there."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(ROWS)
    result = screen(source, target)
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("2 of 2 rows answered in ")
    assert result.stdout == ""
    assert target.read_text().splitlines()[1] == (
        "vladimir-putin,MNG,2024-09-02,must_arrest,high,true,,yes,false"
    )
    assert set(tmp_path.iterdir()) == {source, target}


def test_rejected_rows_have_an_exit_code_of_their_own(tmp_path: Path) -> None:
    """The output is there; the message says where the others are."""
    source, target, side = (tmp_path / name for name in ("in.csv", "out.parquet", "bad"))
    source.write_text(BAD)
    result = screen(source, target, "--rejected", side)
    assert result.exit_code == 3
    assert "2 of 3 rows answered" in result.stderr
    assert f"1 rejected, with their reasons in {side}" in result.stderr
    assert parquet.read_table(target).num_rows == 2
    assert json.loads(side.read_text())["line"] == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("in.csv", "in.csv"), "is the input itself"),
        (("in.csv", "there.csv"), "exists; say --force to replace it"),
        (("gone.csv", "out.csv"), "there is no such file"),
        (("in.csv", "out.csv", "--profile", "icj"), "profile 'icj'"),
        (("in.csv", "out.csv", "--columns", "outcome,dutie"), "did you mean `duty`?"),
        (("in.csv", "out.csv", "--on", "2024-01-01"), "there is a column 'on'"),
        (("in.csv", "out.csv", "--purpose", "golf"), "purpose 'golf'"),
        (("there.csv", "out.csv"), "are cells separated by ';'?"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    """Exit code 2; the directory is as it was."""
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(ROWS)
    Path("there.csv").write_text("person;place\n")
    result = screen(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "there.csv"]
    assert Path("there.csv").read_text() == "person;place\n"


def test_options_reach_the_answers(tmp_path: Path) -> None:
    """Day, presence, profile and columns are those that were asked for."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("person,place\nvladimir-putin,MNG\n")
    asked = ("--on", "2024-09-02", "--profile", "african-union", "--columns", "outcome, power")
    result = screen(source, target, *asked)
    assert result.exit_code == 0
    assert target.read_text().splitlines() == [
        "person,place,on,outcome,power",
        "vladimir-putin,MNG,2024-09-02,must_not_arrest,no",
    ]


@pytest.mark.slow
def test_surnames_are_taken_on_request(tmp_path: Path) -> None:
    """Else the row is told back, with whom the press means by the surname."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("person,place,on\nBashir,ZAF,2015-06-14\nGaddafi,ZAF,2011-07-01\n")
    assert screen(source, target, "--columns", "outcome").exit_code == 3
    told = (tmp_path / "out.csv.rejected.ndjson").read_text()
    assert '"omar-al-bashir"' in told
    assert screen(source, target, "--columns", "outcome", "--surnames", "--force").exit_code == 3
    assert target.read_text().splitlines()[1:] == ["Bashir,ZAF,2015-06-14,must_arrest"]


def test_standard_streams_can_be_used(tmp_path: Path) -> None:
    """A dash is standard input or output; formats then have to be named."""
    side = tmp_path / "bad"
    options = ("--from", "csv", "--to", "ndjson", "--rejected", side)
    result = screen("-", "-", *options, data=BAD)
    assert result.exit_code == 3
    assert [json.loads(line)["place"] for line in result.stdout.splitlines()] == ["MNG", "NA"]
    assert side.exists()


@pytest.mark.slow
def test_parquet_passes_through_standard_streams(tmp_path: Path) -> None:
    """Though it has to be searched to be read."""
    data = io.BytesIO()
    parquet.write_table(pa.table({"person": ["vladimir-putin"], "place": ["MNG"]}), data)
    options = ("--from", "parquet", "--to", "parquet", "--rejected", tmp_path / "bad")
    program = started("-", "-", *options, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, _ = program.communicate(data.getvalue())
    assert program.returncode == 0
    assert parquet.read_table(io.BytesIO(out)).num_rows == 1


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    """`| head` gets its lines; the message is one line, without a traceback."""
    source = tmp_path / "in.csv"
    source.write_text(ROWS + "vladimir-putin,MNG,2024-09-02\n" * 200_000)
    options = ("--to", "csv", "--rejected", tmp_path / "bad")
    program = started(source, "-", *options, stdout=subprocess.PIPE)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    told = program.stderr.read().decode()
    assert program.wait() == 1
    program.stderr.close()
    assert told.splitlines() == [
        "error: output-failed: standard output cannot be written: Broken pipe"
    ]


def _endless(tmp_path: Path) -> tuple[subprocess.Popen[bytes], Callable[[], list[str]]]:
    """Start a run whose input never ends, and wait until it writes."""

    def names() -> list[str]:
        return sorted(path.name for path in tmp_path.iterdir())

    program = started("-", tmp_path / "out.csv", "--from", "csv", stdin=subprocess.PIPE, bufsize=0)
    assert program.stdin is not None
    program.stdin.write(BAD.encode())
    for _ in range(600):
        program.stdin.write(b"vladimir-putin,MNG,2024-09-02\n" * 10_000)
        if len(names()) == 2:
            return program, names
        time.sleep(0.02)
    raise AssertionError(names())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        (signal.SIGINT, 130, "interrupted; no output is left"),
        (signal.SIGTERM, 143, "asked to end; no output is left"),
        pytest.param(signal.SIGHUP, 143, "asked to end; no output is left", marks=pytest.mark.slow),
    ],
)
def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, number: int, code: int, told: str
) -> None:
    """Neither an output nor a side file, whole or in part."""
    program, names = _endless(tmp_path)
    assert all(name.endswith(".partial") for name in names())
    program.send_signal(number)
    _, errors = program.communicate()
    assert program.returncode == code
    assert told in errors.decode()
    assert "Traceback" not in errors.decode()
    assert names() == []


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """As `nohup` wants it: the run goes on when its terminal is closed."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with _ending():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.slow
def test_a_killed_run_leaves_no_output(tmp_path: Path) -> None:
    """What remains is hidden, called partial, and in nobody's way."""
    program, names = _endless(tmp_path)
    program.kill()
    program.communicate()
    assert all(name.startswith(".") and name.endswith(".partial") for name in names())
    source = tmp_path / "in.csv"
    source.write_text(ROWS)
    assert screen(source, tmp_path / "out.csv").exit_code == 0


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    """With rows, rate and what is left; standard output stays clean."""
    source = tmp_path / "in.csv"
    source.write_text(ROWS + "vladimir-putin,MNG,2024-09-02\n" * 200_000)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    code = "from safeconduct.cli import main; main()"
    program = subprocess.Popen(
        [sys.executable, "-c", code, "screen", source, tmp_path / "out.csv"],
        stderr=theirs,
        stdout=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        shown += data
    os.close(ours)
    out, _ = program.communicate()
    assert program.returncode == 0
    assert out == b""
    assert b"in.csv" in shown
    assert b" rows, " in shown
    assert b"/s" in shown
    assert b"200,002 of 200,002 rows answered" in shown


@pytest.mark.slow
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """On a device that is always full: exit code 1 and one line."""
    if not Path("/dev/full").exists():
        pytest.skip("not run: there is no /dev/full")
    source = tmp_path / "in.csv"
    source.write_text(ROWS)
    options = ("--to", "csv", "--rejected", tmp_path / "bad")
    with Path("/dev/full").open("wb") as full:
        program = started(source, "-", *options, stdout=full)
        _, errors = program.communicate()
    assert program.returncode == 1
    assert errors.decode().splitlines() == [
        "error: output-failed: standard output cannot be written: No space left on device"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("closed", "arguments", "code", "told"),
    [
        (0, ("-", "out.csv", "--from", "csv"), 2, "cannot be read: it is closed"),
        (
            1,
            ("in.csv", "-", "--to", "csv", "--rejected", "bad"),
            1,
            "cannot be written: it is closed",
        ),
        (1, ("in.csv", "out.csv"), 0, "2 of 2 rows answered"),
    ],
)
def test_a_closed_stream_is_told(
    tmp_path: Path, closed: int, arguments: tuple[str, ...], code: int, told: str
) -> None:
    """Where it is needed; there is no traceback."""
    (tmp_path / "in.csv").write_text(ROWS)
    program = started(*arguments, cwd=tmp_path, preexec_fn=lambda: os.close(closed))
    _, errors = program.communicate()
    assert (program.returncode, "Traceback" in errors.decode()) == (code, False)
    assert told in errors.decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("x" * 300 + ".csv", "out.csv"), "cannot be used: File name too long"),
        (("in.csv", "x" * 250 + ".csv"), "cannot be used: File name too long"),
        (("in.csv", "in.csv/out.csv"), "there is no directory"),
        (("in.tsv", "out.csv"), "save it with commas for tabs first"),
        (("in.csv.gz", "out.csv"), "or unpack it first"),
        (("in.xlsx", "out.csv"), "or save the sheet as CSV first"),
    ],
)
def test_a_name_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    """Exit code 2, and what to do instead."""
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(ROWS)
    result = screen(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("command", [("wanted", "--json"), ("--version",), ("screen", "--help")])
def test_a_full_disk_is_told_by_every_command(command: tuple[str, ...]) -> None:
    """One line, and no traceback."""
    if not Path("/dev/full").exists():
        pytest.skip("not run: there is no /dev/full")
    code = "from safeconduct.cli import main; main()"
    with Path("/dev/full").open("wb") as full:
        program = subprocess.run(
            [sys.executable, "-c", code, *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert program.returncode == 1
    assert program.stderr == "error: the output cannot be written: No space left on device\n"


@pytest.mark.slow
def test_a_row_of_fifty_megabytes_never_ends_the_process_with_a_signal(tmp_path: Path) -> None:
    """Each time it is told, and the exit code is that of wrong input."""
    source = tmp_path / "in.csv"
    source.write_text(f'person,place\nputin,MNG\n"{"x" * 50_000_000}",MNG\n')
    for _ in range(5):
        program = started(source, tmp_path / "out.csv")
        _, errors = program.communicate()
        assert program.returncode == 2
        assert "from line 3 on: a row of more than 1048576 bytes" in errors.decode()
