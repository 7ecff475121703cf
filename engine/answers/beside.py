"""What stands beside an answer: how a State executes, and what can be done next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from ..records.models import NextStep, StepCondition
from ..records.world import World
from .document import ExecutionLaw, NextAction


def national_execution(world: World, state: str, on: date) -> ExecutionLaw | None:
    """Return how ``state`` carries out an arrest, if that is on record and was law by ``on``."""
    found = world.execution_of(state)
    if found is None or found.public_on > on:
        return None
    return ExecutionLaw(
        record=found.id,
        **{name: getattr(found, name) for name in ExecutionLaw.model_fields if name != "record"},
    )


def next_steps(
    steps: Iterable[NextStep], answer: Mapping[str, Collection[str]]
) -> Iterator[NextAction]:
    """Yield the steps that belong to an answer, in the order of the record.

    ``answer``: what it says, by the names of `StepCondition` but ``without``.
    """
    for step in steps:
        if _belongs(step.when, answer):
            yield NextAction(
                record=step.id,
                actor=step.actor,
                stage=step.stage,
                says=step.says,
                provision=step.provision,
                deadline=step.deadline,
                recalled=step.recalled,
            )


def _belongs(when: StepCondition, answer: Mapping[str, Collection[str]]) -> bool:
    for name, said in answer.items():
        wanted = getattr(when, name)
        if wanted and set(wanted).isdisjoint(said):
            return False
    return set(when.without).isdisjoint(answer["qualifications"])
