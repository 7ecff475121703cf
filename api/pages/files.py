"""The files that pages are made of, read once: so what is sent always fits its entity tag."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Final

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape

from safeconduct.base import YES, day, label

TYPES: Final[Mapping[str, str]] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
"""The media type of a static file, by how its name ends."""


@dataclass(frozen=True)
class PageFiles:
    """Templates, static files with the letters of pictures, and shapes: by path in the package."""

    files: Mapping[str, bytes]

    @classmethod
    @cache
    def shipped(cls) -> PageFiles:
        """Return the files that come with the service."""
        package = resources.files("safeconduct.api")
        return cls(
            {
                f"{folder}/{entry.name}": entry.read_bytes()
                for folder in ("templates", "static", "static/fonts", "pages")
                for entry in package.joinpath(folder).iterdir()
                if entry.is_file() and not entry.name.endswith((".py", ".pyc"))
            }
        )

    @cached_property
    def digest(self) -> str:
        """What changes with any of them."""
        return hashlib.sha256(repr(sorted(self.files.items())).encode()).hexdigest()

    def static(self, name: str) -> bytes | None:
        """Return a static file that a page may ask for."""
        return self.files.get(f"static/{name}") if _ending(name) in TYPES else None

    @cached_property
    def environment(self) -> Environment:
        """What makes pages of the templates; nothing that is handed to them is markup."""
        templates = {
            path.removeprefix("templates/"): text.decode()
            for path, text in self.files.items()
            if path.startswith("templates/")
        }
        made = Environment(
            loader=DictLoader(templates),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters["day"] = day
        made.filters["label"] = label
        made.filters["yes"] = YES.__getitem__
        return made


def media_type(name: str) -> str:
    """Return what kind of file a static file is."""
    return TYPES[_ending(name)]


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
