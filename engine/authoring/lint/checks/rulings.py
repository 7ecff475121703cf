"""Which rulings on record positions rest on, and whether these were read."""

from __future__ import annotations

from collections.abc import Iterator

from ....base.dates import first_day
from ....base.words import listing, near
from ....rulebase.condition import atoms_of
from ....rulebase.model import Position, Rule, RuleBase, Standing
from ...citations.decisions import RecordedDecision
from ..model import LintSources, Remark, Remarks, Severity, law_lint


@law_lint()
def ruling_unknown(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """The rulings that a position names are on record, each named once.

    The record has the number, what was decided, and whether it was read.
    """
    known = _known(sources)
    for name, position in _positions(rulebase):
        for ruling in dict.fromkeys(position.rulings):
            if known is not None and ruling not in known:
                message = f"there is no ruling `{ruling}` on record"
                yield Remark(position.location, message, name, near(ruling, known))
            elif position.rulings.count(ruling) > 1:
                yield Remark(position.location, f"the ruling `{ruling}` stands twice", name)


@law_lint(Severity.ERROR)
def court_unread(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """A position that the Court holds today names a ruling of the Court that was read.

    What the press or an abstract reports may be otherwise; such a position is *court_reported*.
    """
    known = _known(sources)
    for name, position in _positions(rulebase):
        if position.standing is not Standing.COURT_CURRENT:
            continue
        missing = _missing(position, known)
        if missing:
            message = f"it is `{position.standing}`, but {missing}"
            fix = (
                "name in `rulings` a ruling of the Court whose record has `checked_on` and "
                f"`text_read: true`, or write `standing: {Standing.COURT_REPORTED}`"
            )
            yield Remark(position.location, message, name, fix)


@law_lint()
def reported_defeats(rulebase: RuleBase, _: LintSources) -> Remarks:
    """No profile takes a reading known from reports alone if a rule that defeats others needs it.

    A decision that nobody read makes an answer contested; it does not overturn it.
    """
    for issue in rulebase.issues:
        for position in issue.positions:
            if position.standing is not Standing.COURT_REPORTED:
                continue
            rules = [f"`{rule.id}`" for rule in _needing(rulebase, issue.id, position.id)]
            takers = [p for p in rulebase.profiles.values() if p.choices[issue.id] == position.id]
            for profile in takers if rules else ():
                message = (
                    f"it takes `{issue.id}: {position.id}`, which is known from reports alone, "
                    f"and {listing(rules)} would defeat other rules by it"
                )
                fix = "choose another position; a question can still take this one"
                yield Remark(profile.location, message, profile.id, fix)


def _known(sources: LintSources) -> dict[str, RecordedDecision] | None:
    """Return the rulings on record by id; ``None``: without records none is looked up."""
    decisions = sources.library.decisions
    return None if decisions is None else {one.id: one for one in decisions}


def _positions(rulebase: RuleBase) -> Iterator[tuple[str, Position]]:
    for issue in rulebase.issues:
        for position in issue.positions:
            yield f"{issue.id}/{position.id}", position


def _missing(position: Position, known: dict[str, RecordedDecision] | None) -> str:
    """Return why no ruling carries what the Court is said to hold today, or nothing."""
    if not position.rulings:
        return "it names no ruling"
    if known is None:
        return ""
    since = next(since for since, until in position.court if until is None)
    reasons = []
    for name in dict.fromkeys(position.rulings):
        reason = _unfit(known.get(name), since)
        if not reason:
            return ""
        reasons.append(f"`{name}` {reason}")
    return listing(reasons)


def _unfit(ruling: RecordedDecision | None, since: str) -> str:
    if ruling is None:
        return "is not on record"
    if not ruling.of_court:
        return "is not a ruling of the Court"
    if not ruling.read:
        return "was not read"
    if ruling.on < first_day(since).isoformat():
        return f"is older than {since}, since when the Court is said to hold it"
    return ""


def _needing(rulebase: RuleBase, issue: str, position: str) -> Iterator[Rule]:
    """Yield each rule that defeats others and needs a position, by whatever conclusions."""
    behind: set[str] = set()
    left = list(rulebase.rules)
    while True:
        found = [
            rule
            for rule in left
            if any(
                atom.name in behind or (atom.name, atom.value) == (issue, position)
                for atom in atoms_of(rule.body)
            )
        ]
        if not found:
            return
        yield from (rule for rule in found if rule.defeats)
        behind |= {rule.head for rule in found}
        left = [rule for rule in left if rule not in found]
