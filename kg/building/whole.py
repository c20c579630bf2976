"""All documents of a data folder built: apart where they can be, and kept for the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.building.chunk import ChunkAbout, ChunkJob, find_chunk, run_chunk
from kg.building.documents import (
    Known,
    ReadingJob,
    Summary,
    find_summary,
    make_document_key,
    read_job,
)
from kg.building.plan import Region, plan_regions
from kg.building.region import (
    GENERATED,
    FilesJob,
    RegionFiles,
    RegionJob,
    find_files,
    find_region,
    run_files,
    run_region,
)
from kg.building.scopes import Shares
from kg.building.store import Store
from kg.building.work import Workers
from kg.decisions.apply import Outdated
from kg.decisions.load import Decisions
from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.errors import KgError
from kg.graph.curated import Curated
from kg.graph.curated_bodies import make_curated_bodies
from kg.graph.municipal_codes import make_municipalities, make_ward_codes
from kg.graph.ntriples import Term, Triples
from kg.graph.turtle import write_turtle
from kg.links.duplicates import Compared, find_repeats
from kg.links.kana import load_written
from kg.store.embedded import check_turtle

MUNICIPALITIES: Final = Path("curated-municipalities.ttl")
BODIES: Final = Path("curated-bodies.ttl")
INFERRED: Final = Path("inferred.ttl")
#: Documents of fewer bytes altogether are read sooner than other processes begin.
_DEAR: Final = 60_000

Progress = Callable[[DocumentEntry], None]
Failed = Callable[[DocumentEntry, KgError], None]


@dataclass(frozen=True)
class Kept:
    """What people keep: curated facts and decisions as graphs, and the decisions read."""

    graphs: tuple[Triples, ...]
    decisions: Decisions


@dataclass(frozen=True)
class Whole:
    """The parts of the graph by name, and what is known of the documents."""

    documents: tuple[ReadingJob, ...]
    summaries: tuple[Summary, ...]
    files: dict[Path, str]
    outdated: tuple[Outdated, ...]


class Builder:
    """Builds a data folder; what the store holds is not made again."""

    def __init__(
        self, folder: DataFolder, store: Store, workers: Workers, *, corrected: bool = True
    ) -> None:
        self.folder, self.store, self.workers = folder, store, workers
        self.corrected = corrected

    def build(
        self, kept: Kept, progress: Progress | None = None, failed: Failed | None = None
    ) -> Whole:
        """All files. Raises the first KgError of a document when all were read, `failed` being
        called with each, else at once."""
        manifest = load_manifest(self.folder.sources)
        codes = sorted({entry.municipality for entry in manifest.documents})
        known = {s for graph in kept.graphs for s, _, _ in graph}
        municipalities = make_municipalities(codes, known)
        shares = Shares([*kept.graphs, municipalities])
        own = {code: shares.get([shares.groups.find(code)]) for code in codes}
        told = {code: Curated(t for graph in own[code] for t in graph) for code in codes}
        facts = {code: Known(told[code].find_things(code), told[code].get_name(code))
                 for code in codes}  # fmt: skip
        documents = [
            ReadingJob(
                self.store,
                self.folder,
                manifest.path,
                entry,
                make_document_key(self.folder, entry, corrected=self.corrected),
                self.corrected,
                facts[entry.municipality],
            )
            for entry in manifest.documents
        ]
        summaries = self._read(documents, progress, failed)
        jobs = [
            ChunkJob(
                self.store,
                code,
                tuple(one for one in documents if one.entry.municipality == code),
                own[code],
            )
            for code in codes
        ]
        labels = dict(Curated(t for graph in (*kept.graphs, municipalities) for t in graph).labels)
        jobs, abouts = self._make_chunks(jobs, labels)
        wards = {ward for about in abouts for ward in about.wards}
        municipalities.update(make_ward_codes(codes, wards))
        bodies = make_curated_bodies(
            self.folder.responsible_bodies,
            {project for about in abouts for project in about.projects},
            labels,
        )
        shares = Shares([*kept.graphs, municipalities, bodies])
        regions = plan_regions(self.store, jobs, abouts, shares, kept.decisions.all)
        within, across = find_repeats(self._compare([region.job for region in regions]))
        found = self._write(regions, within)
        return Whole(
            tuple(documents),
            tuple(summaries),
            _collect(municipalities, bodies, documents, across, found),
            tuple(one for part in found for one in part.outdated),
        )

    def _read(
        self, jobs: Sequence[ReadingJob], progress: Progress | None, failed: Failed | None
    ) -> list[Summary]:
        """The documents read, in order, those that are in the store left out."""
        known = [find_summary(job) for job in jobs]
        missing = [job for job, summary in zip(jobs, known, strict=True) if summary is None]
        found = iter(self.workers.run(read_job, missing, is_dear=_are_dear(missing)))
        summaries: list[Summary] = []
        errors: list[KgError] = []
        for job, summary in zip(jobs, known, strict=True):
            if summary is None:
                done = next(found)
                summary = done.summary
                if done.error is not None:
                    if failed is None:
                        raise done.error
                    failed(job.entry, done.error)
                    errors.append(done.error)
            if summary is not None:
                summaries.append(summary)
            if progress is not None:
                progress(job.entry)
        if errors:
            raise errors[0]
        return summaries

    def _make_chunks(
        self, jobs: Sequence[ChunkJob], labels: dict[Term, str]
    ) -> tuple[list[ChunkJob], list[ChunkAbout]]:
        """The graphs of the documents; `labels` grows by the names that they give."""
        known = [find_chunk(job) for job in jobs]
        missing = [job for job, about in zip(jobs, known, strict=True) if about is None]
        dear = _are_dear(one for job in missing for one in job.documents)
        made = iter(self.workers.run(run_chunk, missing, is_dear=dear))
        final: list[ChunkJob] = []
        abouts: list[ChunkAbout] = []
        for job, about in zip(jobs, known, strict=True):
            about = about or next(made)
            # A thing of others has the name that the first document gave it.
            given = {term: labels[term] for term in about.asked if term in labels}
            if any(about.asked[term] != name for term, name in given.items()):
                job = replace(job, labels=given)
                about = find_chunk(job) or run_chunk(job)
            labels.update((term, name) for term, name in about.labels.items() if term not in labels)
            final.append(job)
            abouts.append(about)
        return final, abouts

    def _compare(self, regions: Sequence[RegionJob]) -> list[Compared]:
        known = [find_region(region) for region in regions]
        missing = [one for one, found in zip(regions, known, strict=True) if found is None]
        dear = _are_dear(one for job in missing for part in job.jobs for one in part.documents)
        made = iter(self.workers.run(run_region, missing, is_dear=dear))
        return [found if found is not None else next(made) for found in known]

    def _write(self, regions: Sequence[Region], repeats: Sequence[Triples]) -> list[RegionFiles]:
        readings = load_written(self.folder.readings)
        jobs = [
            FilesJob(
                region.job,
                own,
                region.bodies,
                {key: value for key, value in readings.items() if key[0] in region.codes},
            )
            for region, own in zip(regions, repeats, strict=True)
        ]
        known = [find_files(job) for job in jobs]
        missing = [one for one, found in zip(jobs, known, strict=True) if found is None]
        made = iter(self.workers.run(run_files, missing))
        return [found if found is not None else next(made) for found in known]


def _collect(
    municipalities: Triples,
    bodies: Triples,
    documents: Sequence[ReadingJob],
    inferred: Triples,
    found: Sequence[RegionFiles],
) -> dict[Path, str]:
    """All files: what tables say, the documents in the order of the list, and what follows."""
    files: dict[Path, str] = {}
    for path, table in ((MUNICIPALITIES, municipalities), (BODIES, bodies)):
        if len(table):
            files[path] = write_turtle(table, None, GENERATED)
    texts = {path: text for part in found for path, text in part.files.items()}
    checked = set(texts)
    for one in documents:
        path = Path(one.entry.municipality) / f"{one.entry.slug}.ttl"
        files[path] = texts[path]
    for part in found:
        inferred.update(part.inferred)
    files[INFERRED] = write_turtle(inferred, None, GENERATED)
    for path in files.keys() - checked:
        check_turtle(files[path], path)
    return files


def _are_dear(jobs: Iterable[ReadingJob]) -> bool:
    """Whether documents are so long that more processes are worth their beginning."""
    return sum(_measure(job.entry.file) for job in jobs) >= _DEAR


def _measure(path: Path) -> int:
    """The size of a file, 0 where there is none: reading it says so."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
