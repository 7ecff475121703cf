"""What answers rest on, to be read by its id: records, rules, facts and questions of law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from safeconduct import Engine

from ..models import WantedAnswer
from ..problems import ProblemError, shown, unknown_record
from ..routers.law import fact_view, issue_view, rule_view

SCHEME: Final = "safeconduct://"


@dataclass(frozen=True)
class Collection:
    """Things of one kind: what they are, where they stand by id, and how one is shown."""

    kind: str
    description: str
    table: Callable[[Engine], Mapping[str, Any]]
    view: Callable[[Engine, Any], object]

    @property
    def template(self) -> str:
        """The address of one of them, with a gap for its id."""
        return f"{SCHEME}{self.kind}s/{{id}}"


COLLECTIONS: Final = (
    Collection(
        "record",
        "A dated fact in a sentence, with its sources; answers name records by id",
        lambda engine: engine.world.records,
        lambda engine, one: engine.describe(one),
    ),
    Collection(
        "rule",
        "A rule with its citation",
        lambda engine: {one.id: one for one in engine.rulebase.rules},
        lambda _, one: rule_view(one),
    ),
    Collection(
        "issue",
        "A question of law on which authorities differ, with every position",
        lambda engine: {one.id: one for one in engine.rulebase.issues},
        lambda _, one: issue_view(one),
    ),
    Collection(
        "fact",
        "A fact that rules can speak of, with its values: what can be supposed",
        lambda engine: {one.name: one for one in engine.rulebase.facts},
        lambda _, one: fact_view(one),
    ),
)


@dataclass(frozen=True)
class Whole:
    """Something that is read as a whole."""

    name: str
    description: str
    read: Callable[[Engine], object]

    @property
    def uri(self) -> str:
        """Its address."""
        return f"{SCHEME}{self.name}"


def _wanted(engine: Engine) -> WantedAnswer:
    found = engine.wanted()
    return WantedAnswer(
        on=engine.clock(),
        known_on=None,
        total=len(found),
        items=found,
        not_listed=engine.not_listed(),
        world=engine.world.digest,
        rules=engine.rulebase.digest,
    )


WHOLES: Final = (
    Whole("wanted", "Everybody whom a public warrant calls to arrest today", _wanted),
    Whole(
        "issues",
        "The questions of law on which authorities differ, with every position",
        lambda engine: [issue_view(one) for one in engine.rulebase.issues],
    ),
    Whole(
        "facts",
        "The facts that rules can speak of, with their values: what can be supposed",
        lambda engine: [fact_view(one) for one in engine.rulebase.facts],
    ),
)


def read(engine: Engine, uri: str) -> object:
    """Return what stands at an address; raises `ProblemError` where there is nothing."""
    path = uri.removeprefix(SCHEME)
    for whole in WHOLES:
        if uri == whole.uri:
            return whole.read(engine)
    folder, _, id_ = path.partition("/")
    for one in COLLECTIONS:
        if uri.startswith(SCHEME) and folder == f"{one.kind}s":
            table, wanted = one.table(engine), unquote(id_)
            if wanted not in table:
                raise unknown_record(one.kind, wanted, table)
            return one.view(engine, table[wanted])
    known = ", ".join([one.uri for one in WHOLES] + [one.template for one in COLLECTIONS])
    raise ProblemError("not-found", f"there is nothing at {shown(uri)!r}; there are {known}")
