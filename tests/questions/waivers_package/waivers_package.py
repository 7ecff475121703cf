"""A package of somebody else's: a question, and a kind of record that only it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from safeconduct.questions import Binding, RecordKind
from safeconduct.records import Record, World
from safeconduct.records.registry import RecordDiagnostic
from safeconduct.timeline.case import NamedCase, relation
from safeconduct.timeline.steps import Canvas, Holding, Steps


class Waiver(Record):
    """The sending State waived the immunity of its mission's members in a receiving State."""

    sending: str
    receiving: str
    since: date
    until: date | None = None


def _check(waivers: Sequence[Waiver]) -> Iterator[RecordDiagnostic]:
    for one in waivers:
        if one.sending == one.receiving:
            message = "`sending` and `receiving` are the same State"
            yield RecordDiagnostic("waivers", one.id, "contradiction", message)


WAIVERS = RecordKind(
    "waivers",
    "waiver",
    Waiver,
    lambda one, world: f"{world.states[one.sending].name} waived the immunity of its mission",
    refers={"sending": ("states",), "receiving": ("states",)},
    ordered=(("since", "until"),),
    check=_check,
)


@relation("waiver", "sending", "receiving", reads="waivers")
def waiver(world: World, case: NamedCase, ground: Holding) -> Steps:
    """Whether the immunity is waived."""
    canvas = Canvas(ground)
    for one in world.tables.of("waivers"):
        assert isinstance(one, Waiver)
        if (one.sending, one.receiving) == (case.sending, case.receiving):
            canvas.paint_record(one.since, one.until, "true", [one.id], otherwise="false")
    return canvas.steps()


BINDING = Binding("mission-immunity", (waiver,), records=(WAIVERS,))
