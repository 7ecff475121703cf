"""Hypothesis strategies for facts, truths, cases, worlds and rule bases, sound and broken."""

from .broken import Broken, broken_rulebases, rule_files, sound_rulebases
from .cases import facts_cases, questions_put
from .rulebases import SMALL, Size, asked_rulebases, conditions, questions, rulebases
from .spoiling import SPOILS, Spoil
from .truths import any_assignments, assignments, facts, points, truths
from .worlds import known_days, parts_of, small_worlds, worlds

__all__ = [
    "SMALL",
    "SPOILS",
    "Broken",
    "Size",
    "Spoil",
    "any_assignments",
    "asked_rulebases",
    "assignments",
    "broken_rulebases",
    "conditions",
    "facts",
    "facts_cases",
    "known_days",
    "parts_of",
    "points",
    "questions",
    "questions_put",
    "rule_files",
    "rulebases",
    "small_worlds",
    "sound_rulebases",
    "truths",
    "worlds",
]
