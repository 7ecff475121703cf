"""Watches and notices as they are kept: made, listed, removed, read on from a number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from sqlalchemy import Connection, RowMapping, delete, func, insert, select

from ..base.errors import InputError
from .database import WatchDatabase, usual_url
from .model import Watch, WatchAnswer, WatchNotice
from .tables import ANSWERS, CURSOR, NOTICES, WATCHES

__all__ = ["WatchStore", "usual_url"]

MOST_OF_OWNER: Final = 1000
MOST_WATCHES: Final = 20_000
MOST_AT_ONCE: Final = 500
"""How many notices are read at once."""


class WatchStore:
    """Watches in a database, named by its URL; raises what `WatchDatabase` does."""

    def __init__(self, url: str) -> None:
        self.database = WatchDatabase(url)

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, watch: Watch, answers: Mapping[str, WatchAnswer], secret: str = "") -> None:
        """Keep a watch, with the answers by place that it begins with.

        ``secret``: with which its notices are signed; empty where none are sent. Raises
        `InputError` if there are as many as may be.
        """
        with self.database.changing() as connection:
            count = select(func.count()).select_from(WATCHES)
            of_owner = connection.execute(count.where(WATCHES.c.owner == watch.owner)).scalar_one()
            if of_owner >= MOST_OF_OWNER:
                told = f"at most {MOST_OF_OWNER:,} are kept for one owner; remove some"
                raise InputError("watches", None, told)
            if connection.execute(count).scalar_one() >= MOST_WATCHES:
                raise InputError("watches", None, f"at most {MOST_WATCHES:,} are kept; remove some")
            row = {
                "id": watch.id,
                "owner": watch.owner,
                "document": watch.model_dump_json(),
                "secret": secret,
                "since": connection.execute(select(CURSOR.c.last)).scalar_one(),
            }
            connection.execute(insert(WATCHES).values(row))
            keep_answers(connection, watch.id, answers)

    def watches(self, owner: str | None = None) -> tuple[Watch, ...]:
        """Return all watches, or those of one owner, oldest first."""
        query = select(WATCHES.c.document).order_by(WATCHES.c.id)
        if owner is not None:
            query = query.where(WATCHES.c.owner == owner)
        with self.database.reading() as connection:
            return tuple(map(Watch.model_validate_json, connection.execute(query).scalars()))

    def watch(self, id_: str, owner: str | None = None) -> Watch | None:
        """Return a watch, or ``None`` if there is none of that id (and owner)."""
        query = select(WATCHES.c.document, WATCHES.c.owner).where(WATCHES.c.id == id_)
        with self.database.reading() as connection:
            found = connection.execute(query).first()
        if found is None or owner not in (None, found.owner):
            return None
        return Watch.model_validate_json(found.document)

    def remove(self, id_: str) -> bool:
        """Remove a watch with all that it was told; return whether there was one."""
        with self.database.changing() as connection:
            done = connection.execute(delete(WATCHES).where(WATCHES.c.id == id_))
            return bool(done.rowcount)

    def notices(
        self, watch: str, after: int = 0, limit: int = MOST_AT_ONCE, *, latest: bool = False
    ) -> tuple[WatchNotice, ...]:
        """Return the notices of a watch whose numbers are greater than ``after``, oldest first.

        ``latest``: the last ones instead of the first, still oldest first.
        """
        most = min(limit, MOST_AT_ONCE)
        order = NOTICES.c.seq.desc() if latest else NOTICES.c.seq
        query = (
            select(NOTICES)
            .where(NOTICES.c.watch == watch, NOTICES.c.seq > after)
            .order_by(order)
            .limit(most)
        )
        with self.database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(map(_notice, reversed(rows) if latest else rows))


def _notice(row: RowMapping) -> WatchNotice:
    return WatchNotice(
        seq=row["seq"], id=row["id"], watch=row["watch"], at=row["at"], body=json.loads(row["body"])
    )


def keep_answers(connection: Connection, watch: str, answers: Mapping[str, WatchAnswer]) -> None:
    """Keep the answers of a watch by place, instead of those that were kept for these places."""
    if not answers:
        return
    for some in _parts(list(answers)):
        connection.execute(
            delete(ANSWERS).where(ANSWERS.c.watch == watch, ANSWERS.c.place.in_(some))
        )
    rows: list[dict[str, Any]] = [
        {"watch": watch, "place": place, "document": one.model_dump_json()}
        for place, one in answers.items()
    ]
    connection.execute(insert(ANSWERS), rows)


def _parts(names: list[str]) -> Iterable[list[str]]:
    return (names[at : at + 500] for at in range(0, len(names), 500))
