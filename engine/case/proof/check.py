"""Checks the proof of every truth that occurs in the world, with the independent checker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product

from ...inference.inference import Inference
from ...inference.types import impossible, members
from ...records.models import Person, Place
from ...rulebase.model import All, Assignment, Atom, AtomKind, Profile
from ...timeline.place import Role, changes, roles
from ...timeline.timeline import Truth
from ..inputs import Inputs
from ..matter import Matter
from ..query import Query
from ..reasoner import Reasoner
from .checker import Claims


@dataclass(frozen=True)
class ProofCheck:
    """How much was checked, and everything that was wrong (``problems`` name the case)."""

    truths: int
    proofs: int
    problems: tuple[str, ...]


def check_proofs(
    reasoner: Reasoner,
    profiles: tuple[Profile, ...],
    progress: Callable[[str], None] = lambda _: None,
) -> ProofCheck:
    """Check claims and proof of each distinct truth, in every completion, under each profile.

    ``progress`` is told the name of each person as the check comes to it.
    """
    found = _Check(reasoner, profiles)
    for person in reasoner.world.persons.values():
        progress(person.name)
        for place in reasoner.world.places.values():
            for role in {role for day in (1, *changes(place)) for role in roles(place, day)}:
                found.check(person, place, role)
    return ProofCheck(len(found.seen), found.proofs, tuple(found.problems))


@dataclass
class _Check:
    """What was found so far; ``seen``: the truths, as recorded."""

    reasoner: Reasoner
    profiles: tuple[Profile, ...]
    seen: set[Truth] = field(default_factory=set)
    proofs: int = 0
    problems: list[str] = field(default_factory=list)

    def check(self, person: Person, place: Place, role: Role) -> None:
        """Check each truth of a matter that was not seen in another one."""
        reasoner, inference = self.reasoner, self.reasoner.inference
        given = Inputs.of(inference.rulebase, "ground", "unspecified", {})
        day = reasoner.world.reach["record"].until
        queries = [Query(person, place, day, given, one, {}) for one in self.profiles]
        positions = [reasoner.positions(query) for query in queries]
        subject = reasoner.subject(queries[0], role)
        for index, timeline in enumerate(subject.timelines):
            for start, recorded in zip(timeline.starts, timeline.truths, strict=True):
                if recorded in self.seen:
                    continue
                self.seen.add(recorded)
                for facts in _completions(inference, given.over(recorded)):
                    for chosen in positions:
                        found = _problems(inference, subject, index, start, facts + chosen)
                        self.proofs += 1
                        self.problems += [f"{person.id} in {place.id}: {one}" for one in found]


def _completions(inference: Inference, truth: Truth) -> Iterator[Assignment]:
    matters = inference.matters(truth)
    choices = [members(m) if i in matters else members(m)[:1] for i, m in enumerate(truth)]
    for facts in product(*choices):
        if impossible(inference.rulebase, facts) is None:
            yield facts


def _problems(
    inference: Inference, subject: Matter, index: int, day: int, assignment: Assignment
) -> Iterator[str]:
    verdict, question = inference.verdict(assignment), inference.question
    derived = verdict.derivation
    claims = Claims(inference.rulebase, assignment, derived.bodies, derived.conclusions)
    yield from claims.problems()
    prover = subject.prover(index, day, assignment, inference)
    if verdict.row is None:
        yield from claims.proof_problems(tuple(prover.clashes(r.when for r in question.outcome)))
    else:
        if claims.truth(verdict.row.when) != claims.truth(All(())):
            yield f"the row that says {verdict.outcome} does not hold"
        yield from claims.proof_problems(tuple(prover.holds(verdict.row.when)))
    for name, label in question.qualifications.items():
        if label in verdict.qualifications:
            atom = Atom(AtomKind.CONCLUSION, name)
            yield from claims.proof_problems(tuple(prover.holds(atom)))
