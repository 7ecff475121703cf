"""Files in, files out: every row is somewhere, and a file is whole or not there."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from safeconduct import InputError
from safeconduct.screening import Screener
from safeconduct.screening.files import OutputFailed, Progress, ndjson_reader, plan, run
from safeconduct.screening.files import csv_reader as reading
from safeconduct.screening.files.ndjson_quick import quick_chunk

from .conftest import MakeScreener
from .strategies import TABLES, Row, is_good

FORMATS = ("csv", "ndjson", "parquet")
NAMES = ("person", "place", "on", "presence", "purpose", "note")
GOOD = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


@pytest.fixture
def screener_(screener: MakeScreener) -> Screener:
    return screener()


def put(rows: list[Row], path: Path) -> Path:
    """Write rows in the format that the path says; null is an empty cell in CSV."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, NAMES)
            writer.writeheader()
            writer.writerows(rows)
    elif path.suffix == ".ndjson":
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        schema = pa.schema([(name, pa.string()) for name in NAMES])
        parquet.write_table(pa.Table.from_pylist(rows, schema), path)
    return path


def got(path: Path) -> list[Row]:
    """Read rows with other readers than ours, as texts; an empty cell is null."""
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            rows: list[Row] = list(csv.DictReader(file))
    elif path.suffix == ".ndjson":
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    else:
        rows = parquet.read_table(path).to_pylist()
    return [{name: _text(value) for name, value in row.items()} for row in rows]


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None or value == "" else str(value)


def side_of(path: Path) -> list[Any]:
    side = path.with_name(f"{path.name}.rejected.ndjson")
    if not side.exists():
        return []
    return [json.loads(line) for line in side.read_text("utf-8").splitlines()]


def screened(source: Path, target: Path, screener: Screener, **options: Any) -> Any:
    return run(plan(str(source), str(target), **options), screener)


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("read", FORMATS)
def test_every_format_gives_the_same_rows_as_the_table(
    screener: MakeScreener, read: str, written: str
) -> None:
    """Answered rows keep their order and cells; the others are in the side file."""

    @settings(max_examples=12)
    @given(TABLES)
    def check(rows: list[Row]) -> None:
        one = screener()
        if read == "ndjson" and not rows:
            return  # there would be nothing to say what the columns are
        with tempfile.TemporaryDirectory() as name:
            source = put(rows, Path(name, f"in.{read}"))
            target = Path(name, f"out.{written}")
            counts = screened(source, target, one)
            good = [{n: row[n] or None for n in NAMES} for row in rows if is_good(row)]
            table = pa.Table.from_pylist(good, pa.schema([(n, pa.string()) for n in NAMES]))
            answers = one.screen(table, errors="raise").to_pylist()
            assert got(target) == [{k: _text(v) for k, v in row.items()} for row in answers]
            rejected = side_of(target)
            assert [{k: v or None for k, v in one["row"].items()} for one in rejected] == [
                {k: v or None for k, v in row.items()} for row in rows if not is_good(row)
            ]
            assert (counts.rows, counts.rejected) == (len(rows), len(rejected))
            assert counts.answered == len(good)
            assert not list(Path(name).glob(".*"))

    check()


CELLS = st.sampled_from(("a", "", "b,c", 'q"r', "two\nlines", "a\r\nb", "c\rd", "ü€", '"', " x "))


class Dripping(io.BytesIO):
    """Gives fewer bytes than it is asked for, as a pipe does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 7, 7))


@settings(max_examples=150)
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=15),
    ends=st.lists(st.sampled_from(("\n", "\r\n", "\r")), min_size=20, max_size=20),
    block=st.integers(120, 400),
    last=st.booleans(),
)
def test_csv_cells_and_line_numbers_are_those_of_the_csv_module(
    rows: list[list[str]],
    ends: list[str],
    block: int,
    last: bool,  # noqa: FBT001
) -> None:
    """However rows break over lines and blocks, each begins where it is said to begin."""
    header = "person,place,n\n"
    text, expected, line = header, [], 2
    for number, (row, end) in enumerate(zip(rows, ends, strict=False)):
        buffer = io.StringIO()
        csv.writer(buffer).writerow(row)
        written = buffer.getvalue().removesuffix("\r\n")
        expected.append((line, row))
        final = number == len(rows) - 1 and not last
        text += written + ("" if final else end)
        line += 1 + written.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    reader = reading.CsvReader(Dripping(text.encode()), "in.csv", None, block)
    found = []
    for chunk in reader.chunks():
        columns = [column.to_pylist() for column in chunk.batch.columns]
        whole = [list(cells) for cells in zip(*columns, strict=True)]
        lines = list(zip(chunk.lines.tolist(), whole, strict=True))
        for number, one in enumerate(chunk.broken):
            cells = next(csv.reader(io.StringIO(one.text, newline="")), [])
            lines.insert(one.before + number, (one.line, cells))
            assert "where the first line names 3 columns" in one.mistakes[0].message
        found += lines
    assert found == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "is empty"),
        (b"\n", "the first line names nothing"),
        (b"person;place;on\nputin;MNG;2024-09-02\n", "are cells separated by ';'?"),
        (b"person,place,place\n", "names 'place' more than once"),
        (b"person,where\nvladimir-putin,MNG\n", "did you mean 'where'?"),
        (b"person,place\nputin,C\xf4te\n", "byte 0xf4 at offset 20 (line 2) is not UTF-8"),
        (b"person,place\nputin,MNG\nputin,\xc3", "byte 0xc3 at offset 29 (line 3) is not UTF-8"),
        ("person,place\nvladimir-putin,MNG\n".encode("utf-16"), "is UTF-16 text"),
        ("person,place\n".encode("utf-16-be"), "is UTF-16 text"),
        ("person,place\n".encode("utf-16-le"), "is UTF-16 text"),
        (b"\0\0\0\0person,place\n", "begins with zero bytes"),
        (
            b'person,place\nvladimir-putin,MNG\nputin,"MNG\nvladimir-putin,MNG\n',
            "line 3: a quotation mark",
        ),
        (
            b'person,place\nvladimir-putin,MNG\n"vladimir-putin,MNG\nvladimir-putin,MNG\n',
            "line 3: a quotation mark",
        ),
    ],
)
def test_a_csv_file_that_cannot_be_read_is_refused(
    folder: Path, screener_: Screener, text: bytes, told: str
) -> None:
    """The place and the reason are told; the input is untouched and no output is there."""
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_bytes(text)
    with pytest.raises(InputError) as raised:
        screened(source, target, screener_)
    assert told in str(raised.value)
    assert source.read_bytes() == text
    assert list(folder.iterdir()) == [source]


def test_a_quotation_mark_that_swallows_a_block_is_told(
    folder: Path, screener_: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row cannot be longer than a block; where it begins is told."""
    monkeypatch.setattr(reading.CsvReader.__init__, "__defaults__", (64,))
    source = folder / "in.csv"
    source.write_text(
        'person,place\nvladimir-putin,MNG\n"vladimir-putin,MNG\n' + "vladimir-putin,MNG\n" * 50
    )
    with pytest.raises(InputError, match="from line 3 on: a row of more than 64 bytes"):
        screened(source, folder / "out.csv", screener_)


def test_a_byte_that_is_not_utf8_is_found_at_any_place(folder: Path, screener_: Screener) -> None:
    """Also far behind the first block, with the right offset and line."""
    row = b"vladimir-putin,MNG,2024-09-02\n"
    source = folder / "in.csv"
    count = 100_000
    source.write_bytes(b"person,place,on\n" + row * count + b"vladimir-putin,\xe4\n" + row * 10)
    offset = 16 + len(row) * count + 15
    with pytest.raises(InputError) as raised:
        screened(source, folder / "out.csv", screener_)
    assert f"byte 0xe4 at offset {offset} (line {count + 2})" in str(raised.value)
    assert list(folder.iterdir()) == [source]


def test_a_first_line_alone_is_an_empty_table(folder: Path, screener_: Screener) -> None:
    """No rows in, no rows out; the columns of the answer are named."""
    source, target = folder / "in.csv", folder / "out.csv"
    for text in ("person,place", "person,place\n", "\ufeffperson,place\r\n\r\n"):
        source.write_text(text, encoding="utf-8")
        counts = screened(source, target, screener_, force=True)
        assert (counts.rows, counts.side) == (0, None)
        assert target.read_text().splitlines() == [
            ",".join(["person", "place", "on", *screener_.columns])
        ]


def test_ragged_rows_are_rejected_and_not_lost(folder: Path, screener_: Screener) -> None:
    """Each stands in the side file with its line and as it was; blank lines are nothing."""
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text(
        'person,place,note\nvladimir-putin,MNG,"a\nb"\nvladimir-putin,MNG\n\n,,\n'
        'vladimir-putin,MNG,x,y\nputn,MNG,"z\n"\n\n'
    )
    counts = screened(source, target, screener_)
    assert [row["note"] for row in got(target)] == ["a\nb"]
    rejected = side_of(target)
    assert [one["line"] for one in rejected] == [4, 6, 7, 8]
    assert [one.get("text") for one in rejected] == [
        "vladimir-putin,MNG",
        None,
        "vladimir-putin,MNG,x,y",
        None,
    ]
    assert rejected[0]["errors"] == [
        {
            "column": None,
            "value": None,
            "code": "invalid-row",
            "message": "has 2 cells, where the first line names 3 columns",
            "suggestions": [],
        }
    ]
    assert rejected[1]["row"] == {"person": "", "place": "", "note": ""}
    assert [one["column"] for one in rejected[1]["errors"]] == ["person", "place"]
    assert rejected[3]["row"] == {"person": "putn", "place": "MNG", "note": "z\n"}
    assert rejected[3]["errors"][0]["value"] == "putn"
    assert (counts.rows, counts.answered, counts.rejected) == (5, 1, 4)


def test_lines_that_are_no_objects_are_rejected_and_not_lost(
    folder: Path, screener_: Screener
) -> None:
    """Lines of NDJSON are good or bad one by one."""
    lines = [
        '{"person": "vladimir-putin", "place": "MNG", "extra": [1, {"a": "b}"}]}  ',
        "[1, 2]",
        "",
        "null",
        '{"person": "vladimir-putin", "place": ',
        '{"person": 5, "place": "MNG"}',
        '{"person": "vladimir-putin", "place": "MNG", "outcome": "mine"}',
        '{"person": "vladimir-putin", "place": "Atlantis"}',
        '{"person": "vladimir-putin"}',
        '{"person": "vladimir-putin", "place": "HUN"}',
    ]
    source, target = folder / "in.ndjson", folder / "out.ndjson"
    source.write_text("\n".join(lines[:1] + lines[2:]))
    # A member that an answer has is told at once where the first lines have it ...
    with pytest.raises(InputError, match="already a column 'outcome'"):
        screened(source, target, screener_)
    del lines[6]
    source.write_text("\n".join(lines))
    screened(source, target, screener_)
    out = target.read_text().splitlines()
    assert out[0].startswith(
        '{"person": "vladimir-putin", "place": "MNG", "extra": [1, {"a": "b}"}],"on":'
    )
    assert [json.loads(line)["place"] for line in out] == ["MNG", "HUN"]
    rejected = side_of(target)
    assert [one["line"] for one in rejected] == [2, 4, 5, 6, 7, 8]
    assert [one["errors"][0]["code"] for one in rejected] == [
        "invalid-row", "invalid-row", "invalid-row", "invalid-value", "unknown-name",
        "missing-value",
    ]  # fmt: skip
    assert rejected[1]["text"] == "null"
    assert rejected[4]["row"] == {"person": "vladimir-putin", "place": "Atlantis"}


def test_members_that_come_late_are_told(folder: Path, screener_: Screener) -> None:
    """A day, an answer's name or a misnamed day, after lines without: never overlooked."""
    many = 40_000
    plain = '{"person": "vladimir-putin", "place": "MNG"}\n'
    late = [
        '{"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}',
        '{"person": "vladimir-putin", "place": "MNG", "date": "2024-09-02"}',
        '{"person": "vladimir-putin", "place": "MNG", "duty": "x"}',
        '{"person": "vladimir-putin", "place": "MNG", "note": "x"}',
    ]
    source = folder / "in.ndjson"
    source.write_text(plain * many + "\n".join(late))
    for suffix, expected in (("ndjson", 3), ("csv", 4)):
        target = folder / f"out.{suffix}"
        counts = screened(source, target, screener_)
        assert (counts.rows, counts.rejected) == (many + 4, expected)
        told = [one["errors"][0]["message"] for one in side_of(target)]
        assert told[0] == "has 'on', which the first lines have not"
        assert "did you mean 'date'?" in told[1]
        assert "already a column 'duty'" in told[2]
        if suffix == "csv":
            assert told[3] == "has 'note', which the first lines have not"


def test_members_that_are_no_texts_become_json_texts(folder: Path, screener_: Screener) -> None:
    """Where a format has columns, nothing of an object is lost."""
    source, target = folder / "in.ndjson", folder / "out.parquet"
    rows = [{**GOOD, "a": 1.5, "b": [1, "x"], "c": True}, {**GOOD, "a": None, "b": {"ü": {}}}]
    source.write_text("\n".join(map(json.dumps, rows)))
    screened(source, target, screener_)
    found = parquet.read_table(target).select(["a", "b", "c"]).to_pylist()
    assert found == [
        {"a": "1.5", "b": '[1,"x"]', "c": "true"},
        {"a": None, "b": '{"ü":{}}', "c": None},
    ]


def test_parquet_keeps_the_types_of_columns(folder: Path, screener_: Screener) -> None:
    """Other columns come out as they went in; places are row numbers."""
    source, target = folder / "in.parquet", folder / "out.parquet"
    table = pa.table(
        {
            "person": pa.array(["vladimir-putin", "putn"]).dictionary_encode(),
            "place": ["MNG", "MNG"],
            "deep": pa.array([{"x": [1]}, {"x": []}]),
            "price": pa.array([1, 2], pa.decimal128(10, 2)),
            "bytes": [b"\x00", b"\xff"],
            "at": pa.array([1, 2], pa.timestamp("ns")),
        }
    )
    parquet.write_table(table, source)
    screened(source, target, screener_)
    found = parquet.read_table(target)
    assert found.select(table.schema.names).equals(table.slice(0, 1))
    (rejected,) = side_of(target)
    assert rejected["row"] == {
        "person": "putn",
        "place": "MNG",
        "deep": {"x": []},
        "price": "2.00",
        "bytes": "/w==",
        "at": "1970-01-01T00:00:00.000000002",
    }
    entry = (target.with_name("out.parquet.rejected.ndjson")).read_text()
    assert entry.startswith('{"row":2,')


def test_what_cells_cannot_hold_is_refused_at_once(folder: Path, screener_: Screener) -> None:
    """Lists and bytes have no form in CSV."""
    source = folder / "in.parquet"
    parquet.write_table(
        pa.table({"person": ["vladimir-putin"], "place": ["MNG"], "deep": [[1]]}), source
    )
    with pytest.raises(InputError, match="cannot hold 'deep'"):
        screened(source, folder / "out.csv", screener_)
    assert list(folder.iterdir()) == [source]


@pytest.mark.parametrize("cut", [0, 3, 4, 60, -1, -8, -20])
def test_a_parquet_file_that_is_cut_off_is_refused(
    folder: Path, screener_: Screener, cut: int
) -> None:
    """A footer that is not there, or not whole."""
    source, target = folder / "in.parquet", folder / "out.parquet"
    put([dict.fromkeys(NAMES, "x")] * 50, source)
    source.write_bytes(source.read_bytes()[:cut])
    with pytest.raises(InputError) as raised:
        screened(source, target, screener_)
    assert "is not a whole Parquet file" in str(raised.value)
    assert str(source) in str(raised.value)
    assert list(folder.iterdir()) == [source]


def test_a_parquet_file_with_a_broken_page_is_refused(folder: Path, screener_: Screener) -> None:
    """The footer is whole, but a column is not."""
    source, target = folder / "in.parquet", folder / "out.parquet"
    parquet.write_table(pa.table({"person": ["vladimir-putin"] * 9, "place": ["MNG"] * 9}), source)
    data = bytearray(source.read_bytes())
    data[4:40] = b"\xff" * 36
    source.write_bytes(data)
    with pytest.raises(InputError, match="cannot be read beyond row 0"):
        screened(source, target, screener_)
    assert list(folder.iterdir()) == [source]


def test_empty_files_of_other_formats_are_refused(folder: Path, screener_: Screener) -> None:
    """There is nothing that says what the columns are."""
    for name in ("in.ndjson", "in.parquet"):
        (folder / name).touch()
        with pytest.raises(InputError, match=r"is empty|is not a whole Parquet file"):
            screened(folder / name, folder / "out.csv", screener_)


@pytest.mark.parametrize(
    ("source", "target", "options", "told"),
    [
        ("in.csv", "there.csv", {}, "output '{}/there.csv': exists; say --force"),
        ("in.csv", "in.csv", {"force": True}, "is the input itself"),
        ("in.csv", "hard.csv", {"force": True}, "is the input itself"),
        ("in.csv", "soft.csv", {"force": True}, "is the input itself"),
        ("in.csv", "out.csv", {"rejected": "{}/in.csv", "force": True}, "is the input itself"),
        ("in.csv", "out.csv", {"rejected": "{}/out.csv"}, "is the output itself"),
        ("in.csv", "out.csv", {"rejected": "{}/there.csv"}, "--rejected '{}/there.csv': exists"),
        ("in.csv", "sub", {"write_as": "csv"}, "is a directory"),
        ("in.csv", "no/out.csv", {}, "there is no directory"),
        ("in.csv", "/dev/null", {"write_as": "csv", "force": True}, "is not an ordinary file"),
        ("in.csv", "-", {"write_as": "csv"}, "--rejected: is needed with standard output"),
        ("in.csv", "-", {"rejected": "{}/r"}, "output '-': does not say its format"),
        ("in.csv", "out.txt", {}, "does not say its format; name it with --to"),
        ("in.csv", "out.txt", {"write_as": "cvs"}, "--to 'cvs': is not one of the values"),
        ("in.xlsx", "out.csv", {}, "does not say its format; name it with --from"),
        ("gone.csv", "out.csv", {}, "input '{}/gone.csv': there is no such file"),
        ("sub", "out.csv", {"read_as": "csv"}, "is a directory"),
    ],
)
def test_a_plan_that_cannot_work_is_refused(
    folder: Path, source: str, target: str, options: dict[str, Any], told: str
) -> None:
    """Before anything is read; nothing changes."""
    for name in ("in.csv", "there.csv"):
        (folder / name).write_text("person,place\n")
    (folder / "hard.csv").hardlink_to(folder / "in.csv")
    (folder / "soft.csv").symlink_to(folder / "in.csv")
    (folder / "sub").mkdir()
    before = {path: path.lstat().st_mtime_ns for path in folder.iterdir()}
    here = str(folder)
    paths = [one if one in {"-", "/dev/null"} else f"{here}/{one}" for one in (source, target)]
    options = {k: v.format(here) if isinstance(v, str) else v for k, v in options.items()}
    with pytest.raises(InputError) as raised:
        plan(*paths, **options)
    assert told.format(here, here) in str(raised.value)
    assert {path: path.lstat().st_mtime_ns for path in folder.iterdir()} == before


def test_force_replaces_both_files_and_keeps_links_and_modes(
    folder: Path, screener_: Screener
) -> None:
    """A side file of an earlier run goes if there are no bad rows any more."""
    source, target = put([GOOD], folder / "in.ndjson"), folder / "out.csv"
    real, side = folder / "real.csv", folder / "out.csv.rejected.ndjson"
    real.write_text("old")
    real.chmod(0o640)
    target.symlink_to(real)
    side.write_text("old")
    screened(source, target, screener_, force=True)
    assert target.is_symlink()
    assert real.read_text().startswith("person,")
    assert real.stat().st_mode & 0o777 == 0o640
    assert not side.exists()


class Full(io.RawIOBase):
    """A disk that is full after some bytes."""

    def __init__(self, file: Any, left: int) -> None:
        self.file, self.left = file, left

    def write(self, data: Any) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(self.file.write(data))

    def fileno(self) -> int:
        return int(self.file.fileno())

    def close(self) -> None:
        self.file.close()
        super().close()


@pytest.mark.parametrize("left", [0, 100, 20_000])
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_half_written(
    folder: Path,
    screener_: Screener,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    left: int,
    there: bool,  # noqa: FBT001
) -> None:
    """The error names the file and the reason; what was there before is still there."""
    rows = [{**GOOD, "person": "vladimir-putin" if n % 2 else "stranger"} for n in range(3000)]
    source, target = put(rows, folder / "in.ndjson"), folder / f"out.{suffix}"
    if there:
        target.write_text("old")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    opening = Path.open

    def opened(path: Path, mode: str = "r", **options: Any) -> Any:
        file = opening(path, mode, **options)
        return Full(file, left) if "x" in mode else file

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(OutputFailed) as raised:
        screened(source, target, screener_, force=there)
    assert os.strerror(errno.ENOSPC) in str(raised.value)
    assert str(folder / "out") in str(raised.value)
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_an_interruption_leaves_nothing(
    folder: Path, screener_: Screener, kind: type[BaseException]
) -> None:
    """Wherever the run stops, both files are gone."""
    source = put([GOOD, {**GOOD, "person": "putn"}] * 10, folder / "in.ndjson")
    seen: list[list[str]] = []

    def stop(_: Progress) -> None:
        seen.append(sorted(path.name for path in folder.iterdir()))
        raise kind

    with pytest.raises(kind):
        run(plan(str(source), str(folder / "out.csv")), screener_, stop)
    assert any(name.endswith(".partial") for name in seen[0])
    assert list(folder.iterdir()) == [source]


def test_a_file_that_came_in_the_meantime_is_not_replaced(
    folder: Path, screener_: Screener
) -> None:
    """Without force, not even a file made during the run is written over."""
    source, target = put([GOOD], folder / "in.ndjson"), folder / "out.csv"
    planned = plan(str(source), str(target))

    def meanwhile(_: Progress) -> None:
        target.write_text("somebody else's")

    with pytest.raises(OutputFailed, match=os.strerror(errno.EEXIST)):
        run(planned, screener_, meanwhile)
    assert target.read_text() == "somebody else's"
    assert {path.name for path in folder.iterdir()} == {"in.ndjson", "out.csv"}


def test_progress_reaches_the_total(folder: Path, screener_: Screener) -> None:
    """The last report is of the whole file, in bytes or in rows."""
    for suffix in FORMATS:
        source = put([GOOD] * 50, folder / f"in.{suffix}")
        seen: list[Progress] = []
        run(plan(str(source), str(folder / f"out-{suffix}.csv")), screener_, seen.append)
        assert seen[-1].done == seen[-1].total
        assert seen[-1].rows == 50


LINES = st.one_of(
    st.fixed_dictionaries(
        {"person": st.sampled_from(("vladimir-putin", "ü", 'a"b', "\\", "\u2028"))},
        optional={
            "place": st.sampled_from(("MNG", None, "", 5, True, ["x"], {"y": 1})),
            "on": st.sampled_from(("2024-09-02", None)),
            "n": st.one_of(st.integers(), st.floats(), st.booleans(), st.none(), st.text()),
            "duty": st.just("mine"),
            "date": st.just("2024-09-02"),
        },
    ).map(json.dumps),
    st.sampled_from(
        (
            "", " ", "{}", "[]", "null", '{"person": NaN}', '{"person": "\\ud800"}', "{}{}",
            '{"person": "a"} ', ' {"person": "a"}', '{"person": "a", "person": "b"}', '{"a": 01}',
            '{"person": "a",}', '{"person":', '"b"}', '{"person": "a"}\r', '{"n": 1e999}',
            '{"person": "2024-09-02", "n": "2024-09-02T10:00:00"}', "{'person': 1}", "\\", '{"n"}',
        )
    ),
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=400)
@given(lines=st.lists(LINES, min_size=1, max_size=6), block=st.integers(10, 200))
def test_quick_and_slow_reading_of_lines_give_the_same(lines: list[str], block: int) -> None:
    """What Arrow reads at once is what is read line by line, whatever the lines are."""
    text = ('{"person": "a", "place": "MNG", "n": 1}\n' + "\n".join(lines)).encode()
    found = []
    for quick in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            if not quick:
                patch.setattr(ndjson_reader, "quick_chunk", lambda *_: None)
            reader = ndjson_reader.NdjsonReader(
                io.BytesIO(text), "in", None, keep=True, answers=("duty",), block=block
            )
            chunks = list(reader.chunks())
        found.append(
            (
                reader.schema,
                [row for chunk in chunks for row in chunk.batch.to_pylist()],
                [line for chunk in chunks for line in chunk.lines.tolist()],
                [raw for chunk in chunks for raw in chunk.raw.to_pylist()],  # type: ignore[union-attr]
                [(one.line, one.text, one.mistakes) for chunk in chunks for one in chunk.broken],
            )
        )
    assert found[0] == found[1]


def test_lines_that_are_all_in_order_are_read_quickly() -> None:
    """Else the test above would compare the slow way with itself."""
    rows = b'{"person": "a", "place": "MNG", "n": 1}\n' * 3
    chunk = quick_chunk(rows[:-1], ("person", "place"), {"person", "place", "n"}, 7)
    assert chunk is not None
    assert chunk.lines.tolist() == [7, 8, 9]
    assert chunk.batch.schema.names == ["person", "place"]
    assert chunk.raw is not None
    assert set(chunk.raw.to_pylist()) == {rows[:39].decode()}
