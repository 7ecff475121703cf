"""The certificate that is shipped with the rules, and whether it is about these rules."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from ....rulebase.model import RuleBase
from .model import Certificate

FILE: Final = "certificate.json"
"""Its name in the folder of the embedded rules."""


@cache
def stored() -> Certificate | None:
    """Return the shipped certificate, or ``None`` if none is shipped."""
    file = resources.files("safeconduct.rules") / FILE
    if not file.is_file():
        return None
    return Certificate.model_validate_json(file.read_text("utf-8"))


def matches(certificate: Certificate, rulebase: RuleBase) -> bool:
    """Return whether a certificate is about this rule base and what is declared about it."""
    return (certificate.rules, certificate.properties_digest) == (
        rulebase.digest,
        rulebase.properties.digest,
    )
