"""What somebody writes who embeds the engine; a type checker objects to the lines marked so.

It is never run.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np

from safeconduct import Assessment, Engine, InputError, Outcome, Presence, Purpose, Question

engine = Engine.load(records="records", rules="rules")
engine = Engine.load(records=Path("records"), rules=["rules", Path("more")])
engine = Engine.load(rules=3)  # wrong
engine = Engine.load(records=b"records")  # wrong

how: Presence = "airside"
why: Purpose = "conference"
answer: Assessment = engine.travel_risk("putin", "mongolia", presence=how, purpose=why)
engine.travel_risk("putin", "mongolia", presence="gruond")  # wrong
engine.travel_risk("putin", "mongolia", purpose="official visit")  # wrong
engine.travel_risk(None, "mongolia")  # wrong
engine.travel_risk("putin", float("nan"))  # wrong
engine.travel_risk("putin", "mongolia", on=date(2024, 9, 2), until="2024-09-03")
engine.travel_risk("putin", "mongolia", on=datetime.fromisoformat("2024-09-02T10:00+02:00"))
engine.travel_risk("putin", "mongolia", on=np.datetime64("2024-09-02"), known_on="2025-01-01")
engine.travel_risk("putin", "mongolia", on=20240902)  # wrong
engine.travel_risk("putin", "mongolia", on=1.5)  # wrong
engine.travel_risk("putin", "mongolia", profile="one-of-my-own", assume={"host.status": "party"})
engine.travel_risk("putin", "mongolia", profile=3)  # wrong
engine.travel_risk("putin", "mongolia", assume=["host.status"])  # wrong
engine.travel_risk("putin", "mongolia", date="2024-09-02")  # wrong

engine.timeline("putin", "mongolia", presence="overflight")
engine.timeline("putin", "mongolia", presence="flight")  # wrong
engine.map("putin", purpose="peace_talks")
engine.map("putin", purpose="peace talks")  # wrong
engine.changes("putin", "mongolia", presence="air")  # wrong
engine.what_if("putin", "mongolia", assume={}, purpose="visit")  # wrong
engine.why_not("putin", "mongolia", "may_arrest")
engine.why_not("putin", "mongolia", Outcome.MAY_ARREST)
engine.why_not("putin", "mongolia", "may arrest")  # wrong
engine.wanted(date(2024, 9, 2), known_on="2025-01-01")
Question(person="putin", place="mongolia", presence="port")
Question(person="putin", place="mongolia", presence="harbour")  # wrong

answer.explain("markdown")
answer.explain("html")  # wrong
outcome: Outcome = answer.outcome
contested: bool = answer.contested  # wrong
answer.outcom()  # wrong


class Frame:
    """A frame of any library."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule."""
        raise NotImplementedError


engine.screen(Frame(), presence="ground", columns=["outcome"], threads=1)
engine.screen(Frame(), presence="gruond")  # wrong
engine.screen(Frame(), colums=["outcome"])  # wrong

try:
    engine.person("Putn")
except InputError as error:
    told: str | None = error.value
