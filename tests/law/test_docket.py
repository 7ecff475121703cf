"""The docket: every ruling is accounted for, the Court's findings are met, and reasons count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine, InputError
from safeconduct.cli.app import app
from safeconduct.docket import Docket, DocketEntry, Verdict, day_before_rows, docket
from safeconduct.docket.entry import Column, Comparison, Score, Tally

DOCS = Path(__file__).parents[2] / "docs"
TODAY = date(2026, 11, 24)

SCORED = 50
"""How many rulings decide whether a State had to arrest a named person for the Court."""

EXPLAINED = {
    "ken-hc-gicheru-2017": "a national court reviewed the warrant itself (against art. 59(4))",
    "ita-ca-roma-2025-01": "a national court went by its own procedure (against arts. 86 and 88)",
}
"""Findings with another outcome than the engine's under `icc`: see decision 10."""

COUNCIL_ROUTE = {
    "icc-bashir-cod-2014",
    "icc-bashir-zaf-2015-06",
    "icc-bashir-dji-2016",
    "icc-bashir-uga-2016",
    "icc-bashir-zaf-2017",
    "icc-bashir-jor-2017",
}
"""Findings by which the Council's order lifted immunity: the Court's line of 2014 to 2017."""

REASONED = ("outcome", "ground", "immunity")


@pytest.fixture(scope="module")
def found(engine: Engine) -> Docket:
    return docket(engine)


@pytest.fixture(scope="module")
def entries(found: Docket) -> dict[str, DocketEntry]:
    return {entry.ruling: entry for entry in found.entries}


def columns(comparisons: Sequence[Comparison | None], name: str) -> list[Verdict]:
    return [getattr(one, name).verdict if one else Verdict.NOT_COMPARABLE for one in comparisons]


def counted(comparisons: Sequence[Comparison | None]) -> Score:
    """Count again, apart from the engine's own counting."""
    tallies = {
        name: Tally(**{v.value: columns(comparisons, name).count(v) for v in Verdict})
        for name in REASONED
    }
    return Score(**tallies)


def test_every_ruling_is_scored_or_says_why_not(engine: Engine, found: Docket) -> None:
    """No ruling and no visit is lost, none is in both lists, and each one left out has a reason."""
    scored = [entry.ruling for entry in found.entries]
    others = [one.ruling for one in found.not_scored]
    assert sorted(scored + others) == sorted(ruling.id for ruling in engine.world.rulings)
    assert found.total == len(engine.world.rulings)
    assert len(scored) == SCORED
    assert all(one.why for one in found.not_scored)
    assert [one.id for one in found.without_finding] == [
        one.id for one in engine.world.visits_without_finding
    ]


def test_no_decided_arrest_of_the_court_is_left_out(engine: Engine, found: Docket) -> None:
    """What the Court ruled on the duty of a State to arrest a person is always scored."""
    scored = {entry.ruling for entry in found.entries}
    for ruling in engine.world.rulings:
        if ruling.kind.startswith("icc") and ruling.topic == "arrest_duty":
            assert ruling.id in scored


def test_the_findings_of_the_court_are_met(found: Docket) -> None:
    """Under `icc` every finding has the engine's outcome and ground, but for those explained."""
    different = {
        entry.ruling
        for entry in found.entries
        if Verdict.DIFFERS in {entry.today.outcome.verdict, entry.today.ground.verdict}
    }
    assert different == set(EXPLAINED)
    assert all(entry.kind == "national" for entry in found.entries if entry.ruling in EXPLAINED)
    for entry in found.entries:
        assert entry.ruling not in EXPLAINED or entry.today.outcome.why


def test_only_superseded_reasons_differ(entries: dict[str, DocketEntry]) -> None:
    """Under `icc` of today the reasoning differs only where the Court's own has changed since."""
    differing = {
        name for name, one in entries.items() if one.today.immunity.verdict is Verdict.DIFFERS
    }
    assert differing == COUNCIL_ROUTE


def test_the_day_before_the_court_of_that_time_is_followed(entries: dict[str, DocketEntry]) -> None:
    """Walking forward, the line of 2014 to 2017 is met, but for the ruling that began it."""
    for name in COUNCIL_ROUTE - {"icc-bashir-cod-2014"}:
        assert entries[name].day_before.comparison is not None
        assert entries[name].day_before.comparison.agrees, name
    made = {name for name, entry in entries.items() if entry.made_the_reading}
    assert made == {"icc-bashir-cod-2014", "icc-bashir-jor-ac-2019"}


def test_walking_forward_no_finding_of_the_court_is_missed(entries: dict[str, DocketEntry]) -> None:
    """The day before, the outcome is that of the finding, wherever the case was public then."""
    for name, entry in entries.items():
        before = entry.day_before
        assert (before.comparison is None) == bool(before.unanswerable) == (not before.replies)
        if name not in EXPLAINED and before.comparison is not None:
            assert before.comparison.outcome.verdict is Verdict.AGREES, name
    unanswered = {n for n, entry in entries.items() if entry.day_before.comparison is None}
    assert unanswered == {"icc-bashir-warrant-2009", "ita-ca-roma-2025-01"}


def test_the_engine_beats_the_baseline(engine: Engine, found: Docket) -> None:
    """It is never behind, ahead in every column, and ahead on immunity and withdrawal rows."""
    for name in REASONED:
        assert getattr(found.score, name).agrees > getattr(found.baseline, name).agrees
    for entry in found.entries:
        for ours, trivial in zip(entry.today.columns, entry.baseline.columns, strict=True):
            assert ours.verdict is Verdict.AGREES or trivial.verdict is not Verdict.AGREES
    provisions = {ruling.id: set(ruling.provisions) for ruling in engine.world.rulings}
    for hard in (
        [one for one in found.entries if one.finding.immunity != "not_decided"],
        [one for one in found.entries if provisions[one.ruling] & {"rs-127-1", "rs-127-2"}],
    ):
        assert hard
        agreeing = sum(entry.today.agrees for entry in hard)
        assert agreeing > sum(entry.baseline.agrees for entry in hard)


@pytest.mark.slow
def test_scores_are_counts_of_the_entries(engine: Engine, found: Docket) -> None:
    """What is printed as a score is what the rulings below it say, for every profile."""
    assert found.score == counted([entry.today for entry in found.entries])
    assert found.day_before == counted([entry.day_before.comparison for entry in found.entries])
    assert found.baseline == counted([entry.baseline for entry in found.entries])
    profiles = {one.profile: one for one in found.profiles}
    assert list(profiles) == list(engine.rulebase.profiles)
    assert profiles["icc"].score == found.score
    for one in profiles.values():
        agreeing = {e.ruling for e in found.entries if one.profile in e.agrees_under}
        assert set(one.explains) == agreeing
        assert one.score.outcome.differs == len(one.differs)
        assert one.score.outcome.compared == SCORED


@pytest.mark.slow
def test_a_docket_of_another_profile_scores_what_the_table_says(
    engine: Engine, found: Docket
) -> None:
    """The table of profiles is the same whichever profile is asked for."""
    other = docket(engine, "council-waiver")
    assert other.profiles == found.profiles
    table = {one.profile: one.score for one in found.profiles}
    assert other.score == table["council-waiver"]
    assert other.score == counted([entry.today for entry in other.entries])


def test_each_school_explains_its_own_decisions(found: Docket) -> None:
    """Council waiver has the line of 2014 to 2017 and loses Mongolia; the Court's has it."""
    explains = {one.profile: set(one.explains) for one in found.profiles}
    differs = {one.profile: set(one.differs) for one in found.profiles}
    assert explains["council-waiver"] >= COUNCIL_ROUTE
    assert {"icc-put-mng-2024", "icc-net-hun-2025"} <= differs["council-waiver"]
    assert {"icc-put-mng-2024", "icc-net-hun-2025", "icc-bashir-jor-ac-2019"} <= explains["icc"]
    assert not explains["icc"] & COUNCIL_ROUTE
    assert differs["african-union"] >= COUNCIL_ROUTE
    assert "icc-bashir-sdn-2015" in explains["african-union"]
    assert {"zaf-hc-2015", "icc-bashir-zaf-2017"} <= differs["host-conference"]


def test_duty_compliance_and_finding_are_three_things(entries: dict[str, DocketEntry]) -> None:
    """Nigeria was bound, and was not found in breach; the United States were not bound at all."""
    nigeria = entries["icc-bashir-nga-2013-09"]
    assert (nigeria.duty, nigeria.compliance) == ("yes", "not_decided")
    assert nigeria.finding.obliged_to_arrest == "yes"
    states = entries["icc-bashir-usa-2013"]
    assert (states.duty, states.compliance) == ("no", "not_applicable")


def test_nothing_is_supposed(entries: dict[str, DocketEntry]) -> None:
    """The question of a ruling is that of a user: what was asked and challenged is on record."""
    for entry in entries.values():
        for reply in (*entry.replies, *entry.day_before.replies):
            assert reply.case.assumed == {}


def test_what_the_court_asked_and_postponed_is_met_from_the_records(
    entries: dict[str, DocketEntry],
) -> None:
    """Italy was asked in secret, and Libya could wait: nothing has to be supposed for either."""
    for name in ("icc-almasri-ita-2025", "icc-almasri-ita-2026", "icc-put-tjk-2026"):
        assert entries[name].today.agrees
        assert entries[name].replies[0].grounds == ("as_party",)
    for name in ("icc-lby-gaddafi-art95-2012", "icc-lby-senussi-art95-2013"):
        assert "may postpone" in entries[name].today.ground.got
        assert entries[name].day_before.comparison is not None
        assert entries[name].day_before.comparison.agrees


def test_a_ruling_on_several_persons_asks_for_each(entries: dict[str, DocketEntry]) -> None:
    """Two persons or two visits are two questions, and one ruling."""
    for name in ("icc-sdn-harun-kushayb-2010", "uga-hc-2019", "ken-hc-gicheru-2017"):
        cases = {(reply.case.person.id, reply.case.on) for reply in entries[name].replies}
        assert len(cases) == 2


def test_the_reasoning_is_read_from_the_proof(entries: dict[str, DocketEntry]) -> None:
    """The rule that decides on immunity is named: custom and the duties of a party for Mongolia."""
    (mongolia,) = entries["icc-put-mng-2024"].replies
    assert mongolia.immunity == "no_bar"
    assert mongolia.immunity_rules == ("cil-rp-intl-courts", "rs-86")
    (sudan,) = entries["icc-bashir-sdn-2015"].replies
    assert (sudan.immunity, sudan.immunity_rules) == ("not_raised", ())


@pytest.mark.slow
def test_a_wrong_rule_shows(tmp_path: Path, found: Docket) -> None:
    """A rule that frees parties from their duty costs the score what it should."""
    (tmp_path / "wrong.yaml").write_text(
        "- {id: wrong, title: Parties owe nothing, cite: Nowhere, if: [{host.status: party}], "
        "then: not duty_to_arrest, defeats: [duty]}\n",
        encoding="utf-8",
    )
    worse = docket(Engine.load(rules=[tmp_path], today=lambda: TODAY))
    gone = {entry.ruling for entry in found.entries if "as_party" in entry.replies[0].grounds}
    differing = {
        entry.ruling for entry in worse.entries if entry.today.outcome.verdict is Verdict.DIFFERS
    }
    assert gone - set(EXPLAINED) == differing - set(EXPLAINED)
    assert worse.score.outcome.agrees < worse.baseline.outcome.agrees


def test_the_table_of_the_day_before(found: Docket) -> None:
    """One row for each ruling, oldest first, with what was said and what was found."""
    rows = day_before_rows(found)
    assert [row.ruling for row in rows] == [entry.ruling for entry in found.entries]
    assert list(rows) == sorted(rows, key=lambda row: row.known_on)
    for row in rows:
        assert row.known_on < date.fromisoformat(row.on)
        assert row.engine_said.endswith(".")
        assert row.persons
    said = {row.ruling: row for row in rows}
    assert said["icc-bashir-warrant-2009"].engine_said.startswith("No answer: ")
    mongolia = said["icc-put-mng-2024"]
    assert mongolia.engine_said.startswith("On 2 September 2024 Mongolia had to arrest")
    assert (mongolia.verdict, mongolia.contested) == (Verdict.AGREES, True)
    assert "did not comply" in mongolia.court_found


@pytest.mark.slow
def test_a_day_that_is_still_to_come_has_no_answer() -> None:
    """With an earlier today the rulings after it cannot be asked as known, and say so."""
    early = docket(Engine.load(today=lambda: date(2012, 1, 1)))
    for entry in early.entries:
        later = entry.day_before.known_on > date(2012, 1, 1)
        assert (entry.day_before.unanswerable == "that day is still to come") == later


def test_a_profile_that_does_not_exist_is_an_error(engine: Engine) -> None:
    """The valid profiles are named."""
    with pytest.raises(InputError, match="Valid: icc"):
        docket(engine, "icj")


@pytest.mark.slow
def test_the_command_prints_what_the_docket_says(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, found: Docket
) -> None:
    """Scores, rulings, differences and what is not scored are printed; with --json the docket."""
    monkeypatch.setattr(Engine, "load", lambda **_: engine)
    result = CliRunner().invoke(app, ["docket"])
    assert result.exit_code == 0, result.output
    outcome = found.score.outcome
    assert f"{outcome.agrees} of {outcome.compared}" in result.stdout
    for part in (
        "99 rulings on record",
        "icc-put-mng-2024",
        "changed: immunity",
        "Not scored",
    ):
        assert part in result.stdout, part
    printed = CliRunner().invoke(app, ["docket", "--json"])
    assert json.loads(printed.stdout) == found.model_dump(mode="json")
    wrong = CliRunner().invoke(app, ["docket", "--profile", "icj"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "profile 'icj'" in wrong.stderr


def test_the_documentation_has_the_scores(found: Docket) -> None:
    """The table in ``docs/docket.md`` is the one computed here."""
    lines = ["| | outcome | ground | immunity |", "|---|---|---|---|"]
    named = [
        ("`icc`, as known the day before", found.day_before),
        ("baseline", found.baseline),
        *((f"`{one.profile}`", one.score) for one in found.profiles),
    ]
    for name, score in named:
        tallies = (score.outcome, score.ground, score.immunity)
        cells = " | ".join(f"{tally.agrees} of {tally.compared}" for tally in tallies)
        lines.append(f"| {name} | {cells} |")
    table = "\n".join(lines)
    assert table in (DOCS / "docket.md").read_text(encoding="utf-8"), f"it should be:\n{table}"


def test_the_decision_page_names_every_disagreement() -> None:
    """Each finding that the engine does not meet is explained in decision 10."""
    page = (DOCS / "decisions" / "0010-docket.md").read_text(encoding="utf-8")
    for ruling in EXPLAINED:
        assert ruling in page


def test_columns_know_what_was_compared() -> None:
    """A comparison agrees if the outcome does and nothing else differs."""
    yes, no, none = (
        Column(verdict=verdict, expected="", got="")
        for verdict in (Verdict.AGREES, Verdict.DIFFERS, Verdict.NOT_COMPARABLE)
    )
    assert Comparison(outcome=yes, ground=yes, immunity=none).agrees
    assert not Comparison(outcome=yes, ground=yes, immunity=no).agrees
    assert not Comparison(outcome=none, ground=yes, immunity=yes).agrees


def test_a_clash_names_both_sides(engine: Engine) -> None:
    """Where the rules leave immunity unresolved, those that stand against each other are named."""
    dissent = {entry.ruling: entry for entry in docket(engine, "dissent-2017").entries}
    (mongolia,) = dissent["icc-put-mng-2024"].replies
    assert mongolia.immunity == "unresolved"
    assert set(mongolia.immunity_rules) == {"cil-rp-opposable", "left-open-2017"}
