"""Days: any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from safeconduct.base.dates import STATUTE_ADOPTED, PartialDate, first_day, last_day, parse_day
from safeconduct.base.errors import InputError

pytestmark = pytest.mark.fuzz

_ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
_NEAR = st.from_regex(r"[0-9٠-٩+-]{0,5}[-/. ]?[0-9]{0,3}[-/. ]?[0-9]{0,3}[ \nT]?", fullmatch=True)
_LIKE = st.tuples(st.integers(0, 99999), st.integers(0, 99), st.integers(0, 99)).map(
    lambda parts: "-".join((f"{parts[0]:04}", f"{parts[1]:02}", f"{parts[2]:02}"))
)


@given(text=_ANY | _NEAR | _LIKE)
def test_any_text_is_a_day_or_an_error(text: str) -> None:
    """A day is written in one way; everything else is told with the field and the value."""
    try:
        day = parse_day(text, field="on")
    except InputError as error:
        assert error.field == "on"
        assert str(error).startswith("on ")
    else:
        assert day.isoformat() == text
        assert day >= STATUTE_ADOPTED


@given(text=_ANY | _NEAR | _LIKE | _LIKE.map(lambda text: text[:7]) | _LIKE.map(lambda t: t[:4]))
def test_any_text_is_a_partial_date_or_an_error(text: str) -> None:
    """What is accepted as a day, month or year has a first and a last day."""
    try:
        TypeAdapter(PartialDate).validate_python(text)
    except ValidationError:
        return
    assert date.min <= first_day(text) <= last_day(text) <= date.max
    assert first_day(text).isoformat().startswith(text)
