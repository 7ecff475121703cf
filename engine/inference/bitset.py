"""Derives for many assignments at once: each truth value is a set of assignments, as bits.

It runs the same program as the compiled evaluator, with integers for Booleans, and lets the one
that chains forward derive everything again. It serves where hundred thousands of assignments are
needed at once and no proof is: the table of outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from ..base.errors import EvaluatorDisagreement
from ..base.time_allowed import check_time
from ..rulebase.model import All, AnyOf, Assignment, Atom, AtomKind, Condition, Not, Row, RuleBase
from .forward import Bits, ForwardEvaluator, Status
from .program import Program, Syntax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Function = Callable[[Sequence[Sequence[Bits]], Bits], tuple[Status, ...]]


class BitsetEvaluator:
    """Answers decision tables for many assignments of facts under one choice of positions."""

    def __init__(self, rulebase: RuleBase, facts: NDArray[np.uint8]) -> None:
        """Take one row per assignment and one column per declared fact: value indices."""
        self._rulebase = rulebase
        self._function = _compiled(rulebase)
        self._witness = ForwardEvaluator(rulebase)
        self._count = facts.shape[0]
        self._all = (1 << self._count) - 1
        self._facts = tuple(
            tuple(_packed(facts[:, index] == value) for value in range(len(fact.values)))
            for index, fact in enumerate(rulebase.facts)
        )

    def derive(self, positions: Assignment) -> Derived:
        """Return what follows from each assignment of facts under ``positions``.

        Raises `EvaluatorDisagreement` if both evaluators do not derive the same.
        """
        check_time()
        chosen = tuple(
            tuple(self._all if index == position else 0 for index in range(len(issue.positions)))
            for issue, position in zip(self._rulebase.issues, positions, strict=True)
        )
        atoms = self._facts + chosen
        conclusions = self._function(atoms, self._all)
        again = self._witness.conclusions(atoms, self._all)
        if again != conclusions:
            names = self._rulebase.conclusions
            differing = [n for n, a, b in zip(names, conclusions, again, strict=True) if a != b]
            raise EvaluatorDisagreement(
                f"compiled and {self._witness.name} differ on conclusions {differing} for a set "
                f"of {self._count} cases"
            )
        return Derived(self._rulebase, self._count, self._all, atoms, conclusions)


class Derived:
    """The conclusions that follow from many assignments, and what tables make of them."""

    def __init__(
        self,
        rulebase: RuleBase,
        count: int,
        everywhere: Bits,
        atoms: Sequence[Sequence[Bits]],
        conclusions: Sequence[Status],
    ) -> None:
        self._rulebase = rulebase
        self._count = count
        self._all = everywhere
        self._atoms = atoms
        self._conclusions = conclusions

    def decide(
        self, rows: Sequence[Row], codes: Mapping[str, int], otherwise: int
    ) -> NDArray[np.uint8]:
        """Return the code of the value a decision table gives each assignment.

        ``otherwise`` is the code where rules clash, so that several values remain possible.
        """
        import numpy as np

        pending = self._all
        possible: dict[str, Bits] = {}
        for row in rows:
            surely, maybe = self._status(row.when)
            possible[row.value] = possible.get(row.value, 0) | (maybe & pending)
            pending &= self._all ^ surely
        once = twice = 0
        for bits in possible.values():
            twice |= once & bits
            once |= bits
        result = np.full(self._count, otherwise, np.uint8)
        for value, bits in possible.items():
            result[_unpacked(bits & (self._all ^ twice), self._count)] = codes[value]
        return result

    def established(self, conclusion: str) -> NDArray[np.bool_]:
        """Return for which assignments a conclusion stands."""
        surely, _ = self._conclusions[self._rulebase.conclusion_index[conclusion]]
        return _unpacked(surely, self._count)

    def any_of(self, conditions: Sequence[Condition]) -> NDArray[np.bool_]:
        """Return for which assignments one of the conditions certainly holds."""
        return _unpacked(self._status(AnyOf(tuple(conditions)))[0], self._count)

    def _status(self, condition: Condition) -> Status:
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self._conclusions[self._rulebase.conclusion_index[name]]
            case Atom():
                variable, value = self._rulebase.test(condition)
                bits = self._atoms[variable][value]
                return bits, bits
            case All(parts):
                surely = maybe = self._all
                for low, high in map(self._status, parts):
                    surely, maybe = surely & low, maybe & high
                return surely, maybe
            case AnyOf(parts):
                surely = maybe = 0
                for low, high in map(self._status, parts):
                    surely, maybe = surely | low, maybe | high
                return surely, maybe
            case Not(part):
                low, high = self._status(part)
                return self._all ^ high, self._all ^ low


_SETS: Final = Syntax(
    both=" & ",
    either=" | ",
    negation="a ^ ",
    true="a",
    false="0",
    test=lambda variable, value: f"v[{variable}][{value}]",
)


def _compiled(rulebase: RuleBase) -> _Function:
    """Return the function from the sets of every variable's values to those of conclusions."""
    lines = ["def derive(v, a):"]
    lines += [f" {one}" for one in Program(rulebase, _SETS).statements(rulebase.conclusions)]
    numbers = range(len(rulebase.conclusions))
    lines.append(f" return ({''.join(f'(y{number}, m{number}), ' for number in numbers)})")
    scope: dict[str, object] = {}
    # INVARIANT: the program is made of generated names and integers only, never of text
    # from a rule file.
    exec(compile("\n".join(lines), "<rules over sets>", "exec"), scope)  # noqa: S102
    return cast("_Function", scope["derive"])


def _packed(column: NDArray[np.bool_]) -> Bits:
    import numpy as np

    return int.from_bytes(np.packbits(column, bitorder="little").tobytes(), "little")


def _unpacked(bits: Bits, count: int) -> NDArray[np.bool_]:
    import numpy as np

    data = np.frombuffer(bits.to_bytes((count + 7) // 8, "little"), np.uint8)
    return np.unpackbits(data, count=count, bitorder="little").view(np.bool_)
