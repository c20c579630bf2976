"""What people know that no document says: names of things, and whose articles a document means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg import names
from kg.graph.ntriples import MPO, RDF, SKOS, Term, Triple, get_iri, get_text, iri
from kg.records import Thing
from kg.text.fold import fold_key

_NAMED = {
    MPO.Instrument: "instrument",
    MPO.Body: "body",
    MPO.Service: "service",
    MPO.Publication: "publication",
    MPO.Facility: "facility",
}


class Curated:
    """The curated facts that reading a document needs."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._kinds: dict[Term, str] = {}
        self._names: dict[Term, list[str]] = defaultdict(list)
        self._legislation: dict[Term, str] = {}
        self._ordinances: set[Term] = set()
        self.labels: dict[Term, str] = {}
        self.claims: set[Term] = set()
        for subject, predicate, object_ in triples:
            if predicate == RDF.type and object_ == MPO.Ordinance:
                self._ordinances.add(subject)
            if predicate == RDF.type and object_ in _NAMED:
                self._kinds[subject] = _NAMED[object_]
            elif predicate in (SKOS.prefLabel, SKOS.altLabel):
                text = get_text(object_)
                self._names[subject].append(text)
                if predicate == SKOS.prefLabel:
                    self.labels[subject] = text
            elif predicate == RDF.type and object_ == MPO.Claim:
                self.claims.add(subject)
            elif predicate == MPO.articlesOf:
                self._legislation[subject] = get_iri(object_) or ""

    def find_aliases(self, code: str) -> Mapping[str, Term]:
        """The folded names of a municipality's curated things; none that two things bear."""
        found: dict[str, set[Term]] = defaultdict(set)
        for term in self._kinds:
            address = get_iri(term) or ""
            if address.startswith((f"{names.ID}{code}/", f"{names.ID}eli/jp/{code}/")):
                for name in self._names[term]:
                    found[fold_key(name)].add(term)
        return {name: min(terms) for name, terms in found.items() if len(terms) == 1}

    def find_things(self, code: str) -> Mapping[str, Thing]:
        """The printed names of a municipality's curated things, each with its thing."""
        aliases = self.find_aliases(code)
        return {
            name: Thing(self._kinds[term], self.labels.get(term, name))
            for term in self._kinds
            for name in self._names[term]
            if aliases.get(fold_key(name)) == term
        }

    def get_name(self, code: str) -> str | None:
        """The name of a municipality, None where nobody has told it."""
        return self.labels.get(iri(names.make_municipality(code)))

    def find_ordinances(self, code: str) -> set[str]:
        """The ordinances of a municipality whose number people know."""
        own = f"{names.ID}eli/jp/{code}/"
        return {name for term in self._ordinances if (name := get_iri(term) or "").startswith(own)}

    def find_laws(self) -> Mapping[str, Term]:
        """The folded names, numbers among them, of the nation's curated acts."""
        found: dict[str, set[Term]] = defaultdict(set)
        for term in self._kinds:
            if (get_iri(term) or "").startswith((f"{names.ID}eli/jp/law/", f"{names.ID}jp/")):
                for name in self._names[term]:
                    found[fold_key(name)].add(term)
        return {name: min(terms) for name, terms in found.items() if len(terms) == 1}

    def find_legislation(self, code: str, slug: str) -> str | None:
        """The ordinance whose articles a document means when it gives their numbers alone."""
        return self._legislation.get(iri(names.make_document(code, slug)))
