"""What the handbook is written from: rules, records, cases, and the files in docs/handbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from safeconduct.base.yaml12 import load
from safeconduct.records import load_world
from safeconduct.records.models import Ruling
from safeconduct.records.world import World
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import AtomKind, Position, Rule, RuleBase, atoms_of

ROOT: Final = Path(__file__).parents[2]
WRITTEN: Final = ROOT / "docs" / "handbook"
CASES: Final = ROOT / "tests" / "cases"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Provision(_Frozen):
    """A provision of the legal corpus: the rules that state it, or why it is none."""

    key: str
    instrument: str
    article: str
    title: str
    rules: tuple[str, ...] = ()
    background: str = ""


class Provisions(_Frozen):
    """Every provision, and the rules that state none (`bridging`, with the reason)."""

    bridging: dict[str, str]
    provisions: tuple[Provision, ...]


class Doctrine(_Frozen):
    """A doctrine of the corpus: the positions (``issue/position``) that state it, or a reason."""

    id: str
    name: str
    positions: tuple[str, ...] = ()
    reason: str = ""


class Doctrines(_Frozen):
    """Every doctrine, and the positions that state none, with the reason."""

    doctrines: tuple[Doctrine, ...]
    positions: dict[str, str]


class Link(_Frozen):
    """Where a source can be read: a text, a ruling on record, a position; or why nowhere.

    ``series``: where a text stands in print, or its symbol.
    """

    cite: str
    url: str = ""
    series: str = ""
    ruling: str = ""
    position: str = ""
    unlinked: str = ""


class Wording(_Frozen):
    """A conclusion in words: when it is established, and when it is not."""

    holds: str
    fails: str


class Body(_Frozen):
    """A body of law: one file of rules."""

    title: str
    says: str


class Words(_Frozen):
    """How the handbook words what the rules only name."""

    bodies: dict[str, Body]
    it: dict[str, str]
    conclusions: dict[str, Wording]
    negated: dict[str, str]


class Case(BaseModel):
    """A worked case of the tests. Other fields are left to the tests that run it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    title: str
    rules: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    question: Any = None
    expect: Any = None
    why: str = ""
    file: str = ""


@dataclass(frozen=True)
class Material:
    """Everything the pages need, with the look-ups they share."""

    rulebase: RuleBase
    world: World
    provisions: tuple[Provision, ...]
    bridging: Mapping[str, str]
    doctrines: tuple[Doctrine, ...]
    undoctrined: Mapping[str, str]
    links: tuple[Link, ...]
    words: Words
    cases: tuple[Case, ...] = field(default=())

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rulebase.rules}

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """Positions by ``issue/position``."""
        return {
            f"{issue.id}/{position.id}": position
            for issue in self.rulebase.issues
            for position in issue.positions
        }

    @cached_property
    def rulings(self) -> tuple[Ruling, ...]:
        """Rulings, the newest first."""
        return tuple(sorted(self.world.rulings, key=lambda r: (r.on, r.id), reverse=True))

    @cached_property
    def ruling(self) -> Mapping[str, Ruling]:
        """Rulings by id."""
        return {ruling.id: ruling for ruling in self.world.rulings}

    @cached_property
    def provisions_of(self) -> Mapping[str, tuple[Provision, ...]]:
        """The provisions that each rule states."""
        return {
            rule: tuple(p for p in self.provisions if rule in p.rules)
            for rule in self.rulebase.rule_index
        }

    @cached_property
    def rulings_of(self) -> Mapping[str, tuple[Ruling, ...]]:
        """The rulings on a provision that each rule states, the newest first."""
        return {
            rule: tuple(
                ruling
                for ruling in self.rulings
                if {p.key for p in self.provisions_of[rule]} & set(ruling.provisions)
            )
            for rule in self.rulebase.rule_index
        }

    def body(self, rule: Rule) -> str:
        """Return the body of law that a rule belongs to: the stem of its file."""
        return Path(rule.location.file).stem

    def bodies(self) -> tuple[str, ...]:
        """Return the bodies of law: those that are worded first, in that order."""
        found = dict.fromkeys(map(self.body, self.rulebase.rules))
        worded = [body for body in self.words.bodies if body in found]
        return tuple(dict.fromkeys([*worded, *found]))

    def body_title(self, body: str) -> str:
        """Return the title of a body of law."""
        worded = self.words.bodies.get(body)
        return worded.title if worded else body.replace("-", " ").capitalize()

    def direct_positions(self, rule: Rule) -> tuple[str, ...]:
        """Return the positions that the conditions of a rule name, as ``issue/position``."""
        return tuple(
            dict.fromkeys(
                f"{atom.name}/{atom.value}"
                for atom in atoms_of(rule.body)
                if atom.kind is AtomKind.POSITION
            )
        )

    def needs(self, rule: Rule) -> tuple[str, ...]:
        """Return the conclusions that the conditions of a rule name."""
        return tuple(
            dict.fromkeys(
                atom.name for atom in atoms_of(rule.body) if atom.kind is AtomKind.CONCLUSION
            )
        )

    @cached_property
    def issues_behind(self) -> Mapping[str, frozenset[str]]:
        """The issues on which each conclusion may turn, however far down."""
        found: dict[str, frozenset[str]] = {}
        for conclusion in self.rulebase.conclusions:  # each needs only earlier ones
            behind: set[str] = set()
            for rule in self.rulebase.rules_on(conclusion):
                behind.update(name.partition("/")[0] for name in self.direct_positions(rule))
                behind.update(*(found[name] for name in self.needs(rule)))
            found[conclusion] = frozenset(behind)
        return found


def read(model: type[BaseModel], path: Path) -> Any:
    """Return a hand-written file, checked; raises with its name and the field that is wrong."""
    document = load(path.read_text(encoding="utf-8"), file=path.name)
    return TypeAdapter(model).validate_python(document.value)


def read_cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Return the worked cases, by file and place in it; none if there is no such folder."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        document = load(path.read_text(encoding="utf-8"), file=path.name).value
        listed = document.get("cases", []) if isinstance(document, dict) else document or []
        found = TypeAdapter(tuple[Case, ...]).validate_python(listed)
        cases.extend(case.model_copy(update={"file": path.stem}) for case in found)
    return tuple(cases)


def read_material(rulebase: RuleBase | None = None) -> Material:
    """Return everything, from the embedded rules and records; raises what reading raises."""
    provisions = read(Provisions, WRITTEN / "provisions.yaml")
    doctrines = read(Doctrines, WRITTEN / "doctrines.yaml")
    links = load((WRITTEN / "links.yaml").read_text(encoding="utf-8"), file="links.yaml").value
    return Material(
        rulebase or load_rules(),
        load_world(),
        provisions.provisions,
        provisions.bridging,
        doctrines.doctrines,
        doctrines.positions,
        TypeAdapter(tuple[Link, ...]).validate_python(links),
        read(Words, WRITTEN / "words.yaml"),
        read_cases(),
    )
