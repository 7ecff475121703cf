"""Derives a decision again from the records and rules that it names, and says what differs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import metadata
from threading import Lock
from typing import Any, Final, Literal

import orjson

from ..base.errors import SafeconductError
from ..case.question import QUESTION, Question
from ..engine import Engine
from .entry import DecisionEntry, question_entry, travel_entry
from .model import DecisionReplay, Difference, LoggedDecision
from .reader import DecisionReader
from .sources import engine_of, files_digest, unpack

_KEPT: Final = 2
"""How many engines of earlier records and rules are kept; each holds a world of its own."""
_MOST_TOLD: Final = 40


@dataclass
class Replayer:
    """Derives decisions of a log again; engines of earlier records and rules are kept, a few."""

    reader: DecisionReader
    _engines: OrderedDict[str, Engine] = field(default_factory=OrderedDict)
    _making: Lock = field(default_factory=Lock)

    def replay(self, decision: LoggedDecision, engine: Engine) -> DecisionReplay:
        """Return what comes of it.

        ``engine``: the one at hand; if its records and rules are not those of the decision, the
        files that the log keeps are used. Raises `LogFailed` if the log cannot be read.
        """
        recorded = {"outcome": decision.outcome, "document": decision.document}
        if decision.kind == "screening":
            why = "rows were screened, and the log has their counts and no rows"
            return _answer(decision, "not-derived", why, "nothing", recorded)
        found: Engine | None = engine
        using: Literal["current", "kept"] = "current"
        if not _is_of(engine, decision):
            using = "kept"
            found, why = self._kept(decision)
            if found is None:
                return _answer(decision, "not-derived", why, "nothing", recorded)
        assert found is not None
        try:
            made = derived(found.as_if_today(date.fromisoformat(decision.today)), decision)
        except (SafeconductError, ValueError, TypeError) as error:
            why = f"it was answered, and now it is not: {error}"[:500]
            return _answer(decision, "differs", why, using, recorded)
        return _compared(decision, made, using, recorded)

    def _kept(self, decision: LoggedDecision) -> tuple[Engine | None, str]:
        """Return the engine of files that are kept, or why there is none."""
        named = f"records {decision.world[:12]} and rules {decision.rules[:12]}"
        if not decision.sources:
            return None, f"{named} are not those at hand, and their files are not kept"
        with self._making:
            found = self._engines.get(decision.sources)
            if found is None:
                content = self.reader.sources(decision.sources)
                if content is None:
                    return None, f"the files of {named} are not in the log any more"
                files = unpack(content)
                if files_digest(files) != decision.sources:
                    return None, f"the files of {named} in the log are not those that were kept"
                try:
                    found = engine_of(files, date.fromisoformat(decision.today))
                except (SafeconductError, ValueError) as error:
                    why = f"this version cannot read the files of {named}: {error}"
                    return None, why[:500]
                self._engines[decision.sources] = found
                if len(self._engines) > _KEPT:
                    self._engines.popitem(last=False)
            self._engines.move_to_end(decision.sources)
        if not _is_of(found, decision):
            return None, f"the files that are kept do not give {named} in this version"
        return found, ""


def _is_of(engine: Engine, decision: LoggedDecision) -> bool:
    """Whether an engine has the records and rules that a decision names."""
    if engine.world.digest != decision.world:
        return False
    if decision.question == QUESTION:
        return engine.rulebase.digest == decision.rules
    put = engine.questions.get(decision.question)
    return put is not None and put.rulebase.digest == decision.rules


def derived(engine: Engine, decision: LoggedDecision) -> DecisionEntry:
    """Return what would be recorded today of the question of a decision; raises like `answer`."""
    whole = decision.told == "whole"
    if decision.question == QUESTION:
        question = Question(**decision.asked)
        return travel_entry(engine, question, engine.assess(question), whole=whole)
    answer = engine.question(decision.question).answer(**decision.asked)
    return question_entry(engine, decision.question, decision.asked, answer, whole=whole)


def _compared(
    decision: LoggedDecision,
    made: DecisionEntry,
    using: Literal["current", "kept"],
    recorded: dict[str, str],
) -> DecisionReplay:
    now = {"outcome": made.outcome, "document": made.digest_of_told}
    told = {"whole": "whole answer", "short": "short answer", "rows": "rows"}[decision.told]
    version = metadata.version("safeconduct")
    by = f", derived by version {version}" if version != decision.version else ""
    if now == recorded:
        why = f"outcome and {told} are the same, to the last character{by}"
        return _answer(decision, "equal", why, using, recorded, now)
    differences = [
        Difference(part=name, recorded=recorded[name], derived=now[name])
        for name in now
        if now[name] != recorded[name]
    ]
    if decision.answer is not None and made.document:
        differences += _parts(decision.answer, orjson.loads(bytes(made.document)))
    first = (
        "the outcome" if now["outcome"] != recorded["outcome"] else f"not the outcome: the {told}"
    )
    why = f"what differs is {first}{by}"
    return _answer(decision, "differs", why, using, recorded, now, differences[:_MOST_TOLD])


def _parts(recorded: dict[str, Any], made: dict[str, Any]) -> Iterator[Difference]:
    for name in {**recorded, **made}:
        if name != "outcome" and recorded.get(name) != made.get(name):
            yield Difference(part=name, recorded=recorded.get(name), derived=made.get(name))


def _answer(  # one for each part of it
    decision: LoggedDecision,
    result: Literal["equal", "differs", "not-derived"],
    why: str,
    using: Literal["current", "kept", "nothing"],
    recorded: dict[str, str],
    now: dict[str, str] | None = None,
    differences: list[Difference] | None = None,
) -> DecisionReplay:
    return DecisionReplay(
        id=decision.id,
        result=result,
        why=why,
        rederived_from=using,
        recorded=recorded,
        derived=now or {},
        differences=tuple(differences or ()),
    )
