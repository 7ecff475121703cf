"""From written properties to the model; mistakes are collected like those of rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from ..base.errors import Diagnostic
from ..base.words import near
from .conditions import Report, Vocabulary, parse_condition, reporting
from .model import (
    Condition,
    DecisionTable,
    Effect,
    Invariant,
    InvariantKind,
    LeftOpen,
    Monotonicity,
    Properties,
    PropertyChange,
    Target,
    Waiver,
)
from .read import SourceFiles, Written
from .source import AlwaysSource, InvariantSource, LeftOpenSource, MonotonicitySource, WaiverSource


def declare(
    files: SourceFiles,
    vocabulary: Vocabulary,
    questions: Mapping[str, DecisionTable],
    problems: list[Diagnostic],
) -> Properties:
    """Return the properties that ``files`` declare; mistakes are added to ``problems``."""
    unread = any("questions/" in one.file for one in files.problems)
    declarer = _Declarer(vocabulary, None if unread else questions, problems)
    return Properties(
        tuple(declarer.monotonicity(written) for written in files.monotonicities),
        tuple(declarer.left_open(written) for written in files.left_open),
        tuple(waiver(written) for written in files.waivers),
        tuple(declarer.invariant(written) for written in files.invariants),
        _digest(files),
    )


def _digest(files: SourceFiles) -> str:
    """Return a SHA-256 over what is declared: comments, layout and order do not count."""
    said = [
        sorted(json.dumps(w.item.model_dump(mode="json"), sort_keys=True) for w in written)
        for written in (files.monotonicities, files.left_open, files.waivers, files.invariants)
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def waiver(written: Written[WaiverSource]) -> Waiver:
    """Return a waiver; which properties and subjects there are only a check of them knows."""
    source = written.item
    return Waiver(source.id, source.property, source.subjects, source.reason, written.at())


class _Declarer:
    """Checks names and values of declared properties against what they speak of.

    ``questions``: ``None`` if one of them could not be read: then none can be said to be missing.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        questions: Mapping[str, DecisionTable] | None,
        problems: list[Diagnostic],
    ) -> None:
        self._vocabulary = vocabulary
        self._variables = {**vocabulary.facts, **vocabulary.issues}
        self._questions = questions or {}
        self._all_read = questions is not None
        self._problems = problems
        self._report = partial(reporting, problems)

    def monotonicity(self, written: Written[MonotonicitySource]) -> Monotonicity:
        """Return a declared monotonicity."""
        source = written.item
        report = self._report(written.at("when"), source.id)
        effect = next(iter(source.never.model_fields_set))
        return Monotonicity(
            source.id,
            source.says,
            parse_condition(source.when, self._vocabulary, report),
            tuple(self._changes(written)),
            Effect(effect),
            self._target(written, effect),
            source.reason,
            written.at(),
        )

    def invariant(self, written: Written[InvariantSource]) -> Invariant:
        """Return a declared invariant."""
        source = written.item
        question = self._question_of(written)
        tables = told_by(question) if question else {}
        unread = self._vocabulary.unread
        if not self._all_read:  # then no table can be said to be missing
            said = _pairs([source.when, source.never, source.equivalent, source.always])
            unread |= {name for name, _ in said}
        vocabulary = replace(self._vocabulary, tables=tables, unread=unread)

        def read(said: object, *path: str | int) -> Condition:
            report = self._report(written.at(*path), source.id)
            return parse_condition(said, vocabulary, report)

        if source.always is not None:
            kind = InvariantKind.ALWAYS
            terms: tuple[Condition, ...] = (
                read(source.always.if_, "always", "if"),
                read(source.always.then, "always", "then"),
            )
        elif source.equivalent is not None:
            kind = InvariantKind.EQUIVALENT
            terms = tuple(
                read(one, "equivalent", index) for index, one in enumerate(source.equivalent)
            )
        else:
            kind, terms = InvariantKind.NEVER, (read(source.never, "never"),)
        when = read(source.when, "when")
        id_ = question.id if question else ""
        return Invariant(
            source.id, source.says, id_, when, kind, terms, source.reason, written.at()
        )

    def _question_of(self, written: Written[InvariantSource]) -> DecisionTable | None:
        """Return the question of whose tables an invariant speaks, if it speaks of some.

        That is the one it names, or the only one that has all these tables and values.
        """
        named, id_ = written.item.question, written.item.id
        if named is not None:
            if named not in self._questions and self._all_read:
                report = self._report(written.at("question"), id_)
                message = f"there is no question `{named}`"
                report("unknown-question", message, near(named, self._questions))
            return self._questions.get(named)
        source = written.item
        said = _pairs([source.when, source.never, source.equivalent, source.always])
        spoken = [(name, value) for name, value in said if name in self._tables()]
        able = {
            question.id: sum(value in told_by(question).get(name, ()) for name, value in spoken)
            for question in self._questions.values()
        }
        best = [one for one, count in able.items() if count == max(able.values())]
        if len(best) > 1 and spoken:
            report = self._report(written.at(), id_)
            fix = f"question: {', '.join(best)}"
            report("ambiguous-target", "several questions have such tables", fix)
        return self._questions[best[0]] if best else None

    def left_open(self, written: Written[LeftOpenSource]) -> LeftOpen:
        """Return a declaration of what is left open on purpose."""
        source = written.item
        report = self._report(written.at("when"), source.id)
        when = parse_condition(source.when, self._vocabulary, report)
        for index, name in enumerate(source.conclusions):
            self._conclusion(name, self._report(written.at("conclusions", index), source.id))
        return LeftOpen(source.id, source.conclusions, when, source.reason, written.at())

    def _conclusion(self, name: str, report: Report) -> None:
        if name not in self._vocabulary.conclusions and not self._vocabulary.undecided(name):
            hint = near(name, self._vocabulary.conclusions)
            report("unknown-conclusion", f"no rule is about `{name}`", hint)

    def _changes(self, written: Written[MonotonicitySource]) -> Iterator[PropertyChange]:
        for name, change in written.item.change.items():
            report = self._report(written.at("change", name), written.item.id)
            values = self._variables.get(name)
            if values is None:
                if self._vocabulary.undecided(name):
                    continue
                report(
                    "unknown-fact",
                    f"there is no fact or issue `{name}`",
                    near(name, self._variables),
                )
                continue
            before = values if change.before is None else change.before
            for value in dict.fromkeys((*before, *change.after)):
                if value not in values:
                    hint = near(value, values) or f"one of: {', '.join(values)}"
                    report("unknown-value", f"`{name}` cannot be `{value}`", hint)
            if set(before) == set(change.after) and len(change.after) == 1:
                report("no-change", f"`{name}` stays `{change.after[0]}`", "give another value")
            yield PropertyChange(name, before, change.after)

    def _target(self, written: Written[MonotonicitySource], effect: str) -> Target:
        said = getattr(written.item.never, effect)
        report = self._report(written.at("never", effect), written.item.id)
        if isinstance(said, dict):
            ((table, value),) = said.items()
        elif said in self._vocabulary.conclusions:
            return Target(said)
        else:
            table, value = said, ""
            if self._vocabulary.undecided(said) or not self._all_read:
                return Target(said)
            if effect != Effect.CHANGES or said not in self._tables():
                what = [*self._vocabulary.conclusions, *self._tables()]
                fix = near(said, what) or "name a conclusion, or a table as `{table: value}`"
                report("unknown-target", f"`{said}` cannot be meant by `{effect}`", fix)
                return Target(said)
        return Target(table, self._question(written.item.question, table, value, report), value)

    def _tables(self) -> set[str]:
        return {name for question in self._questions.values() for name in told_by(question)}

    def _question(self, named: str | None, table: str, value: str, report: Report) -> str:
        """Return the id of the question whose ``table`` can say ``value``."""
        if not self._all_read:
            return named or ""
        if named is not None and named not in self._questions:
            report(
                "unknown-question", f"there is no question `{named}`", near(named, self._questions)
            )
            return named
        candidates = [
            question
            for id_, question in self._questions.items()
            if named in (None, id_)
            and table in told_by(question)
            and (not value or value in told_by(question)[table])
        ]
        if len(candidates) == 1:
            return candidates[0].id
        if candidates:
            names = ", ".join(question.id for question in candidates)
            report("ambiguous-target", f"several questions have `{table}`", f"question: {names}")
        else:
            known = {v for q in self._questions.values() for v in told_by(q).get(table, ())}
            fix = near(value, known) or f"one of: {', '.join(sorted(known or self._tables()))}"
            report("unknown-target", f"no question says `{table}: {value}`", fix)
        return named or ""


def _pairs(said: object) -> Iterator[tuple[str, object]]:
    """Yield each name with a value that a condition has, however deep it stands."""
    match said:
        case AlwaysSource():
            yield from _pairs([said.if_, said.then])
        case list() | tuple():
            for one in said:
                yield from _pairs(one)
        case dict():
            for name, value in said.items():
                if name in {"any", "all", "not"}:
                    yield from _pairs(value)
                else:
                    for one in value if isinstance(value, list) else (value,):
                        yield str(name), one


def told_by(question: DecisionTable) -> Mapping[str, tuple[str, ...]]:
    """Return what each table of a question can say, but that it is left open."""
    return {
        "outcome": question.severity,
        **{name: tuple(row.value for row in rows) for name, rows in question.parts.items()},
    }
