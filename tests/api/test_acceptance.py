"""The questions of ``acceptance.yaml``, asked over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from safeconduct.base.yaml12 import load

FILE = Path(__file__).with_name("acceptance.yaml")
Get = Callable[..., httpx.Response]
EXACT = ("outcome", "reason", "contested", "duty", "exposure")


def cases() -> Iterator[Any]:
    entries: Any = load(FILE.read_text(encoding="utf-8"), file=FILE.name).value
    for entry in entries:
        question = dict(entry["question"])
        for place in question.pop("places", [question.get("place")]):
            asked = question if place is None else {**question, "place": place}
            name = " ".join(str(value) for value in asked.values()) or "nothing"
            yield pytest.param(asked, entry["expect"], entry["why"], id=name)


@pytest.mark.parametrize(("question", "expect", "why"), list(cases()))
def test_the_answer_is_what_the_law_says(
    get: Get, question: dict[str, str], expect: dict[str, Any], why: str
) -> None:
    """Every accepted answer is given, and every mistake is named."""
    response = get("/v1/travel-risk", {**question, "include": "all"})
    answer = response.json()
    assert response.status_code == expect.get("status", 200), (answer, why)
    if "status" in expect:
        found = {error["field"]: error for error in answer["errors"]}[expect["field"]]
        assert found["code"] == expect["code"], why
        near = [suggestion["id"] for suggestion in found["suggestions"]]
        assert near[:1] == ([expect["suggests"]] if "suggests" in expect else []), why
        return
    for name in EXACT:
        if name in expect:
            assert answer[name] == expect[name], (name, why)
    for name in ("grounds", "qualifications"):
        assert set(expect.get(name, ())) <= set(answer[name]), why
        assert not set(expect.get(f"without_{name}", ())) & set(answer[name]), why
    assert set(expect.get("turns_on", ())) <= {turn["issue"] for turn in answer["turns_on"]}, why


def test_123_states_would_have_had_to_arrest_as_parties(get: Get) -> None:
    """On 18 September 2023, 123 of the States had to arrest the President of Russia as parties."""
    states = [
        place["id"]
        for place in get("/v1/places", {"limit": 500}).json()["items"]
        if place["kind"] == "state"
    ]
    asked = {"person": "vladimir-putin", "on": "2023-09-18"}
    answers = {place: get("/v1/travel-risk", {**asked, "place": place}).json() for place in states}
    bound = {
        place
        for place, answer in answers.items()
        if answer["outcome"] == "must_arrest" and "as_party" in answer["grounds"]
    }
    assert len(bound) == 123
    others = {p for p, answer in answers.items() if answer["outcome"] == "must_arrest"} - bound
    assert others == {"UKR"}
