"""What can be taken along: the map as a picture, the table, a citation, a memo."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

from safeconduct import Atlas, Engine, Outcome, __version__
from safeconduct.base import YES, day

from .asked import PageQuestion
from .worldmap import WorldMap


class Tones(dict[str, tuple[str, str]]):
    """Two tones by outcome; the outcomes of other rules share theirs."""

    def __missing__(self, outcome: str) -> tuple[str, str]:
        return "#b0653f", "#dba98c"


COLOURS: Final = Tones(
    {
        Outcome.MUST_ARREST.value: ("#1d4570", "#5f86b1"),
        Outcome.MAY_ARREST.value: ("#e3cd97", "#c3a75f"),
        Outcome.MUST_NOT_ARREST.value: ("#5f9b88", "#a5cdbf"),
        "undetermined": ("#8a6a9f", "#c3aed1"),
        Outcome.NO_POWER.value: ("#aab2b8", "#838c93"),
        Outcome.NO_WARRANT_IN_FORCE.value: ("#d6dadd", "#b4babf"),
    }
)
"""The tones of a picture that stands alone, as in the light style sheet, and their lines."""


_COLUMNS: Final = (
    *("person", "on", "profile", "place", "name", "kind", "code", "outcome", "reason"),
    *("contested", "exposure", "grounds", "world", "rules"),
)


def caption(drawn: WorldMap, question: PageQuestion, engine: Engine) -> str:
    """Return the lines below a picture: what it shows, of which day, from what."""
    return (
        f"{drawn.headline}, {day(question.on)}. Reading: {engine.profile(question.profile).id}. "
        f"Source: safeconduct {__version__}, records {engine.world.digest[:12]}, "
        f"rules {engine.rulebase.digest[:12]}; shapes: Natural Earth."
    )


def rows(atlas: Atlas, engine: Engine) -> list[dict[str, str]]:
    """Return every place with its answer, and the digests in each row."""
    return [
        {
            "person": atlas.person.id,
            "on": atlas.on.isoformat(),
            "profile": atlas.profile,
            "place": spot.place.id,
            "name": spot.place.name,
            "kind": engine.world.places[spot.place.id].kind,
            "code": spot.code or "",
            "outcome": spot.outcome.value,
            "reason": spot.reason or "",
            "contested": YES[spot.contested],
            "exposure": spot.exposure,
            "grounds": " ".join(spot.grounds),
            "world": atlas.world,
            "rules": atlas.rules,
        }
        for spot in atlas.places
    ]


def as_csv(listed: Sequence[Mapping[str, str]]) -> str:
    """Return rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def as_parquet(listed: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    schema = pa.schema([(name, pa.string()) for name in _COLUMNS])
    parquet.write_table(pa.Table.from_pylist(listed, schema), out)
    return out.getvalue()


def citations(title: str, address: str, engine: Engine, today: date) -> list[tuple[str, str]]:
    """Return the page as a citation in OSCOLA, BibTeX and CSL-JSON."""
    digests = f"records {engine.world.digest[:12]}, rules {engine.rulebase.digest[:12]}"
    oscola = f"safeconduct, ‘{title}’ ({digests}) <{address}> accessed {day(today)}"
    bibtex = (
        f"@misc{{safeconduct-{today.isoformat()},\n"
        f"  author = {{{{safeconduct}}}},\n"
        f"  title = {{{_tex(title)}}},\n"
        f"  year = {{{today.year}}},\n"
        f"  url = {{{_tex(address)}}},\n"
        f"  urldate = {{{today.isoformat()}}},\n"
        f"  note = {{Version {__version__}, {digests}}}\n"
        "}"
    )
    csl: dict[str, Any] = {
        "id": f"safeconduct-{today.isoformat()}",
        "type": "webpage",
        "title": title,
        "author": [{"literal": "safeconduct"}],
        "URL": address,
        "accessed": {"date-parts": [[today.year, today.month, today.day]]},
        "version": str(__version__),
        "note": digests,
    }
    return [
        ("OSCOLA", oscola),
        ("BibTeX", bibtex),
        ("CSL-JSON", json.dumps([csl], ensure_ascii=False, indent=2)),
    ]


def _tex(text: str) -> str:
    return "".join(f"\\{char}" if char in "&%$#_{}" else char for char in text)


def embedded(title: str, address: str) -> str:
    """Return the markup that shows a map within a page of somebody else."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="640" '
        'style="border:0" loading="lazy"></iframe>'
    )
