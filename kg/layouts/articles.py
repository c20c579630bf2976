"""Articles of an ordinance in running text: sections under them, their intents, their relations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.documents.blocks import Block, BlockKind
from kg.layouts.layout import NodeRule
from kg.layouts.outline import NodeDraft
from kg.layouts.pattern import LONGEST, Match
from kg.layouts.standing import Standing
from kg.records import ArticleRecord, Span, Value
from kg.text.articles import find_articles
from kg.text.dated import find_dated_end
from kg.text.fold import fold
from kg.text.spans import join_offsets

#: Over how many lines the layout cuts a heading at the most.
CUT_HEADING = 4


#: How many articles a printed range may cover.
_LONGEST_RANGE = 60


def find_numbers(text: str) -> tuple[str, ...]:
    """The numbers of the articles that a heading names, those inside a printed range too."""
    found: list[str] = []
    for mention in find_articles(text):
        if mention.number is None:
            continue
        found.append(mention.number)
        if mention.end is not None:
            first, last = (int(one.partition("_")[0]) for one in (mention.number, mention.end))
            found += map(str, range(first + 1, min(last, first + _LONGEST_RANGE)))
            found += [mention.end] if "_" not in mention.end else [str(last), mention.end]
    return tuple(dict.fromkeys(found))


@dataclass
class ArticleDraft:
    """What a document says of an article, being read."""

    number: str
    spans: list[Span]
    heading: Value | None = None
    intents: list[Value] = field(default_factory=list)
    related: list[tuple[str, tuple[Span, ...]]] = field(default_factory=list)

    def finish(self) -> ArticleRecord:
        """The record."""
        return ArticleRecord(
            self.number,
            self.heading,
            tuple(self.intents),
            tuple(self.related),
            tuple(self.spans),
        )


class Articles(Standing):
    """The reading of what a document says of articles."""

    articles: dict[str, ArticleDraft]
    #: The node to which the next heading goes back from one that was told aside.
    aside: NodeDraft | None = None

    def find_article(self, number: str, span: Span) -> ArticleDraft:
        """The draft of an article, told at a stretch."""
        draft = self.articles.setdefault(number, ArticleDraft(number, []))
        if span not in draft.spans:
            draft.spans.append(span)
        return draft

    def stand(self, block: Block, rule: NodeRule, notation: str | None, title: Span | None) -> None:
        """Stand on the node that a heading opens, back from one that was told aside."""
        if self.aside is not None:
            self.outline.stand_on(self.aside)
            self.aside = None
        if title is not None:
            end = find_dated_end(self.source.quote(title))
            title = Span(title.start, title.start + end)
        super().stand(block, rule, notation, title)

    def open_node(self, block: Block, rule: NodeRule, match: Match) -> None:
        """Stand on the node of a heading that a pattern matched, with the article it names."""
        super().open_node(block, rule, match)
        if match.article is not None and isinstance(self.target, NodeDraft):
            base = block.span.start
            span = Span(base + match.article.start, base + match.article.end)
            self._set_article(self.target, span)
            numbers = self.target.articles
            own = match.notation_span == match.article and len(numbers) == 1
            if own and self.articles[numbers[0]].heading is None:
                # The heading of the section is the article's own.
                self.articles[numbers[0]].heading = self.target.label

    def _set_article(self, node: NodeDraft, span: Span) -> None:
        node.articles = find_numbers(self.source.quote(span)) or node.articles
        for number in node.articles:
            self.find_article(number, span)

    def open_intent(self, block: Block) -> None:
        """Stand on the article whose intent a label opens: the one it names, else the node's."""
        self.flush()
        self.use(block, "label:intent")
        mentions = find_articles(block.text)
        node = self.outline.current
        if mentions and mentions[0].number is not None:
            first = mentions[0]
            base = block.span.start
            whole = Span(base + first.span.start, base + first.span.end)
            draft = self.find_article(mentions[0].number, whole)
            rest = re.match(r"[\s　]*([^()（）\[\]]+?)\s*[)）]?\s*\Z", block.text[first.span.end :])
            if rest is not None and draft.heading is None:
                start = whole.end + rest.start(1)
                span = Span(start, start + len(rest.group(1)))
                draft.heading = Value(self.rows.read(span), (span,))
            self.target = draft
        elif node is not None and len(node.articles) == 1:
            self.target = self.articles[node.articles[0]]
        else:
            self.target = node
        self.part = "description"

    def read_relation(self, block: Block) -> bool:
        """Take in a line that says to which other articles the current one is related."""
        node = next(
            (one for one in reversed(self._rise(self.outline.current)) if one.articles), None
        )
        words = [key for key, part in self.layout.words.parts.items() if part == "related"]
        key = fold(block.text).text
        if node is None or len(key) > LONGEST:
            return False
        if not any(word in key for word in words):
            return False
        others = [m.number for m in find_articles(block.text) if m.number is not None]
        others = [number for number in others if number not in node.articles]
        if not others:
            return False
        self.flush()
        self.use(block, "label:related")
        for number in others:
            self.find_article(number, block.span)
            for own in node.articles:
                self.articles[own].related.append((number, (block.span,)))
        return True

    def read_related(self, index: int) -> int:
        """How many lines from `index` on are the label 相互に関係 with a heading, perhaps cut.

        The layout may have cut label and heading in their middle: the lines are read as one.
        """
        end = index
        while end < len(self.blocks) and end - index < CUT_HEADING:
            block = self.blocks[end]
            if block.kind is BlockKind.ROW or (end > index and block.gap > 0):
                break
            end += 1
        if self.read_relation(self.blocks[index]):
            return 1
        group = self.blocks[index:end]
        text = "".join(block.text for block in group)
        if len(text) > LONGEST:
            return 0
        folded = fold(text).text
        word = next(
            (
                key
                for key, part in self.layout.words.parts.items()
                if part == "related" and folded.startswith(key) and len(folded) > len(key)
            ),
            None,
        )
        if word is None:
            return 0
        offsets = [at for block in group for at in range(block.span.start, block.span.end)]
        rest = text[len(word) :]
        for rule in self.layout.nodes:
            for pattern in rule.patterns:
                match = pattern.match(rest)
                if match is not None and match.article is not None and match.title is not None:
                    return self._open_related(group, rule, match, offsets, len(word))
        return 0

    def _open_related(
        self,
        group: Sequence[Block],
        rule: NodeRule,
        match: Match,
        offsets: Sequence[int],
        skipped: int,
    ) -> int:
        assert match.title is not None, "a related heading has a title"
        assert match.article is not None, "a related heading names its article"
        before = self.outline.current
        first = next((node for node in self._rise(before) if node.articles), None)
        behind = offsets[skipped:]
        title = join_offsets(behind[match.title.start : match.title.end])
        article = join_offsets(behind[match.article.start : match.article.end])
        self.flush()
        for block in group:
            self.use(block, f"heading:{rule.level}")
        label = Value("".join(self.rows.read(span) for span in title), title)
        lines = [block.span for block in group]
        node = self.outline.open(rule, match.notation, label, lines[0], self.take_position())
        node.spans += [span for span in lines if span not in node.spans]
        self._set_article(node, article[0])
        self.target, self.part, self.aside = node, "description", before
        for own in first.articles if first is not None else ():
            for other in node.articles:
                self.articles[own].related.append((other, tuple(lines)))
        return len(group)

    def _rise(self, node: NodeDraft | None) -> list[NodeDraft]:
        if node is None:
            return []
        return [other for other in self.outline.nodes if node.path[: len(other.path)] == other.path]
