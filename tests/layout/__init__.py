"""Tests of the formatter, with a maker of texts that mean the same."""
