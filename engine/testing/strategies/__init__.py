"""Hypothesis strategies for facts, cases, worlds and rule bases."""
