"""How the tables of watches came to be what they are, step by step (Alembic)."""
