"""Rules of one's own whose question has an outcome that ours has not, through every door.

The layer supposes a law that France has not: its answer there is *must hear first*.
"""

from __future__ import annotations

import copy
import pickle
import shutil
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import AssessmentDocument, Engine, InputError, Outcome
from safeconduct.answers.summary import Summary
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.coverage import measure
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import run
from safeconduct.cli.app import app as command
from safeconduct.rulebase.load import load_rules
from safeconduct.watches import new_watch, read_request

from ..api.conftest import Client

RULES = Path(str(resources.files("safeconduct.rules")))
LAYER = Path(__file__).parent / "hearing"
ON = "2026-11-20"
PARIS = {"person": "vladimir-putin", "place": "FRA", "on": ON}
NEW = "must_hear_first"


@pytest.fixture(scope="module")
def heard() -> Engine:
    """The engine on the layer, on a day that does not move."""
    return Engine.load(rules=LAYER, today=lambda: date(2026, 11, 24))


@pytest.fixture(scope="module")
def served(heard: Engine) -> Client:
    """The service on the layer."""
    return Client(create_app(heard, Settings()))


def test_an_answer_has_the_outcome_in_the_words_of_the_layer(heard: Engine) -> None:
    """Outcome, grade, sentences and proof are the layer's; it goes over the wire and comes back."""
    answer = heard.travel_risk(**PARIS)
    assert answer.outcome == NEW
    assert (answer.exposure, answer.duty) == ("high", "yes")
    assert "France had to hear Vladimir Vladimirovich Putin before an arrest" in answer.headline
    assert answer.document.words(answer.outcome) == "must hear first"
    for form in ("text", "markdown", "paragraph", "mermaid"):
        assert "hear" in answer.explain(form)
    assert AssessmentDocument.model_validate_json(answer.to_json()) == answer.document
    assert Summary.model_validate_json(answer.summary.to_json()).outcome == NEW
    assert {one.outcome for one in answer.states} == {NEW}
    comparable = answer.practice.comparable
    assert comparable is not None
    assert "where the answer of the law was: must hear first" in comparable.says


def test_an_outcome_of_other_rules_is_a_value_like_the_members() -> None:
    """It is equal to its text, one object, copied and pickled, and no member; a typo is refused."""
    new = Outcome(NEW)
    assert new == NEW
    assert {new: 1}[NEW] == 1  # type: ignore[index]
    assert Outcome(NEW) is new
    assert pickle.loads(pickle.dumps(new)) is new
    assert copy.deepcopy(new) is new
    assert new.words == "must hear first"
    assert len(Outcome) == 6
    for wrong in ("Must arrest", "", "x" * 200, 7):
        with pytest.raises(ValueError, match="is not a valid Outcome"):
            Outcome(wrong)


def test_every_method_of_the_engine_knows_it(heard: Engine) -> None:
    """Map, timeline, changes, why not, venues, reception, comparison."""
    assert heard.map("vladimir-putin", on=ON).outcomes[Outcome(NEW)] > 1
    assert [one.outcome.value for one in heard.timeline("vladimir-putin", "FRA").stretches] == [
        "no_warrant_in_force",
        "must_arrest",
        NEW,
    ]
    germany = ("vladimir-putin", "DEU")
    whynot = heard.why_not(*germany, NEW, on=ON)  # type: ignore[arg-type]
    assert "Where the law asks for it" in whynot.explain()
    with pytest.raises(InputError, match=f"is not an outcome; valid: .*{NEW}"):
        heard.why_not(*germany, "must_hear_last", on=ON)  # type: ignore[arg-type]
    assert NEW in {one.outcome for one in heard.changes(*germany, on=ON).facts}
    venues = heard.venues("vladimir-putin", places="FRA,CHN", on=ON)
    assert {one.place.id: one.standing.value for one in venues.venues} == {
        "CHN": "no_duty",
        "FRA": "duty",  # there is a duty, whatever the outcome is called
    }
    assert heard.reception("FRA", on=ON).outcomes[Outcome(NEW)] > 10
    both = heard.map("vladimir-putin", on=ON).table().html()
    assert "must hear first" in both


@pytest.mark.slow
def test_screening_answers_as_single_questions_do(heard: Engine) -> None:
    """Columns have it too, for few rows and for many."""
    pa = pytest.importorskip("pyarrow")
    for times in (1, 3000):
        row = {"person": "vladimir-putin", "place": "FRA", "on": ON}
        table = pa.table({name: [value] * times for name, value in row.items()})
        assert {*heard.screen(table)["outcome"].to_pylist()} == {NEW}


def test_cases_coverage_and_their_mistakes(heard: Engine, tmp_path: Path) -> None:
    """A case expects it, coverage counts its rule, and a misspelt outcome is told."""
    suite = load_suite(LAYER / "cases")
    check(suite, heard)
    results = [run(one.case, heard) for one in suite.cases]
    assert all(one.passed for one in results)
    assert "hearing-first" not in measure(results, heard).applied.missing
    shutil.copytree(LAYER / "cases", tmp_path / "cases")
    file = tmp_path / "cases" / "heard.yaml"
    file.write_text(file.read_text("utf-8").replace(f"outcome: {NEW}", "outcome: must_hear_frist"))
    with pytest.raises(Exception, match=f"outcome 'must_hear_frist'.*`{NEW}`"):
        check(load_suite(tmp_path / "cases"), heard)


def test_a_watch_may_wait_for_it(heard: Engine) -> None:
    """The outcomes of a watch are those of the rules."""
    asked = {"person": "putin", "condition": "becomes", "places": ["FRA"]}
    watch, _ = new_watch(heard, read_request({**asked, "outcomes": [NEW]}), owner="somebody")
    assert watch.outcomes == (NEW,)
    with pytest.raises(InputError, match="must_hear_last"):
        new_watch(heard, read_request({**asked, "outcomes": ["must_hear_last"]}), owner="somebody")


@pytest.mark.parametrize(
    "words",
    [
        "travel-risk vladimir-putin FRA --on 2026-11-20",
        "travel-risk vladimir-putin FRA --on 2026-11-20 --full",
        "timeline vladimir-putin FRA",
        "map vladimir-putin --on 2026-11-20",
        "changes vladimir-putin DEU --on 2026-11-20",
        "compare vladimir-putin FRA --with-place DEU --on 2026-11-20",
        "venues --guests vladimir-putin --places FRA --on 2026-11-20",
        "reception FRA --on 2026-11-20",
    ],
)
def test_every_command_tells_it(words: str) -> None:
    """In words, with a colour and a mark."""
    done = CliRunner().invoke(command, [*words.split(), "--rules", str(LAYER)])
    assert done.exit_code == 0, done.output
    assert "hear" in " ".join(done.output.split()).casefold()


def test_plain_questions_tell_its_places(heard: Engine) -> None:
    """Beside the sides that ours know, and as the day on which a place turned."""
    from safeconduct.ask import ask as answer

    assert "must hear first: " in answer(heard, "Where could Putin be arrested?").says
    told = answer(heard, "Since when would France have to arrest Putin?").says
    assert "From 1 September 2025 the answer for France is: must hear first" in told


@pytest.mark.parametrize(
    "address",
    [
        *("/v1/travel-risk", "/v1/travel-risk/changes", "/v1/venues", "/v1/reception"),
        *("/v1/travel-risk/timeline", "/v1/travel-risk/map", "/v1/questions"),
        *(
            "/",
            "/map.svg",
            "/map.csv",
            pytest.param("/answers.csv", marks=pytest.mark.slow),
            "/embed/map",
            "/memo",
            "/cite",
            "/reception",
        ),
        *("/venues", "/persons/vladimir-putin", "/places/FRA"),
    ],
)
def test_every_route_and_page_tells_it(served: Client, address: str) -> None:
    """The service answers, and the outcome or its words stand in what it says."""
    parts = {**PARIS}
    if address.endswith("venues"):
        parts = {"guests": "vladimir-putin", "places": "FRA", "on": ON}
    elif address.endswith("reception"):
        parts = {"place": "FRA", "on": ON}
    elif address.endswith(("timeline", "questions", "vladimir-putin", "/FRA")):
        parts = {} if "timeline" not in address else {**PARIS}
        parts.pop("on", None)
    elif address.endswith("map"):
        parts.pop("place") if address.startswith("/v1") else None
    found = served.get(address, parts)
    assert found.status_code == 200, found.text[:300]
    assert NEW in found.text or "hear" in found.text


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/map.png", "/card.png", "/memo.docx"])
def test_pictures_and_memos_are_made(served: Client, address: str) -> None:
    """The tone of an outcome that ours have not is one of its own."""
    assert served.get(address, PARIS).status_code == 200


@pytest.mark.slow
def test_the_schema_says_which_outcomes_there_are(served: Client) -> None:
    """Those of the rules that the service answers from, the most severe first."""
    told = served.get("/openapi.json").json()["components"]["schemas"]["Outcome"]["enum"]
    assert told[:2] == ["must_arrest", NEW]
    assert told[-1] == "undetermined"


@pytest.mark.slow
def test_rules_that_stand_alone_may_call_outcomes_otherwise(tmp_path: Path) -> None:
    """A whole rule base of one's own, with another name for an outcome and no words."""
    own = tmp_path / "own"
    shutil.copytree(RULES, own, ignore=shutil.ignore_patterns("jurisdiction"))
    for path in own.rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("must_arrest", "has_to_arrest"), "utf-8")
    file = own / "questions" / "arrest-on-travel.yaml"
    file.write_text(file.read_text("utf-8").split("\n# How an answer says all this")[0], "utf-8")
    engine = Engine.load(rules=own, today=lambda: date(2026, 11, 24))
    answer = engine.travel_risk(**PARIS)
    assert answer.outcome == "has_to_arrest"
    assert "has to arrest" in answer.headline
    client = Client(create_app(engine, Settings()))
    for address in ("/", "/card.png", "/v1/reception"):
        parts = {"place": "FRA", "on": ON} if "reception" in address else PARIS
        assert client.get(address, parts).status_code == 200


def test_what_each_answer_tells_has_to_be_in_the_question(tmp_path: Path) -> None:
    """A question without a part that answers tell is refused in words, not in the middle."""
    own = tmp_path / "own"
    shutil.copytree(RULES, own, ignore=shutil.ignore_patterns("jurisdiction"))
    (own / "properties.yaml").unlink()
    file = own / "questions" / "arrest-on-travel.yaml"
    text = file.read_text("utf-8").split("\n# How an answer says all this")[0]
    before, rest = text.split("  surrender:\n")
    file.write_text(before + "  execution:\n" + rest.split("  execution:\n")[1], "utf-8")
    load_rules([own])
    with pytest.raises(InputError, match="without `surrender`, which each answer"):
        Engine.load(rules=own)
