"""Mutants of rules that ask several questions: each is put to what there is of every question.

Who changes a rule that two questions share is caught by a case of either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...base.words import listing
from ...case.question import QUESTION
from ...engine import Engine
from ...questions.putting import QuestionsEngine
from .asked import mutate_asked
from .hearing import Progress
from .items import VoiceName
from .report import MutationReport, Survivor, problems, tallies
from .run import Put, mutate
from .trial import Catch


def mutate_several(
    base: QuestionsEngine,
    questions: Sequence[str],
    put: Put,
    progress: Progress = lambda _tried, _total: None,
) -> MutationReport:
    """Return who catches each mutant of the rules of some questions, and what survives all of them.

    ``questions``: their ids, each once. Raises what `mutate` and `mutate_asked` raise.
    """
    reports = []
    for question in questions:
        if question == QUESTION and isinstance(base, Engine):
            reports.append(mutate(base, put, progress))
        else:
            reports.append(mutate_asked(base, question, put, progress))
    if len(reports) == 1:
        return reports[0]
    mutants = {one.id: one for report in reports for one in report.mutants}
    catches = dict(_catches(mutants, reports))
    alive: dict[str, list[Survivor]] = {}
    for report in reports:
        for survivor in report.survivors:
            alive.setdefault(survivor.mutant.id, []).append(survivor)
    survivors = [_joined(found) for name, found in alive.items() if name not in catches]
    asked: Counter[VoiceName] = Counter()
    for report in reports:
        asked.update(report.asked)
    wrong = problems(put.explained or {}, survivors, [*mutants])
    return MutationReport(
        base.rulebase.digest,
        base.world.digest,
        catches,
        tallies([*mutants.values()], catches),
        tuple(survivors),
        asked,
        tuple(mutants.values()),
        tuple(wrong) if put.explained is not None and not put.only else (),
    )


def _catches(
    mutants: Iterable[str], reports: Sequence[MutationReport]
) -> Iterator[tuple[str, Catch]]:
    """Yield who catches each mutant, if anybody does.

    What the loader refuses of the part that one question reaches it need not refuse of the whole:
    it counts only if no other question knows the mutant otherwise.
    """
    order = tuple(VoiceName)
    tried = [(one.catches, {mutant.id for mutant in one.mutants}) for one in reports]
    for name in mutants:
        found = [caught.get(name) for caught, ids in tried if name in ids]
        heard = sorted((one for one in found if one), key=lambda one: order.index(one.voice))
        others = [one for one in heard if one.voice is not VoiceName.CHECKS]
        if others or (heard and None not in found):
            yield name, (others or heard)[0]


def _joined(found: Sequence[Survivor]) -> Survivor:
    """Return one mutant that survives several questions: like the law if it is so for each."""
    same = [one.equivalent for one in found]
    equivalent = False if False in same else None if None in same else True
    shown = listing([one.shown_by for one in found if one.shown_by])
    return Survivor(found[0].mutant, equivalent, shown, found[0].why)
