"""Whole answers in pieces: what is read is what was written, and nothing else."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import InputError
from safeconduct.decisions import AnswerText, DecisionLog, LogFailed
from safeconduct.decisions import documents as kept
from safeconduct.decisions.committer import Committer
from safeconduct.decisions.documents import (
    SHORT,
    Pieces,
    compressed,
    key_of,
    listed,
    read_document,
)
from safeconduct.decisions.reader import kept_document, pieces_of
from safeconduct.decisions.tables import DecisionRow

from .conftest import Entry
from .test_faults import url_in

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=2 * SHORT).map(str.encode)


@given(texts=st.lists(TEXTS, min_size=1, max_size=6), data=st.data())
def test_an_answer_is_read_as_it_was_listed(texts: list[bytes], data: st.DataObject) -> None:
    """Whichever of its pieces are named by their digests, and whatever stands in them."""
    held = {key_of(one): compressed(one) for one in texts}
    named = [one if data.draw(st.booleans()) else key_of(one) for one in texts]
    document = AnswerText(tuple(texts))
    assert read_document(listed(named), Pieces(held.get)) == bytes(document) == b"".join(texts)
    assert document.digest == sha256(bytes(document)).hexdigest()
    assert len(document) == len(bytes(document))


@given(content=st.binary(max_size=200) | st.binary(max_size=200).map(lambda it: b"[" + it))
def test_what_was_not_written_is_damaged(content: bytes) -> None:
    """Or is some text: nothing else comes of it."""
    with suppress(LogFailed):
        assert isinstance(read_document(content, Pieces({}.get)), bytes)


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 1001 + b"]" * 1001,
        b'[["=a"]]',
        b"[1]",
        b"[null]",
        b'["=a"',
        b'["=\xff"]',
        listed([b"x"] * (kept.MOST + 1)),
        b"[" + b" " * 3_000_000 + b"]",
    ],
    ids=["deep", "a list", "a number", "nothing", "cut", "no text", "many", "long"],
)
def test_another_list_is_damaged(content: bytes) -> None:
    """Whatever stands in it; a long one is not even read."""
    with pytest.raises(LogFailed, match="damaged"):
        read_document(content, Pieces({}.get))


def test_a_list_is_no_piece() -> None:
    """So nothing is read again and again, or without an end."""
    held = {key_of(b"text"): listed([b"text"]), "-" * 64: compressed(b"other")}
    for key in held:
        with pytest.raises(LogFailed, match="damaged"):
            read_document(listed([key]), Pieces(held.get))


@pytest.mark.parametrize("pieces", [(), (b"",), ("text",), (b"\xff",), (b"x",) * (kept.MOST + 1)])
def test_what_cannot_be_kept_is_refused(pieces: tuple[bytes, ...]) -> None:
    """Before it stands beside others in a group."""
    with pytest.raises(InputError, match="pieces"):
        AnswerText(pieces)


def test_a_few_pieces_make_no_endless_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short list may name a long piece many times."""
    monkeypatch.setattr(kept, "LARGEST", 10_000)
    piece = b"x" * 3000
    held = {key_of(piece): compressed(piece)}
    assert len(read_document(listed([*held] * 3), Pieces(held.get))) == 9000
    with pytest.raises(LogFailed, match="damaged"):
        read_document(listed([*held] * 4), Pieces(held.get))


def test_pieces_at_hand_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is forgotten is found again."""
    monkeypatch.setattr(kept, "_KEPT", 5000)
    texts = [bytes([65 + at]) * 1000 for at in range(20)]
    held = {key_of(one): compressed(one) for one in texts}
    pieces = Pieces(held.get)
    for _ in range(2):
        assert [pieces(key) for key in held] == texts
        assert sum(map(len, pieces._kept.values())) <= 5000


def test_answers_of_earlier_versions_are_read(tmp_path: Path, entry: Entry) -> None:
    """They were kept whole."""
    made = entry(whole=True)
    assert made.document is not None
    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        id_ = log.record(made).id
    whole = bytes(made.document)
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as other, other:
        for (trigger,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute("DELETE FROM decision_documents")
        row = made.document.digest, zlib.compress(whole)
        other.execute("INSERT INTO decision_documents (digest, content) VALUES (?, ?)", row)
    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        found = log.get(id_)
        assert found is not None
        assert found.answer == orjson.loads(whole)
        assert log.verify().faults == ()
        log.record(made)  # which is there already
        assert log.verify().faults == ()


def test_a_lost_piece_is_told(tmp_path: Path, entry: Entry) -> None:
    """By whoever reads an answer that has it, and by whoever verifies the log."""
    made = entry(whole=True)
    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        id_ = log.record(made).id
        other_id = log.record(replace(made, document=AnswerText((b'{"of": "another"}',)))).id
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as other, other:
        for (trigger,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute("DELETE FROM decision_documents WHERE digest LIKE '-%'")
    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        with pytest.raises(LogFailed, match="damaged"):
            log.get(id_)
        found = log.get(other_id)
        assert found is not None
        assert found.answer == {"of": "another"}
        assert {one.kind for one in log.verify().faults} == {"document"}
        log.record(made)  # the piece is sent again, and the answer is whole
        assert log.verify().faults == ()


def test_a_new_process_knows_what_the_last_one_wrote(tmp_path: Path, entry: Entry) -> None:
    """Pieces that it was not sent are read from the log."""
    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        for day in range(1, 9):
            if day % 3 == 0:
                log._writer._of_threads._channel.end()
            made = entry(on=f"2024-09-0{day}", whole=True)
            assert made.document is not None
            found = log.get(log.record(made).id)
            assert found is not None
            assert found.document == made.document.digest
            assert found.answer == orjson.loads(bytes(made.document))
        assert log.verify().faults == ()


COLUMNS = (
    "answer",
    "q",
    "{}",
    "p",
    "P",
    "2024-09-02",
    "2024-09-02",
    "x",
    "w",
    "r",
    "",
    "whole",
    "",
)
LONG = [b"%0*d" % (SHORT + 50, number) for number in range(12)]


@given(
    answers=st.lists(
        st.lists(st.sampled_from([*LONG, b"a", LONG[0] + LONG[1]]), min_size=1, max_size=4),
        min_size=1,
        max_size=12,
    ),
    bound=st.integers(0, 4 * len(LONG[0])),
    ends=st.integers(1, 4),
)
@settings(max_examples=15)
def test_whatever_is_at_hand_every_answer_is_there(
    answers: list[list[bytes]], bound: int, ends: int
) -> None:
    """However little is, in whatever groups they come, and where an answer is a piece of others."""
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        DecisionLog.open(url_in(Path(folder))) as log,
        ExitStack() as stack,
    ):
        patch.setattr(kept, "_KEPT", bound)
        database, known, seqs = log._database, set[bytes](), list[int]()
        for at in range(0, len(answers), 3):
            if at % (3 * ends) == 0:
                committer = Committer(*database.driven, "1")
                stack.enter_context(closing(committer._connection))
            group = answers[at : at + 3]
            new = {key_of(one): one for one in chain(*group) if len(one) >= SHORT}
            sent = {key: one for key, one in new.items() if one not in known}
            known |= set(sent.values())
            taken = [
                (1, "", COLUMNS, tuple(one if len(one) < SHORT else key_of(one) for one in answer))
                for answer in group
            ]
            seqs += [seq for _, seq, _ in committer.commit((taken, sent, {}))]
        with database.reading() as connection:
            pieces = pieces_of(connection)
            for seq, answer in zip(seqs, answers, strict=True):
                digest = connection.execute(
                    sa.select(DecisionRow.document).where(DecisionRow.seq == seq)
                ).scalar_one()
                content = kept_document(connection, digest)
                assert content is not None
                assert read_document(content, pieces) == b"".join(answer)
                assert digest == sha256(b"".join(answer)).hexdigest()
        assert log.verify().faults == ()
