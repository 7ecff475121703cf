"""How the service is run: the unit of systemd, the image, and what the page says of them."""

from __future__ import annotations

import configparser
import fnmatch
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.api.settings import PREFIX, Settings
from safeconduct.cli.operating import _BESIDE

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "docs" / "deploy" / "safeconduct.service"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
PAGES = [ROOT / "docs" / "operations.md", ROOT / "docs" / "threat-model.md"]


def unit() -> dict[str, list[str]]:
    """Return what the section of the service says, by name."""
    said: dict[str, list[str]] = {}
    section = UNIT.read_text("utf-8").partition("[Service]")[2].partition("[Install]")[0]
    for line in section.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            said.setdefault(name, []).append(value)
    return said


def instructions() -> list[tuple[str, str]]:
    """Return each instruction of the image with what it is given, lines that go on joined."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in lines]


def given(name: str) -> list[str]:
    return [text for one, text in instructions() if one == name]


def test_the_unit_can_be_read() -> None:
    """It has the three sections, and serves on this machine alone."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, "utf-8")
    assert parser.sections() == ["Unit", "Service", "Install"]
    (command,) = unit()["ExecStart"]
    assert "--host 127.0.0.1" in command


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DynamicUser", "yes"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("PrivateDevices", "yes"),
        ("RestrictNamespaces", "yes"),
        ("CapabilityBoundingSet", ""),
        ("SystemCallArchitectures", "native"),
        ("IPAddressDeny", "any"),
        ("UMask", "0077"),
        ("StateDirectoryMode", "0700"),
    ],
)
def test_the_unit_may_do_little(name: str, value: str) -> None:
    """Without a user of its own, new rights, other folders, other machines."""
    assert unit()[name] == [value]


def test_settings_that_are_named_exist() -> None:
    """In the unit, in the image and on the pages."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | {*_BESIDE}
    for path in (UNIT, ROOT / "Dockerfile", *PAGES):
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", path.read_text("utf-8")))
        assert named <= known, path


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    """Every line is one that it knows; it calls the service well confined."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("not run: systemd-analyze is not installed")
    copy = tmp_path / UNIT.name
    here = f"ExecStart={sys.executable}"
    copy.write_text(re.sub(r"ExecStart=\S+", here, UNIT.read_text("utf-8")), "utf-8")

    def analyze(*arguments: str) -> str:
        done = subprocess.run(
            ["systemd-analyze", *arguments, str(copy)], capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    assert analyze("verify") == ""
    told = analyze("security", "--offline=true", "--no-pager")
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert level, told
    assert float(level[1]) < 2


def test_the_image_is_made_in_two_steps_from_named_versions() -> None:
    """What builds is not in what runs; nothing is the latest of anything."""
    (version,) = given("ARG")
    assert re.fullmatch(r"PYTHON=3\.\d+-slim-\w+", version)
    assert given("FROM") == ["python:${PYTHON} AS build", "python:${PYTHON}"]
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "pip" not in last
    assert "apt-get" not in last


def test_the_image_takes_what_the_lock_has() -> None:
    """Every package by its hash, and nothing resolved; what is fetched is verified."""
    runs = " && ".join(given("RUN"))
    pips = [one for one in re.split(r"&&", runs) if re.search(r"\bpip (install|wheel)\b", one)]
    assert len(pips) == 4
    for one in pips:
        assert "--no-deps" in one
        ours = one.split()[-1] == "." or "--no-index" in one
        assert ours or "--require-hashes" in one
    assert not given("ADD")
    assert not re.search(r"\b(curl|wget)\b", runs)
    assert "--no-install-recommends" in runs
    assert "rm -rf /var/lib/apt/lists" in runs


def test_the_image_runs_as_nobody_in_particular() -> None:
    """By number, so that an orchestrator sees it; it says how it is and what it runs as a list."""
    names = [name for name, _ in instructions()]
    assert given("USER") == ["10001:10001"]
    assert names.index("USER") > max(place for place, one in enumerate(names) if one == "RUN")
    (health,) = given("HEALTHCHECK")
    assert "/readyz" in health
    for one in (*given("CMD"), *given("ENTRYPOINT"), health.partition("CMD ")[2]):
        assert one.startswith("["), one
    assert not re.search(r"(?i)(password|secret|token|_KEYS?)\s*=", DOCKERFILE)


def test_what_the_image_copies_is_there_and_nothing_else_is_sent() -> None:
    """Every source exists, is tracked and not shut out; tests and the history are."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"

    def is_sent(path: str) -> bool:
        sent = True
        for rule in rules:
            pattern = rule.removeprefix("!")
            if any(fnmatch.fnmatch(one, pattern) for one in (path, path.split("/", maxsplit=1)[0])):
                sent = rule.startswith("!")
        return sent

    sources = [one for text in given("COPY") if "--from" not in text for one in text.split()[:-1]]
    assert {"engine", "api", "rules", "fixtures"} <= set(sources)
    for one in sources:
        assert (ROOT / one).exists(), one
        assert is_sent(one), one
    for one in (".git", "tests", "docs", "keys.json", "requirements/test.txt", ".venv"):
        assert not is_sent(one), one


def test_other_readers_find_nothing_wrong() -> None:
    """hadolint, where it is installed."""
    if not shutil.which("hadolint"):
        pytest.skip("not run: hadolint is not installed")
    done = subprocess.run(
        ["hadolint", "--ignore", "DL3008", str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow(minutes=5)
def test_the_image_is_built_and_answers() -> None:
    """Where Docker runs: without a network, as somebody who may write nowhere else."""
    docker = shutil.which("docker")
    running = (
        docker
        and not subprocess.run(
            [docker, "info"], capture_output=True, check=False, timeout=60
        ).returncode
    )
    if not docker or not running:
        pytest.skip("not run: Docker does not run here")
    subprocess.run([docker, "build", "--tag", "safeconduct:test", str(ROOT)], check=True)
    confined = ("--read-only", "--network=none", "--cap-drop=ALL", "--tmpfs=/tmp")
    question = ("travel-risk", "putin", "mongolia", "--on", "2024-09-02")
    done = subprocess.run(
        [docker, "run", "--rm", *confined, "safeconduct:test", *question],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Mongolia" in done.stdout


def test_the_threat_model_names_tests_that_exist() -> None:
    """Each mitigation has the test that holds it, and that is there."""
    text = PAGES[1].read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 25
    for file, test in named:
        assert f"def {test}" in (ROOT / file).read_text("utf-8"), (file, test)
