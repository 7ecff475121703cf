"""Runs random rule bases and truths through everything for a given time; keeps what it finds.

``python -m safeconduct.testing.fuzz --seconds 60 --keep DIR``. What is found is written below the
directory: for a random rule base a directory of rules with its case, for the embedded rules a file
of cases.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import SystemRandom
from typing import Annotated, Final

import hypothesis
import typer
from hypothesis import strategies as st

from ..lang.load import load_rules
from ..lang.model import RuleBase
from .point import Point
from .properties import PROPERTIES, properties_of
from .property import Property
from .reporting import report
from .searching import Counterexample, counterexample, search
from .strategies.broken import sound_rulebases
from .strategies.rulebases import Size
from .strategies.truths import points
from .under_test import UnderTest
from .voices import Voice, voices_and_solver
from .written import as_files, as_text, write_files

ROUND: Final = 25
"""How many random rule bases, or points of the embedded rules, one property gets in a round."""

_SIZE: Final = Size(facts=4, issues=(0, 2), conclusions=4, rules=9)

_OF_THE_LAW: Final = frozenset({"no-clash", "totality"})
"""Properties that good law has; random rules do not."""


@dataclass
class Fuzz:
    """What was looked at so far, by property, and how much was found."""

    until: float
    keep: Path
    voices: tuple[Voice, ...] = field(default_factory=voices_and_solver)
    looked: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self.until

    def run(self, seed: int, progress: Callable[[str], None]) -> None:
        """Look in rounds until the time is over; each thing that was found is kept once."""
        embedded = UnderTest(load_rules(), self.voices)
        broken: set[str] = set()
        for number in count(seed):
            for name, look in self._targets(embedded, number):
                if self.over:
                    return
                if name not in broken and look():
                    broken.add(name)
                progress(f"{sum(self.looked.values())} points, {len(self.found)} found: {name}")

    def _targets(self, embedded: UnderTest, seed: int) -> Iterator[tuple[str, Callable[[], bool]]]:
        for one in PROPERTIES:
            if one.name not in _OF_THE_LAW:
                yield f"random {one.name}", lambda one=one: self._random(one, seed)  # type: ignore[misc]
        for one in properties_of(embedded.rulebase):
            yield f"embedded {one.name}", lambda one=one: self._embedded(embedded, one, seed)  # type: ignore[misc]

    def _embedded(self, embedded: UnderTest, one: Property, seed: int) -> bool:
        # The corners are where they were in the round before.
        first = not self.looked[one.name]
        searched = search(embedded, one, examples=ROUND, seed=seed, at_corners=first)
        self.looked[one.name] += searched.points
        if searched.found is None:
            return False
        told = report(searched.found, embedded)
        self._kept(self.keep / "embedded" / f"{one.name}-{seed}.yaml", told.case)
        return True

    def _random(self, one: Property, seed: int) -> bool:
        """Look at random rule bases; what is found is made small with its rule base."""
        failing: list[tuple[RuleBase, Point]] = []

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=ROUND,
            database=None,
            deadline=None,
            suppress_health_check=list(hypothesis.HealthCheck),
            verbosity=hypothesis.Verbosity.quiet,
            report_multiple_bugs=False,
        )
        @hypothesis.given(st.data())
        def look(data: st.DataObject) -> None:
            rulebase = data.draw(sound_rulebases(_SIZE))
            under_test = UnderTest(rulebase, self.voices)
            for _ in range(_POINTS):
                point = data.draw(points(rulebase, most_unknown=2 if one.open else 0))
                self.looked[one.name] += 1
                if not one.holds(under_test, point):
                    failing.append((rulebase, point))
                    raise _Found

        with suppress(_Found):
            look()
        if not failing:
            return False
        # The last one that failed is the smallest.
        rulebase, point = failing[-1]
        under_test = UnderTest(rulebase, self.voices)
        self._keep_rules(counterexample(under_test, one, point), under_test, seed)
        return True

    def _keep_rules(self, found: Counterexample, under_test: UnderTest, seed: int) -> None:
        where = self.keep / f"{found.of.name}-{seed}"
        files = as_text(as_files(under_test.rulebase))
        write_files({**files, "cases/found.yaml": report(found, under_test).case}, where)
        self.found.append(str(where))

    def _kept(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.found.append(str(path))


_POINTS: Final = 4


class _Found(Exception):
    """Ends a run: a property does not hold."""


def main(
    seconds: Annotated[float, typer.Option(help="For how long.")] = 60.0,
    keep: Annotated[Path, typer.Option(help="Where to write what is found.")] = Path("fuzz-found"),
    seed: Annotated[int | None, typer.Option(help="Where to begin; by default anywhere.")] = None,
    report_to: Annotated[
        Path | None, typer.Option("--report", help="Write what was looked at as JSON.")
    ] = None,
) -> None:
    """Look for mistakes for a while, and keep what is found as cases."""
    begin = SystemRandom().randrange(1_000_000_000) if seed is None else seed
    fuzz = Fuzz(time.monotonic() + seconds, keep)
    fuzz.run(begin, lambda _: None)
    total = sum(fuzz.looked.values())
    voices = ", ".join(voice.name for voice in fuzz.voices)
    typer.echo(f"{total} points in {seconds:g} s from seed {begin}; voices: {voices}")
    for name, looked in sorted(fuzz.looked.items()):
        typer.echo(f"  {name}: {looked}")
    if report_to is not None:
        value = {"seed": begin, "looked": dict(sorted(fuzz.looked.items())), "found": fuzz.found}
        report_to.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
    if fuzz.found:
        typer.echo("found:\n" + "\n".join(f"  {one}" for one in fuzz.found), err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
