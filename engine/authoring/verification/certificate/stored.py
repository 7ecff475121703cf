"""The certificate that is shipped with the rules, and whether it is about these rules."""

from __future__ import annotations

from functools import cache
from typing import Final

from ....rulebase.layers import embedded
from ....rulebase.manifest import SAFECONDUCT
from ....rulebase.model import RuleBase
from .model import Certificate

FILE: Final = "certificate.json"
"""Its name in the folder of the rules."""


@cache
def stored(base: str = SAFECONDUCT) -> Certificate | None:
    """Return the certificate that is shipped of a rule base, or ``None`` if none is shipped.

    ``base``: its name, of those of `embedded`.
    """
    file = embedded()[base].joinpath(FILE)
    if not file.is_file():
        return None
    return Certificate.model_validate_json(file.read_text("utf-8"))


def matches(certificate: Certificate, rulebase: RuleBase) -> bool:
    """Return whether a certificate is about this rule base and what is declared about it."""
    return (certificate.rules, certificate.properties_digest) == (
        rulebase.digest,
        rulebase.properties.digest,
    )


def certified(rulebase: RuleBase) -> Certificate | None:
    """Return the shipped certificate that is about this rule base, or ``None`` if there is none."""
    found = filter(None, map(stored, embedded()))
    return next((one for one in found if matches(one, rulebase)), None)
