"""The depositary's log: the arithmetic of effect, and actions that make sense together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from ..base.dates import entry_into_force, one_year_after
from .models import CONSENTS, ActionKind, TreatyAction
from .registry import RecordDiagnostic
from .source_files import FilesReading

_APPLIES: Final[Mapping[str, tuple[str, frozenset[ActionKind]]]] = {
    "article_121": ("rome-amendment-", CONSENTS),
    "article_126": ("rome-statute", CONSENTS),
    "article_127": ("rome-statute", frozenset({ActionKind.WITHDRAWAL_NOTICE})),
    "article_35": ("apic", CONSENTS),
}
"""For each basis of an effect, how the treaty is called and the actions to which it applies."""


def check_treaties(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for an effect that does not follow from its basis, or an idle action.

    The effect is computed anew by articles 121(5), 126(2) and 127(1) of the Statute and article 35
    of the Agreement on Privileges and Immunities. A notice must be pending when it is revoked, an
    instrument when it is withdrawn, and a State that is bound cannot consent again.
    """
    actions = reading.tables().treaty_actions
    tenth = _tenth_deposit(actions)
    for action in actions:
        yield from _effect(action, tenth)
        if action.public_on < action.on:
            message = f"`public_on` {action.public_on} is before `on` {action.on}"
            yield _finding(action, "dates-out-of-order", message)
    logs: dict[tuple[str, str], list[TreatyAction]] = {}
    for action in sorted(actions, key=lambda a: a.on):
        logs.setdefault((action.treaty, action.state), []).append(action)
    for log in logs.values():
        yield from _sequence(log)


def _effect(action: TreatyAction, tenth: date | None) -> Iterator[RecordDiagnostic]:
    basis = action.effect_basis
    if (action.effect is None) != (basis == "none"):
        message = f"`effect` is {action.effect or 'empty'} and `effect_basis` {basis}"
        yield _finding(action, "contradiction", message)
        return
    if basis not in _APPLIES or action.effect is None:
        return
    treaty, kinds = _APPLIES[basis]
    if not action.treaty.startswith(treaty) or action.kind not in kinds:
        message = f"`effect_basis` {basis} does not apply to {action.kind.value} of {action.treaty}"
        yield _finding(action, "contradiction", message)
        return
    due = _due(action, tenth)
    if due != action.effect:
        message = f"`effect` is {action.effect}; {basis.replace('_', ' ')} gives {due}"
        yield _finding(action, "wrong-effect", message, f"write {due}")


def _due(action: TreatyAction, tenth: date | None) -> date:
    if action.effect_basis == "article_126":
        return entry_into_force(action.on)
    if action.effect_basis in {"article_121", "article_127"}:
        return one_year_after(action.on)
    return max(action.on, tenth or action.on) + timedelta(days=30)


def _tenth_deposit(actions: tuple[TreatyAction, ...]) -> date | None:
    """Return the day of the tenth instrument, which brought the Agreement into force."""
    days = sorted(a.on for a in actions if a.treaty == "apic" and a.kind in CONSENTS)
    return days[9] if len(days) >= 10 else None


def _sequence(log: list[TreatyAction]) -> Iterator[RecordDiagnostic]:
    consent: TreatyAction | None = None
    notice: TreatyAction | None = None
    for action in log:
        if notice and notice.effect and notice.effect <= action.on:
            consent = notice = None
        if action.kind in CONSENTS:
            if consent is not None:
                yield _finding(action, "idle-action", f"the State is bound since {consent.on}")
            consent = action
        elif action.kind is ActionKind.INSTRUMENT_WITHDRAWN:
            if consent is None or (consent.effect and consent.effect <= action.on):
                yield _finding(action, "idle-action", "no instrument was waiting to take effect")
            consent = None
        elif action.kind is ActionKind.WITHDRAWAL_NOTICE:
            if consent is None:
                yield _finding(action, "idle-action", "the State has not consented to be bound")
            if notice is not None:
                yield _finding(action, "idle-action", f"a notice of {notice.on} is pending")
            notice = action
        elif action.kind is ActionKind.WITHDRAWAL_REVOKED:
            if notice is None:
                yield _finding(action, "idle-action", "no notice of withdrawal is pending")
            notice = None


def _finding(action: TreatyAction, code: str, message: str, fix: str = "") -> RecordDiagnostic:
    return RecordDiagnostic("treaty_actions", action.id, code, message, fix)
