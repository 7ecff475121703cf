"""The sentences of answers stand in the question's file: each that is needed, and no other."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from safeconduct import Engine
from safeconduct.answers.comparison.compare import compare
from safeconduct.answers.document import AssessmentDocument
from safeconduct.base.errors import RulesError
from safeconduct.base.yaml12 import load
from safeconduct.case.question import Question
from safeconduct.case.terms import Outcome
from safeconduct.rulebase.load import build, read_layers
from safeconduct.rulebase.model import RuleBase
from safeconduct.rulebase.read import sort
from safeconduct.rulebase.wording import AnswerWording, embedded

RULES = Path(__file__).parents[2] / "rules"
QUESTION = "questions/arrest-on-travel.yaml"
EMBEDDED = read_layers()
WORDING = yaml.safe_load((RULES / QUESTION).read_text(encoding="utf-8"))["wording"]
SENTENCES = [
    *(("outcome", value) for value in WORDING["outcome"]),
    *(("visit", fact, value) for fact, said in WORDING["visit"].items() for value in said),
    *(
        (part, value)
        for part in (
            *("reason", "execution", "grounds", "qualifications", "about_the_answer", "exposure"),
        )
        for value in WORDING[part]
    ),
]


def _without(text: str, path: tuple[str, ...]) -> str:
    """Return the file without the entry at ``path`` below `wording`."""
    lines, depth, start = text.splitlines(keepends=True), 0, 0
    keys = ("wording", *path)
    for number, line in enumerate(lines):
        if line.startswith(f"{'  ' * depth}{keys[depth]}:"):
            depth += 1
            if depth == len(keys):
                start = number
                break
    assert depth == len(keys), path
    end = start + 1
    while end < len(lines) and lines[end].startswith("  " * depth):
        end += 1
    return "".join(lines[:start] + lines[end:])


def _load(question: str) -> RuleBase:
    """Return the embedded rule base with another text of its question."""
    files = replace(EMBEDDED, questions=[], problems=[])
    sort(QUESTION, load(question, file=QUESTION), files)
    return build(files)


@pytest.mark.parametrize("half", [0, 1])
def test_every_sentence_is_needed(half: int) -> None:
    """Without it nothing loads, and the error says which is missing, in which file and line."""
    text = (RULES / QUESTION).read_text(encoding="utf-8")
    removed = [
        path
        for _, paths in groupby(SENTENCES, key=lambda path: path[:-1])
        for path in [*paths][half::2]
    ]
    for path in removed:
        text = _without(text, path)
    with pytest.raises(RulesError) as error:
        _load(text)
    found = {one.message: one for one in error.value.diagnostics}
    assert len(found) == len(error.value.diagnostics) == len(removed)
    for path in removed:
        missing = found[f"`wording.{'.'.join(path)}` is missing"]
        assert (missing.file, missing.code) == (QUESTION, "missing-sentence")
        assert text.splitlines()[missing.line - 1].strip() == f"{path[-2]}:"


@pytest.mark.parametrize(
    ("after", "entry", "fix"),
    [
        ("  reason:\n", "    sumons: there is a summons\n", "did you mean `summons`?"),
        ("  grounds:\n", "    by_treaty: by a treaty\n", "leave it out"),
        ("  exposure:\n", "    grave: a duty that cannot be met\n", "leave it out"),
        ("  execution:\n", "    posible: it might\n", "did you mean `possible` or `impossible`?"),
        ("  blocks:\n", "    own_sate: it is its own\n", "did you mean `own_state`?"),
        ("  conditions:\n", "    if_asked: if asked\n", "did you mean `once_asked`?"),
        ("  visit:\n", "    visit.mood: {calm: calmly}\n", "did you mean `visit.purpose`?"),
        ("    visit.presence:\n", "      ground: on the ground\n", "leave it out"),
        ("  about_the_answer:\n", "    guessed: It is a guess.\n", "leave it out"),
    ],
)
def test_a_sentence_about_nothing_is_an_error(after: str, entry: str, fix: str) -> None:
    """It names the file, the line and the value that comes nearest."""
    text = (RULES / QUESTION).read_text(encoding="utf-8")
    begin = text.index("wording:\n")
    with_entry = text[:begin] + text[begin:].replace(after, after + entry, 1)
    with pytest.raises(RulesError) as error:
        _load(with_entry)
    (found,) = error.value.diagnostics
    assert (found.code, found.fix) == ("superfluous-sentence", fix)
    assert with_entry.splitlines()[found.line - 1] == entry.rstrip("\n")


@pytest.mark.parametrize(
    ("condition", "message", "fix"),
    [
        ("exekution: impossible", "`exekution` is not a part of an answer", "did you mean `execu"),
        ("execution: dead", "`execution` cannot be `dead`", "blocked, impossible, none, possible"),
        ("grounds: on_the_way", "`grounds` cannot be `on_the_way`", "after_withdrawal, as_flag_"),
        ("outcome: unclear", "`outcome` cannot be `unclear`", "may_arrest, must_arrest, must_not"),
    ],
)
def test_what_takes_the_place_of_an_outcome_can_occur(
    condition: str, message: str, fix: str
) -> None:
    """A condition on what no answer has is an error with its line."""
    text = (RULES / QUESTION).read_text(encoding="utf-8")
    wrong = text.replace("- if: {execution: impossible}", f"- if: {{{condition}}}")
    with pytest.raises(RulesError) as error:
        _load(wrong)
    (found,) = error.value.diagnostics
    assert (found.code, found.message) == ("unknown-value", message)
    assert found.fix.startswith(fix)
    assert condition in wrong.splitlines()[found.line - 1]


@pytest.mark.parametrize("brace", ["{place}", "{}", "{person!r}", "{host"])
def test_only_state_and_person_are_filled_in(brace: str) -> None:
    """Any other brace is an error when rules are loaded, not when somebody asks."""
    text = (RULES / QUESTION).read_text(encoding="utf-8")
    wrong = text.replace('"{host} had to arrest {person}"', f'"{brace} had to arrest"')
    wrong = wrong.replace('"{host} had to keep {person}', f'"{brace} had to keep')
    with pytest.raises(RulesError) as error:
        _load(wrong)
    assert [found.code for found in error.value.diagnostics] == ["placeholder"] * 2


@pytest.mark.slow
def test_an_answer_speaks_in_the_words_of_its_rule_base(engine: Engine) -> None:
    """Another sentence in the file is another sentence in the answer, and the same law."""
    text = (RULES / QUESTION).read_text(encoding="utf-8")
    other = text.replace('"{host} had to arrest {person}"', '"{host} owed the arrest of {person}"')
    rulebase = _load(other)
    assert rulebase.digest == engine.rulebase.digest
    told = Engine(engine.world, rulebase, today=engine.clock).travel_risk(
        "vladimir-putin", "MNG", on="2024-09-02"
    )
    assert "Mongolia owed the arrest of Vladimir Vladimirovich Putin" in told.explain()
    # Read from JSON, without its engine, it is told in the words that every installation has.
    document = AssessmentDocument.model_validate_json(told.to_json())
    assert document == told.document
    assert document.wording == embedded()


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        (
            {"person": "vladimir-putin", "place": "crimea", "on": "2024-09-02"},
            "execution blocked for want of control of the place.",
        ),
        (
            {"person": "vladimir-putin", "place": "MNG", "presence": "foreign_premises"},
            "execution blocked without consent to enter the premises.",
        ),
    ],
)
def test_a_headline_says_what_blocks_an_arrest(
    engine: Engine, question: dict[str, str], headline: str
) -> None:
    """In the words that the file has for the label."""
    answer = engine.travel_risk(**question)
    assert answer.execution == "blocked"
    assert answer.explain().splitlines()[0].endswith(headline)


def test_a_pickle_does_not_carry_what_every_installation_has(engine: Engine) -> None:
    """The wording is found again; another one goes along."""
    assert len(pickle.dumps(engine.rulebase.questions["arrest-on-travel"].wording)) < 100
    other = replace(embedded(), reason={"ended": "it is over"})
    assert pickle.loads(pickle.dumps(other)) == other  # our own bytes
    assert pickle.loads(pickle.dumps(embedded())) is embedded()


def test_a_question_without_wording_is_told_by_its_identifiers() -> None:
    """A rule base of one's own need not word anything."""
    bare = AnswerWording()
    assert bare.label_of("must_arrest") == "must arrest"
    assert bare.consequence("must_arrest", "Chad", "Joseph Kony") == (
        "for Chad and Joseph Kony the outcome is: must arrest"
    )
    assert bare.qualification_of("own_state") == "Own state."
    assert (bare.grade_of("high"), bare.ground_of("as_party")) == ("high", "as party")
    assert (bare.reason_of("ended"), bare.visit_of("port", "private")) == ("ended", "")
    assert bare.execution_of("impossible") == "impossible"


def test_no_sentence_of_an_outcome_stands_in_python() -> None:
    """Each is written once, in the file of the question."""
    sentences = {
        text
        for said in WORDING["outcome"].values()
        for name, text in said.items()
        if name != "label"
    }
    for part in (
        *("reason", "execution", "grounds", "exposure", "qualifications", "blocks", "conditions"),
    ):
        sentences |= set(WORDING[part].values())
    sentences |= {row[day] for row in WORDING["instead"] for day in ("today", "past")}
    written = {
        file.name: file.read_text(encoding="utf-8")
        for folder in ("engine", "api", "tools")
        for file in (RULES.parent / folder).rglob("*.py")
        if "safeconduct_client" not in file.parts  # it is written from what the rules say
    }
    plain = {name: re.sub(r'"\s+f?"', "", text) for name, text in written.items()}
    found = {
        (name, text)
        for text in sentences
        for name, code in plain.items()
        if text in code and text.count(" ") > 4
    }
    assert not found


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_label(outcome: Outcome) -> None:
    """It is that of the file."""
    assert outcome.words == WORDING["outcome"][outcome.value]["label"]


def test_every_answer_is_told_in_the_words_of_its_own_rules() -> None:
    """Of another rule base with other labels each kind of answer has those, also in its proof."""
    files = read_layers()
    (question,) = files.questions
    wording = question.item.wording
    assert wording is not None
    for name, said in wording.outcome.items():
        wording.outcome[name] = said.model_copy(update={"label": f"OUR {name}"})
    own = Engine(Engine.load().world, build(files), today=lambda: date(2026, 11, 1))
    asked = {"person": "vladimir-putin", "place": "MNG"}
    answer = own.travel_risk(**asked, on="2026-11-01")
    told = [
        *(answer.explain(form) for form in ("text", "paragraph", "mermaid")),
        own.timeline(**asked).table().markdown(),
        own.map("vladimir-putin").table().markdown(),
        own.changes(**asked).table().markdown(),
        own.why_not(**asked, outcome="may_arrest").explain(),
        own.upcoming("vladimir-putin")[0].table().markdown(),
        compare(own, [Question(**asked), Question(**asked, on="2020-01-01")]).table().markdown(),
    ]
    theirs = [said["label"] for said in WORDING["outcome"].values() if " " in said["label"]]
    for text in told:
        assert "OUR" in text
        assert not [label for label in theirs if re.search(rf"\b{label}\b", text)], text


def test_an_outcome_has_a_brief_word_for_a_map() -> None:
    """In the order of the legend; without words of its own an outcome has its label."""
    assert list(embedded().briefs()) == list(WORDING["brief"])
    assert embedded().briefs(past=True)["must_arrest"] == "had to arrest"
    bare = replace(embedded(), brief={"no_power": {"today": "none", "past": "none"}})
    assert list(bare.briefs())[:2] == ["no_power", "must_arrest"]
    assert bare.briefs()["may_arrest"] == "no duty; national law decides"
