"""Layouts know no names: what a document is called and ordered like changes nothing else."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kg.layouts.reading import ReadDocument
from kg.records import Span
from kg.text.items import close_line_ends
from tests.graph.portrait import Line, make_portrait
from tests.workbench import DATA, Sample, build_graph, read_real

DOCUMENTS = tomllib.loads((DATA / "sources" / "documents.toml").read_text("utf-8"))["document"]
SLUGS = sorted(DOCUMENTS)


def _sample(slug: str, text: str) -> Sample:
    entry = DOCUMENTS[slug]
    return Sample(slug, text, entry["layout"], entry["municipality"])


def _read(
    root: Path, slug: str, text: str, *, rows_only: bool = False
) -> tuple[ReadDocument, Counter[Line]]:
    build, graph = build_graph(root, _sample(slug, text))
    return build.documents[0], make_portrait(graph, rows_only=rows_only)


def _replace(text: str, changes: dict[Span, str]) -> str:
    for span in sorted(changes, reverse=True):
        text = text[: span.start] + changes[span] + text[span.end :]
    return text


# Names of other shapes than the real ones: Latin, digits, kana, a blank between Latin words.
_SHAPES = (
    "改称{}号事業",
    "ＮＥＷ計画{}",
    "やまなみ{}推進",
    "「ことのは{}」の実施",
    "Ｚ{}くらしの再編",
)


@pytest.mark.parametrize("slug", SLUGS)
def test_renaming_every_project_and_body_changes_only_the_names(slug: str, tmp_path: Path) -> None:
    text = read_real(slug)
    document, before = _read(tmp_path / "before", slug, text, rows_only=True)
    listings = document.extraction.listings
    names: dict[str, str] = {}
    for listing in listings:
        shape = _SHAPES[len(names) % len(_SHAPES)]
        names.setdefault(_bare(listing.name), shape.format(len(names) + 1))
    for number, body in enumerate(sorted({b.name for row in listings for b in row.bodies})):
        # A body's kind is told by how its name ends, so the new name ends alike.
        names[body] = f"改組{number}" + ("センター" if body.endswith("センター") else "局")
    changes: dict[Span, str] = {}
    for listing in listings:
        (name_span,) = listing.name_spans
        printed = close_line_ends(document.source.quote(name_span))
        name = _bare(listing.name)
        changes[name_span] = printed.replace(name, names[name])
        assert changes[name_span] != printed, "every name is changed"
        changes |= {body.span: names[body.name] for body in listing.bodies}
    for usage in document.extraction.usages:
        if usage.what == "box-title":
            changes[usage.span] = names[document.source.quote(usage.span)]
    _, after = _read(tmp_path / "after", slug, _replace(text, changes), rows_only=True)
    old = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    # A name stands alone, or behind its node's labels, before marks in brackets or a year.
    place = re.compile(rf"(?:(?<=\A)|(?<=\| ))(?:{old})(?=\Z|\s?[(\[（［]| @)")

    def rename(word: str) -> str:
        return place.sub(lambda match: names[match.group()], close_line_ends(word))

    expected = Counter(tuple(rename(word) for word in line) for line in before.elements())
    found = Counter(tuple(close_line_ends(word) for word in line) for line in after.elements())
    assert expected == found


def _bare(name: str) -> str:
    return name.replace("(各区)", "")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    ("old", "new"),
    [("()[]【】「」", "（）［］【】「」"), ("（）［］", "()[]"), ("()", "（）")],
)
def test_swapping_bracket_widths_changes_only_the_brackets(
    slug: str, old: str, new: str, tmp_path: Path
) -> None:
    text = read_real(slug)
    swapped = text.translate(str.maketrans(old, new))
    _, before = _read(tmp_path / "before", slug, text)
    _, after = _read(tmp_path / "after", slug, swapped)

    def narrow(portrait: Counter[Line]) -> Counter[Line]:
        return Counter(
            tuple(word.translate(str.maketrans("（）［］", "()[]")) for word in line)
            for line in portrait.elements()
        )

    assert narrow(before) == narrow(after)


def _split(text: str, starts: list[int]) -> tuple[str, list[str]]:
    """The head of a text and its branches, each from one start to the next."""
    ends = [*starts[1:], len(text)]
    return text[: starts[0]], [text[a:b] for a, b in zip(starts, ends, strict=True)]


def test_permuting_the_branches_of_a_plan_changes_only_order_and_offsets(tmp_path: Path) -> None:
    slug = next(slug for slug in SLUGS if DOCUMENTS[slug]["layout"] == "action-plan")
    text = read_real(slug)
    document, before = _read(tmp_path / "before", slug, text)
    levels = {node.level: len(node.path) for node in document.extraction.nodes}
    for depth in range(2, max(levels.values()) + 1):
        nodes = [n for n in document.extraction.nodes if len(n.path) == depth]
        groups: dict[tuple[str, ...], list[int]] = {}
        for node in nodes:
            line = document.source.lines[document.source.line_at(node.spans[0].start) - 1]
            groups.setdefault(node.path[:-1], []).append(line.start)
        permuted = text
        for starts in sorted(groups.values(), reverse=True):
            end = _find_end(document, starts[-1], depth)
            _, branches = _split(text[:end], starts)
            whole = [branch.rstrip("\n") + "\n\n\n\n" for branch in branches]
            permuted = permuted[: starts[0]] + "".join(reversed(whole)) + permuted[end:]
        assert permuted != text
        _, after = _read(tmp_path / f"after{depth}", slug, permuted)
        assert after == before, f"level {depth}"


def _find_end(document: ReadDocument, start: int, depth: int) -> int:
    """Where the branch that begins at `start` ends: at the next heading as high or higher."""
    heads = [n.spans[0].start for n in document.extraction.nodes if len(n.path) <= depth]
    heads += [section.start for section in document.extraction.sections]
    after = [
        document.source.lines[document.source.line_at(head) - 1].start
        for head in heads
        if head > start + 10
    ]
    later = [head for head in after if head > start]
    return min(later, default=len(document.source.text))


def test_permuting_the_measures_of_a_chapter_changes_only_order_and_offsets(tmp_path: Path) -> None:
    slug = next(s for s in SLUGS if DOCUMENTS[s]["layout"] == "chapter-of-measures")
    text = read_real(slug)
    document, before = _read(tmp_path / "before", slug, text)
    lines = text.split("\n")
    measures = [n for n in document.extraction.nodes if len(n.path) == 2]
    group_lines = [document.source.line_at(n.spans[1].start) - 1 for n in measures]
    end = next(i for i in range(group_lines[-1], len(lines)) if "\t" not in lines[i])
    blocks = [lines[a:b] for a, b in zip(group_lines, [*group_lines[1:], end], strict=True)]
    table = [line for block in reversed(blocks) for line in block]
    permuted = "\n".join(lines[: group_lines[0]] + table + lines[end:])
    assert permuted != text
    _, after = _read(tmp_path / "after", slug, permuted)
    assert after == before
