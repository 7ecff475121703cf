"""Runs random rule bases and truths through everything for a given time; keeps what it finds.

``python -m safeconduct.authoring.kit.fuzz --seconds 60 --keep DIR``. What is found is written
below the directory: for a random rule base a directory of rules with its case, for the embedded
rules a file of cases.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from random import SystemRandom
from typing import Annotated, Final

import hypothesis
import typer
from hypothesis import strategies as st

from ...rulebase.load import load_rules
from ...rulebase.model import RuleBase
from .point import Point
from .properties import PROPERTIES, properties_of
from .property import Property
from .reporting import report
from .searching import counterexample, search
from .smaller import smaller
from .strategies.broken import completed
from .strategies.rulebases import Size, asked_rulebases
from .strategies.truths import points
from .under_test import UnderTest
from .voices import Voice, voices_and_solver
from .written import as_files, as_text, write_files

ROUND: Final = 25
"""How many random rule bases, or points of the embedded rules, one property gets in a round."""

MOST_SECONDS: Final = 3.0
"""How long random rules are looked at for one property in a round; some voices speak slowly."""

_POINTS: Final = 4
"""How many points of each random rule base are looked at."""

_SIZE: Final = Size(facts=4, issues=(0, 2), conclusions=4, rules=9)

_OF_THE_LAW: Final = frozenset({"no-clash", "totality"})
"""Properties that good law has; random rules do not."""


@dataclass
class Fuzz:
    """Looks for mistakes; counts what it looked at, by target, and writes what it finds.

    ``keep``: the directory for what is found; it is made when something is.
    """

    keep: Path
    voices: tuple[Voice, ...] = field(default_factory=voices_and_solver)
    looked: Counter[str] = field(default_factory=Counter)
    found: list[Path] = field(default_factory=list)

    @cached_property
    def targets(self) -> Mapping[str, Callable[[int], bool]]:
        """What there is to look at; each takes a seed and returns whether something was found."""
        ours = properties_of(self._embedded.rulebase)
        return {
            **{
                f"random {one.name}": partial(self._look_at_random_rules, one)
                for one in PROPERTIES
                if one.name not in _OF_THE_LAW
            },
            **{f"embedded {one.name}": partial(self._look_at_ours, one) for one in ours},
        }

    @cached_property
    def _embedded(self) -> UnderTest:
        return UnderTest(load_rules(), self.voices)

    def run(self, seed: int, seconds: float) -> None:
        """Look in rounds until the time is over; at each target until something is found."""
        until = time.monotonic() + seconds
        broken: set[str] = set()
        for number in count(seed):
            for name in self.targets:
                if time.monotonic() >= until or len(broken) == len(self.targets):
                    return
                if name not in broken and self.once(name, number):
                    broken.add(name)

    def once(self, target: str, seed: int) -> bool:
        """Look at one target once; return whether something was found."""
        return self.targets[target](seed)

    def _look_at_ours(self, one: Property, seed: int) -> bool:
        name = f"embedded {one.name}"
        # The corners are where they were in the round before.
        first = not self.looked[name]
        searched = search(self._embedded, one, examples=ROUND, seed=seed, at_corners=first)
        self.looked[name] += searched.points
        if searched.found is None:
            return False
        case = report(searched.found, self._embedded).case
        self._kept(self.keep / "embedded" / f"{one.name}-{seed}.yaml", case)
        return True

    def _look_at_random_rules(self, one: Property, seed: int) -> bool:
        """Look at random rule bases; what is found is made small together with its rules."""
        over = time.monotonic() + MOST_SECONDS
        failing: list[tuple[RuleBase, Point]] = []

        def fails(rulebase: RuleBase, point: Point) -> bool:
            found = completed(rulebase)
            return found is not None and not one.holds(UnderTest(found, self.voices), point)

        # What is found is made small afterwards, by what rules mean.
        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=ROUND,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
            verbosity=hypothesis.Verbosity.quiet,
            report_multiple_bugs=False,
        )
        @hypothesis.given(st.data())
        def look(data: st.DataObject) -> None:
            rulebase = data.draw(asked_rulebases(_SIZE))
            for _ in range(_POINTS):
                point = data.draw(points(rulebase, most_unknown=2 if one.open else 0))
                self.looked[f"random {one.name}"] += 1
                if fails(rulebase, point):
                    failing.append((rulebase, point))
                    raise _Found
            if time.monotonic() >= over:
                raise _Over

        with suppress(_Found, _Over):
            look()
        if not failing:
            return False
        small, point = smaller(*failing[0], fails)
        rulebase = completed(small)
        assert rulebase is not None
        under_test = UnderTest(rulebase, self.voices)
        case = report(counterexample(under_test, one, point), under_test).case
        where = self.keep / f"{one.name}-{seed}"
        write_files(as_text(as_files(rulebase)), where)
        self._kept(where / "cases" / "found.yaml", case)
        return True

    def _kept(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.found.append(path)


class _Found(Exception):
    """Ends a run: a property does not hold."""


class _Over(Exception):
    """Ends a run: its time is over."""


app = typer.Typer(add_completion=False)


@app.command()
def main(
    seconds: Annotated[float, typer.Option(help="For how long.")] = 60.0,
    keep: Annotated[Path, typer.Option(help="Where to write what is found.")] = Path("fuzz-found"),
    seed: Annotated[int | None, typer.Option(help="Where to begin; by default anywhere.")] = None,
    counts: Annotated[Path | None, typer.Option(help="Write what was looked at as JSON.")] = None,
) -> None:
    """Look for mistakes for a while, and keep what is found as cases."""
    begin = SystemRandom().randrange(1_000_000_000) if seed is None else seed
    fuzz = Fuzz(keep)
    fuzz.run(begin, seconds)
    total = sum(fuzz.looked.values())
    voices = [voice.name for voice in fuzz.voices]
    typer.echo(f"{total} points in {seconds:g} s from seed {begin}; voices: {', '.join(voices)}")
    for name, looked in sorted(fuzz.looked.items()):
        typer.echo(f"  {name}: {looked}")
    found = [str(path) for path in fuzz.found]
    if counts is not None:
        value = {"seed": begin, "voices": voices, "total": total, "found": found}
        value["looked"] = dict(sorted(fuzz.looked.items()))
        counts.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
    if found:
        typer.echo("found:\n" + "\n".join(f"  {one}" for one in found), err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
