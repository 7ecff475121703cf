"""The whole world as arrays of integers: every person, place and day, and what is asked of them."""

from .load import load_index
from .model import Index

__all__ = ["Index", "load_index"]
