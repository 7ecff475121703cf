"""One answer in several forms: twenty golden explanations, Markdown, a diagram, a paragraph."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from safeconduct import Assessment, Engine, InputError
from safeconduct.authoring.cases.run import ask
from safeconduct.authoring.mutation.voices.golden import kept

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = kept(GOLDEN)


def answered(engine: Engine, name: str) -> Assessment:
    return ask(engine, QUESTIONS[name])


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_explanation_is_the_golden_one(engine: Engine, name: str) -> None:
    """A change of wording, law or record shows here (`make generated` writes them anew)."""
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert answered(engine, name).explain() + "\n" == golden


def test_there_is_no_other_golden_file() -> None:
    """Each file belongs to a question."""
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(QUESTIONS)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_markdown_says_the_same(engine: Engine, name: str) -> None:
    """Every word of the text is in the Markdown, which has headings and lists of its own."""
    answer = answered(engine, name)
    told = answer.explain("markdown")
    assert told.startswith("# On ")
    assert "## Why" in told or answer.outcome == "undetermined"

    def words(text: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", unescape(text).replace("\\", ""))

    assert words(told) == words(answer.explain())


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_flowchart_is_whole(engine: Engine, name: str) -> None:
    """Every edge joins two nodes that are declared, and every label is closed."""
    chart = answered(engine, name).explain("mermaid").splitlines()
    assert chart[0] == "flowchart TD"
    nodes = {found[1] for line in chart if (found := re.match(r'  (n\d+)\["[^"]*"\]:::\w+$', line))}
    edges = [
        found.groups() for line in chart if (found := re.match(r"  (n\d+) -\S- (n\d+)$", line))
    ]
    assert len(edges) == len(nodes) - 1
    assert {name for edge in edges for name in edge} <= nodes


def test_the_paragraph_is_short_and_says_how_old_it_is(engine: Engine) -> None:
    """Outcome, ground, contest and the day of the records, in a few sentences."""
    told = answered(engine, "putin-mongolia").explain("paragraph")
    assert "\n" not in told
    assert len(told) < 900
    for part in (
        "Mongolia had to arrest",
        "It was bound as a party",
        "Exposure, in law: high",
        "This is contested",
        "compiled on",
    ):
        assert part in told


def test_another_form_is_refused(engine: Engine) -> None:
    """The error names the forms there are."""
    with pytest.raises(InputError, match="mermaid"):
        answered(engine, "putin-china").explain("pdf")  # type: ignore[arg-type]
