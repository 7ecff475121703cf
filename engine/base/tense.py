"""Sentences in the present, told of a day that is over.

Facts and labels are written once, in the present. Their verbs are few and known (a test holds that
every fact of the rules can be told); another verb is left as it is written.
"""

from __future__ import annotations

import re
from typing import Final

_IRREGULAR: Final = {
    "is": ("was", "had been"),
    "are": ("were", "had been"),
    "was": ("was", "had been"),
    "were": ("were", "had been"),
    "has": ("had", "had"),
    "have": ("had", "had"),
    "had": ("had", "had"),
    "does": ("did", "did"),
    "do": ("did", "did"),
    "may": ("could", "could"),
    "cannot": ("could not", "could not"),
    "arises": ("arose", "had arisen"),
    "becomes": ("became", "had become"),
    "comes": ("came", "had come"),
    "flies": ("flew", "had flown"),
    "gives": ("gave", "had given"),
    "holds": ("held", "had held"),
    "sees": ("saw", "had seen"),
    "sets": ("set", "had set"),
    "stands": ("stood", "had stood"),
    "would breach": ("would have breached", "would have breached"),
}
_REGULAR: Final = (
    *("asks", "attends", "belongs", "concern", "concerns", "doubt", "extends", "follow", "follows"),
    *("includes", "investigates", "pleads", "prosecutes", "rests", "serves"),
)
_VERBS: Final = _IRREGULAR | {
    verb: (f"{root}ed", f"had {root}ed")
    for verb in _REGULAR
    for root in [verb.removesuffix("s").removesuffix("e")]
}
"""Each verb of facts and labels in the past, and as it stands after *if* of a day that is over."""

_ANY: Final = "|".join(_VERBS)
# Not an infinitive (`is not known to have died`, `did not follow`), nor what is on record today.
_VERB: Final = re.compile(rf"(?<!to )(?<!not )\b({_ANY})\b(?! on record)")
_UNREAL_VERB: Final = re.compile(
    r"\b(?:(?:is|are|was|were) (?P<not>not)|(?:does|do|did) not (?P<denied>[a-z]+)"
    rf"|(?P<verb>{_ANY})|(?P<ended>(?!led\b)[a-z]+ed))\b"
)


def in_past(text: str) -> str:
    """Return a sentence or clause in the present with its verbs in the past tense."""
    return _VERB.sub(lambda verb: _VERBS[verb[1]][0], text)


def in_unreal_past(text: str) -> str:
    """Return a clause as it stands after *if*, of a day that is over: `the Court had ended it`."""

    def told(verb: re.Match[str]) -> str:
        if verb["not"]:
            return "had not been"
        if verb["denied"]:
            return f"had not {verb['denied'].removesuffix('e')}ed"
        return _VERBS[verb["verb"]][1] if verb["verb"] else f"had {verb['ended']}"

    before, open_, clause = text.partition("it turns out that ")
    return f"{before}{open_}{in_past(clause)}" if open_ else _UNREAL_VERB.sub(told, text, count=1)
