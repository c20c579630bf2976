"""Why a query has no answer, by kind, so that the protocol can say it with the right status."""

from __future__ import annotations

from kg.errors import QueryError


class RefusedError(QueryError):
    """It would change the graph or reach outside it."""


class NotAcceptableError(QueryError):
    """None of the formats that the reader accepts can say this kind of answer."""


class BusyError(QueryError):
    """As many queries run and wait as may; it can be asked again."""


class LimitError(QueryError):
    """It went past a limit: `limit` names the field of `Limits`, or `depth` or `steps`."""

    def __init__(
        self, what: str, *, limit: str, where: str = "", why: str = "", fix: str = ""
    ) -> None:
        super().__init__(what, where=where, why=why, fix=fix)
        self.limit = limit


_AGAIN = "少し待ってからもう一度送ってください / wait a little and send it again"
_ADD = "条件を足すか LIMIT をつけてください / add conditions, or a LIMIT"
_PAGE = (
    "LIMIT と OFFSET で分けるか、変数を減らしてください。グラフ全体は一括データにあります / "
    "page with LIMIT and OFFSET or select fewer variables; whole graphs come as dumps"
)


def make_time_error(seconds: float) -> LimitError:
    """The error of a query that was ended at its deadline."""
    return LimitError(
        f"{seconds:g}秒以内に答えが出ませんでした / no answer within {seconds:g} s",
        limit="seconds",
        fix=_ADD,
    )


def make_rows_error(rows: int) -> LimitError:
    """The error of an answer with too many rows or triples."""
    return LimitError(
        f"答えが {rows:,} 行を超えました / the answer has more than {rows:,} rows",
        limit="rows",
        fix=_PAGE,
    )


def make_size_error(size: int) -> LimitError:
    """The error of an answer with too many bytes."""
    return LimitError(
        f"答えが {size:,} バイトを超えました / the answer is over {size:,} bytes",
        limit="size",
        fix=_PAGE,
    )


def make_memory_error(memory: int, why: str = "") -> LimitError:
    """The error of a query that wanted more memory than it may have."""
    return LimitError(
        f"問い合わせに {memory >> 20:,} MiB より多くのメモリーが要ります / "
        f"the query needs more than {memory >> 20:,} MiB of memory",
        limit="memory",
        why=why,
        fix=_ADD,
    )


def make_busy_error(running: int) -> BusyError:
    """The error of a query that found no free place."""
    return BusyError(
        f"ほかの問い合わせが {running} 件動いています / {running} other queries are running",
        fix=_AGAIN,
    )


def make_trouble(why: str) -> BusyError:
    """The error of an engine that could not read its files."""
    return BusyError(
        "グラフを読む途中で問題が起きました / trouble while reading the graph",
        why=why,
        fix="もう一度送り、続くなら知らせてください / send it again; if it stays, report it",
    )


def make_outside_error(why: str) -> RefusedError:
    """The error of a query that tried to reach outside all the same."""
    return RefusedError(
        "外への問合せはできません / is refused: the graph asks nothing outside", why=why
    )


def make_depth_error(why: str) -> LimitError:
    """The error of a query that ended its process: too deep, or too large to plan."""
    return LimitError(
        "問い合わせが大きすぎるか深すぎます / the query is too large or nests too deep",
        limit="depth",
        why=why,
        fix="問い合わせを分けてください / split the query",
    )
