"""Plain questions in English: understood by a fixed grammar, or asked back."""

from .answer import answer_to, ask
from .errors import EXAMPLES, QuestionNotUnderstood
from .model import AskAnswer, PlaceAnswer, QuestionKind, Taken, Understanding
from .practice import Conduct, ConductOnRecord
from .understand import MAX_LENGTH, understand

__all__ = [
    "EXAMPLES",
    "MAX_LENGTH",
    "AskAnswer",
    "Conduct",
    "ConductOnRecord",
    "PlaceAnswer",
    "QuestionKind",
    "QuestionNotUnderstood",
    "Taken",
    "Understanding",
    "answer_to",
    "ask",
    "understand",
]
