"""The log of what happened, and how far it was looked at: each step is one transaction."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ..store.uuid7 import uuid7
from .database import WatchDatabase
from .evaluate import Evaluation
from .happened import Seen, happened
from .model import Watch, WatchAnswer, WatchEvent
from .outbox import WAITING
from .store import keep_answers
from .tables import ANSWERS, CURSOR, DELIVERIES, EVENTS, NOTICES, WATCHES


class WatchEventLog:
    """The events in the database of a `WatchStore`."""

    def __init__(self, database: WatchDatabase) -> None:
        self._database = database

    def look(self, now: Seen) -> int:
        """Write down what happened since the last look; return how many events that are.

        The first look of all only notes what there is.
        """
        with self._database.reading() as connection:
            before = _seen(connection.execute(select(CURSOR)).mappings().one())
        if before is not None and before.same_as(now):
            return 0
        with self._database.changing() as connection:
            row = connection.execute(select(CURSOR)).mappings().one()
            before = _seen(row)
            events = () if before is None else tuple(happened(before, now, row["last"]))
            if events:
                connection.execute(
                    insert(EVENTS),
                    [
                        {"seq": one.seq, "key": one.key, "document": one.model_dump_json()}
                        for one in events
                    ],
                )
            day = now.day if before is None else max(before.day, now.day)
            values = {
                "last": row["last"] + len(events),
                "day": day.isoformat(),
                "world": now.world,
                "rules": now.rules,
                "journeys": json.dumps(dict(now.journeys)),
            }
            connection.execute(update(CURSOR).values(values))
        return len(events)

    def next(self) -> WatchEvent | None:
        """Return the first event that was not looked at, ``None`` if there is none."""
        query = (
            select(EVENTS.c.document)
            .where(EVENTS.c.seq > select(CURSOR.c.seen).scalar_subquery())
            .order_by(EVENTS.c.seq)
            .limit(1)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else WatchEvent.model_validate_json(found)

    def concerned(
        self, event: WatchEvent
    ) -> tuple[tuple[Watch, ...], dict[str, dict[str, WatchAnswer]]]:
        """Return the watches that were there when something happened, and the answers they had."""
        with self._database.reading() as connection:
            documents = connection.execute(
                select(WATCHES.c.document).where(WATCHES.c.since < event.seq).order_by(WATCHES.c.id)
            ).scalars()
            watches = tuple(map(Watch.model_validate_json, documents))
            answers: dict[str, dict[str, WatchAnswer]] = {}
            for watch, place, document in connection.execute(select(ANSWERS)):
                found = WatchAnswer.model_validate_json(document)
                answers.setdefault(watch, {})[place] = found
        return watches, answers

    def conclude(self, event: WatchEvent, evaluation: Evaluation) -> int | None:
        """Write down what an event means, and that it was looked at; all of it or nothing.

        Returns how many notices there are of it that were not there before, ``None`` if another
        process had looked at it.
        """
        with self._database.changing() as connection:
            if connection.execute(select(CURSOR.c.seen)).scalar_one() != event.seq - 1:
                return None
            # A watch may have been removed meanwhile.
            hooks = {
                row.id: bool(Watch.model_validate_json(row.document).hook)
                for row in connection.execute(select(WATCHES.c.id, WATCHES.c.document))
            }
            for watch, answers in evaluation.answers.items():
                if watch in hooks:
                    keep_answers(connection, watch, answers)
            made = 0
            for one in evaluation.told:
                if one.watch in hooks and not _is_told(connection, one.watch, one.key):
                    self._tell(connection, one.watch, one.key, one.type, one.data, hooks[one.watch])
                    made += 1
            connection.execute(update(CURSOR).values(seen=event.seq))
        return made

    @staticmethod
    def _tell(
        connection: Connection,
        watch: str,
        key: str,
        kind: str,
        data: Mapping[str, Any],
        hooked: bool,  # noqa: FBT001
    ) -> None:
        at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        body = json.dumps(
            {"type": kind, "timestamp": at, "data": data}, ensure_ascii=False, sort_keys=True
        )
        row = {"id": uuid7(), "watch": watch, "key": key, "at": at, "body": body}
        made = connection.execute(insert(NOTICES).values(row))
        if hooked:
            waiting = {
                "notice": made.inserted_primary_key[0],  # type: ignore[index]  # it has one
                "state": WAITING,
                "attempts": 0,
                "due": time.time(),
                "error": "",
            }
            connection.execute(insert(DELIVERIES).values(waiting))


def _seen(row: Mapping[Any, Any]) -> Seen | None:
    if not row["day"]:
        return None
    journeys = json.loads(row["journeys"])
    return Seen(date.fromisoformat(row["day"]), row["world"], row["rules"], journeys)


def _is_told(connection: Connection, watch: str, key: str) -> bool:
    query = select(NOTICES.c.seq).where(NOTICES.c.watch == watch, NOTICES.c.key == key)
    return connection.execute(query).first() is not None
