"""The formatter of rule files: one layout, every comment kept, the meaning untouched."""

from .files import format_text

__all__ = ["format_text"]
