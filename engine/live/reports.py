"""Reports of mistakes in the records, from anybody; none is public before an entry answers it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping, func, insert, select

from ..store.database import Database
from ..store.uuid7 import uuid7
from .model import MistakeReport, ReportsFull
from .tables import EntryRow, ReportRow

MOST_A_DAY: Final = 500
"""So many reports are taken within a day, from everybody together."""

_WITH_ENTRY: Final = select(
    ReportRow.id,
    ReportRow.at,
    ReportRow.about,
    ReportRow.told.label("text"),
    ReportRow.source,
    select(func.min(EntryRow.seq))
    .where(EntryRow.report == ReportRow.id)
    .scalar_subquery()
    .label("entry"),
)


class MistakeReports:
    """Keeps reports in a database; everything raises `LiveFailed`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, about: str, text: str, source: str = "") -> MistakeReport:
        """Keep a report; raises `ReportsFull` if there are too many today.

        ``about``: a page or a record; ``source``: where it can be looked up.
        """
        now = datetime.now(UTC)
        made = MistakeReport(
            id=uuid7(), at=_moment(now), about=about, text=text, source=source, entry=None
        )
        with self._database.failing("cannot be written"), self._database.writing() as connection:
            since = _moment(now - timedelta(days=1))
            lately = select(func.count(ReportRow.id)).where(ReportRow.at > since)
            if connection.execute(lately).scalar_one() >= MOST_A_DAY:
                raise ReportsFull(f"{MOST_A_DAY} mistakes were reported today; try tomorrow")
            row = {"id": made.id, "at": made.at, "about": about, "told": text, "source": source}
            connection.execute(insert(ReportRow).values(**row))
        return made

    def get(self, id: str) -> MistakeReport | None:
        """Return the report of an id, if there is one."""
        with self._database.reading() as connection:
            wanted = _WITH_ENTRY.where(ReportRow.id == id)
            row = connection.execute(wanted).mappings().first()
        return None if row is None else _report(row)

    def page(self, limit: int, offset: int = 0) -> tuple[int, tuple[MistakeReport, ...]]:
        """Return how many reports there are, and some of them, the latest first."""
        with self._database.reading() as connection:
            total = connection.execute(select(func.count(ReportRow.id))).scalar_one()
            wanted = _WITH_ENTRY.order_by(ReportRow.id.desc())
            rows = connection.execute(wanted.limit(limit).offset(offset)).mappings().all()
        return total, tuple(map(_report, rows))


def _report(row: RowMapping) -> MistakeReport:
    return MistakeReport.model_validate(dict(row))


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S.%f}Z"
