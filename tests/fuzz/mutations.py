"""Small damage to a text, of the kinds that editors, merges and people do."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

Choose = Callable[[int], int]
"""Chooses a number from 0 up to, but not including, its argument."""

TOKEN = re.compile(r"[\w.-]+|[^\w\s]")

NASTY = (
    *(
        "",
        "null",
        "~",
        "true",
        "NO",
        "on",
        "12",
        "-0",
        "1e999",
        ".5",
        "9" * 50,
        "0x1F",
        "2024-02-30",
    ),
    *("[]", "{}", "[[]]", "{a}", "[a: b, c: d]", "{any: []}", "{not: {not: x}}", "not not x"),
    *(
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "? ",
        "| ",
        "> ",
        "# ",
        "%",
        "@",
        "`",
        "---",
        "...",
    ),
    *("&a", "*a", "<<: *a", "!!python/object/apply:os.system", "!!binary x", "! x", "%YAML 9.9"),
    *(
        "\t",
        "\r",
        "\x00",
        "\x07",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\u0661",
        "é",
        "𝕏",
        "e\u0301",
    ),
    *("[" * 60, "{a: " * 60, "{not: " * 45, "x" * 3000, "a: b: c", "{x", "{person}", "{0}", "{}"),
)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True) or [""]


def _delete_line(text: str, choose: Choose) -> str:
    lines = _lines(text)
    del lines[choose(len(lines))]
    return "".join(lines)


def _double_line(text: str, choose: Choose) -> str:
    lines = _lines(text)
    at = choose(len(lines))
    return "".join([*lines[: at + 1], *lines[at:]])


def _swap_lines(text: str, choose: Choose) -> str:
    lines = _lines(text)
    one, other = choose(len(lines)), choose(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _indent_line(text: str, choose: Choose) -> str:
    lines = _lines(text)
    at = choose(len(lines))
    lines[at] = (" " + lines[at], lines[at].removeprefix("  "), "\t" + lines[at])[choose(3)]
    return "".join(lines)


def _comment_line(text: str, choose: Choose) -> str:
    lines = _lines(text)
    at = choose(len(lines))
    lines[at] = "# " + lines[at]
    return "".join(lines)


def _token(text: str, choose: Choose) -> re.Match[str] | None:
    found = list(TOKEN.finditer(text))
    return found[choose(len(found))] if found else None


def _with(text: str, token: re.Match[str] | None, new: str) -> str:
    return text if token is None else text[: token.start()] + new + text[token.end() :]


def _other_token(text: str, choose: Choose) -> str:
    other = _token(text, choose)
    return _with(text, _token(text, choose), other[0] if other else "")


def _delete_token(text: str, choose: Choose) -> str:
    return _with(text, _token(text, choose), "")


def _misspell(text: str, choose: Choose) -> str:
    token = _token(text, choose)
    return _with(text, token, f"{token[0]}{token[0][-1]}" if token else "")


def _nasty_token(text: str, choose: Choose) -> str:
    return _with(text, _token(text, choose), NASTY[choose(len(NASTY))])


def _insert(text: str, choose: Choose) -> str:
    at = choose(len(text) + 1)
    return text[:at] + NASTY[choose(len(NASTY))] + text[at:]


def _cut(text: str, choose: Choose) -> str:
    return text[: choose(len(text) + 1)]


def _cut_out(text: str, choose: Choose) -> str:
    at = choose(len(text) + 1)
    return text[:at] + text[at + choose(40) :]


def _carriage_returns(text: str, choose: Choose) -> str:
    return text.replace("\n", ("\r\n", "\r")[choose(2)])


def _mark(text: str, choose: Choose) -> str:
    return "\ufeff" * (1 + choose(2)) + text


DAMAGE: tuple[Callable[[str, Choose], str], ...] = (
    *(_delete_line, _double_line, _swap_lines, _indent_line, _comment_line),
    *(_other_token, _other_token, _other_token, _delete_token, _misspell, _misspell),
    *(_nasty_token, _nasty_token, _insert, _cut, _cut_out, _carriage_returns, _mark),
)


def damaged(text: str, choose: Choose, times: int = 1) -> str:
    """Return the text with so many pieces of damage."""
    for _ in range(times):
        text = DAMAGE[choose(len(DAMAGE))](text, choose)
    return text


def reworded(text: str, choose: Choose) -> str:
    """Return the text with one id, name or day for another that stands in it."""
    words = list(re.finditer(r"\b[a-z]+[._-][a-z0-9._-]*[a-z0-9]|\d{4}-\d\d(-\d\d)?", text))
    return _with(text, words[choose(len(words))], words[choose(len(words))][0])


@st.composite
def damages(draw: st.DrawFn, text: str) -> str:
    """Return a text with one to three pieces of damage."""
    return damaged(text, lambda n: draw(st.integers(0, n - 1)), draw(st.integers(1, 3)))


def seeded(seed: int) -> Choose:
    """Return choices that are the same on every run."""
    random = Random(seed)
    return random.randrange


def encoded(text: str) -> bytes:
    """Return the bytes of a text, also of one that is not valid Unicode."""
    return text.encode("utf-8", "surrogatepass")
