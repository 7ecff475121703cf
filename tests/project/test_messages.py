"""Every message that the program can give keeps to the grammar of `docs/messages.md`."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .messages import GAP, Message, messages

OFFICE = re.compile(
    r"\b(invalid|illegal|null|None|NaN|exception|traceback|regex|pars(e|ed|er|ing)|str|int|dict|"
    r"bool|tuple|kwargs|shall|must be specified|of ours)\b"
)
FRAGMENT = re.compile(r"(not|before|after|missing|too|out|empty|nested|duplicate|unknown)\b(?! is)")
BARE = re.compile(rf"no [a-z]+( or [a-z]+| on)? `{GAP}`(;|$)")


def begins_and_ends(one: Message) -> bool:
    """A clause begins small and has no full stop; advice begins with a capital and has one."""
    if one.text[0].isupper() or (one.text[0] == "`" and one.text[-1] == "."):
        return one.text.endswith((".", "?"))
    return not one.text.endswith((".", ",", ";", ":", "!", " "))


def has_single_spaces(one: Message) -> bool:
    """Words are separated by one space; none stands before a stop, at the beginning or the end."""
    return one.text == one.text.strip() and not re.search(r"[^\S\n]{2}| [.,;:?!](\s|$)", one.text)


def says_it_whole(one: Message) -> bool:
    """A message is a clause, so that it can stand behind a field and a value: `is not a day`."""
    return one.kind != "message" or not (FRAGMENT.match(one.text) or BARE.match(one.text))


def speaks_plainly(one: Message) -> bool:
    """No words of programmers or of office; *is not a*, not *is no*; *must have*, not *is due*."""
    plain = re.sub(r"`[^`]*`", "", one.text)
    return not OFFICE.search(plain) and not re.search(
        r"(?<!there )\b(is|are) (no (?!longer\b)|due\b)", plain
    )


def quotes_alike(one: Message) -> bool:
    """What stands in a file is in backticks, what a user gave as Python shows it."""
    return not re.search(rf"""['"]{GAP}['"]|‘|“{GAP}”""", one.text)


def counts_right(one: Message) -> bool:
    """A number that is counted has its noun from `counted`: never *1 cells*, never *file(s)*."""
    counted = [gap for gap in one.gaps if gap.startswith("len(") or gap == "count"]
    if "(s)" in one.text:
        return False
    places = [index for index, gap in enumerate(one.gaps) if gap in counted]
    pieces = one.text.split(GAP)
    return not any(
        re.match(r" [a-z]+s\b", pieces[index + 1])
        and not pieces[index].endswith(("more than ", "at most ", "than "))
        for index in places
    )


@pytest.mark.parametrize(
    "law",
    [
        *(begins_and_ends, has_single_spaces, says_it_whole),
        *(speaks_plainly, quotes_alike, counts_right),
    ],
    ids=lambda law: law.__name__,
)
def test_every_message_keeps_to_the_grammar(law: Callable[[Message], bool]) -> None:
    """Each law of the page, for all that engine, service, command and tools can say."""
    assert not [str(one) for one in messages() if not law(one)], law.__doc__


@pytest.mark.parametrize(
    ("law", "wrong", "right"),
    [
        (begins_and_ends, "is not a day.", "is not a day"),
        (begins_and_ends, "Ask for another day", "Ask for another day."),
        (begins_and_ends, "is not a day:", "`Day` is not a day"),
        (has_single_spaces, "is  not a day", "is not a day"),
        (has_single_spaces, "is not a day ", "is not a day\nat all"),
        (has_single_spaces, "is this a day ?", "is this a day?"),
        (says_it_whole, "not a day", "is not a day"),
        (says_it_whole, f"no rule `{GAP}`", f"there is no rule `{GAP}`"),
        (says_it_whole, "too long", "is too long"),
        (speaks_plainly, "invalid day", "is not a day"),
        (speaks_plainly, "is no day", "is no longer a day"),
        (speaks_plainly, "a list of days is due", "`None` is not a list of days"),
        (quotes_alike, f"'{GAP}' is not a day", f"`{GAP}` is not a day"),
    ],
)
def test_each_law_tells_wrong_from_right(
    law: Callable[[Message], bool], wrong: str, right: str
) -> None:
    """Beginning, spaces, wholeness, plain words, marks."""
    assert not law(Message("file", 1, "message", wrong, ()))
    assert law(Message("file", 1, "message", right, ()))


def test_a_count_has_its_noun_from_one_place() -> None:
    """A number of things in the text itself would be wrong where there is one."""
    assert not counts_right(Message("f", 1, "message", f"has {GAP} cells", ("len(row)",)))
    assert not counts_right(Message("f", 1, "message", "wrong file(s)", ()))
    assert counts_right(Message("f", 1, "message", f"has {GAP}", ("counted(1, 'cell')",)))
    assert counts_right(Message("f", 1, "message", f"more than {GAP} cells", ("len(row)",)))


def test_messages_are_found_where_they_are_made() -> None:
    """Of errors, findings, checks, validators, the service, the command and scripts."""
    found = {(one.file, one.text) for one in messages()}
    for file, text in [
        ("engine/answers/why_not.py", "is the answer"),
        ("engine/authoring/lint/checks/titles.py", f"the title begins with `{GAP}`"),
        ("engine/records/models/base.py", "a record needs at least one source"),
        ("engine/rulebase/conditions.py", f"`{GAP}` is not a name"),
        ("engine/cli/screening.py", "interrupted; no output is left"),
        ("api/pages/takeaway.py", "a memo is about one place: choose it on the map"),
    ]:
        assert (file, text) in found or any(text == one for _, one in found), (file, text)
    assert len(found) > 400
    assert {one.file.partition("/")[0] for one in messages()} == {"engine", "api", "tools"}
