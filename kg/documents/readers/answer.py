"""What a reader's process answers, as JSON lines: a kept text in pieces, or an error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.documents.kept import KeptText, Notice
from kg.documents.place import Place
from kg.errors import SourceError

#: How much of a text and how many places go into a line.
_TEXT: Final = 100_000
_PLACES: Final = 1_000


@dataclass(frozen=True)
class Answer:
    """What came: a whole kept text, or an error; neither where the answer was broken off."""

    kept: KeptText | None = None
    error: SourceError | None = None


def make_answer(result: KeptText | SourceError) -> Iterator[str]:
    """The lines that tell a result; `parse_answer` reads them."""
    if isinstance(result, SourceError):
        words = [result.what, result.where, result.why, result.fix]
        yield json.dumps({"error": words})
        return
    for start in range(0, len(result.text), _TEXT):
        yield json.dumps({"text": result.text[start : start + _TEXT]})
    places = iter(result.places)
    while some := [[p.start, p.end, p.fragment, p.page] for p in islice(places, _PLACES)]:
        yield json.dumps({"places": some})
    for notice in result.notices:
        yield json.dumps({"notice": [notice.code, notice.where, notice.ja, notice.en]})
    yield json.dumps({"reader": result.reader})


def parse_answer(lines: Iterable[bytes]) -> Answer | None:
    """What the lines tell; None where they are not what a reader answers."""
    text: list[str] = []
    places: list[Place] = []
    notices: list[Notice] = []
    try:
        for line in lines:
            match json.loads(line):
                case {"text": str(words)}:
                    text.append(words)
                case {"places": list(some)}:
                    places += map(_parse_place, some)
                case {"notice": [str(code), str(where), str(ja), str(en)]}:
                    notices.append(Notice(code, where, ja, en))
                case {"reader": str(reader)}:
                    kept = KeptText("".join(text), tuple(places), reader, tuple(notices))
                    return Answer(kept) if _is_sound(kept) else None
                case {"error": [str(what), str(where), str(why), str(fix)]}:
                    return Answer(error=SourceError(what, where=where, why=why, fix=fix))
                case _:
                    return None
    except (ValueError, RecursionError):
        return None
    return None


def _parse_place(found: object) -> Place:
    match found:
        case [int(start), int(end), str(fragment), int() | None as page]:
            return Place(start, end, fragment, page)
        case _:
            raise ValueError("no place")


def _is_sound(kept: KeptText) -> bool:
    """Whether the places stand in order within the text."""
    end = 0
    for place in kept.places:
        if not end <= place.start < place.end <= len(kept.text):
            return False
        end = place.end
    return True
