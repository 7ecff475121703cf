"""The certificate of a rule base: what was shown of it, how, and when.

`stored` reads the one that is shipped; no solver is needed for that.
"""

from __future__ import annotations

from .markdown import as_markdown
from .model import Certificate, Evidence, Mutation, certified, matches, stored

__all__ = ["Certificate", "Evidence", "Mutation", "as_markdown", "certified", "matches", "stored"]
