"""Records told in one sentence each, with their sources."""

from __future__ import annotations

from functools import singledispatch

from ..base.words import day, label, listing, nobody, the, when
from . import models
from .reference import RecordRef, SourceRef
from .registry import registered
from .sentences import say_claim, say_execution, say_ruling, say_summit, the_organisation
from .world import World

_TREATIES = {
    "rome-statute": "the Rome Statute",
    "apic": "the Agreement on Privileges and Immunities of the Court",
    "rome-amendment-aggression-2010": "the amendments of 2010 on the crime of aggression",
    "rome-amendment-article-8-2010": "the amendment of 2010 to article 8 of the Rome Statute",
    "rome-amendment-article-8-2017-biological": (
        "the amendment of 2017 to article 8 of the Rome Statute on biological weapons"
    ),
    "rome-amendment-article-8-2017-lasers": (
        "the amendment of 2017 to article 8 of the Rome Statute on blinding lasers"
    ),
    "rome-amendment-article-8-2019-starvation": (
        "the amendment of 2019 to article 8 of the Rome Statute on starvation"
    ),
}
_ARTICLES = {"article_12_3": "12(3)", "article_15bis_4": "15 bis(4)", "article_124": "124"}


def describe(world: World, record: models.Record) -> RecordRef:
    """Return the record's sentence, confidence, day of publication and sources."""
    key = type(record).__name__, record.id
    found = world.told.get(key)
    if found is None:
        found = world.told[key] = RecordRef(
            id=record.id,
            kind=type(record).__name__,
            says=_says(record, world),
            confidence=record.confidence,
            public_on=record.public_on,
            sources=tuple(cited(world, source) for source in record.sources),
        )
    return found


def cited(world: World, source: str) -> SourceRef:
    """Return a source by id."""
    found = world.sources[source]
    return SourceRef(id=found.id, title=found.title, kind=found.kind.value, url=found.url)


def host_name(world: World, place: models.Place, host: str) -> str:
    """Return the host at a place, with its article; on the high seas the State of the flag."""
    return the(state_name(world, host)) if host else nobody(place.name)


def state_name(world: World, state: str) -> str:
    """Return the name of a State or other entity by its code."""
    found = world.states.get(state)
    return found.name if found else state


def _state(world: World, state: str) -> str:
    """Return the name as it stands within a sentence."""
    return the(state_name(world, state))


@singledispatch
def _says(record: models.Record, world: World) -> str:
    for kind in registered().values() if world.tables.of_bindings else ():
        if type(record) is kind.model:
            return kind.says(record, world)
    return record.note or f"{type(record).__name__} {record.id}"


@_says.register
def _(record: models.FactClaim, world: World) -> str:
    keys = {**record.about, "host": state_name(world, record.state or "")}
    keys |= {
        n: getattr(world.records[k], "name", k) for n, k in record.about.items() if n != "host"
    }
    return say_claim(record, [key for name, key in keys.items() if name in record.about])


@_says.register
def _(record: models.TreatyAction, world: World) -> str:
    state, treaty, on = (
        _state(world, record.state),
        _TREATIES[record.treaty],
        day(record.on),
    )
    match record.kind:
        case models.ActionKind.SIGNATURE:
            return f"{state} signed {treaty} on {on}"
        case models.ActionKind.INTENT_NOT_TO_JOIN:
            return f"{state} declared on {on} that it does not intend to become a party to {treaty}"
        case models.ActionKind.WITHDRAWAL_NOTICE:
            effect = f", with effect {when(record.effect)}" if record.effect else ""
            return f"{state} gave notice on {on} of its withdrawal from {treaty}{effect}"
        case models.ActionKind.WITHDRAWAL_REVOKED:
            return f"{state} took back its notice of withdrawal from {treaty} on {on}"
        case models.ActionKind.INSTRUMENT_WITHDRAWN:
            return f"{state} took back its instrument on {treaty} on {on}, before it had effect"
    effect = f"; in force for it since {day(record.effect)}" if record.effect else ""
    to = "to" if record.kind is models.ActionKind.ACCESSION else "of"
    return f"{state} deposited its {label(record.kind.value)} {to} {treaty} on {on}{effect}"


@_says.register
def _(record: models.Warrant, world: World) -> str:
    person = world.persons[record.person].name
    what = "Warrant of arrest for" if record.kind == "warrant" else "Summons to appear for"
    sealed = f", secret until {day(record.unsealed)}" if record.unsealed > record.issued else ""
    crimes = f", for alleged {listing([label(crime) for crime in record.crimes])}"
    ended = ""
    if record.ended is not None:
        why = f" ({label(record.ended_by.value)})" if record.ended_by else ""
        ended = f"; no longer calling for an arrest since {day(record.ended)}{why}"
    situation = world.situations[record.situation].name
    return (
        f"{what} {person}, issued {when(record.issued)}{sealed}{crimes} "
        f"in the situation {situation}{ended}"
    )


@_says.register
def _(record: models.Office, world: World) -> str:
    person, state = world.persons[record.person].name, _state(world, record.state)
    since = f" since {day(record.start)}" if record.start else ""
    if record.ongoing:
        term = f"{since}, last verified {when(record.verified_until)}"
    elif record.end:
        term = f" from {day(record.start)} to {day(record.end)}"
    else:
        term = f"{since or ', first day not known'}, last day not known"
    return f"{person}: {record.title} ({state}){term}"


@_says.register
def _(record: models.Custody, world: World) -> str:
    person = world.persons[record.person].name
    holder = "the Court" if record.holder == "ICC" else _state(world, record.holder)
    until = (
        f" until {day(record.end)}"
        if record.end
        else f", last verified {when(record.verified_until)}"
    )
    return f"{person} was held by {holder} from {day(record.start)}{until}"


_ADDRESSEES = {
    "all_parties": "all States Parties",
    "parties_not_named": "States that are not named",
    "council_members_outside_the_statute": "members of the Security Council outside the Statute",
}
_ASKS = {
    "full": "asked {to} to arrest and surrender {person}",
    "provisional": "asked {to} for the provisional arrest of {person}",
    "transit": "asked {to} to help to bring {person} to it",
    "freeze": "asked {to} to find and freeze the property of {person}",
    "cooperation": "arranged with {to} how {person} would be handed over",
}


@_says.register
def _(record: models.Request, world: World) -> str:
    warrant = world.warrants[record.warrant]
    person = world.persons[warrant.person].name
    to = _ADDRESSEES.get(record.to) or _state(world, record.to)
    recalled = " (recalled)" if record.basis == "recalled" else ""
    on = f" on the warrant of {day(warrant.issued)}"
    if record.kind == "none_sent":
        told = f"By {day(record.in_force_by)} no request for {person} had gone to {to}{on}"
        if record.instructed:
            what = "provisional arrest" if record.instructed == "provisional" else "arrest"
            told += f"; the Registrar was to ask a State for {what} when an opportunity arises"
        return told + recalled
    sent = f", {when(record.sent)}" if record.sent else ""
    by = ""
    if record.in_force_by and record.in_force_by != record.sent:
        by = f"; it was there by {day(record.in_force_by)}"
    dated = f"{sent}{by}" or ", on a day that is not on record"
    return f"The Court {_ASKS[record.kind].format(to=to, person=person)}{on}{dated}{recalled}"


_BROUGHT = {
    "admissibility": "Challenge to the admissibility of the case",
    "jurisdiction": "Challenge to the jurisdiction of the Court",
    "postponement": "Request to postpone the surrender",
    "competing_request": "Request for extradition beside that of the Court",
    "deferral": "Request to the Security Council to defer the case",
    "preliminary_deferral": "Request to leave the investigation to the State",
    "withdrawal_of_warrants": "Request to withdraw the warrants",
}
_ENDED = {
    "pending": "pending",
    "admissible": "the case was held admissible",
    "inadmissible": "the case was held inadmissible",
    "rejected": "rejected",
    "granted": "granted",
    "not_adopted": "not adopted",
    "investigation_resumed": "the Prosecutor may go on",
    "extradited": "the person was extradited",
}
_APPEALS = {
    "confirmed": "confirmed on appeal",
    "reversed": "reversed on appeal",
    "amended": "amended on appeal",
    "inadmissible": "the appeal was inadmissible",
    "refused": "leave to appeal was refused",
}
_MAKERS = {
    "accused": "the accused",
    "court": "the Court itself",
    "african_union": "the African Union",
}


@_says.register
def _(record: models.Challenge, world: World) -> str:
    about = listing(
        list(dict.fromkeys(world.persons[world.warrants[w].person].name for w in record.warrants))
    )
    situation = world.situations.get(record.situation or "")
    subject = about or (f"the situation {situation.name}" if situation else "persons not public")
    by = listing([_MAKERS.get(one) or _state(world, one) for one in record.by])
    at = f" to {_state(world, record.at)}" if record.at else ""
    filed = f", brought {when(record.filed)}" if record.filed else ""
    decided = f" {when(record.decided)}" if record.decided else ""
    body = f" ({record.body})" if record.decided and record.body else ""
    told = [f"{_BROUGHT[record.kind]} by {by}{at} ({subject}){filed}"]
    told.append(f"{_ENDED[record.outcome]}{decided}{body}")
    if record.appeal_outcome:
        told.append(f"{_APPEALS[record.appeal_outcome]} {when(record.appeal_decided)}")
    if record.postponed_from:
        until = f" until {day(record.postponed_until)}" if record.postponed_until else ""
        told.append(f"the surrender could wait from {day(record.postponed_from)}{until}")
    return "; ".join(told)


@_says.register
def _(record: models.Person, world: World) -> str:
    nations = listing([_state(world, state) for state in record.nationality])
    died = f"; died {when(record.died)}" if record.died else ""
    return f"{record.name}, nationality: {nations or 'not on record'}{died}"


@_says.register
def _(record: models.Place, world: World) -> str:
    states = [_state(world, period.state) for period in record.responsible]
    holders = [
        f"{_state(world, period.state)}{f' since {day(period.start)}' if period.start else ''}"
        for period in record.controllers
    ]
    title = f"territory of {listing(states)}" if states else "no State's undisputed territory"
    held = f"; held by {listing(holders)}" if holders else ""
    extended = "".join(
        f"; the Statute {'extends' if one.applies == 'yes' else 'does not extend'} to it"
        f"{f' since {day(one.start)}' if one.start else ''}"
        f"{f' until {day(one.until)}' if one.until else ''}"
        for one in record.statute
        if one.applies != "unknown"
    )
    return f"{record.name}: {title}{held}{extended}"


@_says.register
def _(record: models.Situation, _world: World) -> str:
    opened = (
        f", investigation opened {when(record.investigation_opened)}"
        if record.investigation_opened
        else ""
    )
    return f"Situation {record.name} ({record.number}){opened}"


@_says.register
def _(record: models.Declaration, world: World) -> str:
    lodged = f" lodged {when(record.lodged)}" if record.lodged else ""
    state = _state(world, record.state)
    return f"Declaration of {state} under article {_ARTICLES[record.kind]}{lodged}: {record.scope}"


@_says.register
def _(record: models.ExclusiveJurisdiction, world: World) -> str:
    people = "forces" if record.whom == "forces" else "nationals"
    courts, other = _state(world, record.territory), _state(world, record.nationality)
    return (
        f"{record.agreement}, {record.article}: since {day(record.start)} the courts of {courts} "
        f"may not judge {people} of {other}"
    )


@_says.register
def _(record: models.ResolutionParagraph, _world: World) -> str:
    return f"{record.reference}, para. {record.paragraph}, {day(record.on)}: {record.summary}"


@_says.register
def _(record: models.Visit, world: World) -> str:
    person, state = world.persons[record.person].name, _state(world, record.state)
    begun = f" {when(record.start)}" if record.start else " on a day that is not known"
    until = f" to {day(record.end)}" if record.end and record.end != record.start else ""
    purpose = f" ({record.purpose})" if record.purpose else ""
    return f"{person} in {state}{begun}{until}{purpose}: {label(record.outcome)}"


@_says.register
def _(record: models.Stance, world: World) -> str:
    state = _state(world, record.state)
    return f"{state}, {record.by}, {day(record.on)}: {label(record.stance)}" + (
        f" — {record.note}" if record.note else ""
    )


@_says.register
def _(record: models.Ruling, world: World) -> str:
    return say_ruling(record, _state(world, record.state) if record.state else "the State")


@_says.register
def _(record: models.NationalExecution, world: World) -> str:
    return say_execution(record, state_name(world, record.state))


@_says.register
def _(record: models.KnownGap, _world: World) -> str:
    return record.says if record.kind == "unnamed_warrants" else f"{record.name}: {record.says}"


@_says.register
def _(record: models.NextStep, _world: World) -> str:
    return f"{record.says} ({record.provision})"


_COVERS = {
    "yes": "covers arrest and surrender",
    "partial": "covers arrest and surrender in part",
    "no": "does not cover arrest and surrender",
    "unknown": "whether it covers arrest and surrender is not known",
}


@_says.register
def _(record: models.Legislation, world: World) -> str:
    # Laws are cited as their source names them; most names end with their year.
    year = str(record.year) if record.year else ""
    of = f" ({year})" if year and year not in record.law else ""
    covers = _COVERS[record.covers_arrest_and_surrender]
    note = f". {record.note}" if record.note else ""
    return f"{_state(world, record.state)}, {record.law}{of}: {covers}{note}"


@_says.register
def _(record: models.Agreement, world: World) -> str:
    signed = f", signed {when(record.signed)}" if record.signed else ""
    force = "whether it entered into force is not on record"
    if record.in_force:
        force = f"in force since {day(record.in_force)}"
    elif record.ratified is False:
        force = "not ratified, so not in force"
    return (
        f"Agreement of {_state(world, record.state)} with {_state(world, record.counterparty)} not "
        f"to surrender persons to the Court without consent{signed}; {force}"
    )


@_says.register
def _(record: models.Membership, world: World) -> str:
    since = f" since {day(record.start)}" if record.start else ""
    until = f" until {day(record.end)}" if record.end else ""
    name = the_organisation(record.organisation)
    to = "to" if record.kind == "party" else "of"
    return f"{_state(world, record.state)}: {record.kind} {to} {name}{since}{until}"


@_says.register
def _(record: models.Summit, world: World) -> str:
    return say_summit(record, world.places[record.place].name)


@_says.register
def _(record: models.State, _world: World) -> str:
    status = {"member": "member of the United Nations", "observer": "observer State"}
    return f"{record.name} ({record.id}): {status.get(record.un_status, 'not in the UN')}"


@_says.register
def _(record: models.VisitWithoutFinding, world: World) -> str:
    person = world.persons[record.person].name
    states = listing([_state(world, state) for state in record.states])
    begun = f" {when(record.start)}" if record.start else ""
    return f"{person} in {states}{begun}: {record.status}"
