"""The checks of the linter, one in each module."""
