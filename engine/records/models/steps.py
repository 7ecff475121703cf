"""What can be done next, by whom, under which provision and by when."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from ...base.frozen import Frozen
from .base import Record


class Actor(StrEnum):
    """Who can do something about a warrant of the Court."""

    STATE = "state"
    PROSECUTOR = "prosecutor"
    VICTIMS = "victims"
    DEFENCE = "defence"


class StepCondition(Frozen):
    """To which answers a step belongs: each part that is given must have one of the values.

    An empty part asks nothing. ``qualifications`` and ``grounds``: the answer has one of them;
    ``without``: it has none of these labels.
    """

    outcome: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    surrender: tuple[str, ...] = ()
    execution: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class NextStep(Record):
    """Something that an actor can or must do where an answer is of a kind.

    ``stage``: whether it is for before the day asked about is over, or for after. ``deadline``: by
    when, in words; empty: the provision sets none. ``recalled``: the provision is from knowledge
    and was not opened.
    """

    actor: Actor
    says: str
    provision: str
    deadline: str = ""
    stage: Literal["before", "after", "any"]
    when: StepCondition
    recalled: bool
