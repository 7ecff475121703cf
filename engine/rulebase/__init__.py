"""The rule language: reading, checking and holding a rule base."""
