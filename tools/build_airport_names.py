"""Regenerate fixtures/names/airports.csv: the code, name and place of each airport.

By it a place that is written as the code of an airport is refused with the airport's name, also
where the extra ``routes`` is not installed. Development only, when the package airportsdata, its
corrections or the outlines change; a test compares.

Usage: python tools/build_airport_names.py
"""

from __future__ import annotations

import csv
from pathlib import Path

from safeconduct.geography import airport
from safeconduct.geography.airports import airports

TARGET = Path(__file__).resolve().parent.parent / "fixtures" / "names" / "airports.csv"


def main() -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("code", "name", "place"))
        for code in airports():
            found = airport(f"airport:{code}")
            table.writerow((code, found.name, found.place))


if __name__ == "__main__":
    main()
