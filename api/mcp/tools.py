"""The tools: how each is put, by the inputs of its question, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

import orjson
from pydantic import BaseModel

from safeconduct import Engine, Question, TravelRiskComparison
from safeconduct.answers import FORMS, Mistakes, compare
from safeconduct.base import counted, written
from safeconduct.case import ComparedQuestion
from safeconduct.questions import PutQuestion
from safeconduct.records import RecordRef

from ..body import ASSUME, POSITIONS, Body, body_of, check_members
from ..inputs import body_of as body_of_put
from ..parameters import Parameter
from ..question import check_supposed, parameters_of, question_schema, resolve
from ..routers.compare import MAPPINGS, compared_parameters, two_questions
from .models import (
    DisclaimedAtlas,
    Explanation,
    SourcedQuestionSummary,
    SourcedSummary,
    Suggestions,
)
from .search import SEARCHED, suggested
from .words import words_of_assessment, words_of_comparison, words_of_map

Given = Mapping[str, Any]


class ToolAnswer(NamedTuple):
    """What a tool answers: words for people, and the members for programs."""

    text: str
    content: Mapping[str, object] | BaseModel

    def members(self) -> dict[str, Any]:
        """Return the members as plain data."""
        if isinstance(self.content, BaseModel):
            return self.content.model_dump(mode="json")
        plain: dict[str, Any] = orjson.loads(written(self.content))
        return plain


@dataclass(frozen=True)
class EngineTool:
    """A tool that asks an engine something.

    ``schema``: the JSON Schema of what it is given. ``model``: of what it answers. ``answer``: is
    given the engine, the arguments, and how many members these may have.
    """

    name: str
    title: str
    description: str
    schema: Mapping[str, object]
    model: type[BaseModel]
    answer: Callable[[Engine, Given, int], ToolAnswer]


_FORM: Final = Parameter(
    "form", "How it is told.", {"type": "string", "enum": list(FORMS), "default": FORMS[0]}
)
_NAMES: Final = "Names are taken exactly or not at all: `search` suggests some."
_SHORT: Final = "as in the tool `assess`, which lists them"


def tools_of(engine: Engine) -> dict[str, EngineTool]:
    """Return every tool by name, those of questions by their files among them."""
    asked = tuple(parameters_of(engine).values())
    everywhere = parameters_of(engine, "person", "on", "presence", "purpose", "profile", "known_on")
    both = compared_parameters(engine)
    own = (
        EngineTool(
            "assess",
            "Could this person be arrested there on that day?",
            "Says whether a person wanted by the International Criminal Court could be arrested in "
            "a place on a day, and by what law: the answer in short, the readings that deny it, "
            f"and the records that it rests on with their sources. {_NAMES}",
            question_schema(asked, engine),
            SourcedSummary,
            partial(_assess, asked),
        ),
        EngineTool(
            "explain",
            "Why is the answer so?",
            "Tells the whole answer to the question of `assess` in words: the proof step by step, "
            "every reading of the law, what is not known, practice, records and sources.",
            _briefly(question_schema((*asked, _FORM), engine)),
            Explanation,
            partial(_explain, (*asked, _FORM)),
        ),
        EngineTool(
            "compare",
            "Two questions, and what differs",
            "Answers the question of `assess` twice, for another place, another day, another "
            "supposition or every profile, and says on which facts, rules and readings it turns. "
            "One of other_place, other_on, other_assume, other_positions and profiles is needed.",
            _briefly(question_schema(both, engine, ComparedQuestion)),
            TravelRiskComparison,
            partial(_compare, both),
        ),
        EngineTool(
            "map",
            "What would follow in every place on that day?",
            "Says for one person and one day what would follow in every place on record. `assess` "
            "has the proof and the sources of each answer.",
            _without_mappings(everywhere.values()),
            DisclaimedAtlas,
            partial(_map, tuple(everywhere.values())),
        ),
        EngineTool(
            "search",
            "Whom or what does a name mean?",
            "Suggests the persons and places on record that a text may mean, with the ids to put "
            "into a question. They are suggestions: which is meant is for the asker to say.",
            _without_mappings(SEARCHED),
            Suggestions,
            _search,
        ),
    )
    tools = {one.name: one for one in own}
    for id_, put in engine.questions.items():
        name = f"answer-{id_}" if id_ in tools else id_
        tools[name] = _of_question(name, put)
    return tools


def _of_question(name: str, put: PutQuestion) -> EngineTool:
    body: Any = body_of_put(put, {})
    return EngineTool(
        name,
        put.title,
        f"{put.title} The answer in short, with the records that it rests on and their sources. "
        f"{_NAMES}",
        body["content"]["application/json"]["schema"],
        SourcedQuestionSummary,
        partial(_answer, put.id),
    )


def _without_mappings(parameters: Iterable[Parameter]) -> dict[str, object]:
    known = tuple(parameters)
    return {
        "type": "object",
        "required": [one.name for one in known if one.required],
        "properties": {
            one.name: {
                "anyOf": [dict(one.schema), *([] if one.required else [{"type": "null"}])],
                "description": one.description,
            }
            for one in known
        },
        "additionalProperties": False,
    }


def _briefly(schema: dict[str, Any]) -> dict[str, object]:
    """Return a schema that leaves out what facts and issues there are: one tool lists them."""
    properties = {
        name: {
            "type": one["type"],
            "description": f"{one['description'].removesuffix('.')}, {_SHORT}.",
            "additionalProperties": {"type": ["string", "boolean"]},
        }
        if name in MAPPINGS
        else one
        for name, one in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _resolved(
    engine: Engine,
    given: Given,
    parameters: tuple[Parameter, ...],
    most: int,
    mappings: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return what is asked, names resolved; raises every mistake at once."""
    mistakes = Mistakes()
    body = body_of(given, parameters, mistakes, mappings, most=most)
    found = resolve(engine, body.values, parameters, mistakes, surnames=bool(mappings))
    check_supposed(engine, body, "", mistakes)
    mistakes.done()
    return found | {name: dict(one) for name, one in body.mappings.items() if one}


_SUPPOSED: Final = (ASSUME, POSITIONS)


def _assess(
    parameters: tuple[Parameter, ...], engine: Engine, given: Given, most: int
) -> ToolAnswer:
    found = _resolved(engine, given, parameters, most, _SUPPOSED)
    answer = engine.assess(Question(**found))
    proved = orjson.loads(written(answer.members(("proof", "records"))))
    records = tuple(RecordRef(**one) for one in proved["records"].values())
    told = {**vars(answer.summary), "records": records}
    return ToolAnswer(words_of_assessment(answer, records), told)


def _explain(
    parameters: tuple[Parameter, ...], engine: Engine, given: Given, most: int
) -> ToolAnswer:
    found = _resolved(engine, given, parameters, most, _SUPPOSED)
    form = found.pop(_FORM.name, FORMS[0])
    answer = engine.assess(Question(**found))
    text = answer.explain(form)
    told = Explanation(
        headline=answer.summary.headline,
        form=form,
        text=text,
        world=answer.world,
        rules=answer.rules,
    )
    return ToolAnswer(text, told)


def _compare(
    parameters: tuple[Parameter, ...], engine: Engine, given: Given, most: int
) -> ToolAnswer:
    mistakes = Mistakes()
    body: Body = body_of(given, parameters, mistakes, MAPPINGS, most=most)
    found = compare(engine, two_questions(engine, body, parameters, mistakes))
    return ToolAnswer(words_of_comparison(found), found)


def _map(parameters: tuple[Parameter, ...], engine: Engine, given: Given, most: int) -> ToolAnswer:
    found = engine.map(**_resolved(engine, given, parameters, most))
    told = DisclaimedAtlas(**dict(found))
    return ToolAnswer(words_of_map(found, told.disclaimer), told)


def _search(engine: Engine, given: Given, most: int) -> ToolAnswer:
    mistakes = Mistakes()
    body = body_of(given, SEARCHED, mistakes, (), most=most)
    found = mistakes.attempt(lambda: suggested(engine, body.values)) if body.values else None
    mistakes.done()
    assert found is not None  # INVARIANT: without a mistake it is there
    lines = [
        f"- {one.kind} `{one.id}`: {one.name}{' (exactly so named)' if one.exact else ''}"
        for one in found.items
    ]
    told = f"{counted(found.total, 'name')} on record may be meant by {found.q!r}; none was chosen."
    if not lines:
        told = f"Nobody and nothing on record has a name like {found.q!r}."
    return ToolAnswer("\n".join([told, *lines]), found)


def _answer(question: str, engine: Engine, given: Given, most: int) -> ToolAnswer:
    check_members("the question", given, most)
    answer = engine.question(question).answer(**given)
    records = tuple(answer.records.values())
    told = {**dict(answer.summary), "records": records}
    return ToolAnswer(answer.explain(), told)
