"""What is told of a question: assessments, maps, timelines, comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .comparison.compare import compare, two_or_more
    from .document import Form, Validity
    from .mistakes import FORMS, PARTS, Mistakes, resolve
    from .summary import PARTS as SUMMARY_PARTS
    from .summary import Days, Summary

__all__ = [
    "FORMS",
    "PARTS",
    "SUMMARY_PARTS",
    "Days",
    "Form",
    "Mistakes",
    "Summary",
    "Validity",
    "compare",
    "resolve",
    "two_or_more",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "Days": "summary",
        "FORMS": "mistakes",
        "Form": "document",
        "Mistakes": "mistakes",
        "PARTS": "mistakes",
        "SUMMARY_PARTS": "summary:PARTS",
        "Summary": "summary",
        "Validity": "document",
        "compare": "comparison.compare",
        "resolve": "mistakes",
        "two_or_more": "comparison.compare",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
