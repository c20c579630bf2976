"""Other names that a text gives to a thing: in brackets behind it, or in quotation marks."""

from __future__ import annotations

import re
from typing import Final

from kg.named.name_form import QUOTED, Form, Judge, strip_edition
from kg.named.name_page import Candidate, Page, find_bracket
from kg.named.name_words import HIRAGANA, KATAKANA, either, get_list, load_words
from kg.text.fold import fold_key

#: 以下「X」という, 愛称：X.
_CALLED: Final = re.compile(
    rf"(?:{either(get_list('bracket', 'called'))})[、,:は]?(?:単に|総称して|これらを)?"
    r"(?:[「『](?P<quoted>[^「」『』]{1,60})[」』]"
    r"|(?P<plain>[^「」『』()、。]{2,40}?)(?:と(?:い|呼|略|表記|する)|\Z))"
)
_SAME: Final = re.compile(r"同(?:じ|様)|略")
_WHOLE: Final = re.compile(r"[「『](?P<name>[^「」『』]{2,40})[」』]")
_APPOSED: Final = re.compile(r"[「『](?P<name>[^「」『』。、]{2,30})[」』]")
_IDLE: Final = re.compile(rf"(?:{either(get_list('bracket', 'idle'))})(?:[・、/].*)?\Z")
_UNLIKE: Final = get_list("unlike", "ends")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z0-9&./-]{1,14}")
_PET: Final = re.compile(
    rf"(?=.*(?:[{KATAKANA}]{{2}}|[{HIRAGANA}]{{2}}))[^をがはにで、。:;・0-9]{{3,20}}"
)
_PARTICLE: Final = re.compile(r"[をがはで、。]|に(?!関す|係)")
_EDITION: Final = re.compile(r"〔[^〔〕]{1,10}〕\Z")
#: Kinds of things that have pet names.
_PETTED: Final = frozenset({"body", "facility", "service", "publication", "instrument"})
#: Kinds whose other name may be of another kind: a scheme of projects.
_NEAR: Final = frozenset({"service", "project", "event", "publication"})


class Aliases:
    """Finds the other names of things, and things that brackets name besides."""

    def __init__(self, judge: Judge) -> None:
        self.judge, self.words = judge, load_words()

    def find(self, page: Page, candidate: Candidate) -> None:
        """Note on its page what stands behind a name: its alias, or a thing of its own."""
        found = find_bracket(page, candidate.end)
        if found is None:
            self._find_apposed(page, candidate)
            return
        start, content = found.start("content"), found["content"]
        called = _CALLED.search(content)
        if called is not None:
            group = "quoted" if called["quoted"] else "plain"
            if called[group] and not _SAME.match(called[group]):
                low, high = called.span(group)
                alias = page.make(start + low, start + high, candidate.form)
                page.aliases.append((candidate, alias))
            return
        whole = _WHOLE.fullmatch(content)
        if whole is not None:
            start, content = start + 1, whole["name"]
        if self.is_other_name(candidate.form, content):
            form = self._find_form(candidate.form, content, quoted=whole is not None)
            alias = page.make(start, start + len(content), form)
            if form is candidate.form:
                page.aliases.append((candidate, alias))
            else:
                page.found.append(alias)
        elif candidate.form.kind == "body":
            own = self.judge.judge(content, QUOTED)
            if own is not None and own.kind == "service":
                page.found.append(page.make(start, start + len(content), own))

    def find_inside(self, page: Page) -> None:
        """Note the other names that stand in brackets inside quotation marks."""
        for main, other in page.inside:
            if self.is_other_name(main.form, page.text[other.start : other.end]):
                page.aliases.append((main, other))

    def _find_apposed(self, page: Page, candidate: Candidate) -> None:
        """Note a pet name in quotation marks directly behind a name: 交流センター「あおば」."""
        found = _APPOSED.match(page.text, candidate.end)
        if found is None or candidate.form.kind not in _PETTED:
            return
        key = fold_key(found["name"])
        ending = self.words.find_ending(strip_edition(key))
        if self.words.is_ending(key) or (ending and ending.kind != candidate.form.kind):
            return
        if ending is None and candidate.form.kind == "instrument":
            return
        alias = page.make(*found.span("name"), candidate.form)
        page.aliases.append((candidate, alias))

    def _find_form(self, form: Form, content: str, *, quoted: bool) -> Form:
        """What a bracket names: the thing before it, or a service that a centre gives."""
        key = fold_key(content)
        if self.words.find_ending(key) is not None or _ACRONYM.fullmatch(key) or quoted:
            return form
        return Form("service", "", "", placed=True) if form.code in ("centre", "counter") else form

    def is_other_name(self, form: Form, content: str) -> bool:
        """Whether words look like another name of a thing of that form."""
        key = _EDITION.sub("", fold_key(content))
        if _IDLE.match(key) or key.endswith(_UNLIKE) or self.words.is_ending(key):
            return False
        if self.judge.places.is_place(key):
            return False
        ending = self.words.find_ending(key)
        if ending is None:
            if form.code == "law" and key.endswith("法"):
                return True
            return bool(_ACRONYM.fullmatch(key) or _PET.fullmatch(key))
        if _PARTICLE.search(key):
            return False
        if self.judge.judge(key, QUOTED) is None:
            return False
        if ending.kind != form.kind and not {ending.kind, form.kind} <= _NEAR:
            return False
        return ending.code not in ("department", "bureau") or form.code == ending.code
