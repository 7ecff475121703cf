"""JSON is read as it is written, and a member that is given twice is told with its path."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.base.json_text import NotJson, RepeatedMembers, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False,
    allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner,
    max_size=3),
    max_leaves=12,
)  # fmt: skip
OBJECTS = st.dictionaries(st.sampled_from(("on", "a", "", '"', "é", "x:")), VALUES, min_size=1)


@given(VALUES)
def test_json_without_repetition_is_what_was_written(value: Any) -> None:
    """Whatever it is."""
    assert read_json(json.dumps(value).encode()) == value


def _written(value: Any, twice: str) -> str:
    """Write an object with one of its members given once more at its end."""
    text = json.dumps(value)
    return f"{text[:-1]}, {json.dumps(twice)}: 0}}"


@given(inner=OBJECTS, data=st.data(), depth=st.integers(0, 4))
def test_a_member_given_twice_is_told_at_any_depth(
    inner: dict[str, Any], data: st.DataObject, depth: int
) -> None:
    """With its path, and what the text would be if the last counted."""
    name = data.draw(st.sampled_from(sorted(inner)))
    text, path, value = _written(inner, name), name, {**inner, name: 0}
    for level in range(depth):
        if level % 2:
            text, path, value = f'{{"k": {text}, "l": 1}}', f"k.{path}", {"k": value, "l": 1}
        else:
            text, path, value = f"[1, {text}]", f"1.{path}", [1, value]  # type: ignore[assignment]
    with pytest.raises(RepeatedMembers) as raised:
        read_json(text.encode())
    ((told, values),) = raised.value.members.items()
    assert told == path
    assert values[1:] == ("0",)
    assert raised.value.value == value
    assert repr(path) in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"on":"a","on":"b"}',
            """member 'on' is given 2 times ("a", "b"); it can be given once""",
        ),
        ('{"o\\u006e":1,"on":{},"on":[]}', "'on' is given 3 times (1, an object, a list)"),
        ('{"a":{"b":1,"b":2},"a":3}', "'a' is given 2 times (an object, 3)"),
        ('{"a":{"b":1,"b":2},"a":3}', "'a.b' is given 2 times (1, 2)"),
    ],
)
def test_what_is_said_of_a_member_given_twice(text: str, told: str) -> None:
    """Its path and the values, shortened."""
    with pytest.raises(RepeatedMembers) as raised:
        read_json(text.encode())
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not JSON"),
        ("{", "column 2"),
        ('{"a":\n,}', "line 2, column 1"),
        ("NaN", "is not JSON"),
        ("[" * 101 + "]" * 101, "is nested deeper than 100 levels"),
        ('{"a":' * 101 + "1" + "}" * 101, "is nested deeper than 100 levels"),
        ("[" * 100_000, "is not JSON"),
        ('{"a": 1e999}', "is not JSON"),
        ('{"a": "\\ud800"}', "is not JSON"),
    ],
)
def test_what_is_not_json_is_told_with_its_place(text: str, told: str) -> None:
    """However long or deep it is."""
    with pytest.raises(NotJson) as raised:
        read_json(text.encode())
    assert told in str(raised.value)


def test_a_hundred_levels_are_read() -> None:
    """More than anybody writes."""
    assert json.dumps(read_json(b"[" * 100 + b"]" * 100)) == "[" * 100 + "]" * 100
