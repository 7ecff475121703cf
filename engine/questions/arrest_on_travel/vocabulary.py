"""What the words of a ruling's record mean in the words of the rule base.

Nothing here is a fact about a case: these are translations, each with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...case.terms import Outcome

SCORED_TOPICS: Final[Mapping[str, Outcome]] = {
    "warrant": Outcome.MAY_ARREST,
    "arrest_duty": Outcome.MAY_ARREST,
    "pre_visit_request": Outcome.MAY_ARREST,
    "non_party_invitation": Outcome.MAY_ARREST,
    "national_arrest_duty": Outcome.MAY_ARREST,
    "postponement": Outcome.MAY_ARREST,
    "warrant_effect": Outcome.NO_WARRANT_IN_FORCE,
}
"""Topics on the duty to arrest for the Court; the value is what *no* means there.

Where a warrant has lost effect nobody is asked to arrest; elsewhere a State without a duty may.
"""

OTHER_TOPICS: Final[Mapping[str, str]] = {
    "national_immunity": (
        "about immunity from the courts of another State, on no request of the Court"
    ),
    "international_court_immunity": "about another international court",
    "national_warrant": "about a warrant of a national court, which binds that State's authorities",
    "procedure": "about procedure: appeals, referrals, other forms of cooperation",
    "withdrawal": "about what a withdrawal leaves, not about the arrest of a person in a State",
    "jurisdiction": "about the Court's jurisdiction, not about an arrest",
}
"""Topics that decide nothing about the duty to arrest a person for the Court."""

PARTY_PROVISIONS: Final = frozenset({"rs-86", "rs-89-1", "rs-87-7"})
"""A State that owes the arrest by these owes it as a party; art. 87(7) is about parties."""

COUNCIL_PROVISIONS: Final = frozenset({"scr-1593-2", "scr-1970-5"})
"""Orders of the Security Council to one State; for all others they only urge."""

COUNCIL_GROUNDS: Final = frozenset({"un_sc_imposed_duty"})
NO_DUTY_GROUNDS: Final = frozenset({"non_party_no_duty"})

NATIONAL_GROUNDS: Final = frozenset(
    {"national_court_reviewed_the_warrant", "national_procedure_not_followed"}
)
"""Grounds of national law that deny a duty; the rules know them as pleas that do not help."""

REASONS: Final[Mapping[str, frozenset[str]]] = {
    "warrant_terminated_death": frozenset({"deceased", "ended"}),
}
"""Grounds that say why no warrant is in force; the record of a death may come before the order."""

_CUSTOM: Final = frozenset({"cil-rp-intl-courts"})
_COUNCIL: Final = frozenset({"scr-1593-2"})
IMMUNITY_ROUTES: Final[Mapping[str, frozenset[str]]] = {
    "customary_law_no_immunity": _CUSTOM,
    "art98_1_not_covering_personal_immunity": _CUSTOM,
    "unsc_resolution_removed_immunity": _COUNCIL,
    "unsc_referral_places_state_like_party": _COUNCIL,
}
"""By which rules immunity falls, where the ground of a ruling says so.

The rule base holds the Court's line of 2011, 2019 and 2024 as one reading, and the two forms of
the Council's effect (lifted; in the place of a party) as another. Other grounds (a national
statute, a route that was not seen) do not name a route: there only the result is compared.
"""

PURPOSES: Final[Mapping[str, str]] = {"host-io": "conference"}
"""Provisions that show what the journey was for: an agreement with the host of a conference."""

LABELS_BY_GROUND: Final[Mapping[str, tuple[str, ...]]] = {
    "admissibility_challenge_postpones": ("may_postpone",),
}
"""What an answer must show beside the outcome, where the ruling turned on it."""

IMMUNITY: Final = "immunity_opposable"
"""The conclusion on which the reasoning about immunity is read."""
