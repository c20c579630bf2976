"""Messages over a Unix stream socket: a length, a JSON object, and at most one file descriptor."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Final

from kg.errors import QueryError
from kg.store.answers import Answer
from kg.store.asking import Question
from kg.store.query_errors import BusyError, LimitError, NotAcceptableError, RefusedError

_HEAD: Final = struct.Struct("!I")
#: A query's text is bounded before it comes here; this bounds what a broken peer may say.
_LONGEST: Final = 16 << 20

#: A message: a question, an answer, an error, or a word between the pool's own processes.
Message = Mapping[str, object]

_ERRORS: Final[Mapping[str, type[QueryError]]] = {
    "refused": RefusedError,
    "not-acceptable": NotAcceptableError,
    "busy": BusyError,
    "query": QueryError,
}


def send(peer: socket.socket, message: Message, descriptor: int | None = None) -> None:
    """Send a message whole."""
    data = json.dumps(message).encode()
    head = _HEAD.pack(len(data))
    if descriptor is None:
        peer.sendall(head + data)
        return
    socket.send_fds(peer, [head], [descriptor])
    peer.sendall(data)


class Incoming:
    """A message that arrives in pieces; read it whenever the socket is readable."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer, self._data = peer, bytearray()
        self.descriptor: int | None = None

    def read(self) -> dict[str, object] | None:
        """The whole message, None while more is to come.

        Raises EOFError when the peer is gone or speaks otherwise.
        """
        try:
            data, descriptors, _flags, _address = socket.recv_fds(self._peer, 1 << 16, 1)
        except ConnectionError as error:
            raise EOFError from error
        for one in descriptors:
            self.descriptor = one
        self._data += data
        length = _LONGEST
        if len(self._data) >= _HEAD.size:
            (length,) = _HEAD.unpack_from(self._data)
        if not data or length > _LONGEST:
            raise EOFError
        if len(self._data) < _HEAD.size + length:
            return None
        message: dict[str, object] = json.loads(self._data[_HEAD.size : _HEAD.size + length])
        self._data.clear()
        return message


def receive(peer: socket.socket) -> tuple[dict[str, object], int | None]:
    """The next message and its descriptor, waiting for it. Raises EOFError, TimeoutError."""
    incoming = Incoming(peer)
    while (message := incoming.read()) is None:
        pass
    return message, incoming.descriptor


def make_question(question: Question) -> Message:
    """A question as it travels."""
    return {
        "query": question.query,
        "default": question.default_graphs,
        "named": question.named_graphs,
        "forms": dict(question.forms),
    }


def parse_question(message: Message) -> Question:
    """The question of a message."""
    default, named, forms = message["default"], message["named"], message["forms"]
    assert isinstance(forms, dict)
    return Question(
        str(message["query"]),
        tuple(default) if isinstance(default, list) else None,
        tuple(named) if isinstance(named, list) else None,
        forms,
    )


def make_answer(answer: Answer) -> Message:
    """An answer as it travels; its text lies in the file of the question."""
    return {"kind": answer.kind, "form": answer.form, "rows": answer.rows}


def make_error(error: QueryError) -> Message:
    """An error as it travels."""
    if isinstance(error, LimitError):
        name = f"limit:{error.limit}"
    else:
        name = next(name for name, kind in _ERRORS.items() if isinstance(error, kind))
    return {
        "error": name,
        "what": error.what,
        "where": error.where,
        "why": error.why,
        "fix": error.fix,
    }


def parse_answer(message: Message) -> Answer:
    """The answer of a message. Raises the error that it carries instead."""
    if "error" not in message:
        rows = message["rows"]
        assert isinstance(rows, int)
        return Answer(str(message["kind"]), str(message["form"]), rows)
    name, _, limit = str(message["error"]).partition(":")
    what, where, why, fix = (str(message[part]) for part in ("what", "where", "why", "fix"))
    if name == "limit":
        raise LimitError(what, limit=limit, where=where, why=why, fix=fix)
    raise _ERRORS[name](what, where=where, why=why, fix=fix)
