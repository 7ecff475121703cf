"""Applies one amendment to what stands beneath a layer, as it is written there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from ..base.errors import Diagnostic
from ..base.words import counted, near
from .manifest import (
    ChoiceAmendment,
    DefaultAmendment,
    IssueAmendment,
    PositionAmendment,
    QualificationAmendment,
    RowAmendment,
    RuleAmendment,
)
from .model import AppliedAmendment
from .new_value import introduced
from .read import SourceFiles, Written
from .source import AnswerWordingSource, IssueSource, QuestionSource, RowSource, RuleSource
from .wording import OUTCOME

Item = TypeVar("Item", bound=BaseModel)


def amend(files: SourceFiles, amendment: Written[Any], label: str) -> None:
    """Apply an amendment of the layer that ``label`` stands for; mistakes become problems."""
    _Amender(files, amendment, label).apply()


class _Amender:
    def __init__(self, files: SourceFiles, written: Written[Any], label: str) -> None:
        self._files = files
        self._written = written
        self._label = label

    def apply(self) -> None:
        """Do what the amendment says."""
        item = self._written.item
        match item:
            case PositionAmendment():
                self._position(item)
            case IssueAmendment():
                self._issue(item)
            case ChoiceAmendment():
                self._choice(item)
            case DefaultAmendment():
                self._default(item)
            case RuleAmendment():
                self._rule(item)
            case RowAmendment():
                self._row(item)
            case QualificationAmendment():
                self._qualification(item)

    def _position(self, item: PositionAmendment) -> None:
        index = self._find("issue", self._files.issues, item.id)
        if index is None or not self._first(f"position {item.id}/{item.add.id}"):
            return
        issue = self._files.issues[index]
        known = [position.id for position in issue.item.positions]
        if item.add.id in known:
            message = f"the issue `{item.id}` has the position `{item.add.id}` already"
            self.report("amends-nothing", message, "add", "id", fix="give it another id")
            return
        self._files.issues[index] = self._with(
            issue,
            {"positions": (*issue.item.positions, item.add)},
            {("positions", len(known)): ("add",)},
        )
        self._told(f"the position `{item.add.id}` added")

    def _issue(self, item: IssueAmendment) -> None:
        if not self._first(f"issue {item.id}"):
            return
        positions = [position.id for position in item.add.positions]
        if item.usual not in positions:
            message = f"`{item.usual}` is not a position on `{item.id}`"
            fix = near(item.usual, positions) or f"one of: {', '.join(positions)}"
            self.report("unknown-position", message, "usual", fix=fix)
            return
        issue = IssueSource(id=item.id, **dict(item.add))
        document, path = self._written.document, self._written.path
        self._files.issues.append(
            Written(issue, document, (*path, "add"), {("id",): self._part("id")})
        )
        self._files.usual[item.id] = item.usual
        self._told(f"the issue added; profiles that do not choose take `{item.usual}`")

    def _choice(self, item: ChoiceAmendment) -> None:
        index = self._find("profile", self._files.profiles, item.id)
        if index is None:
            return
        for issue, position in item.choose.items():
            if not self._first(f"choice {item.id}/{issue}", "choose", issue):
                return
            profile = self._files.profiles[index]
            self._files.profiles[index] = self._with(
                profile,
                {"choices": {**profile.item.choices, issue: position}},
                {("choices", issue): ("choose", issue)},
            )
            self._told(f"`{position}` chosen on `{issue}`")

    def _default(self, item: DefaultAmendment) -> None:
        index = self._find("profile", self._files.profiles, item.id)
        if index is None or not self._first("default profile"):
            return
        for at, profile in enumerate(self._files.profiles):
            if at == index or profile.item.default:
                update: dict[str, object] = {"default": at == index}
                self._files.profiles[at] = self._with(profile, update, {("default",): ("id",)})
        self._told("the profile that is followed by default")

    def _rule(self, item: RuleAmendment) -> None:
        index = self._find("rule", self._files.rules, item.id)
        if index is None or not self._first(f"rule {item.id}"):
            return
        before = self._files.rules[index]
        self._files.withdrawn.append(before)
        if item.replace is not None:
            rule = RuleSource(
                id=item.id,
                **{name: getattr(item.replace, name) for name in item.replace.model_fields_set},
            )
            path = (*self._written.path, "replace")
            self._files.rules[index] = Written(
                rule, self._written.document, path, {("id",): self._part("id")}
            )
            self._told("replaced")
            return
        del self._files.rules[index]
        for at, other in enumerate(self._files.rules):  # what beat it beats nothing there any more
            if item.id in other.item.defeats:
                left = tuple(one for one in other.item.defeats if one != item.id)
                self._files.rules[at] = self._with(other, {"defeats": left}, {})
        self._told("withdrawn")

    def _row(self, item: RowAmendment) -> None:
        index = self._find("question", self._files.questions, item.id)
        if index is None:
            return
        question = self._files.questions[index]
        tables = {OUTCOME: question.item.outcome, **question.item.parts}
        rows = tables.get(item.table)
        if rows is None:
            message = f"the question `{item.id}` has no table `{item.table}`"
            fix = near(item.table, tables) or f"one of: {', '.join(tables)}"
            self.report("amends-nothing", message, "table", fix=fix)
            return
        if not self._first(f"row {item.id}/{item.table}/{item.row}"):
            return
        places = [at for at, row in enumerate(rows) if row.value == item.row]
        values = tuple(dict.fromkeys(row.value for row in rows))
        if not places:
            message = f"no row of `{item.table}` gives `{item.row}`"
            fix = near(item.row, values) or f"one of: {', '.join(values)}"
            self.report("amends-nothing", message, "row", fix=fix)
            return
        if item.add is None and len(places) > 1:
            message = f"{counted(len(places), 'row')} of `{item.table}` give `{item.row}`"
            self.report("amends-several", message, "row", fix="add a row before them instead")
            return
        with_new = self._with_new(question, values, item)
        if with_new is None:
            return
        path = (OUTCOME,) if item.table == OUTCOME else ("parts", item.table)
        self._files.questions[index] = self._with_rows(with_new, path, rows, item, places[0])
        done = "added before" if item.add else "in place of" if item.replace else "withdrawn:"
        self._told(f"a row of `{item.table}` {done} `{item.row}`")

    def _with_new(
        self, question: Written[Any], values: Sequence[str], item: RowAmendment
    ) -> Written[Any] | None:
        """Return a question that knows the value of a new row; ``None`` if that is a mistake."""
        row = item.add or item.replace
        if row is None or row.value in values:
            if item.new is None:
                return question
            has = (
                "a row that goes away" if row is None else f"`{row.value}`, which is there already"
            )
            message = f"`new` says nothing of {has}"
            self.report("superfluous-sentence", message, "new", fix="leave it out")
            return None
        if item.new is None:
            message = f"`{row.value}` is not a value of `{item.table}`"
            known = near(row.value, values) or f"one of: {', '.join(values)};"
            fix = f"{known} or say with `new:` what it is"
            self.report("unknown-value", message, "add" if item.add else "replace", fix=fix)
            return None

        def refuse(code: str, message: str, path: tuple[str, ...], fix: str) -> None:
            self.report(code, message, *path, fix=fix)

        made = introduced(question.item, item.table, row.value, item.new, refuse)
        if made is None:
            return None
        self._told(f"`{row.value}` is a value of `{item.table}` from now on")
        return self._with(question, *made)

    def _with_rows(
        self,
        question: Written[Any],
        path: tuple[str, ...],
        rows: Sequence[RowSource],
        item: RowAmendment,
        place: int,
    ) -> Written[Any]:
        """Return a question with another table; every row is still found where it is written."""
        amended: dict[tuple[str | int, ...], Written[Any]] = {
            (*path, at): question.amended.get((*path, at))
            or Written(None, question.document, (*question.path, *path, at))
            for at in range(len(rows))
        }
        origins = [amended.pop((*path, at)) for at in range(len(rows))]
        changed = list(rows)
        rest = place if item.add else place + 1
        self._files.withdrawn_rows += (
            Written(row, origin.document, origin.path)
            for row, origin in zip(rows[place:rest], origins[place:rest], strict=True)
        )
        new = item.add or item.replace
        changed[place:rest] = [] if new is None else [new]
        part = "add" if item.add else "replace"
        origins[place:rest] = [] if new is None else [self._part(part)]
        moved: dict[tuple[str | int, ...], Written[Any]] = {
            (*path, at): origin for at, origin in enumerate(origins)
        }
        update: dict[str, object] = {OUTCOME: tuple(changed)}
        if path[0] != OUTCOME:
            update = {"parts": {**question.item.parts, item.table: tuple(changed)}}
        if item.row not in {row.value for row in changed}:
            update |= _without(question.item, item.table, item.row)
        kept = {at: one for at, one in question.amended.items() if at[: len(path)] != path}
        item_ = question.item.model_copy(update=update)
        return Written(item_, question.document, question.path, {**kept, **moved})

    def _qualification(self, item: QualificationAmendment) -> None:
        index = self._find("question", self._files.questions, item.id)
        if index is None or not self._first(f"qualification {item.id}/{item.label}"):
            return
        question = self._files.questions[index]
        if item.label in question.item.qualifications.values():
            message = f"the question `{item.id}` has the label `{item.label}` already"
            self.report("amends-nothing", message, "label", fix="give it another name")
            return
        if item.if_ in question.item.qualifications:
            label = question.item.qualifications[item.if_]
            message = f"`{item.if_}` adds the label `{label}` already"
            self.report("amends-nothing", message, "if", fix="name another conclusion")
            return
        update: dict[str, object] = {
            "qualifications": {**question.item.qualifications, item.if_: item.label}
        }
        moved: dict[tuple[str | int, ...], tuple[str | int, ...]] = {
            ("qualifications", item.if_): ("if",)
        }
        wording: AnswerWordingSource | None = question.item.wording
        if wording is not None:
            said = {**wording.qualifications, item.label: item.says}
            update["wording"] = wording.model_copy(update={"qualifications": said})
            moved["wording", "qualifications", item.label] = ("says",)
        self._files.questions[index] = self._with(question, update, moved)
        self._told(f"the label `{item.label}` added")

    def _find(self, what: str, among: Sequence[Written[Any]], id_: str) -> int | None:
        """Return the index of what is amended; if it is not there that is a problem."""
        ids = [written.item.id for written in among]
        if id_ in ids:
            return ids.index(id_)
        if id_ not in self._files.unread:
            gone = next((one for one in self._files.withdrawn if one.item.id == id_), None)
            message = f"there is no {what} `{id_}` to amend"
            fix = near(id_, ids) or _listed(ids, what)
            if gone is not None and what == "rule" and not self._first(f"rule {id_}"):
                return None
            self.report("amends-nothing", message, "id", fix=fix)
        return None

    def _first(self, key: str, *path: str) -> bool:
        """Return whether nothing amended this before; else that is a problem."""
        earlier = self._files.amended.get(key)
        if earlier is None or (key.startswith("row ") and earlier[1] == self._label):
            self._files.amended.setdefault(key, (self._written.at(*path), self._label))
            return True
        place = earlier[0]
        what, _, name = key.partition(" ")
        message = f"the {what} `{name}` is already amended at {place.file}:{place.line}"
        self.report("amended-twice", message, *(path or ("id",)), fix="keep one of the two")
        return False

    def _with(
        self,
        written: Written[Any],
        update: dict[str, object],
        moved: dict[tuple[str | int, ...], tuple[str | int, ...]],
    ) -> Written[Any]:
        """Return something written with other parts, each found where the amendment has it."""
        parts = {at: self._part(*path) for at, path in moved.items()}
        item = written.item.model_copy(update=update)
        return Written(item, written.document, written.path, {**written.amended, **parts})

    def _part(self, *path: str | int) -> Written[Any]:
        return Written(None, self._written.document, (*self._written.path, *path))

    def _told(self, says: str) -> None:
        item = self._written.item
        self._files.amendments.append(
            AppliedAmendment(item.what, item.id, says, item.reason, self._written.at())
        )

    def report(self, code: str, message: str, *path: str | int, fix: str = "") -> None:
        """Add a mistake at a part of the amendment."""
        place = self._written.at(*path)
        self._files.problems.append(
            Diagnostic(place.file, place.line, code, message, self._written.item.id, fix)
        )


def _without(question: QuestionSource, table: str, value: str) -> dict[str, object]:
    """Return the parts of a question in which a value stood that its table no longer has."""
    update: dict[str, object] = {}
    if table == OUTCOME:
        update["severity"] = tuple(one for one in question.severity if one != value)
        update["exposure"] = {name: it for name, it in question.exposure.items() if name != value}
    if question.wording is not None and hasattr(question.wording, table):
        said = {name: it for name, it in getattr(question.wording, table).items() if name != value}
        update["wording"] = question.wording.model_copy(update={table: said})
    return update


_MOST_NAMED = 12


def _listed(ids: Iterable[str], what: str) -> str:
    names = list(ids)
    if not names:
        return f"what it extends has no {what}s"
    more = ", …" if len(names) > _MOST_NAMED else ""
    return f"one of: {', '.join(names[:_MOST_NAMED])}{more}"
