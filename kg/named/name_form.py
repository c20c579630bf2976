"""Whether words are the name of a thing, and of what kind: by their ending and what precedes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.named.name_places import Places
from kg.named.name_words import HIRAGANA, KATAKANA, PARTICLE, Ending, either, get_list, load_words
from kg.named.name_words import KANJI as LETTER
from kg.text.fold import fold_key
from kg.text.numerals import KANJI

#: 第2次, 第3期, 次期: what tells a version or a term of a thing from the thing.
ORDINAL: Final = rf"(?:第(?:[0-9]{{1,3}}|{KANJI}{{1,4}})[次期]|次期)"
_VERSION: Final = re.compile(ORDINAL)
#: The year or number of an edition behind a name: 総合計画2030, プランVer.2.
_EDITION: Final = re.compile(
    r"(?<=[^0-9])(?:(?:[Vv]er\.?)?[0-9]{1,4}(?:[-~][0-9]{2,4})?|II|III|IV|改訂版|改定版|改)\Z"
)
_DRAFT: Final = re.compile(rf"\((?:{either(get_list('edition'))})\)\Z")
_PROVISIONAL: Final = re.compile(r"\A\(仮称\)|\(仮称\)\Z|\A仮称")
#: 各課, 両市: words for several things, never a name (but 各務原).
_SEVERAL: Final = re.compile(r"各(?!務)|[両諸]")
_LAW: Final = re.compile(rf"[{LETTER}{KATAKANA}A-Z]{{2,20}}法")
#: What only a phrase has: it describes and is no name, unless it ends as rules and plans do.
_PHRASE: Final = re.compile(rf"{PARTICLE}|する|した|ための|として|される|[ていなる]の\Z|。")
_NO: Final = re.compile(rf"(?:{either(get_list('phrase', 'no'))})の")
_PET: Final = re.compile(rf"(?<=[^{HIRAGANA}]{{2}})[{HIRAGANA}][{HIRAGANA}ー]{{2,8}}\Z")
_PET_KINDS: Final = frozenset({"facility", "service", "publication"})
#: Offices, whose name is a compound and never a phrase.
_OFFICES: Final = frozenset(
    {"wardOffice", "branchOffice", "bureau", "department", "assembly", "ministry", "centre"}
)
#: Whose quoted name may be made of dull words alone.
_DULL: Final = frozenset({"body", "instrument", "project", "event", "facility", "service"})
_MADE: Final = re.compile(either(get_list("made")))


@dataclass(frozen=True)
class Form:
    """What words name: a kind of thing and its code. `placed`: a town or a number is part of it."""

    kind: str
    code: str
    ending: str
    placed: bool = False


@dataclass(frozen=True)
class Signs:
    """What else says that words are a name.

    `quoted`: quotation marks; `dated`: a bracket behind them says when the thing was made;
    `made`: the words behind them say that it is set up, held or published.
    """

    quoted: bool = False
    dated: bool = False
    made: bool = False


PLAIN: Final = Signs()
QUOTED: Final = Signs(quoted=True)


def has_pet_name(ending: Ending) -> bool:
    """Whether things that end so may have their own name behind it: 交流館あおぞら."""
    return ending.kind in _PET_KINDS or ending.code == "centre"


def strip_edition(name: str) -> str:
    """A name without the year or number of its edition, which tells nothing of its kind."""
    return _EDITION.sub("", name) or name


class Judge:
    """Decides on names in the documents of one municipality."""

    def __init__(self, places: Places) -> None:
        self.places, self.words = places, load_words()
        self._refused = frozenset(get_list("refused"))
        self._ends = get_list("refused", "ends")

    def judge(self, text: str, signs: Signs = PLAIN) -> Form | None:
        """What a text names, None where it is no name."""
        plain = _PROVISIONAL.sub("", fold_key(text))
        if plain != fold_key(text):
            # What is only called so for now is called.
            signs = replace(signs, quoted=True)
        core = strip_edition(_DRAFT.sub("", plain))
        version = _VERSION.match(core)
        for name in (core, core[version.end() :] if version else core):
            if name in self.words.institutions:
                return Form(*self.words.institutions[name], name, placed=name != core)
        if core in self._refused or core.endswith(self._ends) or _SEVERAL.match(core):
            return None
        if self.words.is_ending(core):
            return None
        if self.words.find_ending(core) is None:
            if signs.quoted and _LAW.fullmatch(core):
                return Form("instrument", "law", "法")
            return self._judge_pet_name(core)
        return self._judge_endings(core, signs)

    def _judge_endings(self, core: str, signs: Signs) -> Form | None:
        """By the longest ending that makes a name of it."""
        longest: Ending | None = None
        for ending in self.words.find_endings(core):
            if longest is not None and len(ending.word) == 1:
                break
            longest = longest or ending
            before = core[: -len(ending.word)]
            if self._makes_name(ending, before, signs):
                placed = self.places.find_end(before) > 0 or bool(_VERSION.search(before))
                if ending.code == "centre" and longest.kind == "facility":
                    # 学校給食センター is a building though only センター tells it to be a name.
                    return Form("facility", "", longest.word, placed)
                return Form(ending.kind, ending.code, ending.word, placed)
        return None

    def _judge_pet_name(self, core: str) -> Form | None:
        """What a hall or paper is whose own name in hiragana stands behind its kind."""
        kana = _PET.search(core)
        ending = self.words.find_ending(core[: kana.start()]) if kana else None
        if ending is None or not has_pet_name(ending):
            return None
        return Form(ending.kind, ending.code, ending.word, placed=True)

    def _makes_name(self, ending: Ending, before: str, signs: Signs) -> bool:
        """Whether what stands before an ending makes a name of both."""
        place = self.places.find_end(before)
        rest = _VERSION.sub("", before[place:])
        numbered = len(rest) < len(before) - place
        topic = ending.find_topic(rest)
        if self._is_phrase(ending, before, signs):
            return False
        # 市民・企業・大学 is a list, 10周年記念事業 any such project.
        loose = before.endswith("・") or (ending.kind == "project" and before[0].isdigit())
        if loose and not signs.quoted:
            return False
        if place and ending.kind == "facility":
            return True
        if place or numbered:
            if ending.kind in ("instrument", "body") and (place or rest):
                return bool(rest) or ending.need != "quote"
            if topic or (ending.kind == "event" and len(rest) >= 2):
                return ending.need != "quote" or signs.quoted or place > 0
        if signs.quoted:
            least = 2 if ending.kind == "event" else 4
            return len(topic) >= 1 or (len(rest) >= least and ending.kind in _DULL)
        if signs.dated and len(rest) >= 2 and (ending.kind != "event" or len(topic) >= 2):
            return True
        return self._has_need(ending, before, rest, topic, signs.made)

    def _has_need(self, ending: Ending, before: str, rest: str, topic: str, made: bool) -> bool:
        """Whether the words before an ending are what it needs (see naming.toml)."""
        match ending.need:
            case "topic":
                if len(rest) >= ending.least and len(topic) >= 2:
                    return True
                return made and ending.kind == "body" and _MADE.search(before) is not None
            case "any":
                return len(topic) >= 1
            case _:
                return made and ending.need == "place" and len(topic) >= 3

    def _is_phrase(self, ending: Ending, before: str, signs: Signs) -> bool:
        """Whether words only describe; rules and bodies may be called by a phrase."""
        phrase = _PHRASE.search(before) is not None
        if ending.code in _OFFICES:
            return phrase or ("の" in before and _NO.search(before) is None)
        if ending.kind in ("instrument", "body"):
            return False
        return phrase and not (signs.quoted and ending.kind in ("event", "publication"))
