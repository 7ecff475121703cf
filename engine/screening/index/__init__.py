"""The whole world as arrays of integers: every person, place and day, and what is asked of them."""

from .load import index_of, load_index
from .model import Index

__all__ = ["Index", "index_of", "load_index"]
