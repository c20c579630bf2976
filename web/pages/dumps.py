"""The dumps of this version of the data, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import GRAPH_ONTOLOGY
from kg.questions.catalogue import GraphFigures
from kg.questions.catalogue_void import cite
from kg.store.release import CATALOGUE, STEM, SUMS, Release
from web.contexts import Crumb, DataLink
from web.dump_contexts import Dump, DumpsPage, GraphDump
from web.language import get_language
from web.links import FORMATS, LANGUAGES
from web.render import get_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("dumps", __name__)


@blueprint.get("/dumps")
def show_dumps() -> Response:
    """Every file of this version with its size and checksum."""
    links, site = get_links(), get_site()
    release = site.release
    return render(
        DumpsPage(
            title=_("一括データ"),
            trail=make_trail(
                Crumb(_("このサイトについて"), links.about()), Crumb(_("一括データ"), "")
            ),
            permalink=links.dumps(),
            data=tuple(
                DataLink(f"{name} (VoID, DCAT)", media_type, links.void(suffix))
                for suffix, (media_type, name) in FORMATS.items()
            ),
            dumps=_list_dumps(release),
            checks=tuple(
                DataLink(name, media_type, links.release_file(release.name, name))
                for name, media_type in ((SUMS, "text/plain"), (CATALOGUE, "text/turtle"))
            ),
            graphs=tuple(map(_make_graph, site.catalogue.graphs)),
            citation=cite(release.version),
        )
    )


def _list_dumps(release: Release) -> tuple[Dump, ...]:
    links = get_links()
    told = {
        f"{STEM}.nq.gz": ("N-Quads", _("名前付きグラフごとの全部。行の順に並べてある")),
        f"{STEM}.trig.gz": ("TriG", _("名前付きグラフごとの全部")),
        f"{STEM}.jsonld.gz": ("JSON-LD", _("名前付きグラフごとの全部")),
        f"{STEM}.ttl.gz": ("Turtle", _("すべてのグラフを合わせた一つのグラフ")),
        f"{STEM}-rows.csv.gz": ("CSV", _("事業の行と、その根拠の文")),
    }
    return tuple(
        Dump(name, label, about, links.release_file(release.name, name), file.size, file.sha256)
        for name, (label, about) in told.items()
        if (file := release.find(name)) is not None
    )


def _make_graph(graph: GraphFigures) -> GraphDump:
    links = get_links()
    english = get_language() != LANGUAGES[0] and graph.title_en is not None
    page = links.page(graph.source.iri) if graph.source else None
    other = links.ontology() if graph.iri == GRAPH_ONTOLOGY else links.about()
    return GraphDump(
        title=(graph.title_en or graph.title) if english else graph.title,
        original=not english,
        page=page or other,
        triples=graph.triples,
        files=tuple(
            DataLink(name, media_type, links.dump(graph.iri, suffix))
            for suffix, (media_type, name) in FORMATS.items()
        ),
    )
