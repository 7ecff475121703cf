"""The tables of the first live records, and what keeps entries from being changed."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NAME: Final = sa.String(200)
_DIGEST: Final = sa.String(64)
_ID: Final = sa.String(36)
_KEPT: Final = ("live_entries", "live_bases", "live_reports")

_TEXTS: Final = {
    "at": sa.String(27),
    "who": _NAME,
    "action": sa.String(20),
    "kind": _NAME,
    "record_id": _NAME,
    "report": _ID,
    "document": sa.Text(),
    "base": _DIGEST,
    "world": _DIGEST,
    "version": _NAME,
    "previous": _DIGEST,
    "hash": _DIGEST,
}


def upgrade() -> None:
    """Make the tables and their triggers."""
    op.create_table(
        "live_entries",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("id", _ID, nullable=False, unique=True),
        *(sa.Column(name, kind, nullable=False) for name, kind in _TEXTS.items()),
    )
    op.create_index("ix_live_entries_report", "live_entries", ["report"])
    op.create_table(
        "live_bases",
        sa.Column("digest", _DIGEST, primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "live_reports",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("about", sa.String(500), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
    )
    op.create_index("live_reports_by_time", "live_reports", ["at"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


_REFUSED: Final = "live records are only ever added to"

_SQLITE: Final = (
    *(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        for table in _KEPT
        for what in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE takes rows away without asking the triggers about that.
    (
        "CREATE TRIGGER live_entries_at_the_end BEFORE INSERT ON live_entries "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM live_entries) "
        "OR EXISTS (SELECT 1 FROM live_entries WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}, at their end'); END"
    ),
    (
        "CREATE TRIGGER live_reports_once BEFORE INSERT ON live_reports "
        "WHEN EXISTS (SELECT 1 FROM live_reports WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    ),
)

_POSTGRESQL: Final = (
    (
        "CREATE FUNCTION live_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    ),
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION live_refuse()"
        for table in _KEPT
    ),
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION live_refuse()"
        for table in _KEPT
    ),
)


def downgrade() -> None:
    """Refuse: what was accepted is never taken back."""
    raise NotImplementedError(_REFUSED)
