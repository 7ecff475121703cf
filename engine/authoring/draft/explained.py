"""One rule with everything it interacts with, as frozen models."""

from __future__ import annotations

from ...base.frozen import Frozen
from ...rulebase.model import RuleKind, Standing


class NamedItem(Frozen):
    """Something with an id and a name for readers."""

    id: str
    title: str


class Law(Frozen):
    """A part of the citation: ``url`` where it can be read, ``decisions`` on record that it names.

    ``sources``: web addresses behind a statement of a government.
    """

    text: str
    url: str = ""
    decisions: tuple[NamedItem, ...] = ()
    sources: tuple[str, ...] = ()


class Line(Frozen):
    """A condition in words, with those within it."""

    text: str
    inner: tuple[Line, ...] = ()


class Feed(Frozen):
    """A conclusion that the condition names, with the rules for and against it."""

    conclusion: str
    supported_by: tuple[NamedItem, ...]
    attacked_by: tuple[NamedItem, ...]


class Asks(Frozen):
    """Where a question asks for what the rule concludes: the table and the value, or the label."""

    question: str
    part: str
    value: str


class Switch(Frozen):
    """A position that the condition names: with it the rule can apply.

    ``negated``: the condition asks for any other position. ``profiles``: those that take it.
    """

    issue: str
    question: str
    position: str
    title: str
    standing: Standing
    negated: bool
    profiles: tuple[str, ...]


class Impossible(Frozen):
    """A constraint about facts that the condition names."""

    id: str
    never: str
    reason: str


class Exercise(Frozen):
    """Which worked cases name the rule, and where it applied: in cases and in rulings on record.

    ``looked``: whether there were cases to look at.
    """

    looked: bool = False
    named_in: tuple[NamedItem, ...] = ()
    applied_in: tuple[NamedItem, ...] = ()
    rulings: tuple[NamedItem, ...] = ()


class Amended(Frozen):
    """What a layer changed of the rule, or of a reading that it depends on, and why."""

    says: str
    reason: str
    file: str
    line: int


class RuleExplanation(Frozen):
    """A rule in words.

    ``condition``: as written; ``needs``: in words. ``concludes``: ``not`` before it if the rule
    stands against it. ``allies`` and ``opponents``: further rules on the same conclusion.
    ``feeds_on`` and ``feeds``: through conclusions. ``can_apply_under`` and ``cannot_apply_under``:
    profiles, by the positions that the condition names. ``turns_on``: issues on which it depends
    further back, through conclusions. ``declared``: what is declared of it or of its conclusion,
    beside the law: changes without effect, what is left open on purpose, waivers. ``amended``:
    what layers changed.
    """

    id: str
    title: str
    kind: RuleKind
    says: str
    cite: str
    url: str
    law: tuple[Law, ...]
    file: str
    line: int
    condition: str
    needs: tuple[Line, ...]
    concludes: str
    effect: str
    defeats: tuple[NamedItem, ...]
    defeated_by: tuple[NamedItem, ...]
    allies: tuple[NamedItem, ...]
    opponents: tuple[NamedItem, ...]
    feeds_on: tuple[Feed, ...]
    feeds: tuple[NamedItem, ...]
    asked_by: tuple[Asks, ...]
    switches: tuple[Switch, ...]
    can_apply_under: tuple[str, ...]
    cannot_apply_under: tuple[str, ...]
    turns_on: tuple[NamedItem, ...]
    impossible: tuple[Impossible, ...]
    declared: tuple[NamedItem, ...]
    amended: tuple[Amended, ...]
    exercise: Exercise
    rules: str
