# The public name of `authoring.kit`, for type checkers; at run time see `_moved`.

from .authoring.kit import *  # noqa: F403
from .authoring.kit import strategies as strategies
