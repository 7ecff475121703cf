"""Every check of the linter, in the order of the documentation."""

from __future__ import annotations

from typing import Final

from .checks import (
    always_holds,
    cite_decision,
    cite_plural,
    cite_provision,
    cite_unknown,
    clause_form,
    clause_missing,
    dead_row,
    heavy_word,
    hidden_character,
    id_convention,
    idle_defeat,
    idle_profile,
    never_holds,
    passive_phrase,
    question_form,
    redundant_part,
    repeated_block,
    repeated_choice,
    repeated_title,
    roundabout_condition,
    rule_says,
    sentence_capital,
    sentence_end,
    sentence_length,
    source_address,
    spacing,
    text_length,
    title_capital,
    title_full_stop,
    title_length,
    todo,
    twin_rules,
    untested_value,
    unused_position,
)
from .model import Lint

LINTS: Final[tuple[Lint, ...]] = (
    title_full_stop.LINT,
    title_capital.LINT,
    title_length.LINT,
    sentence_end.LINT,
    sentence_capital.LINT,
    sentence_length.LINT,
    text_length.LINT,
    question_form.LINT,
    clause_form.LINT,
    clause_missing.LINT,
    rule_says.LINT,
    heavy_word.LINT,
    passive_phrase.LINT,
    spacing.LINT,
    hidden_character.LINT,
    todo.LINT,
    cite_unknown.LINT,
    cite_provision.LINT,
    cite_decision.LINT,
    cite_plural.LINT,
    source_address.LINT,
    id_convention.LINT,
    repeated_title.LINT,
    unused_position.LINT,
    untested_value.LINT,
    idle_profile.LINT,
    repeated_choice.LINT,
    redundant_part.LINT,
    roundabout_condition.LINT,
    twin_rules.LINT,
    idle_defeat.LINT,
    always_holds.LINT,
    never_holds.LINT,
    dead_row.LINT,
    repeated_block.LINT,
)
"""Texts first, then citations and ids, then what is used, then conditions."""


def by_code() -> dict[str, Lint]:
    """Return every check by its code."""
    return {lint.code: lint for lint in LINTS}
