"""The tables of the first decision log, and what keeps their rows from being changed."""

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
_KEPT: Final = ("decisions", "decision_documents", "decision_sources")

_TEXTS: Final = {
    "at": sa.String(27),
    "caller": _NAME,
    "kind": sa.String(20),
    "question": _NAME,
    "asked": sa.Text(),
    "person": _NAME,
    "place": _NAME,
    "day": sa.String(10),
    "today": sa.String(10),
    "outcome": _NAME,
    "version": _NAME,
    "world": _DIGEST,
    "rules": _DIGEST,
    "sources": _DIGEST,
    "told": sa.String(20),
    "document": _DIGEST,
    "previous": _DIGEST,
    "hash": _DIGEST,
}


def upgrade() -> None:
    """Make the tables, their triggers and the beginning of the chain."""
    op.create_table(
        "decisions",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        *(sa.Column(name, kind, nullable=False) for name, kind in _TEXTS.items()),
    )
    for name in ("person", "place", "outcome", "caller"):
        op.create_index(f"decisions_by_{name}", "decisions", [name, "seq"])
    op.create_index("decisions_by_time", "decisions", ["at"])
    for name in ("decision_documents", "decision_sources"):
        op.create_table(
            name,
            sa.Column("digest", _DIGEST, primary_key=True),
            sa.Column("content", sa.LargeBinary(), nullable=False),
        )
    op.create_table(
        "decision_head",
        sa.Column("one", sa.Integer(), sa.CheckConstraint("one = 1"), primary_key=True),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("hash", _DIGEST, nullable=False),
    )
    beginning = "0" * 64
    op.execute(f"INSERT INTO decision_head (one, seq, hash) VALUES (1, 0, '{beginning}')")
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


_REFUSED: Final = "a decision log is only ever added to"

_SQLITE: Final = (
    *(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        for table in _KEPT
        for what in ("UPDATE", "DELETE")
    ),
    # Names of ours only. INSERT OR REPLACE takes rows away without asking the trigger about that.
    (
        "CREATE TRIGGER decisions_at_the_end BEFORE INSERT ON decisions "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM decisions) "
        "OR EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}, at its end'); END"
    ),
    *(
        f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE digest = NEW.digest) "
        "BEGIN SELECT RAISE(IGNORE); END"
        for table in _KEPT[1:]
    ),
    (
        "CREATE TRIGGER decision_head_stays BEFORE DELETE ON decision_head "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    ),
    (
        "CREATE TRIGGER decision_head_goes_on BEFORE UPDATE ON decision_head "
        "WHEN NEW.seq <= OLD.seq OR NEW.one <> 1 "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    ),
)

_POSTGRESQL: Final = (
    (
        "CREATE FUNCTION decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    ),
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION decisions_refuse()"
        for table in _KEPT
    ),
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION decisions_refuse()"
        for table in (*_KEPT, "decision_head")
    ),
    (
        "CREATE TRIGGER decision_head_stays BEFORE DELETE ON decision_head "
        "FOR EACH ROW EXECUTE FUNCTION decisions_refuse()"
    ),
    (
        "CREATE TRIGGER decision_head_goes_on BEFORE UPDATE ON decision_head "
        "FOR EACH ROW WHEN (NEW.seq <= OLD.seq OR NEW.one <> 1) "
        "EXECUTE FUNCTION decisions_refuse()"
    ),
)


def downgrade() -> None:
    """Refuse: a log is never taken back."""
    raise NotImplementedError(_REFUSED)
