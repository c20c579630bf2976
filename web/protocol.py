"""Requests of the SPARQL 1.1 Protocol (section 2.1), read to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from gunicorn.http.errors import ParseException
from werkzeug.wrappers import Request

from kg.store.asking import Question
from kg.store.formats import FORMATS, Kind
from kg.store.limits import Limits
from kg.store.query_errors import LimitError, RefusedError
from web.negotiate import choose
from web.problems import ProtocolError

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
#: A form says each byte in up to three, and each character takes up to four bytes.
_BYTES_A_CHARACTER: Final = 12
_FIELDS: Final = 1000
_GRAPHS: Final = 200
_NAME: Final = 2000
_PIECE: Final = 1 << 16
#: Bytes of a body that is too long which are read all the same, so that its sender hears why.
_PATIENCE: Final = 64 << 20
_CHARSET: Final = re.compile(r"""charset\s*=\s*"?([\w.-]+)"?""", re.IGNORECASE)
_JSON: Final = ("application/json", "text/json")
_XML: Final = ("application/xml", "text/xml")
#: Broader names of the formats, by the kind of answer.
_ALIASES: Final[Mapping[Kind, Mapping[str, str]]] = {
    **{
        kind: {
            **dict.fromkeys(_JSON, FORMATS[kind]["json"]),
            **dict.fromkeys(_XML, FORMATS[kind]["xml"]),
        }
        for kind in ("solutions", "boolean")
    },
    "triples": {
        **dict.fromkeys(_JSON, FORMATS["triples"]["jsonld"]),
        **dict.fromkeys(_XML, FORMATS["triples"]["rdf"]),
        "application/x-turtle": FORMATS["triples"]["ttl"],
        "text/plain": FORMATS["triples"]["nt"],
    },
}
#: `format=` for addresses that people pass on: what one word means for each kind of answer.
_WORDS: Final[Mapping[str, Mapping[Kind, str]]] = {
    "json": {"solutions": "json", "boolean": "json", "triples": "jsonld"},
    "xml": {"solutions": "xml", "boolean": "xml", "triples": "rdf"},
    "csv": {"solutions": "csv"},
    "tsv": {"solutions": "tsv"},
    **{form: {"triples": form} for form in FORMATS["triples"]},
}


@dataclass(frozen=True)
class Parameters:
    """The parameters of a request, in order, decoded strictly."""

    pairs: tuple[tuple[str, str], ...]

    def find(self, name: str) -> list[str]:
        """All values of a parameter."""
        return [value for key, value in self.pairs if key == name]


def read_question(request: Request, limits: Limits) -> Question | None:
    """The question that a request asks, None for a GET that asks none.

    Raises ProtocolError, RefusedError for an update, LimitError for a text that is too long.
    """
    address = parse_parameters(request.query_string)
    if request.method == "POST":
        query, dataset = _read_body(request, address, limits)
    else:
        if address.find("update"):
            raise _make_update_error()
        given = address.find("query")
        if not given:
            return None
        query, dataset = _take_one(given), address
    if len(query) > limits.text:
        raise make_length_error(limits)
    accept = request.headers.get("Accept")
    words = address.find("format") or dataset.find("format")
    return Question(
        query,
        _read_graphs(dataset, "default-graph-uri"),
        _read_graphs(dataset, "named-graph-uri"),
        _choose_forms(accept, words),
    )


def _read_body(request: Request, address: Parameters, limits: Limits) -> tuple[str, Parameters]:
    """The query of a POST and where its dataset is said."""
    media_type, _, parameters = (request.content_type or "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == UPDATE:
        raise _make_update_error()
    if media_type not in (FORM, DIRECT):
        raise ProtocolError(
            415,
            "この種類の本文は受け取れません / a body of this type is not taken",
            why=media_type or "Content-Type がありません / no Content-Type",
            fix=f"{FORM} か {DIRECT} で送ってください / send one of these two",
        )
    charset = _CHARSET.search(parameters)
    if charset is not None and charset[1].lower() not in ("utf-8", "utf8"):
        raise ProtocolError(
            415,
            "本文は UTF-8 でなければなりません / the body must be UTF-8",
            why=f"charset={charset[1]}",
        )
    data = read_bytes(request, limits)
    if media_type == DIRECT:
        if address.find("query"):
            raise ProtocolError(
                400,
                "query が本文とアドレスの両方にあります / a query in the body and in the address",
                fix="どちらか一つにしてください / send it once",
            )
        return _decode(data, "body"), address
    body = parse_parameters(data)
    if body.find("update") or address.find("update"):
        raise _make_update_error()
    return _take_one(body.find("query")), body


def read_bytes(request: Request, limits: Limits) -> bytes:
    """The whole body. Raises LimitError for one too long, ProtocolError for one cut short."""
    most = limits.text * _BYTES_A_CHARACTER
    try:
        data = request.stream.read(most + 1)
    except (OSError, ParseException) as error:
        raise _make_broken_error(str(error)) from error
    if len(data) < min(request.content_length or 0, most + 1):
        raise _make_broken_error(f"{len(data)} of {request.content_length} bytes")
    if len(data) <= most:
        return data
    # Who is still sending hears nothing: the rest is read, within reason, and forgotten.
    left = _PATIENCE
    while left > 0 and (piece := request.stream.read(_PIECE)):
        left -= len(piece)
    raise make_length_error(limits)


def parse_parameters(data: bytes) -> Parameters:
    """The parameters of a query string or a form. Raises ProtocolError for what is not UTF-8."""
    # Byte for byte, so that raw and percent-encoded text is decoded alike, and strictly.
    text = data.decode("latin-1")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, encoding="latin-1", max_num_fields=_FIELDS)
    except ValueError as error:
        raise ProtocolError(
            400,
            f"パラメーターは {_FIELDS} 個までです / at most {_FIELDS} parameters",
            why=str(error),
        ) from error
    return Parameters(
        tuple(
            (_decode(name.encode("latin-1"), "name"), _decode(value.encode("latin-1"), name))
            for name, value in pairs
        )
    )


def _decode(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(
            400,
            "UTF-8 ではない文字があります / not UTF-8",
            why=f"{place}: byte {error.start}",
            fix="UTF-8 で送ってください / send UTF-8",
        ) from error


def _take_one(values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0]
    raise ProtocolError(
        400,
        "query は一つだけ送ってください / send exactly one query",
        why=f"{len(values)}",
        fix="?query=… または本文の query= / as ?query=… or query= in the body",
    )


def _read_graphs(parameters: Parameters, name: str) -> tuple[str, ...] | None:
    names = tuple(dict.fromkeys(parameters.find(name)))
    if len(names) > _GRAPHS or any(len(one) > _NAME for one in names):
        raise ProtocolError(
            400,
            f"グラフは {_GRAPHS} まで、名は {_NAME:,} 字まで / "
            f"at most {_GRAPHS} graphs, of {_NAME:,} characters each",
            why=name,
        )
    return names or None


def _choose_forms(accept: str | None, words: Sequence[str]) -> dict[Kind, str | None]:
    """The format for each kind of answer, by a word in the address or else by `Accept`."""
    # Clients send words of their own beside the Accept that they mean: those say nothing here.
    meant = _WORDS.get(words[0].lower()) if words else None
    if meant is not None:
        return {kind: meant.get(kind) for kind in FORMATS}
    return {kind: choose_form(accept, kind) for kind in FORMATS}


def choose_form(accept: str | None, kind: Kind) -> str | None:
    """The format of a kind of answer that a reader prefers, None when it accepts none."""
    offers = FORMATS[kind]
    chosen = choose(accept, tuple(offers.values()), _ALIASES[kind])
    return next((form for form, media_type in offers.items() if media_type == chosen), None)


def _make_update_error() -> RefusedError:
    return RefusedError(
        "更新はできません / updates are refused: the graph is read-only",
        fix="問い合わせは query で送ってください / send queries as `query`",
    )


def _make_broken_error(why: str) -> ProtocolError:
    return ProtocolError(
        400,
        "本文が途中で切れました / the body was cut short",
        why=why,
        fix="もう一度送ってください / send it again",
    )


def make_length_error(limits: Limits) -> LimitError:
    """The error of a query with too many characters."""
    return LimitError(
        f"問い合わせは {limits.text:,} 字までです / a query has at most {limits.text:,} characters",
        limit="text",
        fix="VALUES を分けて、何度かに送ってください / split VALUES over several queries",
    )
