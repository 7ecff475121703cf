"""No room for what screening keeps for a while: told, nothing half is left, and it goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="not run: files have no limit there"),
]

LIMITED = """
import os, resource, sys, tempfile
from datetime import date
from pathlib import Path
from starlette.testclient import TestClient
from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

kept, there = Path(os.environ["SAFECONDUCT_CACHE"]), Path(tempfile.gettempdir())
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)

def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))

engine = Engine.load(today=lambda: date(2026, 11, 24))
room(50_000)
assert engine.index is not None  # made, though it cannot be kept
assert [one for one in kept.rglob("*") if one.is_file() and one.stat().st_size] == []
client = TestClient(create_app(engine, Settings()), raise_server_exceptions=False)
rows = "person,place,on\\n" + "vladimir-putin,MNG,2024-09-02\\n" * 20_000
headers = {"Content-Type": "text/csv"}
before = sorted(there.iterdir())
answer = client.post("/v1/screen", content=rows, headers=headers)
assert answer.status_code == 503, (answer.status_code, answer.text[:300])
assert answer.headers["content-type"] == "application/problem+json"
assert answer.json()["type"] == "/problems/no-room"
assert answer.headers["retry-after"]
assert "vladimir-putin" not in answer.text
assert client.get("/v1/wanted").status_code == 200
assert sorted(there.iterdir()) == before
room(most)
answer = client.post("/v1/screen", content=rows, headers=headers)
assert answer.status_code == 200
assert answer.text.count("must_arrest") >= 20_000
print("well", answer.status_code)
"""


def test_screening_without_room(tmp_path: Path) -> None:
    """In the cache of its index, and among the temporary files."""
    for name in ("kept", "there"):
        (tmp_path / name).mkdir(mode=0o700)
    surroundings = {
        **os.environ,
        "SAFECONDUCT_CACHE": str(tmp_path / "kept"),
        "TMPDIR": str(tmp_path / "there"),
    }
    done = subprocess.run(
        [sys.executable, "-c", LIMITED],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=surroundings,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("well")
