"""The tables of watches: events and notices are only added; the cursor is one row."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

TABLES: Final = MetaData()

_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")  # there only this is the row's own
_ID: Final = String(36)
_KEY: Final = String(300)
_DIGEST: Final = String(64)


def _watch() -> Column[str]:
    return Column("watch", _ID, ForeignKey("watches.id", ondelete="CASCADE"), nullable=False)


WATCHES: Final = Table(
    "watches",
    TABLES,
    Column("id", _ID, primary_key=True),
    Column("owner", String(200), nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("secret", String(100), nullable=False),
    Column("since", _NUMBER, nullable=False),
)
"""``since``: the last event before the watch was made."""

EVENTS: Final = Table(
    "watch_events",
    TABLES,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("key", _KEY, nullable=False, unique=True),
    Column("document", Text, nullable=False),
)

CURSOR: Final = Table(
    "watch_cursor",
    TABLES,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("last", _NUMBER, nullable=False),
    Column("seen", _NUMBER, nullable=False),
    Column("day", String(10), nullable=False),
    Column("world", _DIGEST, nullable=False),
    Column("rules", _DIGEST, nullable=False),
    Column("journeys", Text, nullable=False),
)
"""``last``: the last event; ``seen``: the last that was looked at; else what was seen last."""

ANSWERS: Final = Table(
    "watch_answers",
    TABLES,
    _watch(),
    Column("place", String(200), nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("watch", "place"),
)
"""The answer that each watch had last, by place."""

NOTICES: Final = Table(
    "watch_notices",
    TABLES,
    Column("seq", _NUMBER, primary_key=True),
    Column("id", _ID, nullable=False, unique=True),
    _watch(),
    Column("key", _KEY, nullable=False),
    Column("at", String(27), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("watch", "key"),
    Index("watch_notices_in_order", "watch", "seq"),
    sqlite_autoincrement=True,  # a number is never used again
)
"""What is told, once for each watch and ``key``."""

DELIVERIES: Final = Table(
    "watch_deliveries",
    TABLES,
    Column(
        "notice", _NUMBER, ForeignKey("watch_notices.seq", ondelete="CASCADE"), primary_key=True
    ),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Float, nullable=False),
    Column("error", String(300), nullable=False),
    Index("watch_deliveries_due", "state", "due"),
)
"""How far each notice to be sent has come: `waiting`, `done` or `dead`.

``due``: when it is to be sent next, in seconds since 1970; whoever sends it moves that on first, so
that nobody else does at once, and it is sent again if he ends meanwhile.
"""
