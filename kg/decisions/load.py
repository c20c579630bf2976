"""The decisions of a graph folder, and which of them counts for a link: the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.decisions.anchor import Doubt, Standing, find_standing
from kg.decisions.apply import Outdated, put_into_force
from kg.decisions.record import (
    FILE,
    SINGLE,
    Decision,
    Outcome,
    make_key,
    parse_triples,
)
from kg.decisions.trouble import Trouble
from kg.errors import GraphError, locate
from kg.graph.ntriples import Term, Triple, Triples
from kg.store.turtle import read_text


class Decisions:
    """Decisions in the order of their file. Of several on one link the latest counts.

    Of two that were made at the same time it is the one that comes later in the file; where a
    thing has one value at most, confirming one sets aside that another was confirmed before.
    `doubts` are those to be made again: of `anchored` decisions also those whose words are gone.
    """

    def __init__(
        self, decisions: Sequence[Decision] = (), doubts: Mapping[Term, Doubt] | None = None
    ) -> None:
        self.all = tuple(decisions)
        found = doubts or {}
        in_time = sorted(self.all, key=lambda one: one.at)
        written: dict[Triple, Decision] = {}
        for decision in in_time:
            written.pop(decision.written_key, None)
            written[decision.written_key] = decision
        latest: dict[Triple, Decision] = {}
        for decision in written.values():
            if decision.term not in found:
                latest.pop(decision.key, None)
                latest[decision.key] = decision
        aside, open_again = _find_set_aside(in_time)
        for decision in aside:
            if latest.get(decision.key) == decision:
                del latest[decision.key]
        self._latest = latest
        self.doubts = (
            *(doubt for one in written.values() if (doubt := found.get(one.term)) is not None
              and not any(_answers(other, doubt) for other in latest.values())),
            *(_doubt_again(one) for one in open_again if one.term not in found),
        )  # fmt: skip

    @property
    def latest(self) -> Mapping[Triple, Decision]:
        """The decision that counts for each triple, by `make_key`, in the order of their times."""
        return self._latest

    def anchored(self, graphs: Sequence[Triples]) -> Decisions:
        """The decisions on what their ends are called now in the graphs of the documents.

        A row is found by the words that were decided on; where these are gone, or stand in several
        places, the decision holds for nothing and is among the `doubts`.
        """
        return self.anchored_in(find_standing(graphs)) if self.all else self

    def anchored_in(self, standing: Standing) -> Decisions:
        """The same where it is known already where things stand."""
        placed = [standing.place(decision) for decision in self.all]
        return Decisions(
            [decision for decision, _ in placed],
            {decision.term: doubt for decision, doubt in placed if doubt is not None},
        )

    def find(self, subject: Term, predicate: Term, object_: Term) -> Decision | None:
        """The decision that counts for a triple, whichever way round a symmetric one is given."""
        return self._latest.get(make_key(subject, predicate, object_))

    def is_rejected(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether people rejected a triple."""
        found = self.find(subject, predicate, object_)
        return found is not None and found.outcome is Outcome.REJECTED

    def is_confirmed(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether people confirmed a triple."""
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
        now = self.anchored(graphs)
        return put_into_force(
            now.latest.values(), now.doubts, graphs, inferred, kept, restores=restores
        )


def _find_set_aside(in_time: Iterable[Decision]) -> tuple[list[Decision], list[Decision]]:
    """The confirmations in whose place another was confirmed, and those of them to ask again,
    since that other one was rejected in its turn."""
    current: dict[tuple[Term, Term], Decision] = {}
    aside: dict[Triple, Decision] = {}
    for decision in in_time:
        if decision.predicate not in SINGLE:
            continue
        place = decision.subject, decision.predicate
        aside.pop(decision.key, None)
        now = current.get(place)
        if decision.outcome is Outcome.CONFIRMED:
            if now is not None and now.key != decision.key:
                aside[now.key] = now
            current[place] = decision
        elif now is not None and now.key == decision.key:
            del current[place]
    left = [one for one in aside.values() if (one.subject, one.predicate) not in current]
    return list(aside.values()), left


def _doubt_again(decision: Decision) -> Doubt:
    return Doubt(
        decision, Trouble.SET_ASIDE, frozenset([decision.subject]), frozenset([decision.object])
    )


def _answers(later: Decision, doubt: Doubt) -> bool:
    """Whether somebody has decided anew on what a doubtful decision may have been on."""
    return later.at > doubt.decision.at and doubt.may_be(
        later.subject, later.predicate, later.object
    )


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


def parse_decisions(data: bytes, path: Path) -> tuple[Decisions, Mapping[str, str]]:
    """The decisions in a file's bytes, in their order there, and what its prefixes mean at its end.

    Raises GraphError for a file that is torn or says less than a decision must.
    """
    try:
        read = read_text(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(locate(path, line), str(error)) from error
    except GraphError as error:
        raise _broken(error.where, error.why) from error
    try:
        found = parse_triples(read.triples)
    except GraphError as error:
        error.where = f"{path.parent / error.where}"
        raise
    return Decisions(list(found.values())), read.prefixes


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
