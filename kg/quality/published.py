"""The scores as they were published: what `kg scores --json` wrote, and the first runs on unseen
documents, which cannot be measured a second time."""

from __future__ import annotations

import json
import sysconfig
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kg.documents.folder import DataFolder
from kg.errors import GraphError, locate
from kg.quality.shares import Shares

SCORES: Final = "scores.json"
UNSEEN: Final = "scores-unseen.toml"
#: The data folder's own, a checkout's, else where the wheel put them.
_PLACES: Final = (
    Path(__file__).resolve().parents[2] / "data",
    Path(sysconfig.get_path("data")) / "share/seisaku-kg/scores",
    Path(__file__).resolve().parents[2] / "share/seisaku-kg/scores",
)


@dataclass(frozen=True)
class Measure(Shares):
    """How many of something were right, found and expected."""

    name: str
    right: int
    found: int
    expected: int


@dataclass(frozen=True)
class DocumentMeasure:
    """A document against its reviewed reading, with corrections or without, whole and by field."""

    slug: str
    corrected: bool
    total: Measure
    fields: tuple[Measure, ...]


@dataclass(frozen=True)
class UnseenMeasure:
    """A first run on documents that nobody had seen: `later` are the values after mending."""

    ja: str
    en: str
    facts: int
    precision: float
    recall: float
    later: tuple[float, float] | None


@dataclass(frozen=True)
class PublishedScores:
    """What was measured, on which day, by which command."""

    date: str
    command: str
    documents: tuple[DocumentMeasure, ...]
    links: tuple[Measure, ...]
    unseen: tuple[UnseenMeasure, ...]

    @property
    def fields(self) -> tuple[Measure, ...]:
        """The fields over all documents, with the corrections applied."""
        sums: dict[str, list[int]] = {}
        for document in self.documents:
            for one in document.fields if document.corrected else ():
                kept = sums.setdefault(one.name, [0, 0, 0])
                for at, number in enumerate((one.right, one.found, one.expected)):
                    kept[at] += number
        return tuple(Measure(name, *numbers) for name, numbers in sorted(sums.items()))


def load_scores(folder: DataFolder) -> PublishedScores | None:
    """The published scores, None where none are at hand. Raises GraphError for a broken file."""
    for place in (folder.root, *_PLACES):
        if (place / SCORES).exists():
            return read_scores(place)
    return None


def read_scores(place: Path) -> PublishedScores:
    """The scores of a folder. Raises GraphError for a broken file."""
    path, other = place / SCORES, place / UNSEEN
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        unseen = tomllib.loads(other.read_text(encoding="utf-8")) if other.exists() else {}
        return PublishedScores(
            told["date"],
            told["command"],
            tuple(map(_read_document, told["documents"])),
            tuple(Measure(**one) for one in told["links"]),
            tuple(map(_read_unseen, unseen.get("run", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(
            "精度の記録が読めません / the published scores cannot be read",
            where=locate(path),
            why=str(error),
            fix="make scores で作り直してください / write them with `make scores`",
        ) from error


def write_scores(
    path: Path,
    documents: tuple[DocumentMeasure, ...],
    links: tuple[Measure, ...],
    command: str,
    date: str,
) -> None:
    """Write what was measured; the date stays that of the first run that gave these values."""
    told: dict[str, Any] = {
        "command": command,
        "documents": [asdict(one) for one in documents],
        "links": [asdict(one) for one in links],
    }
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        if {key: kept.get(key) for key in told} == json.loads(json.dumps(told)):
            date = kept.get("date", date)
    text = json.dumps({"date": date, **told}, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def _read_document(told: dict[str, Any]) -> DocumentMeasure:
    return DocumentMeasure(
        told["slug"],
        told["corrected"],
        Measure(**told["total"]),
        tuple(Measure(**one) for one in told["fields"]),
    )


def _read_unseen(told: dict[str, Any]) -> UnseenMeasure:
    later = told.get("later")
    return UnseenMeasure(
        told["ja"],
        told["en"],
        told["facts"],
        told["precision"],
        told["recall"],
        (later[0], later[1]) if later else None,
    )
