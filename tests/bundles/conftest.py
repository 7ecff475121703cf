"""A key, the bundle of the embedded records and rules, and one of other records and rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.bundles import SigningKey, make_bundle, new_key

OURS = """\
- id: of-our-own
  title: A rule of our own
  cite: Rome Statute, art. 89(1)
  says: A serving foreign minister is immune.
  if: [person.office: foreign_minister, title_counts]
  then: holds_immune_office
"""
PROFILE = """\
profiles:
  - {id: ours, title: A profile of our own, inherits: icc, choices: {}}
"""


def put(path: Path, content: bytes) -> None:
    """Exchange what lies at a path, in one step."""
    beside = path.with_name("beside")
    beside.write_bytes(content)
    beside.replace(path)


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The private key; the public one lies beside it, with the ending ``.pub``."""
    path = tmp_path_factory.mktemp("keys") / "signer"
    new_key(path)
    return path


@pytest.fixture(scope="session")
def public(key_file: Path) -> Path:
    return key_file.with_name("signer.pub")


@pytest.fixture(scope="session")
def key(key_file: Path) -> SigningKey:
    from safeconduct.bundles import read_signing_key

    return read_signing_key(key_file)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory, other_records: Path) -> Engine:
    """An engine on other records and rules, among them a profile that can be asked for."""
    own = tmp_path_factory.mktemp("other")
    (own / "rulebase.yaml").write_text("extends: safeconduct\n", "utf-8")
    (own / "more.yaml").write_text(OURS, "utf-8")
    (own / "issues.yaml").write_text(PROFILE, "utf-8")
    return Engine.load(records=other_records, rules=[own], today=lambda: date(2026, 11, 24))


@pytest.fixture(scope="session")
def bundle(engine: Engine, key: SigningKey) -> bytes:
    return make_bundle(engine, key)


@pytest.fixture(scope="session")
def other_bundle(other: Engine, key: SigningKey) -> bytes:
    return make_bundle(other, key)


def files_in(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
