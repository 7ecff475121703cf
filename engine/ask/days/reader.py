"""Matches templates such as ``the? DAY of? MONTH ,? YEAR`` against tokens.

A template is a row of steps: words in small letters and marks stand for themselves, names in
capitals for terminals (numbers, names of months …) or for other rows of templates; ``|`` parts
alternatives and ``?`` ends a step that may be absent. The action of a template gets today and, for
each step in capitals, its value (``None`` if absent), and returns a value, or ``None`` to refuse.

Names refer only to names that stand before them in the tables, so nothing recurs; what a name
matches at a token is found once. So the work is bounded by tokens times templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from .lexer import Token

Matches = tuple[tuple[Any, int], ...]
"""Values with the token after each."""

Terminal = Callable[[Sequence[Token], int], Matches]
Rows = Mapping[str, Sequence[tuple[str, Callable[..., Any]]]]


@dataclass(frozen=True)
class ReadStep:
    """One step of a template."""

    symbols: tuple[str, ...]
    optional: bool

    @classmethod
    def of(cls, text: str) -> ReadStep:
        """Return the step that a text means."""
        bare = text.removesuffix("?")
        return cls(tuple(bare.split("|")), optional=bare != text)

    @cached_property
    def named(self) -> bool:
        """Whether it has a value: a name in capitals is among its alternatives."""
        return any(symbol[0].isupper() for symbol in self.symbols)


@dataclass(frozen=True, slots=True)
class Template:
    """A row of steps, what is made of them, and the words and terminals that can begin it."""

    steps: tuple[ReadStep, ...]
    make: Callable[..., Any]
    heads: frozenset[str]


class Grammar:
    """Templates by the name of what they make."""

    def __init__(self, terminals: Mapping[str, Terminal], rows: Rows) -> None:
        self.terminals = terminals
        self.rows: dict[str, tuple[Template, ...]] = {}
        self.heads: dict[str, frozenset[str]] = {name: frozenset((name,)) for name in terminals}
        for name, row in rows.items():
            made = []
            for text, make in row:
                steps = tuple(map(ReadStep.of, text.split()))
                made.append(Template(steps, make, self._heads_of(steps)))
            self.rows[name] = tuple(made)
            self.heads[name] = frozenset().union(*(template.heads for template in made))

    def _heads_of(self, steps: Sequence[ReadStep]) -> frozenset[str]:
        heads: set[str] = set()
        for step in steps:
            for symbol in step.symbols:
                heads |= self.heads[symbol] if symbol[0].isupper() else {symbol}
            if not step.optional:
                return frozenset(heads)
        raise ValueError("every step of a template may be absent")


class DayReader:
    """Reads one row of tokens by a grammar, on one day."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token], today: date) -> None:
        self._grammar = grammar
        self._tokens = tokens
        self._today = today
        self._known: dict[tuple[str, int], Matches] = {}
        self._heads = [
            {token.text, *(name for name in grammar.terminals if self.read(name, at))}
            for at, token in enumerate(tokens)
        ]

    def read(self, name: str, at: int) -> Matches:
        """Return what the name matches at a token: a value for each end, of the first template."""
        known = self._known.get((name, at))
        if known is None:
            known = self._known[name, at] = self._read(name, at)
        return known

    def _read(self, name: str, at: int) -> Matches:
        if at >= len(self._tokens):
            return ()
        terminal = self._grammar.terminals.get(name)
        if terminal is not None:
            return terminal(self._tokens, at)
        heads = self._heads[at]
        if heads.isdisjoint(self._grammar.heads[name]):
            return ()
        made: dict[int, Any] = {}
        for template in self._grammar.rows[name]:
            if heads.isdisjoint(template.heads):
                continue
            for values, end in self._follow(template.steps, at):
                if end not in made:
                    value = template.make(self._today, *values)
                    if value is not None:
                        made[end] = value
        return tuple((value, end) for end, value in made.items())

    def _follow(self, steps: Sequence[ReadStep], at: int) -> list[tuple[tuple[Any, ...], int]]:
        ways: list[tuple[tuple[Any, ...], int]] = [((), at)]
        for step in steps:
            next_ways = [
                ((*values, value) if step.named else values, end)
                for values, place in ways
                for symbol in step.symbols
                for value, end in self._take(symbol, place)
            ]
            if step.optional:
                next_ways += [((*v, None) if step.named else v, place) for v, place in ways]
            if not next_ways:
                return []
            ways = next_ways
        return ways

    def _take(self, symbol: str, at: int) -> Matches:
        if symbol[0].isupper():
            return self.read(symbol, at)
        if at < len(self._tokens) and self._tokens[at].text == symbol:
            return ((None, at + 1),)
        return ()
