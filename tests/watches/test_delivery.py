"""Notices on their way: signed, sent to public addresses alone, tried again, given up, replayed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from safeconduct.api.delivery.addresses import AddressRefused, checked_addresses, is_public
from safeconduct.api.delivery.courier import Courier, Patience
from safeconduct.api.delivery.sender import MOST_BYTES, Sender, Sent
from safeconduct.api.delivery.signing import signed_headers, verified
from safeconduct.base.errors import InputError
from safeconduct.watches import WatchOutbox, WatchStore, new_secret, secret_bytes

from .conftest import fill

LOOPBACK = ("127.0.0.0/8", "::1/128")


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "127.255.0.3",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",  # where clouds tell machines their secrets
        "100.100.100.200",
        "192.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "100::1",
    ],
)
def test_what_is_not_public_is_refused(text: str) -> None:
    """Loopback, private, link-local, shared, documentation, multicast, and what hides them."""
    assert not is_public(ip_address(text))
    with pytest.raises(AddressRefused):
        checked_addresses("receiver.example", 443, resolve=lambda _host, _port: [text])
    with pytest.raises(AddressRefused):  # also if another address of the name is public
        checked_addresses("receiver.example", 443, resolve=lambda *_: ["93.184.216.34", text])


@pytest.mark.parametrize(
    "text",
    ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_what_is_public_is_not(text: str) -> None:
    assert checked_addresses("receiver.example", 443, resolve=lambda *_: [text]) == (text,)


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "localhost", "[::1]"]
)
def test_however_loopback_is_written_nothing_is_sent(host: str) -> None:
    """The system reads numbers in its own way; what it makes of them is what is looked at."""
    sent = Sender(seconds=2)(f"https://{host}:9/secret-path", {}, b"{}")
    assert not sent.arrived
    assert "secret-path" not in sent.error
    assert "is not a public address" in sent.error or "not known" in sent.error, sent


def test_networks_can_be_allowed() -> None:
    """Those that are named, and by http only those."""
    inside = [ip_network("10.0.0.0/8")]
    assert checked_addresses("a", 1, inside, lambda *_: ["10.1.1.1"]) == ("10.1.1.1",)
    assert checked_addresses("a", 1, inside, lambda *_: ["::ffff:10.1.1.1"])
    with pytest.raises(AddressRefused):
        checked_addresses("a", 1, inside, lambda *_: ["10.1.1.1", "192.168.0.1"])
    with pytest.raises(AddressRefused, match="http is allowed"):
        checked_addresses("a", 1, inside, lambda *_: ["8.8.8.8"], public=False)


def test_a_name_is_resolved_once(receiver: Receiver) -> None:
    """So that it cannot mean a public address first and this machine then."""
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["203.0.114.1"]

    sender = Sender(seconds=0.5, resolve=resolve)
    sent = sender(f"https://rebinding.example:{receiver.port}/", {}, b"{}")
    assert asked == ["rebinding.example"]
    assert not sent.arrived
    assert receiver.requests == []


class Receiver:
    """Takes one connection after the other, and answers what the test says."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.answer: Callable[[socket.socket], None] = said(b"HTTP/1.1 204 No Content\r\n\r\n")
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/hook?token=hidden"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(65536)
                head, _, body = request.partition(b"\r\n\r\n")
                length = int(dict(headers_of(head)).get("content-length", "0"))
                while len(body) < length:
                    body += connection.recv(65536)
                self.requests.append(head + b"\r\n\r\n" + body)
                try:
                    self.answer(connection)
                except OSError:
                    continue

    def close(self) -> None:
        self._socket.close()


def said(answer: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(answer)


def headers_of(head: bytes) -> Iterator[tuple[str, str]]:
    for line in head.decode().split("\r\n")[1:]:
        name, _, value = line.partition(": ")
        yield name.lower(), value


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def test_what_is_sent_is_signed(receiver: Receiver) -> None:
    """A receiver can tell a genuine notice from a changed, an old and a foreign one."""
    secret, body = new_secret(), '{"type":"watch.becomes","says":"Ünal"}'.encode()
    now = int(time.time())
    headers = signed_headers(secret, "id-1", now, body)
    assert Sender(LOOPBACK)(receiver.url, headers, body).arrived
    head, _, came = receiver.requests[0].partition(b"\r\n\r\n")
    got = dict(headers_of(head))
    assert head.startswith(b"POST /hook?token=hidden HTTP/1.1\r\n")
    assert got["content-type"] == "application/json"
    assert got["host"] == f"127.0.0.1:{receiver.port}"
    assert came == body
    assert verified(secret, got, came, now + 200)
    assert not verified(secret, got, came + b" ", now)
    assert not verified(secret, got, came, now + 600)
    assert not verified(secret, {**got, "webhook-id": "id-2"}, came, now)
    assert not verified(new_secret(), got, came, now)
    assert not verified(secret, {}, came, now)


def test_a_secret_that_is_none_is_not_shown() -> None:
    with pytest.raises(InputError) as found:
        secret_bytes("whsec_no base64!")
    assert "no base64" not in str(found.value)
    assert len(secret_bytes(new_secret())) == 32


def redirect(url: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()


def drip(connection: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    """What a receiver answers leads nowhere."""
    receiver.answer = said(redirect(receiver.url))
    sent = Sender(LOOPBACK)(receiver.url, {}, b"{}")
    assert (sent.status, sent.arrived, sent.never) == (302, False, False)
    assert len(receiver.requests) == 1


def test_an_answer_is_bounded_in_size_and_time(receiver: Receiver) -> None:
    """However much comes, or however slowly."""
    size = 100 * MOST_BYTES
    whole = f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode()
    receiver.answer = said(whole + b"x" * size)
    assert Sender(LOOPBACK)(receiver.url, {}, b"{}").arrived
    receiver.answer = drip
    begun = time.monotonic()
    sent = Sender(LOOPBACK, 0.5)(receiver.url, {}, b"{}")
    assert "no answer within 0.5 seconds" in sent.error
    assert time.monotonic() - begun < 10
    receiver.answer = said(b"this is no HTTP\r\n\r\n")
    assert not Sender(LOOPBACK)(receiver.url, {}, b"{}").arrived


@pytest.mark.parametrize("url", ["https://127.0.0.1:1/", "http://127.0.0.1:1/", "http://[/", "x:"])
def test_nothing_is_raised(url: str) -> None:
    sent = Sender(LOOPBACK, 1)(url, {}, b"{}")
    assert not sent.arrived
    assert sent.error


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def couriers(
    store: WatchStore, answers: list[Sent], attempts: int = 4
) -> tuple[Courier, Clock, list[tuple[str, float]]]:
    """Return a courier whose sending gives the answers, its clock, and what it sent when."""
    clock, sends = Clock(), list[tuple[str, float]]()

    def send(_url: str, headers: Any, _body: bytes) -> Sent:
        sends.append((headers["webhook-id"], clock.now))
        return answers.pop(0) if answers else Sent(200)

    made = Courier(
        WatchOutbox(store.database),
        send,
        lease=60,
        patience=Patience(attempts, 10),
        clock=clock,
        draw=lambda: 0.5,
    )
    return made, clock, sends


def test_a_notice_is_tried_again_ever_later_and_given_up(store: WatchStore) -> None:
    """Waits of 10, 40 and 160 seconds; then it is dead until somebody replays it."""
    (watch,) = fill(store, 1, due=1_800_000_000)
    outbox = WatchOutbox(store.database)
    courier, clock, sends = couriers(store, [Sent(500, "the answer was 500")] * 4)
    for _ in range(600):
        courier.round()
        clock.now += 1
    began = sends[0][1]
    assert [at - began for _, at in sends] == [0, 10, 50, 210]
    assert len({id_ for id_, _ in sends}) == 1
    assert outbox.counts() == {"waiting": 0, "done": 0, "dead": 1}
    assert outbox.replay(watch, clock.now) == 1
    assert courier.round() == 1
    assert outbox.counts([watch]) == {"waiting": 0, "done": 1, "dead": 0}
    assert len({id_ for id_, _ in sends}) == 1, "a replayed notice has the same id"
    assert outbox.replay(watch, clock.now) == 0
    assert outbox.replay(watch, clock.now, after=0) == 1
    assert courier.round() == 1
    assert courier.round() == 0


def test_what_is_not_wanted_is_given_up_at_once(store: WatchStore) -> None:
    fill(store, 1, due=0)
    courier, _, sends = couriers(store, [Sent(410, "gone", never=True)])
    courier.round()
    courier.round()
    assert len(sends) == 1
    assert WatchOutbox(store.database).counts()["dead"] == 1


def test_what_broke_off_is_sent_again_and_not_by_two_at_once(store: WatchStore) -> None:
    """A notice that was taken is nobody else's until its time is over."""
    fill(store, 3, due=0)
    outbox = WatchOutbox(store.database)
    taken = outbox.take(1000, 60)
    assert len(taken) == 3
    assert outbox.take(1059, 60) == ()
    again = outbox.take(1060, 60)
    assert [one.id for one in again] == [one.id for one in taken]
    assert [one.attempts for one in again] == [2, 2, 2]


def test_a_clock_that_is_set_holds_nothing_up_for_ever(store: WatchStore) -> None:
    """On by a year: all is due. Back by a year: what was to wait for minutes waits no year."""
    fill(store, 1, due=1_800_000_000)
    courier, clock, sends = couriers(store, [Sent(500, "the answer was 500")] * 3)
    courier.round()
    clock.now += 365 * 86_400
    courier.round()
    assert len(sends) == 2
    clock.now -= 365 * 86_400
    courier.round()
    assert len(sends) == 3
    courier.round()
    assert len(sends) == 3, "it waits as it would have"


def test_nothing_secret_is_shown(
    store: WatchStore, caplog: pytest.LogCaptureFixture, receiver: Receiver
) -> None:
    """Neither in a log, nor in an error, nor where an object is shown."""
    caplog.set_level("DEBUG")
    fill(store, 2, due=0, hook=receiver.url)
    (due, _) = WatchOutbox(store.database).take(0, 0)
    assert due.secret not in repr(due)
    assert "hidden" not in repr(due)
    answers = iter([b"HTTP/1.1 500 x\r\n\r\n", b"HTTP/1.1 200 x\r\n\r\n"])
    receiver.answer = lambda connection: connection.sendall(next(answers))
    Courier(WatchOutbox(store.database), Sender(LOOPBACK), patience=Patience(1)).round()
    assert "arrived at 127.0.0.1" in caplog.text
    assert "given up" in caplog.text
    assert due.secret not in caplog.text
    assert "hidden" not in caplog.text


def test_a_watch_that_is_removed_takes_its_notices_along(store: WatchStore) -> None:
    (watch,) = fill(store, 2, due=0)
    store.remove(watch)
    assert WatchOutbox(store.database).take(0, 60) == ()
    assert store.notices(watch) == ()
