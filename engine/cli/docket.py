"""The docket for people to read: scores first, then each ruling, then what was not scored."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from ..base.words import label
from ..docket import Docket, DocketEntry, Verdict, docket
from ..docket.entry import Score, Tally
from ..engine import Engine
from .output import TerminalTable, print_json, print_table, say, table

_MARKS: Final = {
    Verdict.AGREES: ("agrees", "green"),
    Verdict.DIFFERS: ("differs", "bold red"),
    Verdict.NOT_COMPARABLE: ("-", "dim"),
}
_COLUMNS: Final = ("outcome", "ground", "immunity")
_KEY: Final = (
    "Each column counts rulings: agrees of those that could be compared. Outcome: had the State to "
    "arrest. Ground: what the duty rests on. Immunity: whether it stands in the way, and by which "
    "reasoning. A dash: nothing to compare. Day before: the same from what was known then; "
    "changed: the ruling itself took the reading that was followed from then on."
)


def print_docket(engine: Engine, profile: str | None = None, *, as_json: bool) -> None:
    """Print the engine scored against the record of court findings.

    ``profile``: by default the usual one. Raises `InputError` for one that does not exist.
    """
    found = docket(engine, profile)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    say(
        f"{found.total} rulings on record, {len(found.entries)} of them on the duty to arrest a "
        f"named person for the Court. Profile: {found.profile}\n"
    )
    print_table(_scores(found))
    say()
    say(_KEY)
    say()
    print_table(_rulings(found))
    say()
    print_table(_differences(found))
    say()
    print_table(_not_scored(found))
    say()
    say(found.disclaimer)


def _scores(found: Docket) -> TerminalTable:
    made = table("", "Outcome", "Ground", "Immunity")
    chosen = f"{found.profile}, with the positions of today"
    _add(made, chosen, found.score, "bold")
    _add(made, f"{found.profile}, as known the day before each ruling", found.day_before, "bold")
    _add(made, "bound by something, so must arrest (baseline)", found.baseline, "")
    for one in found.profiles:
        if one.profile != found.profile:
            _add(made, one.profile, one.score, "dim")
    return made


def _add(made: TerminalTable, name: str, score: Score, style: str) -> None:
    counts = map(_counted, (score.outcome, score.ground, score.immunity))
    made.add_row(Text(name, style), *counts)


def _counted(tally: Tally) -> str:
    return f"{tally.agrees} of {tally.compared}"


def _rulings(found: Docket) -> TerminalTable:
    made = table("Ruling", "Day", "Duty", "Complied", "Outcome", "Ground", "Immunity", "Day before")
    for entry in found.entries:
        made.add_row(
            entry.ruling,
            entry.on,
            label(entry.finding.obliged_to_arrest),
            label(entry.compliance),
            *(Text(*_MARKS[column.verdict]) for column in entry.today.columns),
            _day_before(entry),
        )
    return made


def _day_before(entry: DocketEntry) -> Text:
    compared = entry.day_before.comparison
    if compared is None:
        return Text("no answer", "dim")
    if compared.agrees:
        return Text("agrees", "green")
    differing = [
        name
        for name, column in zip(_COLUMNS, compared.columns, strict=True)
        if column.verdict is Verdict.DIFFERS
    ]
    word = "changed" if entry.made_the_reading else "differs"
    return Text(f"{word}: {', '.join(differing)}", "red")


def _differences(found: Docket) -> TerminalTable:
    made = table("Where it differs", "In", "Found", "Answered", "Why")
    for entry in found.entries:
        for name, column in zip(_COLUMNS, entry.today.columns, strict=True):
            if column.verdict is Verdict.DIFFERS:
                made.add_row(entry.ruling, name, column.expected, column.got, column.why)
    return made


def _not_scored(found: Docket) -> TerminalTable:
    reasons: dict[str, list[str]] = {}
    for one in found.not_scored:
        reasons.setdefault(one.why, []).append(one.ruling)
    for visit in found.without_finding:
        reasons.setdefault("no court has ruled", []).append(visit.id)
    made = table("Not scored", "", "Rulings and visits")
    for why, ids in reasons.items():
        made.add_row(why, str(len(ids)), ", ".join(ids))
    return made
