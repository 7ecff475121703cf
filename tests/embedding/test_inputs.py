"""Days of any kind are taken, and what is of a wrong type is refused in words."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import (
    Assessment,
    Engine,
    InputError,
    Question,
    RecordsError,
    RulesError,
    UnknownName,
)
from safeconduct.answers.comparison.compare import compare, two_or_more
from safeconduct.ask import ask
from safeconduct.base.dates import day_of

PERSON, PLACE = "vladimir-putin", "MNG"
DAY = date(2024, 9, 2)
WEST = timezone(timedelta(hours=-2))

DAYS: dict[str, Any] = {
    "date": DAY,
    "datetime": datetime(2024, 9, 2, 23, 59),  # noqa: DTZ001  # without a zone on purpose
    "datetime with a zone": datetime(2024, 9, 2, 23, tzinfo=WEST),
    "text": "2024-09-02",
    "text of NumPy": np.str_("2024-09-02"),
    "pandas": pd.Timestamp("2024-09-02 23:59"),
    "pandas with a zone": pd.Timestamp("2024-09-02 00:30", tz="Europe/Paris"),
    "a cell of a pandas column": pd.to_datetime(pd.Series(["2024-09-02"])).iloc[0],
    "a cell of its values": pd.to_datetime(pd.Series(["2024-09-02"])).to_numpy()[0],
    "NumPy in days": np.datetime64("2024-09-02"),
    "NumPy in minutes": np.datetime64("2024-09-02T23:59"),
    "NumPy in nanoseconds": np.datetime64("2024-09-02T05:00", "ns"),
    "Arrow date": pa.scalar(DAY),
    "Arrow timestamp": pa.scalar(datetime(2024, 9, 2, 3)),  # noqa: DTZ001
    "Arrow text": pa.scalar("2024-09-02"),
}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_a_day_may_be_of_any_kind(engine: Engine, day: Any) -> None:
    """Wherever a day is asked for, each kind means the same day, and becomes a plain date."""
    answer = engine.travel_risk(PERSON, PLACE, on=day)
    assert answer.on == DAY
    assert type(answer.on) is date
    assert engine.travel_risk(PERSON, PLACE, on="2024-09-01", until=day).stay.until == DAY  # type: ignore[union-attr]
    assert engine.known_on(day).world.known_on == DAY
    assert engine.map(PERSON, on=day).on == DAY
    assert engine.changes(PERSON, PLACE, on=day).on == DAY
    assert engine.wanted(day) == engine.wanted("2024-09-02")
    questions = two_or_more(engine, Question(person=PERSON, place=PLACE, on=day), other_place="KAZ")
    assert [one.on for one in questions] == [DAY, DAY]


@given(
    st.datetimes(datetime(1998, 7, 19), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu"]),
)
def test_a_datetime_means_the_day_that_it_shows_in_its_own_zone(
    moment: datetime, zone: str
) -> None:
    """Whoever made it: `datetime`, pandas, NumPy or Arrow."""
    aware = moment.replace(tzinfo=ZoneInfo(zone))
    for naive in (moment, pd.Timestamp(moment), np.datetime64(moment), pa.scalar(moment)):
        assert day_of(naive, "on") == moment.date()
    for one in (aware, pd.Timestamp(aware), pa.scalar(aware, pa.timestamp("us", zone))):
        assert day_of(one, "on") == moment.date()


class Hostile:
    """Cannot be shown, compared or hashed."""

    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __repr__
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError


WRONG: dict[str, Any] = {
    "NaN": float("nan"),
    "a float": 1.5,
    "an integer": 3,
    "an integer beyond printing": 10**5000,
    "a Boolean": True,
    "bytes": b"2024-09-02",
    "a list": [],
    "a tuple": (1, 2),
    "a set": set(),
    "NaT": pd.NaT,
    "NA": pd.NA,
    "NaT of NumPy": np.datetime64("NaT", "D"),
    "NaN of NumPy": np.float32("nan"),
    "a number of NumPy": np.int64(20240902),
    "beyond the calendar": np.datetime64(10**15, "D"),
    "an array": np.array(["MNG"]),
    "a frame": pd.DataFrame({"on": ["2024-09-02"]}),
    "a column": pd.Series(["2024-09-02"]),
    "a decimal": Decimal("NaN"),
    "null of Arrow": pa.scalar(None, pa.date32()),
    "a time": time(3),
    "a class": Engine,
    "something hostile": Hostile(),
    "half a character": "\ud800",
    "no text": "",
}

CALLS: dict[str, Callable[[Engine, Any], object]] = {
    "person": lambda engine, value: engine.travel_risk(value, PLACE),
    "place": lambda engine, value: engine.travel_risk(PERSON, value),
    "on": lambda engine, value: engine.travel_risk(PERSON, PLACE, on=value),
    "until": lambda engine, value: engine.travel_risk(PERSON, PLACE, on=DAY, until=value),
    "known_on": lambda engine, value: engine.travel_risk(PERSON, PLACE, known_on=value),
    "presence": lambda engine, value: engine.travel_risk(PERSON, PLACE, presence=value),
    "purpose": lambda engine, value: engine.travel_risk(PERSON, PLACE, purpose=value),
    "profile": lambda engine, value: engine.map(PERSON, profile=value),
    "assume": lambda engine, value: engine.what_if(PERSON, PLACE, assume=value),
    "assume.host.status": lambda engine, value: engine.what_if(
        PERSON, PLACE, assume={"host.status": value}
    ),
    "positions": lambda engine, value: engine.travel_risk(PERSON, PLACE, positions=value),
    "positions.personal-immunity": lambda engine, value: engine.changes(
        PERSON, PLACE, positions={"personal-immunity": value}
    ),
    "outcome": lambda engine, value: engine.why_not(PERSON, PLACE, value),
    "form": lambda engine, value: engine.travel_risk(PERSON, PLACE, on=DAY).explain(value),
    "records": lambda _, value: Engine.load(records=value),
    "rules": lambda _, value: Engine.load(rules=[value]),
    "today": lambda engine, value: Engine(
        engine.world, engine.rulebase, today=lambda: value, inference=engine.inference
    ).clock(),
    "other_place": lambda engine, value: compare(
        engine, two_or_more(engine, Question(person=PERSON, place=PLACE), other_place=value)
    ),
    "other_on": lambda engine, value: two_or_more(
        engine, Question(person=PERSON, place=PLACE), other_on=value
    ),
    "other_assume": lambda engine, value: two_or_more(
        engine, Question(person=PERSON, place=PLACE), other_assume=value
    ),
}


@pytest.mark.parametrize("field", CALLS)
@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_a_wrong_type_is_an_error_about_the_field(engine: Engine, field: str, value: Any) -> None:
    """Nothing raises from within: the error names field and value, and can be read and sent."""
    with pytest.raises((InputError, UnknownName)) as caught:
        CALLS[field](engine, value)
    error = caught.value
    assert error.field == field
    assert error.value is None or isinstance(error.value, str)
    assert len(str(error)) < 4000
    assert field in str(error)


@pytest.mark.parametrize("field", ["person", "place", "presence", "purpose", "until_"])
def test_nothing_where_something_is_needed_says_what_is_expected(
    engine: Engine, field: str
) -> None:
    """`None` is today, all records and the usual profile; elsewhere it is a mistake."""
    given = {"person": PERSON, "place": PLACE, "on": None, "known_on": None, "profile": None}
    if field == "until_":
        answer = engine.travel_risk(**given)
        assert answer.on == engine.clock()
        assert answer.profile == engine.rulebase.default_profile.id
        return
    with pytest.raises(InputError, match=f"{field}: nothing is given; expected text; valid: "):
        engine.travel_risk(**{**given, field: None})
    with pytest.raises(InputError, match="known_on: nothing is given; expected a day"):
        engine.known_on(None)  # type: ignore[arg-type]


def test_a_wrong_type_says_what_would_be_right(engine: Engine) -> None:
    """The message reads as a sentence, with the value and what is taken."""
    with pytest.raises(InputError) as caught:
        engine.travel_risk(PERSON, float("nan"))  # type: ignore[arg-type]
    told = "place 'nan': is a missing value; expected text; valid: an id, a code or a name"
    assert str(caught.value) == told
    with pytest.raises(InputError) as caught:
        engine.travel_risk(PERSON, PLACE, on=20240902)  # type: ignore[arg-type]
    told = "on '20240902': is of type int, not a day; valid: YYYY-MM-DD, a date or datetime"
    assert str(caught.value) == told


@pytest.mark.parametrize("kind", [name for name, one in WRONG.items() if not isinstance(one, str)])
def test_a_plain_question_is_text(engine: Engine, kind: str) -> None:
    """Anything else is refused with examples of questions."""
    with pytest.raises(InputError, match=r"question.*text; valid: "):
        ask(engine, WRONG[kind])


def test_a_boolean_of_numpy_supposes_a_fact(engine: Engine) -> None:
    """A cell of a column of Booleans is as good as a Boolean."""
    fact = next(fact.name for fact in engine.rulebase.facts if fact.boolean)
    supposed: Any = {fact: np.True_}
    engine.check_assumed(supposed)
    assert engine.query(PERSON, PLACE, assume=supposed).given.assumed == {fact: "true"}


class Somewhere:
    """A path of another library."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __fspath__(self) -> str:
        return str(self._path)


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with a rule base of one rule."""
    made = tmp_path_factory.mktemp("layer")
    made.joinpath("own.yaml").write_text(
        "- id: own-note\n  title: A rule of one's own\n  cite: Own law, art. 1\n"
        "  if: [warrant_calls_for_arrest]\n  then: arrest_owed_as_party\n",
        encoding="utf-8",
    )
    return made


@pytest.mark.parametrize("form", [str, Path, Somewhere, lambda path: [str(path)]])
def test_a_path_may_be_text_and_stand_alone(layer: Path, form: Callable[[Path], Any]) -> None:
    """Text, `pathlib` and any other path of Python's kind are taken, one or several."""
    try:
        engine = Engine.load(rules=form(layer))
    except RulesError as error:
        pytest.fail(str(error))
    assert any(rule.id == "own-note" for rule in engine.rulebase.rules)


def test_records_may_be_named_by_text(engine: Engine) -> None:
    """The directory of the embedded records, named as text, holds the same world."""
    records = Path(__file__).parents[2] / "fixtures"
    assert Engine.load(records=str(records)).world.digest == engine.world.digest


@pytest.mark.parametrize(
    ("records", "rules"), [("nowhere-at-all", ()), (None, "nowhere-at-all"), (None, [Path("no")])]
)
def test_a_directory_that_is_not_there_is_named(records: Any, rules: Any) -> None:
    """A path that leads nowhere is an error about the files, not a traceback from the system."""
    with pytest.raises((RecordsError, RulesError), match=r"nowhere-at-all|no"):
        Engine.load(records=records, rules=rules)


def test_a_relative_path_holds_where_the_engine_was_loaded(
    layer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that is copied to another directory's process finds its rules again."""
    monkeypatch.chdir(layer.parent)
    engine = Engine.load(rules=layer.name)
    monkeypatch.chdir(os.sep)
    assert engine.__reduce__()[1][1].rules == (layer,)  # type: ignore[attr-defined]


def test_an_answer_is_not_changed_by_what_was_handed_in(engine: Engine) -> None:
    """A mapping that its owner changes later does not change the question."""
    positions = {"personal-immunity": "council_waiver"}
    query = engine.query(PERSON, PLACE, on=DAY, positions=positions)
    positions.clear()
    assert query.positions == {"personal-immunity": "council_waiver"}


def test_an_answer_to_a_question_in_its_own_types_is_the_same(
    engine: Engine, answer: Assessment
) -> None:
    """What a data frame hands over is asked like plain text."""
    row = pd.DataFrame({"person": [PERSON], "place": [PLACE], "on": [DAY]}).iloc[0]
    assert engine.travel_risk(row["person"], row["place"], on=row["on"]) == answer
