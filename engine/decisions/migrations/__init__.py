"""How the tables of a decision log came to be what they are, step by step (Alembic)."""
