"""A plan of a ministry as published: whole sentences, headings, footnotes, contents, pages."""

from __future__ import annotations

import re
from functools import cache

import pypdfium2

from kg.documents.kept import KeptText
from kg.documents.place import find_places
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.documents.readers.pdf import read_pdf
from kg.documents.source import SourceText
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Span
from kg.text.fold import fold_key
from tests.test_house import ROOT

(FILE,) = (ROOT / "tests/material/pdf").glob("*.pdf")
#: The entries of the contents page as printed.
CONTENTS = 25


@cache
def load_kept() -> KeptText:
    return read_pdf(FILE.read_bytes(), FILE.name, DEFAULT_LIMITS)


def get_lines() -> list[str]:
    return [line for line in load_kept().text.split("\n") if line]


def test_every_line_of_text_is_a_whole_sentence_a_heading_an_item_or_an_entry() -> None:
    cut = [
        line
        for line in get_lines()[4:]
        if not re.search(r"[。）」]\Z|…… \d+\Z|、\Z", line)
        and not re.match(r"#|[（(]?[0-9０-９Ⅰ-Ⅲ①-⑳]+|[・※＜]", line)
    ]
    # A sentence that an enumeration interrupts, and a list whose items end in no full stop.
    assert [line for line in cut if len(line) > 40] == []
    assert len(cut) <= 4, cut


def test_contents_are_entries_and_each_comes_again_as_a_heading() -> None:
    lines = get_lines()
    entries = [line.split(" …… ")[0] for line in lines if re.search(r" …… \d+\Z", line)]
    assert len(entries) == CONTENTS
    headings = {fold_key(line.lstrip("# ")) for line in lines if " …… " not in line}
    missing = [entry for entry in entries if fold_key(entry) not in headings]
    # Part III lies in another file.
    assert len(missing) == 1
    assert missing[0].startswith("Ⅲ")


def test_footnotes_are_all_there_in_order_and_none_of_their_signs_in_a_sentence() -> None:
    numbers = [int(m[1]) for line in get_lines() if (m := re.match(r"※(\d+) ", line))]
    assert numbers == list(range(1, 46))
    (notice,) = [notice for notice in load_kept().notices if notice.code == "note-signs"]
    assert "45" in notice.ja


def test_no_character_of_the_file_is_lost_but_page_numbers_leaders_and_signs() -> None:
    document = pypdfium2.PdfDocument(FILE.read_bytes())
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    kept = load_kept().text
    for script in (r"[\u4e00-\u9fff]", r"[\u3041-\u309f]", r"[\u30a1-\u30fa]", r"[Ａ-Ｚ０-９]"):
        assert len(re.findall(script, kept)) == len(re.findall(script, printed)), script


def test_a_sentence_over_a_page_break_has_a_place_on_both_pages() -> None:
    kept = load_kept()
    both = 0
    start = 0
    for line in kept.text.split("\n"):
        if not line:
            start += 1
            continue
        places = find_places(kept.places, Span(start, start + len(line)))
        pages = sorted({place.page for place in places if place.page})
        assert pages == list(range(pages[0], pages[-1] + 1))
        both += len(pages) > 1
        start += len(line) + 1
    assert both >= 10


def test_the_headings_are_found_as_nodes_by_the_proposed_layout() -> None:
    source = SourceText(load_kept().text, "")
    found = recognise(source, propose_layout(source).layout)
    labels = {fold_key(node.label.text) for node in found.nodes}
    entries = [
        re.sub(r"\A(?:[ⅠⅡⅢ]．|[０-９]+[．.] ?|（[０-９]+）)", "", line.split(" …… ")[0])
        for line in get_lines()
        if re.search(r" …… \d+\Z", line)
    ]
    # The articles that a heading is about are no part of its name.
    bare = [re.sub(r"（第[^（）]*関係）", "", entry) for entry in entries]
    missing = [entry for entry in bare if fold_key(entry) not in labels]
    about = [node.articles for node in found.nodes if node.articles]
    assert about == [("2",)] * sum(name != entry for name, entry in zip(bare, entries, strict=True))
    # はじめに is a section without a number, and Part III lies in another file.
    assert len(missing) <= 2, missing
