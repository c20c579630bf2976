"""References to articles with the act whose they are: 自治基本条例第32条, 同条例第5条, 次条.

A reference is given to an act only where that is certain; else it says why not. The rules, in
this order: a name right before it; a list it goes on with; a word of place (同条); the text's
own act (`within`); the act that the document means by numbers alone (`default`), unless its
sentence names another one, or its paragraph does last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.records import Span
from kg.text.article_refs_acts import ActReader, Meaning, Named
from kg.text.article_refs_found import Found, find_printed
from kg.text.article_refs_order import find_covered
from kg.text.article_refs_place import Paragraphs, Target, resolve_place
from kg.text.article_refs_records import PROBLEMS, Act, Place, Problem, Reference
from kg.text.article_refs_text import Running, read_running
from kg.text.article_refs_topic import find_topics
from kg.text.article_refs_words import Lexicon, either, get_words, make_lexicon
from kg.text.articles import ArticleMention
from kg.text.numerals import NUMBER

__all__ = ["PROBLEMS", "Act", "Place", "Problem", "Reference", "find_references"]

#: What may stand between an act's name and its article.
_LINK: Final = re.compile(
    r"(?:の|で?は、?(?:その)?|においては、?|中|のうち、?|に(?:定める|規定する|基づく|おける)|上の|[・:])?"
    rf"(?:第{NUMBER}[編章節款目](?:の{NUMBER})?){{0,4}}\(?"
)
_TOUCH: Final = re.compile(rf"の?(?:第{NUMBER}[編章節款目](?:の{NUMBER})?){{0,4}}")
_JOINT: Final = re.compile(
    r"(?:\([^()]{1,40}\))?(?:の規定|関係)?"
    r"(?:[、,・/]?(?:及び|および|並びに|又は|または|若しくは|もしくは)|[、,・/]|と|から|ないし|[~-]{1,2})"
)
_LONGEST_GAP: Final = 48
_VERSION: Final = re.compile(rf"(?:{either(get_words('versions'))})\Z")


@dataclass
class _Heard:
    """Where the default act was named last, and where another one."""

    own: int = -1
    other: int = -1


@dataclass(frozen=True)
class _Whose:
    """The act of a reference, and where it is named."""

    meaning: Meaning
    span: Span | None = None
    named: bool = False


def find_references(
    text: str,
    acts: Sequence[Act],
    default: str | None = None,
    *,
    within: Place | None = None,
) -> list[Reference]:
    """The references to articles in a text, in order, each with its act or why it has none.

    `default` is the key of the act that numbers alone mean; `within` the article whose own text
    this is, which then is the default too. Both must be keys of `acts`.
    """
    lexicon = make_lexicon(tuple(acts))
    for key in {default, within.act if within else None} - {None}:
        if key not in lexicon.acts:
            raise ValueError(f"登録のない法令等です / not one of the acts given: {key!r}")
    return _Reading(read_running(text), lexicon, default, within).find()


class _Reading:
    def __init__(
        self, running: Running, lexicon: Lexicon, default: str | None, within: Place | None
    ) -> None:
        self.running, self.lexicon, self.within = running, lexicon, within
        self.default = within.act if within else default
        self._paragraphs = Paragraphs(running, within)
        self._topics = find_topics(running.text)
        self._heard = _Heard()

    def find(self) -> list[Reference]:
        """The references, in order."""
        named = ActReader(self.running, self.lexicon, self.default, bool(self.within)).find()
        found: list[Reference] = []
        last: Named | None = None
        before: Found | None = None
        earlier: Reference | None = None
        whose = anchored = _Whose(Meaning())
        anchor: Reference | None = None
        ahead = iter(named)
        coming = next(ahead, None)
        for one in find_printed(self.running.text, bool(self.within)):
            start = one.mention.span.start
            while coming and coming.end <= start:
                last = coming
                self._hear(coming)
                coming = next(ahead, None)
            told = self._find_named(one, last) or self._find_listed(one, before, whose)
            if one.table == "" and (told is None or not told.named):
                continue
            # 前条 and 次条 look from where they stand, not from one another.
            aside = one.mention.relative in ("前条", "次条")
            base = anchor if aside else earlier
            whose = told or self._find_unnamed(one, base, anchored if aside else whose)
            if whose.named and whose.meaning.key != self.default:
                self._heard.other = start
            found.append(self._make(one, whose, base))
            before = one
            if one.table is None:
                earlier = found[-1]
            if one.table is None and not aside:
                anchor, anchored = earlier, whose
        return found

    def _hear(self, named: Named) -> None:
        if self.default and named.meaning.key == self.default:
            self._heard.own = named.start
        elif named.strong:
            self._heard.other = named.start

    def _find_named(self, one: Found, last: Named | None) -> _Whose | None:
        """The act whose name stands right before the reference."""
        start = one.mention.span.start
        if last is None or not last.after <= start <= last.after + _LONGEST_GAP:
            return None
        gap = self.running.text[last.after : start]
        if not _LINK.fullmatch(gap) or (one.mention.relative and not _TOUCH.fullmatch(gap)):
            return None
        # 規則で定める基準は、第5条…: in an act's own text, and behind what seldom has articles,
        # only a name that touches the number is its.
        if (last.weak or self.within) and not _TOUCH.fullmatch(gap):
            return None
        meaning = last.meaning
        printed = self.running.text[last.start : last.end]
        if meaning.key and self._is_elsewhere(start, meaning.key, printed, last.strong):
            meaning = Meaning(None, printed, "ambiguous-act")
        return _Whose(meaning, self.running.origin(last.start, last.end), named=True)

    def _find_listed(self, one: Found, before: Found | None, whose: _Whose) -> _Whose | None:
        """The act of the reference that this one is joined to (第1条、第3条及び第5条)."""
        if before is None or one.mention.relative:
            return None
        gap = self.running.text[before.mention.span.end : one.mention.span.start]
        joined = len(gap) <= _LONGEST_GAP and _JOINT.fullmatch(gap)
        return whose if joined else None

    def _find_unnamed(
        self, one: Found, earlier: Reference | None, whose: _Whose
    ) -> _Whose:
        """The act of a reference that names none."""
        text, start, relative = self.running.text, one.mention.span.start, one.mention.relative
        if self.within and relative not in ("同条", "同項"):
            return _Whose(Meaning(self.within.act))
        if relative:
            return whose if earlier else _Whose(Meaning(None, None, "no-reference-before"))
        if _VERSION.search(text[max(0, start - 8) : start]) and start not in self.running.parts:
            return _Whose(Meaning(None, None, "other-version"))
        if self.default is None:
            return _Whose(Meaning(None, None, "no-act"))
        if one.table is not None:
            return _Whose(Meaning(None, None, "own-table"))
        if self._is_rivalled(start) or self._is_elsewhere(start, self.default, "", False):
            return _Whose(Meaning(None, None, "ambiguous-act"))
        return _Whose(Meaning(self.default))

    def _is_rivalled(self, position: int) -> bool:
        """Whether another act is named in the sentence, or last of all in the paragraph."""
        heard = self._heard
        if heard.other >= self.running.sentence_start(position):
            return True
        return heard.other >= self.running.block_start(position) and heard.own < heard.other

    def _is_elsewhere(self, position: int, key: str, printed: str, strong: bool) -> bool:
        """Whether the sentence is about another town than the act's (京都市では、…第5条).

        Where the act is not named in full, so is what follows it in the paragraph.
        """
        since = self.running.sentence_start(position)
        if not strong:
            since = min(since, max(self.running.block_start(position), self._heard.own))
        place = self._topics.get_place(position, since)
        if place is None or self.within or self.lexicon.is_of(key, place):
            return False
        towns = self.lexicon.get_towns(key)
        return bool(towns) and not any(printed.startswith(town) for town in towns)

    def _make(self, one: Found, whose: _Whose, earlier: Reference | None) -> Reference:
        mention, meaning = one.mention, whose.meaning
        act = self.lexicon.acts.get(meaning.key or "")
        target = Target(mention.number, mention.end, mention.paragraph, mention.paragraph_end)
        placed = mention.relative or (mention.number is None and not mention.annex)
        if placed and one.table is None:
            target = self._resolve(mention, act, earlier)
        problem = meaning.problem or target.problem
        if not problem and act and act.complete and target.number and not mention.annex:
            ends = {target.number, target.end or target.number}
            problem = None if ends <= act.articles else "no-such-article"
        annex = mention.annex or target.annex
        numbers = () if annex or target.number is None else find_covered(
            target.number, target.end, act
        )
        reference = Reference(
            span=self.running.origin(mention.span.start, mention.span.end),
            act=None if problem else meaning.key,
            act_name=meaning.name,
            act_span=whose.span,
            number=target.number,
            paragraph=target.paragraph,
            item=mention.item,
            end=target.end,
            paragraph_end=target.paragraph_end,
            item_end=mention.item_end,
            annex=annex,
            table=one.table,
            relative=mention.relative,
            numbers=numbers,
            problem=problem,
        )
        if reference.act and act and act.articles and numbers:
            return replace(reference, listed=set(numbers) <= act.articles)
        return reference

    def _resolve(
        self, mention: ArticleMention, act: Act | None, earlier: Reference | None
    ) -> Target:
        paragraph = self._paragraphs.get(mention.span.start)
        return resolve_place(mention, act, earlier, self.within, paragraph)
