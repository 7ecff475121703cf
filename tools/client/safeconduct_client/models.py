"""What the service answers, as frozen models.

Written by tools/client/generate.py from the OpenAPI document; what is changed here is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A part of an answer; members that a newer service has besides are passed over."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", protected_namespaces=(), populate_by_name=True
    )


Actor: TypeAlias = Literal["state", "prosecutor", "victims", "defence"]
"""Who can do something about a warrant of the Court."""

Applied: TypeAlias = Literal["applied", "overcome", "unresolved", "not_applied"]
"""What a rule does on one side."""

Basis: TypeAlias = Literal["record", "no_record", "presumed", "asked", "assumed", "unknown"]
"""Why a fact is taken to hold."""

Concurrence: TypeAlias = Literal["agrees", "differs", "not_comparable"]
"""Whether an answer says what the court found."""

Conduct: TypeAlias = Literal["journeys", "arrests", "statements"]
"""What was done or said, as far as it is on record."""

Confidence: TypeAlias = Literal["high", "medium", "low"]
"""How sure the record is."""

EndKind: TypeAlias = Literal[
    "surrendered",
    "arrested",
    "terminated_by_death",
    "charges_not_confirmed",
    "vacated",
    "replaced",
    "withdrawn",
    "inadmissible",
]
"""Why a warrant or summons no longer calls for an arrest."""

JsonValue: TypeAlias = Any


Method: TypeAlias = Literal["proof", "exhaustive", "sampled"]
"""How a property was established."""

Outcome: TypeAlias = str
"""What the law, as recorded, says about an arrest; rules of one's own may say others.

Of these rules: `must_arrest`, `may_arrest`, `must_not_arrest`, `no_power`, `no_warrant_in_force`,
`undetermined`.
"""

Plausibility: TypeAlias = Literal[
    "open", "scheduled", "by_time", "by_act", "by_court", "rarely", "presumed", "contrary"
]
"""How a fact may be, or come to be, otherwise: the most plausible first."""

Premise: TypeAlias = Literal["person", "state", "situation", "office", "source_of_duty", "issue"]
"""A premise that a ruling may share with a case."""

ProofState: TypeAlias = Literal["holds", "fails", "not_established", "disagrees"]
"""What is known of a property."""

PublicBasis: TypeAlias = Literal["recorded", "event"]
"""Where the day on which a record became public comes from."""

QuestionKind: TypeAlias = Literal[
    "arrest",
    "duty",
    "map",
    "members",
    "timeline",
    "reception",
    "wanted",
    "practice",
    "upcoming",
    "itinerary",
    "belonging",
]
"""What is asked."""

SourceKind: TypeAlias = Literal["primary", "secondary", "general_knowledge"]
"""What a source is."""

VenueStanding: TypeAlias = Literal["no_duty", "undetermined", "duty"]
"""What a venue is for all guests together."""

Verdict: TypeAlias = Literal["agrees", "differs", "not_comparable"]
"""How an answer compares with a finding."""


class Absent(Model):
    """A conclusion that is not established, and what stood in its way.

    ``rebutted_by``: rules that applied against it; ``lacking``: for each rule that could have
    established it, the condition that fails.
    """

    not_established: str
    rebutted_by: tuple[Step, ...] = ()
    lacking: tuple[Lacking, ...] = ()


class Answer(Model):
    """What the service calls Answer."""

    headline: str
    """the answer in one sentence"""
    person: Named
    taken: str | None
    """the surname taken to mean the person, though others bear it; null: none was"""
    place: Named
    on: date
    """the day asked about; of a stay, its worst day"""
    until: date | None
    """the last day of a stay; null: one day was asked about"""
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    outcome: Outcome
    reason: str | None
    """why no warrant is in force; else null"""
    contested: bool | None
    """whether another current reading gives another outcome; null: unknown"""
    contested_by: tuple[ContraryReading, ...]
    """at most 3 of them"""
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    duty: str
    grounds: tuple[str, ...]
    """the sources of the duty, if there is one"""
    surrender: str
    execution: str
    """whether an arrest can be carried out there: `possible`: it can; `blocked`: by what the
    qualifications say, though duty or power stand; `impossible`: the person is dead, and the
    warrant is in force until ended by the Court; `none`: nothing is to be carried out;
    `unknown`: the law or the records do not settle it
    """
    happened: tuple[str, ...]
    """what is on record of the person there on these days: practice, not law"""
    ask: tuple[str, ...]
    """what is not on record and decides, to be found out"""
    valid: Validity | Days
    age: tuple[str, ...]
    """what is known to be missing, or known only up to an earlier day"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."
    links: Links
    turns_on: tuple[TurnsOn, ...] | None = None
    proof: tuple[Step | Ground | Absent | Reading | Clash, ...] | None = None
    qualifications: tuple[str, ...] | None = None
    qualified_by: tuple[Qualification, ...] | None = None
    assumptions: tuple[Assumption, ...] | None = None
    unknown: tuple[UnknownFact, ...] | None = None
    stale: tuple[Stale, ...] | None = None
    stay: Stay | None = None
    states: tuple[StateAnswer, ...] | None = None
    power: str | None = None
    national_law: tuple[str, ...] | None = None
    warrants: tuple[WarrantAnswer, ...] | None = None
    decisive: tuple[str, ...] | None = None
    national_execution: ExecutionLaw | None = None
    next_steps: tuple[NextAction, ...] | None = None
    practice: Practice | None = None
    precedents: tuple[Precedent, ...] | None = None
    confidence: Confidence | None = None
    weakest: tuple[str, ...] | None = None
    gaps: tuple[str, ...] | None = None
    reaches: Mapping[str, date] | None = None
    records: Mapping[str, RecordRef] | None = None
    changes: Changes | None = None


class AnswerBrief(Model):
    """What of an answer is compared; null where there was none."""

    outcome: str | None
    contested: bool | None
    grounds: tuple[str, ...] = ()


class AnswerPeriod(Model):
    """Days on which the answer stays the same, ``[since, until)``; ``until`` null: no end known.

    ``opened_by``: the records that changed on its first day; none for the first stretch.
    """

    since: date
    until: date | None
    outcome: Outcome
    reason: str | None
    contested: bool | None
    grounds: tuple[str, ...]
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    state: str
    """the State that answers; empty if there is none"""
    opened_by: tuple[RecordRef, ...]


class AnswerScored(Model):
    """What a question is answered with, and whether the court found the same.

    ``parts``: whether the parts on which the court spoke are as it found them.
    """

    outcome: str | None
    label: str
    verdict: Concurrence
    parts: Concurrence


class AnswerWording(Model):
    """What answers to one question say, by value; what has no words is told by its identifier.

    ``brief``: outcomes in two or three words, as on a map, in the order of its legend, of ``today``
    and of a day that is ``past``. ``blocks``, ``conditions``: labels within a headline. ``visit``:
    how the person is there and what for, by fact and value. ``parts``: what else an answer says, by
    part and value.
    """

    outcome: Mapping[str, OutcomeWording] | None = None
    instead: tuple[Instead, ...] = ()
    brief: Mapping[str, Mapping[str, str]] | None = None
    reason: Mapping[str, str] | None = None
    execution: Mapping[str, str] | None = None
    parts: Mapping[str, Mapping[str, str]] | None = None
    grounds: Mapping[str, str] | None = None
    qualifications: Mapping[str, str] | None = None
    blocks: Mapping[str, str] | None = None
    conditions: Mapping[str, str] | None = None
    about_the_answer: Mapping[str, str] | None = None
    exposure: Mapping[str, str] | None = None
    visit: Mapping[str, Mapping[str, str]] | None = None


class AsKnown(Model):
    """The same question from the records public on a day, with the positions of that day.

    ``unanswerable``: why there is no answer; then there are no replies and nothing to compare.
    """

    known_on: date
    replies: tuple[Reply, ...] = ()
    comparison: Comparison | None = None
    unanswerable: str = ""


class AskAnswer(Model):
    """The answer to a plain question: how it was understood, in words, and in full.

    Exactly one of the answers is there: ``assessment`` (with ``stretches`` if several days are
    asked about: then it is of the first day of the worst stretch), ``timeline``, ``map``,
    ``places`` (a list, also of a map over several days), ``reception``, ``wanted``, ``upcoming``,
    ``practice``, ``itinerary`` or ``belonging``.
    """

    question: str
    understood: Understanding
    says: str
    """the answer as one paragraph"""
    notes: tuple[str, ...]
    """what the answer leaves aside"""
    assessment: AssessmentDocument | None = None
    stretches: tuple[AnswerPeriod, ...] = ()
    timeline: History | None = None
    map: Atlas | None = None
    places: tuple[PlaceAnswer, ...] | None = None
    reception: Reception | None = None
    wanted: tuple[Wanted, ...] | None = None
    upcoming: tuple[Change, ...] | None = None
    practice: ConductOnRecord | None = None
    itinerary: Itinerary | None = None
    belonging: tuple[Belonging, ...] | None = None
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."


class AssessmentDocument(Model):
    """The answer to: could this person be arrested in this place on this day, and by what law?"""

    person: Named
    taken: str | None = None
    """the surname taken to mean the person, though others bear it; null: none was"""
    place: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    stay: Stay | None = None
    """if several days were asked about"""
    outcome: Outcome
    reason: str | None
    """why no warrant is in force; else null"""
    duty: str
    power: str
    surrender: str
    execution: str
    """whether an arrest can be carried out there: `possible`: it can; `blocked`: by what the
    qualifications say, though duty or power stand; `impossible`: the person is dead, and the
    warrant is in force until ended by the Court; `none`: nothing is to be carried out;
    `unknown`: the law or the records do not settle it
    """
    grounds: tuple[str, ...]
    """the sources of the duty, if there is one"""
    contested: bool | None
    """whether another current reading gives another outcome; null: unknown"""
    turns_on: tuple[TurnsOn, ...]
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    qualifications: tuple[str, ...]
    qualified_by: tuple[Qualification, ...]
    """the rules behind each label"""
    states: tuple[StateAnswer, ...]
    decisive: tuple[str, ...]
    """ids of the warrants that decide the outcome"""
    warrants: tuple[WarrantAnswer, ...]
    confidence: Confidence
    weakest: tuple[str, ...]
    """the least certain records relied on"""
    proof: tuple[Step | Ground | Absent | Reading | Clash, ...]
    practice: Practice
    precedents: tuple[Precedent, ...]
    """the rulings most like it, at most five"""
    national_law: tuple[str, ...]
    """laws of the State on cooperation"""
    national_execution: ExecutionLaw | None
    """how the State would carry out an arrest; null: not on record"""
    next_steps: tuple[NextAction, ...]
    """what can be done next, and by whom"""
    valid: Validity
    unknown: tuple[UnknownFact, ...]
    assumptions: tuple[Assumption, ...]
    stale: tuple[Stale, ...]
    """premises known only up to an earlier day"""
    gaps: tuple[str, ...]
    """what is known to be missing from the records"""
    reaches: Mapping[str, date]
    """to which day each kind of record reaches"""
    records: Mapping[str, RecordRef]
    """every record that the answer names, by the id by which it does"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."


class Assumption(Model):
    """Something taken to be so without a record that says it."""

    fact: str
    value: str
    says: str
    basis: Basis
    reason: str


class Atlas(Model):
    """What follows in every place, with counts by outcome and by source of the duty."""

    person: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    outcomes: Mapping[str, int]
    grounds: Mapping[str, int]
    contested: int
    """how many of the answers are contested"""
    uncontested: int
    """how many are not"""
    contest_not_known: int
    """in how many facts that are not on record decide whether they are"""
    places: tuple[Spot, ...]
    world: str
    rules: str


class Belonging(Model):
    """How a State stands to the Rome Statute or an organisation on the last day asked about."""

    state: Named
    status: Literal["member", "former", "outside"]
    records: tuple[RecordRef, ...]
    """what it did about it, the earliest first"""
    says: str


class CaseDecision(Model):
    """What follows in one of the cases that the answer joins; ``of``: what tells it apart."""

    of: Mapping[str, Named]
    outcome: str
    parts: Mapping[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]
    decides: bool
    proof: tuple[Step | Ground | Absent | Reading | Clash, ...]


class CellMistakeView(Model):
    """What is wrong with one cell of a screened row."""

    column: str | None
    value: str | None
    code: str
    message: str
    suggestions: tuple[str, ...]


class Certificate(Model):
    """What was shown of a rule base. ``state`` is the gravest of all parts.

    ``rules``, ``properties`` and ``world`` are the digests of the rules, of what is declared about
    them, and of the records they were checked against.
    """

    format: Literal[1] = 1
    made: date
    version: str
    python: str
    solver: str
    evaluators: tuple[str, ...]
    rules: str
    properties_digest: str
    world: str
    counts: EvidenceCounts
    state: ProofState
    seconds: float
    properties: tuple[PropertyView, ...]
    declared: tuple[DeclaredView, ...] = ()
    left_open: tuple[LeftOpenView, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    mutation: Mutation | None = None


class CertificateAnswer(Model):
    """The certificate of these rules; it says which records they were checked against."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    certificate: Certificate


class CertifiedSurvivor(Model):
    """A wrong change that nothing catches, and why; a plain text only says it.

    ``equivalent``: whether it is proved to change no answer (``None``: not decided).
    """

    id: str = ""
    says: str
    equivalent: bool | None = None
    why: str = ""


class Challenge(Model):
    """Something brought before the Court, a State or the Council that might hold a case back.

    ``warrants``: those it concerns; a challenge on a whole situation has ``situation`` instead.
    ``by``: the States that brought it, the accused, or the Court of its own motion; ``at``: the
    State asked, for a competing request. ``outcome``: ``pending`` until ``decided``. ``suspended``:
    whether the appeal suspended the decision; ``None``: nothing of the kind is on record (it does
    not of itself, art. 82(3)). ``postponed_from`` and ``postponed_until``: when a State could
    postpone the surrender on this ground, the second day excluded. ``competing``: how the other
    State's request stands to that of the Court, where it is known.
    """

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = "event"
    note: str = ""
    kind: Literal[
        "admissibility",
        "jurisdiction",
        "postponement",
        "competing_request",
        "deferral",
        "preliminary_deferral",
        "withdrawal_of_warrants",
    ]
    article: str
    warrants: tuple[str, ...]
    situation: str | None
    by: tuple[str, ...]
    at: str | None
    filed: str | None
    decided: str | None
    body: str
    outcome: Literal[
        "pending",
        "admissible",
        "inadmissible",
        "rejected",
        "granted",
        "not_adopted",
        "investigation_resumed",
        "extradited",
    ]
    document_number: str = ""
    appealed: str | None = None
    appeal_decided: str | None = None
    appeal_outcome: Literal["", "confirmed", "reversed", "amended", "inadmissible", "refused"] = ""
    appeal_document_number: str = ""
    suspended: bool | None = None
    postponed_from: str | None = None
    postponed_until: str | None = None
    competing: Literal[
        "",
        "party_same_conduct",
        "outsider_same_conduct",
        "outsider_same_conduct_treaty",
        "other_conduct",
        "other_conduct_treaty",
    ] = ""


class ChallengeDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    challenge: Challenge


class Challenges(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Challenge, ...]
    total: int
    limit: int
    offset: int


class Change(Model):
    """A scheduled change: on ``on`` outcome, sources of the duty or contest become others."""

    on: date
    person: Named
    place: Named
    before: Outcome
    after: Outcome
    contested_before: bool | None
    contested_after: bool | None
    grounds_before: tuple[str, ...]
    grounds_after: tuple[str, ...]
    caused_by: tuple[RecordRef, ...]


class ChangeSet(Model):
    """Facts that together would change the outcome; none of them would alone."""

    facts: tuple[ChangedFact, ...]
    outcome: Outcome
    outcomes: tuple[Outcome, ...]
    """more than one where facts that are not known would decide"""
    plausibility: Plausibility
    """that of the least plausible of the facts"""
    says: str
    """the whole as a sentence"""
    likewise: tuple[tuple[str, ...], ...]
    """other values of these facts, in their order, with the same outcome"""


class ChangedAnswer(Model):
    """An answer that another record gives; ``ruling``: of the docket, whose question it is."""

    person: str
    place: str
    on: date
    purpose: str
    ruling: str = ""
    before: AnswerBrief
    after: AnswerBrief


class ChangedFact(Model):
    """A fact that would be otherwise, and the records that make it what it is."""

    fact: str
    now: str
    """`unknown` where it is not known"""
    then: str
    says: str
    """the fact as it would be, as a clause"""
    plausibility: Plausibility
    scheduled: date | None
    """the day on which it is set to become so"""
    records: tuple[RecordRef, ...]
    follows: tuple[FollowingFact, ...]
    """what would be so along with it"""


class Changes(Model):
    """Everything that would change an answer."""

    person: Named
    place: Named
    on: date
    outcome: Outcome
    scheduled: tuple[AnswerPeriod, ...]
    """what is already set to change, in order"""
    facts: tuple[ChangeSet, ...]
    """every smallest set of one or two facts, the most plausible first"""
    readings: tuple[OtherReading, ...]
    """every smallest set of one or two positions, the best held first"""
    note: str = ""
    """why no facts or readings were looked for; or empty"""
    world: str
    rules: str


class CheckedChange(Model):
    """What a change would do, were it accepted."""

    action: Literal["add", "correct", "retract"]
    kind: str
    record_id: str
    record: Mapping[str, Any] | None
    before: Mapping[str, Any] | None
    world: str
    """the digest that all records would have"""
    impact: RecordImpact


class Clash(Model):
    """A conclusion for and against which rules apply, neither side overcoming the other."""

    unresolved: str
    supporting: tuple[Step, ...]
    opposing: tuple[Step, ...]


class Column(Model):
    """One thing compared: what follows from the finding, what the answer says, and why so."""

    verdict: Verdict
    expected: str
    got: str
    why: str = ""


class ComparableVisits(Model):
    """Earlier journeys on the ground like the one asked about: counted, never a rate.

    They began before the asked day, the law said the same on their own day (by the readings of the
    question), and the person held the same kind of office.
    """

    outcome: Outcome
    """what the law said on the day of each"""
    serving_head: bool
    """whether of serving heads of State or government"""
    visits: int
    persons: int
    """how many distinct persons are behind them"""
    not_arrested: int
    arrested: int
    """arrests, voluntary surrenders apart"""
    surrendered: int
    """voluntary surrenders"""
    listed: tuple[VisitRef, ...]
    """the latest of them"""
    unlisted: int
    """how many more there are"""
    says: str
    caveat: str
    """why the counts are no sample, from the counts"""


class Comparison(Model):
    """The three things compared; the outcome alone would not tell a right reason from luck."""

    outcome: Column
    ground: Column
    immunity: Column


class ConductOnRecord(Model):
    """What was done and said, from the record: practice, not law. The latest comes first."""

    journeys: tuple[VisitRef, ...] = ()
    records: Mapping[str, RecordRef] = Field(default_factory=dict[str, Any])
    """the journeys' records, by id"""
    custody: tuple[RecordRef, ...] = ()
    statements: tuple[RecordRef, ...] = ()
    note: str


class ContraryPosition(Model):
    """A position by which the answer would be another one."""

    issue: str
    position: str
    standing: str
    outcome: str


class ContraryReading(Model):
    """A reading that the Court or States hold today and that gives another outcome."""

    issue: str
    position: str
    standing: str
    outcome: Outcome


class Correction(Model):
    """A record that was wrong, and was corrected or taken out."""

    seq: int
    id: str
    at: str
    """when, UTC"""
    action: str
    """correct or retract"""
    kind: str
    record_id: str
    wrong: str
    """what was wrong"""
    since: date | None
    """since when, in these records; null: not known"""
    reason: str
    reported: bool
    """whether somebody reported it"""
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    impact: RecordImpact
    world: str
    """the digest of the records from then on"""


class Corrections(Model):
    """A page of the public log of corrections, the latest first."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Correction, ...]
    total: int
    limit: int
    offset: int


class CourtFinding(Model):
    """What the court found, in the words of the record."""

    obliged_to_arrest: str
    immunity: str
    ground: str
    referred_to: tuple[str, ...]


class Crossing(Model):
    """A stretch of a leg over one place, in kilometres from the start of the leg."""

    place: Named
    kilometres: float
    start_km: float
    end_km: float
    sea: bool
    """all of it is over water"""
    area: str
    """the place, or the disputed part of it"""
    controller: str | None
    """who holds a disputed area, as the records have it"""
    claimants: tuple[str, ...]
    on: date
    entered: str | None
    """by the times of a track; null: it has none"""
    minutes: float
    """by the times of a track, or at 850 km/h, an airliner's usual speed"""
    outcome: Outcome | None
    """null: no person was named"""
    if_landed: Outcome | None
    """what would follow after a landing there; null on the high seas as well"""


class Days(Model):
    """Days on which the answer stays the same, ``[since, until)``; ``None``: no such day."""

    since: date | None
    until: date | None


class DeclaredView(Model):
    """A declared change of facts that never has an effect; covered by *monotonicities*."""

    id: str
    says: str
    reason: str


class Defeated(Model):
    """A rule that applied but was overcome, and by which."""

    rule: str
    title: str
    cite: str
    by: tuple[str, ...]


class DifferingFact(Model):
    """A fact whose value is not the same on every side."""

    fact: str
    question: str
    warrant: str
    """id of the warrant it is about"""
    relied_on: bool
    """whether it stands in the proof of at least one answer"""
    sides: tuple[FactSide, ...]
    """in the order of the questions"""


class DifferingPosition(Model):
    """An issue on which the questions take, or turn on, different positions."""

    issue: str
    question: str
    turns_on: bool
    """whether the outcome turns on it on at least one side"""
    sides: tuple[PositionSide, ...]
    """in the order of the questions"""


class DifferingRule(Model):
    """A rule that does not do the same on every side."""

    rule: str
    title: str
    cite: str
    in_proof: bool
    """whether the proof of at least one answer names it"""
    sides: tuple[Applied, ...]
    """in the order of the questions"""


class Diversion(Model):
    """An airport near a leg, and what would follow after a landing there."""

    airport: str
    """its code"""
    name: str
    place: Named
    kilometres: float
    """how far from the line"""
    at_km: float
    """where on the line it is nearest, from the start of the leg"""
    outcome: Outcome | None
    """null: no person was named"""


class Docket(Model):
    """The engine scored against the record of court findings, under one profile."""

    profile: str
    total: int
    """how many rulings are on record, scored or not"""
    score: Score
    """with all records and the positions of today"""
    day_before: Score
    """as known on the day before each ruling"""
    baseline: Score
    """the trivial answer: bound by something, so must arrest; else may"""
    profiles: tuple[ProfileScore, ...]
    entries: tuple[DocketEntry, ...]
    not_scored: tuple[NotScored, ...]
    without_finding: tuple[WithoutFinding, ...]
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."


class DocketEntry(Model):
    """One ruling that can be scored."""

    ruling: str
    on: str
    body: str
    kind: str
    topic: str
    state: str
    question: str
    record: RecordRef
    finding: CourtFinding
    compliance: str
    """whether the State complied, as the court found"""
    duty: str
    """whether the State was bound, as the engine says today"""
    replies: tuple[Reply, ...]
    today: Comparison
    day_before: AsKnown
    made_the_reading: bool
    """whether the answer agrees on the day of the ruling but not on the day before"""
    baseline: Comparison
    agrees_under: tuple[str, ...]
    """the profiles under which nothing differs, with the positions of today"""


class EntryList(Model):
    """A page of the log of live records, the latest first; ``live``: whether there is one."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[LiveEntry, ...]
    total: int
    limit: int
    offset: int
    live: bool


class Evidence(Model):
    """What another tool looked at: everything there is, or a sample."""

    id: str
    statement: str
    method: Literal["exhaustive", "sampled"]
    cases: int
    state: ProofState
    note: str = ""


class EvidenceCounts(Model):
    """How large the rule base is."""

    rules: int
    facts: int
    constraints: int
    issues: int
    positions: int
    profiles: int


class ExecutionLaw(Model):
    """How the State's own law lets it carry out an arrest: information, no part of the law above.

    Empty texts: nothing is known. ``recalled``: what is from knowledge and was not read.
    """

    record: str
    state: str
    law: str
    sections: str
    begins: str
    """who must act first"""
    receives: str
    """who receives the request of the Court"""
    arrests: str
    needs: str
    """what comes before an arrest"""
    surrenders: str
    immunity_decided_by: str
    immunity_rule: str
    recalled: tuple[str, ...]
    """names of fields, or all"""


class Extension(Model):
    """Whether the Statute, for the responsible State, extends to a place in ``[start, until)``."""

    applies: Literal["yes", "no", "unknown"]
    start: date | None = None
    until: date | None = None


class FactChange(Model):
    """A fact that would be otherwise."""

    fact: str
    now: str
    """`unknown` where it is not known"""
    then: str
    says: str
    changes: str
    """how it may come to be so: by_time, by_act … never"""


class FactDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    fact: FactView


class FactDifference(Model):
    """A fact that the proofs of two answers rest on, and that is another one in each."""

    fact: str
    first: str | None
    """as a clause; null: the proof does not rest on it"""
    second: str | None


class FactSide(Model):
    """A fact on one side: its possible values (several: not known) and what they rest on."""

    values: tuple[str, ...]
    says: str
    basis: Basis
    reason: str = ""
    records: tuple[RecordRef, ...] = ()


class FactView(Model):
    """A fact of a case: its values, the question it answers, what absence of a record means."""

    id: str
    values: tuple[str, ...]
    meaning: str
    question: str
    without_record: str
    """the value taken without a record, or unknown"""
    reason: str
    """why that is taken"""
    says: Mapping[str, str]
    """each value as a clause"""


class Facts(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[FactView, ...]
    total: int
    limit: int
    offset: int


class FindingView(Model):
    """One thing that is not as a property says; ``example`` is a case in words, if there is one."""

    state: ProofState
    subject: str
    says: str
    example: str | None = None


class FollowingFact(Model):
    """A fact that would be otherwise along with another one."""

    fact: str
    value: str
    """`unknown` where it would not be known"""
    says: str
    records: tuple[RecordRef, ...]


class Ground(Model):
    """A fact at the leaf of a proof, with the ids of the records that make it so on that day."""

    fact: str
    value: str
    says: str
    basis: Basis
    reason: str = ""
    records: tuple[str, ...] = ()


class GuestAnswer(Model):
    """What follows for one guest; over several days that of the worst of them."""

    person: Named
    on: date
    """the day of the answer: of several the worst"""
    outcome: Outcome
    duty: str
    reason: str | None
    """why no warrant is in force; else null"""
    contested: bool | None
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    grounds: tuple[str, ...]
    """the sources of the duty, if there is one"""
    on_the_way: Mapping[str, Outcome]
    """what follows in the host itself for other ways of being there, by presence"""
    way_there: GuestWay | None = None
    """what lies between, if that was asked and both ends are on record"""


class GuestWay(Model):
    """What a guest would pass over, on the shortest line between two airports.

    ``start`` is that of the capital of his State, ``end`` that of the city of the meeting or of the
    capital of the place.
    """

    start: str
    end: str
    start_code: str
    end_code: str
    passed: tuple[PassedPlace, ...]


class Health(Model):
    """The process is alive."""

    status: Literal["alive"] = "alive"


class History(Model):
    """Every stretch for a person and a place since the Statute entered into force."""

    person: Named
    place: Named
    presence: str
    purpose: str
    profile: str
    stretches: tuple[AnswerPeriod, ...]
    world: str
    rules: str


class InputToldOf(Model):
    """One part of a question as it is put; ``values``: what may be chosen, if that is given."""

    name: str
    description: str
    required: bool
    many: bool
    """whether several may be given"""
    values: tuple[str, ...]


class Instead(Model):
    """A clause in place of an outcome's, of answers whose members are as in ``when``."""

    when: Mapping[str, str | tuple[str, ...]]
    today: str
    past: str


class IssueDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    issue: IssueView


class IssueTurned(Model):
    """An issue on which the outcome depends, with every position and its outcome."""

    issue: str
    question: str
    positions: tuple[PositionTaken, ...]
    given: Mapping[str, str]
    """positions on other issues without which this one does not matter"""


class IssueView(Model):
    """A question of law on which authorities differ."""

    id: str
    question: str
    positions: tuple[PositionView, ...]


class Issues(Model):
    """The issues with every position, and the profiles that choose among them."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[IssueView, ...]
    total: int
    limit: int
    offset: int
    profiles: tuple[ProfileView, ...]


class Itinerary(Model):
    """What would follow along a journey.

    ``points``: each place, day and manner once, the riskiest first: where an arrest can be carried
    out before where it cannot, by outcome (a duty to arrest, what is not settled, then the rest),
    what is not contested before what is, then in the order of the journey. What would follow after
    a landing on the way stands in the legs alone. Without a person there are no points, and the
    places are told alone.
    """

    person: Named | None
    profile: str
    known_on: date | None
    state_aircraft: bool
    kilometres: float
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    points: tuple[PointAnswer, ...]
    severity: tuple[str, ...]
    """the outcomes, the worst first"""
    limits: tuple[str, ...]
    """what the method cannot tell"""
    airspace: str
    """what the outlines were made from, and when"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."


class Labelled(Model):
    """A label beside the outcome, told in a sentence, with the rules that add it."""

    qualification: str
    says: str
    proof: tuple[Step | Ground | Absent | Reading | Clash, ...]


class Lacking(Model):
    """A rule that does not apply, and what it lacks."""

    rule: str
    title: str
    cite: str
    fails: tuple[Step | Ground | Absent | Reading | Clash, ...]


class LeftOpenView(Model):
    """What the rules leave open on purpose."""

    id: str
    when: str
    conclusions: tuple[str, ...]
    reason: str


class Leg(Model):
    """From one stop to the next. ``line`` has degrees east and north."""

    start: str
    end: str
    on: date
    kilometres: float
    given: bool
    """a track was given; else it is the shortest line, not a route"""
    around: WayAround | None
    """how it was led around places; null: it was not"""
    crossings: tuple[Crossing, ...]
    diversions: tuple[Diversion, ...]
    """empty: none were asked for"""
    line: tuple[tuple[float, float], ...]


class Links(Model):
    """Where more of an answer is, relative to the service."""

    whole: str | None
    """the whole answer; null where something is supposed"""


class LiveEntry(Model):
    """A change of the records as it is kept; entries are never changed.

    ``before`` is the record that it took the place of. ``base``: the digest of the packaged records
    below all entries, ``world`` of all records from then on. ``hash`` covers the entry and, by
    ``previous``, all entries before it.
    """

    seq: int
    id: str
    """UUID, version 7"""
    at: str
    """when it was accepted, UTC"""
    who: str
    """the id of the key with which it was written"""
    action: Literal["add", "correct", "retract"]
    kind: str
    record_id: str
    record: Mapping[str, Any] | None
    before: Mapping[str, Any] | None
    sources: tuple[Mapping[str, Any], ...]
    reason: str
    wrong: str
    since: date | None
    report: str
    impact: RecordImpact
    base: str
    world: str
    version: str
    """that of safeconduct"""
    previous: str
    hash: str


class MapRow(Model):
    """What follows for one record in place of an input."""

    id: str
    name: str
    outcome: str
    contested: bool | None
    grounds: tuple[str, ...]


class Mistake(Model):
    """One value that cannot be used."""

    field: str
    """the parameter"""
    code: str
    """kind of mistake"""
    value: str | None
    """what was given; null: nothing"""
    message: str
    allowed: tuple[str, ...] = ()
    """what would be valid"""
    suggestions: tuple[Near, ...] = ()
    """near names, best first"""


class MistakeReport(Model):
    """A mistake that somebody reported; it is public when an entry answers it."""

    id: str
    at: str
    about: str
    """what it is about: a page, a record"""
    text: str
    source: str
    """where it can be looked up, if that was said"""
    entry: int | None
    """the entry that answers it"""


class Mutation(Model):
    """How many wrong changes of the rules are caught by cases, docket and properties.

    ``equivalent``: how many of those not caught are proved to change no answer. What else a report
    of mutants says is left out.
    """

    caught: int
    total: int
    equivalent: int = 0
    survivors: tuple[CertifiedSurvivor, ...] = ()


class Named(Model):
    """A person, place or State: id and name."""

    id: str
    name: str


class Near(Model):
    """A known name offered for one that is not known."""

    id: str
    name: str
    score: float
    """likeness, 0 to 100"""
    why: str = ""


class NextAction(Model):
    """What an actor can or must do where an answer is like this one."""

    record: str
    actor: Actor
    stage: str
    """before the day is over, after it, or any"""
    says: str
    provision: str
    deadline: str
    """by when; empty: the provision sets none"""
    recalled: bool
    """whether the provision is from knowledge"""


class NotScored(Model):
    """A ruling that cannot be scored, and why."""

    ruling: str
    on: str
    body: str
    topic: str
    why: str
    record: RecordRef


class OpenFact(Model):
    """A fact that is not known and decides the answer, with what to ask."""

    fact: str
    question: str
    why: str
    outcomes: Mapping[str, tuple[str, ...]]
    """for each value it may have the outcomes that remain possible"""


class OtherPosition(Model):
    """A position on an issue that is not the one followed."""

    issue: str
    question: str
    position: str
    title: str
    standing: str
    holders: tuple[str, ...]
    published: str
    """ISO day, month or year"""


class OtherReading(Model):
    """Positions that together would change the outcome; none of them would alone."""

    positions: tuple[OtherPosition, ...]
    outcome: Outcome
    outcomes: tuple[Outcome, ...]
    """more than one where facts that are not known would decide"""
    says: str
    """the whole as a sentence"""


class OutcomeChange(Model):
    """The smallest set of facts, or of positions by issue, that gives another outcome."""

    facts: tuple[FactChange, ...]
    positions: Mapping[str, str]
    outcome: str
    says: str


class OutcomePeriod(Model):
    """Days on which the answer stays the same, ``[since, until)``; null: no such day on record."""

    since: date | None
    until: date | None
    outcome: str
    contested: bool | None
    parts: Mapping[str, str]
    grounds: tuple[str, ...]
    opened_by: tuple[RecordRef, ...]
    """the records that changed on its first day"""


class OutcomeWording(Model):
    """An outcome as a label, and as a clause with ``{host}`` and ``{person}``.

    ``today``: of today or a day to come; ``past``: of a day that is over; ``supposed``: of such a
    day, if something had been otherwise.
    """

    label: str
    today: str
    past: str
    supposed: str


class PassedPlace(Model):
    """A place on the way of a guest; what follows in its airspace, and after a landing there.

    On the high seas nobody lands.
    """

    place: Named
    kilometres: float
    outcome: Outcome
    if_landed: Outcome | None


class Period(Model):
    """A State and the days on which it stands in that role; ``None``: without known limit."""

    state: str
    start: date | None = None
    until: date | None = None


class Person(Model):
    """Somebody publicly named in a warrant or summons of the Court.

    ``died``: ``None`` means not known to have died. ``died_public_on``: the day the death became
    public or, where the Court doubted it, the day on which the Court took it as proved; ``None``:
    that very day. ``born``: ``None`` means not known. ``aliases`` mean nobody else of note, so that
    they resolve anywhere. ``usual_aliases``: what the press calls this person, though others bear
    that name (a surname, as a rule); they resolve in a single question, and the answer says so.
    ``weak_aliases`` only ever suggest: a common surname, a kunya, a fragment of two words. The name
    itself is as strong as an alias, unless it is repeated among the usual ones.
    """

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = "event"
    note: str = ""
    name: str
    aliases: tuple[str, ...]
    usual_aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    nationality: tuple[str, ...]
    born: str | None
    died: str | None
    died_public_on: date | None = None
    wikidata: str | None
    status: Literal["at_large", "in_custody", "convicted_serving", "released", "closed", "deceased"]
    status_as_of: date


class PersonDetail(Model):
    """A person with everything on record, each record told in a sentence with its sources."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    person: Person
    says: RecordRef
    warrants: tuple[RecordRef, ...]
    offices: tuple[RecordRef, ...]
    custody: tuple[RecordRef, ...]
    visits: tuple[RecordRef, ...]


class Persons(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Person, ...]
    total: int
    limit: int
    offset: int


class Place(Model):
    """Where a person may be.

    ``responsible``: whose territory it is in international law, as UN practice sees it; empty for
    the high seas or Antarctica. ``controllers``: who holds it in fact, where that differs.
    ``statute``: exceptions to the rule that a party's whole territory is covered (VCLT, art. 29).
    """

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = "event"
    note: str = ""
    name: str
    kind: Literal["state", "territory", "disputed", "base", "international"]
    alpha2: str | None = None
    alpha3: str | None = None
    responsible: tuple[Period, ...] = ()
    controllers: tuple[Period, ...] = ()
    claimants: tuple[str, ...] = ()
    statute: tuple[Extension, ...] = ()


class PlaceAnswer(Model):
    """What follows for one member; over several days the worst, with how often it changes."""

    place: Named
    outcome: Outcome
    """the worst of the days asked about"""
    reason: str | None
    contested: bool | None
    grounds: tuple[str, ...]
    since: date
    """the first day with that outcome"""
    changes: int
    """how often the answer changes within the days"""


class PlaceDetail(Model):
    """A place, and what the States responsible for it or in control of it did about the Court."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    place: Place
    says: RecordRef
    states: tuple[Named, ...]
    treaty_actions: tuple[RecordRef, ...]
    declarations: tuple[RecordRef, ...]
    agreements: tuple[RecordRef, ...]


class Places(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Place, ...]
    total: int
    limit: int
    offset: int


class PointAnswer(Model):
    """What would follow at one place on one day, however often the itinerary meets it."""

    place: Named
    on: date
    presence: str
    purpose: str
    outcome: Outcome
    contested: bool | None
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    duty: str
    reason: str | None
    grounds: tuple[str, ...]
    execution: str
    headline: str
    at: tuple[str, ...]


class PositionOutcome(Model):
    """The outcome if this position on an issue were taken."""

    position: str
    title: str
    standing: str
    holders: tuple[str, ...]
    outcome: Outcome
    chosen: bool


class PositionSide(Model):
    """The position taken on one side."""

    position: str
    title: str
    standing: str
    outcomes: Mapping[str, Outcome]
    """the outcome of each position on this side; empty if nothing turns on it"""


class PositionTaken(Model):
    """The outcome if this position on an issue were taken."""

    position: str
    title: str
    standing: str
    holders: tuple[str, ...]
    outcome: str
    chosen: bool


class PositionView(Model):
    """One published answer to an issue."""

    id: str
    title: str
    says: str
    holders: tuple[str, ...]
    sources: tuple[str, ...]
    published: str
    standing: str
    court: tuple[tuple[str, str | None], ...]
    """from when until when it was the Court's case law; null: today"""
    rulings: tuple[str, ...]
    """the rulings on record on which it rests, by id"""


class Practice(Model):
    """What happened, apart from the law: recorded visits and what the government said.

    ``visits``: the person's to this State; ``stances``: in force on the day, the latest per body;
    ``comparable`` null: no presence on the ground, no warrant in force, or no known office.
    """

    visits: tuple[VisitRef, ...] = ()
    stances: tuple[str, ...] = ()
    note: str = ""
    comparable: ComparableVisits | None = None


class Precedent(Model):
    """A ruling like the case asked about: what it decided, and which premises are shared."""

    record: str
    on: date
    """the day of the ruling; the first day if known only roughly"""
    decided: str
    shared: tuple[SharedPremise, ...]
    later: bool
    """whether it was given after the asked day"""


class Problem(Model):
    """A problem document, RFC 9457; ``type`` is the address of a page with cause and fix."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[Mistake, ...] = ()
    """every mistake that was found"""


class ProfileScore(Model):
    """How one profile does: which school explains which decisions."""

    profile: str
    title: str
    score: Score
    explains: tuple[str, ...]
    """the rulings with which nothing differs"""
    differs: tuple[str, ...]
    """the rulings with another outcome"""


class ProfileView(Model):
    """One position per issue; ``own`` are the choices that are not inherited."""

    id: str
    title: str
    inherits: str | None
    choices: Mapping[str, str]
    own: tuple[str, ...]


class PropertyView(Model):
    """A property and what is known of it. ``claims``: the single things that were looked at."""

    id: str
    statement: str
    method: Method
    state: ProofState
    claims: int
    seconds: float
    findings: tuple[FindingView, ...] = ()
    waived: tuple[WaivedView, ...] = ()


class Qualification(Model):
    """A label beside the outcome, with the rules that add it."""

    qualification: str
    proof: tuple[Step | Ground | Absent | Reading | Clash, ...]


class QuestionAnswer(Model):
    """The answer to a question, with its proof and sources, and the contrary readings."""

    question: str
    """the id of the question"""
    title: str
    headline: str
    """the answer in one sentence"""
    inputs: Mapping[str, tuple[Named, ...]]
    """what was asked, by input"""
    on: date
    """the day on which facts are taken; of a span, the one answered for"""
    until: date | None
    """the last day of a span; null: one day was asked about"""
    past: bool
    """whether the day is over"""
    known_on: date | None
    profile: str
    positions: Mapping[str, str]
    """readings chosen instead of the profile's"""
    outcome: str
    contested: bool | None
    """whether another current reading gives another outcome; null: unknown"""
    parts: Mapping[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[Labelled, ...]
    exposure: str | None
    turns_on: tuple[IssueTurned, ...]
    unknown: tuple[OpenFact, ...]
    """what is not known and decides"""
    unsettled: tuple[UnsettledPoint, ...]
    """rules that stand against each other, so that no fact settles the answer"""
    assumptions: tuple[Assumption, ...]
    cases: tuple[CaseDecision, ...]
    valid: OutcomePeriod
    """the days on which the answer stays the same"""
    steps: tuple[OutcomePeriod, ...]
    """of a span: what follows within it"""
    records: Mapping[str, RecordRef]
    """every record named above, by its id"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."


class QuestionChanges(Model):
    """What would change an answer."""

    question: str
    outcome: str
    scheduled: tuple[OutcomePeriod, ...]
    facts: tuple[OutcomeChange, ...]
    readings: tuple[OutcomeChange, ...]
    note: str
    """why nothing was looked for; or empty"""
    world: str
    rules: str


class QuestionComparison(Model):
    """Two answers to one question, and everything in which they differ."""

    question: str
    first: QuestionAnswer
    second: QuestionAnswer
    differs: tuple[str, ...]
    """the members in which the answers differ"""
    facts: tuple[FactDifference, ...]


class QuestionDocket(Model):
    """A question scored against the record of court findings."""

    question: str
    profile: str
    entries: tuple[RulingScored, ...]
    agrees: int
    """how many answers with all records agree in the outcome"""
    parts_agree: int
    agrees_before: int
    """the same as known on the day before each decision"""
    compared: int
    compared_before: int
    world: str
    rules: str


class QuestionHistory(Model):
    """Every change of an answer over time; ``periods`` follow one another without gaps."""

    question: str
    inputs: Mapping[str, tuple[Named, ...]]
    profile: str
    periods: tuple[OutcomePeriod, ...]
    world: str
    rules: str


class QuestionList(Model):
    """Every question that can be asked."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    total: int
    items: tuple[QuestionToldOf, ...]


class QuestionMap(Model):
    """What follows for everything that an input may be, the rest of the question the same."""

    question: str
    over: str
    inputs: Mapping[str, tuple[Named, ...]]
    on: date
    profile: str
    rows: tuple[MapRow, ...]
    world: str
    rules: str


class QuestionSummary(Model):
    """The answer to a question in short; `QuestionAnswer` is the whole."""

    question: str
    headline: str
    """the answer in one sentence"""
    inputs: Mapping[str, tuple[Named, ...]]
    on: date
    until: date | None
    known_on: date | None
    profile: str
    positions: Mapping[str, str]
    outcome: str
    contested: bool | None
    contested_by: tuple[ContraryPosition, ...]
    """at most three of them"""
    parts: Mapping[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]
    exposure: str | None
    ask: tuple[str, ...]
    """what is not known and decides, to be found out"""
    unsettled: tuple[str, ...]
    """why no fact settles it: rules that stand against each other"""
    since: date | None
    """since when the answer is the same; null: always"""
    to: date | None
    """the day from which it is another one; null: none known"""
    world: str
    rules: str
    disclaimer: str


class QuestionToldOf(Model):
    """A question that can be asked, and how it is put."""

    id: str
    title: str
    address: str
    """where it is asked"""
    inputs: tuple[InputToldOf, ...]
    outcomes: Mapping[str, str]
    """every outcome, with its label"""
    profiles: Mapping[str, str]
    """readings of the law to follow, with their titles"""
    rules: str
    """digest of its rule base"""


class QuestionWhyNot(Model):
    """What stands between an answer and another outcome."""

    question: str
    outcome: str
    asked: str
    past: bool
    lacking: tuple[Step | Ground | Absent | Reading | Clash, ...]
    """what would have to hold for that outcome"""
    before: tuple[Step | Ground | Absent | Reading | Clash, ...]
    """what holds and decides first, if that is why"""
    records: Mapping[str, RecordRef]
    world: str
    rules: str


class Reach(Model):
    """To which day one kind of record reaches."""

    kind: str
    until: date
    note: str = ""


class Reading(Model):
    """The position taken on an issue."""

    issue: str
    position: str
    title: str
    holders: tuple[str, ...]
    standing: str


class Ready(Model):
    """The engine is loaded: what answers, from what, reaching to which day."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    status: Literal["ready"] = "ready"
    version: str
    python: str
    evaluators: tuple[str, ...]
    """the two evaluators that derive every answer and must agree"""
    evaluators_note: str | None
    """where durable-rules is not one of them: why, and how to get it"""
    records: Mapping[str, int]
    """how many records of each kind"""
    rule_count: int
    reaches: Mapping[str, date]
    """to which day each kind of record reaches"""
    bundle: ReadyBundle | None = None
    """if records and rules are those of a signed bundle"""


class ReadyBundle(Model):
    """The signed bundle of records and rules that is in use."""

    digest: str
    """SHA-256 of the file"""
    key: str
    """the key that signed it"""
    refused: str | None
    """why the file that lies there now is not in use, if it is another"""


class Reception(Model):
    """Whom of the persons who are publicly wanted a place could not receive, the worst first."""

    presence: str
    purpose: str
    profile: str
    known_on: date | None
    projected: bool
    """whether a day asked about lies after the records end"""
    criterion: str
    """how they are ranked"""
    not_listed: tuple[RecordRef, ...]
    """warrants of which it is known that the records lack them"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."
    place: Named
    on: date
    until: date
    """the last day"""
    outcomes: Mapping[str, int]
    guests: tuple[GuestAnswer, ...]


class RecordImpact(Model):
    """Which answers a change of records changes.

    Asked are the questions of the docket and, about everybody in every place, today's: as many as
    the time allows, those first whom the record names.
    """

    asked: int
    """how many questions were put"""
    possible: int
    """how many there are to put"""
    changed: int
    """how many of the answers changed"""
    docket: int
    """how many of these are of the docket"""
    outcomes: Mapping[str, int]
    """how often which outcome became which"""
    examples: tuple[ChangedAnswer, ...]


class RecordRef(Model):
    """A record an answer rests on, told in one sentence, with its sources."""

    id: str
    kind: str
    says: str
    confidence: Confidence
    public_on: date
    sources: tuple[SourceRef, ...]


class Reply(Model):
    """What the engine answers on one case."""

    case: RulingCase
    says: str
    outcome: Outcome
    reason: str | None
    duty: str
    grounds: tuple[str, ...]
    contested: bool | None
    immunity: str
    """whether immunity stands in the way: no_bar, bar, not_raised, unresolved"""
    immunity_rules: tuple[str, ...]
    """the rules that decide on immunity"""


class ReportList(Model):
    """A page of the reports, the latest first."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[MistakeReport, ...]
    total: int
    limit: int
    offset: int


class ReportReceipt(Model):
    """A report that was taken; it is read before anything of it is shown."""

    id: str
    at: str


class Request(Model):
    """A request of the Court on a warrant, or the knowledge that none went out.

    ``to``: a State, or a group of States. ``kind``: for arrest and surrender (``full``), for
    provisional arrest, or for something else; ``none_sent``: none had gone to the addressee by
    ``in_force_by``. ``sent``: the day it went out, ``None``: not known. ``in_force_by``: the day on
    which it must have been there, because of an arrest or surrender, or because a source tells of
    it; ``None`` with ``sent`` empty: a day is not known. ``instructed``: for ``none_sent``, what
    the Court told its Registrar to ask for when there is occasion. ``basis``: a source tells it, it
    follows from an arrest, surrender or decision, or it is recalled.
    """

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = "event"
    note: str = ""
    warrant: str
    to: str
    kind: Literal["full", "provisional", "none_sent", "transit", "freeze", "cooperation"]
    sent: str | None
    in_force_by: str | None
    basis: Literal["sourced", "inferred", "recalled"]
    instructed: Literal["", "full", "provisional"] = ""
    document_number: str = ""


class RequestDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    request: Request


class Requests(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Request, ...]
    total: int
    limit: int
    offset: int


class RowError(Model):
    """Why a row has no answer."""

    line: int
    """which row of an array it is, or which line"""
    text: str | None = None
    """the line, where it was no object"""
    mistakes: tuple[CellMistakeView, ...]


class RuleDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    rule: RuleView


class RuleView(Model):
    """A rule as it is written: *if* the condition holds *then* (not) the conclusion."""

    id: str
    title: str
    cite: str
    url: str
    says: str
    kind: str
    if_: JsonValue = Field(..., alias="if")
    """all, any, not, or the name of an atom"""
    then: str
    defeats: tuple[str, ...]
    file: str
    line: int


class Rules(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[RuleView, ...]
    total: int
    limit: int
    offset: int


class RulingCase(Model):
    """What a ruling was about, as a question to the engine."""

    person: Named
    place: Named
    on: date
    purpose: str
    assumed: Mapping[str, str]
    """what is supposed beside the question: nothing, as for a user who asks"""


class RulingScored(Model):
    """A decision with one question that it answered, with all records and as known before it."""

    ruling: RecordRef
    asked: Mapping[str, tuple[Named, ...]]
    found: tuple[str, ...]
    """the outcomes that fit what the court found"""
    found_parts: Mapping[str, str]
    today: AnswerScored
    day_before: AnswerScored


class Score(Model):
    """The three columns counted."""

    outcome: Tally
    ground: Tally
    immunity: Tally


class ScreenedRow(Model):
    """A row as it was sent, with the columns of its answer, or with the reason for none."""

    model_config = ConfigDict(extra="allow")

    outcome: str | None = None
    exposure: str | None = None
    contested: bool | None = None
    """null: unknown facts decide"""
    reason: str | None = None
    duty: str | None = None
    power: str | None = None
    surrender: str | None = None
    execution: str | None = None
    grounds: str | None = None
    """with semicolons between them"""
    projected: bool | None = None
    """whether the day lies beyond the records"""
    error: RowError | None = None


class SharedPremise(Model):
    """A premise that a ruling shares with the case asked about."""

    premise: Premise
    says: str


class Side(Model):
    """One of the questions and what is answered."""

    label: str
    """what sets this question apart from the first"""
    place: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    assume: Mapping[str, str]
    """facts supposed, by name"""
    positions: Mapping[str, str]
    """positions chosen, by issue"""
    outcome: Outcome
    reason: str | None
    duty: str
    power: str
    surrender: str
    execution: str
    grounds: tuple[str, ...]
    contested: bool | None
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    qualifications: tuple[str, ...]
    says: str
    """the answer as one sentence"""


class Source(Model):
    """A document a record rests on; ``read_through`` names the copy it was read in."""

    id: str
    title: str
    kind: SourceKind
    url: str | None = None
    read_through: str = ""


class SourceDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    source: Source


class SourceRef(Model):
    """A source behind a record."""

    id: str
    title: str
    kind: str
    url: str | None = None


class Sources(Model):
    """Documents that the records rest on, and to which day each kind of record reaches."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Source, ...]
    total: int
    limit: int
    offset: int
    reaches: Mapping[str, date]
    reach: tuple[Reach, ...]
    """the same, with a word on what is missing"""


class Spot(Model):
    """What follows in one place."""

    place: Named
    code: str | None
    """ISO 3166-1 alpha-3, if the place has one"""
    outcome: Outcome
    reason: str | None
    contested: bool | None
    exposure: str
    """the travel-risk grade, in law only, no prediction: `severe`: a duty to arrest that no reading
    held today by the Court or by States denies; `high`: a duty to arrest, but a reading held
    today denies it, or facts not on record decide; `blocked`: an arrest that cannot be carried
    out there, whether it is owed or allowed; `discretionary`: no duty to arrest, national law
    decides; `shielded`: an arrest is barred by law, or nobody there has the power; `unclear`:
    the law or the records do not settle whether there is a duty; `none`: no warrant calls for an
    arrest there on that day
    """
    grounds: tuple[str, ...]


class Stale(Model):
    """Something the answer rests on that was last checked before the asked day."""

    fact: str
    kind: str
    reaches: date
    record: str | None = None
    bears_on: Literal["outcome", "contest", "proof"]
    status: Literal["known", "scheduled", "unknown", "limited"]
    clause: str
    says: str


class StateAnswer(Model):
    """What follows for one State that has a role at the place."""

    state: str
    name: str
    role: Literal["territorial", "controller", "none"]
    outcome: Outcome
    duty: str
    grounds: tuple[str, ...]


class Stay(Model):
    """A stay of several days; the answer beside it is that of ``worst``, its worst day."""

    since: date
    until: date
    """the last day"""
    worst: date
    steps: tuple[StayStep, ...]


class StayStep(Model):
    """Days of a stay on which the answer is the same, ``[since, until)``."""

    since: date
    until: date
    outcome: Outcome
    contested: bool | None
    grounds: tuple[str, ...]
    opened_by: tuple[str, ...]
    """what changed on the first of them, by id"""


class Step(Model):
    """One rule in a proof: what it concludes, by what law, because of what, against what.

    ``defeated`` are rules that applied the other way and were overcome by this one or its allies;
    ``held_off`` are rules that would stand against it, but rest on something that was overcome.
    """

    conclusion: str
    rule: str
    title: str
    cite: str
    url: str = ""
    says: str = ""
    because: tuple[Step | Ground | Absent | Reading | Clash, ...] = ()
    defeated: tuple[Defeated, ...] = ()
    held_off: tuple[Lacking, ...] = ()


class Stop(Model):
    """Where the journey begins, halts or ends. Coordinates are degrees in WGS 84."""

    name: str
    """the airport, or the place where none was named"""
    airport: str | None
    """its code; null: a place or a position was given"""
    place: Named
    longitude: float
    latitude: float
    on: date
    presence: str
    purpose: str
    outcome: Outcome | None
    """null: no person was named"""


class Summit(Model):
    """A meeting of leaders; `public_on` is the day on which its host was announced.

    ``place``: that of the host. ``starts`` and ``ends``: inclusive, as imprecise as they were
    announced; ``ends`` ``None``: on a day that ``starts`` may mean. ``online``: nobody had to
    travel. ``days_public_on``: when the days became public, ``None``: with the host.
    """

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = "event"
    note: str = ""
    organisation: str
    name: str
    place: str
    city: str
    starts: str
    ends: str | None
    online: bool
    days_public_on: date | None = None


class SummitDetail(Model):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    summit: Summit


class Summits(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Summit, ...]
    total: int
    limit: int
    offset: int


class Taken(Model):
    """Words of the question and what they were taken for."""

    words: str
    role: str
    value: str


class Tally(Model):
    """How many rulings agree, differ, or cannot be compared in one column."""

    agrees: int
    differs: int
    not_comparable: int


class TravelRiskComparison(Model):
    """The same question put several times, with the premises on which the answers differ."""

    person: Named
    sides: tuple[Side, ...]
    same_outcome: bool
    says: str
    differing_facts: tuple[DifferingFact, ...]
    """those relied on first"""
    differing_rules: tuple[DifferingRule, ...]
    """those a proof names first"""
    differing_positions: tuple[DifferingPosition, ...]
    """issues on which the outcome turns first"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."


class TurnsOn(Model):
    """An issue on which the outcome depends, with every position and its outcome."""

    issue: str
    question: str
    positions: tuple[PositionOutcome, ...]
    given: Mapping[str, str] = Field(default_factory=dict[str, Any])
    """positions on other issues without which this one does not matter"""


class Understanding(Model):
    """How a question was read. ``since`` and ``until`` are its first and last day, inclusive."""

    kind: QuestionKind
    person: Named | None
    place: Named | None
    organisation: str | None
    membership: str = "member"
    """the kind of membership asked about"""
    parties: bool = False
    """only the parties to the Rome Statute among those"""
    region: str | None = None
    """a region of UN M49; several are joined by `|`"""
    nationals: Named | None = None
    """only nationals of this State"""
    conduct: Conduct | None = None
    """what of practice is asked about"""
    journey: str | None = None
    """id of the journey on record that is meant, as no day of the past was given"""
    since: date
    until: date
    day_given: bool
    """false: nothing was said, so it is about today"""
    presence: str
    purpose: str
    way: tuple[str, ...] = ()
    """codes of the airports of a flight, in order"""
    avoiding: Literal["members", "duties"] | None = None
    """what the flight is to avoid"""
    safe: bool
    """asked for safety instead of danger"""
    taken: tuple[Taken, ...]
    """words and what they were taken for"""
    ignored: tuple[str, ...]
    """words with content that had no part in it"""
    belongs: tuple[Literal["member", "former", "outside"], ...] = ()
    """of a list of States which are asked for: those that stand so"""


class UnknownFact(Model):
    """A fact that is not in the record and decides the answer, with what to ask."""

    fact: str
    question: str
    why: str
    values: tuple[str, ...]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    contested: Mapping[str, bool | None]


class UnsettledPoint(Model):
    """Rules that stand against each other: no fact settles which of them holds.

    ``supporting`` and ``opposing``: the ids of the rules for a conclusion, and against it.
    """

    conclusion: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    says: str


class Upcoming(Model):
    """What is scheduled to change after a day, the earliest first."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    after: date
    total: int
    items: tuple[Change, ...]


class Validity(Model):
    """The days on which the answer stays the same, ``[since, until)``, as scheduled today.

    ``None``: no such day within the record. The ids are of what opens and closes the step.
    """

    since: date | None
    until: date | None
    opened_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()


class Venue(Model):
    """A candidate place with what follows there for each guest."""

    rank: int
    """venues that are alike share one"""
    standing: VenueStanding
    place: Named
    code: str | None
    """ISO 3166-1 alpha-3, if the place has one"""
    on: date
    until: date
    """the last day"""
    exact: bool
    """false: the meeting is on some of these days, not known which"""
    online: bool
    """whether the meeting was held without a journey"""
    projected: bool
    """whether the last day lies after the records end"""
    must_arrest: int
    """how many guests must be arrested"""
    undetermined: int
    """of how many guests that is not settled"""
    contested: int
    """of how many guests another reading gives another outcome"""
    contest_not_known: int
    guests: tuple[GuestAnswer, ...]
    because_of: tuple[str, ...]
    """what makes it a candidate, by id of record"""


class Venues(Model):
    """Which of several places could receive all guests without a duty to arrest, ranked."""

    presence: str
    purpose: str
    profile: str
    known_on: date | None
    projected: bool
    """whether a day asked about lies after the records end"""
    criterion: str
    """how they are ranked"""
    not_listed: tuple[RecordRef, ...]
    """warrants of which it is known that the records lack them"""
    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    disclaimer: str = "A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice, and no prediction of what a State will do."
    guests: tuple[Named, ...]
    organisation: str | None
    on: date | None
    """the first day; null: each meeting has days of its own"""
    until: date | None
    """the last day"""
    standings: Mapping[str, int]
    """how many venues there are of each"""
    venues: tuple[Venue, ...]
    left_out: tuple[str, ...]
    """members that are no place on record, by id of record"""
    way: str = "The way there and back is told of the host alone: `on_the_way` says what follows in its own transit areas and airspace. Which States lie between is not part of this answer."
    """what the answer says of the way there and back"""
    records: Mapping[str, RecordRef]
    """every record named above, by its id"""


class VisitRef(Model):
    """A recorded journey: practice, not law."""

    record: str
    start: str | None
    end: str | None
    outcome: str
    person: str = ""
    """name of who travelled"""
    state: str = ""
    """code of the State visited"""
    voluntary_surrender: bool = False


class WaivedView(Model):
    """A failure that is accepted, with the reason."""

    subject: str
    says: str
    waiver: str
    reason: str


class Wanted(Model):
    """A person whom a warrant of the Court calls to arrest on a day."""

    person: Named
    nationality: tuple[str, ...]
    offices: tuple[str, ...]
    situations: tuple[str, ...]
    warrants: tuple[RecordRef, ...]
    status: str


class WantedAnswer(Model):
    """Whom a public warrant calls to arrest on a day."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    on: date
    known_on: date | None
    total: int
    items: tuple[Wanted, ...]
    not_listed: tuple[RecordRef, ...]
    """warrants of which it is known that the records lack them"""


class Warrant(Model):
    """A warrant of arrest or a summons to appear.

    ``unsealed``: the day its existence became public. ``ended``: the day from which it no longer
    calls for an arrest; ``None``: it still did on ``status_as_of``, later presumed.
    ``ended_public_on``: the day its end became public, ``None``: that very day.
    """

    id: str
    sources: tuple[str, ...]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = "event"
    note: str = ""
    person: str
    kind: Literal["warrant", "summons"]
    situation: str
    issued: date
    unsealed: date
    crimes: tuple[str, ...]
    case_number: str | None
    ended: date | None
    ended_by: EndKind | None
    ended_public_on: date | None = None
    status_as_of: date
    events: tuple[WarrantEvent, ...] = ()


class WarrantAnswer(Model):
    """The answer for one warrant or summons."""

    warrant: str
    outcome: Outcome
    reason: str | None
    duty: str
    power: str
    surrender: str
    execution: str
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]
    proof: tuple[Step | Ground | Absent | Reading | Clash, ...]


class WarrantDetail(Model):
    """A warrant or summons with its sources, what was asked on it and brought against its case."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    warrant: Warrant
    says: RecordRef
    requests: tuple[RecordRef, ...]
    challenges: tuple[RecordRef, ...]


class WarrantEvent(Model):
    """Something that happened in the life of a warrant."""

    on: str
    event: str
    note: str = ""


class Warrants(Model):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    world: str
    """digest of the records"""
    rules: str
    """digest of the rule base"""
    items: tuple[Warrant, ...]
    total: int
    limit: int
    offset: int


class WayAround(Model):
    """How a leg was led around places. Kilometres are those on WGS 84.

    Without ``enclosed`` it is not proved that there is no way where none was found.
    """

    how: Literal["around", "weighed", "least_exposed"]
    """`around` all of them; `weighed`, as a weight was given; `least_exposed`, as no way avoids
    them all or none was found
    """
    avoided: tuple[Named, ...]
    """the places that were to be avoided"""
    allowed: tuple[Named, ...]
    """those of them that cannot be, as the leg begins or ends there"""
    direct_km: float
    """the shortest line"""
    extra_km: float
    extra_percent: float
    avoided_km: float
    """how much of the way is over places to avoid"""
    turns: tuple[tuple[float, float], ...]
    """degrees east and north"""
    enclosed: Named | None
    """the end that no way leads to, seen on the outlines; null: none is known to be"""
    enclosed_with: tuple[Named, ...]
    """what can be reached from there"""
    enclosed_by: tuple[Named, ...]
    landing_km: float | None
    """the farthest that the way gets from an airport outside of what is avoided; null: all airports
    lie there
    """
    landing_airport: str | None
    """the nearest of them there, by its code"""
    landing_at_km: float | None
    """where on the way that is"""
    says: str


class WhyNot(Model):
    """What stands between the answer and the outcome asked about."""

    person: Named
    place: Named
    on: date
    past: bool
    """whether the day is over, so that it is told in the past tense"""
    outcome: Outcome
    asked: Outcome
    lacking: tuple[Step | Ground | Absent | Reading | Clash, ...]
    """what would have to hold for that outcome"""
    before: tuple[Step | Ground | Absent | Reading | Clash, ...]
    """what holds and decides first, if that is why"""
    records: Mapping[str, RecordRef]
    """every record named above, by its id"""
    world: str
    rules: str


class WithoutFinding(Model):
    """A journey, or a request for an opinion, on which no court has ruled."""

    id: str
    person: str
    states: tuple[str, ...]
    status: str
