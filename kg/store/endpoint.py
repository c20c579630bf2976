"""The query service of an external server: what is sent to it, and what counts as its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import urlencode

from kg.errors import KgError, QueryError
from kg.names import PREFIXES
from kg.store.http import Answer, Client, Sent, break_off
from kg.store.query_errors import RefusedError
from kg.store.refusals import check_query
from kg.store.tokens import Token, find_form, find_missing_prefixes, find_tokens
from kg.store.whole import make_row_query

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
#: The same content under the names that servers give it.
_SAME: Final = {ROWS: {ROWS, "application/json"}, TRIPLES: {TRIPLES, "text/plain"}}
#: By these headers Virtuoso says that it gave a part: its row limit, or its own time-out.
_PARTIAL: Final = ("X-SPARQL-MaxRows", "X-SQL-State")
#: Names by which Virtuoso calls its own functions, some of which read files and addresses.
_OWN_FUNCTIONS: Final = ("<bif:", "<sql:")
_SERVICE: Final = (
    "KG_STORE が SPARQL の問い合わせの URL か確かめてください / "
    "see that KG_STORE is the URL of a SPARQL query service"
)
_MARKUP: Final = re.compile(r"<[!/]?[A-Za-z][^<>]*>")
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Dataset:
    """The graphs that a query names by the protocol, none where the server's own will do."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Endpoint:
    """One query service, and the graphs that a query which names none is about."""

    def __init__(self, client: Client, dataset: Dataset | None = None) -> None:
        self.client, self.dataset = client, dataset or Dataset()

    @property
    def place(self) -> str:
        """Where it answers, for messages."""
        return str(self.client.address)

    def ask(
        self,
        query: str,
        media_type: str,
        dataset: Dataset | None = None,
        file: BinaryIO | None = None,
        *,
        complete: bool = True,
    ) -> Answer:
        """The whole answer in the media type, its body in the file if one is given.

        `complete`: prefixes of the project that the query does not declare are declared for it.
        Raises QueryError for a query that the server does not read and for an answer that is not
        whole, KgError for any other.
        """
        tokens = find_tokens(query)
        needed = find_missing_prefixes(tokens, PREFIXES) if complete else []
        # On the line where the query begins, so that its lines keep their numbers.
        head = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in needed)
        about = self._choose(tokens) if dataset is None else dataset
        fields = [
            ("query", head + query),
            *(("default-graph-uri", graph) for graph in about.default),
            *(("named-graph-uri", graph) for graph in about.named),
        ]
        body = urlencode(fields).encode("ascii")
        headers = {"Accept": media_type, "Content-Type": _FORM}
        answer = self.client.send(Sent("POST", self.client.address.path, body, headers), file)
        self._check(answer, media_type)
        if media_type == TRIPLES and "virtuoso" in (answer.headers.get("server") or "").lower():
            rows = make_row_query(query)
            if rows is not None:
                self.ask(rows, ROWS, dataset, complete=complete)
        return answer

    def refuse(self, what: str, why: str = "", fix: str = "") -> KgError:
        """An error of this server's making."""
        return KgError(what, where=self.place, why=why, fix=fix)

    def break_off(self, why: str) -> QueryError:
        """The error for an answer that is not whole."""
        return break_off(self.client.address, why)

    def _choose(self, tokens: Sequence[Token]) -> Dataset:
        """The graphs to name beside a query: none beside its own, named ones only for GRAPH."""
        if any(token.is_word("FROM") for token in tokens):
            return Dataset()
        if any(token.is_word("GRAPH") for token in tokens):
            return self.dataset
        return Dataset(self.dataset.default)

    def _check(self, answer: Answer, media_type: str) -> None:
        """Raise an error for whatever is no whole answer of the media type."""
        said = say(answer)
        if answer.status == 400:
            raise _make_syntax_error(said)
        if answer.status in (401, 403):
            raise self.refuse(
                f"サーバーが拒みました / refused by the server ({answer.status})",
                why=said,
                fix="KG_STORE_USER と KG_STORE_PASSWORD を確かめてください / check them",
            )
        if 300 <= answer.status < 400:
            raise self.refuse(
                f"別の場所を指しています / points elsewhere ({answer.status})",
                why=answer.headers.get("location") or "",
                fix="KG_STORE にその URL を書いてください。転送には従いません / "
                "give that URL in KG_STORE: no redirect is followed",
            )
        if partial := next((name for name in _PARTIAL if name in answer.headers), ""):
            told = answer.headers.get("X-SQL-Message") or ""
            raise self.break_off(f"{partial}: {answer.headers[partial]} {told}".strip())
        if answer.status != 200:
            raise self.refuse(
                f"サーバーが答えられません / the server cannot answer ({answer.status})",
                why=said,
                fix=_SERVICE if answer.status in (404, 405, 410) else "",
            )
        if answer.media_type not in _SAME[media_type]:
            raise self.refuse(
                f"{media_type} の代わりに {answer.media_type or '?'} が返りました / came instead",
                why=said,
                fix=_SERVICE,
            )
        if media_type == TRIPLES and not answer.ended:
            # Unlike JSON, N-Triples may stop after any line and look whole.
            raise self.break_off("neither a length nor chunks: its end cannot be told")


def say(answer: Answer) -> str:
    """What a server says in the body of an error, on one line without its markup."""
    text = answer.body[:4000].decode("utf-8", "replace")
    return " ".join(_MARKUP.sub(" ", text).split())[:300]


def check_form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE. Raises QueryError for a query that is refused or none."""
    check_query(query)
    tokens = find_tokens(query)
    for token in tokens:
        # The ways of Virtuoso's dialect out of SPARQL: its functions, and SQL in backquotes.
        if token.text == "`" or token.text.lower().startswith(_OWN_FUNCTIONS):
            raise RefusedError(
                f"{token.text} は使えません / is refused: no part of SPARQL 1.1",
                fix="SPARQL 1.1 の関数を使ってください / use the functions of SPARQL 1.1",
            )
    form = find_form(tokens)
    if not form:
        raise _make_syntax_error("none of SELECT, ASK, CONSTRUCT, DESCRIBE")
    return form


def _make_syntax_error(why: str) -> QueryError:
    return QueryError(
        "問い合わせを解釈できません / the query does not parse",
        why=why,
        fix="SPARQL 1.1 の書き方を確かめてください / check it against SPARQL 1.1",
    )
