"""Regenerate fixtures/names/places.json, the index of place names in many languages.

Development only: needs babel (CLDR, Unicode licence) and pycountry (ISO 3166-1). Sources, the
stronger first: our own ``fixtures/names/place_aliases.csv``; display names of the places; English
and ISO names; names in the other languages. A weaker name never changes what a stronger one
means; names of equal strength that mean different places become ambiguous.

Usage: python tools/build_place_names.py [--check]
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycountry
import yaml
from babel import Locale

from safeconduct.names import fold

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
# fmt: on
# Regions that CLDR names and ISO 3166-1 has no place for.
PARTS = {"AC": "SHN", "TA": "SHN", "DG": "IOT", "EA": "ESP", "IC": "ESP"}

Named = Iterator[tuple[str, str]]


def own(kinds: set[str]) -> Named:
    """Yield alias and place ids (joined by ``|``) of our own table."""
    with (FIXTURES / "names" / "place_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in kinds:
                yield row["alias"], row["place"]


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


def cldr(languages: Iterable[str], codes: dict[str, str]) -> Named:
    """Yield the names that CLDR gives to regions in the languages."""
    for language in languages:
        for region, name in Locale.parse(language).territories.items():
            id_ = PARTS.get(region) or codes.get(region)
            if id_:
                yield name, id_


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


def build() -> str:
    """Return the text of the index."""
    records = places()
    by_alpha2 = {p["alpha2"]: p["id"] for p in records if "alpha2" in p}
    codes = {code.lower(): p["id"] for p in records for code in (p.get("alpha2"), p["id"]) if code}
    meaning = merge(
        (
            own({"name", "city", "several"}),
            ((p["name"], p["id"]) for p in records),
            (*iso(), *cldr(["en"], by_alpha2)),
            cldr(LANGUAGES, by_alpha2),
        ),
        codes,
    )
    certain = {key: next(iter(ids)) for key, ids in sorted(meaning.items()) if len(ids) == 1}
    several = {key: sorted(ids) for key, ids in sorted(meaning.items()) if len(ids) > 1}
    cities = sorted({fold(alias) for alias, _ in own({"city"})} & certain.keys())
    data = {"names": certain, "cities": cities, "ambiguous": several}
    return json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the index, or with ``--check`` only say whether it is up to date."""
    text = build()
    if "--check" in sys.argv[1:]:
        return int(INDEX.read_text(encoding="utf-8") != text)
    INDEX.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
