"""Worked questions with the answers they should get, as YAML that a lawyer can read."""
