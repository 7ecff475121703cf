"""No profile, outcome or part of a question stands in Python outside its binding.

What `rules/` calls so is read from there, so that rules of anybody, which call it otherwise, are
served as ours are. What Python has to name is named once, in `engine/case/terms.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from safeconduct.rulebase.layers import embedded
from safeconduct.rulebase.load import load_rules

ROOT = Path(__file__).parents[2]

TYPED = "engine/case/terms.py"
"""The typed view of the question of travel: its outcomes and parts, as types and constants."""

ENGLISH = {
    "undetermined": "what every question has where its rules give no answer",
    "reason": "a member of rule files",
    "execution": "a kind of record, and a member of rule files",
}
"""What is a word of the engine as well, and why."""

ALSO = {
    ("engine/answers/venues/model.py", "duty"): "what a venue is called, for all guests together",
    ("engine/ask/model.py", "duty"): "a kind of plain question",
    ("engine/ask/clauses.py", "duty"): "a kind of plain question",
    ("engine/records/models/conduct.py", "duty"): "what paragraphs of a ruling are about",
}
"""Where a word has another meaning."""


def _names() -> dict[str, str]:
    found = {}
    for directory in embedded().values():
        rulebase = load_rules([directory])
        found.update(dict.fromkeys(rulebase.profiles, "a profile"))
        for question in rulebase.questions.values():
            found.update(dict.fromkeys((row.value for row in question.outcome), "an outcome"))
            found.update(dict.fromkeys(question.parts, "a part"))
    return {name: what for name, what in found.items() if name not in ENGLISH}


def _texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module with their lines, docstrings left out."""
    tree = ast.parse(source)
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in told:
            yield one.lineno, one.value


def _written() -> Iterator[tuple[str, int, str]]:
    for room in ("engine", "api"):
        for path in sorted((ROOT / room).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            if file != TYPED and not file.startswith("engine/questions/"):
                for line, text in _texts(path.read_text(encoding="utf-8")):
                    yield file, line, text


def test_what_the_rules_name_is_read_from_them() -> None:
    """A profile, an outcome or a part in Python would bind all rules to ours."""
    names, used, wrong = _names(), set(), []
    for file, line, text in _written():
        if text not in names:
            continue
        if (file, text) in ALSO:
            used.add((file, text))
        else:
            wrong.append(f"{file}:{line}: `{text}` is {names[text]} of rules/: read it from there")
    assert not wrong, "\n".join(wrong)
    assert used == set(ALSO)  # what is no longer needed goes


def test_templates_name_no_profile() -> None:
    """Pages offer the profiles that the rules have, and mark their default."""
    profiles = {one for one, what in _names().items() if what == "a profile"}
    for path in sorted((ROOT / "api" / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not [one for one in profiles if f"'{one}'" in text or f'"{one}"' in text], path.name
