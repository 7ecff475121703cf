"""Groups of words that the forms of questions are made of, as parts of regular expressions."""

from __future__ import annotations

from typing import Final


def either(words: str) -> str:
    """Return a pattern for one of some words; ``_`` stands for a space, ``*`` for any ending."""
    return f"(?:{'|'.join(words.split())})".replace("_", " ").replace("*", r"\w*")


AUX: Final = either(
    "did does do will would could can is was were has have had must may might should are shall"
)
MODAL: Final = either(
    "would could can may must should might will shall oblig* bound duty duties required have_to"
    " has_to had_to need_to needs_to supposed allowed lawful* legal* risk* danger* safe* liable"
)
"""Words by which a question is about what may or must happen, and not about what did."""

_STEP: Final = either(
    "not ever being already actually really recently finally now still yet just been since once"
    " first last most currently again officially publicly openly reportedly"
)
STEPS: Final = rf"(?:{_STEP} )*"
"""Small words between a person or State and what it did."""

GONE: Final = (
    either(
        "been_to been_in been_at been visit* travel* go goes gone went fly flew flown set_foot left"
        " leave land landed attend attended stay stayed return returned come came enter entered"
        " pass passed"
    )
    + r"\b"
)
HELD: Final = either(
    "arrest* detain* apprehended capture captured caught surrender* hand_over handed_over hand"
    " handed transferred seized"
)
CUSTODY: Final = (
    r"(?:in (?:\w+ )?(?:custody|prison|jail|detention|the hague)|behind bars|under arrest|held\b"
    r"|locked up|in @c)"
)
SAID: Final = either(
    "said say says stated announc* promis* vow* pledg* declar* invite invites invited refuse"
    " refuses refused refusing threaten* signal* confirm* rule_out rules_out ruled_out warn* commit"
    " commits committed declin* offer* assur* guarant* indicat* hint* suggest* claim*"
)
ARREST: Final = (
    r"(?:hand(?:ed|ing)? (?:@p |\w+ )?over|"
    + either(
        "arrest* detain* detention surrender* apprehend* handcuff* cuffed custody seize* capture"
        " captured nab* caught"
    )
    + ")"
)
PLACES: Final = r"(?:countr(?:y|ies)|states?\b|places?\b|nations?\b|governments\b)"
MANY: Final = r"\b(?:which|what|how many)\b"
WHO: Final = r"\b(?:which|what|who|whom|how many)\b"
WHY: Final = r"\b(?:why|how come)\b"
JOURNEYS: Final = "(?:visits|trips|journeys|travels)"
