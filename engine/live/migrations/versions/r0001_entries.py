"""The tables of the first live records, and what keeps entries from being changed.

They are made as `tables` has them: a step that changes them takes the present ones over here.
"""

from __future__ import annotations

from typing import Final

from alembic import op

from safeconduct.live.tables import LiveTables

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_KEPT: Final = ("live_entries", "live_bases", "live_reports")


def upgrade() -> None:
    """Make the tables and their triggers."""
    LiveTables.metadata.create_all(op.get_bind())
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
