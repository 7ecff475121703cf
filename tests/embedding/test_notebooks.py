"""What a person sees of an answer at a console, in a notebook, in `help` and by completion."""

from __future__ import annotations

import pydoc
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest

import safeconduct
from safeconduct import Assessment, Engine
from safeconduct.base.frozen import Table, escape_markdown
from safeconduct.base.words import YES
from safeconduct.case.terms import Outcome

from .test_copies import ANSWERS

WHOLE = ("document", "timeline", "map", "changes", "why not", "comparison", "wanted", "upcoming",
         "plain question")  # fmt: skip
_VOID = {"br", "hr", "img"}
HOSTILE = "<script>alert('x')</script> & \"quoted\" | `code` $x$ [a](b)"


class WellFormed(HTMLParser):
    """Holds that every element is closed in its order, and keeps which there are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_answer_is_a_table_in_a_notebook(engine: Engine, kind: str) -> None:
    """As HTML and as Markdown, both below the line that a console shows."""
    answer: Any = ANSWERS[kind](engine)
    table = answer.table()
    page = WellFormed(answer._repr_html_())
    assert page.seen <= {"p", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    lines = answer._repr_markdown_().splitlines()
    assert lines[0] == f"**{escape_markdown(table.headline)}**"
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines[2:]}
    assert widths == {len(table.header) + 1}
    assert repr(answer).startswith(f"<{type(answer).__name__}: {table.headline[:100]}")
    assert len(repr(answer)) < 200


def test_an_assessment_tells_itself_in_a_notebook(answer: Assessment) -> None:
    """In short, with every block of the explanation to be opened, and its sources as links."""
    page = WellFormed(answer._repr_html_())
    assert {"details", "summary", "a"} <= page.seen
    assert page.links
    assert all(link.startswith(("https://", "http://")) for link in page.links)
    assert "A warrant is an allegation" in answer._repr_html_()
    assert answer._repr_markdown_() == answer.explain("markdown")
    assert repr(answer) == "<Assessment: vladimir-putin in MNG on 2024-09-02: must_arrest>"


def test_nothing_in_a_text_is_markup() -> None:
    """Records of one's own may hold anything."""
    table = Table(HOSTILE, (HOSTILE, "b"), [(HOSTILE, None), ((HOSTILE, "y\nz"), YES[None])])
    assert WellFormed(table.html()).seen == {
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    markdown = table.markdown()
    assert "<" not in markdown
    assert len(markdown.splitlines()) == 6
    for special in "|`$[":
        assert not re.search(
            rf"(?<!\\){re.escape(special)}", markdown.replace("| ", "").replace(" |", "")
        )
    assert "not known" in markdown


def test_what_is_not_known_is_said_in_a_map(engine: Engine) -> None:
    """An empty cell below *contested* would be read as *no*."""
    shown = engine.map("vladimir-putin", on="2024-09-02")
    told = {row[0]: row[3] for row in shown.table().rows}
    assert told == {spot.place.name: YES[spot.contested] for spot in shown.places}
    assert set(YES.values()) == {"yes", "no", "not known"}


@pytest.mark.parametrize(
    "name",
    ["safeconduct", "safeconduct.screening", "safeconduct.docket", "safeconduct.testing"],
)
def test_completion_lists_what_is_exported(name: str) -> None:
    """Before anything was used, `dir` has all that the module exports, and each can be had."""
    script = (
        f"import {name} as m; listed = dir(m); assert set(m.__all__) <= set(listed), listed\n"
        "assert 'TYPE_CHECKING' not in listed and listed == sorted(listed)\n"
        "for name in m.__all__: getattr(m, name)\n"
        "try: m.nothing_like_it\n"
        "except AttributeError as error: assert m.__name__ in str(error), error\n"
        "else: raise SystemExit('it has what it has not')"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_importing_is_quick() -> None:
    """Nothing heavy is loaded before it is used, whatever lists what there is."""
    script = (
        "import sys, safeconduct; dir(safeconduct)\n"
        "heavy = {'pydantic', 'numpy', 'pyarrow', 'pandas', 'polars', 'durable', 'yaml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "from safeconduct import Engine\n"
        "assert not {'pandas', 'polars', 'pyarrow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_help_shows_every_question_and_what_is_exported() -> None:
    """Somebody who types `help(safeconduct)` learns how to begin."""
    told = pydoc.plain(pydoc.render_doc(safeconduct))
    beginning = told[: told.index("PACKAGE CONTENTS")]
    methods = re.findall(r"`(\w+)`:", beginning)
    assert {"travel_risk", "timeline", "map", "changes", "why_not", "screen"} <= set(methods)
    assert all(hasattr(Engine, name) for name in methods)
    for name in safeconduct.__all__:
        thing = getattr(safeconduct, name)
        if isinstance(thing, type):
            assert re.search(rf"class {thing.__name__}\b", told), name
    assert Outcome.__doc__ in told
