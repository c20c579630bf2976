"""The decisions of a graph folder, and which of them counts for a link: the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.decisions.apply import Outdated, put_into_force
from kg.decisions.record import (
    FILE,
    SINGLE,
    Decision,
    Outcome,
    make_key,
    parse_triples,
)
from kg.errors import GraphError, locate
from kg.graph.load import parse_turtle
from kg.graph.ntriples import Term, Triple, Triples, from_graph, get_iri


class Decisions:
    """Decisions in the order of their file. Of several on one link the latest counts.

    Of two that were made at the same time it is the one that comes later in the file; where a
    thing has one value at most, confirming one sets aside that another was confirmed before.
    """

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self.all = tuple(decisions)
        in_time = sorted(self.all, key=lambda one: one.at)
        latest: dict[Triple, Decision] = {}
        for decision in in_time:
            latest.pop(decision.key, None)
            latest[decision.key] = decision
        confirmed: dict[tuple[Term, Term], Decision] = {}
        for decision in list(latest.values()):
            if decision.outcome is Outcome.CONFIRMED and decision.predicate in SINGLE:
                place = decision.subject, decision.predicate
                if place in confirmed:
                    del latest[confirmed[place].key]
                confirmed[place] = decision
        self._latest = latest

    @property
    def latest(self) -> Mapping[Triple, Decision]:
        """The decision that counts for each triple, by `make_key`, in the order of their times."""
        return self._latest

    def find(self, subject: Term, predicate: Term, object_: Term) -> Decision | None:
        """The decision that counts for a triple, whichever way round a symmetric one is given."""
        return self._latest.get(make_key(subject, predicate, object_))

    def is_rejected(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether people rejected a triple, be it that its passages have changed since."""
        found = self.find(subject, predicate, object_)
        return found is not None and found.outcome is Outcome.REJECTED

    def is_confirmed(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether people confirmed a triple, be it that its passages have changed since."""
        found = self.find(subject, predicate, object_)
        return found is not None and found.outcome is Outcome.CONFIRMED

    def apply(
        self,
        graphs: Sequence[Triples],
        inferred: Triples,
        kept: Sequence[Triples] = (),
        *,
        restores: bool = True,
    ) -> list[Outdated]:
        """Put the decisions into force in the generated graphs; what has to be asked again.

        `graphs` and `inferred` are changed. `kept` are the files of people: read, never changed.
        It may be done twice: between rules, where later ones build on what holds, without
        restoring the links that no rule has given yet (`restores`), and at the end.
        """
        return put_into_force(self._latest.values(), graphs, inferred, kept, restores=restores)


def load_decisions(triples: Iterable[Triple]) -> Decisions:
    """The decisions among triples. Raises GraphError for one that cannot be read."""
    return Decisions(list(parse_triples(triples).values()))


def read_decisions(ttl: Path) -> Decisions:
    """The decisions of a graph folder in the order of their file; none where there is no file.

    Raises GraphError for a file that is torn or says less than a decision must.
    """
    path = ttl / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Decisions()
    except OSError as error:
        raise GraphError(
            "決定のファイルを読めません / the file of decisions cannot be read",
            where=locate(path),
            why=error.strerror or str(error),
            fix="場所と権限を確かめてください / check the place and its rights",
        ) from error
    return parse_decisions(data, path)[0]


def parse_decisions(data: bytes, path: Path) -> tuple[Decisions, frozenset[Triple]]:
    """The decisions in a file's bytes, in their order there, and all its triples."""
    try:
        text = data.decode("utf-8")
        triples = list(from_graph(parse_turtle(text, path)))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(locate(path, line), str(error)) from error
    except ValueError as error:
        raise _broken(locate(path), str(error)) from error
    except GraphError as error:
        raise _broken(error.where, error.why) from error

    # A reader of Turtle gives no order back; each decision's name first stands at its own place.
    def place(term: Term) -> int:
        return text.find((get_iri(term) or "").rpartition("/")[2])

    try:
        found = parse_triples(triples)
    except GraphError as error:
        error.where = f"{path.parent / error.where}"
        raise
    in_order = [found[term] for term in sorted(found, key=place)]
    return Decisions(in_order), frozenset(triples)


def _broken(where: str, why: str) -> GraphError:
    return GraphError(
        "決定のファイルが壊れています。何も変えていません / "
        "the file of decisions is broken; nothing was changed",
        where=where,
        why=why,
        fix="この行を手で直すか、版管理から戻してください。`kg build` では作り直せません / "
        "mend the line by hand or restore the file from version control; "
        "`kg build` cannot make it anew",
    )
