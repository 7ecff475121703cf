"""What happened and what courts decided, kept apart from the law: practice and precedent."""

from __future__ import annotations

from .past import Past

__all__ = ["Past"]
