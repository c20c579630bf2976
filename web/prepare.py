"""What a process reads before its first reader asks for it."""

from __future__ import annotations

import gc

from flask import Flask

from kg.questions.document import prepare_documents
from web.site import KEPT, Site

#: What every process reads once, in the order in which readers are likely to ask for it.
_SHARED = (
    "index",
    "figures",
    "documents",
    "ordinances",
    "bodies",
    "wards",
    "instruments",
    "reappearances",
    "repeat_links",
    "clusters",
    "statistics",
    "events",
    "renamings",
    "gaps",
    "issues",
    "status_examples",
    "ways",
    "catalogue",
    "release",
)


def prepare_app(app: Flask) -> None:
    """Compile the templates and read what pages share, the lists before the files."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    site = app.extensions["site"]
    assert isinstance(site, Site)
    for name in _SHARED:
        getattr(site, name)
    prepare_documents(site.store)
    for document in site.documents[:KEPT]:
        # Without its text a document has neither.
        if site.get_reading(document.iri) is not None:
            site.get_marks(document.iri)
    # What is kept for good need not be searched for garbage again and again.
    gc.collect()
    gc.freeze()
