"""Answers side by side, with what they differ in."""
