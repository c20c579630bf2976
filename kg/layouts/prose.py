"""Running text between headings and tables: sentences joined over page breaks, captions, rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.documents.blocks import Block, BlockKind
from kg.records import Ignored, Span, Value
from kg.text.fold import fold, fold_key
from kg.text.items import goes_on

#: Blank lines that an image leaves where the layout lost it.
FIGURE_GAP = 2
#: The longest line that can be the caption of an image.
CAPTION = 60

#: The most lines that a caption takes.
CAPTION_LINES = 4
#: The longest line that can be a heading nobody knows, where it stands between blank lines.
LONE = 30

_SENTENCE_END = re.compile(r"[。．!?！？][)\]」』】）］]*\Z")
_RULE = re.compile(r"[\W_]+")
_PAGE = re.compile(
    r"(?:-\s*)?(?:[Pp]\.?\s*)?\d{1,4}(?:\s*-)?|\d{1,4}\s*(?:/\s*\d{1,4}|ページ|頁)|内容は\s*P\.?\s*\d{1,4}(?:[~-]\d{1,4})?\s*に掲載|P\.?\s*\d{1,4}(?:[~-]\d{1,4})?\s*参照"
)


def ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def find_ignored_kind(block: Block) -> Ignored | None:
    """The kind of a line that says nothing: a rule, a page number, debris of an icon."""
    key = fold_key(block.text)
    if _RULE.fullmatch(key):
        return Ignored.RULE
    if _PAGE.fullmatch(fold(block.text).text.strip()):
        return Ignored.PAGE_REFERENCE
    if len(key) == 1:
        return Ignored.ICON_DEBRIS
    return None


def find_caption(blocks: Sequence[Block], index: int) -> int:
    """How many blocks from `index` on are the caption of a lost image; 0 when none is.

    A caption is a short line, or several without a blank line between, that ends no sentence and
    stands next to the gap that the image left.
    """
    end = index + 1
    while end < len(blocks) and blocks[end].gap == 0 and blocks[end].kind is BlockKind.LINE:
        end += 1
        if end - index > CAPTION_LINES:
            return 0
    group = blocks[index:end]
    after = blocks[end].gap if end < len(blocks) else FIGURE_GAP * bool(blocks[index].gap)
    if _is_captioned(group):
        return end - index
    if blocks[index].kind is not BlockKind.LINE or max(blocks[index].gap, after) < FIGURE_GAP:
        return 0
    if any("。" in block.text or len(block.text) > CAPTION for block in group):
        return 0
    if goes_on(group[-1].text):
        return 0
    return end - index


def _is_captioned(group: Sequence[Block]) -> bool:
    """Whether lines say themselves that they are a caption: 写真：…, or a bracket below a title."""
    texts = [block.text.strip() for block in group]
    if any(block.kind is not BlockKind.LINE or "。" in block.text for block in group):
        return False
    if any(len(text) > CAPTION for text in texts):
        return False
    named = re.match(r"(?:写真|図|図表|資料|グラフ)\s*[0-9０-９-]*\s*[::：]", texts[0])
    below = len(texts) > 1 and re.fullmatch(r"[(（][^()（）]+[)）]", texts[-1])
    return bool(named or below)


#: How the caption of a photograph ends.
_SCENE = re.compile(r"(?:の様子|の風景|の写真|のイメージ|イメージ図|の一場面|撮影)\Z")


def is_caption(text: str) -> bool:
    """Whether a line says by its last words that it tells what a picture shows."""
    return bool(_SCENE.search(fold_key(text)[-20:]))


def is_lone(blocks: Sequence[Block], index: int, *, inner_comma: bool = False) -> bool:
    """Whether a line looks like a heading: short, alone between blank lines, no part of a sentence.

    A sentence that the page layout cut begins with a longer line, or breaks at a particle.
    `inner_comma` lets a comma stand inside a heading.
    """
    block = blocks[index]
    after = blocks[index + 1].gap if index + 1 < len(blocks) else 1
    return (
        min(block.gap, after) > 0
        and len(block.text) <= LONE
        and not ends_sentence(block.text)
        and not re.search("。" if inner_comma else "[、。]", block.text)
        and not goes_on(block.text)
    )


@dataclass
class _Open:
    texts: list[str]
    spans: list[Span]


class Paragraphs:
    """Joins the lines of a section to its paragraphs.

    A line that ends no sentence goes on in the next one, over blank lines and captions.
    """

    def __init__(self, read: Callable[[Span], str]) -> None:
        self._read = read
        self._open: _Open | None = None
        self._done: list[Value] = []

    def add(self, block: Block) -> None:
        """Take in one line."""
        if self._open is None:
            self._open = _Open([], [])
        self._open.texts.append(self._read(block.span))
        self._open.spans.append(block.span)
        if ends_sentence(block.text):
            self._close()

    def end(self) -> None:
        """End the paragraph that is open: what follows begins another."""
        self._close()

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(Value(join_lines(self._open.texts), tuple(self._open.spans)))
            self._open = None

    @property
    def is_open(self) -> bool:
        """Whether a sentence waits for its end."""
        return self._open is not None

    @property
    def is_begun(self) -> bool:
        """Whether any line has come since the last were taken."""
        return self._open is not None or bool(self._done)

    def take(self) -> list[Value]:
        """The paragraphs so far; what is open ends here."""
        self._close()
        done, self._done = self._done, []
        return done


def join_lines(texts: Sequence[str]) -> str:
    """The lines of one sentence as one text: a blank only between two Latin words."""
    joined = ""
    for text in texts:
        piece = text.strip()
        if joined and joined[-1].isascii() and joined[-1].isalnum() and piece[:1].isascii():
            joined += " "
        joined += piece
    return joined
