"""The index refuses two meanings, and the shipped index of places is sound and current."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib import resources

import pytest

from safeconduct.base.errors import InputError, RecordsError, UnknownName
from safeconduct.records import World
from safeconduct.records.names import NameEntry, NameIndex, PlaceAliases, Resolver, fold

OWN = resources.files("safeconduct.fixtures") / "names" / "place_aliases.csv"


def own_aliases() -> list[dict[str, str]]:
    """Return the rows of our own table of place names."""
    with OWN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_name_of_two_records_is_refused_with_both() -> None:
    """An alias that folds like another record's name stops the build and names both records."""
    entries = [NameEntry("a-one", "José Ruiz"), NameEntry("b-two", "Other", ("JOSE-RUIZ",))]
    with pytest.raises(RecordsError, match=r"alias-clash.*a-one and b-two") as caught:
        NameIndex(entries, file="persons.yaml")
    assert [d.subject for d in caught.value.diagnostics] == ["b-two"]


def test_all_clashes_are_reported_at_once() -> None:
    """The caller sees every clash, not only the first."""
    entries = [NameEntry("a", "One", ("Two",)), NameEntry("b", "one"), NameEntry("c", "two")]
    with pytest.raises(RecordsError) as caught:
        NameIndex(entries, file="x.yaml")
    assert {d.subject for d in caught.value.diagnostics} == {"b", "c"}


def test_the_same_name_twice_in_one_record_is_fine() -> None:
    """Aliases of one record may fold alike."""
    index = NameIndex([NameEntry("a", "Omar", ("OMAR", "Ömar"))], file="x.yaml")
    assert index.get("omar") == "a"


def test_a_name_without_letters_is_never_found() -> None:
    """An alias that folds to nothing does not catch every meaningless question."""
    assert NameIndex([NameEntry("a", "One", ("!!!",))], file="x.yaml").get("") is None


def test_every_shipped_name_is_in_folded_form() -> None:
    """A key in another form could never be found, so the index must follow the fold in use."""
    aliases = PlaceAliases.load()
    keys = [*aliases.names, *aliases.ambiguous, *aliases.cities]
    assert [key for key in keys if fold(key) != key or not key] == []
    assert aliases.cities <= aliases.names.keys()
    assert not aliases.names.keys() & aliases.ambiguous.keys()


def test_shipped_names_mean_places_of_the_record(real_world: World) -> None:
    """No name leads out of the records."""
    aliases = PlaceAliases.load()
    meant = {*aliases.names.values(), *(i for ids in aliases.ambiguous.values() for i in ids)}
    assert meant <= real_world.places.keys()


def meaning(resolver: Resolver, name: str) -> tuple[str, str]:
    """Return what a name means, and how; ``suggested``: it means none of the places."""
    try:
        match = resolver.find_place(name)
    except UnknownName as error:
        return "|".join(sorted(s.id for s in error.suggestions)), "suggested"
    return match.id, "city" if match.by == "city" else "name"


AS_KIND = {"abbreviation": "name", "several": "suggested", "elsewhere": "suggested"}
"""What a kind of our own table comes to."""


def test_our_own_table_is_in_the_index(resolver: Resolver) -> None:
    """Every row of the table means what it says; what is no certain name only suggests."""
    rows = own_aliases()
    assert len(rows) > 200
    said = {
        row["alias"]: ("|".join(sorted(row["place"].split("|"))), AS_KIND.get(kind, kind))
        for row in rows
        for kind in (row["kind"].replace("code", "elsewhere"),)
    }
    assert {alias: meaning(resolver, alias) for alias in said} == said


def test_exact_hits_load_no_fuzzy_library() -> None:
    """Only suggestions pay for the libraries that make them."""
    code = (
        "import sys\n"
        "from types import SimpleNamespace as N\n"
        "from safeconduct.records.names import Resolver\n"
        "p = {'MNG': N(id='MNG', name='Mongolia', alpha2='MN', alpha3='MNG')}\n"
        "r = Resolver(N(persons={}, places=p))\n"
        "assert r.place('mn') == r.place('Монгол') == r.place('Mongolei') == 'MNG'\n"
        "assert not {'rapidfuzz', 'anyascii'} & sys.modules.keys()\n"
        "try: r.place('Mongolai')\n"
        "except LookupError: pass\n"
        "assert {'rapidfuzz', 'anyascii'} <= sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_input_errors_are_value_errors() -> None:
    """Callers that know only the standard errors catch them, too."""
    assert issubclass(InputError, ValueError)
    assert issubclass(UnknownName, LookupError)
