"""The command line: what is printed for people, for programs, and when something is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import httpx
import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.cli.app import app

ROOT = Path(__file__).parents[2]
MONGOLIA = ("travel-risk", "vladimir-putin", "MNG", "--on", "2024-09-02")


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """Freeze today, and keep colours and settings of the surroundings out."""
    load = Engine.load

    def at_rest(**options: Any) -> Engine:
        given = {name: value for name, value in options.items() if value}
        return load(**given, today=engine.clock) if given else engine

    monkeypatch.setattr(Engine, "load", at_rest)
    for name in ("NO_COLOR", "FORCE_COLOR", "SAFECONDUCT_RECORDS", "SAFECONDUCT_RULES"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def http(engine: Engine, path: str) -> Any:
    """Return what the HTTP service answers."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(engine, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    return asyncio.run(send()).json()


def test_the_answer_reads_as_a_whole() -> None:
    """Outcome, exposure, readings, reasons, practice, sources and the caveat are all there."""
    result = run(*MONGOLIA, "--full")
    assert result.exit_code == 0
    out = result.stdout
    assert out.startswith("On 2 September 2024 Mongolia had to arrest")
    for part in (
        "exposure   high (a duty to arrest, but a reading held today denies it",
        "contested  yes",
        ">  No such immunity",
        "must not arrest",
        "Why:",
        "Rome Statute, arts. 59(1), 86, 87(1), 89(1) and 91",
        "Taken to be so without a record:",
        "Practice, apart from the law:",
        "Sources:",
        "not legal advice",
    ):
        assert part in out, part
    assert "\x1b" not in out


def test_states_with_a_role_are_listed() -> None:
    """Where title and control differ both States are shown, once."""
    out = run("travel-risk", "vladimir-putin", "Crimea", "--on", "2025-01-01", "--full").stdout
    assert "States with a role there" in out
    assert "Other States" not in out
    assert "controller" in out


def test_what_is_not_known_is_asked() -> None:
    """An answer that depends on what is not on record says what to ask."""
    out = run("travel-risk", "benjamin-netanyahu", "FRA").stdout
    assert "Whether this is contested depends on facts that are not on record." in out
    assert "To find out:\n  Which office" in out
    out = run("travel-risk", "benjamin-netanyahu", "FRA", "--full").stdout
    assert "contested  not known" in out
    assert "Not on record:" in out


def test_json_is_what_the_service_sends(engine: Engine) -> None:
    """With --json both commands print what the HTTP service answers."""
    asked = "person=vladimir-putin&place=MNG&on=2024-09-02"
    answer = json.loads(run(*MONGOLIA, "--json").stdout)
    served = http(engine, f"/v1/travel-risk?{asked}")
    assert answer == {name: one for name, one in served.items() if name != "links"}
    answer = json.loads(run(*MONGOLIA, "--json", "--full").stdout)
    assert answer.items() <= http(engine, f"/v1/travel-risk?{asked}&include=all").items()
    wanted = json.loads(run("wanted", "--on", "2024-01-01", "--json").stdout)
    assert wanted == http(engine, "/v1/wanted?on=2024-01-01")
    known = ("--on", "2024-01-01", "--known-on", "2023-01-01")
    wanted = json.loads(run("wanted", *known, "--json").stdout)
    assert wanted == http(engine, "/v1/wanted?on=2024-01-01&known_on=2023-01-01")


def test_options_reach_the_engine() -> None:
    """Profile and the day of knowledge change the answer."""
    other = run(*MONGOLIA, "--profile", "african-union", "--json").stdout
    assert json.loads(other)["outcome"] == "must_not_arrest"
    known = ("--on", "2026-07-01", "--known-on", "2026-01-01", "--json")
    answer = json.loads(run("travel-risk", "vladimir-putin", "HUN", *known).stdout)
    assert "as_party" not in answer["grounds"]


def test_what_is_not_known_can_be_answered() -> None:
    """The answer to a question goes in as an assumption, and whether it is contested is settled."""
    asked = ("travel-risk", "netanyahu", "france", "--on", "2026-11-24", "--json", "--full")
    (unknown,) = json.loads(run(*asked).stdout)["unknown"]
    done = run(*asked, "--assume", f"{unknown['fact']}=none")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["contested"], found["unknown"]) == (False, [])


def test_yes_and_no_are_values_too() -> None:
    """As an official would answer."""
    asked = ("travel-risk", "putin", "MNG", "--on", "2024-09-02", "--json")
    found = json.loads(run(*asked, "--assume", "person.deceased=yes").stdout)
    assert found["reason"] == "deceased"
    assert run(*asked, "--assume", "person.deceased=perhaps").exit_code == 2


def test_a_position_is_taken_and_what_would_change_it_is_told() -> None:
    """One issue read differently; the text ends with what would change the answer."""
    done = run(*MONGOLIA, "--position", "personal-immunity=african_union", "--full")
    assert done.exit_code == 0, done.output
    assert "was not allowed to arrest" in done.stdout.splitlines()[0]
    assert "What would change it:" in done.stdout
    assert "had held no office, Mongolia would have had to arrest" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--assume", "person.ofice=none"), ["no fact 'person.ofice'", "`person.office`"]),
        (("--assume", "person.office"), ["person.office=none"]),
        (("--assume", "person.office=king"), ["head_of_state"]),
        (("--assume", "visit.purpose=private"), ["give it as `purpose`"]),
        (("--assume", "person.office=none", "--assume", "person.office=other"), ["contradicts"]),
        (("--position", "personal-imunity=court"), ["`personal-immunity`"]),
        (("--position", "personal-immunity=africa"), ["`african_union`"]),
        (
            ("--assume", "x=y", "--position", "z", "--on", "2024-02-30"),
            ["no fact 'x'", "position 'z'", "on '2024-02-30'"],
        ),
    ],
)
def test_a_wrong_assumption_is_told_with_near_names(
    options: tuple[str, ...], told: list[str]
) -> None:
    """Every mistake at once, each with what would be right."""
    done = run("travel-risk", "putin", "MNG", *options)
    assert done.exit_code == 2
    for part in told:
        assert part in done.output, part


def test_wanted_persons_are_listed() -> None:
    """The list has everybody wanted on that day, and says what a warrant is."""
    out = run("wanted", "--on", "2024-01-01").stdout
    assert out.startswith("Wanted on 1 January 2024: ")
    assert "Vladimir Vladimirovich Putin" in out
    assert "Netanyahu" not in out
    assert "not a finding of guilt" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Putim", "MNG"), ["'Putim' is not a person on record. Did you mean Vladimir"]),
        (("putin", "MNG", "--on", "2024-02-30"), ["on '2024-02-30': this day does not exist"]),
        (("putin", "MNG", "--profile", "icj"), ["--profile 'icj'", "Valid: icc"]),
        (("putin", "MNG", "--known-on", "2030-01-01"), ["--known-on '2030-01-01'"]),
        (("Putim", "Mongolai", "--on", "1997-01-01"), ["'Putim'", "'Mongolai'", "'1997-01-01'"]),
        ((" ", "MNG"), ["person ' ': is empty"]),
    ],
)
def test_mistakes_are_told_in_a_line_each(arguments: tuple[str, ...], told: list[str]) -> None:
    """A mistake in a question is one clear line on standard error, with exit code 2."""
    result = run("travel-risk", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert all(part in result.stderr for part in told)
    assert "Traceback" not in result.stderr
    assert all(line.startswith("error: ") for line in result.stderr.splitlines())


@pytest.mark.slow
def test_embedded_records_and_rules_are_valid() -> None:
    """What is shipped has no findings."""
    for kind in ("records", "rules"):
        result = run(kind, "check")
        assert (result.exit_code, result.stdout) == (0, f"{kind}: valid\n")


@pytest.mark.slow
def test_broken_records_are_listed_with_file_and_line(tmp_path: Path) -> None:
    """Every finding is printed; checking, asking and serving all end with code 1."""
    records = tmp_path / "records"
    shutil.copytree(ROOT / "fixtures", records, ignore=shutil.ignore_patterns("_*", "*.py"))
    table = records / "agreements.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    checked = run("records", "check", str(records))
    assert checked.exit_code == 1
    assert f"agreements.csv:{len(lines) + 1}: " in checked.stdout
    found = json.loads(run("records", "check", str(records), "--json").stdout)
    assert not found["valid"]
    assert found["findings"][0]["file"] == "agreements.csv"
    for command in (MONGOLIA, ("wanted",), ("serve", "--port", "0")):
        result = run(*command, "--records", str(records))
        assert result.exit_code == 1, command
        assert "agreements.csv:" in result.stderr
        assert "Traceback" not in result.stderr


def test_broken_rules_are_listed_with_file_and_line(tmp_path: Path) -> None:
    """A rule that names nothing known is a finding with its line."""
    rules = tmp_path / "mine"
    rules.mkdir()
    (rules / "own.yaml").write_text(
        "- {id: own, title: Own, cite: Nowhere, if: [no.such.fact], then: not duty_to_arrest}\n",
        encoding="utf-8",
    )
    result = run("rules", "check", str(rules))
    assert result.exit_code == 1
    assert "own.yaml:" in result.stdout
    assert "no.such.fact" in result.stdout


def test_records_that_go_with_rules_are_checked_with_them() -> None:
    """They need not be complete; the command that checks them is named."""
    rules = ROOT / "tests" / "questions" / "exports"
    result = run("records", "check", str(rules / "records"))
    assert result.exit_code == 2
    assert f"safeconduct rules check {rules}" in " ".join(result.stderr.split())
    assert "missing-file" not in result.stdout
    assert run("rules", "check", str(rules)).exit_code == 0


def test_a_directory_that_is_not_there_is_an_error() -> None:
    """A mistyped directory is told as such."""
    assert run("records", "check", "no/such/directory").exit_code == 2


def safeconduct(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the command as a process of its own."""
    program = "from safeconduct.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
    )


def test_the_version_says_what_answers() -> None:
    """The version comes with Python, the evaluators, and digests of records and rules."""
    out, err = safeconduct("--version").communicate(timeout=60)
    assert out.startswith("safeconduct ")
    engine = Engine.load()
    for part in (*engine.evaluators, engine.world.digest[:12], engine.rulebase.digest[:12]):
        assert part in out
    assert err == ""


def test_a_reader_may_stop_reading() -> None:
    """When what follows in a pipe closes it, the command ends without a word."""
    command = safeconduct(*MONGOLIA)
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    command.wait(60)
    assert command.stderr.read() == ""
    command.stderr.close()


def test_a_busy_port_is_told_in_one_line() -> None:
    """If something else listens, the service says so and ends with code 1."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = safeconduct("serve", "--port", str(port))
        out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (1, "")
    where = f"port {port} on 127.0.0.1 is in use"
    how = "choose another with --port, or with PORT= under make (0: any free)"
    assert err.splitlines() == [f"error: {where}; {how}"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_service_announces_itself_and_stops_cleanly(workers: str) -> None:
    """It says where it listens and what it answers; an interrupt ends it with code 0."""
    command = safeconduct("serve", "--port", "0", "--workers", workers)
    try:
        assert command.stdout is not None
        first = command.stdout.readline()
        assert first.startswith("safeconduct listens on http://127.0.0.1:")
        address = first.split()[3]
        sample = command.stdout.readline().removeprefix("for example: ").strip()
        told = command.stdout.readline()
        with urlopen(sample, timeout=60) as response:
            answer = json.load(response)
        assert sample.startswith(address)
        outcome = answer["outcome"].replace("_", " ")
        for part in (answer["person"]["name"], answer["place"]["name"], outcome):
            assert part in told
        command.send_signal(signal.SIGINT)
        out, err = command.communicate(timeout=60)
    finally:
        command.kill()
    assert (command.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("travel-risk", "putin", "MNG", "--on", "2024-01-01", "--on", "2025-01-01"),
        ("screen", "a", "b", "--profile", "icc", "--profile", "icc"),
        ("rules", "mutate", "--survivors", "a", "--survivors", "b"),
        ("wanted", "--on=2024-01-01", "--on", "2025-01-01"),
    ],
)
def test_an_option_that_is_given_twice_is_refused(arguments: tuple[str, ...]) -> None:
    """Of two days none is silently taken; options that take several values still do."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "is given 2 times; it can be given once" in result.stderr
