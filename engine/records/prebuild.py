"""``python -m safeconduct.records.prebuild [TARGET]``: write the prebuilt records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..base.errors import RecordsError
from .prebuilt import PREBUILT, build_prebuilt
from .source_files import default_directory


def main(arguments: Sequence[str]) -> int:
    """Write the prebuilt file beside the embedded records, or to the path that is given.

    Returns the status for the shell: 0, or 1 with every finding on standard error.
    """
    beside = Path(str(default_directory())).joinpath(*PREBUILT)
    target = Path(arguments[0]) if arguments else beside
    try:
        build_prebuilt(target)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
