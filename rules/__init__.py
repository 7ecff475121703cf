"""The rule base."""
