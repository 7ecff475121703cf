"""Regenerate fixtures/names/places.json, the index of place names in many languages.

Development only: needs babel (CLDR, Unicode licence), pycountry (iso-codes: ISO 3166-1 with
translations, official long names among them) and the table of countries and territories that is
part of the package hdx-python-country (MIT licence), which has the names of UN M49 in the six
languages of the United Nations. Sources, the stronger first: our own
``fixtures/names/place_aliases.csv``; display names of the places; English and ISO names; names in
the other languages; names of UN M49; names of ISO 3166-1 in the other languages; long names made
of a form of State and a short name. A weaker name never changes what a stronger one means; names
of equal strength that mean different places become ambiguous.

Kinds of our own names: ``name``, ``city``, ``several`` (means any of the places given),
``abbreviation`` (a name that is written in capitals, so that it looks like a code), ``code`` (of
another list than ISO 3166-1: only suggests), ``elsewhere`` (more often another place: only
suggests).

Usage: python tools/build_place_names.py TAXONOMY.CSV [--check]
"""

from __future__ import annotations

import csv
import gettext
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycountry
import yaml
from babel import Locale

from safeconduct.records.names import fold

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
INDEX = FIXTURES / "names" / "places.json"
# fmt: off
LANGUAGES = (
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "es",
    "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id",
    "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml",
    "mn", "mr", "ms", "my", "nb", "ne", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "si",
    "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tk", "tr", "uk",
    "ur", "uz", "vi", "zh", "zh_Hant", "zu",
)
# Languages whose translations of iso-codes are well kept; those of the United Nations first.
LONG_NAMES = (
    "ar", "zh_CN", "fr", "ru", "es",
    "de", "he", "it", "ja", "ko", "nl", "pl", "pt", "sv", "tr", "uk",
)
# fmt: on
# Its names of M49 in Russian are in the genitive case.
UNITED_NATIONS = (
    "English Formal",
    "English Short",
    "French Short",
    "Spanish Short",
    "Russian Short",
    "Chinese Short",
    "Arabic Short",
    "M49 English",
    "M49 French",
    "M49 Spanish",
    "M49 Chinese",
    "M49 Arabic",
)
SHORT = {
    "fr": "French Short",
    "es": "Spanish Short",
    "ru": "Russian Short",
    "ar": "Arabic Short",
    "zh": "Chinese Short",
}
# How a form of State and a name are joined, with the names for which it can be.
JOINTS = {
    "fr": {
        " de ": "^[^aeiouh]",
        " du ": "^[^aeiou]",
        " de la ": "e$",
        " des ": "s$",
        " d'": "^[aeiouh]",
        " de l'": "^[aeiouh]",
    },
    "es": {" de ": "", " del ": "[^as]$", " de la ": "a$", " de las ": "as$", " de los ": "s$"},
    "ru": {" ": ""},
    "ar": {" ": "", " ال": "^(?!ال)"},
}
# Regions that CLDR names and ISO 3166-1 has no place for.
PARTS = {"AC": "SHN", "TA": "SHN", "DG": "IOT", "EA": "ESP", "IC": "ESP"}

LATIN = re.compile(r"[a-zA-Z]")
# Letters in capitals that are no abbreviation are taken for a code, up to this length.
CODE = 4

Named = Iterator[tuple[str, str]]


def own(kinds: set[str]) -> Named:
    """Yield alias and place ids (joined by ``|``) of our own table."""
    with (FIXTURES / "names" / "place_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in kinds:
                yield row["alias"], row["place"]


def united_nations(taxonomy: Path, codes: dict[str, str]) -> Named:
    """Yield the names of UN M49 and the formal English ones."""
    with taxonomy.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = codes.get(row["ISO 3166-1 Alpha 3-Codes"].lower())
            for column in UNITED_NATIONS:
                if place and row[column]:
                    yield row[column], place


def places() -> list[dict[str, str]]:
    """Return the place records as text."""
    text = (FIXTURES / "places.yaml").read_text(encoding="utf-8")
    return list(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506  # text only


def iso() -> Named:
    """Yield the names of ISO 3166-1 with their codes."""
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            name = getattr(country, attribute, None)
            if name:
                yield name, country.alpha_3
                head, comma, tail = name.partition(", ")
                if comma and tail.endswith(" of"):
                    yield f"{tail} {head}", country.alpha_3


def translated_iso(languages: Iterable[str]) -> Named:
    """Yield the names of ISO 3166-1, long ones among them, as iso-codes translates them."""
    for language in languages:
        table = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language])
        for country in pycountry.countries:
            for attribute in ("name", "official_name", "common_name"):
                name = getattr(country, attribute, None)
                if name and table.gettext(name) != name:
                    head, comma, tail = table.gettext(name).partition(", ")
                    yield f"{tail} {head}" if comma else head, country.alpha_3


def cldr(languages: Iterable[str], codes: dict[str, str]) -> Named:
    """Yield the names that CLDR gives to regions in the languages."""
    for language in languages:
        for region, name in Locale.parse(language).territories.items():
            id_ = PARTS.get(region) or codes.get(region)
            if id_:
                yield name, id_


def long_names(taxonomy: Path, codes: dict[str, str]) -> Named:
    """Yield official long names: the form of State of the English one before the short name.

    The words for each form are in our ``fixtures/names/forms_of_state.csv``; ``|`` is where the
    name stands. Every way to join them is given, since only one is ever written.
    """
    with (FIXTURES / "names" / "forms_of_state.csv").open(encoding="utf-8", newline="") as file:
        forms = {row["en"]: row for row in csv.DictReader(file)}
    with taxonomy.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = codes.get(row["ISO 3166-1 Alpha 3-Codes"].lower())
            form = forms.get(re.sub("^the ", "", row["English Formal"]).partition(" of ")[0])
            if not place or not form:
                continue
            for language, column in SHORT.items():
                short, (before, _, after) = row[column], form[language].partition("|")
                if language == "zh" and short:
                    yield f"{short}{before}", place
                elif short and not re.search(r"[,(]", short):
                    for joint, names in JOINTS[language].items():
                        if re.search(names, fold(short)):
                            yield f"{before}{joint}{short} {after}", place


def merge(tiers: Iterable[Iterable[tuple[str, str]]], codes: dict[str, str]) -> dict[str, set[str]]:
    """Return what every folded name means, tier by tier."""
    meaning: dict[str, set[str]] = {}
    for tier in tiers:
        here: dict[str, set[str]] = {}
        for name, ids in tier:
            here.setdefault(fold(name), set()).update(ids.split("|"))
        for key, meant in here.items():
            known = meaning.get(key)
            if known is None:
                meaning[key] = meant
            elif not meant <= known:
                print(
                    f"{key!r} means {sorted(known)}, not {sorted(meant)}",
                    file=sys.stderr,
                )
    for key, meant in meaning.items():
        if key in codes and codes[key] not in meant:
            meant.add(codes[key])
            print(f"{key!r} is a name and a code: {sorted(meant)}", file=sys.stderr)
    meaning.pop("", None)
    return meaning


def build(taxonomy: Path) -> str:
    """Return the text of the index."""
    records = places()
    by_alpha2 = {p["alpha2"]: p["id"] for p in records if "alpha2" in p}
    codes = {code.lower(): p["id"] for p in records for code in (p.get("alpha2"), p["id"]) if code}
    english = (
        [(p["name"], p["id"]) for p in records],
        [*iso(), *cldr(["en"], by_alpha2)],
    )
    meaning = merge(
        (
            own({"name", "abbreviation", "city", "several"}),
            *english,
            cldr(LANGUAGES, by_alpha2),
            united_nations(taxonomy, codes),
            translated_iso(LONG_NAMES),
            long_names(taxonomy, codes),
        ),
        codes,
    )
    elsewhere = {fold(name): ids.split("|") for name, ids in own({"elsewhere"})}
    suggested = {fold(name): ids.split("|") for name, ids in own({"code"})} | elsewhere
    meaning = {key: ids for key, ids in meaning.items() if key not in elsewhere}
    certain = {key: next(iter(ids)) for key, ids in sorted(meaning.items()) if len(ids) == 1}
    several = {key: sorted(ids) for key, ids in sorted(meaning.items()) if len(ids) > 1}
    cities = sorted({fold(alias) for alias, _ in own({"city"})} & certain.keys())
    # Latin letters that are a name in another language are more likely the code of some list.
    written_so = (
        *own({"abbreviation"}),
        *(named for tier in english for named in tier),
        *((name, id_) for name, id_ in own({"name"}) if not name.isupper()),
        *((name, id_) for name, id_ in cldr(LANGUAGES, by_alpha2) if not LATIN.search(name)),
    )
    capitals = {fold(name.replace(".", "")) for name, _ in written_so}
    data = {
        "names": certain,
        "cities": cities,
        "ambiguous": several,
        "suggested": dict(sorted(suggested.items())),
        "capitals": sorted(capitals & {key for key in certain if len(key) <= CODE}),
    }
    return json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the index, or with ``--check`` only say whether it is up to date."""
    text = build(Path(sys.argv[1]))
    if "--check" in sys.argv[2:]:
        return int(INDEX.read_text(encoding="utf-8") != text)
    INDEX.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
