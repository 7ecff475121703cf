"""`python tools/bench` runs the benchmark and writes docs/benchmarks.md."""

from __future__ import annotations

import sys
from pathlib import Path

# The folder is run by its path: its parent has to be known for the imports inside to be relative.
sys.path[0] = str(Path(__file__).parents[1])

from bench.run import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
