"""The pytest plugin: ``pytest --safeconduct-rules DIR`` tests a directory of rules.

Nothing of the engine and nothing of Hypothesis is imported here, and nothing is done unless the
option is given: the plugin is loaded by every pytest in an environment with safeconduct.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; the first of them starts everything."""
    group = parser.getgroup("safeconduct", "testing rules of law")
    group.addoption(
        "--safeconduct-rules",
        action="append",
        default=[],
        metavar="DIR",
        help="Test the rules in this directory and what it extends by its rulebase.yaml: all "
        "properties, its cases and its proofs. May be given several times, in the order of the "
        "layers.",
    )
    group.addoption(
        "--safeconduct-cases",
        action="append",
        default=[],
        metavar="DIR",
        help="A further directory of cases, beside `cases` in each directory of rules.",
    )
    group.addoption(
        "--safeconduct-examples",
        type=int,
        default=200,
        metavar="N",
        help="How many random points each property is looked at (default: 200).",
    )
    group.addoption(
        "--safeconduct-seed",
        type=int,
        default=0,
        metavar="N",
        help="Which random points: the same number, the same points (default: 0).",
    )
    group.addoption(
        "--safeconduct-all-proofs",
        action="store_true",
        help="Check the proof of every truth in the records under every profile, not the first.",
    )
    group.addoption(
        "--safeconduct-seconds",
        type=float,
        default=60,
        metavar="SECONDS",
        help="How long the prover may take over one property (default: 60). Needs the solver.",
    )
    group.addoption(
        "--safeconduct-keep",
        metavar="DIR",
        help="Write what is found into this directory as cases, one file for each.",
    )
    group.addoption(
        "--safeconduct-report",
        metavar="FILE",
        help="Write what was looked at, and how often, into this file as JSON.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the kit if there are rules to test."""
    if config.getoption("--safeconduct-rules"):
        import pytest

        from ...base.errors import MissingExtra

        try:
            from .kit import Kit
        except MissingExtra as error:
            raise pytest.UsageError(str(error)) from error
        config.pluginmanager.register(Kit.of(config), "safeconduct-kit")
