"""Inference: what follows from one truth, twice over."""

from .watched import surrounding

__all__ = ["surrounding"]
