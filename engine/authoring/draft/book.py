"""A whole rule base as one page of Markdown: its questions, the readings of the law, its rules."""

from __future__ import annotations

from collections.abc import Iterator

from ...base.words import STANDINGS, day, label, listing, sentence
from ...rulebase.model import DecisionTable, Issue, Rule, RuleBase, Standing
from ...rulebase.model import RuleKind as Kind
from ..citations.resolve import Library
from .explain import law_of
from .told import bullets_of
from .wording import Wording


def book(rulebase: RuleBase, library: Library) -> str:
    """Return a rule base told in words; ``library``: what its rules may cite."""
    blocks = [f"# {', '.join(one.title for one in rulebase.questions.values()) or 'Rules'}"]
    blocks.append(
        "Every rule with its condition in words, its law, and what it overcomes; the readings of "
        "the law on which authorities differ, with who holds each. Written from the rules "
        f"`{rulebase.digest[:8]}`."
    )
    for question in rulebase.questions.values():
        blocks += _question(rulebase, question)
    if rulebase.issues:
        blocks.append("## Readings of the law")
        for issue in rulebase.issues:
            blocks += _issue(rulebase, issue)
    blocks.append("## Rules")
    words = Wording(rulebase)
    for rule in rulebase.rules:
        blocks += _rule(rulebase, library, words, rule)
    return "\n\n".join(blocks) + "\n"


def _question(rulebase: RuleBase, question: DecisionTable) -> Iterator[str]:
    words = Wording(rulebase)
    if len(rulebase.questions) > 1:
        yield f"## {question.title}"
    if question.asked:
        yield "It is asked by:"
        yield "\n".join(
            f"- `{name}`: {one.means or rulebase.facts[rulebase.variables[one.fact]].question}"
            for name, one in question.asked.inputs.items()
        )
    yield "The first of these that holds is the answer:"
    rows = []
    for row in question.outcome:
        rows.append(f"- **{question.wording.label_of(row.value)}**")
        rows += [f"  {one}" for one in bullets_of(words.lines(row.when))]
    yield "\n".join(rows)
    labels = question.wording.qualifications
    if labels:
        yield "Beside the answer may stand:"
        yield "\n".join(f"- {sentence(text)}" for text in labels.values())


def _issue(rulebase: RuleBase, issue: Issue) -> Iterator[str]:
    yield f"### {issue.question}"
    for position in issue.positions:
        held = STANDINGS.get(position.standing, label(position.standing))
        taken = [
            one.id for one in rulebase.profiles.values() if one.choices[issue.id] == position.id
        ]
        spans = "; ".join(_span(*one) for one in position.court)
        court = f" ({spans})" if spans and position.standing is not Standing.COURT_CURRENT else ""
        yield f"**{position.title}** ({held}{court}). {position.says}"
        yield f"Held by: {'; '.join(position.holders)}. Profiles: {listing(taken) or 'none'}."
        yield "\n".join(f"- <{source}>" for source in position.sources)


def _span(since: str, until: str | None) -> str:
    return (
        f"the Court from {day(since)} to {day(until)}" if until else f"the Court since {day(since)}"
    )


def _rule(rulebase: RuleBase, library: Library, words: Wording, rule: Rule) -> Iterator[str]:
    yield f"### {rule.title} {{#{rule.id}}}"
    if rule.cite:
        law = [law_of(part, rulebase) for part in library.resolve(rule.cite)]
        yield "; ".join(f"[{one.text}]({one.url})" if one.url else one.text for one in law)
    if rule.says:
        yield rule.says
    yield "If:"
    yield "\n".join(bullets_of(words.lines(rule.body))) or "- always"
    effect = words.effect(rule.head, positive=rule.positive)
    blocks = " (it only blocks)" if rule.kind is Kind.DEFEATER else ""
    yield f"Then {effect}{blocks}. `{rule.id}`"
    defeats = [one for one in rulebase.rules if one.id in rule.defeats]
    if defeats:
        links = listing([f"[{one.title}](#{one.id})" for one in defeats])
        yield f"It overcomes: {links}."
