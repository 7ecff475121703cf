"""The tables of a decision log, as SQLAlchemy reads and writes them; migrations make them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")  # there only this is the row's own
_NAME: Final = String(200)
_DIGEST: Final = String(64)


class DecisionTables(DeclarativeBase):
    """What the tables share."""


class DecisionRow(DecisionTables):
    """A decision; rows are only ever added. `LoggedDecision` says what each column means."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("decisions_by_person", "person", "seq"),
        Index("decisions_by_place", "place", "seq"),
        Index("decisions_by_outcome", "outcome", "seq"),
        Index("decisions_by_caller", "caller", "seq"),
        Index("decisions_by_time", "at"),
    )

    seq: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    at: Mapped[str] = mapped_column(String(27))
    caller: Mapped[str] = mapped_column(_NAME)
    kind: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(_NAME)
    asked: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(_NAME)
    place: Mapped[str] = mapped_column(_NAME)
    day: Mapped[str] = mapped_column(String(10))
    today: Mapped[str] = mapped_column(String(10))
    outcome: Mapped[str] = mapped_column(_NAME)
    version: Mapped[str] = mapped_column(_NAME)
    world: Mapped[str] = mapped_column(_DIGEST)
    rules: Mapped[str] = mapped_column(_DIGEST)
    sources: Mapped[str] = mapped_column(_DIGEST)
    told: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(_DIGEST)
    previous: Mapped[str] = mapped_column(_DIGEST)
    hash: Mapped[str] = mapped_column(_DIGEST)


class DocumentRow(DecisionTables):
    """A whole answer as a list (JSON) of pieces, or one of these, compressed (`documents.py`).

    Each is there once for all decisions that gave it; ``digest`` is the key of a piece. Earlier
    versions kept whole answers, each compressed.
    """

    __tablename__ = "decision_documents"

    digest: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SourcesRow(DecisionTables):
    """The files of records and rules that answered, as one archive (ZIP)."""

    __tablename__ = "decision_sources"

    digest: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class HeadRow(DecisionTables):
    """The end of the chain, one row; whoever adds to it holds this row until all is written."""

    __tablename__ = "decision_head"

    one: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(_NUMBER)
    hash: Mapped[str] = mapped_column(_DIGEST)
