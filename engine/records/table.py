"""CSV files with line numbers: a header, then one record in each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..base.errors import Diagnostic, SourceFilesError
from ..base.text_files import decode
from ..base.words import counted, near


class _Report(Protocol):
    def __call__(self, line: int, code: str, message: str) -> None: ...


@dataclass(frozen=True)
class TableRow:
    """The cells of one row by column; ``line`` is the line on which the row ends."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CellTable:
    """The rows that could be read, and what was wrong with the others."""

    rows: tuple[TableRow, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_table(
    data: bytes, *, file: str, required: Collection[str], optional: Collection[str] = ()
) -> CellTable:
    """Return the rows of a CSV file.

    ``required`` columns must be there, ``optional`` ones may be, others are errors, as are text
    that is not UTF-8, a column named twice and a row of the wrong length. Nothing is raised: every
    finding is in ``diagnostics``.
    """
    found: list[Diagnostic] = []

    def report(line: int, code: str, message: str) -> None:
        found.append(Diagnostic(file, line, code, message))

    try:
        text = decode(data, file=file)
    except SourceFilesError as error:
        return CellTable((), error.diagnostics)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[TableRow] = []
    header: list[str] | None = None
    try:
        for cells in reader:
            if header is None:
                header = cells
                _check_header(
                    header,
                    required,
                    optional,
                    report_line=reader.line_num,
                    report=report,
                )
            elif len(cells) != len(header):
                report(
                    reader.line_num,
                    "wrong-number-of-cells",
                    f"the row has {counted(len(cells), 'cell')}, the header {len(header)}",
                )
            else:
                rows.append(TableRow(reader.line_num, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        report(reader.line_num, "csv-syntax", str(error))
    if header is None:
        report(1, "missing-header", "the file has no header")
    if any(d.code in {"missing-column", "unknown-column", "repeated-column"} for d in found):
        rows = []
    return CellTable(tuple(rows), tuple(found))


def _check_header(
    header: list[str],
    required: Collection[str],
    optional: Collection[str],
    *,
    report_line: int,
    report: _Report,
) -> None:
    for column in sorted(set(required) - set(header)):
        report(report_line, "missing-column", f"the column `{column}` is missing")
    known = [*required, *optional]
    for column in header:
        if column not in known:
            hint = near(column, known, 1) or f"the columns are {', '.join(known)}"
            report(report_line, "unknown-column", f"there is no column `{column}`: {hint}")
    for column in sorted({c for c in header if header.count(c) > 1}):
        report(report_line, "repeated-column", f"the column `{column}` stands twice")
