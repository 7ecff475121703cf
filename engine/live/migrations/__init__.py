"""How the tables of live records came to be what they are, step by step (Alembic)."""
