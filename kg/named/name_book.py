"""The names of a document gathered into things: which are one thing, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from kg.named.name_form import ORDINAL, Form
from kg.named.name_page import Candidate
from kg.named.name_words import HIRAGANA, load_words
from kg.records import Thing
from kg.text.fold import fold_key

_TERM: Final = re.compile(rf"\A(?:{ORDINAL})")
_PERIOD: Final = re.compile(r"\A第(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})期")
_KANA: Final = re.compile(rf"\A[{HIRAGANA}ー]{{2,8}}(?=[^{HIRAGANA}ー])")
_PROVISIONAL: Final = re.compile(r"\((?:仮称|案|素案|原案)\)|\A仮称")


def _close(key: str) -> str:
    """A name without its の, which is put in and left out as people like."""
    return key.replace("の", "")


class Book:
    """Names by their folded form. `known` are the things that exist already, by folded name."""

    def __init__(self, known: Mapping[str, Thing], municipality: str | None) -> None:
        self.known = dict(known)
        self.town = fold_key(municipality) if municipality else ""
        self.forms: dict[str, Counter[Form]] = {}
        self.bare: dict[str, str] = {}
        self._above: dict[str, str] = {}
        self._aliases: set[str] = set()
        self._things: dict[str, Thing] = {}

    def add(self, candidate: Candidate) -> None:
        """Take in a name."""
        self.forms.setdefault(candidate.key, Counter())[candidate.form] += 1

    def add_alias(self, name: Candidate, other: Candidate) -> None:
        """Take in that a thing has another name."""
        self.add(name)
        if other.key == name.key or other.key in self.known:
            return
        if load_words().is_ending(other.key):
            # 以下「条例」という: a word so common is looked for as a short form is.
            self.bare.setdefault(other.key, name.key)
        self.forms.setdefault(other.key, Counter())[name.form] += 1
        self._aliases.add(other.key)
        self._join(name.key, other.key)

    def get_form(self, key: str) -> Form:
        """What a name is said to be most often."""
        if key not in self.forms:
            thing = self.known[key]
            return Form(thing.kind, "", "")
        return max(self.forms[key].items(), key=lambda item: (item[1], item[0].kind))[0]

    def set_form(self, key: str, form: Form) -> None:
        """Say what a name is, whatever its ending told."""
        self.forms[key] = Counter({form: 1})

    def settle(self) -> None:
        """Join the names that differ by the municipality before them, or by a draft's mark."""
        plain: dict[str, str] = {}
        for key in self.forms:
            plain.setdefault(_close(self._strip(key)), key)
        for key in sorted(self.forms, key=len):
            other = plain[_close(self._strip(key))]
            if other != key and self._are_alike(key, other):
                self._join(*sorted((key, other), key=len, reverse=True))
        for key in sorted(self.forms):
            kana = _KANA.match(key)
            rest = key[kana.end() :] if kana else ""
            if rest in self.forms and self._are_alike(key, rest):
                self._join(key, rest)
        for key in self.forms:
            for name in (key, self.town + key, self._strip(key)):
                if name in self.known and key not in self.known:
                    self._join(name, key)

    def _strip(self, key: str) -> str:
        """A name without the municipality before it and without (仮称)."""
        key = _PROVISIONAL.sub("", key) or key
        if not self.town:
            return key
        term = _TERM.match(key)
        at = term.end() if term else 0
        rest = key[at:].removeprefix(self.town)
        if len(rest) < 3 or rest.startswith(("民", "立", "営", "内", "役", "長", "議")):
            return key
        return key[:at] + rest

    def _are_alike(self, key: str, other: str) -> bool:
        if self.find_top(key) == self.find_top(other):
            return False
        kinds = {self.get_form(key).kind, self.get_form(other).kind}
        return len(kinds) == 1 or "known" in kinds

    def _join(self, top: str, other: str) -> None:
        top, other = self.find_top(top), self.find_top(other)
        if top != other:
            if other in self.known and top not in self.known:
                top, other = other, top
            self._above[other] = top

    def find_top(self, key: str) -> str:
        """The name that stands for all names of the same thing."""
        while key in self._above:
            key = self._above[key]
        return key

    def find_base(self, key: str) -> str | None:
        """The name of a body without its term (第3期), None where it has none."""
        term = _PERIOD.match(key)
        if term is None or self.get_form(key).kind != "body":
            return None
        return key[term.end() :]

    def name_things(self, printed: Mapping[str, str]) -> None:
        """Settle what each thing is called, from the printed forms of the names that are left."""
        groups: dict[str, list[str]] = {}
        for key in printed:
            groups.setdefault(self.find_top(key), []).append(key)
        for top, keys in groups.items():
            if top in self.known:
                thing = self.known[top]
            else:
                own = [key for key in keys if key not in self._aliases] or keys
                fullest = max(own, key=lambda key: len(_close(key)))
                thing = Thing(self.get_form(fullest).kind, printed[fullest])
            for key in keys:
                self._things[key] = self.known.get(key, thing)

    def is_named(self, key: str) -> bool:
        """Whether the document prints a name by itself, so that it names a thing."""
        return key in self._things

    def get_thing(self, key: str) -> Thing:
        """The thing that a name names."""
        return self._things[key]
