"""Claims: what an author records of declared facts, checked and read like any other record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from safeconduct.base.errors import RecordsError
from safeconduct.records import load_world
from safeconduct.records.check_claims import Claimable
from safeconduct.records.load import check_layers
from safeconduct.records.models import FactClaim
from safeconduct.records.world import World
from safeconduct.rulebase.model import Absence, Fact, Location
from safeconduct.timeline.case import Case
from safeconduct.timeline.claims import claimed
from safeconduct.timeline.steps import Basis, Holding

HEAD = "id,fact,state,person,place,value,since,until,public_on,sources,confidence\n"
FACTS = {
    "host.asks": Claimable(("false", "true")),
    "host.kind": Claimable(("island", "mainland")),
    "warrant.issued": Claimable(("false", "true"), "records of warrants"),
    "visit.purpose": Claimable(("private", "conference"), "the question"),
}
GOOD = "c1,host.asks,GBR,,,true,2001-09-01,,2001-09-01,execution-gbr-source,high\n"


@pytest.fixture(scope="module")
def world() -> World:
    """Return the embedded records."""
    return load_world()


@pytest.fixture
def told(world: World, tmp_path: Path) -> Callable[..., list[str]]:
    """Return a function that says what is wrong with a layer of records."""

    def found(files: dict[str, str]) -> list[str]:
        layer = tmp_path / "mine" / "records"
        layer.mkdir(parents=True)
        for name, text in files.items():
            (layer / name).write_text(text, "utf-8")
        return [str(one) for one in check_layers(world, [layer], FACTS)]

    return found


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "c2,host.ask,GBR,,,true,,,2001-09-01,execution-gbr-source,high",
            (
                "2: unknown-fact [c2]: `fact`: the rules declare no fact `host.ask` "
                "(did you mean `host.asks` or `host.kind`?)"
            ),
        ),
        (
            "c2,nothing.like_it,GBR,,,true,,,2001-09-01,execution-gbr-source,high",
            (
                "2: unknown-fact [c2]: `fact`: the rules declare no fact `nothing.like_it` "
                "(declare it in facts.yaml)"
            ),
        ),
        (
            "c2,warrant.issued,GBR,,,true,,,2001-09-01,execution-gbr-source,high",
            (
                "2: not-to-claim [c2]: `fact`: no claim is made of `warrant.issued`, which comes "
                "from records of warrants (record it there, or declare a fact of your own)"
            ),
        ),
        (
            "c2,visit.purpose,GBR,,,private,,,2001-09-01,execution-gbr-source,high",
            "which comes from the question",
        ),
        (
            "c2,host.kind,GBR,,,islnd,,,2001-09-01,execution-gbr-source,high",
            "2: unknown-value [c2]: `value`: `host.kind` cannot be `islnd` (did you mean `island`",
        ),
        (
            "c2,host.asks,GBR,,,maybe,,,2001-09-01,execution-gbr-source,high",
            "`host.asks` cannot be `maybe` (one of: false, true)",
        ),
        (
            "c2,host.asks,GBX,,,true,,,2001-09-01,execution-gbr-source,high",
            "2: unknown-reference [c2]: `state`: there is no `GBX` in states",
        ),
        ("c2,host.asks,UK,,,true,,,2001-09-01,execution-gbr-source,high", "`state`: string should"),
        (
            "c2,host.asks,,vladimir-putn,,true,,,2001-09-01,execution-gbr-source,high",
            "`person`: there is no `vladimir-putn` in persons",
        ),
        (
            "c2,host.asks,,,nowhere,true,,,2001-09-01,execution-gbr-source,high",
            "`place`: there is no `nowhere` in places",
        ),
        (
            "c2,host.asks,GBR,,,true,,,2001-09-01,,high",
            "2: no-source [c2]: a record needs at least one source",
        ),
        (
            "c2,host.asks,GBR,,,true,,,2001-09-01,no-such-source,high",
            "`sources`: there is no `no-such-source` in sources",
        ),
        (
            "c2,host.asks,GBR,,,true,2003-01-01,2002-12-31,2001-09-01,execution-gbr-source,high",
            "2: dates-out-of-order [c2]: `until` 2002-12-31 is not after `since` 2003-01-01",
        ),
        (
            "c2,host.asks,GBR,,,true,2003-01-01,2003-01-01,2001-09-01,execution-gbr-source,high",
            "is not after `since`",
        ),
        ("c2,host.asks,GBR,,,true,soon,,2001-09-01,execution-gbr-source,high", "`since`"),
        ("c2,host.asks,GBR,,,true,,,,execution-gbr-source,high", "`public_on`"),
        ("c2,host.asks,GBR,,,true,,,2001-09-01,execution-gbr-source,sure", "`confidence`"),
        ("c2,host.asks,GBR,,,true,,,2001-09-01,general-knowledge,high", "confidence-too-high"),
        ("c2,host.asks,GBR,,,true,,2001-09-01,execution-gbr-source,high", "wrong-number-of-cells"),
        (
            GOOD + "c1,host.asks,FRA,,,true,,,2001-09-01,execution-gbr-source,high",
            "`c1` stands twice among claims, first in mine/records/claims.csv:2",
        ),
        (
            GOOD + "c2,host.asks,GBR,,,false,2010,,2010-01-01,execution-gbr-source,high",
            (
                "3: contradiction [c2]: `host.asks` is `false` here and `true` by `c1` "
                "(mine/records/claims.csv:2), of the same and at the same time (let one end where"
            ),
        ),
        (
            GOOD
            + "c2,host.asks,GBR,,,false,,2000-01-01,2000-01-01,execution-gbr-source,high\n"
            + "c3,host.asks,GBR,vladimir-putin,,false,,,2010-01-01,execution-gbr-source,high\n"
            + "c4,host.asks,,vladimir-putin,GBR,true,2005,2007,2010-01-01,general-knowledge,low",
            "contradiction [c4]",
        ),
    ],
)
def test_a_wrong_claim_is_told(told: Callable[..., list[str]], row: str, says: str) -> None:
    """With file and line, what is wrong with it and what would be right."""
    (found,) = told({"claims.csv": HEAD + row + "\n"})
    assert found.startswith("mine/records/claims.csv:")
    assert says in found


def test_sound_claims_are_taken(told: Callable[..., list[str]]) -> None:
    """One after the other, of others, and of something narrower."""
    rows = [
        GOOD.replace(",,2001", ",2010-01-01,2001"),
        "c2,host.asks,GBR,,,false,2010-01-01,,2010-01-01,execution-gbr-source,high\n",
        "c3,host.asks,FRA,,,false,,,2010-01-01,own-source,high\n",
        "c4,host.asks,GBR,vladimir-putin,,true,2012,,2012-01-01,execution-gbr-source,high\n",
    ]
    source = "id,title,kind,url,read_through\nown-source,A law,primary,https://example.org,\n"
    assert told({"claims.csv": HEAD + "".join(rows), "sources.csv": source}) == []


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"claim.csv": HEAD + GOOD},
            (
                "mine/records/claim.csv: unknown-file: this is not a file of records "
                "(did you mean `claims.csv`?)"
            ),
        ),
        ({"facts.yaml": "[]"}, "mine/records/facts.yaml: unknown-file"),
        ({"claims.csv.bak": ""}, "mine/records/claims.csv.bak: unknown-file"),
        (
            {"claims.csv": (HEAD + GOOD).replace("value", "valu")},
            (
                "mine/records/claims.csv:1: unknown-column: there is no column `valu`: did you "
                "mean `value`?"
            ),
        ),
        ({"claims.csv": "id,fact\n"}, "mine/records/claims.csv:1: missing-column"),
        ({"claims.csv": ""}, "mine/records/claims.csv:1: missing-header"),
    ],
)
def test_an_unknown_file_or_column_is_an_error(
    told: Callable[..., list[str]], files: dict[str, str], says: str
) -> None:
    """Nothing is passed over in silence."""
    assert any(one.startswith(says) for one in told(files))


def test_what_lies_beside_records_is_none(told: Callable[..., list[str]]) -> None:
    """What people read, and what is hidden."""
    assert told({"README.md": "# Claims", ".keep": "", "claims.csv": HEAD + GOOD}) == []


def test_an_unknown_file_stops_loading(directory: Path) -> None:
    """Also in a directory of records that stands in place of ours."""
    load_world(directory)
    (directory / "treaty_action.csv").write_text("id\n", "utf-8")
    with pytest.raises(RecordsError, match=r"did you mean `treaty_actions\.csv`"):
        load_world(directory)


# ------------------------------------------------------------------------ over time

FACT = Fact(
    *("host.kind", ("island", "mainland"), "M.", "Q?", Absence.PRESUMED, "mainland", "r", ""),
    Location("facts.yaml", 1),
)
GROUND = Holding(frozenset({"mainland"}), Basis.PRESUMED, reason="r")
CASE = Case("w", "p", "s", "GBR", "GBR")


def claim(**parts: str | None) -> FactClaim:
    """Return a claim that the host is an island, of whatever ``parts`` say."""
    return FactClaim.model_validate(
        {
            "id": "c1",
            "fact": "host.kind",
            "value": "island",
            "sources": ("s",),
            "confidence": "high",
            "public_on": "2000-01-01",
            **parts,
        }
    )


@pytest.mark.parametrize(
    ("claims", "day", "values"),
    [
        ([claim(state="GBR", since="2001-09-01")], "2001-08-31", {"mainland"}),
        ([claim(state="GBR", since="2001-09-01")], "2001-09-01", {"island"}),
        ([claim(state="GBR", until="2001-09-01")], "2001-08-31", {"island"}),
        ([claim(state="GBR", until="2001-09-01")], "2001-09-01", {"mainland"}),
        ([claim(state="GBR", since="2001-09")], "2001-09-15", {"island", "mainland"}),
        ([claim(state="GBR", since="2001-09")], "2001-10-01", {"island"}),
        ([claim(state="GBR", since="2001", until="2001")], "2001-06-01", {"island", "mainland"}),
        ([claim(state="GBR", since="2001", until="2001")], "2002-01-01", {"mainland"}),
        ([claim(state="FRA")], "2010-01-01", {"mainland"}),
        ([claim()], "2010-01-01", {"island"}),
        ([claim(person="q")], "2010-01-01", {"mainland"}),
        ([claim(person="p", place="GBR", warrant="w", situation="s")], "2010-01-01", {"island"}),
        ([claim(state="GBR"), claim(id="c2", value="mainland")], "2010-01-01", {"island"}),
        ([claim(id="c2", value="mainland"), claim(state="GBR")], "2010-01-01", {"island"}),
        ([claim(value="atoll")], "2010-01-01", {"mainland"}),
    ],
)
def test_a_claim_holds_from_its_day_to_its_end(
    claims: list[FactClaim], day: str, values: set[str]
) -> None:
    """What is narrower stands over what is wider; days that are not known leave it open."""
    steps = claimed(claims, FACT, CASE, GROUND)
    holding = steps.at(date.fromisoformat(day).toordinal())
    assert holding.values == values
    assert (holding.basis is Basis.PRESUMED) == (not holding.records)


@pytest.mark.parametrize(
    ("parts", "day", "until"),
    [
        ({"until": "2018-05-01"}, "2018-04-30", None),
        ({"until": "2018-05-01"}, "2018-05-01", "2018-05-01"),
        ({"until": "2018"}, "2018-12-30", None),
        ({"until": "2018", "until_public_on": "2017-01-01"}, "2017-01-01", "2018"),
        ({"until": "2018", "until_public_on": "2019-01-01"}, "2018-12-31", None),
        ({"until": "1999-05-01"}, "2000-01-01", "1999-05-01"),
    ],
)
def test_an_end_is_known_when_it_is_public(
    world: World, parts: dict[str, str], day: str, until: str | None
) -> None:
    """Until then the claim has none; before it is public itself there is no claim."""
    later = World(world.tables.model_copy(update={"claims": (claim(state="GBR", **parts),)}))
    (found,) = later.as_known_on(date.fromisoformat(day)).tables.claims
    assert found.until == until
    assert later.as_known_on(date(1999, 12, 31)).tables.claims == ()
