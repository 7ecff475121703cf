"""Writes what the client package has of the OpenAPI document: models, problems and operations.

    python tools/client/generate.py            # write it
    python tools/client/generate.py --check    # say what is not up to date; exit code 1

The document is that of the service on the embedded records and rules. What is written is put in
form by ruff.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from models import models
from operations import operations, problems

from safeconduct.api.app import create_app

HOME: Final = Path(__file__).parent / "safeconduct_client"


def generated(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each file that is made of a document, by its name."""
    return {
        name: _formatted(text)
        for name, text in {
            "models.py": models(document),
            "problems.py": problems(document),
            "operations.py": operations(document, waits=False),
            "operations_async.py": operations(document, waits=True),
        }.items()
    }


def _formatted(text: str) -> str:
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--quiet", "--fix-only", "--select=I,F401"], ["format", "--quiet"]):
        done = subprocess.run(
            [*ruff, *command, "--stdin-filename", str(HOME / "generated.py"), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = done.stdout
    return text


def main() -> int:
    """Write the files, or say which are not up to date."""
    wrong = 0
    for name, text in generated(create_app().openapi()).items():
        path = HOME / name
        if "--check" not in sys.argv[1:]:
            path.write_text(text, "utf-8")
        elif not path.is_file() or path.read_text("utf-8") != text:
            print(f"{name} is not up to date: python {Path(sys.argv[0])}")
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
