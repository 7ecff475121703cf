"""A client of the safeconduct service: every question and record, typed.

>>> from safeconduct_client import Client
>>> client = Client("http://127.0.0.1:8000")

A `Client` (or `AsyncClient`) has a method for each operation of the service; answers are frozen
models, refusals are exceptions: `ProblemError`, with a class for each kind in `problems`. It needs
httpx and pydantic, and nothing of the engine.
"""

from .client import AsyncClient, Client
from .errors import ProblemError, ServiceError, ServiceUnreachable, UnexpectedAnswer

__all__ = [
    "AsyncClient",
    "Client",
    "ProblemError",
    "ServiceError",
    "ServiceUnreachable",
    "UnexpectedAnswer",
]
