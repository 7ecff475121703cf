"""Every kind of mistake in the records is reported with file, line and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.base.errors import Diagnostic, RecordsError
from safeconduct.records import check_records, load_world
from safeconduct.records.check_citations import hosts, within
from safeconduct.rulebase.load import load_rules

Check = Callable[[], tuple[Diagnostic, ...]]
Change = Callable[[str, str, str], None]

BROKEN = [
    # file, text, its replacement, line of the finding, code, words of the message
    ("states.csv", "BBB,BB", "AAA,BB", 3, "repeated-id", "first in states.csv:2"),
    ("states.csv", "BBB,BB", "Bbb,BB", 3, "invalid-value", "`id`"),
    ("states.csv", "un_status", "status", 1, "missing-column", "`un_status`"),
    ("states.csv", "un_status", "status", 1, "unknown-column", "`status`"),
    (
        "states.csv",
        "Beta,member",
        "Beta",
        3,
        "wrong-number-of-cells",
        "8 cells, the header 9",
    ),
    (
        "states.csv",
        "Beta,member,depositary",
        "Beta,member,",
        3,
        "no-source",
        "at least one",
    ),
    (
        "states.csv",
        "Beta,member,depositary",
        "Beta,member,nobody",
        3,
        "unknown-reference",
        "no `nobody` in sources",
    ),
    (
        "states.csv",
        "Beta,member,depositary",
        "Beta,member,court court",
        3,
        "repeated-source",
        "twice",
    ),
    (
        "sources.csv",
        "court,",
        "spare,Spare,secondary,,\ncourt,",
        3,
        "unused-source",
        "no record",
    ),
    ("reach.csv", "warrants", "warrant", 3, "unknown-kind", "`warrant`"),
    (
        "treaty_actions.csv",
        "2003-05-01",
        "2003-04-01",
        2,
        "wrong-effect",
        "gives 2003-05-01",
    ),
    (
        "treaty_actions.csv",
        "2025-06-02,2026-06-02",
        "2025-06-02,2026-06-01",
        3,
        "wrong-effect",
        "gives 2026-06-02",
    ),
    (
        "treaty_actions.csv",
        ",,none",
        ",2026-05-29,none",
        4,
        "contradiction",
        "`effect_basis` none",
    ),
    (
        "treaty_actions.csv",
        "article_127",
        "article_35",
        3,
        "contradiction",
        "does not apply to withdrawal_notice",
    ),
    (
        "treaty_actions.csv",
        "withdrawal_revoked,2026-05-29",
        "withdrawal_revoked,2024-05-29",
        4,
        "idle-action",
        "no notice of withdrawal is pending",
    ),
    (
        "treaty_actions.csv",
        "withdrawal_revoked",
        "instrument_withdrawn",
        4,
        "idle-action",
        "no instrument was waiting",
    ),
    (
        "treaty_actions.csv",
        "aaa-revoked,rome-statute,AAA,withdrawal_revoked,2026-05-29,,none",
        "aaa-again,rome-statute,AAA,accession,2026-05-29,2026-08-01,article_126",
        4,
        "idle-action",
        "bound since 2003-02-10",
    ),
    (
        "treaty_actions.csv",
        "high,2003-02-10",
        "high,2003-02-09",
        2,
        "dates-out-of-order",
        "before `on`",
    ),
    (
        "declarations.csv",
        "2013-12,2014-01-02",
        "2014-02,2014-01-02",
        2,
        "dates-out-of-order",
        "`dated` 2014-02 is after `lodged`",
    ),
    (
        "declarations.csv",
        "beta,true",
        "gamma,true",
        2,
        "unknown-reference",
        "no `gamma`",
    ),
    ("declarations.csv", "beta,true", "beta,yes", 2, "invalid-value", "`effective`"),
    (
        "resolutions.csv",
        "Beta,BBB",
        "Beta,CCC",
        2,
        "unknown-reference",
        "no `CCC` in states",
    ),
    (
        "agreements.csv",
        "knowledge,low",
        "knowledge,high",
        2,
        "confidence-too-high",
        "general",
    ),
    (
        "agreements.csv",
        "2004,2004-05-01",
        "2004-13,2004-05-01",
        2,
        "invalid-value",
        "`signed`",
    ),
    (
        "legislation.csv",
        "2004-12-31",
        "2027-01-01",
        2,
        "dates-out-of-order",
        "2026-11-23",
    ),
    (
        "memberships.csv",
        "1990,2001-05",
        "2002,2001-05",
        2,
        "dates-out-of-order",
        "`start` 2002",
    ),
    ("situations.csv", "2014-04-20", "2014-03-20", 2, "dates-out-of-order", "is after"),
    (
        "persons.yaml",
        "[BBB]",
        "[CCC]",
        3,
        "unknown-reference",
        "`nationality`: there is no `CCC`",
    ),
    ("persons.yaml", "Джейн Доу", "DOE", 3, "repeated-name", "`DOE`"),
    ("persons.yaml", "Джейн Доу", "'?'", 3, "empty-name", "holds no letter"),
    (
        "persons.yaml",
        "status: at_large",
        "status: deceased",
        3,
        "contradiction",
        "`died` is empty",
    ),
    (
        "persons.yaml",
        "wikidata: null",
        "wikidatum: null",
        3,
        "missing-field",
        "`wikidata`",
    ),
    (
        "persons.yaml",
        "wikidata: null",
        "wikidatum: null",
        9,
        "unknown-field",
        "`wikidatum`",
    ),
    ("persons.yaml", 'born: "1950"', "born: 1950", 7, "invalid-value", "`born`"),
    (
        "persons.yaml",
        "end: 2019-04-11",
        "end: 2009-01",
        17,
        "dates-out-of-order",
        "`end` 2009-01",
    ),
    (
        "persons.yaml",
        "2020-06\n      end: null",
        "2020-06\n      end: 2021-01",
        25,
        "contradiction",
        "`end` is 2021-01",
    ),
    (
        "persons.yaml",
        "afterwards: presumed",
        "afterwards: ended",
        25,
        "contradiction",
        "ended",
    ),
    (
        "persons.yaml",
        "afterwards: presumed",
        "afterwards: unknown",
        25,
        "missing-reason",
        "why",
    ),
    (
        "persons.yaml",
        "start: 2020-06",
        "start: 2025-06",
        25,
        "dates-out-of-order",
        "verified",
    ),
    (
        "persons.yaml",
        "ended_by: vacated",
        "ended_by: null",
        34,
        "contradiction",
        "go together",
    ),
    (
        "persons.yaml",
        "unsealed: 2015-05-01\n",
        "unsealed: 2015-04-01\n",
        34,
        "dates-out-of-order",
        "`unsealed` 2015-04-01",
    ),
    (
        "persons.yaml",
        "{on: 2015-05-01, event: unsealed}",
        "{on: 2014, event: unsealed}",
        46,
        "invalid-value",
        "`events.1.on`",
    ),
    (
        "persons.yaml",
        "{on: 2015-05-01, event: unsealed}",
        "{on: 2015-04-19, event: unsealed}",
        34,
        "dates-out-of-order",
        "`events`",
    ),
    ("persons.yaml", "holder: BBB", "holder: CCC", 58, "unknown-reference", "`holder`"),
    (
        "persons.yaml",
        "start: 2019-04\n",
        "start: 2021-01\n",
        58,
        "dates-out-of-order",
        "`start`",
    ),
    (
        "persons.yaml",
        "name: Jane Doe",
        "name: Jane Doe\n  name: J",
        5,
        "yaml-duplicate-key",
        "name",
    ),
    ("persons.yaml", "name: Jane Doe", "name: [Jane Doe", 5, "yaml-syntax", ""),
    (
        "visits.yaml",
        "person: jane-doe",
        "person: john",
        1,
        "unknown-reference",
        "no `john`",
    ),
    (
        "visits.yaml",
        "end: 2016-05-10",
        "end: 2016-05-07",
        1,
        "dates-out-of-order",
        "`start`",
    ),
    ("visits.yaml", "outcome: not", "result: not", 1, "missing-field", "`outcome`"),
    (
        "visits_without_finding.yaml",
        "[jane-doe-aaa-2016]",
        "[jane-doe-aaa-2017]",
        1,
        "unknown-reference",
        "in visits",
    ),
    ("stances.yaml", "state: AAA", "state: CCC", 1, "unknown-reference", "`state`"),
    ("rulings.yaml", "kind: icc_ptc", "kind: icc", 4, "invalid-value", "`kind`"),
    (
        "rulings.yaml",
        "immunity: no_bar",
        "immunity: none",
        11,
        "invalid-value",
        "finding.immunity",
    ),
]


def test_the_small_directory_is_valid(check: Check) -> None:
    """What the tests below break is valid to begin with."""
    assert check() == ()


@pytest.mark.parametrize(("file", "old", "new", "line", "code", "words"), BROKEN)
def test_a_mistake_is_named_with_file_and_line(
    change: Change,
    check: Check,
    file: str,
    old: str,
    new: str,
    line: int,
    code: str,
    words: str,
) -> None:
    """A mistake yields a finding at its place that says what is wrong."""
    change(file, old, new)
    found = [d for d in check() if d.code == code and words in d.message]
    assert [(d.file, d.line) for d in found] == [(file, line)]


def test_a_bare_year_comes_with_its_remedy(change: Change, check: Check) -> None:
    """A year without quotes is a number in YAML; the finding says what to write."""
    change("persons.yaml", 'born: "1950"', "born: 1950")
    assert [(d.line, d.fix) for d in check()] == [(7, 'write "1950"')]


def test_an_id_is_used_in_one_kind_only(change: Change, check: Check) -> None:
    """An id of another kind is reported at the later of the two kinds."""
    change("stances.yaml", "id: stance-aaa", "id: ruling-1")
    found = [(d.file, d.line, d.code, d.message) for d in check()]
    assert found == [("rulings.yaml", 1, "repeated-id", "`ruling-1` is an id among stances too")]


def test_all_mistakes_are_raised_at_once(change: Change, directory: Path) -> None:
    """Loading raises one error that holds every finding, sorted by place."""
    change("states.csv", "BBB,BB", "Bbb,BB")
    change("treaty_actions.csv", "2003-05-01", "2003-04-01")
    change("rulings.yaml", "kind: icc_ptc", "kind: icc")
    change("visits.yaml", "confidence: high", "confidence: sure")
    with pytest.raises(RecordsError) as raised:
        load_world(directory)
    places = [(d.file, d.line, d.code) for d in raised.value.diagnostics]
    assert ("rulings.yaml", 4, "invalid-value") in places
    assert ("states.csv", 3, "invalid-value") in places
    assert ("treaty_actions.csv", 2, "wrong-effect") in places
    assert ("visits.yaml", 15, "invalid-value") in places
    assert places == sorted(places)
    assert "treaty_actions.csv:2: wrong-effect [aaa-ratification]" in str(raised.value)


def test_a_broken_record_does_not_break_what_refers_to_it(change: Change, check: Check) -> None:
    """A record that cannot be read is reported once, not again at each reference to it."""
    change("states.csv", "Alpha,member", "Alpha,friend")
    assert [(d.file, d.line, d.code) for d in check()] == [("states.csv", 2, "invalid-value")]


def test_two_persons_cannot_share_a_name(directory: Path, check: Check) -> None:
    """An alias that folds to a name of another person is reported at the later person."""
    path = directory / "persons.yaml"
    text = path.read_text(encoding="utf-8")
    body = text[text.index("- id: jane-doe") :]
    other = body[: body.index("  offices:")].replace("jane-doe", "john-doe")
    other = other.replace("Jane Doe", "John Doe").replace("[Doe, Джейн Доу]", "[jane  DOE]")
    path.write_text(text + "\n" + other, encoding="utf-8")
    found = [d for d in check() if d.code == "ambiguous-name"]
    assert [(d.subject, d.message) for d in found] == [
        ("john-doe", "the name `jane  DOE` means jane-doe too")
    ]


def test_the_agreement_takes_effect_thirty_days_after_the_deposit(
    directory: Path, check: Check
) -> None:
    """Article 35 of the Agreement on Privileges and Immunities is computed anew."""
    row = (
        "bbb-apic,apic,BBB,accession,2006-08-02,{},article_35,,depositary,high,2006-08-02,event,\n"
    )
    path = directory / "treaty_actions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + row.format("2006-09-01"), encoding="utf-8")
    assert check() == ()
    path.write_text(text + row.format("2006-09-02"), encoding="utf-8")
    assert [(d.line, d.code) for d in check()] == [(5, "wrong-effect")]


def test_a_warrant_may_be_published_after_its_end(change: Change, check: Check) -> None:
    """That a warrant is unsealed when it is spent is no mistake."""
    change("persons.yaml", "ended: 2021-07-19", "ended: 2015-04-25")
    assert check() == ()


def test_a_missing_file_is_reported_and_places_may_be_missing(
    directory: Path, check: Check
) -> None:
    """Every file but those of places must be there."""
    assert not (directory / "places.yaml").exists()
    (directory / "reach.csv").unlink()
    assert [(d.file, d.line, d.code) for d in check()] == [("reach.csv", 0, "missing-file")]


def test_text_that_is_not_utf_8_is_reported(directory: Path, check: Check) -> None:
    """A file in another encoding is named with the line of the first wrong byte."""
    states = directory / "states.csv"
    states.write_bytes(states.read_bytes().replace(b"Beta", b"B\xe9ta"))
    visits = directory / "visits.yaml"
    visits.write_bytes(visits.read_bytes().replace(b"summit", b"summ\xeft"))
    found = [(d.file, d.line) for d in check() if d.code == "not-utf-8"]
    assert found == [("states.csv", 3), ("visits.yaml", 6)]


def test_the_embedded_records_are_valid() -> None:
    """What ships has no mistake."""
    assert check_records() == ()


REQUESTS = (
    "id,warrant,to,kind,sent,in_force_by,basis,instructed,document_number,sources,confidence,"
    "public_on,public_on_basis,note\n"
)
CHALLENGES = (
    "id,kind,article,warrants,situation,by,at,filed,decided,body,outcome,document_number,appealed,"
    "appeal_decided,appeal_outcome,appeal_document_number,suspended,postponed_from,postponed_until,"
    "competing,sources,confidence,public_on,public_on_basis,note\n"
)


def _request(
    id: str,
    to: str = "AAA",
    kind: str = "full",
    sent: str = "2022-02-01",
    by: str = "",
    warrant: str = "jane-doe-2022-01-10",
    sources: str = "court",
) -> str:
    return f"{id},{warrant},{to},{kind},{sent},{by},sourced,,,{sources},high,2022-03-01,event,\n"


def _challenge(
    id: str,
    kind: str = "admissibility",
    by: str = "AAA",
    filed: str = "2022-03-01",
    decided: str = "2022-09-01",
    outcome: str = "admissible",
    postponed: tuple[str, str] = ("", ""),
    appeal: tuple[str, str] = ("", ""),
) -> str:
    return (
        f"{id},{kind},19,jane-doe-2022-01-10,,{by},,{filed},{decided},PTC I,{outcome},,,"
        f"{appeal[0]},{appeal[1]},,,{postponed[0]},{postponed[1]},,court,high,2022-03-01,event,\n"
    )


def _findings(directory: Path, requests: str = "", challenges: str = "") -> set[tuple[str, str]]:
    (directory / "requests.csv").write_text(REQUESTS + requests, encoding="utf-8")
    (directory / "challenges.csv").write_text(CHALLENGES + challenges, encoding="utf-8")
    found = check_records(directory)
    assert all(one.file in {"requests.csv", "challenges.csv"} and one.line > 1 for one in found)
    return {(one.subject, one.code) for one in found}


def test_requests_and_challenges_that_fit_are_valid(directory: Path) -> None:
    """A provisional request before the full one, and a postponement within its challenge, stand."""
    requests = (
        _request("first", kind="provisional", sent="2022-01-20")
        + _request("full", sent="2022-02")
        + _request("none", to="all_parties", kind="none_sent", sent="", by="2022-03-01")
    )
    challenges = _challenge("one", postponed=("2022-03-05", "2022-09-01"))
    assert _findings(directory, requests, challenges) == set()


@pytest.mark.parametrize(
    ("requests", "subject", "code"),
    [
        (_request("early", sent="2022-01-09"), "early", "dates-out-of-order"),
        (_request("early", sent="", by="2021-12"), "early", "dates-out-of-order"),
        (_request("late", sent="2022-03-02", by="2022-03-01"), "late", "dates-out-of-order"),
        (_request("a") + _request("b", sent="2022-02-05"), "b", "contradiction"),
        (
            _request("a") + _request("b", kind="none_sent", sent="", by="2022-03-01"),
            "b",
            "contradiction",
        ),
        (
            _request("a") + _request("b", kind="provisional", sent="2022-02-02"),
            "b",
            "contradiction",
        ),
        (_request("a", kind="none_sent"), "a", "contradiction"),
        (_request("a", to="CCC"), "a", "unknown-reference"),
        (_request("a", to="some"), "a", "invalid-value"),
        (_request("a", warrant="jane-doe-1999-01-01"), "a", "unknown-reference"),
        (_request("a", sources=""), "a", "no-source"),
    ],
)
def test_a_request_that_cannot_be_is_refused(
    directory: Path, requests: str, subject: str, code: str
) -> None:
    """A request before its warrant, two that contradict, an addressee or warrant not on record."""
    assert (subject, code) in _findings(directory, requests)


@pytest.mark.parametrize(
    ("challenge", "code"),
    [
        (_challenge("a", filed="2022-09-02"), "dates-out-of-order"),
        (_challenge("a", decided=""), "contradiction"),
        (_challenge("a", outcome="pending"), "contradiction"),
        (_challenge("a", appeal=("2022-12-01", "")), "contradiction"),
        (_challenge("a", by="CCC"), "unknown-reference"),
        (
            _challenge("a", kind="postponement", outcome="rejected", postponed=("2022-03-05", "")),
            "postponement-without-challenge",
        ),
        (_challenge("a", postponed=("2022-02-01", "2022-09-01")), "postponement-without-challenge"),
        (_challenge("a", postponed=("2022-03-05", "2022-10-01")), "postponement-without-challenge"),
        (_challenge("a", postponed=("2022-03-05", "")), "postponement-without-challenge"),
        (_challenge("a", postponed=("", "2022-09-01")), "postponement-without-challenge"),
    ],
)
def test_a_challenge_that_cannot_be_is_refused(directory: Path, challenge: str, code: str) -> None:
    """Decided before it was filed, undecided with an outcome, postponed with nothing pending."""
    assert ("a", code) in _findings(directory, challenges=challenge)


def test_mistakes_in_requests_and_challenges_are_found_at_once(directory: Path) -> None:
    """No mistake hides another one."""
    found = _findings(
        directory,
        _request("early", sent="2022-01-09") + _request("state", to="CCC"),
        _challenge("turned", filed="2022-09-02"),
    )
    assert {subject for subject, _ in found} == {"early", "state", "turned"}


def test_a_ruling_without_a_number_cannot_be_checked(change: Change, check: Check) -> None:
    """Who says that a decision was looked up says which."""
    change("rulings.yaml", "summary: It had.", "summary: It had.\n  checked_on: 2026-11-01")
    assert [(d.file, d.line, d.code) for d in check()] == [
        ("rulings.yaml", 1, "checked-without-number")
    ]


def test_a_ruling_that_was_read_says_on_which_day(change: Change, check: Check) -> None:
    """Whoever reads a decision looks it up; both are of a day."""
    change("rulings.yaml", "summary: It had.", "summary: It had.\n  text_read: true")
    assert [(d.file, d.line, d.code) for d in check()] == [("rulings.yaml", 1, "read-without-day")]


def _block(directory: Path, url: str, domain: str = "spam.example", title: str = "A page") -> None:
    (directory / "blocked_domains.csv").write_text(f"id,reason\n{domain},It copies.\n")
    table = directory / "sources.csv"
    text = table.read_text(encoding="utf-8")
    old = "depositary,Status of the Statute,primary,https://example.org/status,a copy"
    assert old in text
    new = f'depositary,"{title}",primary,{url},a copy'
    table.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://spam.example/page", "spam.example"),
        ("http://www.SPAM.example/page", "spam.example"),
        ("https://italy.spam.example./2024", "spam.example"),
        ("https://reader@spam.example:8443/x", "spam.example"),
        ("https://web.archive.org/web/2024/https://spam.example/page", "spam.example"),
        ("https://proxy.example.org/login?url=https%3A%2F%2Fspam.example%2Fx", "spam.example"),
        ("https://www-publisher-org.ezproxyschool.flo.org/core/product/B4", "ezproxy"),
        ("https://bafy.ipfs.gateway.example/doc.pdf", "ipfs"),
    ],
)
def test_nothing_rests_on_a_blocked_domain(
    directory: Path, check: Check, url: str, domain: str
) -> None:
    """Nor on what lies under it, on a copy in an archive, or on a way around it."""
    _block(directory, url, domain)
    assert [(d.file, d.line, d.code, d.subject) for d in check()] == [
        ("sources.csv", 2, "blocked-source", "depositary")
    ]
    assert "It copies." in check()[0].message


@pytest.mark.parametrize(
    "url",
    [
        "https://notspam.example/page",
        "https://spam.example.org/page",
        "https://example.org/why-spam.example-is-blocked",
        "",
    ],
)
def test_other_domains_stay(directory: Path, check: Check, url: str) -> None:
    """A name that only looks like it is another one."""
    _block(directory, url)
    assert check() == ()


def test_the_address_of_a_ruling_is_checked_too(
    directory: Path, change: Change, check: Check
) -> None:
    """It is shown like a source."""
    _block(directory, "https://example.org/status")
    change("rulings.yaml", 'url: ""', "url: https://spam.example/ruling")
    assert [(d.file, d.line, d.code) for d in check()] == [("rulings.yaml", 1, "blocked-source")]


@pytest.mark.parametrize(
    "title",
    [
        "news.example.org",
        "example.org/news/123",
        "Daily, example.org/article52861",
        "https://example.org/a",
        "Daily, see https://example.org/a",
        "CR2019_02856.PDF",
        "Court, item.aspx",
        "www.example.org",
    ],
)
def test_no_source_is_titled_by_an_address(directory: Path, check: Check, title: str) -> None:
    """A reader is told who published what."""
    _block(directory, "https://example.org/status", title=title)
    assert [(d.file, d.line, d.code) for d in check()] == [("sources.csv", 2, "bare-title")]


@pytest.mark.parametrize(
    "title",
    [
        "unn.ua, Putin arrives in Kazakhstan",
        "News.Az, Minister resigns, 2024-06-17",
        "Court, ICC-02/05-01/09-397-Corr, 2019-05-06",
        "Status",
        "S/RES/1593 (2005)",
    ],
)
def test_a_publisher_may_be_named_by_its_domain(directory: Path, check: Check, title: str) -> None:
    """What follows is the title."""
    _block(directory, "https://example.org/status", title=title)
    assert check() == ()


def test_a_warrant_rests_on_the_court_first(change: Change, check: Check) -> None:
    """What newspapers say of it comes after."""
    change("sources.csv", "https://www.icc-cpi.int/news", "https://news.example/icc-cpi.int")
    assert {(d.file, d.code) for d in check()} == {("persons.yaml", "court-not-first")}


_EXECUTION = (
    "id,state,law,sections,year,receives,arrests,begins,needs,surrenders,immunity_decided_by,"
    "immunity_rule,recalled,sources,confidence,public_on\n"
)


def _execution(**cells: str) -> str:
    row = {
        "id": "execution-aaa",
        "state": "AAA",
        "law": "Act",
        "sections": "s. 1",
        "year": "2003",
        "receives": "minister",
        "arrests": "police",
        "begins": "executive_first",
        "needs": "",
        "surrenders": "court",
        "immunity_decided_by": "",
        "immunity_rule": "",
        "recalled": "",
        "sources": "depositary",
        "confidence": "high",
        "public_on": "2003-12-31",
    } | cells
    return ",".join(row.values()) + "\n"


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        (_execution(begins="perhaps"), "invalid-value", "`begins`"),
        (_execution(state="CCC"), "unknown-reference", "`CCC`"),
        (_execution(recalled="everything"), "invalid-value", "`recalled"),
        (_execution(recalled="needs"), "contradiction", "which is empty"),
        (_execution(recalled="all"), "contradiction", "depositary was read"),
        (_execution(recalled="all arrests", confidence="low"), "contradiction", "no single ones"),
        (_execution(sources="general-knowledge", confidence="low"), "contradiction", "must be all"),
        (
            _execution(sources="general-knowledge", recalled="all"),
            "contradiction",
            "not of high confidence",
        ),
        (_execution(begins="no_law"), "contradiction", "a law is named"),
        (_execution(law=""), "contradiction", "of which law"),
        (_execution(sources=""), "no-source", "at least one"),
        (_execution() + _execution(id="execution-two"), "repeated-state", "`execution-aaa`"),
    ],
)
def test_execution_that_cannot_be_is_refused(
    directory: Path, check: Check, rows: str, code: str, words: str
) -> None:
    """With file and line."""
    (directory / "execution.csv").write_text(_EXECUTION + rows, encoding="utf-8")
    found = [d for d in check() if d.code == code and words in d.message]
    assert [(d.file, d.line) for d in found] == [("execution.csv", 1 + rows.count("\n"))]


def test_execution_that_fits_is_valid(directory: Path, check: Check) -> None:
    """Read, recalled in part, recalled as a whole, or no law at all."""
    rows = (
        _execution(recalled="surrenders"),
        _execution(
            id="execution-bbb",
            state="BBB",
            law="",
            sections="",
            year="",
            begins="no_law",
            recalled="all",
            sources="general-knowledge",
            confidence="low",
        ),
    )
    (directory / "execution.csv").write_text(_EXECUTION + "".join(rows), encoding="utf-8")
    assert check() == ()


def test_our_readings_rest_on_no_blocked_domain() -> None:
    """What the records may not rest on, the positions may not either."""
    blocked = {one.id: one.reason for one in load_world().tables.blocked_domains}
    assert blocked
    for issue in load_rules().issues:
        for position in issue.positions:
            for host in (host for source in position.sources for host in hosts(source)):
                assert not any(within(host, domain) for domain in blocked), (position.id, host)
