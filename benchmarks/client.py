"""Asking a server over kept connections, and the clock: one question after another, or several at a time.

It is made of raw sockets so that it takes as little of the machine as Python can: it shares the cores with
the servers it measures. `Load.client_share` says how much of a core it took itself.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from statistics import median
from urllib.parse import urlsplit

TIMEOUT = 120  # seconds until a silent server is given up
BUFFER = 1 << 18
BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class WrongAnswerError(Exception):
    """A server said something else than it was asked for: a figure of it would mean nothing."""


@dataclass(frozen=True)
class Question:
    """A path with its query, the headers that go with it, and the status a right answer has."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = HTTPStatus.OK


@dataclass
class Answer:
    """An answer as it comes in, piece by piece."""

    head: bytes = b""
    status: int = 0
    length: int | None = None  # bytes of the body; None while they come in chunks or until the server hangs up
    is_chunked: bool = False
    body: bytearray = field(default_factory=bytearray)

    def takes(self, data: bytes) -> bool:
        """Take in what arrived, and say whether the answer is whole."""
        if self.status:
            self.body += data
            return self.is_whole()
        self.head += data
        head, blank, rest = self.head.partition(b"\r\n\r\n")
        if not blank:
            return False
        self.head = head
        self._read_head()
        self.body += rest
        return self.is_whole()

    def is_whole(self) -> bool:
        """Whether all bytes that were announced are here."""
        if self.status in BODILESS:
            return True
        if self.is_chunked:
            return self.body.endswith(b"0\r\n\r\n")
        return self.length is not None and len(self.body) >= self.length

    @property
    def is_last(self) -> bool:
        """Whether the server hangs up after it."""
        return self.header("connection").lower() == "close" or self.head.startswith(b"HTTP/1.0")

    def _read_head(self) -> None:
        self.status = int(self.head[9:12])
        self.is_chunked = "chunked" in self.header("transfer-encoding")
        length = self.header("content-length")
        self.length = int(length) if length else None

    def header(self, name: str) -> str:
        """The value of a header, or nothing."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _colon, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return ""

    @property
    def content(self) -> bytes:
        """The body without the marks between its chunks."""
        if not self.is_chunked:
            return bytes(self.body)
        rest, content = bytes(self.body), b""
        while rest:
            size, _line, rest = rest.partition(b"\r\n")
            count = int(size.split(b";")[0], 16)
            content, rest = content + rest[:count], rest[count + 2 :]
            if not count:
                break
        return content


class Connection:
    """A connection to a server, opened again whenever the server has closed it."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self.address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.host, self.prefix = parts.netloc, parts.path.rstrip("/")
        self.socket: socket.socket | None = None

    def send(self, question: Question) -> socket.socket:
        """Send a question; the socket is where its answer will come in."""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=TIMEOUT)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(self.written(question))
        return self.socket

    def written(self, question: Question) -> bytes:
        """The question as HTTP writes it."""
        headers = {"Host": self.host, "Accept": "*/*", "Connection": "keep-alive"} | dict(question.headers)
        lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
        return f"GET {self.prefix}{question.path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode()

    def ask(self, question: Question) -> Answer:
        """Ask and wait for the whole answer; once more where the server had hung up meanwhile."""
        was_open = self.socket is not None
        try:
            return self._asked(question)
        except ConnectionError:
            self.close()
            if not was_open:
                raise
            return self._asked(question)

    def _asked(self, question: Question) -> Answer:
        """Ask once."""
        source, answer = self.send(question), Answer()
        while not answer.takes(data := source.recv(BUFFER)):
            if not data:
                self.close()
                if answer.status and answer.length is None:
                    return answer
                raise ConnectionResetError(f"{self.host} hung up at {question.path}")
        if answer.is_last:
            self.close()
        return answer

    def close(self) -> None:
        """Hang up; the next question opens the connection anew."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def checked(answer: Answer, question: Question) -> Answer:
    """The answer, if it has the status that was to be expected; raises `WrongAnswerError` with its beginning."""
    if answer.status == question.status:
        return answer
    raise WrongAnswerError(
        f"{question.path} was answered by {answer.status}: {answer.content[:300].decode(errors='replace')}"
    )


def get(base: str, question: Question) -> Answer:
    """The answer to one question over a connection of its own."""
    connection = Connection(base)
    try:
        return checked(connection.ask(question), question)
    finally:
        connection.close()


# The clock -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    """How long answers took, one question after another: the middle of them, in milliseconds."""

    p50: float
    count: int
    size: int  # bytes of the last body


def waited(base: str, questions: Iterator[Question], seconds: float, at_least: int = 3) -> Wait:
    """Ask one question after another for so many seconds, `at_least` so many."""
    connection, size = Connection(base), 0
    times: list[float] = []
    end = time.perf_counter() + seconds
    while len(times) < at_least or time.perf_counter() < end:
        question = next(questions)
        start = time.perf_counter()
        answer = connection.ask(question)
        times.append(time.perf_counter() - start)
        size = len(checked(answer, question).body)
    connection.close()
    return Wait(median(times) * 1000, len(times), size)


@dataclass(frozen=True)
class Load:
    """How many answers a second came to several questions at a time, and the client's own share of a core."""

    per_second: float
    count: int
    client_share: float


@dataclass
class _Line:
    """One of the connections that are busy at the same time."""

    connection: Connection
    question: Question | None = None
    answer: Answer = field(default_factory=Answer)


def loaded(base: str, questions: Iterator[Question], connections: int, seconds: float, patience: float = 20) -> Load:
    """Keep so many connections busy for so many seconds; longer, up to `patience`, until each had an answer."""
    selector = selectors.DefaultSelector()
    lines = [_Line(Connection(base)) for _n in range(connections)]
    start, cpu, count = time.perf_counter(), time.process_time(), 0
    for line in lines:
        _put(line, next(questions), selector)
    while (spent := time.perf_counter() - start) < seconds or (count < connections and spent < patience):
        for key, _events in selector.select(timeout=0.1):
            if _taken(key.data, selector):
                count += 1
                _put(key.data, next(questions), selector)
    share = (time.process_time() - cpu) / spent
    for line in lines:
        line.connection.close()
    selector.close()
    return Load(count / spent, count, share)


def _put(line: _Line, question: Question, selector: selectors.BaseSelector) -> None:
    """Send the next question of a line."""
    before = line.connection.socket
    line.question, line.answer = question, Answer()
    source = line.connection.send(question)
    if source is not before:
        selector.register(source, selectors.EVENT_READ, line)


def _taken(line: _Line, selector: selectors.BaseSelector) -> bool:
    """Read what arrived on a line, and say whether its answer is whole."""
    source, question = line.connection.socket, line.question
    assert source is not None and question is not None  # noqa: S101, PT018 - a busy line has both
    data = source.recv(BUFFER)
    is_whole = line.answer.takes(data)
    if is_whole and not line.answer.is_last:
        checked(line.answer, question)
        return True
    if is_whole or not data:
        selector.unregister(source)
        line.connection.close()
        if is_whole:
            checked(line.answer, question)
            return True
        _put(line, question, selector)  # it had hung up between two questions
    return False
