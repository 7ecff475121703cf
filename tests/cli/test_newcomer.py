"""What somebody meets who has never called a command: help, mistakes, terminals and pipes."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine, SeveralMistakes
from safeconduct.answers.mistakes import Mistakes, resolve
from safeconduct.cli import everywhere, output, summary
from safeconduct.cli.app import app
from safeconduct.rulebase.wording import embedded

TODAY = date(2026, 11, 24)
COMMANDS = (
    *("travel-risk", "ask", "timeline", "map", "changes", "why-not", "upcoming", "compare"),
    *(
        "screen",
        "verify",
        "wanted",
        "venues",
        "reception",
        "summits",
        "docket",
        "cases",
        "schema",
        "serve",
        "records check",
        "records import",
    ),
    *("rules check", "rules format", "rules explain", "rules new", "rules mutate"),
)
ASKING = ("travel-risk", "timeline", "map", "changes", "why-not", "compare", "screen")
MONGOLIA = ("travel-risk", "putin", "MNG", "--on", "2024-09-02")
SHOWN = (
    MONGOLIA,
    (*MONGOLIA, "--form", "text"),
    ("map", "putin"),
    ("upcoming", "putin"),
    ("timeline", "putin", "ARM"),
    ("changes", "putin", "ARM"),
    ("why-not", "putin", "CHN", "must_arrest"),
    ("compare", "putin", "MNG", "--with-place", "KAZ"),
    ("wanted",),
    ("ask", "Could Putin be arrested in Mongolia on 2 September 2024?"),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(today=lambda: TODAY)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """Freeze today, and keep colours and settings of the surroundings out."""
    monkeypatch.setattr(Engine, "load", lambda **_: engine)
    for name in ("NO_COLOR", "FORCE_COLOR", "SAFECONDUCT_RECORDS", "SAFECONDUCT_RULES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=[60, 80])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the output be a terminal of that width."""
    room: int = request.param
    monkeypatch.setattr(output, "width", lambda _=None: room)
    return room


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_is_whole(command: str) -> None:
    """Nothing in brackets is eaten, each option says something, and a pipe gets no boxes."""
    told = run(*command.split(), "--help")
    assert told.exit_code == 0
    assert not set("─│╭╮╰╯") & set(told.stdout)
    options = re.findall(r"^  (-\S+.*?)(?:  +(\S.*))?$", told.stdout, re.MULTILINE)
    assert options
    assert all(help_ for _, help_ in options), options
    assert "[[" not in told.stdout


def test_what_stands_in_brackets_is_text() -> None:
    """`[a.fact]` would be taken for markup."""
    assert "As in a rule file: [a.fact]." in run("rules", "new", "--help").stdout


@pytest.mark.parametrize("command", ASKING)
def test_the_help_lists_the_values(engine: Engine, command: str) -> None:
    """Presence, purpose and profile come with all their values and the default."""
    told = run(command, "--help").stdout
    for values in (engine.presences, engine.purposes, tuple(engine.rulebase.profiles)):
        for value in values:
            assert re.search(rf"^  {value}\b", told, re.MULTILINE), value
    assert "[default: ground]" in told
    assert "[default: unspecified]" in told
    assert re.search(r"^  icc +the default: ", told, re.MULTILINE)


def test_every_value_of_presence_and_purpose_is_put_in_words(engine: Engine) -> None:
    """But for the defaults, which say nothing in particular."""
    said = embedded().visit
    assert set(said["visit.presence"]) == set(engine.presences) - {"ground"}
    assert set(said["visit.purpose"]) == set(engine.purposes) - {"unspecified"}


def test_the_list_of_commands_tells_each_whole() -> None:
    """No sentence ends in dots."""
    told = run("--help").stdout
    assert "..." not in told.partition("Commands:")[2]
    assert all(f"\n  {command} " in told for command in COMMANDS if " " not in command)


WRONG = {
    "person": ("Putim", "'Putim' is not a person on record. Did you mean Vladimir"),
    "place": ("Mongolai", "'Mongolai' is not a place on record. Did you mean Mongolia?"),
    "on": ("2024-02-30", "--on '2024-02-30': this day does not exist in the calendar"),
    "until": ("3.9.2024", "--until '3.9.2024': "),
    "presence": ("gruond", "--presence 'gruond': is not one of the values; did you mean `ground`?"),
    "purpose": ("holiday", "--purpose 'holiday': is not one of the values"),
    "profile": ("icj", "--profile 'icj': is not one of the values; did you mean `icc`?"),
    "known-on": ("2031-01-01", "--known-on '2031-01-01': lies in the future"),
    "form": ("pdf", "--form 'pdf': is not one of the values"),
    "assume": ("person.ofice=none", "there is no fact 'person.ofice'"),
    "position": ("personal-imunity=court", "personal-imunity"),
}
TAKES = {
    "travel-risk": tuple(WRONG),
    "changes": ("person", "place", "on", "presence", "purpose", "profile", "assume", "position"),
    "timeline": ("person", "place", "presence", "purpose", "profile", "known-on"),
    "map": ("person", "on", "presence", "purpose", "profile", "known-on"),
    "compare": ("person", "place", "on", "presence", "purpose", "profile", "known-on", "assume"),
    "upcoming": ("person", "profile"),
    "wanted": ("on", "known-on"),
    "reception": ("place", "on", "until", "presence", "purpose", "profile", "known-on"),
}


@pytest.mark.parametrize("command", TAKES)
def test_all_mistakes_of_a_command_are_told_at_once(command: str) -> None:
    """Each in a line of its own on standard error, with exit code 2 and nothing else."""
    arguments = [WRONG[name][0] for name in TAKES[command] if name in {"person", "place"}]
    for name in TAKES[command]:
        if name not in {"person", "place"}:
            arguments += [f"--{name}", WRONG[name][0]]
    done = run(command, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == len(TAKES[command])
    assert all(line.startswith("error: ") for line in lines)
    for name in TAKES[command]:
        assert WRONG[name][1] in done.stderr, name


def test_a_wrong_outcome_is_told_with_the_names() -> None:
    """As every other part of the question is."""
    done = run("why-not", "Putim", "Mongolai", "must_arest")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 3
    assert "`must_arrest`" in done.stderr


def test_a_file_that_is_not_there_is_told_with_the_options(tmp_path: Path) -> None:
    """Nothing is screened, nothing is written, and each mistake is told."""
    options = ("--on", "1", "--columns", "outcom", "--profile", "icj", "--presence", "x")
    done = run("screen", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), *options)
    assert done.exit_code == 2
    for part in ("there is no such file", "--on '1'", "--columns", "`icc`", "--presence 'x'"):
        assert part in done.stderr, part
    assert list(tmp_path.iterdir()) == []


def test_a_place_with_several_meanings_is_asked_back(engine: Engine) -> None:
    """Its meanings are no misspellings."""
    done = run("travel-risk", "putin", "Congo")
    assert done.stderr == (
        "error: 'Congo' may mean Democratic Republic of the Congo or Republic of the Congo: "
        "say which place\n"
    )


def test_the_collector_raises_one_error_as_it_is_and_several_together(engine: Engine) -> None:
    """So that whoever catches one kind of error still does."""
    alone, both = Mistakes(), Mistakes()
    resolve(engine, {"person": "Putim", "place": "MNG"}, alone)
    with pytest.raises(LookupError, match="'Putim' is not a person on record"):
        alone.done()
    resolve(engine, {"person": "Putim", "place": "Mongolai", "on": None}, both)
    with pytest.raises(SeveralMistakes) as raised:
        both.done()
    assert [one.field for one in raised.value.mistakes] == ["person", "place"]
    assert "(2) 'Mongolai'" in str(raised.value)


@pytest.mark.parametrize("arguments", SHOWN, ids=lambda one: " ".join(one)[:30])
def test_a_terminal_gets_lines_that_fit(arguments: Sequence[str], columns: int) -> None:
    """But for addresses, which would no longer be links, and the bar of a timeline."""
    for line in run(*arguments).stdout.splitlines():
        word = max(line.split(), key=len, default="")
        assert len(line.rstrip()) <= columns or len(word) > columns // 2 or "█" in line, line


@pytest.mark.parametrize("arguments", SHOWN, ids=lambda one: " ".join(one)[:30])
def test_a_pipe_gets_whole_lines(arguments: Sequence[str]) -> None:
    """Whatever the surroundings say of columns; no colours, no spaces at the end of a line."""
    plain = run(*arguments).stdout
    narrow = CliRunner(env={"COLUMNS": "40", "TERM": "xterm-256color"})
    assert narrow.invoke(app, list(arguments)).stdout == plain
    assert "\x1b" not in plain
    assert not re.search(
        r"[ \t]$", plain.replace("█ must arrest   ", "█ must arrest"), re.MULTILINE
    )
    assert max(map(len, plain.splitlines())) > output.MOST


def test_a_pseudo_terminal_is_wrapped_to_its_width() -> None:
    """The real thing: a process on a terminal of 80 columns."""
    leader, follower = pty.openpty()
    program = "from safeconduct.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", program, "schema", "nothing"],
        stdout=follower,
        stderr=follower,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        check=False,
        timeout=60,
    )
    os.close(follower)
    told = os.read(leader, 65536).decode().splitlines()
    os.close(leader)
    assert len(told) > 1
    assert max(map(len, told)) <= 80


def test_a_map_leads_with_numbers(engine: Engine) -> None:
    """Contested, not contested and not known stand side by side and make up all the places."""
    lines = run("map", "netanyahu").stdout.splitlines()
    atlas = engine.map("netanyahu")
    assert lines[0].endswith(f": {len(atlas.places)} places")
    total = next(line for line in lines if line.startswith("all ")).split()[1:]
    counts = (atlas.contested, atlas.uncontested, atlas.contest_not_known)
    assert total == [str(len(atlas.places)), *(str(count or "-") for count in counts)]
    assert sum(counts) == len(atlas.places)
    assert atlas.contest_not_known > 100
    first_name = next(index for index, line in enumerate(lines) if "Afghanistan" in line)
    assert first_name > next(i for i, line in enumerate(lines) if line.startswith("all "))


def test_names_come_by_region_where_regions_are_known(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The regions in order, what has no code at the end; without a table one group."""
    spots = [one for one in engine.map("putin").places if one.place.id in {"MNG", "FRA", "crimea"}]
    monkeypatch.setattr(everywhere, "_regions", lambda: {"MNG": "Asia", "FRA": "Europe"})
    by_region = everywhere.by_region(spots)
    assert list(by_region) == ["Asia", "Europe", "Elsewhere"]
    assert by_region["Elsewhere"] == ["Crimea"]
    monkeypatch.setattr(everywhere, "_regions", dict)
    assert everywhere.by_region(spots) == {"": ["Crimea", "France", "Mongolia"]}


@pytest.mark.parametrize("person", [(), ("putin",), ("Iyad Ag Ghaly",)])
def test_each_event_is_told_once(engine: Engine, person: tuple[str, ...]) -> None:
    """Numbers first; every record that causes a change once, none lost."""
    told = run("upcoming", *person).stdout
    found = engine.upcoming(*person)
    assert told.startswith(f"{len(found)} answers are set to change, on ")
    for record in {one.id: one for change in found for one in change.caused_by}.values():
        assert told.count(record.says) == 1, record.says


def test_each_grade_is_explained_where_it_is_shown() -> None:
    """In an answer and in a comparison."""
    assert "high (a duty to arrest, but" in run(*MONGOLIA).stdout
    assert "high (a duty to arrest, but" in run(*MONGOLIA, "--full").stdout
    compared = run("compare", "putin", "MNG", "--with-place", "KAZ").stdout
    assert "discretionary (no duty to arrest; national law decides)" in compared


@pytest.mark.parametrize("command", [("cases",), ("rules", "mutate")])
def test_commands_that_need_the_repository_say_so(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what to do instead."""
    monkeypatch.chdir(tmp_path)
    done = run(*command)
    assert done.exit_code == 2
    assert "in the repository of safeconduct" in done.stderr
    assert "cases of your own" in done.stderr


@pytest.mark.parametrize(
    ("person", "place"),
    [
        ("putin", "MNG"),
        ("putin", "Crimea"),
        ("netanyahu", "FRA"),
        ("bashir", "ZAF"),
        ("duterte", "PHL"),
        ("saif-al-islam-gaddafi", "LBY"),
        ("kony", "high-seas"),
        ("abdelbari-ayyad-ramadan-al-shaqaqi", "GGY"),
    ],
)
def test_an_answer_fits_a_screen(monkeypatch: pytest.MonkeyPatch, person: str, place: str) -> None:
    """At most 24 lines of 80 columns: verdict, dispute, what happened, why, how old, read on."""
    for module in (output, summary):
        monkeypatch.setattr(module, "width", lambda _=None: 80)
    lines = run("travel-risk", person, place).stdout.splitlines()
    assert len(lines) <= 24, lines
    assert max(map(len, lines)) <= 80
    assert "Why:" in lines
    assert lines[-1].startswith("--full")


def test_the_whole_is_shown_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal only, and only if it is longer than that."""
    shown: list[str] = []
    monkeypatch.setattr(output.pydoc, "pager", shown.append)
    assert run(*MONGOLIA, "--full").exit_code == 0
    assert shown == []
    monkeypatch.setattr(output, "_is_terminal", lambda _: True)
    assert run(*MONGOLIA, "--full").stdout == ""
    (text,) = shown
    assert "Sources:" in text
