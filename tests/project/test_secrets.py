"""No file that is kept has a secret in it: a key, a token, a password in an address."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from safeconduct.api.keys import new_key

ROOT = Path(__file__).parents[2]

# In pieces, so that this file does not look like what it seeks.
SECRETS = {
    "private key": "-----BEGIN " + r"(?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "key of this service": r"\bsc_[0-9a-f]{8}" + r"_[A-Za-z0-9_-]{43}\b",
    "key of AWS": r"\b(?:AKIA|ASIA)" + r"[A-Z2-7]{16}\b",
    "token of GitHub": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_" + r"[A-Za-z0-9_]{60,})",
    "token of GitLab": r"\bglpat-" + r"[A-Za-z0-9_-]{20}",
    "token of Slack": r"\bxox[abeoprs]-" + r"[A-Za-z0-9-]{10,}",
    "token of a package registry": r"\bpypi-" + r"AgE[A-Za-z0-9_-]{50,}",
    "key of Google": r"\bAIza" + r"[A-Za-z0-9_-]{35}\b",
    "key of Stripe": r"\b[rs]k_live_" + r"[A-Za-z0-9]{20,}",
    "JSON Web Token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ" + r"[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "password in an address": r"\b[a-z][a-z0-9+.-]*://[^\s/:@'\"<>{}$]+:"
    r"(?!(?:PASSWORD|hidden|p|secret|sesame)@)" + r"[^\s/@'\"<>{}$…]+@",
    "password that is set": r"(?i)\b(?:password|passwd|secret|api_?key|token)\s*[=:]\s*"
    r"['\"](?=[^'\"]*[0-9])(?=[^'\"]*[A-Za-z])[A-Za-z0-9+/_=-]{16,}['\"]",
}
EXAMPLES = {
    "private key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "key of this service": new_key("tests", ("read",))[1],
    "key of AWS": "AKIA" + "ABCDEFGHIJKLMNOP",
    "token of GitHub": "ghp_" + "a1" * 18,
    "token of GitLab": "glpat-" + "a1" * 10,
    "token of Slack": "xoxb-" + "1234567890-abc",
    "token of a package registry": "pypi-" + "AgE" + "a1" * 30,
    "key of Google": "AIza" + "a" * 35,
    "key of Stripe": "sk_live_" + "a1" * 12,
    "JSON Web Token": "eyJ" + "a" * 12 + ".eyJ" + "b" * 12 + "." + "c" * 12,
    "password in an address": "postgresql://admin:" + "hunter2@db.example/decisions",
    "password that is set": "password = '" + "a1" * 10 + "'",
}
HARMLESS = (
    "postgresql://USER:" + "PASSWORD@HOST/NAME",
    "https://user@example.org/path:with/colon@sign",
    "postgresql://{user}:{password}@{host}/name",
    "token: str = ''",
    "sha256:" + "0123456789abcdef" * 4,
    "Authorization: Bearer sc_…",
)
KNOWN = {"api/delivery/signing.py": "the published test vector of Standard Webhooks"}
"""Files that hold something of that look, with what it is."""


def seen(text: str) -> list[str]:
    return [name for name, pattern in SECRETS.items() if re.search(pattern, text)]


@pytest.mark.parametrize("name", SECRETS)
def test_every_kind_is_found(name: str) -> None:
    """An example of it, made here, within other text."""
    assert name in seen(f"x = [{EXAMPLES[name]}]")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_not(text: str) -> None:
    """Places for a secret, and digests."""
    assert seen(text) == []


@pytest.mark.slow
def test_no_file_has_a_secret() -> None:
    """Of all that is tracked; nothing in the answer shows what was found."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not run: this is no git checkout")
    names = [name for name in listed.stdout.split("\0") if name and name not in KNOWN]
    assert len(names) > 500
    found = {
        name: kinds
        for name in names
        if (ROOT / name).is_file()
        and (kinds := seen((ROOT / name).read_text(encoding="utf-8", errors="ignore")))
    }
    assert found == {}
