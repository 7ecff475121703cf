"""The kinds of records, as frozen pydantic models."""

from .base import BlockedDomain, Confidence, PublicBasis, Record, Slug, Source, SourceKind, StateId
from .claims import FactClaim
from .conduct import ConductRuledOn, Finding, Ruling, Stance, Visit, VisitWithoutFinding
from .gaps import KnownGap
from .persons import Custody, EndKind, Office, OfficeKind, Person, Situation, Warrant, WarrantEvent
from .requests import ALL_PARTIES, Challenge, Request
from .states import (
    CONSENTS,
    ActionKind,
    Agreement,
    Declaration,
    ExclusiveJurisdiction,
    Extension,
    Legislation,
    Membership,
    NationalExecution,
    Period,
    Place,
    Reach,
    ResolutionParagraph,
    State,
    TreatyAction,
)
from .steps import Actor, NextStep, StepCondition
from .summits import Summit

__all__ = [
    "ALL_PARTIES",
    "CONSENTS",
    "ActionKind",
    "Actor",
    "Agreement",
    "BlockedDomain",
    "Challenge",
    "ConductRuledOn",
    "Confidence",
    "Custody",
    "Declaration",
    "EndKind",
    "ExclusiveJurisdiction",
    "Extension",
    "FactClaim",
    "Finding",
    "KnownGap",
    "Legislation",
    "Membership",
    "NationalExecution",
    "NextStep",
    "Office",
    "OfficeKind",
    "Period",
    "Person",
    "Place",
    "PublicBasis",
    "Reach",
    "Record",
    "Request",
    "ResolutionParagraph",
    "Ruling",
    "Situation",
    "Slug",
    "Source",
    "SourceKind",
    "Stance",
    "State",
    "StateId",
    "StepCondition",
    "Summit",
    "TreatyAction",
    "Visit",
    "VisitWithoutFinding",
    "Warrant",
    "WarrantEvent",
]
