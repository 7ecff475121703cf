"""Looks for a case with a property, within a time; the one place that runs the solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import z3

from .space import Case, Formula, Space


class Undecided(Exception):
    """The solver did not decide a question, for the reason given."""


class Deadline:
    """How long may be searched; `None` for as long as it takes."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._end = None if seconds is None else monotonic() + seconds

    @property
    def left(self) -> float | None:
        """How many seconds are left, if there is a limit."""
        return None if self._end is None else max(self._end - monotonic(), 0.0)

    def milliseconds(self) -> int:
        """Return the time that is left (0: no limit); raises `Undecided` if there is none."""
        if self._end is None:
            return 0
        left = int((self._end - monotonic()) * 1000)
        if left <= 0:
            raise Undecided(f"was not decided within {self._seconds:g} s")
        return left


@dataclass(frozen=True)
class SearchBaseline:
    """The ordinary value of each variable, from which examples should be few steps away.

    Variables that are left out have none.
    """

    values: Mapping[str, str]

    def departures(self, space: Space) -> list[Formula]:
        """Return for each variable the term that it is not as usual."""
        return [z3.Not(space.holds(name, value)) for name, value in self.values.items()]


class Search:
    """Finds cases that the constraints allow; one solver is kept, with all that it learnt."""

    def __init__(self, space: Space, constraints: Mapping[str, Formula]) -> None:
        """Take the space and, by the id of each constraint, when it is kept."""
        self.space = space
        self._solver = z3.Solver()
        self._solver.add(*space.domain())
        self._kept = {id_: z3.Bool(f"constraint:{id_}") for id_ in constraints}
        for id_, formula in constraints.items():
            self._solver.add(z3.Implies(self._kept[id_], formula))

    def find(self, formula: Formula, deadline: Deadline, suspended: str = "") -> Case | None:
        """Return an allowed case in which the formula is true, or ``None`` if there is none.

        A constraint that is ``suspended`` may be broken. Raises `Undecided`.
        """
        kept = [id_ for id_ in self._kept if id_ != suspended]
        with self._asserted(formula):
            model = self._model(deadline, kept)
            return None if model is None else self.space.case(model)

    def nearest(
        self, formula: Formula, baseline: SearchBaseline, deadline: Deadline
    ) -> Case | None:
        """Return such a case with as few departures from the baseline as time allows to find.

        Among those with as few it is the one that departs in the variables declared first, at their
        first values, so that the same question has the same answer. Raises `Undecided` if not even
        one case was found in time.
        """
        with self._asserted(formula):
            best = self._model(deadline)
            if best is None:
                return None
            departures = baseline.departures(self.space)
            try:
                while count := sum(z3.is_true(best.eval(one, True)) for one in departures):
                    with self._asserted(z3.AtMost(*departures, count - 1)):
                        better = self._model(deadline)
                    if better is None:
                        break
                    best = better
                few = z3.AtMost(*departures, count) if departures else z3.BoolVal(True)
                with self._asserted(few):
                    return self._first(best, baseline, deadline)
            except Undecided:
                return self.space.case(best)

    def _first(self, model: Any, baseline: SearchBaseline, deadline: Deadline) -> Case:
        """Return the first case, in the order of declaration, of those that are asserted."""
        case = {}
        for name, values in self.space.values.items():
            usual = baseline.values.get(name)
            others = [self.space.holds(name, value) for value in values if value != usual]
            model = self._try(z3.Or(others), model, deadline)
            chosen = usual
            if z3.is_true(model.eval(z3.Or(others), model_completion=True)):
                for value in values:
                    if value != usual:
                        term = self.space.holds(name, value)
                        model = self._try(term, model, deadline)
                        if z3.is_true(model.eval(term, model_completion=True)):
                            chosen = value
                            break
            assert chosen is not None
            case[name] = chosen
            self._solver.add(self.space.holds(name, chosen))
        return case

    def _try(self, term: Formula, model: Any, deadline: Deadline) -> Any:
        """Return a model in which a term is true, too, or the one there is if there is none."""
        if z3.is_true(model.eval(term, model_completion=True)):
            return model
        with self._asserted(term):
            return self._model(deadline) or model

    def stated(
        self, formula: Formula, case: Case, candidates: Sequence[str], deadline: Deadline
    ) -> tuple[str, ...]:
        """Return those of the candidates whose values matter to the formula in this case.

        The others may have any value that the constraints allow, together.
        """
        fixed = dict(case)
        for name in candidates:
            others = {other: value for other, value in fixed.items() if other != name}
            try:
                if self.find(z3.And(self.space.exactly(others), z3.Not(formula)), deadline) is None:
                    fixed = others
            except Undecided:
                break
        return tuple(name for name in candidates if name in fixed)

    def blame(self, formula: Formula, deadline: Deadline, suspended: str = "") -> tuple[str, ...]:
        """Return constraints that together exclude a formula that no case fulfils.

        None of them can be left out; there are none if the formula contradicts itself, and
        ``suspended`` is not among them. Raises `Undecided`.
        """
        needed = [id_ for id_ in self._kept if id_ != suspended]
        with self._asserted(formula):
            for id_ in tuple(needed):
                without = [one for one in needed if one != id_]
                if self._model(deadline, without) is None:
                    needed = without
        return tuple(needed)

    @contextmanager
    def _asserted(self, formula: Formula) -> Iterator[None]:
        self._solver.push()
        try:
            self._solver.add(formula)
            yield
        finally:
            self._solver.pop()

    def _model(self, deadline: Deadline, constraints: Sequence[str] | None = None) -> Any:
        self._solver.set("timeout", deadline.milliseconds())
        kept = self._kept if constraints is None else constraints
        result = self._solver.check(*(self._kept[id_] for id_ in kept))
        if result == z3.unknown:
            raise Undecided(f"was not decided: {self._solver.reason_unknown()}")
        return self._solver.model() if result == z3.sat else None
