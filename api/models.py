"""What the service sends besides assessments: lists, records with their sources, problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model

from safeconduct import Change, Wanted
from safeconduct.authoring import Certificate
from safeconduct.records import Named, Person, Place, Reach, RecordRef, Source, Warrant

T = TypeVar("T")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Near(_Frozen):
    """A known name offered for one that is not known."""

    id: str = Field(examples=["vladimir-putin"])
    name: str
    score: float = Field(description="likeness, 0 to 100", ge=0, le=100)
    why: str = ""


class Mistake(_Frozen):
    """One value that cannot be used."""

    field: str = Field(description="the parameter", examples=["person"])
    code: str = Field(description="kind of mistake", examples=["unknown-name"])
    value: str | None = Field(description="what was given; null: nothing")
    message: str
    allowed: tuple[str, ...] = Field(default=(), description="what would be valid")
    suggestions: tuple[Near, ...] = Field(default=(), description="near names, best first")


class Problem(_Frozen):
    """A problem document, RFC 9457; ``type`` is the address of a page with cause and fix."""

    type: str = Field(examples=["/problems/unknown-name"])
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[Mistake, ...] = Field(default=(), description="every mistake that was found")


class Digests(_Frozen):
    """Which records and which rules gave the answer."""

    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")


class InputToldOf(_Frozen):
    """One part of a question as it is put; ``values``: what may be chosen, if that is given."""

    name: str
    description: str
    required: bool
    many: bool = Field(description="whether several may be given")
    values: tuple[str, ...]


class QuestionToldOf(_Frozen):
    """A question that can be asked, and how it is put."""

    id: str = Field(examples=["jurisdiction"])
    title: str
    address: str = Field(description="where it is asked", examples=["/v1/questions/jurisdiction"])
    inputs: tuple[InputToldOf, ...]
    outcomes: dict[str, str] = Field(description="every outcome, with its label")
    profiles: dict[str, str] = Field(description="readings of the law to follow, with their titles")
    rules: str = Field(description="digest of its rule base")


class QuestionList(Digests):
    """Every question that can be asked."""

    total: int
    items: tuple[QuestionToldOf, ...]


class Page(Digests, Generic[T]):
    """A page of a list. ``total`` counts all that match, on this page or not."""

    items: tuple[T, ...]
    total: int
    limit: int
    offset: int

    @classmethod
    def of(cls, kind: str, item: type[Any]) -> type[BaseModel]:
        """Return the model of a list of which nothing else is told, called like ``Persons``."""
        specialized = Page[item]  # type: ignore[valid-type]
        return create_model(f"{kind.title()}s", __base__=specialized, __doc__=cls.__doc__)


class Detail(Digests):
    """One entry of a list, under the name of its kind, with what is told beside it."""

    @classmethod
    def of(cls, kind: str, item: type[Any]) -> type[BaseModel]:
        """Return the model of an entry of which nothing else is told."""
        fields: dict[str, Any] = {kind: (item, ...)}
        name = f"{kind.title()}Detail"
        return create_model(name, __base__=cls, __doc__=cls.__doc__, **fields)


class Sources(Page[Source]):
    """Documents that the records rest on, and to which day each kind of record reaches."""

    reaches: Mapping[str, date]
    reach: tuple[Reach, ...] = Field(description="the same, with a word on what is missing")


class PersonDetail(Detail):
    """A person with everything on record, each record told in a sentence with its sources."""

    person: Person
    says: RecordRef
    warrants: tuple[RecordRef, ...]
    offices: tuple[RecordRef, ...]
    custody: tuple[RecordRef, ...]
    visits: tuple[RecordRef, ...]


class PlaceDetail(Detail):
    """A place, and what the States responsible for it or in control of it did about the Court."""

    place: Place
    says: RecordRef
    states: tuple[Named, ...]
    treaty_actions: tuple[RecordRef, ...]
    declarations: tuple[RecordRef, ...]
    agreements: tuple[RecordRef, ...]


class WarrantDetail(Detail):
    """A warrant or summons with its sources, what was asked on it and brought against its case."""

    warrant: Warrant
    says: RecordRef
    requests: tuple[RecordRef, ...]
    challenges: tuple[RecordRef, ...]


class WantedAnswer(Digests):
    """Whom a public warrant calls to arrest on a day."""

    on: date
    known_on: date | None
    total: int
    items: tuple[Wanted, ...]
    not_listed: tuple[RecordRef, ...] = Field(
        description="warrants of which it is known that the records lack them"
    )


class RuleView(_Frozen):
    """A rule as it is written: *if* the condition holds *then* (not) the conclusion."""

    id: str
    title: str
    cite: str
    url: str
    says: str
    kind: str
    condition: JsonValue = Field(
        serialization_alias="if", description="all, any, not, or the name of an atom"
    )
    conclusion: str = Field(serialization_alias="then")
    defeats: tuple[str, ...]
    file: str
    line: int


class CertificateAnswer(Digests):
    """The certificate of these rules; it says which records they were checked against."""

    certificate: Certificate


class FactView(_Frozen):
    """A fact of a case: its values, the question it answers, what absence of a record means."""

    id: str
    values: tuple[str, ...]
    meaning: str
    question: str
    without_record: str = Field(description="the value taken without a record, or unknown")
    reason: str = Field(description="why that is taken")
    says: Mapping[str, str] = Field(description="each value as a clause")


class PositionView(_Frozen):
    """One published answer to an issue."""

    id: str
    title: str
    says: str
    holders: tuple[str, ...]
    sources: tuple[str, ...]
    published: str
    standing: str
    court: tuple[tuple[str, str | None], ...] = Field(
        description="from when until when it was the Court's case law; null: today"
    )
    rulings: tuple[str, ...] = Field(description="the rulings on record on which it rests, by id")


class IssueView(_Frozen):
    """A question of law on which authorities differ."""

    id: str
    question: str
    positions: tuple[PositionView, ...]


class ProfileView(_Frozen):
    """One position per issue; ``own`` are the choices that are not inherited."""

    id: str
    title: str
    inherits: str | None
    choices: Mapping[str, str]
    own: tuple[str, ...]


class Issues(Page[IssueView]):
    """The issues with every position, and the profiles that choose among them."""

    profiles: tuple[ProfileView, ...]


class CellMistakeView(_Frozen):
    """What is wrong with one cell of a screened row."""

    column: str | None
    value: str | None
    code: str
    message: str
    suggestions: tuple[str, ...]


class RowError(_Frozen):
    """Why a row has no answer."""

    line: int = Field(description="which row of an array it is, or which line", ge=1)
    text: str | None = Field(default=None, description="the line, where it was no object")
    mistakes: tuple[CellMistakeView, ...]


class ScreenedRow(BaseModel):
    """A row as it was sent, with the columns of its answer, or with the reason for none."""

    model_config = ConfigDict(frozen=True, extra="allow")

    outcome: str | None = None
    exposure: str | None = None
    contested: bool | None = Field(default=None, description="null: unknown facts decide")
    reason: str | None = None
    duty: str | None = None
    power: str | None = None
    surrender: str | None = None
    execution: str | None = None
    grounds: str | None = Field(default=None, description="with semicolons between them")
    projected: bool | None = Field(
        default=None, description="whether the day lies beyond the records"
    )
    error: RowError | None = None


class Upcoming(Digests):
    """What is scheduled to change after a day, the earliest first."""

    after: date
    total: int
    items: tuple[Change, ...]


class Health(_Frozen):
    """The process is alive."""

    status: Literal["alive"] = "alive"


class ReadyBundle(_Frozen):
    """The signed bundle of records and rules that is in use."""

    digest: str = Field(description="SHA-256 of the file")
    key: str = Field(description="the key that signed it")
    refused: str | None = Field(
        description="why the file that lies there now is not in use, if it is another"
    )


class Ready(Digests):
    """The engine is loaded: what answers, from what, reaching to which day."""

    status: Literal["ready"] = "ready"
    version: str
    python: str
    evaluators: tuple[str, ...] = Field(
        description="the two evaluators that derive every answer and must agree"
    )
    evaluators_note: str | None = Field(
        description="where durable-rules is not one of them: why, and how to get it"
    )
    records: Mapping[str, int] = Field(description="how many records of each kind")
    rule_count: int
    reaches: Mapping[str, date] = Field(description="to which day each kind of record reaches")
    bundle: ReadyBundle | None = Field(
        None, description="if records and rules are those of a signed bundle"
    )
