"""What the Court asked of whom, and what was brought against a case before it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from ...base.dates import PartialDate
from .base import Record, Slug, StateId

ALL_PARTIES = "all_parties"
"""The addressee of a request that went to every State for which the Statute was in force."""

Addressee = Annotated[
    str,
    StringConstraints(
        pattern=r"^([A-Z]{3}|all_parties|parties_not_named|council_members_outside_the_statute)$"
    ),
]
Maker = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Z]{3}|accused|court|african_union)$"),
]
Asks = Literal["", "full", "provisional"]


class Request(Record):
    """A request of the Court on a warrant, or the knowledge that none went out.

    ``to``: a State, or a group of States. ``kind``: for arrest and surrender (``full``), for
    provisional arrest, or for something else; ``none_sent``: none had gone to the addressee by
    ``in_force_by``. ``sent``: the day it went out, ``None``: not known. ``in_force_by``: the day on
    which it must have been there, because of an arrest or surrender, or because a source tells of
    it; ``None`` with ``sent`` empty: a day is not known. ``instructed``: for ``none_sent``, what
    the Court told its Registrar to ask for when there is occasion. ``basis``: a source tells it, it
    follows from an arrest, surrender or decision, or it is recalled.
    """

    warrant: Slug
    to: Addressee
    kind: Literal["full", "provisional", "none_sent", "transit", "freeze", "cooperation"]
    sent: PartialDate | None
    in_force_by: PartialDate | None
    basis: Literal["sourced", "inferred", "recalled"]
    instructed: Asks = ""
    document_number: str = ""

    @property
    def for_arrest(self) -> bool:
        """Whether it asks for an arrest."""
        return self.kind in {"full", "provisional"}


class Challenge(Record):
    """Something brought before the Court, a State or the Council that might hold a case back.

    ``warrants``: those it concerns; a challenge on a whole situation has ``situation`` instead.
    ``by``: the States that brought it, the accused, or the Court of its own motion; ``at``: the
    State asked, for a competing request. ``outcome``: ``pending`` until ``decided``. ``suspended``:
    whether the appeal suspended the decision; ``None``: nothing of the kind is on record (it does
    not of itself, art. 82(3)). ``postponed_from`` and ``postponed_until``: when a State could
    postpone the surrender on this ground, the second day excluded. ``competing``: how the other
    State's request stands to that of the Court, where it is known.
    """

    kind: Literal[
        "admissibility",
        "jurisdiction",
        "postponement",
        "competing_request",
        "deferral",
        "preliminary_deferral",
        "withdrawal_of_warrants",
    ]
    article: str
    warrants: tuple[Slug, ...]
    situation: Slug | None
    by: tuple[Maker, ...]
    at: StateId | None
    filed: PartialDate | None
    decided: PartialDate | None
    body: str
    outcome: Literal[
        "pending",
        "admissible",
        "inadmissible",
        "rejected",
        "granted",
        "not_adopted",
        "investigation_resumed",
        "extradited",
    ]
    document_number: str = ""
    appealed: PartialDate | None = None
    appeal_decided: PartialDate | None = None
    appeal_outcome: Literal["", "confirmed", "reversed", "amended", "inadmissible", "refused"] = ""
    appeal_document_number: str = ""
    suspended: bool | None = None
    postponed_from: PartialDate | None = None
    postponed_until: PartialDate | None = None
    competing: Literal[
        "",
        "party_same_conduct",
        "outsider_same_conduct",
        "outsider_same_conduct_treaty",
        "other_conduct",
        "other_conduct_treaty",
    ] = ""
