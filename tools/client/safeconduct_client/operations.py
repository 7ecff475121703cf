"""A method for each operation of the service.

Written by tools/client/generate.py from the OpenAPI document; what is changed here is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from pydantic import TypeAdapter

from . import models
from .batches import batches, placed
from .transport import Transport, segment, sent

Presence: TypeAlias = Literal[
    "ground",
    "airside",
    "overflight",
    "port",
    "territorial_sea",
    "foreign_premises",
    "military_base",
]
Purpose: TypeAlias = Literal[
    "unspecified",
    "private",
    "official_visit",
    "special_mission",
    "accredited",
    "conference",
    "un_meeting",
    "peace_talks",
]
Profile: TypeAlias = Literal[
    "icc",
    "council-waiver",
    "african-union",
    "non-parties",
    "france-2024",
    "host-conference",
    "agreements-broad",
    "dissent-2017",
]
Outcome: TypeAlias = Literal[
    "no_warrant_in_force",
    "no_power",
    "must_arrest",
    "must_not_arrest",
    "may_arrest",
    "undetermined",
]
Crime: TypeAlias = Literal[
    "genocide", "crimes_against_humanity", "war_crimes", "aggression", "other"
]
Trigger: TypeAlias = Literal["unspecified", "state_referral", "proprio_motu", "council_referral"]
Profile2: TypeAlias = Literal["icc", "outsiders", "israel", "philippines-2023", "aggression-wide"]
TrackFormat: TypeAlias = Literal["geojson", "gpx", "kml", "csv"]


class Operations:
    """What the service can be asked; see `client`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def travel_risk(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        until: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        include: str | None = None,
    ) -> models.Answer:
        """Could this person be arrested there on that day, and by what law."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/travel-risk",
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "until": until,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "include": include,
                },
                None,
            ),
            models.Answer,
        )

    def travel_risk_in_words(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        until: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        include: str | None = None,
        media_type: Literal["text/plain", "text/markdown", "text/vnd.mermaid"] = "text/plain",
    ) -> str:
        """Could this person be arrested there on that day, and by what law in words."""
        return self._transport.text(
            sent(
                "GET",
                "/v1/travel-risk",
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "until": until,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "include": include,
                },
                None,
            ),
            media_type,
        )

    def travel_risk_supposing(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        until: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        include: str | None = None,
        assume: Mapping[str, Any] | None = None,
        positions: Mapping[str, Any] | None = None,
    ) -> models.Answer:
        """The same question with assumptions, or with other positions on single issues."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/travel-risk",
                {},
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "until": until,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "include": include,
                    "assume": assume,
                    "positions": positions,
                },
            ),
            models.Answer,
        )

    def wanted(
        self, *, on: date | str | None = None, known_on: date | str | None = None
    ) -> models.WantedAnswer:
        """Whom does a public warrant of the Court call to arrest on that day."""
        return self._transport.json(
            sent("GET", "/v1/wanted", {"on": on, "known_on": known_on}, None), models.WantedAnswer
        )

    def timeline(
        self,
        *,
        person: str,
        place: str,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
    ) -> models.History:
        """Every change of the answer since 2002 and into the scheduled future."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/travel-risk/timeline",
                {
                    "person": person,
                    "place": place,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.History,
        )

    def map(
        self,
        *,
        person: str,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
    ) -> models.Atlas:
        """What would follow in every place on that day."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/travel-risk/map",
                {
                    "person": person,
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.Atlas,
        )

    def changes(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
    ) -> models.Changes:
        """What would change the answer: facts, what is scheduled, other readings."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/travel-risk/changes",
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.Changes,
        )

    def changes_supposing(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        assume: Mapping[str, Any] | None = None,
        positions: Mapping[str, Any] | None = None,
    ) -> models.Changes:
        """What would change the answer, with assumptions or other positions."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/travel-risk/changes",
                {},
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "assume": assume,
                    "positions": positions,
                },
            ),
            models.Changes,
        )

    def why_not(
        self,
        *,
        person: str,
        place: str,
        outcome: Outcome,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
    ) -> models.WhyNot:
        """Why the answer is not another outcome: the rules that nearly applied."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/travel-risk/why-not",
                {
                    "person": person,
                    "place": place,
                    "outcome": outcome,
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.WhyNot,
        )

    def upcoming(
        self, *, person: str | None = None, profile: Profile | None = None
    ) -> models.Upcoming:
        """What is scheduled to change, for whom and where."""
        return self._transport.json(
            sent("GET", "/v1/upcoming", {"person": person, "profile": profile}, None),
            models.Upcoming,
        )

    def list_questions(self) -> models.QuestionList:
        """What can be asked, and how it is put."""
        return self._transport.json(sent("GET", "/v1/questions", {}, None), models.QuestionList)

    def jurisdiction(
        self,
        *,
        on: date | str,
        crime: Crime,
        territory: Sequence[str] | None = None,
        nationality: Sequence[str] | None = None,
        until: date | str | None = None,
        trigger: Trigger | None = None,
        asked: date | str | None = None,
        aboard: Literal["false", "true"] | None = None,
        outside_territory: Literal["false", "true"] | None = None,
        un_operation: Literal["false", "true"] | None = None,
        agreed_away: Literal["false", "true"] | None = None,
        area: Literal["false", "true"] | None = None,
        minor: Literal["false", "true"] | None = None,
        official: Literal["false", "true"] | None = None,
        occupied: Literal["false", "true"] | None = None,
        included: Literal["false", "true"] | None = None,
        deferred: Literal["false", "true"] | None = None,
        profile: Profile2 | None = None,
        known_on: date | str | None = None,
        include: Literal["all"] | None = None,
    ) -> models.QuestionSummary | models.QuestionAnswer:
        """Does the Court have jurisdiction over this conduct."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/questions/jurisdiction",
                {
                    "territory": territory,
                    "nationality": nationality,
                    "on": on,
                    "until": until,
                    "crime": crime,
                    "trigger": trigger,
                    "asked": asked,
                    "aboard": aboard,
                    "outside_territory": outside_territory,
                    "un_operation": un_operation,
                    "agreed_away": agreed_away,
                    "area": area,
                    "minor": minor,
                    "official": official,
                    "occupied": occupied,
                    "included": included,
                    "deferred": deferred,
                    "profile": profile,
                    "known_on": known_on,
                    "include": include,
                },
                None,
            ),
            _JURISDICTION,
        )

    def jurisdiction_supposing(
        self,
        *,
        on: date | str | None,
        crime: Crime | None,
        territory: Sequence[str] | str | None = None,
        nationality: Sequence[str] | str | None = None,
        until: date | str | None = None,
        trigger: Trigger | None = None,
        asked: date | str | None = None,
        aboard: bool | Literal["false", "true"] | None = None,
        outside_territory: bool | Literal["false", "true"] | None = None,
        un_operation: bool | Literal["false", "true"] | None = None,
        agreed_away: bool | Literal["false", "true"] | None = None,
        area: bool | Literal["false", "true"] | None = None,
        minor: bool | Literal["false", "true"] | None = None,
        official: bool | Literal["false", "true"] | None = None,
        occupied: bool | Literal["false", "true"] | None = None,
        included: bool | Literal["false", "true"] | None = None,
        deferred: bool | Literal["false", "true"] | None = None,
        profile: Profile2 | None = None,
        known_on: date | str | None = None,
        assume: Mapping[str, Any] | None = None,
        positions: Mapping[str, Any] | None = None,
        include: Literal["all"] | None = None,
    ) -> models.QuestionSummary | models.QuestionAnswer:
        """Does the Court have jurisdiction over this conduct, with assumptions or other positions."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/questions/jurisdiction",
                {},
                {
                    "territory": territory,
                    "nationality": nationality,
                    "on": on,
                    "until": until,
                    "crime": crime,
                    "trigger": trigger,
                    "asked": asked,
                    "aboard": aboard,
                    "outside_territory": outside_territory,
                    "un_operation": un_operation,
                    "agreed_away": agreed_away,
                    "area": area,
                    "minor": minor,
                    "official": official,
                    "occupied": occupied,
                    "included": included,
                    "deferred": deferred,
                    "profile": profile,
                    "known_on": known_on,
                    "assume": assume,
                    "positions": positions,
                    "include": include,
                },
            ),
            _JURISDICTION,
        )

    def jurisdiction_timeline(
        self,
        *,
        crime: Crime,
        territory: Sequence[str] | None = None,
        nationality: Sequence[str] | None = None,
        trigger: Trigger | None = None,
        asked: date | str | None = None,
        aboard: Literal["false", "true"] | None = None,
        outside_territory: Literal["false", "true"] | None = None,
        un_operation: Literal["false", "true"] | None = None,
        agreed_away: Literal["false", "true"] | None = None,
        area: Literal["false", "true"] | None = None,
        minor: Literal["false", "true"] | None = None,
        official: Literal["false", "true"] | None = None,
        occupied: Literal["false", "true"] | None = None,
        included: Literal["false", "true"] | None = None,
        deferred: Literal["false", "true"] | None = None,
        profile: Profile2 | None = None,
        known_on: date | str | None = None,
    ) -> models.QuestionHistory:
        """Every change of the answer over time."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/questions/jurisdiction/timeline",
                {
                    "territory": territory,
                    "nationality": nationality,
                    "crime": crime,
                    "trigger": trigger,
                    "asked": asked,
                    "aboard": aboard,
                    "outside_territory": outside_territory,
                    "un_operation": un_operation,
                    "agreed_away": agreed_away,
                    "area": area,
                    "minor": minor,
                    "official": official,
                    "occupied": occupied,
                    "included": included,
                    "deferred": deferred,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.QuestionHistory,
        )

    def jurisdiction_map(
        self,
        *,
        over: Literal["territory", "nationality"],
        territory: Sequence[str] | None = None,
        nationality: Sequence[str] | None = None,
        on: date | str | None = None,
        until: date | str | None = None,
        crime: Crime | None = None,
        trigger: Trigger | None = None,
        asked: date | str | None = None,
        aboard: Literal["false", "true"] | None = None,
        outside_territory: Literal["false", "true"] | None = None,
        un_operation: Literal["false", "true"] | None = None,
        agreed_away: Literal["false", "true"] | None = None,
        area: Literal["false", "true"] | None = None,
        minor: Literal["false", "true"] | None = None,
        official: Literal["false", "true"] | None = None,
        occupied: Literal["false", "true"] | None = None,
        included: Literal["false", "true"] | None = None,
        deferred: Literal["false", "true"] | None = None,
        profile: Profile2 | None = None,
        known_on: date | str | None = None,
    ) -> models.QuestionMap:
        """What follows for all that an input may be."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/questions/jurisdiction/map",
                {
                    "over": over,
                    "territory": territory,
                    "nationality": nationality,
                    "on": on,
                    "until": until,
                    "crime": crime,
                    "trigger": trigger,
                    "asked": asked,
                    "aboard": aboard,
                    "outside_territory": outside_territory,
                    "un_operation": un_operation,
                    "agreed_away": agreed_away,
                    "area": area,
                    "minor": minor,
                    "official": official,
                    "occupied": occupied,
                    "included": included,
                    "deferred": deferred,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.QuestionMap,
        )

    def jurisdiction_changes(
        self,
        *,
        on: date | str,
        crime: Crime,
        territory: Sequence[str] | None = None,
        nationality: Sequence[str] | None = None,
        until: date | str | None = None,
        trigger: Trigger | None = None,
        asked: date | str | None = None,
        aboard: Literal["false", "true"] | None = None,
        outside_territory: Literal["false", "true"] | None = None,
        un_operation: Literal["false", "true"] | None = None,
        agreed_away: Literal["false", "true"] | None = None,
        area: Literal["false", "true"] | None = None,
        minor: Literal["false", "true"] | None = None,
        official: Literal["false", "true"] | None = None,
        occupied: Literal["false", "true"] | None = None,
        included: Literal["false", "true"] | None = None,
        deferred: Literal["false", "true"] | None = None,
        profile: Profile2 | None = None,
        known_on: date | str | None = None,
    ) -> models.QuestionChanges:
        """What would change the answer: what is scheduled, facts, other readings."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/questions/jurisdiction/changes",
                {
                    "territory": territory,
                    "nationality": nationality,
                    "on": on,
                    "until": until,
                    "crime": crime,
                    "trigger": trigger,
                    "asked": asked,
                    "aboard": aboard,
                    "outside_territory": outside_territory,
                    "un_operation": un_operation,
                    "agreed_away": agreed_away,
                    "area": area,
                    "minor": minor,
                    "official": official,
                    "occupied": occupied,
                    "included": included,
                    "deferred": deferred,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.QuestionChanges,
        )

    def jurisdiction_why_not(
        self,
        *,
        outcome: Literal["within_jurisdiction", "within_if_referred", "outside_jurisdiction"],
        on: date | str,
        crime: Crime,
        territory: Sequence[str] | None = None,
        nationality: Sequence[str] | None = None,
        until: date | str | None = None,
        trigger: Trigger | None = None,
        asked: date | str | None = None,
        aboard: Literal["false", "true"] | None = None,
        outside_territory: Literal["false", "true"] | None = None,
        un_operation: Literal["false", "true"] | None = None,
        agreed_away: Literal["false", "true"] | None = None,
        area: Literal["false", "true"] | None = None,
        minor: Literal["false", "true"] | None = None,
        official: Literal["false", "true"] | None = None,
        occupied: Literal["false", "true"] | None = None,
        included: Literal["false", "true"] | None = None,
        deferred: Literal["false", "true"] | None = None,
        profile: Profile2 | None = None,
        known_on: date | str | None = None,
    ) -> models.QuestionWhyNot:
        """Why the answer is not another outcome."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/questions/jurisdiction/why-not",
                {
                    "outcome": outcome,
                    "territory": territory,
                    "nationality": nationality,
                    "on": on,
                    "until": until,
                    "crime": crime,
                    "trigger": trigger,
                    "asked": asked,
                    "aboard": aboard,
                    "outside_territory": outside_territory,
                    "un_operation": un_operation,
                    "agreed_away": agreed_away,
                    "area": area,
                    "minor": minor,
                    "official": official,
                    "occupied": occupied,
                    "included": included,
                    "deferred": deferred,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.QuestionWhyNot,
        )

    def jurisdiction_certificate(self) -> models.CertificateAnswer:
        """What was proved of the rules of the question, how, and when."""
        return self._transport.json(
            sent("GET", "/v1/questions/jurisdiction/certificate", {}, None),
            models.CertificateAnswer,
        )

    def jurisdiction_docket(self, *, profile: Profile2 | None = None) -> models.QuestionDocket:
        """The question scored against the record of what courts found."""
        return self._transport.json(
            sent("GET", "/v1/questions/jurisdiction/docket", {"profile": profile}, None),
            models.QuestionDocket,
        )

    def jurisdiction_compare(
        self, *, first: Mapping[str, Any], second: Mapping[str, Any]
    ) -> models.QuestionComparison:
        """Two questions, `second` saying what is other in it, and what differs."""
        return self._transport.json(
            sent(
                "POST", "/v1/questions/jurisdiction/compare", {}, {"first": first, "second": second}
            ),
            models.QuestionComparison,
        )

    def ask(self, *, q: str) -> models.AskAnswer:
        """A plain question in English, with how it was understood."""
        return self._transport.json(sent("GET", "/v1/ask", {"q": q}, None), models.AskAnswer)

    def itinerary(
        self,
        *,
        stops: Sequence[str | Mapping[str, Any]] | None = None,
        person: str | None = None,
        on: str | None = None,
        purpose: str | None = None,
        profile: str | None = None,
        known_on: str | None = None,
        state_aircraft: bool | None = None,
        track: str | None = None,
        track_format: TrackFormat | None = None,
        diversions_km: float | None = None,
        avoiding: Sequence[str] | None = None,
        exposure_weight: float | None = None,
        landing_within_km: float | None = None,
    ) -> models.Itinerary:
        """What would follow along a journey: stops, what is flown over, diversions, ways around."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/itineraries",
                {},
                {
                    "stops": stops,
                    "person": person,
                    "on": on,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "state_aircraft": state_aircraft,
                    "track": track,
                    "track_format": track_format,
                    "diversions_km": diversions_km,
                    "avoiding": avoiding,
                    "exposure_weight": exposure_weight,
                    "landing_within_km": landing_within_km,
                },
            ),
            models.Itinerary,
        )

    def itinerary_by_address(
        self,
        *,
        from_: str,
        to: str,
        person: str | None = None,
        via: str | None = None,
        on: date | str | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        state_aircraft: Literal["true", "false"] | None = None,
        diversions_km: float | None = None,
        avoiding: str | None = None,
        exposure_weight: float | None = None,
        landing_within_km: float | None = None,
    ) -> models.Itinerary:
        """What would follow along a journey, as an address asks it."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/itineraries",
                {
                    "person": person,
                    "from": from_,
                    "to": to,
                    "via": via,
                    "on": on,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "state_aircraft": state_aircraft,
                    "diversions_km": diversions_km,
                    "avoiding": avoiding,
                    "exposure_weight": exposure_weight,
                    "landing_within_km": landing_within_km,
                },
                None,
            ),
            models.Itinerary,
        )

    def compare(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        other_place: str | None = None,
        other_on: date | str | None = None,
        profiles: Literal["false", "true"] | None = None,
    ) -> models.TravelRiskComparison:
        """The question in two places, on two days or under all profiles: what differs."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/travel-risk/compare",
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "other_place": other_place,
                    "other_on": other_on,
                    "profiles": profiles,
                },
                None,
            ),
            models.TravelRiskComparison,
        )

    def compare_supposing(
        self,
        *,
        person: str,
        place: str,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        other_place: str | None = None,
        other_on: date | str | None = None,
        profiles: Literal["false", "true"] | None = None,
        assume: Mapping[str, Any] | None = None,
        positions: Mapping[str, Any] | None = None,
        other_assume: Mapping[str, Any] | None = None,
        other_positions: Mapping[str, Any] | None = None,
    ) -> models.TravelRiskComparison:
        """The same with assumptions and positions, on both sides or on the second alone."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/travel-risk/compare",
                {},
                {
                    "person": person,
                    "place": place,
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "other_place": other_place,
                    "other_on": other_on,
                    "profiles": profiles,
                    "assume": assume,
                    "positions": positions,
                    "other_assume": other_assume,
                    "other_positions": other_positions,
                },
            ),
            models.TravelRiskComparison,
        )

    def venues_by_address(
        self,
        *,
        guests: str,
        places: str | None = None,
        organisation: str | None = None,
        summits: str | None = None,
        on: date | str | None = None,
        until: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        overflown: Literal["true", "false"] | None = None,
    ) -> models.Venues:
        """Which places could receive all guests without a duty to arrest."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/venues",
                {
                    "guests": guests,
                    "places": places,
                    "organisation": organisation,
                    "summits": summits,
                    "on": on,
                    "until": until,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "overflown": overflown,
                },
                None,
            ),
            models.Venues,
        )

    def venues(
        self,
        *,
        guests: str | Sequence[str],
        places: str | Sequence[str] | None = None,
        organisation: str | None = None,
        summits: str | Sequence[str] | None = None,
        on: date | str | None = None,
        until: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        overflown: Literal["true", "false"] | bool | None = None,
    ) -> models.Venues:
        """The same with lists of names in a JSON object."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/venues",
                {},
                {
                    "guests": guests,
                    "places": places,
                    "organisation": organisation,
                    "summits": summits,
                    "on": on,
                    "until": until,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "overflown": overflown,
                },
            ),
            models.Venues,
        )

    def reception(
        self,
        *,
        place: str,
        on: date | str | None = None,
        until: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
    ) -> models.Reception:
        """Whom of those publicly wanted could a place not receive."""
        return self._transport.json(
            sent(
                "GET",
                "/v1/reception",
                {
                    "place": place,
                    "on": on,
                    "until": until,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                },
                None,
            ),
            models.Reception,
        )

    def list_persons(
        self, *, q: str | None = None, limit: int | None = None, offset: int | None = None
    ) -> models.Persons:
        """Everybody named in a public warrant or summons."""
        return self._transport.json(
            sent("GET", "/v1/persons", {"q": q, "limit": limit, "offset": offset}, None),
            models.Persons,
        )

    def every_person(self, *, q: str | None = None, limit: int = 100) -> Iterator[models.Person]:
        """Everybody named in a public warrant or summons, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_persons(q=q, limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_person(self, *, id: str) -> models.PersonDetail:
        """One person, with everything on record."""
        return self._transport.json(
            sent("GET", f"/v1/persons/{segment(id)}", {}, None), models.PersonDetail
        )

    def list_places(
        self, *, q: str | None = None, limit: int | None = None, offset: int | None = None
    ) -> models.Places:
        """Every place that can be asked about."""
        return self._transport.json(
            sent("GET", "/v1/places", {"q": q, "limit": limit, "offset": offset}, None),
            models.Places,
        )

    def every_place(self, *, q: str | None = None, limit: int = 100) -> Iterator[models.Place]:
        """Every place that can be asked about, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_places(q=q, limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_place(self, *, id: str) -> models.PlaceDetail:
        """One place, and what its States did about the Court."""
        return self._transport.json(
            sent("GET", f"/v1/places/{segment(id)}", {}, None), models.PlaceDetail
        )

    def list_warrants(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.Warrants:
        """Every public warrant of arrest and summons to appear."""
        return self._transport.json(
            sent("GET", "/v1/warrants", {"limit": limit, "offset": offset}, None), models.Warrants
        )

    def every_warrant(self, *, limit: int = 100) -> Iterator[models.Warrant]:
        """Every public warrant of arrest and summons to appear, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_warrants(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_warrant(self, *, id: str) -> models.WarrantDetail:
        """One warrant or summons, with what was asked on it and brought against its case."""
        return self._transport.json(
            sent("GET", f"/v1/warrants/{segment(id)}", {}, None), models.WarrantDetail
        )

    def list_requests(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.Requests:
        """What the Court asked of States on its warrants, and where it is known to have asked none."""
        return self._transport.json(
            sent("GET", "/v1/requests", {"limit": limit, "offset": offset}, None), models.Requests
        )

    def every_request(self, *, limit: int = 100) -> Iterator[models.Request]:
        """What the Court asked of States on its warrants, and where it is known to have asked none,
        page after page.
        """
        offset, total = 0, 1
        while offset < total:
            page = self.list_requests(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_request(self, *, id: str) -> models.RequestDetail:
        """One request of the Court."""
        return self._transport.json(
            sent("GET", f"/v1/requests/{segment(id)}", {}, None), models.RequestDetail
        )

    def list_challenges(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.Challenges:
        """What was brought against cases: challenges, postponements, competing requests."""
        return self._transport.json(
            sent("GET", "/v1/challenges", {"limit": limit, "offset": offset}, None),
            models.Challenges,
        )

    def every_challenge(self, *, limit: int = 100) -> Iterator[models.Challenge]:
        """What was brought against cases: challenges, postponements, competing requests, page after
        page.
        """
        offset, total = 0, 1
        while offset < total:
            page = self.list_challenges(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_challenge(self, *, id: str) -> models.ChallengeDetail:
        """One challenge, postponement or competing request."""
        return self._transport.json(
            sent("GET", f"/v1/challenges/{segment(id)}", {}, None), models.ChallengeDetail
        )

    def list_summits(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.Summits:
        """Meetings of leaders that were announced, with host and days."""
        return self._transport.json(
            sent("GET", "/v1/summits", {"limit": limit, "offset": offset}, None), models.Summits
        )

    def every_summit(self, *, limit: int = 100) -> Iterator[models.Summit]:
        """Meetings of leaders that were announced, with host and days, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_summits(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_summit(self, *, id: str) -> models.SummitDetail:
        """One announced meeting."""
        return self._transport.json(
            sent("GET", f"/v1/summits/{segment(id)}", {}, None), models.SummitDetail
        )

    def list_sources(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.Sources:
        """Every document that the records rest on."""
        return self._transport.json(
            sent("GET", "/v1/sources", {"limit": limit, "offset": offset}, None), models.Sources
        )

    def every_source(self, *, limit: int = 100) -> Iterator[models.Source]:
        """Every document that the records rest on, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_sources(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_source(self, *, id: str) -> models.SourceDetail:
        """One source."""
        return self._transport.json(
            sent("GET", f"/v1/sources/{segment(id)}", {}, None), models.SourceDetail
        )

    def change_record(
        self,
        *,
        action: Literal["add", "correct", "retract"],
        kind: str,
        reason: str,
        check: bool | None = None,
        id: str | None = None,
        record: Mapping[str, Any] | None = None,
        sources: Sequence[Mapping[str, Any]] | None = None,
        wrong: str | None = None,
        since: date | str | None = None,
        report: str | None = None,
    ) -> models.LiveEntry:
        """Add, correct or retract a record; with a key that may write."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/records",
                {"check": check},
                {
                    "action": action,
                    "kind": kind,
                    "id": id,
                    "record": record,
                    "sources": sources,
                    "reason": reason,
                    "wrong": wrong,
                    "since": since,
                    "report": report,
                },
            ),
            models.LiveEntry,
        )

    def list_entries(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.EntryList:
        """What was added, corrected and retracted, the latest first."""
        return self._transport.json(
            sent("GET", "/v1/records/log", {"limit": limit, "offset": offset}, None),
            models.EntryList,
        )

    def every_entrie(self, *, limit: int = 100) -> Iterator[models.LiveEntry]:
        """What was added, corrected and retracted, the latest first, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_entries(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def list_corrections(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.Corrections:
        """What was wrong in the records, since when, and which answers that changed."""
        return self._transport.json(
            sent("GET", "/v1/corrections", {"limit": limit, "offset": offset}, None),
            models.Corrections,
        )

    def every_correction(self, *, limit: int = 100) -> Iterator[models.Correction]:
        """What was wrong in the records, since when, and which answers that changed, page after
        page.
        """
        offset, total = 0, 1
        while offset < total:
            page = self.list_corrections(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def report_mistake(
        self, *, text: str, about: str | None = None, source: str | None = None
    ) -> models.ReportReceipt:
        """Report a mistake in the records; nobody needs an account for it."""
        return self._transport.json(
            sent("POST", "/v1/reports", {}, {"about": about, "text": text, "source": source}),
            models.ReportReceipt,
        )

    def list_reports(
        self, *, limit: int | None = None, offset: int | None = None
    ) -> models.ReportList:
        """The mistakes that were reported, with a key that may write."""
        return self._transport.json(
            sent("GET", "/v1/reports", {"limit": limit, "offset": offset}, None), models.ReportList
        )

    def every_report(self, *, limit: int = 100) -> Iterator[models.MistakeReport]:
        """The mistakes that were reported, with a key that may write, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_reports(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def list_rules(self, *, limit: int | None = None, offset: int | None = None) -> models.Rules:
        """Every rule, with its citation."""
        return self._transport.json(
            sent("GET", "/v1/rules", {"limit": limit, "offset": offset}, None), models.Rules
        )

    def every_rule(self, *, limit: int = 100) -> Iterator[models.RuleView]:
        """Every rule, with its citation, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_rules(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_rule(self, *, id: str) -> models.RuleDetail:
        """One rule."""
        return self._transport.json(
            sent("GET", f"/v1/rules/{segment(id)}", {}, None), models.RuleDetail
        )

    def list_facts(self, *, limit: int | None = None, offset: int | None = None) -> models.Facts:
        """Every fact that rules can speak of, with its values."""
        return self._transport.json(
            sent("GET", "/v1/facts", {"limit": limit, "offset": offset}, None), models.Facts
        )

    def every_fact(self, *, limit: int = 100) -> Iterator[models.FactView]:
        """Every fact that rules can speak of, with its values, page after page."""
        offset, total = 0, 1
        while offset < total:
            page = self.list_facts(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_fact(self, *, id: str) -> models.FactDetail:
        """One fact."""
        return self._transport.json(
            sent("GET", f"/v1/facts/{segment(id)}", {}, None), models.FactDetail
        )

    def list_issues(self, *, limit: int | None = None, offset: int | None = None) -> models.Issues:
        """Questions of law on which authorities differ, and the profiles that choose."""
        return self._transport.json(
            sent("GET", "/v1/issues", {"limit": limit, "offset": offset}, None), models.Issues
        )

    def every_issue(self, *, limit: int = 100) -> Iterator[models.IssueView]:
        """Questions of law on which authorities differ, and the profiles that choose, page after
        page.
        """
        offset, total = 0, 1
        while offset < total:
            page = self.list_issues(limit=limit, offset=offset)
            yield from page.items
            offset, total = offset + limit, page.total

    def get_issue(self, *, id: str) -> models.IssueDetail:
        """One issue with every position."""
        return self._transport.json(
            sent("GET", f"/v1/issues/{segment(id)}", {}, None), models.IssueDetail
        )

    def certificate(self) -> models.CertificateAnswer:
        """What was proved of these rules, how, and when."""
        return self._transport.json(
            sent("GET", "/v1/certificate", {}, None), models.CertificateAnswer
        )

    def certificate_in_words(
        self, *, media_type: Literal["text/markdown"] = "text/markdown"
    ) -> str:
        """What was proved of these rules, how, and when in words."""
        return self._transport.text(sent("GET", "/v1/certificate", {}, None), media_type)

    def docket(self, *, profile: Profile | None = None) -> models.Docket:
        """The engine scored against the record of court findings."""
        return self._transport.json(
            sent("GET", "/v1/docket", {"profile": profile}, None), models.Docket
        )

    def screen(
        self,
        *,
        rows: Sequence[Mapping[str, Any]],
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        columns: str | None = None,
        surnames: Literal["false", "true"] | None = None,
    ) -> tuple[models.ScreenedRow, ...]:
        """Many questions at once: CSV, NDJSON or a JSON array in, the same out."""
        return self._transport.json(
            sent(
                "POST",
                "/v1/screen",
                {
                    "on": on,
                    "presence": presence,
                    "purpose": purpose,
                    "profile": profile,
                    "known_on": known_on,
                    "columns": columns,
                    "surnames": surnames,
                },
                rows,
            ),
            _SCREEN,
        )

    def screen_all(
        self,
        rows: Iterable[Mapping[str, Any]],
        *,
        batch: int = 1000,
        on: date | str | None = None,
        presence: Presence | None = None,
        purpose: Purpose | None = None,
        profile: Profile | None = None,
        known_on: date | str | None = None,
        columns: str | None = None,
        surnames: Literal["false", "true"] | None = None,
    ) -> Iterator[models.ScreenedRow]:
        """Many questions at once: CSV, NDJSON or a JSON array in, the same out, so many rows at a
        time.
        """
        for before, some in batches(rows, batch):
            for one in self.screen(
                rows=some,
                on=on,
                presence=presence,
                purpose=purpose,
                profile=profile,
                known_on=known_on,
                columns=columns,
                surnames=surnames,
            ):
                yield placed(one, before)

    def health(self) -> models.Health:
        """Is the process alive."""
        return self._transport.json(sent("GET", "/healthz", {}, None), models.Health)

    def ready(self) -> models.Ready:
        """Are questions answered, and from which records, rules and evaluators."""
        return self._transport.json(sent("GET", "/readyz", {}, None), models.Ready)


_JURISDICTION: Final = TypeAdapter[models.QuestionSummary | models.QuestionAnswer](
    models.QuestionSummary | models.QuestionAnswer
)

_SCREEN: Final = TypeAdapter[tuple[models.ScreenedRow, ...]](tuple[models.ScreenedRow, ...])
