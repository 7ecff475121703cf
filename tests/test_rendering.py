"""One answer in several forms: twenty golden explanations, Markdown, a diagram, a paragraph."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from safeconduct import Assessment, Engine, InputError

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "putin-mongolia": ("vladimir-putin", "MNG", "2024-09-02", {}),
    "putin-china": ("vladimir-putin", "CHN", "2023-09-18", {}),
    "putin-armenia-before": ("vladimir-putin", "ARM", "2024-01-31", {}),
    "putin-armenia-after": ("vladimir-putin", "ARM", "2024-02-01", {}),
    "putin-kyiv-2023": ("vladimir-putin", "UKR", "2023-09-18", {}),
    "putin-crimea": ("vladimir-putin", "crimea", "2024-03-01", {}),
    "putin-moscow": ("vladimir-putin", "RUS", "2024-03-01", {}),
    "putin-before-issue": ("vladimir-putin", "DEU", "2023-03-16", {}),
    "putin-mongolia-african-union": (
        "vladimir-putin",
        "MNG",
        "2024-09-02",
        {"profile": "african-union"},
    ),
    "putin-mongolia-dissent": (
        "vladimir-putin",
        "MNG",
        "2024-09-02",
        {"profile": "dissent-2017"},
    ),
    "netanyahu-hungary": ("benjamin-netanyahu", "HUN", "2025-04-03", {}),
    "netanyahu-france-overflight": (
        "benjamin-netanyahu",
        "FRA",
        "2026-03-01",
        {"presence": "overflight"},
    ),
    "netanyahu-un": ("benjamin-netanyahu", "USA", "2025-09-26", {"purpose": "un_meeting"}),
    "gallant-france": ("yoav-gallant", "FRA", "2025-06-01", {}),
    "bashir-south-africa": ("omar-al-bashir", "ZAF", "2015-06-14", {}),
    "bashir-jordan-as-known": (
        "omar-al-bashir",
        "JOR",
        "2017-03-29",
        {"known_on": "2017-03-28"},
    ),
    "bashir-sudan": ("omar-al-bashir", "SDN", "2010-06-01", {}),
    "kenyatta-uk": ("uhuru-kenyatta", "GBR", "2013-05-07", {}),
    "duterte-anywhere": ("rodrigo-duterte", "JPN", "2026-03-01", {}),
    "kony-high-seas": ("joseph-kony", "high-seas", "2024-01-01", {}),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


def answered(engine: Engine, name: str) -> Assessment:
    person, place, on, more = QUESTIONS[name]
    return engine.travel_risk(person, place, on=on, **more)  # type: ignore[arg-type]


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
        return re.findall(r"[^\W\d_]+", text.replace("\\", ""))

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
    for part in ("would have to arrest", "as a party", "This is contested", "compiled on"):
        assert part in told


def test_another_form_is_refused(engine: Engine) -> None:
    """The error names the forms there are."""
    with pytest.raises(InputError, match="mermaid"):
        answered(engine, "putin-china").explain("pdf")  # type: ignore[arg-type]
