"""Plans and other instruments that review sheets name, as RDF."""

from __future__ import annotations

from collections.abc import Iterable

from kg import names
from kg.graph.builder import DocumentBuilder
from kg.graph.ntriples import CPSV, DCT, FOAF, MPO, PROV, Term, dated, iri
from kg.graph.review_laws import get_code, link_stated
from kg.layouts.review_records import PlanMention
from kg.text.fold import fold_key


class PlanWriter:
    """Writes the instruments of one document; `known` are the things it has described already.

    Plans of one name that were made on other days are other plans: the day tells them apart.
    A month stands for the day in it where the document prints one such day alone.
    """

    def __init__(
        self, builder: DocumentBuilder, known: set[Term], plans: Iterable[PlanMention]
    ) -> None:
        self.builder, self._known = builder, known
        self._names: dict[str, str] = {}
        self._dates: dict[str, set[str]] = {}
        for plan in plans:
            key = fold_key(plan.name.text)
            self._names.setdefault(key, plan.name.text)
            if plan.issued is not None:
                self._dates.setdefault(key, set()).add(plan.issued)

    def add(self, plan: PlanMention, project: Term) -> None:
        """An instrument that a project follows."""
        builder, term = self.builder, self._name(plan)
        told = f"{term} {plan.name.text}"
        if told not in self._known:
            self._known.add(told)
            builder.add_named(term, plan.name.text, plan.name.spans, MPO.Instrument, PROV.Entity)
        if term not in self._known:
            self._known.add(term)
            builder.triples.add(term, MPO.instrumentKind, get_code(plan.kind))
        made = f"{term} {plan.issued}"
        if plan.issued is not None and made not in self._known:
            self._known.add(made)
            builder.claim(term, DCT.issued, dated(plan.issued), [builder.passage(plan.span)])
        if plan.page is not None:
            builder.triples.add(term, FOAF.page, iri(plan.page))
        link_stated(builder, project, CPSV.follows, term, [plan.span])

    def _name(self, plan: PlanMention) -> Term:
        key, issued = fold_key(plan.name.text), plan.issued
        if issued is not None:
            dates = self._dates[key]
            days = {one for one in dates if one.startswith(issued) and len(one) > len(issued)}
            # Of 2021-10 and 2021-10-22 below 2021, the sharper is meant by both.
            days = {one for one in days if not any(o != one and o.startswith(one) for o in days)}
            issued = days.pop() if len(days) == 1 else issued
        name = self._names[key]
        code = self.builder.entry.municipality
        return iri(names.make_thing(code, "instrument", name, issued))
