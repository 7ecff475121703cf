"""Names as people, registers and statistical tables write them, with what each means."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from safeconduct.base.errors import InputError, UnknownName
from safeconduct.records.names import Match, Resolver

HERE = Path(__file__).parent


def rows(table: str) -> list[tuple[str, str, str]]:
    """Return the rows of a table.

    ``by``: how a name is recognised; ``suggested``: refused, with exactly the records in ``means``
    to choose from, or the first of similar names; ``nobody`` and ``nowhere``: refused.
    """
    with (HERE / table).open(encoding="utf-8", newline="") as file:
        return [(row["written"], row["means"], row["by"]) for row in csv.DictReader(file)]


def outcome(look: object, written: str) -> tuple[str, str]:
    """Return what a name means, and how, as the table writes it."""
    try:
        match = look(written)  # type: ignore[operator]
    except UnknownName as error:
        near = error.suggestions
        if not near:
            return "", "nobody" if error.field == "person" else "nowhere"
        certain = near[0].score == 100
        return "|".join(one.id for one in (near if certain else near[:1])), "suggested"
    assert isinstance(match, Match)
    return match.id, match.by


@pytest.mark.parametrize(("written", "means", "by"), rows("persons.csv"))
def test_a_person_is_who_is_meant_or_nobody(
    written: str, means: str, by: str, resolver: Resolver
) -> None:
    """Titles, brackets, second names, registers, relatives and namesakes from sanctions lists."""
    assert outcome(resolver.find_person, written) == (means, by)


@pytest.mark.parametrize(("written", "means", "by"), rows("places.csv"))
def test_a_place_is_where_is_meant_or_a_choice(
    written: str, means: str, by: str, resolver: Resolver
) -> None:
    """Codes, abbreviations, official long names, names of tables, names borne elsewhere."""
    assert outcome(resolver.find_place, written) == (means, by)


@pytest.mark.parametrize(
    "written",
    ["Putin\0", "\x00", "Pu\x07tin", "Putin\tVladimir", "Pu\ntin", "Mali\x7f", "\x1fMali"],
)
def test_a_control_character_is_an_error(written: str, resolver: Resolver) -> None:
    """What is in no name is told with its number, before anything is looked up."""
    for look, field in ((resolver.person, "person"), (resolver.place, "place")):
        with pytest.raises(InputError, match=r"control character U\+00") as caught:
            look(written)
        assert caught.value.field == field


def test_white_space_around_a_name_is_no_error(resolver: Resolver) -> None:
    """Lines and cells end in it."""
    assert resolver.person(" Vladimir Putin\r\n") == "vladimir-putin"


def test_a_name_that_nobody_has_is_told_as_such(resolver: Resolver) -> None:
    """The message is about the record, and no word of a likeness."""
    with pytest.raises(UnknownName) as caught:
        resolver.person("Trump")
    told = "'Trump': nobody of that name is on record as publicly sought by the Court"
    assert str(caught.value) == told
    assert caught.value.nobody


def test_the_alias_of_a_son_of_joseph_kony_is_not_taken_in_a_table(resolver: Resolver) -> None:
    """Regulation (EU) 224/2014 lists Ali Kony as 'Bashir'; the press means Omar al-Bashir by it."""
    assert resolver.find_person("'Bashir'").by == "surname"
    with pytest.raises(UnknownName, match="give the full name, or allow surnames") as caught:
        resolver.find_person("'Bashir'", surnames=False)
    assert [near.id for near in caught.value.suggestions] == ["omar-al-bashir"]
