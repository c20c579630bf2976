"""Whatever elements come in whatever order: a text with sound places, or a refusal in words."""

from __future__ import annotations

import re
from html import escape

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.kept import KeptText
from kg.documents.readers.html import read_html
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.documents.readers.word import read_word
from kg.errors import SourceError
from tests.documents.readers.pages import W, keep_parts, replace_parts, save

#: A Word file with nothing but its text part.
EMPTY = keep_parts(save(Document()), "[Content_Types].xml", "_rels/.rels", "word/document.xml")
WORDS = st.text("計画1 　\n\t（再掲）①○年度R&<>\0\u200b\uf06c", max_size=8)
NUMBERS = st.sampled_from(["", "0", "1", "2", "7", "-3", "99999999999", "x", "²"])
PAGE_NAMES = st.sampled_from(
    [
        *("p", "div", "br", "h1", "h6", "table", "tr", "td", "th", "thead", "tbody", "tfoot"),
        *("caption", "ul", "ol", "li", "dl", "dt", "dd", "pre", "ruby", "rt", "del", "nav"),
        *("main", "header", "footer", "article", "form", "button", "a", "img", "iframe", "svg"),
        *("span", "b", "hr", "title", "body", "head"),
    ]
)
PAGE_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["rowspan", "colspan", "id", "class", "style", "start", "value", "type"])
    | st.sampled_from(["hidden", "alt", "href", "role", "reversed"]),
    NUMBERS | st.sampled_from(["main", "footer", "#top", "display:none", "list-style:none", "A"]),
    max_size=2,
)
WORD_NAMES = st.sampled_from(
    [
        *("p", "r", "t", "tbl", "tr", "tc", "tcPr", "trPr", "pPr", "rPr", "gridSpan", "vMerge"),
        *("hMerge", "gridBefore", "numPr", "numId", "ilvl", "del", "ins", "delText", "sdt"),
        *("sdtContent", "fldChar", "instrText", "sym", "tab", "br", "ruby", "rubyBase", "rt"),
        *("vanish", "strike", "pStyle", "outlineLvl", "drawing", "txbxContent", "object"),
        *("footnoteReference", "altChunk", "hidden", "hyperlink"),
    ]
)
WORD_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["w:val", "w:id", "w:fldCharType", "w:char", "w:font", "w:type"]),
    NUMBERS | st.sampled_from(["begin", "separate", "end", "restart", "continue", "Heading1"]),
    max_size=2,
)


def make_trees(
    names: st.SearchStrategy[str], attributes: st.SearchStrategy[dict[str, str]], prefix: str
) -> st.SearchStrategy[str]:
    def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda name, held, children: (
                f"<{prefix}{name}"
                + "".join(f' {key}="{escape(value)}"' for key, value in held.items())
                + f">{''.join(children)}</{prefix}{name}>"
            ),
            names,
            attributes,
            st.lists(inner, max_size=5),
        )

    return st.recursive(WORDS.map(escape), wrap, max_leaves=30)


def check(kept: KeptText) -> None:
    """Places in order, each quoting words without a line end or tab; rows of one width."""
    end = 0
    for place in kept.places:
        assert end <= place.start < place.end <= len(kept.text)
        words = kept.text[place.start : place.end]
        assert words == words.strip()
        assert not re.search(r"[\n\t]", words)
        assert re.fullmatch(r"(?:/[\w:-]+(?:\[\d+\])?)+(?:/text\(\)\[\d+\])?", place.fragment)
        end = place.end
    assert kept.text.strip()
    for notice in kept.notices:
        assert notice.code
        assert notice.ja
        assert notice.en


def read_or_refuse(data: bytes, word: bool) -> None:
    try:
        kept = (read_word if word else read_html)(data, "計画", DEFAULT_LIMITS)
    except SourceError as error:
        told = error
    else:
        check(kept)
        return
    assert told.why
    assert " / " in told.what
    assert " / " in told.fix


@settings(max_examples=60, deadline=None)
@given(st.lists(make_trees(PAGE_NAMES, PAGE_ATTRIBUTES, ""), max_size=6))
def test_any_soup_of_a_page_is_read_or_refused(pieces: list[str]) -> None:
    read_or_refuse("".join(pieces).encode(), word=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(make_trees(WORD_NAMES, WORD_ATTRIBUTES, "w:"), max_size=6))
def test_any_soup_of_a_word_file_is_read_or_refused(pieces: list[str]) -> None:
    body = "".join(pieces).replace("\0", "")
    text = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    read_or_refuse(replace_parts(EMPTY, {"word/document.xml": text.encode()}), word=True)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(EMPTY)))
def test_any_damage_to_a_word_file_is_read_or_refused(damage: bytes, at: int) -> None:
    read_or_refuse(EMPTY[:at] + damage + EMPTY[at + len(damage) :], word=True)
    read_or_refuse(damage, word=False)
