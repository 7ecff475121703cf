"""One question seen over time, over all that an input may be, and beside another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from ..base.errors import InputError, TooManyUnknowns, text_of
from ..base.words import STANDINGS, counted, label, listing, sentence
from ..case.joint import JointDetermination
from ..case.proof.nodes import Ground, Node, walk
from ..inference.alternatives import Alternative, AlternativeCase, Choice
from ..inference.inference import UNDETERMINED
from ..rulebase.model import Changeability
from ..timeline.timeline import Variable
from . import views
from .answer import QuestionAnswer
from .answerer import Answerer
from .asked import MOST, MOST_OPEN, AskedQuestion, several
from .cases import NamedCases

MOST_ROWS = 500
"""How many rows a map has at the most."""

MOST_CHOICES = 120
"""How many other values of facts are tried, to see what would change an answer."""


def history(answerer: Answerer, asked: AskedQuestion) -> views.QuestionHistory:
    """Return every change of the answer over time; its day does not matter.

    Raises `InputError` if something is assumed: what can be on one day cannot on another.
    """
    if asked.given.assumed:
        raise InputError("assume", None, "is about one day; a timeline supposes nothing")
    cases = answerer.plain(asked)
    left_out = {answerer.table.asked.day, answerer.table.asked.until}
    inputs = answerer.inputs(asked)
    return views.QuestionHistory(
        question=answerer.table.id,
        inputs={name: it for name, it in inputs.items() if name not in left_out},
        profile=asked.profile.id,
        periods=answerer.periods(asked, cases, answerer.starts(cases)),
        world=answerer.world.digest,
        rules=answerer.rulebase.digest,
    ).told_in(answerer.table.wording)


def map_over(answerer: Answerer, said: Mapping[str, object], over: str) -> views.QuestionMap:
    """Return what follows for every record that ``over``, an input, may name.

    If values are said of it, for those alone, in their order. Raises `InputError` if it is no input
    that names records, or has more than `MOST` values, and what `Answerer.asked` raises.
    """
    inputs = answerer.table.asked.inputs
    named = answerer.table.asked.named
    if over not in named:
        told_ = "is not an input that names records"
        raise InputError("over", str(over)[:60], told_, named)
    kind = answerer.kinds[inputs[over].of]
    texts = [] if said.get(over) is None else several(said[over])
    if len(texts) > MOST:
        told_ = f"takes at most {counted(MOST, 'value')} of a map, and more are given"
        raise InputError(over, None, told_)
    if texts:
        # What a name tells beside the record holds of its own row alone.
        given = [answerer.asked({**said, over: [text]}) for text in texts]
        asked = given[0]
    else:
        asked = answerer.asked(
            {**said, over: next(iter(kind.every(answerer.world, answerer.today())))}
        )
        ids = sorted(
            kind.every(answerer.world, asked.on), key=lambda one: kind.name(answerer.world, one)
        )
        given = [asked.with_value(over, id_) for id_ in ids[:MOST_ROWS]]
    others = [name for name in answerer.table.asked.cases if name != over]
    number = prod(len(asked.values.get(name, "1")) for name in others)
    if number > MOST_OPEN:
        told_ = f"{counted(number, 'case')} in each row of a map, and {MOST_OPEN} are the most"
        raise InputError(others[0], None, told_)
    rows = []
    for one in given:
        (id_,) = one.values[over]
        cases = answerer.plain(one)
        found = answerer.determination(one, cases, one.on.toordinal())
        rows.append(
            views.MapRow(
                id=id_,
                name=kind.name(answerer.world, id_),
                outcome=found.settled.outcome,
                contested=found.contested,
                grounds=answerer.grounds(found),
            )
        )
    return views.QuestionMap(
        question=answerer.table.id,
        over=over,
        inputs={name: it for name, it in answerer.inputs(asked).items() if name != over},
        on=asked.on,
        profile=asked.profile.id,
        rows=tuple(rows),
        world=answerer.world.digest,
        rules=answerer.rulebase.digest,
    ).told_in(answerer.table.wording)


def compared(
    answerer: Answerer, first: QuestionAnswer, second: QuestionAnswer
) -> views.QuestionComparison:
    """Return two answers and everything in which they differ."""
    members = ("outcome", "contested", "parts", "grounds", "exposure")
    one, other = _facts(first), _facts(second)
    return views.QuestionComparison(
        question=answerer.table.id,
        first=first,
        second=second,
        differs=tuple(name for name in members if getattr(first, name) != getattr(second, name)),
        facts=tuple(
            views.FactDifference(fact=fact, first=one.get(fact), second=other.get(fact))
            for fact in dict.fromkeys((*one, *other))
            if one.get(fact) != other.get(fact)
        ),
    ).told_in(answerer.table.wording)


def _facts(answer: QuestionAnswer) -> dict[str, str]:
    found: dict[str, dict[str, None]] = {}
    for part in walk(answer.proof):
        if isinstance(part, Ground):
            found.setdefault(part.fact, {})[part.says] = None
    return {fact: "; ".join(says) for fact, says in found.items()}


def why_not(answerer: Answerer, asked: AskedQuestion, outcome: object) -> views.QuestionWhyNot:
    """Return what stands between the answer and ``outcome``, in the case that decides.

    Raises `InputError` if there is no such outcome, if it is the answer, or if the answer is
    undetermined (its unknown facts say what is missing).
    """
    table = answerer.table
    outcomes = tuple(dict.fromkeys(row.value for row in table.outcome))
    wanted = text_of(outcome, "outcome", outcomes)
    if wanted not in outcomes:
        raise InputError("outcome", wanted[:60], "is not an outcome", outcomes)
    cases, on = answerer.cases(asked), asked.on.toordinal()
    found = answerer.determination(asked, cases, on)
    if wanted == found.settled.outcome:
        others = tuple(one for one in outcomes if one != wanted)
        raise InputError("outcome", wanted, "is the answer", others)
    if found.settled.outcome == UNDETERMINED:
        raise InputError("outcome", wanted, "cannot be compared: the answer is undetermined")
    index = found.decisive[0]
    prover = answerer.prover(cases, found, index, on)
    lacking: tuple[Node, ...] = tuple(
        node
        for row in table.outcome
        if row.value == wanted and not prover.established(row.when)
        for node in prover.fails(row.when)
    )
    row = found.shown.verdicts[index].row
    before = () if lacking or row is None else tuple(prover.holds(row.when))
    return views.QuestionWhyNot(
        question=table.id,
        outcome=found.settled.outcome,
        asked=wanted,
        past=answerer.past(asked.on),
        lacking=lacking,
        before=before,
        records=answerer.records([*lacking, *before]),
        world=answerer.world.digest,
        rules=answerer.rulebase.digest,
    ).told_in(table.wording)


def changes(answerer: Answerer, asked: AskedQuestion) -> views.QuestionChanges:
    """Return what would change the answer: what is set to change, facts, other readings.

    Sets of facts or positions are the smallest, of one or two. A fact that the question itself
    says stays as it is.
    """
    cases, on = answerer.plain(asked), asked.on.toordinal()
    found = answerer.determination(asked, cases, on)
    search = _Search(answerer, asked, cases, found, on)
    facts: tuple[views.OutcomeChange, ...] = ()
    readings: tuple[views.OutcomeChange, ...] = ()
    note = ""
    try:
        facts, readings = tuple(search.facts()), tuple(search.readings())
    except TooManyUnknowns as error:
        note = str(error)
    ahead = () if asked.given.assumed else answerer.ahead(asked, cases, on)
    return views.QuestionChanges(
        question=answerer.table.id,
        outcome=found.settled.outcome,
        scheduled=ahead,
        facts=facts,
        readings=readings,
        note=note,
        world=answerer.world.digest,
        rules=answerer.rulebase.digest,
    ).told_in(answerer.table.wording)


_ORDER = [one.value for one in Changeability]


class _Search:
    """Everything that could be otherwise in the cases of one day."""

    def __init__(
        self,
        answerer: Answerer,
        asked: AskedQuestion,
        cases: NamedCases,
        found: JointDetermination,
        on: int,
    ) -> None:
        self._answerer = answerer
        self._rulebase = answerer.rulebase
        self._asked = asked
        self._cases = cases
        self._found = found
        self._on = on
        joint = cases.joint(answerer.inference, on)
        numbers: dict[Variable, int] = {}
        taken = tuple(1 << position for position in found.positions)
        issues = tuple(-1 - index for index in range(len(taken)))
        self._situation = AlternativeCase(
            tuple(truth + taken for truth in joint.truths),
            tuple(
                tuple(numbers.setdefault(one, len(numbers)) for one in variables) + issues
                for variables in joint.variables
            ),
            found.settled.outcome,
        )

    def facts(self) -> Iterator[views.OutcomeChange]:
        """Yield sets of facts that give another outcome, those that may rather change first."""
        others = list(self._others())
        found = self._searched([choice for *_, choice in others])
        tellable = [
            (tuple(self._told(*others[index][:3]) for index in one.choices), one) for one in found
        ]
        tellable.sort(key=lambda it: max(_ORDER.index(fact.changes) for fact in it[0]))
        for facts, one in tellable:
            yield self._change(facts, {}, [f"if {fact.says}" for fact in facts], one)

    def readings(self) -> Iterator[views.OutcomeChange]:
        """Yield sets of positions that give another outcome."""
        readings, choices = self._answerer.readings, []
        for index, issue in enumerate(self._rulebase.issues):
            choices += [
                (index, position)
                for position in readings.available(issue)
                if position != self._found.positions[index]
            ]
        for one in self._searched([Choice(-1 - index, it) for index, it in choices]):
            positions, says = {}, []
            for index, number in (choices[choice] for choice in one.choices):
                issue = self._rulebase.issues[index]
                position = issue.positions[number]
                held = STANDINGS.get(readings.standing(position).value, "")
                positions[issue.id] = position.id
                says.append(f"on the reading “{position.title}” ({held})")
            yield self._change((), positions, says, one)

    def _searched(self, choices: Sequence[Choice]) -> tuple[Alternative, ...]:
        if len(choices) > MOST_CHOICES:  # every two of them are tried
            told = f"{counted(len(choices), 'other value')} would have to be tried, two at a time"
            raise TooManyUnknowns(told)
        return self._answerer.inference.alternatives.of(self._situation, tuple(choices))

    def _others(self) -> Iterator[tuple[int, int, str, Choice]]:
        """Yield each fact that could have another value: case, fact, value and choice."""
        fixed = {*self._asked.given.asked, *self._asked.given.assumed}
        undetermined = self._situation.outcome == UNDETERMINED
        seen: set[int] = set()
        for case, masks in enumerate(self._situation.masks):
            for index, fact in enumerate(self._rulebase.facts):
                variable = self._situation.numbers[case][index]
                if variable in seen or fact.name in fixed:
                    continue
                seen.add(variable)
                changes_ = fact.changes is not Changeability.NEVER
                for number, value in enumerate(fact.values):
                    may_be = bool(masks[index] >> number & 1)
                    if masks[index] != 1 << number and (undetermined if may_be else changes_):
                        yield case, index, value, Choice(variable, number)

    def _told(self, case: int, index: int, value: str) -> views.FactChange:
        fact = self._rulebase.facts[index]
        holding = self._cases.timelines[case].holding(index, self._on)
        return views.FactChange(
            fact=fact.name,
            now=holding.value if holding.known else "unknown",
            then=value,
            says=self._cases.says(index, value, case),
            changes=fact.changes.value,
        )

    def _change(
        self,
        facts: tuple[views.FactChange, ...],
        positions: Mapping[str, str],
        says: Sequence[str],
        one: Alternative,
    ) -> views.OutcomeChange:
        wording = self._answerer.table.wording
        then = wording.label_of(one.outcome) if len(one.outcomes) == 1 else label(UNDETERMINED)
        return views.OutcomeChange(
            facts=facts,
            positions=dict(positions),
            outcome=one.outcome,
            says=sentence(f"{listing(list(says))}, the answer is: {then}"),
        )
