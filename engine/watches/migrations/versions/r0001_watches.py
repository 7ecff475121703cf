"""The first tables of watches, and the cursor.

They are made as `tables` has them: a step that changes them takes the present ones over here.
"""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import insert

from safeconduct.watches.tables import CURSOR, TABLES

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make the tables, and the cursor before the first event."""
    connection = op.get_bind()
    TABLES.create_all(connection)
    nothing = dict.fromkeys(("day", "world", "rules"), "")
    connection.execute(
        insert(CURSOR).values({"one": 1, "last": 0, "seen": 0, "journeys": "{}", **nothing})
    )


def downgrade() -> None:
    """Refuse: what was told is not taken back."""
    raise NotImplementedError
