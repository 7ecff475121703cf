"""What is wrong with the shape of an entry, in words for who wrote it, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ..base.shapes import MessageAndFix, inside, tell_plainly
from ..base.words import near

_KEYS: Final = {
    **dict.fromkeys(
        ("unless", "except"),
        "write it under `if` as `not:`, or as a rule of its own that `defeats`",
    ),
    **dict.fromkeys(("overrides", "beats", "defeat", "overcomes", "prevails_over"), "`defeats:`"),
    **dict.fromkeys(("when", "condition", "conditions", "given"), "`if:`"),
    **dict.fromkeys(("conclusion", "conclude", "concludes", "result"), "`then:`"),
    **dict.fromkeys(("cites", "citation", "source", "law"), "`cite:`"),
    **dict.fromkeys(("name", "rule"), "`id:`"),
    **dict.fromkeys(("else", "otherwise"), "write a rule of its own"),
    **dict.fromkeys(("and", "or"), "within `if`: a list (and), `any:` (or)"),
}
"""What people write who have not read how rules are written, and what is meant here."""

_EXAMPLES: Final = {
    "id": "id: rs-89-1",
    "then": "then: a_conclusion",
    "title": "title: Who must arrest",
    "absent": "absent: {holds: false, reason: …}",
    "name": "name: host.status",
    "reason": "reason: …",
    "defeats": "defeats: [rule-id]",
    "values": "values: [one, other]",
}


def told(model: type[BaseModel], detail: ErrorDetails, whole: str) -> MessageAndFix:
    """Return the message about one mistake of shape, and what would be right (or nothing)."""
    where = inside(detail)
    name = ".".join(str(part) for part in where)
    key, value = str(where[-1]) if where else "", detail["input"]
    message, fix = tell_plainly(detail, whole)
    match detail["type"]:
        case "extra_forbidden":
            message, fix = _extra(key, name, value, _fields(model, where))
        case "missing":
            message, fix = f"`{name}` is missing", _EXAMPLES.get(key, f"{key}: …")
        case "string_pattern_mismatch":
            pattern = str(detail.get("ctx", {}).get("pattern", ""))
            message, fix = _pattern(key, name, str(value), pattern)
        case "string_type":
            message, fix = _not_text(key, name, value)
        case "tuple_type" | "list_type":
            begin = _EXAMPLES.get(key, "").split("[")[0] or f"{key}: "
            message = f"`{name}` has to be a list"
            fix = f"{begin}[{value if _is_word(value) else '…'}]"
        case "literal_error" | "enum":
            allowed = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
            message = f"`{name}` cannot be `{_shown(value)}`"
            fix = near(str(value), allowed) or f"one of: {', '.join(allowed)}"
        case "model_type" | "dict_type" if not where:
            message = f"`{_shown(value)}` is not an entry with keys"
            fix = "- id: …, with a space after each colon"
        case "model_type" | "dict_type":
            message = f"`{name}` has to have keys of its own"
            fix = _EXAMPLES.get(key, f"{key}: {{…: …}}")
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            message, fix = f"`{name}` is not a day, and is `{_shown(value)}`", f"{key}: 2002-07-01"
        case "too_short":
            message = f"`{name}` needs {detail.get('ctx', {}).get('min_length', 1)} at the least"
    return message, fix


def _extra(key: str, name: str, value: object, fields: list[str]) -> MessageAndFix:
    if value is None and not key.isidentifier():
        return (
            f"`{key}` stands there as a key: a comma in braces ends the text before it",
            "put the text in quotation marks",
        )
    fix = _KEYS.get(key.lower(), "")
    if key.lower() in fields:
        fix = f"`{key.lower()}:`"
    elif not fix:
        fix = near(key, fields) or (f"one of: {', '.join(fields)}" if fields else "leave it out")
    return f"there is no key `{name}`", fix


def _pattern(key: str, name: str, value: str, pattern: str) -> MessageAndFix:
    if "(not )?" in pattern:
        if "." in value:
            return (
                f"`{value}` has the form of a fact, and a rule concludes no facts",
                f"facts are recorded; conclude a word of its own, such as `{_slug(value, '_')}`",
            )
        negated = "not " if value.startswith("not ") else ""
        return (
            f"`{value}` cannot be a conclusion: small letters, digits and _",
            f"{key}: {negated}{_slug(value.removeprefix('not '), '_')}",
        )
    if r"\." in pattern:
        word = _slug(value, "_")
        return (
            f"`{value}` cannot be the name of a fact: of what, a dot, and what of it",
            f"{key}: host.{word}" if "." not in value else f"{key}: {value.lower()}",
        )
    if name.startswith("defeats."):
        return f"`{value}` cannot be the id of a rule", "`defeats` names rules, not conclusions"
    joined = "-" if "-[" in pattern else "_"
    what = "an id: small letters and digits, joined by -" if joined == "-" else "a value"
    return f"`{name}`: `{value}` cannot be {what}", f"write `{_slug(value, joined)}`"


def _not_text(key: str, name: str, value: object) -> MessageAndFix:
    if key == "then":
        if isinstance(value, list):
            return "a rule has one conclusion", "write a rule for each"
        if isinstance(value, Mapping) and list(value) == ["not"]:
            return "`then` takes a text", f"then: not {value['not']}"
        if isinstance(value, Mapping):
            return (
                "`then` takes a conclusion, no value",
                "conclude a word; the table of the question makes an answer of it",
            )
    if value is None:
        return f"`{name}` says nothing", _EXAMPLES.get(key, f"{key}: …")
    fix = f"put `{value}` in quotation marks" if isinstance(value, int | float) else ""
    return f"`{name}` has to be a text, and is `{_shown(value)}`", fix


def _fields(model: type[BaseModel], where: tuple[int | str, ...]) -> list[str]:
    """Return the keys that stand beside the last of ``where``, if that is known."""
    kinds: list[type[BaseModel]] = [model]
    for part in where[:-1]:
        found = [
            field.annotation
            for kind in kinds
            for name, field in kind.model_fields.items()
            if part in {name, field.alias}
        ]
        if found:  # else it is the key of a mapping, or the place in a list
            kinds = [one for annotation in found for one in _models(annotation)]
    return list(
        dict.fromkeys(
            field.alias or name for kind in kinds for name, field in kind.model_fields.items()
        )
    )


def _models(annotation: object) -> list[type[BaseModel]]:
    """Return the models within the type of a field, also in lists and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for inner in get_args(annotation) for one in _models(inner)]


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w.-]+", value))


def _slug(text: str, joined: str) -> str:
    return re.sub(r"[^a-z0-9]+", joined, text.lower()).strip(joined)


def _shown(value: Any) -> str:
    text = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    shown = str(text)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
