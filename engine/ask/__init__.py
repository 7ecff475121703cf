"""Plain questions in English: understood by a fixed grammar, or asked back."""

from .answer import ask
from .errors import QuestionNotUnderstood
from .model import AskAnswer, Kind, PlaceAnswer, Taken, Understanding
from .understand import understand

__all__ = [
    "AskAnswer",
    "Kind",
    "PlaceAnswer",
    "QuestionNotUnderstood",
    "Taken",
    "Understanding",
    "ask",
    "understand",
]
