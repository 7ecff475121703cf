"""Tables: each case has one answer, each row decides a case; what may be left open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import z3

from ....base.words import listing
from ....inference.inference import UNDETERMINED
from ....inference.types import NO, UNRESOLVED
from ....rulebase.model import All, Atom, AtomKind, Condition, Row, atoms_of
from ....rulebase.wording import OUTCOME
from ..answers import reachable
from ..claims import Claim, ClaimRequest, claimed
from ..space import Case, Formula
from ..workbench import Workbench


def excused(bench: Workbench, condition: Condition) -> Formula:
    """Return when a condition may be open: it rests on a conclusion that is left open on purpose.

    That is so where a declaration names the conclusion, its ``when`` holds, and the conclusion is
    in fact open.
    """
    encoding = bench.encoding
    names = {atom.name for atom in atoms_of(condition)}.intersection(bench.rulebase.conclusions)
    below = frozenset[str]().union(*map(encoding.needs, names))
    return z3.Or(
        [
            z3.And(encoding.condition(one.when).holds, encoding.conclusion(name).open)
            for one in bench.rulebase.properties.left_open
            for name in one.conclusions
            if name in below
        ]
    )


NO_ANSWER: Final = frozenset({UNDETERMINED, "unknown"})
"""What a table says where the rules give no answer."""


@claimed
def one_answer(bench: Workbench) -> Iterator[Claim]:
    """Every case has exactly one outcome and one value in each of its parts, on every choice
    of positions, except where something is left open on purpose.
    """  # noqa: D205  # one sentence
    for question, answers in bench.answers.items():
        for name, table in answers.tables.items():
            silent = [table.possible[value] for value in NO_ANSWER if value in table.possible]
            allowed = excused(bench, All(tuple(row.when for row in table.rows)))
            yield Claim(
                name,
                ClaimRequest.NEVER,
                z3.And(z3.Or(z3.Not(table.single), *silent), z3.Not(allowed)),
                f"the table `{name}` does not give exactly one answer in some case",
                partial(_unanswered, bench, question, name),
                question=question,
            )


def _unanswered(bench: Workbench, question: str, table: str, case: Case) -> bool:
    verdict = bench.engines.verdict(case, question)
    return verdict.tables[table] in NO_ANSWER


def says_nothing(row: Row) -> bool:
    """Return whether a row only says that the rules give no answer."""
    return row.value in NO_ANSWER


@claimed
def rows_matter(bench: Workbench) -> Iterator[Claim]:
    """Every row of every table decides some case."""
    for question, answers in bench.answers.items():
        for name, table in answers.tables.items():
            terms = reachable(bench.encoding, table.rows)
            for index, (row, reached) in enumerate(zip(table.rows, terms, strict=True), 1):
                if not says_nothing(row):
                    yield Claim(
                        f"{name}, row {index}: {row.value}",
                        ClaimRequest.SOMEWHERE,
                        # Only this row is possible among those with its value, and it decides.
                        z3.And(
                            table.gives(row.value),
                            reached,
                            bench.encoding.condition(row.when).holds,
                        ),
                        f"row {index} of the table `{name}`, `{row.value}`, decides no case",
                        partial(_decides, bench, question, name, index - 1),
                        question=question,
                    )


def _decides(bench: Workbench, question: str, table: str, index: int, case: Case) -> bool:
    verdict = bench.engines.verdict(case, question)
    rows = bench.answers[question].tables[table].rows
    if table == OUTCOME:
        return verdict.row == rows[index]
    return verdict.parts[table] == rows[index].value


@claimed
def no_clash(bench: Workbench) -> Iterator[Claim]:
    """No conclusion is left unresolved by rules that clash, on any choice of positions,
    except what is left open on purpose and what rests on it.
    """  # noqa: D205  # one sentence
    encoding = bench.encoding
    for name in bench.rulebase.conclusions:
        allowed = excused(bench, Atom(AtomKind.CONCLUSION, name))
        # What is open because of a clash further down is not told again: if no conclusion is open
        # without one below it that is, then, going up the strata, none is open at all.
        below = [encoding.conclusion(one).open for one in sorted(encoding.needs(name) - {name})]
        yield Claim(
            name,
            ClaimRequest.NEVER,
            z3.And(encoding.conclusion(name).open, z3.Not(z3.Or(allowed, *below))),
            f"rules clash over `{name}` and neither side beats the other",
            partial(_open, bench, name),
            more=partial(_sides, bench, name),
        )
    for declared in bench.rulebase.properties.left_open:
        when = encoding.condition(declared.when).holds
        for name in declared.conclusions:
            yield Claim(
                f"{declared.id}: {name}",
                ClaimRequest.SOMEWHERE,
                z3.And(when, encoding.conclusion(name).open),
                f"`{name}` is declared as left open by `{declared.id}`, but never is",
                partial(_open, bench, name),
            )


def _open(bench: Workbench, name: str, case: Case) -> bool:
    return bench.engines.status(case, name) == UNRESOLVED


def _sides(bench: Workbench, name: str, case: Case) -> str:
    """Return which rules stand on each side: those that may apply and that no other one beats."""
    rules = [
        rule for rule in bench.rulebase.rules_on(name) if bench.engines.body(case, rule.id) != NO
    ]
    sides = []
    for positive, word in ((True, "for"), (False, "against")):
        beaten = {loser for rule in rules if rule.positive != positive for loser in rule.defeats}
        standing = [f"`{r.id}`" for r in rules if r.positive == positive and r.id not in beaten]
        sides.append(f"{listing(standing)} {word} it")
    return f": {', '.join(sides)}"
