"""Small pieces of English: dates, lists, labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from .tense import in_past

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

OUTCOMES: Final = {
    "must_arrest": "{host} would have to arrest {person}",
    "may_arrest": "{host} has no duty to arrest {person}; its national law decides",
    "must_not_arrest": "{host} may not arrest {person}",
    "no_power": "nobody there has the power to arrest {person}",
    "no_warrant_in_force": "no warrant of the Court calls for the arrest of {person}",
    "undetermined": "it is not settled whether {host} would have to arrest {person}",
}
"""The outcome as a clause about today or a day to come; `headline` adds place and day."""

_PAST_OUTCOMES: Final = {
    "must_arrest": "{host} had to arrest {person}",
    "may_arrest": "{host} had no duty to arrest {person}; its national law decided",
    "must_not_arrest": "{host} was not allowed to arrest {person}",
    "no_power": "nobody there had the power to arrest {person}",
    "no_warrant_in_force": "no warrant of the Court called for the arrest of {person}",
    "undetermined": "it is not settled whether {host} had to arrest {person}",
}
_UNREAL_OUTCOMES: Final = {
    "must_arrest": "{host} would have had to arrest {person}",
    "may_arrest": (
        "{host} would have had no duty to arrest {person}; its national law would have decided"
    ),
    "must_not_arrest": "{host} would not have been allowed to arrest {person}",
    "no_power": "nobody there would have had the power to arrest {person}",
    "no_warrant_in_force": "no warrant of the Court would have called for the arrest of {person}",
    "undetermined": "it would not have been settled whether {host} had to arrest {person}",
}

REASONS: Final = {
    "before_issue": "the warrant had not been issued",
    "summons": "there is a summons to appear, on which nobody is arrested",
    "deceased": "the person is dead",
    "in_custody": "the person is in the custody of the Court",
    "sealed": "the warrant was secret and no request had reached this State",
    "executed": "the warrant has been executed",
    "inadmissible": "the Court has held the case inadmissible",
    "ended": "the Court has ended the warrant",
}

QUALIFICATIONS: Final = {
    "own_state": "It is the person's own State.",
    "no_control_of_territory": (
        "The State whose territory it is does not control the place and cannot make an arrest "
        "there; it can where the person enters what it holds."
    ),
    "inviolable_premises": (
        "The premises may be entered with consent only: the State can ask for it, and arrest "
        "the person at the gate."
    ),
    "flag_state": (
        "Only the State whose flag the ship or aircraft flies has jurisdiction aboard: it is that "
        "State that has to be asked."
    ),
    "sealed_at_the_time": "The warrant was secret on that day and became known only later.",
    "in_national_custody": "By the record a State holds the person on that day.",
    "may_postpone": "The surrender may wait; the duty to arrest stands.",
    "competing_request": (
        "Another State asks for the person as well: what becomes of the surrender is for the "
        "requested State to weigh."
    ),
    "must_consult": (
        "If the State sees a problem, it has to bring it to the Court without delay; that does not "
        "suspend the request."
    ),
    "custom_alone": (
        "For a State outside the Statute the answer rests on one reading of custom alone, that of "
        "the Appeals Chamber in 2019."
    ),
    "ninety_six_hours": (
        "The State holds the person for ninety-six hours at the most, unless the request for "
        "transit arrives in that time."
    ),
    "may_refuse_transit": (
        "The State may refuse a transit that would impede or delay the surrender."
    ),
    "provisional_arrest": "The arrest comes first; the papers for the surrender follow.",
    "consents": "The person has consented: the surrender does not wait for the papers.",
    "once_asked": (
        "The Court asks a State for the arrest when an opportunity arises: the duty holds once it "
        "has asked."
    ),
    "jurisdiction_challenged": (
        "A challenge to the Court's jurisdiction is pending; it lets nothing wait."
    ),
    "amended_warrant": "The Court has amended the warrant; it goes on as amended.",
    "deferred": "The Security Council deferred the case: the warrant rests, and is not annulled.",
    "breach_of_agreement": "Towards the other State the surrender would breach an agreement.",
    "plea_is_no_excuse": "The reason that the State gives does not help it.",
    "left_to_the_courts": "On this reading the courts of the State have the last word.",
    "national_law_sets_conditions": (
        "The warrant concerns offences against the Court's own proceedings; the law of the "
        "requested State sets the conditions of its help."
    ),
    "may_refuse_clearance": "The State may refuse to let the aircraft pass.",
    "boarding_needs_consent": (
        "The ship or aircraft may be boarded with consent only: the State can ask for it, and "
        "arrest the person on leaving."
    ),
    "transit_is_free": "No permission is needed to fly the person to the Court.",
    "projected": (
        "The day lies after the records end: the answer supposes that nothing changes but what is "
        "already scheduled."
    ),
    "low_confidence_record": "The answer rests on at least one record of low confidence.",
}

CONDITIONS: Final = {"once_asked": "once the Court asks"}
"""Labels without which a headline would say too much, as they stand at its end."""

EXPOSURES: Final = {
    "severe": "a duty to arrest that no reading held today by the Court or by States denies",
    "high": "a duty to arrest, but a reading held today denies it, or facts not on record decide",
    "blocked": "an arrest that cannot be carried out there, whether it is owed or allowed",
    "discretionary": "no duty to arrest; national law decides",
    "shielded": "an arrest is barred by law, or nobody there has the power",
    "unclear": "the law or the records do not settle whether there is a duty",
    "none": "no warrant calls for an arrest there on that day",
}
"""What each grade of exposure means."""

EXECUTION: Final = (
    "whether an arrest can be carried out there: `possible`; `blocked`, by what the qualifications "
    "say, though duty or power stand; `impossible`, as the person is dead; `none`: nothing is to "
    "be carried out; `unknown`"
)
"""What the part `execution` says, for a schema."""

BLOCKS: Final = {
    "no_control_of_territory": "execution blocked for want of control of the place",
    "inviolable_premises": "execution blocked without consent to enter the premises",
    "boarding_needs_consent": "execution blocked without consent to go aboard",
    "flag_state": "execution blocked for every State but that of the flag",
}
"""What blocks an arrest, by the label that says so."""

GRADES: Final = "the travel-risk grade, in law only, no prediction: " + "; ".join(
    f"`{grade}`: {meaning.replace('; ', ', ')}" for grade, meaning in EXPOSURES.items()
)
"""All grades with their meanings, for a schema."""

AGED: Final = {
    "known": "known up to {day} only",
    "scheduled": "scheduled, as known on {day}",
    "unknown": "not known after {day}",
    "limited": "only what was public on {day} is taken into account",
}
"""What is said of something that was last checked on an earlier day."""

KINDS: Final = {
    "apic": "actions on the Agreement on Privileges and Immunities",
    "execution": "national laws on execution",
    "genocide_convention": "parties to the Genocide Convention",
    "visits_without_finding": "visits on which no court ruled",
}
"""Kinds of records whose name does not say it."""

PRESENCES: Final = {
    "airside": "in the transit area of an airport",
    "overflight": "flying over without landing",
    "port": "aboard a ship in port",
    "territorial_sea": "aboard a ship in the territorial sea",
    "foreign_premises": "on the premises of a foreign mission",
    "military_base": "on a foreign military base",
}

PURPOSES: Final = {
    "private": "privately",
    "official_visit": "on an official visit",
    "special_mission": "on a special mission",
    "accredited": "as an accredited diplomat",
    "conference": "for a conference",
    "un_meeting": "for a meeting of the United Nations",
    "peace_talks": "for peace talks",
}

GROUNDS: Final = {
    "as_party": "as a party to the Rome Statute",
    "by_council": "by a decision of the Security Council",
    "by_acceptance": "by having accepted the Court's jurisdiction",
    "after_withdrawal": "by what survives its withdrawal",
    "by_agreement": "by an agreement with the Court",
    "in_transit": "to keep a person on the way to the Court in custody",
    "as_flag_state": "as the party whose flag the ship or aircraft flies",
}

PLAUSIBILITIES: Final = {
    "open": "What is not known and would settle it",
    "scheduled": "What is on record for a later day",
    "by_time": "What may change with time",
    "by_act": "What a State or the Security Council may change",
    "by_court": "What the Court or an arrest may change",
    "rarely": "What seldom happens",
    "presumed": "If what is presumed were not so",
    "contrary": "If the records were wrong",
}
"""How a fact may come to be otherwise, as the heading of a list."""

STANDINGS: Final = {
    "court_current": "the Court today",
    "court_superseded": "the Court formerly",
    "court_reported": "the Court, as the press reports",
    "states": "States",
    "dissent": "a dissent",
    "academic": "writers",
}


_WITH_ARTICLE: Final = re.compile(
    r"(United|Dominican|Central African|Democratic|International) |Republic of|State of |Isle of"
    r"|High seas$|West Bank$|Gaza Strip$|Golan Heights$|Occupied part"
    r"|.* (Islands?|Territor(y|ies))\b"
    r"|(Netherlands|Philippines|Bahamas|Maldives|Comoros|Holy See)\b"
)


def the(name: str) -> str:
    """Return the name of a State or place as it stands within a sentence: `the Netherlands`."""
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


_SITES: Final = {"Headquarters": "at", "Office at": "at", "Criminal Court": "at"}
"""The preposition of a place that is a building, by a word of its name."""


def at(place: str) -> str:
    """Return a place with its preposition: `in the West Bank`, `on the high seas`."""
    if place == "High seas":
        return "on the high seas"
    preposition = next((found for word, found in _SITES.items() if word in place), "in")
    return f"{preposition} {the(place)}"


def day(value: date | str | None) -> str:
    """Return a day, month or year in words: ``2 September 2024``."""
    if value is None:
        return "an unknown day"
    parts = (value.isoformat() if isinstance(value, date) else value).split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month} {parts[0]}"


def when(value: date | str | None) -> str:
    """Return a day, month or year as an adverb: `on 2 September 2024`, `in July 2026`."""
    exact = isinstance(value, date) or (value is not None and len(value.split("-")) == 3)
    return f"{'on' if exact or value is None else 'in'} {day(value)}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


_SAID: Final = {
    "may_arrest": "no duty; national law decides",
    "un-meetings": "meetings of the United Nations",
}
"""Identifiers whose own words would mislead: `may arrest` reads like a permission."""


def label(value: str) -> str:
    """Return an identifier as words."""
    return _SAID.get(value) or value.replace("_", " ").replace("-", " ")


_NO_DUTY: Final = (
    "{host} has no duty to arrest {person}; whether it may is not settled",
    "{host} had no duty to arrest {person}; whether it was allowed to is not settled",
)
"""An outcome that is not settled, though a duty is ruled out: today, and of a day that is over."""


IN_TRANSIT: Final = (
    "{host} has to keep {person} in custody on the way to the Court",
    "{host} had to keep {person} in custody on the way to the Court",
)
"""What a party owes that is asked for transit alone: today, and of a day that is over."""


def consequence(
    outcome: str,
    host: str,
    person: str,
    *,
    past: bool = False,
    supposed: bool = False,
    duty: str = "",
) -> str:
    """Return the outcome as a clause.

    ``host``: the State as it stands within a sentence. ``past``: of a day that is over;
    ``supposed``: there, if something had been otherwise. ``duty``: whether there is one.
    """
    if outcome == "undetermined" and duty == "no":
        return _NO_DUTY[past].format(host=host, person=person)
    told = (_UNREAL_OUTCOMES if supposed else _PAST_OUTCOMES) if past else OUTCOMES
    return told[outcome].format(host=host, person=person)


def reason_of(reason: str, *, past: bool = False) -> str:
    """Return why no warrant is in force, as a clause."""
    return in_past(REASONS[reason]) if past else REASONS[reason]


_OF_THE_ANSWER: Final = frozenset({"projected", "low_confidence_record"})
"""Labels that say something of the answer, which is given today."""


def qualification(name: str, *, past: bool = False) -> str:
    """Return a label beside an outcome as a sentence; ``past``: of a day that is over."""
    text = QUALIFICATIONS.get(name, label(name))
    return sentence(in_past(text) if past and name not in _OF_THE_ANSWER else text)


def exposure(value: str) -> str:
    """Return a grade of exposure with what it means: `discretionary (no duty to arrest; …)`."""
    return f"{value} ({EXPOSURES[value]})" if value in EXPOSURES else value


def sentence(text: str) -> str:
    """Return text with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")
