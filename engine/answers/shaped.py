"""The parts of an answer that are put together from what is told of its determination."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from orjson import Fragment

from ..base.json_text import written
from ..case.proof.nodes import Ground
from ..case.proof.shape import ProofShape
from .document import UNTOLD
from .named import NAMED
from .settled import SettledAnswer
from .told import Told


class ShapedAnswer(SettledAnswer):
    """An answer whose proofs are shapes with gaps, filled with the facts of the case."""

    @cached_property
    def _told(self) -> Told:
        return self._parts.told(self._first, self._day)

    @cached_property
    def _grounds(self) -> dict[tuple[int, int], Ground]:
        return {}

    @cached_property
    def _grounds_json(self) -> dict[tuple[int, int], bytes]:
        return {}

    @cached_property
    def _proofs_json(self) -> tuple[bytes, ...]:
        """The proof for each warrant: those that decide are told twice."""
        return tuple(
            self._filled(index, one.proof) for index, one in enumerate(self._told.warrants)
        )

    def _ground(self, index: int, fact: int) -> Ground:
        """Return a fact as it is for the warrant at ``index``."""
        found = self._grounds.get((index, fact))
        if found is None:
            assignment = self._told.warrants[index].assignment
            found = self._first.subject.ground(index, self._day, assignment, fact)
            self._grounds[index, fact] = found
        return found

    @property
    def _relied_on(self) -> list[str]:
        """The ids of the records that make the facts so on which the outcome rests."""
        found: list[str] = []
        for index in self._determination.decisive:
            facts = self._told.warrants[index].proof.distinct
            found += self._first.subject.records_behind(index, self._day, facts)
        return found

    @property
    def _facts(self) -> tuple[int, ...]:
        """The facts on which the outcome rests, by index, in the order of reading."""
        shapes = [self._told.warrants[index].proof for index in self._determination.decisive]
        return tuple(fact for shape in shapes for fact in shape.distinct)

    @cached_property
    def _leaves(self) -> tuple[Ground, ...]:
        """The facts on which the outcome rests, each once, in the order of reading."""
        grounds = [
            self._ground(index, fact)
            for index in self._determination.decisive
            for fact in self._told.warrants[index].proof.distinct
        ]
        return tuple({(ground.fact, ground.says): ground for ground in grounds}.values())

    def members(self, names: Iterable[str]) -> dict[str, object]:
        """Return members of the whole answer as `base.json_text.written` takes them.

        ``records``, if it is among them, has those that the others name.
        """
        named = [name for name in names if name not in UNTOLD]
        return {
            name: self._parts.records(self._named(named))
            if name == "records"
            else self._member(name)
            for name in named
        }

    def _member(self, name: str) -> object:
        """Return a member; those with readings or proofs are put together from what is written."""
        match name:
            case "turns_on":
                return self._told.turns_on_json
            case "warrants":
                return self._warrants_json()
            case "proof":
                return self._proof_json()
            case "qualified_by":
                return self._qualified_json()
        return getattr(self, name)

    def _named(self, names: Iterable[str]) -> dict[str, None]:
        """Return the ids of the records that members name."""
        found: dict[str, None] = {}
        for name in names:
            for index, shape in self._shapes(name):
                if name == "warrants":
                    found[self._first.subject.warrants[index].id] = None
                for fact in shape.distinct:
                    found.update(dict.fromkeys(self._ground(index, fact).records))
            if name in NAMED:
                found.update(dict.fromkeys(NAMED[name](getattr(self, name))))
        return found

    def _shapes(self, name: str) -> Iterable[tuple[int, ProofShape]]:
        """Return the proofs in a member, each with the index of the warrant that it is about."""
        told = self._told
        if name == "warrants":
            return ((index, one.proof) for index, one in enumerate(told.warrants))
        if name == "proof":
            return ((index, told.warrants[index].proof) for index in self._determination.decisive)
        if name == "qualified_by":
            return ((index, shape) for _, index, shape in told.qualified_by)
        return ()

    def _filled(self, index: int, shape: ProofShape) -> bytes:
        facts, told = {}, self._grounds_json
        for fact in shape.distinct:
            ground = told.get((index, fact))
            if ground is None:
                ground = told[index, fact] = written(self._ground(index, fact))
            facts[fact] = ground
        return shape.filled(facts)

    def _warrants_json(self) -> Fragment:
        told = zip(
            self._first.subject.warrants, self._told.warrants, self._proofs_json, strict=True
        )
        return _listed(
            b'{"warrant":%b,%b,"proof":%b}' % (written(warrant.id), one.members, proof)
            for warrant, one, proof in told
        )

    def _proof_json(self) -> Fragment:
        filled = (self._proofs_json[index][1:-1] for index in self._determination.decisive)
        return _listed(one for one in filled if one)

    def _qualified_json(self) -> Fragment:
        return _listed(
            b'{"qualification":%b,"proof":%b}' % (written(label), self._filled(index, shape))
            for label, index, shape in self._told.qualified_by
        )


def _listed(items: Iterable[bytes]) -> Fragment:
    return Fragment(b"[%b]" % b",".join(items))
