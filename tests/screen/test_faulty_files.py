"""No row is lost or moved, whatever a file is like; what cannot be read is told as it is."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct import InputError
from safeconduct.api.problems import ProblemError
from safeconduct.api.screening import screened
from safeconduct.screening import Screener
from safeconduct.screening.files import ndjson_quick, plan, run
from safeconduct.screening.files.csv_header import last_end
from safeconduct.screening.files.csv_reader import CsvReader
from safeconduct.screening.files.inplace import InPlace
from safeconduct.screening.files.opening import open_reader

from .conftest import MakeScreener
from .faulty import CSV_ROWS, NDJSON_ROWS, OBJECT, REFUSED

ROWS = [
    *((name, "csv", *rows) for name, rows in CSV_ROWS.items()),
    *((name, "ndjson", *rows) for name, rows in NDJSON_ROWS.items()),
]


def data_of(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def in_place(kind: str, wanted: str, data: bytes, screener: Screener) -> list[bool]:
    """Return for each row that comes back over HTTP whether it has an answer."""
    reader = open_reader(
        kind, io.BytesIO(data), "body", None, screener, keep=wanted == "ndjson", also=("error",)
    )  # type: ignore[arg-type]
    work = InPlace(wanted, reader, screener, 10**6)  # type: ignore[arg-type]
    text = b"".join(work.pieces()).decode()
    if wanted == "csv":
        rows: list[Any] = list(csv.DictReader(io.StringIO(text, newline="")))
    else:
        rows = [json.loads(line) for line in text.split("\n")[:-1]]
    found = [not row.get("error") for row in rows]
    assert (work.rows, work.rejected) == (len(found), found.count(False))
    return found


@pytest.fixture(autouse=True)
def _long_cells() -> Iterator[None]:
    """The csv module refuses cells that are longer than it is told."""
    before = csv.field_size_limit(1 << 24)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("kind", "text", "lines"),
    [pytest.param(*one[1:], id=f"{one[1]}: {one[0]}") for one in ROWS],
)
def test_every_row_has_an_answer_or_a_reason(
    screener: MakeScreener, tmp_path: Path, kind: str, text: str | bytes, lines: str
) -> None:
    """By the command, in one of two files, by line; over HTTP, in its place."""
    wanted = [(int(one[:-1]), one[-1] == "+") for one in lines.split()]
    source = tmp_path / f"in.{kind}"
    source.write_bytes(data_of(text))
    one = screener()
    for form in ("csv", "ndjson"):
        target = tmp_path / f"out.{form}"
        counts = run(plan(str(source), str(target), force=True), one)
        assert (counts.rows, counts.rejected) == (len(wanted), sum(not good for _, good in wanted))
        side = tmp_path / f"out.{form}.rejected.ndjson"
        told = side.read_text("utf-8").split("\n")[:-1] if counts.rejected else []
        assert [json.loads(entry)["line"] for entry in told] == [
            n for n, good in wanted if not good
        ]
        assert in_place(kind, form, data_of(text), one) == [good for _, good in wanted]


@pytest.mark.parametrize(
    ("kind", "text", "told"), [pytest.param(*one, id=name) for name, one in REFUSED.items()]
)
def test_what_cannot_be_read_is_told_as_it_is(
    screener: MakeScreener, tmp_path: Path, kind: str, text: str | bytes, told: str
) -> None:
    """By the command and over HTTP; no output is there."""
    source = tmp_path / f"in.{kind}"
    source.write_bytes(data_of(text))
    with pytest.raises(InputError) as raised:
        run(plan(str(source), str(tmp_path / "out.ndjson")), screener())
    assert told in str(raised.value)
    assert len(str(raised.value)) < 1000
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("name", ["tabs", "Windows-1251", "far too many columns", "a bomb"])
def test_a_body_that_cannot_be_read_is_told_in_the_same_words(
    screener: MakeScreener, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As a problem, and before the service takes any further work on it."""
    kind, text, told = REFUSED[name]
    one = screener()
    monkeypatch.setattr("safeconduct.screening.Screener", lambda *_, **__: one, raising=False)
    with pytest.raises(ProblemError) as raised:
        screened(io.BytesIO(data_of(text)), kind, kind, None, 9, {})  # type: ignore[arg-type]
    assert told in raised.value.detail


CSV_TEXT = st.text(st.sampled_from('a,"\n\r é'), max_size=40)


@given(text=CSV_TEXT, block=st.integers(20, 60))
def test_any_text_is_read_as_the_csv_module_reads_it(text: str, block: int) -> None:
    """Rows, cells and lines; only blank lines are no rows, and an open quotation is refused."""
    expected, line = [], 2
    source = csv.reader(io.StringIO(text + "\nend,end,end", newline=""))
    for cells in source:
        expected.append((line, cells))
        line = source.line_num + 2
    opened = expected.pop()[1] != ["end", "end", "end"]
    reader = CsvReader(io.BytesIO(f"person,place,n\n{text}".encode()), "in", None, block)
    found: list[tuple[int, list[str]]] = []
    refused = ""
    try:
        for chunk in reader.chunks():
            rows = zip(*(column.to_pylist() for column in chunk.batch.columns), strict=True)
            lines = list(zip(chunk.lines.tolist(), map(list, rows), strict=True))
            for number, one in enumerate(chunk.broken):
                cells = next(csv.reader(io.StringIO(one.text, newline="")))
                lines.insert(one.before + number, (one.line, cells))
            found += lines
    except InputError as error:
        refused = str(error)
    assume("a row of more than" not in refused)
    assert ("is opened and never closed" in refused) == opened
    assert opened or found == [(number, cells) for number, cells in expected if cells]


@given(CSV_TEXT, st.booleans())
def test_records_end_where_the_csv_module_ends_them(text: str, over: bool) -> None:  # noqa: FBT001
    """A cut never goes through a record."""
    end, _ = last_end(text.encode(), over=over)
    head, rest = text.encode()[:end].decode(), text.encode()[end:].decode()
    whole = list(csv.reader(io.StringIO(text, newline="")))
    parts = [list(csv.reader(io.StringIO(part, newline=""))) for part in (head, rest)]
    assert parts[0] + parts[1] == whole
    assert over or not head.endswith("\r") or rest


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ("vladimir-putin,MNG,2024-09-02", ",,", "", " ", "putn,MNG,2024-09-02", "x", "1,2,3,4")
        )
    )
)
def test_rows_in_are_rows_out(screener: MakeScreener, lines: list[str]) -> None:
    """Over HTTP, in both formats: as many rows as the csv module reads, and good ones in place."""
    text = "person,place,on\n" + "".join(f"{line}\n" for line in lines)
    rows = [cells for cells in list(csv.reader(io.StringIO(text)))[1:] if cells]
    for wanted in ("csv", "ndjson"):
        found = in_place("csv", wanted, text.encode(), screener())
        assert found == [cells[0] == "vladimir-putin" and len(cells) == 3 for cells in rows]


def test_input_is_read_in_the_thread_of_the_caller_alone(tmp_path: Path) -> None:
    """A thread of Arrow that still reads when Python ends would end the process with a signal."""
    threads = set()

    class Noting(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            threads.add(threading.get_ident())
            return super().read(size)

    rows = b"person,place\n" + b"vladimir-putin,MNG\n" * 3000
    reader = CsvReader(Noting(rows), "in", None, 1000)
    next(reader.chunks())
    assert threads == {threading.get_ident()}
    assert reader.done < 5000, "nobody reads ahead"


def test_a_number_too_long_for_a_machine_keeps_its_digits(
    screener: MakeScreener, tmp_path: Path
) -> None:
    """Also where members become cells."""
    source, target = tmp_path / "in.ndjson", tmp_path / "out.csv"
    number = "12345678901234567890123456789"
    source.write_text(
        f'{{"person": "vladimir-putin", "place": "MNG", "n": {number}, "m": [{number}]}}\n'
    )
    run(plan(str(source), str(target)), screener())
    assert re.findall(r"[0-9]{20,}", target.read_text()) == [number, number]


def test_a_new_member_on_every_line_is_no_new_column(
    screener: MakeScreener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines stay as they are, and Arrow never sees them; as a table, such a file is refused."""
    source, one = tmp_path / "in.ndjson", screener()
    lines = [OBJECT[:-1] + f', "m{number}": {number}}}' for number in range(1500)]
    source.write_text("\n".join([*[OBJECT] * 30_000, *lines]))
    seen = []
    read = ndjson_quick.arrow_json.read_json

    def noting(*arguments: Any, **options: Any) -> Any:
        seen.append(read(*arguments, **options).num_columns)
        return read(*arguments, **options)

    monkeypatch.setattr(ndjson_quick.arrow_json, "read_json", noting)
    counts = run(plan(str(source), str(tmp_path / "out.ndjson")), one)
    assert (counts.rows, counts.rejected) == (31_500, 0)
    assert set(seen) == {3}
    source.write_text("\n".join(lines))
    assert run(plan(str(source), str(tmp_path / "out2.ndjson")), one).answered == 1500
    with pytest.raises(InputError, match="more than 1,000 different members in its first lines"):
        run(plan(str(source), str(tmp_path / "out.csv")), one)


def test_a_thousand_columns_are_read(screener: MakeScreener) -> None:
    """And one more is refused, also in a table."""
    names = ["person", "place", *(f"c{number}" for number in range(998))]
    reader = CsvReader(io.BytesIO(",".join(names).encode()), "in", None)
    assert reader.schema.names == names
    one = screener()
    assert one.schema(reader.schema).names[:1000] == names
    with pytest.raises(InputError, match="has 1,001 columns, of which at most 1,000 can be read"):
        one.schema(reader.schema.append(pa.field("c", pa.string())))


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_a_disk_that_cannot_be_read_is_told(screener: MakeScreener, kind: Any) -> None:
    """As an error about the input, with the system's reason."""

    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(InputError, match=f"'in': cannot be read: {os.strerror(errno.EIO)}"):
        open_reader(kind, Broken(), "in", None, screener(), keep=True)
