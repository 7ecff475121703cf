"""Watches are kept in PostgreSQL as they are in SQLite."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from safeconduct import Engine
from safeconduct.watches import (
    Watch,
    WatchAnswer,
    Watcher,
    WatchesFailed,
    WatchOutbox,
    WatchStore,
    new_secret,
)

from ..decisions.conftest import Postgres, postgres
from .conftest import Made

__all__ = ["postgres"]  # a fixture

pytestmark = pytest.mark.slow


def test_two_watchers_do_no_more_than_one(postgres: Postgres, made: Made) -> None:
    """Both look at the same time, at the same events: each notice is made and taken once."""
    url = postgres.new_url()
    first, later = made("2024-01-28"), made("2024-02-04")
    with WatchStore(url) as one, WatchStore(url) as other:
        Watcher(one, lambda: first).look()
        answer = WatchAnswer(outcome="no_power", contested=False, exposure="shielded")
        for number in range(20):
            watch = Watch(
                profile="icc",
                id=f"w{number}",
                person="vladimir-putin",
                condition="becomes",
                places=("ARM",),
                outcomes=("must_arrest",),
                made_on=date(2024, 1, 28),
                hook="https://receiver.example/",
            )
            one.add(watch, {"ARM": answer}, new_secret())

        def look(store: WatchStore, engine: Engine) -> None:
            Watcher(store, lambda: engine).look()

        threads = [threading.Thread(target=look, args=(it, later)) for it in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [len(other.notices(f"w{number}")) for number in range(20)] == [1] * 20
        taken = [WatchOutbox(it.database).take(4_000_000_000, 60, 12) for it in (one, other)]
        ids = [notice.id for some in taken for notice in some]
        assert len(set(ids)) == len(ids) == 20
        assert other.remove("w3")
        assert other.notices("w3") == ()
        assert WatchOutbox(other.database).counts()["waiting"] == 19
    with pytest.raises(WatchesFailed) as found:
        WatchStore(f"postgresql://tester:sesame@/nothing?host={postgres.folder}")
    assert "sesame" not in str(found.value)
