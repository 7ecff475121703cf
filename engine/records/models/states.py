"""States and places: what binds them, what they declared, what they joined."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from ...base.dates import PartialDate
from ...base.frozen import Frozen
from .base import Record, Slug, StateId


class Reach(Frozen):
    """To which day one kind of record reaches."""

    kind: str
    until: date
    note: str = ""


class State(Record):
    """A State, or an entity treated like one in the record."""

    id: StateId
    alpha2: str
    name: str
    un_status: Literal["member", "observer", "none"]


class ActionKind(StrEnum):
    """A treaty action towards the depositary."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCESSION = "accession"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    SUCCESSION = "succession"
    INSTRUMENT_WITHDRAWN = "instrument_withdrawn"
    """an instrument taken back before it entered into force (Malaysia 2019)"""
    INTENT_NOT_TO_JOIN = "intent_not_to_join"
    """a signatory declares that it will not become a party (VCLT, art. 18)"""
    WITHDRAWAL_NOTICE = "withdrawal_notice"
    WITHDRAWAL_REVOKED = "withdrawal_revoked"


CONSENTS = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCESSION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.SUCCESSION,
    }
)
"""Actions by which a State consents to be bound."""


class TreatyAction(Record):
    """One entry of the depositary's log.

    ``on``: the day it happened. ``effect``: the day its effect begins or was due to begin (entry
    into force, withdrawal), ``None`` where the action has no later effect. A later action may take
    it back before that day: a notice revoked, an instrument withdrawn. An amendment to the Statute
    is a treaty of its own here: membership is read from the log of the Statute alone.
    """

    treaty: Literal[
        "rome-statute",
        "apic",
        "rome-amendment-aggression-2010",
        "rome-amendment-article-8-2010",
        "rome-amendment-article-8-2017-biological",
        "rome-amendment-article-8-2017-lasers",
        "rome-amendment-article-8-2019-starvation",
    ]
    state: StateId
    kind: ActionKind
    on: date
    effect: date | None = None
    effect_basis: Literal[
        "none", "recorded", "article_121", "article_126", "article_127", "article_35"
    ] = "none"
    reference: str = ""


class Period(Frozen):
    """A State and the days on which it stands in that role; ``None``: without known limit."""

    state: StateId
    start: date | None = None
    until: date | None = None


class Extension(Frozen):
    """Whether the Statute, for the responsible State, extends to a place in ``[start, until)``."""

    applies: Literal["yes", "no", "unknown"]
    start: date | None = None
    until: date | None = None


class Place(Record):
    """Where a person may be.

    ``responsible``: whose territory it is in international law, as UN practice sees it; empty for
    the high seas or Antarctica. ``controllers``: who holds it in fact, where that differs.
    ``statute``: exceptions to the rule that a party's whole territory is covered (VCLT, art. 29).
    """

    name: str
    kind: Literal["state", "territory", "disputed", "base", "international"]
    alpha2: str | None = None
    alpha3: str | None = None
    responsible: tuple[Period, ...] = ()
    controllers: tuple[Period, ...] = ()
    claimants: tuple[StateId, ...] = ()
    statute: tuple[Extension, ...] = ()

    @property
    def is_high_seas(self) -> bool:
        """Whether it is the high seas; land outside every State (Antarctica) has a code."""
        return self.kind == "international" and not self.responsible and self.alpha3 is None


class Declaration(Record):
    """A declaration under article 12(3), 15 bis(4) or 124.

    ``crimes_from``/``crimes_until`` bound the crimes covered, not the duty to cooperate, which
    runs from ``lodged`` (``None``: lodged on a day that is not known) for ``situations`` only.
    ``covers``: crimes on the State's territory, by its nationals, or both;
    ``nationals_not_said``: what was seen of it leaves open whether it covers nationals as well.
    """

    state: StateId
    kind: Literal["article_12_3", "article_15bis_4", "article_124"]
    dated: PartialDate | None
    lodged: PartialDate | None
    crimes_from: PartialDate | None
    crimes_until: PartialDate | None
    situations: tuple[Slug, ...]
    effective: bool
    """False: rejected or not acted on, so that no duty follows."""
    scope: str
    status: str
    covers: tuple[Literal["territory", "nationals", "nationals_not_said"], ...] = ()


class ResolutionParagraph(Record):
    """What one paragraph of a Security Council resolution (or vetoed draft) orders, and whom."""

    reference: str
    on: date
    situation: Slug | None
    adopted: bool
    vote: str
    paragraph: str
    addressee: str
    addressee_state: StateId | None
    effect: Literal["informative", "referral", "obliges", "urges", "carve_out", "financial", "none"]
    summary: str


class Agreement(Record):
    """A bilateral non-surrender agreement; empty days: not known.

    ``ratified`` false: it needed ratification and was not ratified, so it is not in force;
    ``None``: not known, or not needed.
    """

    state: StateId
    counterparty: StateId
    signed: PartialDate | None
    in_force: PartialDate | None
    form: str
    ratified: bool | None


class ExclusiveJurisdiction(Record):
    """An agreement that keeps the courts of one State from judging people of another.

    ``whom``: all ``nationals`` of the other State, or its ``forces`` and those who belong to them.
    """

    territory: StateId
    nationality: StateId
    whom: Literal["nationals", "forces"]
    start: PartialDate
    end: PartialDate | None
    agreement: str
    article: str


class Legislation(Record):
    """A national law on cooperation with the Court."""

    state: StateId
    law: str
    year: int | None
    covers_arrest_and_surrender: str
    basis: str


class NationalExecution(Record):
    """How a State's own law lets it carry out an arrest and surrender for the Court.

    Information beside an answer: no duty follows from it, nor falls with it. ``begins``: who must
    act first; ``provisionally``: a provisional arrest may come before that. ``law`` and the other
    texts: empty, if nothing is known. ``recalled``: the fields that are from knowledge.
    """

    state: StateId
    law: str
    sections: str
    year: int | None
    receives: str
    arrests: str
    begins: Literal[
        "ex_officio",
        "authority_orders",
        "provisionally",
        "court_first",
        "executive_first",
        "executive_decides",
        "parliament_first",
        "no_law",
        "forbidden",
        "unknown",
    ]
    needs: str
    surrenders: str
    immunity_decided_by: str
    immunity_rule: str
    recalled: tuple[
        Literal[
            "all",
            "receives",
            "arrests",
            "needs",
            "surrenders",
            "immunity_decided_by",
            "immunity_rule",
        ],
        ...,
    ]


class Membership(Record):
    """Membership of an organisation; ``end`` ``None``: still a member when the table was made."""

    organisation: str
    state: StateId
    start: PartialDate | None
    end: PartialDate | None
    kind: str
