"""Hypothesis strategies for facts, truths, cases, worlds and rule bases, sound and broken."""

from .. import needs_extra

needs_extra()
