"""Names of persons and places: any text, in any script, broken in any way."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.base.errors import InputError, UnknownName
from safeconduct.records import load_world
from safeconduct.records.names import Resolver
from safeconduct.records.names.fold import fold
from safeconduct.records.world import World

from .mutations import NASTY, damages

pytestmark = pytest.mark.fuzz


@cache
def world() -> World:
    return load_world()


@cache
def resolver() -> Resolver:
    return Resolver(world())


@cache
def known() -> tuple[str, ...]:
    persons = [
        name for one in world().persons.values() for name in (one.id, one.name, *one.aliases)
    ]
    return (*persons, *(name for one in world().places.values() for name in (one.id, one.name)))


_ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
_MARKS = st.text(
    st.sampled_from("\u202e\u200b\u200d\u0301\u0300\x00\t\n \u00a0-'’.،,&あアÅﬁǅ𝕏"), max_size=30
)
_LONG = st.builds(
    lambda part, times: part * times, st.sampled_from(["a", "ب", "é ", "the "]), st.integers(0, 400)
)
_REAL = st.deferred(lambda: st.sampled_from(known())).flatmap(damages)
_TEXT = _ANY | _MARKS | _LONG | _REAL | st.sampled_from(NASTY)


@given(text=_TEXT)
def test_any_text_names_one_record_or_none(text: str) -> None:
    """A name leads to one id or to an error that shows it; nothing else is ever raised."""
    for find, records in (
        (resolver().find_person, world().persons),
        (resolver().find_place, world().places),
    ):
        try:
            match = find(text)
        except InputError as error:
            assert error.field
            assert str(error).isprintable() or text
        except UnknownName as error:
            assert error.value == text
            assert len(error.suggestions) <= 5
            assert all(one.id in records for one in error.suggestions)
        else:
            assert match.id in records


@given(text=_TEXT)
def test_folding_ends(text: str) -> None:
    """Folding twice changes nothing, whatever the text."""
    assert fold(fold(text)) == fold(text)
