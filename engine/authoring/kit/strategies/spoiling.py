"""Every way in which a rule base can be ill-formed, and the diagnostic that each must give.

Each way takes the files of a sound rule base, with at least one issue, and returns those of a
broken one. No Hypothesis here: what is spoiled is chosen by a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

Files = dict[str, Any]
Pick = Callable[[Sequence[Any]], Any]
Change = Callable[[Files, Pick], object]


@dataclass(frozen=True)
class Spoil:
    """One way to break a rule base: the code of the diagnostic, what is wrong, what breaks it."""

    code: str
    says: str
    change: Change

    def of(self, files: Mapping[str, Any], pick: Pick) -> Files:
        """Return broken files; ``files`` stay as they are."""
        broken = deepcopy(dict(files))
        self.change(broken, pick)
        return broken


def _boolean(files: Files) -> str:
    """Return the name of a yes/no fact, declared if there is none."""
    for fact in files["facts.yaml"]:
        if "values" not in fact:
            return str(fact["name"])
    _add_fact(files, "f.added")
    _add_rule(files, "uses-added", {"f.added": True}, _head(files))
    return "f.added"


def _head(files: Files) -> str:
    """Return a conclusion that some rule supports."""
    return str(next(rule["then"] for rule in files["law.yaml"] if "not " not in rule["then"]))


def _add_fact(files: Files, name: str, **more: object) -> None:
    fact = {"name": name, "meaning": "M", "question": "Q?"}
    fact |= {"absent": {"holds": False, "reason": "r"}, **more}  # type: ignore[dict-item]
    files["facts.yaml"].append(fact)


def _add_rule(files: Files, id_: str, if_: object, then: str, **more: object) -> None:
    rule = {"id": id_, "title": "T", "cite": "c", "if": if_, "then": then, **more}
    files["law.yaml"].append(rule)


def _rule_on(if_: Callable[[Files], object]) -> Change:
    def change(files: Files, _: Pick) -> None:
        _add_rule(files, "added", if_(files), _head(files))

    return change


def _issues(files: Files) -> Any:
    return files["issues.yaml"]


def _question(files: Files) -> Any:
    return next(content for name, content in files.items() if name.startswith("questions/"))


def _text(name: str, text: str) -> Change:
    def change(files: Files, _: Pick) -> None:
        files[name] = text

    return change


def _manifest(text: str) -> Change:
    return _text("rulebase.yaml", f"{text}\n")


def _property(**parts: object) -> Change:
    def change(files: Files, _: Pick) -> None:
        fact, head = _boolean(files), _head(files)
        declared = {
            "id": "declared",
            "says": "s",
            "reason": "r",
            "change": {fact: {"to": True}},
            "never": {"removes": head},
            **parts,
        }
        files["properties.yaml"] = {"monotonicities": [declared]}

    return change


def _clear(files: Files, _: Pick) -> None:
    files.clear()


def _drop_key(files: Files, pick: Pick) -> None:
    rule = pick(files["law.yaml"])
    del rule[pick(["id", "title", "then"])]


def _repeat(files: Files, pick: Pick) -> None:
    names = ["facts.yaml", "law.yaml"]
    content = files[pick(names)]
    content.append(deepcopy(pick(content)))


def _uncited(files: Files, _: Pick) -> None:
    _add_rule(files, "added", {_boolean(files): True}, _head(files))
    del files["law.yaml"][-1]["cite"]


def _other_value(files: Files, pick: Pick) -> None:
    name = pick(files["facts.yaml"])["name"]
    _add_rule(files, "added", {name: "no_such_value"}, _head(files))


def _loop(files: Files, pick: Pick) -> None:
    _add_rule(files, "added", [pick(files["law.yaml"])["then"].removeprefix("not ")], _head(files))
    first = files["law.yaml"][-1]
    _add_rule(files, "back", [first["then"]], first["if"][0])


def _circle(files: Files, _: Pick) -> None:
    head, fact = _head(files), _boolean(files)
    _add_rule(files, "one", {fact: True}, head, defeats=["other"])
    _add_rule(files, "other", {fact: True}, f"not {head}", defeats=["one"])


def _no_conflict(files: Files, pick: Pick) -> None:
    rule = pick(files["law.yaml"])
    fact = _boolean(files)
    _add_rule(files, "added", {fact: True}, rule["then"], defeats=[rule["id"]])


def _definitions(files: Files, *, clash: bool) -> None:
    fact = _boolean(files)
    kind = {"kind": "definition"} if clash else {}
    _add_rule(files, "one", {fact: True}, "defined", kind="definition")
    _add_rule(files, "other", {fact: False}, "not defined", **kind)
    _add_rule(files, "use", ["defined"], _head(files))


def _only_attacked(files: Files, _: Pick) -> None:
    _add_rule(files, "added", {_boolean(files): True}, "not never_concluded")
    _add_rule(files, "use", ["never_concluded"], _head(files))


def _dead(files: Files, pick: Pick) -> None:
    fact = pick(files["facts.yaml"])
    values = fact.get("values", [True, False])
    body = [{fact["name"]: values[0]}, {fact["name"]: values[1]}]
    _add_rule(files, "added", body, _head(files))
    _add_rule(files, "another", {_boolean(files): True}, _head(files))


def _no_position(files: Files, pick: Pick) -> None:
    issue = pick(_issues(files)["issues"])["id"]
    for profile in _issues(files)["profiles"]:
        profile["choices"].pop(issue)


def _profile(*, first: bool = True, **parts: object) -> Change:
    def change(files: Files, _: Pick) -> None:
        choices = {one["id"]: one["positions"][0]["id"] for one in _issues(files)["issues"]}
        added = {"id": "added", "title": "T", "choices": choices, **parts}
        _issues(files)["profiles"][0]["default"] = first
        _issues(files)["profiles"].append(added)

    return change


def _choice(of: Callable[[Files], tuple[str, str]]) -> Change:
    def change(files: Files, _: Pick) -> None:
        issue, position = of(files)
        _issues(files)["profiles"][0]["choices"][issue] = position

    return change


def _line(files: Files, pick: Pick) -> None:
    position = pick(pick(_issues(files)["issues"])["positions"])
    position |= {"standing": "states", "court": [{"since": "2001"}]}


def _idle_issue(files: Files, pick: Pick) -> None:
    added = deepcopy(pick(_issues(files)["issues"])) | {"id": "idle"}
    _issues(files)["issues"].append(added)
    for profile in _issues(files)["profiles"]:
        profile["choices"]["idle"] = added["positions"][0]["id"]


def _clash(files: Files, pick: Pick) -> None:
    _idle_issue(files, pick)
    _add_rule(files, "added", {_boolean(files): True}, "idle")


def _first_row_last(files: Files, _: Pick) -> None:
    rows = _question(files)["outcome"]
    rows[-1]["if"] = {_boolean(files): True}


def _ungraded(files: Files, pick: Pick) -> None:
    exposure = _question(files)["exposure"]
    del exposure[pick(sorted(exposure))]


def _second_question(files: Files, pick: Pick) -> None:
    second = deepcopy(_question(files)) | {"id": "second"}
    files["questions/second.yaml"] = second
    _property(never={"changes": "outcome"})(files, pick)


SPOILS: Final = (
    Spoil("no-directory", "The directory does not exist.", _clear),
    Spoil("no-rules", "The directory has no rule file.", _clear),
    Spoil("not-utf-8", "A file is not UTF-8.", _text("more.yaml", "- {id: r\udcff}")),
    Spoil("yaml-syntax", "A file is not YAML.", _text("more.yaml", "- {id: r,\n  title: [}")),
    Spoil("yaml-duplicate-key", "A key stands twice.", _text("more.yaml", "- id: r\n  id: s")),
    Spoil("yaml-key", "A key is not a word.", _text("more.yaml", "- ? [a, b]\n  : c")),
    Spoil("yaml-alias", "An anchor is used twice.", _text("more.yaml", "- &a {id: r}\n- *a")),
    Spoil("yaml-tag", "A value has a tag.", _text("more.yaml", "- {id: !!str r}")),
    Spoil("yaml-depth", "Lists nest without end.", _text("more.yaml", "[" * 60 + "]" * 60)),
    Spoil("yaml-break", "A line ends for some readers.", _text("more.yaml", "- {id: r\x85}")),
    Spoil("extends-missing", "What is extended does not exist.", _manifest("extends: ../nowhere")),
    Spoil("extends-itself", "A directory extends itself.", _manifest("extends: .")),
    Spoil(
        "records-missing",
        "The records that go with the rules do not exist.",
        _manifest("extends: none\nrecords: nowhere"),
    ),
    Spoil(
        "amends-nothing",
        "An amendment is of what is not there.",
        _manifest(
            "extends: none\namends:\n- {what: rule, id: no-such-rule, withdraw: true, reason: r}"
        ),
    ),
    Spoil("shape", "Something that a rule needs is missing.", _drop_key),
    Spoil("duplicate-id", "Two things have one name.", _repeat),
    Spoil("name-clash", "A conclusion has the name of an issue.", _clash),
    Spoil("unknown-atom", "A condition names nothing.", _rule_on(lambda _: "no_such_thing")),
    Spoil("unknown-value", "A fact has no such value.", _other_value),
    Spoil(
        "missing-value",
        "An issue is named without a position, or a fact of several values without one.",
        _rule_on(lambda files: _issues(files)["issues"][0]["id"]),
    ),
    Spoil(
        "condition-form",
        "A condition is written in a form that does not exist.",
        _rule_on(lambda files: f"not {_boolean(files)}"),
    ),
    Spoil("cycle", "A conclusion rests on itself.", _loop),
    Spoil("missing-citation", "A rule tests facts and cites no law.", _uncited),
    Spoil(
        "unknown-rule",
        "A rule defeats one that does not exist.",
        lambda files, _: _add_rule(
            files, "added", {_boolean(files): True}, _head(files), defeats=["nobody"]
        ),
    ),
    Spoil("defeat-without-conflict", "A rule defeats one on its own side.", _no_conflict),
    Spoil("defeat-cycle", "Rules defeat each other in a circle.", _circle),
    Spoil(
        "defeater-form",
        "A defeater proves something.",
        lambda files, _: _add_rule(
            files, "added", {_boolean(files): True}, _head(files), kind="defeater"
        ),
    ),
    Spoil(
        "clashing-definitions",
        "Two definitions contradict each other.",
        lambda files, _: _definitions(files, clash=True),
    ),
    Spoil(
        "attacked-definition",
        "A definition is attacked.",
        lambda files, _: _definitions(files, clash=False),
    ),
    Spoil("unreachable-conclusion", "No rule can establish a conclusion.", _only_attacked),
    Spoil("dead-rule", "The conditions of a rule exclude each other.", _dead),
    Spoil(
        "unused-conclusion",
        "Nothing asks for a conclusion.",
        lambda files, _: _add_rule(files, "added", {_boolean(files): True}, "idle"),
    ),
    Spoil("unused-fact", "Nothing tests a fact.", lambda files, _: _add_fact(files, "f.idle")),
    Spoil("unused-issue", "Nothing tests an issue.", _idle_issue),
    Spoil(
        "absent-value",
        "What holds of a fact without a record is none of its values.",
        lambda files, _: _add_fact(
            files, "f.bad", absent={"holds": "presumed", "value": "other", "reason": "r"}
        ),
    ),
    Spoil(
        "repeated-value",
        "A fact has one value twice.",
        lambda files, _: _add_fact(
            files, "f.bad", values=["a", "b", "a"], absent={"holds": "unknown", "reason": "r"}
        ),
    ),
    Spoil(
        "placeholder",
        "Words name something that no answer fills in.",
        lambda files, _: _add_fact(files, "f.bad", question="Is it {so}?"),
    ),
    Spoil(
        "constraint-atom",
        "A constraint speaks of something else than facts.",
        lambda files, _: files.__setitem__(
            "constraints.yaml", [{"id": "added", "never": _head(files), "reason": "r"}]
        ),
    ),
    Spoil("court-line", "The Court holds a position that is not its current one.", _line),
    Spoil("profile-gap", "A profile takes no position on an issue.", _no_position),
    Spoil("profile-cycle", "A profile inherits from itself.", _profile(inherits="added")),
    Spoil("two-defaults", "Two profiles are the default.", _profile(default=True)),
    Spoil("no-default", "None of the profiles is the default.", _profile(first=False)),
    Spoil("unknown-profile", "A profile inherits from none.", _profile(inherits="nobody")),
    Spoil(
        "unknown-issue",
        "A profile takes a position on an issue that does not exist.",
        _choice(lambda _: ("no-such-issue", "p0")),
    ),
    Spoil(
        "unknown-position",
        "A profile takes a position that does not exist.",
        _choice(lambda files: (_issues(files)["issues"][0]["id"], "no_such_position")),
    ),
    Spoil("table-gap", "A table may have no answer.", _first_row_last),
    Spoil(
        "severity",
        "The outcomes are not put in order.",
        lambda files, _: _question(files).update(severity=["nothing"]),
    ),
    Spoil("exposure", "An outcome is not graded.", _ungraded),
    Spoil(
        "missing-sentence",
        "An outcome, a reason, a label or a grade is not put in words, though others are.",
        lambda files, _: _question(files).update(wording={}),
    ),
    Spoil(
        "superfluous-sentence",
        "Something is put in words that no answer can have.",
        lambda files, _: _question(files).update(wording={"reason": {"no_such_reason": "it is"}}),
    ),
    Spoil(
        "unknown-fact",
        "A property changes a fact that does not exist.",
        _property(change={"f.nothing": {"to": True}}),
    ),
    Spoil(
        "unknown-target",
        "A property speaks of a conclusion or table that does not exist.",
        _property(never={"removes": "no_such_thing"}),
    ),
    Spoil(
        "unknown-question",
        "A property speaks of a question that does not exist.",
        _property(question="nobody", never={"changes": "outcome"}),
    ),
    Spoil(
        "ambiguous-target",
        "A property speaks of a table that several questions have.",
        _second_question,
    ),
    Spoil(
        "no-change",
        "A property changes nothing.",
        lambda files, pick: _property(change={_boolean(files): {"from": True, "to": True}})(
            files, pick
        ),
    ),
    Spoil(
        "unknown-conclusion",
        "Something is left open that no rule is about.",
        lambda files, _: files.__setitem__(
            "properties.yaml",
            {"left_open": [{"id": "gap", "conclusions": ["nothing"], "reason": "r"}]},
        ),
    ),
)
"""Each way, in the order in which a loader comes to it."""


def codes() -> Iterator[str]:
    """Yield the code of every diagnostic that the loader of rules can give."""
    yield from dict.fromkeys(spoil.code for spoil in SPOILS)
