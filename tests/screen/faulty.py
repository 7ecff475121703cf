"""Files as they come: what can be read of each, row by row, or why nothing can."""

from __future__ import annotations

import gzip
import json
from typing import Final

GOOD: Final = "vladimir-putin,MNG,2024-09-02"
OBJECT: Final = '{"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}'
HEAD: Final = "person,place,on\n"


def _wide(columns: int) -> str:
    return HEAD[:-1] + "".join(f",c{n}" for n in range(columns - 3)) + "\n"


def _with(members: str) -> str:
    return OBJECT[:-1] + ", " + members + "}"


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


CSV_ROWS: Final[dict[str, tuple[str | bytes, str]]] = {
    "emptied cells": (f"{HEAD},,\n{GOOD}\n,,\n", "2- 3+ 4-"),
    "emptied cells alone": (f"{HEAD},,\n,,", "2- 3-"),
    "emptied and quoted cells": (f'{HEAD}"","",""\n{GOOD}\n', "2- 3+"),
    "a quoted cell of nothing": (f'{HEAD}""\n{GOOD}\n', "2- 3+"),
    "blank lines": (f"{HEAD}\n{GOOD}\n\n\n{GOOD}\n\n", "3+ 6+"),
    "blank lines of another system": (f"{HEAD}\r\n{GOOD}\r\n\r\n{GOOD}\r\n", "3+ 5+"),
    "only blanks": (f"{HEAD}  \n \t \n{GOOD}\n , ,\n", "2- 3- 4+ 5-"),
    "too few cells": (f"{HEAD}vladimir-putin\n{GOOD}\nputin,MNG\n", "2- 3+ 4-"),
    "too many cells": (f"{HEAD}{GOOD},\n{GOOD},x,y\n{GOOD}\n", "2- 3- 4+"),
    "a blank line within a cell": (f'{HEAD[:-1]},n\n{GOOD},"\n\n"\n\n{GOOD},x\n', "2+ 6+"),
    "emptied cells after a long cell": (f'{HEAD[:-1]},n\n{GOOD},"a\r\n\rb"\n,,,\n', "2+ 5-"),
    "line ends of three systems": (f"{HEAD}{GOOD}\r\n{GOOD}\r{GOOD}\n,,\r,,", "2+ 3+ 4+ 5- 6-"),
    "carriage returns alone": (f"person,place,on\r{GOOD}\r\r,,\r", "2+ 4-"),
    "no end of the last line": (f"{HEAD}{GOOD}\n{GOOD}", "2+ 3+"),
    "a last line that is short": (f"{HEAD}{GOOD}\nputin,M", "2+ 3-"),
    "a byte order mark": (f"\ufeff{HEAD}{GOOD}\n", "2+"),
    "a byte order mark before a quoted name": (f'\ufeff"person",place,on\n{GOOD}\n', "2+"),
    "a first line alone": (HEAD, ""),
    "a first line without an end": (HEAD[:-1], ""),
    "a first line over two lines": (f'{HEAD[:-1]},"a\nb"\n{GOOD},x\n', "3+"),
    "unnamed cells at the end": (f"{HEAD[:-1]},,,\n{GOOD},,,\n{GOOD}\n{GOOD},\n", "2+ 3+ 4+"),
    "an unnamed cell at the end": (f"{HEAD[:-1]},\n{GOOD},\n,,,\n", "2+ 3-"),
    "blanks for names at the end": (f"{HEAD[:-1]}, ,\t\n{GOOD},,\n", "2+"),
    "something in unnamed cells": (f"{HEAD[:-1]},,\n{GOOD},,x\n{GOOD},,\n{GOOD},,,\n", "2- 3+ 4-"),
    "two lines in unnamed cells": (f'{HEAD[:-1]},,\n{GOOD},"a\nb",\n{GOOD},,\n', "2- 4+"),
    "quotation marks within cells": (f'{HEAD[:-1]},n\n{GOOD},5"x\n{GOOD},a"b"c\n', "2+ 3+"),
    "an apostrophe for a mark": (f"{HEAD}'vladimir-putin',MNG,2024-09-02\n{GOOD}\n", "2+ 3+"),
    "text after a quotation": (f'{HEAD[:-1]},n\n{GOOD},"a"b"\n{GOOD},"a""b"\n', "2+ 3+"),
    "zero bytes": (f"{HEAD}pu\0tin,MNG,2024-09-02\n{GOOD}\n", "2- 3+"),
    "other control characters": (f"{HEAD[:-1]},n\n{GOOD},\x1a\x07\x1b[31m\n", "2+"),
    "line ends of Unicode": (f"{HEAD[:-1]},n\n{GOOD},a\u2028b\x85\x0b\x0cc\n,,,\n", "2+ 3-"),
    "a line of 200 kilobytes": (f"{HEAD[:-1]},n\n{GOOD},{'x' * 200_000}\n,,,\n", "2+ 3-"),
    "the first line again": (f"{HEAD}{GOOD}\n{HEAD}{GOOD}\n", "2+ 3- 4+"),
    "two hundred columns": (f"{_wide(200)}{GOOD}{',' * 197}\n{',' * 199}\n", "2+ 3-"),
    "a formula": (f"{HEAD}=1+1,MNG,2024-09-02\n{GOOD}\n", "2- 3+"),
    "a name of a megabyte": (f"{HEAD}{'x' * 900_000},MNG,2024-09-02\n{GOOD}\n", "2- 3+"),
}
"""CSV, and what becomes of each line that is a row: an answer (+) or a reason (-)."""

NDJSON_ROWS: Final[dict[str, tuple[str | bytes, str]]] = {
    "a member twice": (_lines(OBJECT, _with('"on": "2024-12-01"'), OBJECT), "1+ 2- 3+"),
    "a member twice with one value": (_lines(OBJECT, _with('"on": "2024-09-02"')), "1+ 2-"),
    "an escaped member twice": (_lines(OBJECT, _with('"o\\u006e": null')), "1+ 2-"),
    "a member twice that is passed on": (_lines(OBJECT, _with('"n": 1, "n": 2')), "1+ 2-"),
    "a member twice far within": (
        _lines(OBJECT, _with('"n": [{"a": {"b": 1, "b": 1}}]')),
        "1+ 2-",
    ),
    "a member of one name within": (_lines(_with('"n": {"on": 1, "n": {"n": 2}}')), "1+"),
    "a member twice at first": (_lines(_with('"on": "2024-12-01"'), OBJECT), "1- 2+"),
    "a colon in a text": (_lines(_with('"n": "on: \\"on\\": 10:00"')), "1+"),
    "blanks before colons": (_lines(OBJECT.replace(":", " :"), OBJECT), "1+ 2+"),
    "nothing twice": (_lines(_with('"": 1'), _with('"": 1, "": 2')), "1+ 2-"),
    "blank lines": (_lines("", OBJECT, " \t", "\r", OBJECT, ""), "2+ 5+"),
    "other blanks": (_lines(OBJECT, "\x0b", "\x0c", "\xa0", OBJECT), "1+ 2- 3- 4- 5+"),
    "line ends of another system": (f"{OBJECT}\r\n\r\n{OBJECT}\r\n", "1+ 3+"),
    "a byte order mark": (f"\ufeff{OBJECT}\n{OBJECT}", "1+ 2+"),
    "empty objects": (_lines(OBJECT, "{}", OBJECT), "1+ 2- 3+"),
    "empty texts": (_lines(OBJECT, '{"person": "", "place": " ", "on": ""}'), "1+ 2-"),
    "no objects": (_lines(OBJECT, "null", "[]", "1", '"x"', "true"), "1+ 2- 3- 4- 5- 6-"),
    "no JSON": (_lines(OBJECT, "{'person': 1}", OBJECT + ",", OBJECT * 2), "1+ 2- 3- 4-"),
    "what JSON has not": (_lines(_with('"n": NaN'), OBJECT, _with('"n": Infinity')), "1- 2+ 3-"),
    "huge numbers": (
        _lines(_with('"n": ' + "9" * 60), _with('"n": ' + "9" * 9999)),
        "1+ 2-",
    ),
    "an exponent without end": (_lines(_with('"n": 1'), _with('"n": 1e99999')), "1+ 2-"),
    "deep lists": (
        _lines(_with('"n": ' + "[" * 90 + "]" * 90), _with('"n": ' + "[" * 500 + "]" * 500)),
        "1+ 2-",
    ),
    "deep objects": (
        _lines(_with('"n": 1'), _with('"n": ' + '{"a":' * 9999 + "1" + "}" * 9999)),
        "1+ 2-",
    ),
    "half a letter": (
        _lines(OBJECT, '{"person": "\\ud800", "place": "MNG"}', OBJECT),
        "1+ 2- 3+",
    ),
    "zero bytes": (
        _lines(OBJECT, OBJECT.replace("vladimir-putin", "pu\\u0000"), OBJECT + "\0"),
        "1+ 2- 3-",
    ),
    "numbers for texts": (_lines(OBJECT, '{"person": 5, "place": "MNG", "on": 1}'), "1+ 2-"),
    "a last line that is cut off": (f"{OBJECT}\n{OBJECT[:20]}", "1+ 2-"),
    "a line of a megabyte": (_lines(_with(f'"n": "{"x" * 1_500_000}"'), OBJECT), "1+ 2+"),
}
"""NDJSON, and what becomes of each line that is a row."""

REFUSED: Final[dict[str, tuple[str, str | bytes, str]]] = {
    "nothing": ("csv", "", "is empty"),
    "a mark alone": ("csv", "\ufeff", "is empty"),
    "a blank line": ("csv", "\n", "the first line names nothing"),
    "commas": ("csv", ",,,\n,,,\n", "the first line names nothing"),
    "semicolons": ("csv", "person;place;on\nputin;MNG;\n", "are cells separated by ';'?"),
    "tabs": ("csv", "person\tplace\ton\nputin\tMNG\t\n", "are cells separated by tabs?"),
    "bars": ("csv", "person|place|on\n", "are cells separated by '|'?"),
    "tabs and a comma": ("csv", "person\tplace\tlast, first\n", "are cells separated by tabs?"),
    "a hint for spreadsheets": ("csv", "sep=;\nperson;place\n", "are cells separated by ';'?"),
    "JSON for CSV": ("csv", f"{OBJECT}\n", "this is JSON, not CSV"),
    "unnamed cells within": ("csv", "person,,,place\n", "without a name: number 2, 3"),
    "a name twice": ("csv", "person,place,on,on\n", "names 'on' more than once"),
    "too many columns": ("csv", _wide(1001), "has 1,001 columns, of which at most 1,000"),
    "far too many columns": ("csv", _wide(100_000), "has 100,000 columns"),
    "Windows-1252": ("csv", f"{HEAD}Côte d’Azur,é,\n".encode("cp1252"), "Windows-1252 or Latin-1"),
    "Windows-1251": (
        "csv",
        f"{HEAD}Владимир Путин,MNG,\n".encode("cp1251"),
        "the text may be Windows-1251, where it reads 'Владимир'",
    ),
    "Windows-1251 in lines": ("ndjson", '{"person": "Путин"}\n'.encode("cp1251"), "Windows-1251"),
    "KOI8-R": ("csv", f"{HEAD}Владимир Путин,MNG,\n".encode("koi8-r"), "may be KOI8-R"),
    "DOS": ("csv", f"{HEAD}Владимир Путин,MNG,\n".encode("cp866"), "DOS code page 866"),
    "Windows-1253": ("csv", f"{HEAD}Πούτιν,Μογγολία,\n".encode("cp1253"), "Windows-1253"),
    "Windows-1256": ("csv", f"{HEAD}عمر البشير,السودان,\n".encode("cp1256"), "Windows-1256"),
    "Windows-1250": ("csv", f"{HEAD}Dvořák,Łódź,\n".encode("cp1250"), "Windows-1250"),
    "another encoding": ("csv", f"{HEAD}普京,蒙古,\n".encode("gb18030"), "has another encoding"),
    "UTF-16": ("csv", HEAD.encode("utf-16"), "is UTF-16 text"),
    "UTF-16 without a mark": ("csv", HEAD.encode("utf-16-le"), "is UTF-16 text"),
    "UTF-16 in lines": ("ndjson", OBJECT.encode("utf-16-be"), "is UTF-16 text"),
    "UTF-32": ("csv", HEAD.encode("utf-32"), "is UTF-32 text"),
    "zero bytes": ("csv", b"\0" * 100, "begins with zero bytes"),
    "a letter that is cut off": (
        "csv",
        f"{HEAD}{GOOD}".encode() + b"\xd0",
        "(line 2) is not UTF-8",
    ),
    "a byte after old lines": ("csv", b"person,place\rputin,MNG\rp\xff", "(line 3) is not UTF-8"),
    "gzip": ("csv", gzip.compress(HEAD.encode()), "compressed with gzip: unpack it"),
    "a bomb": ("ndjson", gzip.compress(b"\n" * 10_000_000), "compressed with gzip: unpack it"),
    "a spreadsheet": ("csv", b"PK\x03\x04" + b"\0" * 50, "a spreadsheet"),
    "a Parquet file": ("csv", b"PAR1\x15\x04", "a Parquet file"),
    "an open quotation": (
        "csv",
        f'{HEAD}{GOOD}\n"vladimir-putin,MNG,\n{GOOD}\n',
        "line 3: a quotation",
    ),
    "an open quotation at first": ("csv", f'"{HEAD}', "a quotation mark"),
    "a row of megabytes": (
        "csv",
        f'{HEAD}{GOOD}\n"{"x" * 5_000_000}",MNG,\n',
        "from line 3 on",
    ),
    "a row without marks": (
        "csv",
        f"{HEAD}{GOOD}\n{'x' * 5_000_000},MNG,\n",
        "from line 3 on",
    ),
    "a first line of megabytes": (
        "csv",
        "person,place" + ",x" * 1_500_000,
        "the line that names the columns has more",
    ),
    "no lines": ("ndjson", "", "is empty"),
    "blank lines alone": ("ndjson", "\n\n \n", "has no JSON object"),
    "one list": ("ndjson", json.dumps([json.loads(OBJECT)]), "it is one list"),
    "one object over lines": ("ndjson", json.dumps(json.loads(OBJECT), indent=1), "several lines"),
    "CSV for NDJSON": ("ndjson", f"{HEAD}{GOOD}\n", "perhaps it is CSV"),
    "a line of megabytes": ("ndjson", "x" * 17_000_000, "has a line of more than"),
    "an answer's name": ("ndjson", _with('"outcome": 1'), "already a column 'outcome'"),
    "a day of another name": (
        "ndjson",
        '{"person": "vladimir-putin", "place": "MNG", "date": ""}',
        "did you mean 'date'?",
    ),
}
"""What cannot be read as a table at all, and what is said of it."""
