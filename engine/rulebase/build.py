"""From written shapes to the model, one kind at a time; mistakes are collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from pydantic import BaseModel

from ..base.dates import first_day
from ..base.errors import Diagnostic
from ..base.words import label, near
from .check_wording import check_wording
from .conditions import Report, Vocabulary, parse_condition, reporting
from .model import (
    BOOLEAN,
    Absence,
    Condition,
    Constraint,
    DecisionTable,
    Fact,
    Issue,
    Location,
    Position,
    Profile,
    Row,
    Rule,
    RuleKind,
    Standing,
    Withdrawn,
    atoms_of,
)
from .placeholders import PLACEHOLDERS, in_general
from .read import Written
from .read_inputs import check_inputs, inputs_of
from .source import (
    ConstraintSource,
    FactSource,
    IssueSource,
    PositionSource,
    ProfileSource,
    QuestionSource,
    RowSource,
    RuleSource,
)
from .wording import DAYS, HOST_AND_PERSON, VISIT, AnswerWording


def _ignored(_code: str, _message: str, _fix: str) -> None:
    """Take a mistake that is none before another one is mended."""


class Builder:
    """Turns what is written into model objects, adding every mistake to ``problems``."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        problems: list[Diagnostic],
        questions: Iterable[Written[QuestionSource]] = (),
        *,
        unread: bool = False,
    ) -> None:
        """``unread``: some question could not be read, so that its inputs are not known."""
        self._vocabulary = vocabulary
        self._problems = problems
        self._report = partial(reporting, problems)
        self._placeholders = dict(PLACEHOLDERS)
        self._unread = unread
        for question in questions:
            self._placeholders |= inputs_of(question.item).placeholders
        self._presumed: dict[str, str | None] = {}
        self._usual: Mapping[str, str] = {}

    def _condition(self, source: object, location: Location, subject: str) -> Condition:
        return parse_condition(source, self._vocabulary, self._report(location, subject))

    def fact(self, written: Written[FactSource]) -> Fact:
        """Return a declared fact; its value without a record must fit what holds without one."""
        source = written.item
        values = source.values or BOOLEAN
        absent = Absence(source.absent.holds)
        value = source.absent.value
        report = self._report(written.at("absent"), source.name)
        if absent is Absence.UNKNOWN and value is not None:
            report("absent-value", "an unknown fact has no value", "leave `value` out")
        if absent is Absence.FALSE:
            if values != BOOLEAN:
                report("absent-value", "only a yes/no fact can be false", "holds: presumed")
            value = "false"
        if absent is Absence.PRESUMED and value not in values:
            report(
                "absent-value",
                f"the presumed value `{value}` is not one",
                ", ".join(values),
            )
        if len(set(values)) < len(values):
            report = self._report(written.at("values"), source.name)
            report("repeated-value", "a value stands twice", "name each value once")
        named: list[tuple[str, ...]] = [("says", said) for said in source.says]
        for before, after in source.becomes.items():
            named += [("becomes", before), *(("becomes", before, one) for one in after)]
        for *where, one in named:
            if one not in values:
                report = self._report(written.at(*where, one), source.name)
                report("unknown-value", f"`{one}` is not a value", ", ".join(values))
        self._presumed[source.name] = value
        for said, text in source.says.items():
            self._in_general(text, self._report(written.at("says", said), source.name))
        return Fact(
            source.name,
            values,
            source.meaning,
            self._in_general(source.question, self._report(written.at("question"), source.name)),
            absent,
            value,
            source.absent.reason,
            source.relation,
            written.at(),
            dict(source.says),
            source.changes,
            dict(source.becomes),
            source.question,
            {name: it for name, it in self._placeholders.items() if name not in PLACEHOLDERS},
        )

    def _in_general(self, text: str, report: Report) -> str:
        # What a question that could not be read would fill in is not known: it is told first.
        return in_general(text, _ignored if self._unread else report, self._placeholders)

    def constraint(self, written: Written[ConstraintSource]) -> Constraint:
        """Return an impossible combination."""
        source = written.item
        never = self._condition(source.never, written.at("never"), source.id)
        return Constraint(source.id, never, source.reason, written.at())

    def issue(self, written: Written[IssueSource]) -> Issue:
        """Return an issue with its positions."""
        source = written.item
        positions = tuple(
            Position(
                p.id,
                p.title,
                p.says,
                p.holders,
                p.sources,
                p.published,
                p.standing,
                written.at("positions", index),
                _court_line(p),
                p.rulings,
            )
            for index, p in enumerate(source.positions)
        )
        first: set[str] = set()
        for position in positions:
            self._check_court(position, source.id)
            if position.id in first:
                report = self._report(position.location, source.id)
                report("duplicate-id", f"the position `{position.id}` stands twice", "")
            first.add(position.id)
        return Issue(source.id, source.question, positions, written.at())

    def _check_court(self, position: Position, issue: str) -> None:
        """A position that the Court holds today says since when, and the other way round.

        A position that the Court is reported to hold may say since when.
        """
        report = self._report(position.location, issue)
        for since, until in position.court:
            if until is not None and first_day(until) <= first_day(since):
                report("court-line", f"`{position.id}`: {until} is not after {since}", "")
        holds = any(until is None for _, until in position.court)
        reported = position.standing is Standing.COURT_REPORTED and position.court
        if holds != bool(position.standing is Standing.COURT_CURRENT or reported):
            report(
                "court-line",
                f"`{position.id}` has the standing {position.standing}, but its court line is "
                f"{'still open' if holds else 'closed'}",
                "a position that the Court holds today has a line without `until`",
            )

    def profiles(
        self, written: Sequence[Written[ProfileSource]], usual: Mapping[str, str]
    ) -> Mapping[str, Profile]:
        """Return profiles with inherited choices filled in; each must settle every issue.

        ``usual``: the position, by issue, where neither a profile nor its ancestors choose.
        """
        self._usual = usual
        sources = {w.item.id: w for w in written}
        self._check_default(written)
        return {name: self._profile(sources, name) for name in sources}

    def _check_default(self, written: Sequence[Written[ProfileSource]]) -> None:
        """Report profiles of which none is the default, or more than one."""
        defaults = [*{one.item.id: one for one in written if one.item.default}.values()]
        for one in defaults[1:]:
            report, place = self._report(one.at("default"), one.item.id), defaults[0].at("default")
            told = f"`{defaults[0].item.id}` is the default already, at {place.file}:{place.line}"
            fix = "leave one of them out; a layer amends it by `what: default`"
            report("two-defaults", told, fix)
        if not defaults and len(written) > 1 and not self._vocabulary.unread:
            report = self._report(written[0].at(), written[0].item.id)
            told = "several profiles, and none of them is the default"
            report("no-default", told, "default: true, on one of them")

    def _profile(self, sources: Mapping[str, Written[ProfileSource]], name: str) -> Profile:
        written = sources[name]
        report = self._report(written.at(), name)
        choices = dict(self._usual)
        line = self._line(sources, name, report)
        line_known = sources[line[-1]].item.inherits not in self._vocabulary.unread
        for ancestor in reversed(line):
            choices.update(sources[ancestor].item.choices)
        for issue, position in written.item.choices.items():
            self._check_choice(issue, position, self._report(written.at("choices", issue), name))
        for issue in self._vocabulary.issues:
            if issue not in choices and line_known:
                report(
                    "profile-gap",
                    f"the profile takes no position on `{issue}`",
                    "choose one or inherit it",
                )
        return Profile(
            name,
            written.item.title,
            written.item.inherits,
            choices,
            frozenset(written.item.choices),
            written.at(),
            written.item.default,
        )

    def _line(
        self, sources: Mapping[str, Written[ProfileSource]], name: str, report: Report
    ) -> list[str]:
        line = [name]
        while (parent := sources[line[-1]].item.inherits) is not None:
            if parent in line:
                report("profile-cycle", f"`{name}` inherits from itself", " → ".join(line))
                break
            if parent not in sources:
                if parent not in self._vocabulary.unread:
                    report(
                        "unknown-profile", f"there is no profile `{parent}`", near(parent, sources)
                    )
                break
            line.append(parent)
        return line

    def _check_choice(self, issue: str, position: str, report: Report) -> None:
        positions = self._vocabulary.issues.get(issue)
        if self._vocabulary.undecided(issue):
            return
        if positions is None:
            report(
                "unknown-issue",
                f"there is no issue `{issue}`",
                near(issue, self._vocabulary.issues),
            )
        elif position not in positions:
            report("unknown-position", f"there is no position `{position}`", ", ".join(positions))

    def rule(self, written: Written[RuleSource]) -> Rule:
        """Return a rule."""
        source = written.item
        return Rule(
            source.id,
            source.title,
            source.cite or "",
            self._condition(source.if_, written.at("if"), source.id),
            source.then.removeprefix("not "),
            not source.then.startswith("not "),
            RuleKind(source.kind),
            frozenset(source.defeats),
            written.at(),
            source.says or "",
            source.url,
        )

    def withdrawn(
        self, rules: Iterable[Written[RuleSource]], rows: Iterable[Written[RowSource]]
    ) -> Withdrawn:
        """Return what rules and rows used that amendments took away."""
        gone = tuple(map(self.rule, rules))
        conditions = [rule.body for rule in gone]
        conditions += (self._condition(row.item.if_, row.at("if"), "") for row in rows)
        return Withdrawn(
            frozenset(rule.head for rule in gone),
            frozenset(atom.name for condition in conditions for atom in atoms_of(condition)),
        )

    def question(self, written: Written[QuestionSource]) -> DecisionTable:
        """Return a question with its tables."""
        source = written.item
        table = self._table(written, ("outcome",), source.outcome)
        outcomes = {row.value for row in table} | {"undetermined"}
        parts = {
            name: self._table(written, ("parts", name), rows) for name, rows in source.parts.items()
        }
        report = self._report(written.at("severity"), source.id)
        if sorted(source.severity) != sorted(outcomes - {"undetermined"}):
            wanted = ", ".join(sorted(outcomes - {"undetermined"}))
            report("severity", "severity must order every outcome once", wanted)
        report = self._report(written.at("exposure"), source.id)
        for path, *mistake in check_inputs(source, self._vocabulary):
            self._report(written.at(*path), source.id)(*mistake)
        graded = source.exposure or not source.inputs
        for outcome in sorted(outcomes ^ set(source.exposure)) if graded else ():
            report(
                "exposure",
                f"`{outcome}` is not both an outcome and graded",
                "grade each outcome",
            )
        known = self._vocabulary.conclusions
        for part in ("grounds", "qualifications"):
            for name in getattr(source, part):
                if name not in known:
                    report = self._report(written.at(part, name), source.id)
                    message = f"no rule is about `{name}`, which has a label"
                    report("unknown-conclusion", message, near(name, known))
        return DecisionTable(
            source.id,
            source.title,
            table,
            source.severity,
            parts,
            dict(source.grounds),
            dict(source.qualifications),
            {name: (g.uncontested, g.contested) for name, g in source.exposure.items()},
            written.at(),
            self._wording(written),
            inputs_of(source),
        )

    def _wording(self, written: Written[QuestionSource]) -> AnswerWording:
        """Return the sentences of a question; each value has one, and nothing else has."""
        question, source = written.item, written.item.wording
        if source is None:
            names = (*question.severity, "undetermined")
            return AnswerWording(brief={one: dict.fromkeys(DAYS, label(one)) for one in names})
        facts, unread = self._vocabulary.facts, self._vocabulary.unread
        visit = {
            fact: {*facts[fact]} - {self._presumed[fact]} if fact in self._presumed else None
            for fact in VISIT
            if fact in facts or fact in unread
        }

        def report_at(path: tuple[str | int, ...]) -> Report:
            return self._report(written.at(*path), question.id)

        check_wording(question, source, visit, report_at)
        placeholders = inputs_of(question).placeholders or HOST_AND_PERSON
        clauses: list[tuple[str, str | int, BaseModel]] = [
            *(("outcome", name, said) for name, said in source.outcome.items()),
            *(("instead", index, said) for index, said in enumerate(source.instead)),
        ]
        for part, key, said in clauses:
            for day, text in said.model_dump(include={"today", "past", "supposed"}).items():
                in_general(text, report_at(("wording", part, key, day)), placeholders)
        return AnswerWording.of(source.model_dump(by_alias=True))

    def _table(
        self,
        written: Written[QuestionSource],
        path: tuple[str, ...],
        rows: Sequence[RowSource],
    ) -> tuple[Row, ...]:
        table = tuple(
            Row(
                row.value,
                self._condition(row.if_, written.at(*path, index, "if"), written.item.id),
                row.says,
                written.at(*path, index),
            )
            for index, row in enumerate(rows)
        )
        if rows and rows[-1].if_:
            report = self._report(written.at(*path), written.item.id)
            report(
                "table-gap",
                f"`{path[-1]}` may have no answer",
                "let the last row have no `if`",
            )
        return table


def _court_line(source: PositionSource) -> tuple[tuple[str, str | None], ...]:
    """Return when a position was the Court's; its current one without dates: since published."""
    if not source.court and source.standing is Standing.COURT_CURRENT:
        return ((source.published, None),)
    return tuple((line.since, line.until) for line in source.court)
