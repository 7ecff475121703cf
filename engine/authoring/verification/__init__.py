"""Proofs about a rule base over every case that could be, not only those on record.

A second reading of the semantics (docs/architecture.md), written for a solver and sharing no code
with the evaluators: a property holds if the solver shows that no allowed case breaks it. What
breaks one is a case, and is put to the engine before it is reported.

Nothing here is imported by an ordinary question; the solver is the extra ``verify``. Its terms
belong to one context for the whole process, so proofs are for one thread at a time.
"""
