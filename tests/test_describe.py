"""Records told in one sentence: each kind has words of its own."""

from __future__ import annotations

import pytest

from safeconduct import Engine
from safeconduct.records.tables import RECORD_KINDS


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_every_record_is_told_in_words(engine: Engine, kind: str) -> None:
    """A sentence, not the id; and never the note alone."""
    for record in engine.world.tables.of(kind):
        told = engine.describe(record)
        assert "-" not in record.id or record.id not in told.says
        assert told.says not in {record.note, ""}
        assert told.kind == type(record).__name__
        assert len(told.sources) == len(record.sources)


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        (
            "legislation-jpn",
            "Japan, Act on Cooperation with the International Criminal Court",
        ),
        ("legislation-aus", "covers arrest and surrender. Needs a certificate of the Attorney"),
        ("agreement-ago-usa", "Agreement of Angola with the United States not to surrender"),
        ("agreement-ago-usa", "signed on 2 May 2005; in force since 6 October 2005"),
        ("agreement-afg-usa", "whether it entered into force is not on record"),
        ("brics-bra", "Brazil: member of BRICS since 16 June 2009"),
        ("state:ZWE", "Zimbabwe (ZWE): member of the United Nations"),
    ],
)
def test_what_is_said(engine: Engine, id_: str, said: str) -> None:
    """What the record is, for whom, and since when."""
    assert said in engine.describe(engine.world.records[id_]).says
