"""Texts that mean the same: other styles, comments, blank lines, line ends."""

from __future__ import annotations

import re

import yaml
from hypothesis import strategies as st

from safeconduct.base.errors import SourceFilesError
from safeconduct.base.yaml12 import load

WORDS = ("yes", "NO", "on", "off", "true", "null", "~", "1e3", "12", "0x1F", "2024-09-02", "", " ")
MARKS = (
    "#",
    "# x",
    "a #b",
    "a: b",
    "- a",
    "? a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "[",
    "}",
    ",",
)
ODD = (
    "é",
    "𝕏",
    "\u202e",
    "\x85",
    "\u2028",
    "\x7f",
    "a\tb",
    "two  spaces",
    " led",
    "ends ",
    "'",
    '"',
)
LINES = ("a\nb", "a\n\nb\n", "\na", "a\n  b\n c", "a\n\n", "- a\n- b\n", "# a\nb", "a \nb")


def _prose() -> st.SearchStrategy[str]:
    word = st.sampled_from(
        ["law", "State", "(art.", "98(1))", "a-b", "#5", "-", ":", "Court's", "x" * 30]
    )
    return st.lists(word, min_size=1, max_size=40).map(" ".join)


TEXTS = (
    st.sampled_from([*WORDS, *MARKS, *ODD, *LINES])
    | _prose()
    | st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t"), max_size=12
    )
)
KEYS = st.sampled_from(
    ["id", "title", "if", "then", "says", "a b", "on", "1", "x" * 20, "#k", "k: v"]
)
SCALARS = TEXTS | st.booleans() | st.none() | st.integers(-9, 9999)


def data(leaves: st.SearchStrategy[object] = SCALARS) -> st.SearchStrategy[object]:
    """Return plain data as YAML files hold it."""
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    )


class _Loud(yaml.SafeDumper):
    """Writes every style that there is."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@st.composite
def texts(draw: st.DrawFn, what: st.SearchStrategy[object] | None = None) -> str:
    """Return some data written in some style, with comments and blank lines put in."""
    value = draw(what if what is not None else data())
    text = yaml.dump(
        value,
        Dumper=_Loud,
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        default_style=draw(st.sampled_from([None, None, None, '"', "'", "|", ">"])),
        indent=draw(st.integers(2, 5)),
        width=draw(st.sampled_from([20, 80, 1000])),
        explicit_start=draw(st.sampled_from([None, None, True])),
        sort_keys=False,
    )
    text = re.sub(r"!!\w+ |!!\w+\n", "", text)  # tags are not written by people, nor read
    return draw(noisy(text))


@st.composite
def noisy(draw: st.DrawFn, text: str) -> str:
    """Return the text with comments, blank lines and other line ends, meaning what it meant."""
    try:
        meant = load(text, file="f").value
    except SourceFilesError:
        return text
    for _ in range(draw(st.integers(0, 6))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["own", "own", "trail", "trail", "blank", "spaces"]))
        words = draw(st.sampled_from(["# why", "#", "# a: b # c", "# 'q\" [", "# lint: allow x y"]))
        if kind == "own":
            lines.insert(at, " " * draw(st.integers(0, 8)) + words)
        elif kind == "trail":
            lines[at] += f"  {words}"
        elif kind == "blank":
            lines[at:at] = [""] * draw(st.integers(1, 3))
        else:
            lines[at] += "  "
        other = "\n".join(lines)
        try:
            if load(other, file="f").value == meant:
                text = other
        except SourceFilesError:
            continue
    ends, mark = draw(st.sampled_from([("\n", ""), ("\n", ""), ("\r\n", ""), ("\n", "\ufeff")]))
    return mark + text.replace("\n", ends)
