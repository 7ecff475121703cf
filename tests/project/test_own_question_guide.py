"""The guide to a question of one's own: its files are taken, its cases stand, it is answered."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.authoring.base import load_base
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.put import run_put
from safeconduct.authoring.lint.run import lint
from safeconduct.authoring.mutation import Put, mutate_asked
from safeconduct.base.errors import InputError, RulesError, SafeconductError
from safeconduct.cli.app import app
from safeconduct.questions.putting import QuestionsEngine

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "own-question.md").read_text("utf-8")
BLOCKS = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', GUIDE, re.MULTILINE | re.DOTALL))
ASKED = {"receiving": "France", "rank": "agent", "on": "2026-01-01"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of the guide, written as it is shown."""
    where = tmp_path_factory.mktemp("guide")
    for name, text in BLOCKS.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text, "utf-8")
    return where / "privileges"


@pytest.fixture(scope="module")
def base(rules: Path) -> QuestionsEngine:
    """Return what puts the question of the guide."""
    return load_base(None, rules)


def test_the_rules_are_clean(rules: Path) -> None:
    """The linter has nothing to say of them."""
    assert [str(one) for one in lint([rules]).findings] == []


def test_the_cases_stand(rules: Path, base: QuestionsEngine) -> None:
    """Both cases are answered as expected."""
    suite = load_suite(rules / "cases")
    check(suite, base)
    assert [run_put(one.case, base).mismatches for one in suite.put] == [(), ()]


def test_a_question_without_python_is_answered_with_proof_and_source(base: QuestionsEngine) -> None:
    """A claim is the only record, and it is told with its source."""
    answer = base.answer("diplomatic-immunity", **ASKED)
    assert answer.outcome == "immune"
    assert answer.headline == "The person was immune from the criminal jurisdiction of France."
    assert "claim-fra-vcdr" in answer.records
    told = answer.explain()
    assert "VCDR, art. 31(1)" in told
    assert "https://treaties.un.org" in told


def test_it_is_followed_over_time_and_laid_over_a_map(base: QuestionsEngine) -> None:
    """The claims have days; two States are bound."""
    put = base.question("diplomatic-immunity")
    periods = put.timeline(receiving="France", rank="agent").periods
    assert [(str(one.since), one.outcome) for one in periods] == [
        ("None", "not_immune"),
        ("1971-01-30", "immune"),
    ]
    counts = put.map("receiving", rank="agent", on="2026-01-01").counts
    assert counts["immune"] == 2
    assert counts["not_immune"] > 190


def test_the_commands_of_the_guide_run(rules: Path) -> None:
    """Each line of the guide is taken as it is written."""
    lines = re.findall(r"^\$ safeconduct (.*)$", GUIDE, re.MULTILINE)
    assert len(lines) == 8
    for line in lines[:-1]:  # the last one serves until it is interrupted
        words = [
            str(rules / word.removeprefix("privileges").lstrip("/"))
            if word.startswith("privileges")
            else word
            for word in line.split()
        ]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, (line, done.output)


READ = 'relation: host_status, with: {host: receiving}, as: {party: true, "*": false}'


@pytest.mark.parametrize(
    ("spoilt", "with_", "code"),
    [
        ("of: state", "of: continent", "unknown-kind"),
        ("{claims: {state: receiving}}", "{claims: {state: sending}}", "question-inputs"),
        ("{claims: {state: receiving}}", "{claims: {stat: receiving}}", "question-inputs"),
        ("  on_duty: {fact", "  json: {fact", "question-inputs"),
        ("  on_duty: {fact", "  profile: {fact", "question-inputs"),
        ("day: on", "day: at", "question-inputs"),
        ("default: today, means", "default: today, not_before: at, means", "question-inputs"),
        ("means: The State to", "not_before: on\n    means: The State to", "shape"),
        ("{claims: {state: receiving}}", f"{{{READ}, others: receiving}}", "question-inputs"),
        ("{claims: {state: receiving}}", f"{{{READ}, others: sending}}", "question-inputs"),
        ("{claims: {state: receiving}}", "{claims: {}, others: receiving}", "shape"),
        ("cases: [receiving]", "cases: [on]", "question-inputs"),
        ("fact: accreditation.rank", "fact: accreditation.rang", "unknown-fact"),
        ("{claims: {state: receiving}}", "{relation: host_status}", "unknown-relation"),
        ("{claims: {state: receiving}}", "{relation: no_such}", "unknown-relation"),
        ("{of: day, default: today, ", "{of: day, default: tomorrow, ", "shape"),
        ("criminal jurisdiction of {receiving}", "jurisdiction of {sending}", "placeholder"),
    ],
)
def test_what_is_wrong_with_how_it_is_put_is_told(
    rules: Path, tmp_path: Path, spoilt: str, with_: str, code: str
) -> None:
    """A kind, an input, a fact or a relation that there is not; each names itself."""
    for file in rules.rglob("*.*"):
        copy = tmp_path / "mine" / file.relative_to(rules)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text("utf-8")
        copy.write_text(text.replace(spoilt, with_), "utf-8")
    findings = lint([tmp_path / "mine"]).findings
    assert code in {one.diagnostic.code for one in findings}
    with pytest.raises(SafeconductError):
        load_base(None, tmp_path / "mine").answer("diplomatic-immunity", **ASKED)


@pytest.mark.parametrize(
    ("spoilt", "with_", "told"),
    [
        ("severity: [immune, not_immune]\n", "", "`severity` is missing"),
        ("required: true", "require: true", "did you mean `required`?"),
        ("{claims: {state: receiving}}", "{since: soon}", "since` is not a day, and is `soon`"),
        ("{claims: {state: receiving}}", "{claim: {}}", "did you mean `claims`?"),
        ("  on_duty: {fact", "  on-duty: {fact", "write `on_duty`"),
        ("{claims: {state: receiving}}", "{claims: {stat: receiving}}", "did you mean `state`"),
    ],
)
def test_a_mistake_of_shape_in_a_question_is_told_and_nothing_else(
    rules: Path, tmp_path: Path, spoilt: str, with_: str, told: str
) -> None:
    """Words of facts that name its inputs are not judged before it can be read."""
    shutil.copytree(rules, tmp_path / "mine")
    file = tmp_path / "mine" / "questions" / "diplomatic-immunity.yaml"
    text = file.read_text("utf-8")
    assert spoilt in text
    file.write_text(text.replace(spoilt, with_), "utf-8")
    with pytest.raises(RulesError) as caught:
        load_base(None, tmp_path / "mine")
    line = text[: text.index(spoilt)].count("\n") + 1 if with_ else 1
    found = [str(one) for one in caught.value.diagnostics]
    assert any(f"yaml:{line}: " in one and told in one for one in found), found
    assert {one.file.rpartition("/")[2] for one in caught.value.diagnostics} == {file.name}


def test_a_question_that_there_is_not_is_told_with_those_there_are(base: QuestionsEngine) -> None:
    """The nearest is named."""
    with pytest.raises(InputError, match="did you mean `diplomatic-immunity`"):
        base.answer("diplomatic-imunity")


def test_it_is_served_without_the_routes_of_travel(rules: Path) -> None:
    """Its own routes answer, and those of the first question are not there."""
    app_ = create_app(settings=Settings(rules=(rules,)))
    with TestClient(app_) as client:
        listed = client.get("/v1/questions").json()
        assert "diplomatic-immunity" in {one["id"] for one in listed["items"]}
        assert "arrest-on-travel" not in {one["id"] for one in listed["items"]}
        answer = client.get("/v1/questions/diplomatic-immunity", params=ASKED)
        assert answer.json()["outcome"] == "immune"
        for path in ("/v1/travel-risk", "/v1/questions/arrest-on-travel", "/", "/persons"):
            gone = client.get(path, headers={"Accept": "text/html"})
            assert gone.status_code == 404
            assert gone.headers["Content-Type"] == "application/problem+json"
        paths = client.get("/openapi.json").json()["paths"]
        assert "/v1/questions/diplomatic-immunity" in paths
        assert "/v1/travel-risk" not in paths
        assert client.get("/readyz").status_code in {200, 503}
        assert client.get("/healthz").json() == {"status": "alive"}
        assert "safeconduct_derivations" in client.get("/metrics").text


def test_rules_that_ask_nothing_are_not_served(tmp_path: Path) -> None:
    """The message says what is missing."""
    (tmp_path / "rulebase.yaml").write_text("extends: none\n", "utf-8")
    with pytest.raises(SafeconductError):
        create_app(settings=Settings(rules=(tmp_path,)))


def test_its_rules_are_mutated(rules: Path, base: QuestionsEngine) -> None:
    """Who drops a rule is caught by the case that rests on it; the report is about these rules."""
    suite = load_suite(rules / "cases")
    report = mutate_asked(base, "diplomatic-immunity", Put(suite, only="drop-rule"))
    assert report.rules == base.rulebase.digest
    assert report.catches["drop-rule:vcdr-31"].by == "agent-in-france"
    assert {voice.value for voice in report.asked} == {"cases"}
    assert report.total >= 2


def test_mutating_rules_is_a_command(rules: Path, tmp_path: Path) -> None:
    """What it prints as JSON is evidence for a certificate of the same rules."""
    done = CliRunner().invoke(
        app,
        [
            *("rules", "mutate", "--rules", str(rules), "--cases", str(rules / "cases")),
            *("--only", "drop-row", "--json"),
        ],
    )
    assert done.exit_code == 0, done.output
    evidence, certificate = tmp_path / "mutation.json", tmp_path / "certificate.json"
    evidence.write_text(done.stdout, "utf-8")
    words = ("verify", "--rules", str(rules), "--only", "one-answer")
    files = ("--certificate", str(certificate), "--evidence", str(evidence))
    assert CliRunner().invoke(app, [*words, *files]).exit_code == 0
    assert json.loads(done.stdout)["total"] > 0
    assert "mutation" in certificate.read_text("utf-8")
