"""All routes of the API, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from web.api import (
    articles,
    bodies,
    documents,
    finding,
    named,
    projects,
    repeats,
    things,
    ways,
)
from web.api.route import Route

#: The subjects with their names, ja and en.
TAGS: Final = {
    "finding": ("さがす", "Finding"),
    "documents": ("文書", "Documents"),
    "projects": ("事業", "Projects"),
    "bodies": ("組織と区", "Bodies and wards"),
    "articles": ("条例と条文", "Ordinances and articles"),
    "named": ("規範・数値・行事", "Instruments, figures, events"),
    "repeats": ("再掲と重複", "Reappearances and repeats"),
    "ways": ("つながり", "How things hang together"),
    "things": ("一つずつの事実", "Things, fact by fact"),
}
ROUTES: Final[tuple[Route, ...]] = tuple(
    route
    for module in (
        finding,
        documents,
        projects,
        bodies,
        articles,
        named,
        repeats,
        ways,
        things,
    )
    for route in module.ROUTES
)
