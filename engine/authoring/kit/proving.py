"""What the prover finds, as tests: dead and redundant rules, idle defeats, rows without effect."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from ...base.extras import install_line, is_installed
from ...rulebase.model import RuleBase

if TYPE_CHECKING:
    from ..verification.claims import ClaimedProperty
    from ..verification.workbench import Workbench

WITHOUT: Final = (
    "dead and redundant rules, idle defeats, positions that come to the same, implied constraints, "
    "values and rows that never count, rows that only their order tells apart"
)
"""What is not looked at without a solver."""


def available() -> bool:
    """Return whether there is a solver."""
    return is_installed("z3")


def not_looked_at() -> str:
    """Return what is not looked at for want of a solver, and what to install; else nothing."""
    if available():
        return ""
    return f"not looked at without a solver ({install_line('verify')}): {WITHOUT}"


class ProofTests:
    """Proves the properties of a rule base, one test for each.

    ``keep``: where cases that show what is wrong are written. ``seconds``: how long a property may
    take.
    """

    def __init__(self, rulebase: RuleBase, keep: Path | None, seconds: float) -> None:
        self._rulebase = rulebase
        self._keep = keep
        self._seconds = seconds

    @cached_property
    def _bench(self) -> Workbench:
        from ..verification.workbench import Workbench

        return Workbench(self._rulebase)

    def looks(self) -> Iterator[tuple[str, partial[tuple[int, str, str]]]]:
        """Yield each test by its name; none without a solver, or without a question."""
        if not available() or not self._rulebase.questions:
            return
        from ..verification.properties import PROPERTIES

        for one in PROPERTIES:
            yield f"proved-{one.id}", partial(self._prove, one)
        yield "order-of-rows", partial(self._order)

    def _prove(self, one: ClaimedProperty) -> tuple[int, str, str]:
        from ..verification.run import prove
        from ..verification.tell import plain_finding

        (result,) = prove(self._bench, [one], seconds=self._seconds)
        told, kept = [], []
        for finding in result.findings:
            said = f"  - {finding.says}."
            example = plain_finding(self._rulebase, one.id, finding)["example"]
            if example is not None:
                kept += example["cases"]
                said += f"\n    {example['in_words']}\n\n{_cases(example['cases'])}"
            told.append(said)
        if kept and self._keep is not None:
            self._keep.mkdir(parents=True, exist_ok=True)
            (self._keep / f"found-proved-{one.id}.yaml").write_text(_cases(kept), "utf-8")
        wrong = "\n".join([one.statement, "It does not hold:", *told]) if told else ""
        return result.claims, wrong, ""

    def _order(self) -> tuple[int, str, str]:
        """Note the rows of which the first counts because of their order alone."""
        from ..verification.suggest import overlaps

        found = list(overlaps(self._rulebase, seconds=self._seconds))
        pairs = ", ".join(f"{one.table}: {one.first} before {one.second}" for one in found)
        note = f"rows that only their order tells apart (verify --suggest shows cases): {pairs}"
        return len(found) or 1, "", note if found else ""


def _cases(cases: list[dict[str, object]]) -> str:
    return yaml.safe_dump(cases, sort_keys=False, allow_unicode=True, width=90)
