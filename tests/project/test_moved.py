"""Former names of modules work as before, and say where the module is now."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from safeconduct import _moved


@pytest.mark.parametrize(("former", "home"), _moved.FORMER.items())
def test_a_former_name_means_the_same_module(former: str, home: str) -> None:
    """Not a copy of it: what is caught or compared must be the same class."""
    sys.modules.pop(f"safeconduct.{former}", None)
    with pytest.warns(DeprecationWarning, match=f"safeconduct.{former} is now safeconduct.{home};"):
        found = import_module(f"safeconduct.{former}")
    assert found is import_module(f"safeconduct.{home}")
    assert found.__name__ == found.__spec__.name == f"safeconduct.{home}"


def test_what_is_below_a_former_name_is_found() -> None:
    """With a warning about the first part only."""
    code = (
        "import warnings; warnings.simplefilter('error')\n"
        "with warnings.catch_warnings(record=True) as told:\n"
        "    warnings.simplefilter('always')\n"
        "    from safeconduct.lang.load import load_rules\n"
        "from safeconduct.rulebase.load import load_rules as same\n"
        "assert load_rules is same\n"
        "assert [one.filename for one in told] == ['<string>'], told\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_kit_has_its_public_name_without_a_warning() -> None:
    """`safeconduct.testing` is no former name."""
    code = (
        "import safeconduct.testing.strategies as public\n"
        "import safeconduct.authoring.kit.strategies as same\n"
        "assert public is same\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_other_names_are_not_found() -> None:
    """And say so like any module that does not exist."""
    with pytest.raises(ModuleNotFoundError, match=r"safeconduct\.screens"):
        import_module("safeconduct.screens")
