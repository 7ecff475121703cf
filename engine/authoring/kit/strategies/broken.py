"""Rule bases as files: sound ones, which the loader takes, and broken ones, which it refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from hypothesis import reject
from hypothesis import strategies as st

from ....rulebase.checks import check
from ....rulebase.model import AnyOf, Row, RuleBase
from ..written import as_files, as_text, write_files
from .make import HERE, value_atoms
from .rulebases import Size, asked_rulebases
from .spoiling import SPOILS, Spoil

_SIZE: Final = Size(facts=3, issues=(1, 2), conclusions=3, rules=6)


@dataclass(frozen=True)
class Broken:
    """The files of a rule base that is ill-formed, and the diagnostic that the loader must give.

    ``files``: text by name.
    """

    files: Mapping[str, str]
    code: str
    says: str

    def write(self, directory: Path) -> None:
        """Write the files below ``directory``, which must not exist yet."""
        if self.code != "no-directory":
            write_files(self.files, directory)


def completed(rulebase: RuleBase) -> RuleBase | None:
    """Return a rule base whose one question asks for everything, so that the loader takes it.

    ``None``: the loader refuses it all the same, since something in it can never count.
    """
    ((id_, question),) = rulebase.questions.items()
    atoms = tuple(value_atoms(rulebase.facts, rulebase.issues))
    everything = (Row("some", AnyOf(atoms), "", HERE), replace(question.outcome[-1], value="none"))
    asked = replace(
        question,
        parts={**question.parts, "everything": everything},
        qualifications={name: f"label_{name}" for name in rulebase.conclusions},
    )
    found = replace(rulebase, questions={id_: asked})
    return None if any(check(found)) else found


@st.composite
def sound_rulebases(draw: st.DrawFn, size: Size = _SIZE) -> RuleBase:
    """Draw rule bases that the loader takes: everything is used, everything can be established."""
    found = completed(draw(asked_rulebases(size)))
    if found is None:
        reject()
    return found


@st.composite
def rule_files(draw: st.DrawFn, size: Size = _SIZE) -> dict[str, str]:
    """Draw the files of a sound rule base, text by name."""
    return as_text(as_files(draw(sound_rulebases(size))))


@st.composite
def broken_rulebases(draw: st.DrawFn, spoils: Sequence[Spoil] = SPOILS) -> Broken:
    """Draw ill-formed rule bases, each broken in one way that the loader knows."""
    files = as_files(draw(sound_rulebases()))
    spoil = draw(st.sampled_from(spoils).map(lambda one: one))

    def pick(options: Sequence[Any]) -> Any:
        return options[draw(st.integers(0, len(options) - 1))]

    return Broken(as_text(spoil.of(files, pick)), spoil.code, spoil.says)
