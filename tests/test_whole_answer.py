"""The whole answer, written from what is kept: the same as the document, part by part."""

from __future__ import annotations

from datetime import timedelta

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import AssessmentDocument, Engine
from safeconduct.answers.forms.text import explain
from safeconduct.base.dates import STATUTE_ADOPTED
from safeconduct.base.json_text import written

DAYS = st.integers(0, 11_000).map(lambda days: STATUTE_ADOPTED + timedelta(days=days))
ASSUMED = ({}, {"person.office": "none"}, {"host.status": "party"}, {"request.received": False})


@given(data=st.data(), on=DAYS, stay=st.integers(0, 366))
@settings(max_examples=60)
def test_it_says_what_the_document_says(
    engine: Engine, data: st.DataObject, on: object, stay: int
) -> None:
    """For whomever, wherever, whenever and however; and the short answer is the same model."""
    draw = data.draw
    asked = {
        "on": on,
        "presence": draw(st.sampled_from(engine.presences)),
        "purpose": draw(st.sampled_from(engine.purposes)),
        "profile": draw(st.sampled_from(sorted(engine.rulebase.profiles))),
        "until": on + timedelta(days=stay) if draw(st.booleans()) else None,  # type: ignore[operator]
    }
    person = draw(st.sampled_from(sorted(engine.world.persons)))
    place = draw(st.sampled_from(sorted(engine.world.places)))
    answer = engine.travel_risk(person, place, **asked)  # type: ignore[arg-type]
    found = orjson.loads(answer.to_json())
    assert found == answer.document.model_dump(mode="json")
    assert orjson.loads(answer.summary.to_json()) == answer.summary.model_dump(mode="json")
    names = draw(st.sets(st.sampled_from(sorted(found.keys() - {"records"}))))
    part = orjson.loads(written(answer.members((*names, "records"))))
    assert part == {name: found[name] for name in names} | {"records": part["records"]}
    assert part["records"].items() <= found["records"].items()


@given(data=st.data())
@settings(max_examples=20)
def test_it_can_be_explained_where_it_arrives(engine: Engine, data: st.DataObject) -> None:
    """Read from its JSON it is told in the same words, also where something is supposed."""
    person = data.draw(st.sampled_from(("putin", "joseph-kony", "netanyahu", "omar-al-bashir")))
    place = data.draw(st.sampled_from(("MNG", "HUN", "UGA", "ZAF", "crimea")))
    assume = data.draw(st.sampled_from(ASSUMED))
    answer = engine.travel_risk(person, place, on="2024-09-02", assume=assume)
    read = AssessmentDocument.model_validate_json(answer.to_json())
    assert read == answer.document
    assert explain(read, answer.changes) == answer.explain()
