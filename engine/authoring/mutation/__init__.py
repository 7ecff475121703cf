"""Mutation testing of the law: small wrong changes, and what notices each (DeMillo et al., 1978).

A *mutant* is the rule base with one wrong change. It is *caught* if the loader refuses it, a case,
a ruling or a kept explanation gets another answer, or a property no longer holds. What nothing
catches *survives*: either no case can tell it from the law, or a case is missing.
"""

from .asked import mutate_asked
from .report import MutationReport, Survivor
from .run import Put, mutate
from .several import mutate_several

__all__ = ["MutationReport", "Put", "Survivor", "mutate", "mutate_asked", "mutate_several"]
