"""The IRIs of the projects that rows list (graph contract, "Names")."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg import names
from kg.records import ListingRecord
from kg.text.fold import fold_key


class ProjectNames:
    """Names of projects, document after document: two unmarked rows of one name are two projects.

    Documents keep the names that they have: where an earlier one lists a name, it is the later
    one's row that is told apart. So the order of documents counts, and a new one comes last.
    """

    def __init__(self) -> None:
        self._listed: set[str] = set()
        self._taken: Counter[str] = Counter()

    def name_projects(self, code: str, listings: Sequence[ListingRecord]) -> list[str]:
        """The project IRI of each listing of a document, in order.

        Rows of one name are told apart by bureau or else by node. A 再掲 row lists the one of its
        document's that is described alike, or the only one; else one of the plain name.
        """
        plain = [names.make_thing(code, "project", listing.name) for listing in listings]
        rows = list(zip(plain, listings, strict=True))
        rivals: dict[str, list[ListingRecord]] = defaultdict(list)
        for name, listing in rows:
            if not listing.reappearance:
                rivals[name].append(listing)
        own: dict[int, str] = {}
        for name, listing in rows:
            if listing.reappearance or (len(rivals[name]) < 2 and name not in self._listed):
                continue
            apart = _tell_apart(listing, rivals[name])
            self._taken[f"{name}~{apart}"] += 1
            again = self._taken[f"{name}~{apart}"]
            suffix = apart if again == 1 else f"{apart}~{again}"
            own[listing.start] = names.make_thing(code, "project", listing.name, suffix)
        for name, listing in rows:
            if listing.reappearance and rivals[name]:
                alike = [other for other in rivals[name] if _is_told_alike(listing, other)]
                chosen = rivals[name] if len(rivals[name]) == 1 else alike
                if len(chosen) == 1:
                    own[listing.start] = own.get(chosen[0].start, name)
        self._listed |= {name for name, found in rivals.items() if found}
        return [own.get(listing.start, name) for name, listing in rows]


def _tell_apart(listing: ListingRecord, rivals: Sequence[ListingRecord]) -> str:
    """What tells a row from others of its name: a bureau that only it has, else its node."""
    bureaus = [rival.bodies[0].name if rival.bodies else None for rival in rivals]
    bureau = listing.bodies[0].name if listing.bodies else None
    if bureau is not None and bureaus.count(bureau) == 1:
        return bureau
    return "/".join(listing.node or (str(listing.position),))


def _is_told_alike(left: ListingRecord, right: ListingRecord) -> bool:
    texts = [[fold_key(value.text) for value in row.descriptions] for row in (left, right)]
    return bool(texts[0]) and texts[0] == texts[1]
