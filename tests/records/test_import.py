"""New facts are checked with all that is there, and written as a whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeconduct.authoring.revision import AnswerChange, AnswerParts, Revision
from safeconduct.base import atomic
from safeconduct.base.atomic import replace_all
from safeconduct.base.errors import InputError, RecordsError
from safeconduct.case.question import Question
from safeconduct.cli import importing
from safeconduct.cli.app import app
from safeconduct.records import check_records, load_world
from safeconduct.records.intake import take_in

HEADER = (
    "id,person,state,start,end,purpose,kind,outcome,host_party_on_date,serving_head,"
    "warrant_public_on_date,counted_in_base_rate,voluntary_surrender,sources,confidence,public_on\n"
)
Table = Callable[..., Path]


def visit(id: str = "jane-doe-bbb", **cells: str) -> str:
    """Return a row of a table of journeys."""
    row = {
        "id": id,
        "person": "jane-doe",
        "state": "BBB",
        "start": "2016-06-01",
        "end": "",
        "purpose": "talks",
        "kind": "visit",
        "outcome": "not_arrested",
        "host_party_on_date": "false",
        "serving_head": "true",
        "warrant_public_on_date": "true",
        "counted_in_base_rate": "true",
        "voluntary_surrender": "false",
        "sources": "depositary",
        "confidence": "high",
        "public_on": "2016-06-01",
    } | cells
    return ",".join(row.values()) + "\n"


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Return a function that writes a table."""

    def write(text: str, name: str = "visits.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def contents(directory: Path) -> dict[str, bytes]:
    """Return what is in the files of a directory."""
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def refused(table: Path, directory: Path, **more: str) -> list[tuple[str, int, str]]:
    """Return file, line and code of every reason why a table is refused."""
    before = contents(directory)
    with pytest.raises(RecordsError) as raised:
        take_in(table, directory, **more)  # type: ignore[arg-type]
    assert contents(directory) == before
    return [(one.file, one.line, one.code) for one in raised.value.diagnostics]


def test_new_facts_join_what_is_there(directory: Path, table: Table) -> None:
    """In their file, in its form; nothing else in it changes, and nothing is written."""
    before = contents(directory)
    taken = take_in(table(HEADER + visit()), directory)
    assert (taken.added, taken.changed) == (("jane-doe-bbb",), ())
    assert set(taken.files) == {"visits.yaml"}
    assert taken.files["visits.yaml"].startswith(before["visits.yaml"].rstrip())
    assert [one.id for one in taken.world.visits_to("BBB")] == ["jane-doe-bbb"]
    assert contents(directory) == before


def test_a_fact_with_a_known_id_takes_the_place_of_the_record(
    directory: Path, table: Table
) -> None:
    """And stands where that stood; the same fact once more is nothing new."""
    known = load_world(directory).tables.visits[0]
    row = visit(known.id, state=known.state, start="2016-05-08", end="2016-05-10", purpose="other")
    taken = take_in(table(HEADER + row), directory)
    assert (taken.added, taken.changed) == ((), (known.id,))
    (directory / "visits.yaml").write_bytes(taken.files["visits.yaml"])
    assert check_records(directory) == ()
    assert load_world(directory).tables.visits[0].purpose == "other"
    again = take_in(table(HEADER + row), directory)
    assert (again.added, again.changed, again.files) == ((), (), {})


@pytest.mark.parametrize(
    ("rows", "line", "code"),
    [
        (visit(sources=""), 2, "no-source"),
        (visit(sources="general-knowledge"), 2, "no-source"),
        (visit(sources="nowhere"), 2, "unknown-reference"),
        (visit(person="nobody"), 2, "unknown-reference"),
        (visit(state="bbb"), 2, "invalid-value"),
        (visit(start="2016-13-01"), 2, "invalid-value"),
        (visit(start="2016-06-09", end="2016-06-01"), 2, "dates-out-of-order"),
        (visit(confidence="sure"), 2, "invalid-value"),
        (visit(host_party_on_date="perhaps"), 2, "invalid-value"),
        (visit("stance-aaa"), 2, "repeated-id"),
        (visit() + visit(), 3, "repeated-id"),
        (visit().replace(",talks", ""), 2, "wrong-number-of-cells"),
        ("", 0, "empty-table"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_line_in_the_table(
    directory: Path, table: Table, rows: str, line: int, code: str
) -> None:
    """Nothing of the table is taken in then."""
    path = table(HEADER + rows)
    found = refused(path, directory)
    if code == "repeated-id" and "stance-aaa" in rows:
        assert {one[2] for one in found} == {"repeated-id"}
        return
    assert ("visits.csv", line, code) in found


def test_all_mistakes_are_named_at_once(directory: Path, table: Table) -> None:
    """Of every row, and of the sources that come with them."""
    rows = visit("one", person="nobody") + visit("two", sources="") + visit("three", start="x")
    found = refused(table(HEADER + rows), directory)
    assert {line for _, line, _ in found} == {2, 3, 4}


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("visits.csv", "warrants", "within their person"),
        ("visits.csv", "offices", "within their person"),
        ("visits.csv", "journeys", "is not a kind"),
        ("visits.csv", "sources", "is not a kind"),
        ("visits.csv", "persons", "from .yaml"),
        ("visits.txt", "visits", "from .csv"),
        ("visits.yaml", "treaty_actions", "from .csv"),
        ("facts.csv", "", "is not a kind"),
    ],
)
def test_a_kind_that_cannot_be_imported_is_named(
    directory: Path, table: Table, name: str, kind: str, words: str
) -> None:
    """With what can."""
    with pytest.raises(InputError, match=words):
        take_in(table(HEADER + visit(), name), directory, kind=kind)


def test_sources_come_in_a_table_of_their_own(directory: Path, table: Table) -> None:
    """One that no fact uses is refused, like a blocked one."""
    header = "id,title,kind,url,read_through\n"
    new = table(header + "daily,Daily of 1 June 2016,secondary,https://daily.example/1,\n", "s.csv")
    taken = take_in(table(HEADER + visit(sources="daily")), directory, sources=new)
    assert set(taken.files) == {"visits.yaml", "sources.csv"}
    assert "daily" in taken.world.sources
    path = table(HEADER + visit())
    assert ("s.csv", 2, "unused-source") in refused(path, directory, sources=new)  # type: ignore[arg-type]


def test_rows_join_a_table_with_commas(directory: Path, table: Table) -> None:
    """Records kept as CSV keep their columns; a cell may hold commas and quotes."""
    head, first = (directory / "legislation.csv").read_text(encoding="utf-8").splitlines()[:2]
    row = first.replace(first.split(",")[0], "legislation-new", 1)
    taken = take_in(table(f"{head}\n{row}\n", "legislation.csv"), directory)
    old = (directory / "legislation.csv").read_bytes()
    assert taken.files["legislation.csv"] == old.rstrip() + f"\n{row}\n".encode()


def test_whole_persons_come_as_yaml(directory: Path, table: Table) -> None:
    """With their warrants, whose mistakes are found on the line of the person."""
    person = """\
- id: john-roe
  name: John Roe
  aliases: [Johannes Roe]
  nationality: [BBB]
  born: "1960"
  died: null
  wikidata: null
  status: at_large
  status_as_of: 2017-01-01
  sources: [court]
  confidence: high
  public_on: 2016-01-01
  offices: []
  custody: []
  warrants:
    - id: john-roe-2016
      kind: warrant
      situation: alpha
      issued: 2016-01-01
      unsealed: 2016-01-01
      crimes: [war_crimes]
      case_number: null
      ended: null
      ended_by: null
"""
    situation = load_world(directory).tables.situations[0].id
    text = person.replace("alpha", situation)
    taken = take_in(table(text, "persons.yaml"), directory)
    assert taken.added == ("john-roe",)
    assert [one.id for one in taken.world.warrants_of("john-roe")] == ["john-roe-2016"]
    (directory / "persons.yaml").write_bytes(taken.files["persons.yaml"])
    assert check_records(directory) == ()
    wrong = table(
        text.replace("john-roe", "jane-roe").replace("John Roe", "Jane Doe"), "persons.yaml"
    )
    assert refused(wrong, directory)


def run(*arguments: object) -> Result:
    """Return what a command does."""
    return CliRunner().invoke(app, ["records", "import", *map(str, arguments)])


ROW = (
    "vladimir-putin-kaz-2026-11,vladimir-putin,KAZ,2026-11-20,2026-11-21,talks,visit,not_arrested,"
    "false,true,true,true,false,icc-situations-ukraine,medium,2026-11-20\n"
)


@pytest.fixture
def embedded(tmp_path: Path) -> Path:
    """Return a copy of the embedded records."""
    from safeconduct.records.source_files import default_directory, read_bytes

    directory = tmp_path / "records"
    directory.mkdir()
    for name, data in read_bytes(default_directory()).items():
        (directory / name).write_bytes(data)
    return directory


NOTICE = (
    "id,treaty,state,kind,on,effect,effect_basis,reference,sources,confidence,public_on\n"
    "mng-notice,rome-statute,MNG,withdrawal_notice,2023-01-01,2024-01-01,article_127,,"
    "untc-xviii-10-status-2026,high,2023-01-01\n"
)


def test_the_command_shows_which_answers_change(
    embedded: Path, table: Table, tmp_path: Path
) -> None:
    """Of the docket and of worked cases; it writes nothing."""
    before, path = contents(embedded), table(NOTICE, "treaty_actions.csv")
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "one.yaml").write_text(
        "- id: one\n  title: Putin in Mongolia\n"
        "  question: {person: vladimir-putin, place: Mongolia, on: 2024-09-02}\n"
        "  expect: {outcome: must_arrest}\n  rules: [rs-89-1]\n  why: It is a party.\n"
        "  rests_on: [rs-89-1]\n",
        encoding="utf-8",
    )
    shown = run(path, "--records", embedded, "--cases", cases, "--json")
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.output)
    assert (told["added"], told["written"]) == (["mng-notice"], False)
    changed = {(one["origin"], one["id"]): one for one in told["answers"]}
    assert set(changed) == {("docket", "icc-put-mng-2024"), ("case", "one")}
    assert "as_party" in changed["case", "one"]["before"]["grounds"]
    assert "after_withdrawal" in changed["case", "one"]["after"]["grounds"]
    assert contents(embedded) == before


def test_the_command_writes_when_told_to(
    embedded: Path, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files that have something new, and says which answers change."""
    was = AnswerParts("must_arrest", True, "yes", "yes", "required", ("as_party",))
    question = Question(person="Putin", place="Mongolia", on="2024-09-02")
    changed = AnswerChange(
        question, "case", "one", was, was._replace(grounds=("after_withdrawal",)), "records", ()
    )
    monkeypatch.setattr(importing, "revision", lambda *_, **__: Revision({}, (changed,)))
    before, path = contents(embedded), table(NOTICE, "treaty_actions.csv")
    shown = run(path, "--records", embedded)
    assert "Nothing was written. With --write: treaty_actions.csv" in shown.output
    assert contents(embedded) == before
    written = run(path, "--records", embedded, "--write")
    assert (
        "case one: Putin Mongolia 2024-09-02\n  grounds as party → after withdrawal"
        in written.output
    )
    assert "Written: treaty_actions.csv" in written.output
    after = contents(embedded)
    assert {name for name in after if after[name] != before.get(name)} == {"treaty_actions.csv"}
    assert check_records(embedded) == ()


def test_a_refusal_writes_nothing_and_ends_with_one(embedded: Path, table: Table) -> None:
    """Also with ``--write``."""
    before = contents(embedded)
    path = table(HEADER + ROW.replace("icc-situations-ukraine", ""))
    found = run(path, "--records", embedded, "--write")
    assert found.exit_code == 1
    assert "visits.csv:2: no-source" in found.output
    assert contents(embedded) == before


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file cannot be put in its place the first gets back what it held."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    two.write_bytes(b"old")
    commit = atomic.AtomicFile.commit

    def fail(self: atomic.AtomicFile) -> None:
        if self.path == two:
            raise OSError(28, "no space left")
        commit(self)

    monkeypatch.setattr(atomic.AtomicFile, "commit", fail)
    with pytest.raises(OSError, match="no space left"):
        replace_all({one: b"new", two: b"new"})
    assert (one.read_bytes(), two.read_bytes()) == (b"old", b"old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
