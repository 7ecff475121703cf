"""The fence around durable-rules: one quiet host for the process, one session per evaluation.

What the library does when it is used otherwise, and why each line is as it is, stands in
``docs/decisions/0004-durable-rules-fence.md``.
"""

from __future__ import annotations

import importlib
import itertools
import json
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from ..base.errors import SafeconductError
from ..base.extras import install_line

PRESENT: Final = "go"
"""A property that every fact carries with value 1."""

_BUILD: Final = (
    "To build it: CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
    "pip install --no-cache-dir --no-binary durable-rules durable-rules==2.0.28"
)
"""The function it names is gone from Python 3.13; the one it is replaced by means the same."""

_SINK: Final = "sink"
_LAST: Final = 0xFFFF
_RESERVED: Final = ("id", "sid", "$s", "$time", "$timerName", "$baseTime")

Definition = Mapping[str, Iterable[tuple[str, int]]]
"""Rules by name: each fires when every property has the value given with it (0 or 1)."""

Chart = Mapping[str, Mapping[str, tuple[str, list[dict[str, Any]]]]]
"""A statechart: by state and by trigger the state it leads to, and the library's patterns."""


@cache
def missing() -> str | None:
    """Return why durable-rules cannot be loaded and what helps, or ``None`` where it can be."""
    try:
        importlib.import_module("durable_rules_engine")
    except ImportError as error:
        absent = isinstance(error, ModuleNotFoundError)
        helps = _BUILD
        if absent and sys.version_info < (3, 13):
            helps = f"To install it: {install_line('durable')}"
        reason = "is not installed" if absent else "does not load"
        return f"durable-rules {reason} here, so another evaluator is the second one. {helps}"
    return None


def available() -> bool:
    """Return whether durable-rules can be loaded."""
    return missing() is None


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text, which durable-rules takes for the text itself."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def check_names(names: Iterable[str]) -> None:
    """Raise `SafeconductError` if two different names have the same hash."""
    seen: dict[int, str] = {fnv1a(name): name for name in _RESERVED}
    for name in names:
        other = seen.setdefault(fnv1a(name), name)
        if other != name or name in _RESERVED:
            raise SafeconductError(f"durable-rules takes the names {other!r} and {name!r} for one")


class DurableHost:
    """Registers rulesets and evaluates one fact against one of them.

    Everything goes through one lock: the library is not safe for threads. A ruleset is never
    freed by the library, so equal ones are registered once.
    """

    def __init__(self) -> None:
        engine: Any = importlib.import_module("durable.engine")
        # Its own clock calls a function deprecated in 3.12; where warnings are errors, every
        # action would fail.
        engine._unix_now = time.time  # noqa: SLF001
        self._host: Any = type("QuietHost", (engine.Host,), {"_run": lambda _: None})()
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}
        self._numbers = itertools.count()
        self._sessions = itertools.count()
        self._fired: dict[str, list[str]] = {}
        self._charts: set[str] = set()

    def register(self, definition: Definition) -> str:
        """Return the name of a ruleset of these rules."""
        rules = {name: sorted(set(tests)) for name, tests in definition.items()}
        check_names({test for tests in rules.values() for test, _ in tests} | {PRESENT})
        text = json.dumps(rules, sort_keys=True)
        with self._lock:
            if text not in self._names:
                name = f"ruleset{next(self._numbers)}"
                # The library empties the definition it is given: it gets one of its own.
                self._host.set_rulesets({name: dict(self._library_rules(rules))})
                self._evaluate(name, {PRESENT: 1})
                self._names[text] = name
            return self._names[text]

    def fire(self, ruleset: str, properties: Mapping[str, int]) -> frozenset[str]:
        """Return the names of the rules that fire on one fact.

        Raises `SafeconductError` if the library failed in any way.
        """
        with self._lock:
            return self._evaluate(ruleset, {**properties, PRESENT: 1})

    def _evaluate(self, ruleset: str, fact: Mapping[str, int]) -> frozenset[str]:
        sid = f"session{next(self._sessions)}"
        fired = self._fired[sid] = []
        state: object = None
        try:
            state = self._host.assert_fact(ruleset, {**fact, "sid": sid})
        except Exception as error:
            # The library raises bare exceptions, and MemoryError for what is no lack of memory.
            raise SafeconductError(f"durable-rules failed in {ruleset}: {error!r}") from error
        finally:
            del self._fired[sid]
            # Deleting a session in which no action ran ends the process; a state is returned
            # only if one did.
            if fired or isinstance(state, dict):
                self._host.delete_state(ruleset, sid)
        if not isinstance(state, dict) or "exception" in state or _SINK not in fired:
            reason = state.get("exception", state) if isinstance(state, dict) else state
            raise SafeconductError(f"durable-rules failed in {ruleset}: {reason}")
        return frozenset(fired) - {_SINK}

    def register_chart(self, name: str, chart: Chart) -> str:
        """Return the name of a statechart; each trigger is noted when it is taken.

        Raises `SafeconductError` if two triggers have one name: the library would lose one.
        """
        triggers = [one for state in chart.values() for one in state]
        if len(set(triggers)) < len(triggers):
            raise SafeconductError(f"two triggers of the statechart {name!r} have one name")
        check_names({*chart, *triggers})
        with self._lock:
            if name not in self._charts:
                definition = {
                    state: {
                        trigger: {"to": to, "all": when, "run": self._action(trigger)}
                        for trigger, (to, when) in leaving.items()
                    }
                    for state, leaving in chart.items()
                }
                self._host.set_rulesets({f"{name}$state": definition})
                self._charts.add(name)
            return name

    def follow(self, chart: str, messages: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
        """Return the triggers that a fresh session of a statechart takes on messages, in order.

        Every message must fit some trigger, in whatever state. Raises `SafeconductError` if the
        library failed in any way.
        """
        with self._lock:
            sid = f"session{next(self._sessions)}"
            taken = self._fired[sid] = []
            begun, failed = False, None
            try:
                for message in messages:
                    state = self._host.post(chart, {**message, "sid": sid})
                    if isinstance(state, dict):
                        begun, failed = True, failed or state.get("exception")
            except Exception as error:
                raise SafeconductError(f"durable-rules failed in {chart}: {error!r}") from error
            finally:
                del self._fired[sid]
                if begun:  # its first action, which began the chart, has run
                    self._host.delete_state(chart, sid)
            if failed:
                raise SafeconductError(f"durable-rules failed in {chart}: {failed}")
            return tuple(taken)

    def _library_rules(
        self, rules: Mapping[str, list[tuple[str, int]]]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, tests in rules.items():
            parts = [{PRESENT: 1}, *({test: value} for test, value in tests)]
            yield name, {"all": [{"m": {"$and": parts}}], "run": self._action(name)}
        sink = {"all": [{"m": {PRESENT: 1}}], "run": self._action(_SINK), "pri": _LAST}
        yield _SINK, sink

    def _action(self, name: str) -> Any:  # the library inspects its arguments
        def action(context: Any) -> None:
            self._fired[context.s.sid].append(name)

        return action
