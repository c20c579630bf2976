"""Templates and their contexts match; no text stands outside the catalogues."""

from __future__ import annotations

import configparser
import re
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask
from jinja2 import meta, nodes

import web
from web.contexts import Page
from web.language import TRANSLATIONS, compile_catalogue

WEB: Final = Path(web.__file__).parent
TEMPLATES: Final = WEB / "templates"
CONTEXTS: Final = Page.__subclasses__()
EVERYWHERE: Final = {"links", "language", "origin", "site_version", "switch_to"}
#: Text that is the same in every language: names, and a language's own name for itself.
NEUTRAL: Final = {"Seisaku KG", "SHA-256", "mpo:", "English", "日本語"}


def read_variables(app: Flask, name: str) -> set[str]:
    """The variables of a template and of the templates it is built on."""
    syntax = app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    found = meta.find_undeclared_variables(syntax) - set(app.jinja_env.globals)
    # A block does not see what its template imports, sets or defines as a macro; a page does.
    found -= {macro.name for macro in syntax.find_all(nodes.Macro)}
    found -= {target.name for target in syntax.find_all(nodes.Name) if target.ctx == "store"}
    for imported in syntax.find_all(nodes.FromImport):
        found -= {name if isinstance(name, str) else name[1] for name in imported.names}
    for other in meta.find_referenced_templates(syntax):
        assert other is not None
        found |= read_variables(app, other)
    return found


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.template)
def test_a_template_uses_exactly_the_fields_of_its_context(app: Flask, context: type[Page]) -> None:
    names = {field.name for field in fields(context)}
    assert read_variables(app, context.template) - EVERYWHERE == names


def test_every_template_has_a_context_or_is_a_part_of_others() -> None:
    parts = {"base.html", "macros.html", "articles.html", "around.html", "line.html", "diffs.html"}
    parts |= {"query_answer.html", "trace.html", "lists.html", "charts.html"}
    assert {path.name for path in TEMPLATES.glob("*.html")} == parts | {
        context.template for context in CONTEXTS
    }


def extract_messages() -> Catalog:
    config = configparser.ConfigParser()
    config.read(TRANSLATIONS / "babel.cfg", encoding="utf-8")
    sections = {section.split(": ")[1]: section.split(": ")[0] for section in config.sections()}
    options = {pattern: dict(config[f"{sections[pattern]}: {pattern}"]) for pattern in sections}
    methods = list(sections.items())
    catalogue = Catalog()
    for _, _, message, _, context in extract_from_dir(str(WEB), methods, options):
        catalogue.add(message, context=context)
    return catalogue


def read_catalogue() -> Catalog:
    text = (TRANSLATIONS / "en/LC_MESSAGES/messages.po").read_bytes()
    return read_po(BytesIO(text), locale="en")


def test_the_english_catalogue_says_everything_and_nothing_else() -> None:
    sources, english = extract_messages(), read_catalogue()
    wanted = {(message.id, message.context) for message in sources if message.id}
    held = {(message.id, message.context) for message in english if message.id}
    assert held == wanted
    for message in english:
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        assert all(texts), message.id
        assert not message.fuzzy
        assert list(message.check(english)) == [], message.id


def test_no_english_text_is_left_in_japanese() -> None:
    japanese = re.compile("[ぁ-ん]")
    quoted = re.compile(r"\((?:延べ|実|再掲)\)|(?:延べ|実|再掲)(?=:)|再掲")
    for message in read_catalogue():
        if message.id:
            for text in message.string if isinstance(message.string, tuple) else [message.string]:
                assert not japanese.search(quoted.sub("", str(text))), text


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_text_of_a_template_stands_outside_the_catalogue(app: Flask, path: Path) -> None:
    known = {
        text
        for message in extract_messages()
        for text in (message.id if isinstance(message.id, tuple) else [message.id])
    }
    plain, markup, in_block = [], "", False
    for _, kind, text in app.jinja_env.lex(path.read_text(encoding="utf-8")):
        if kind == "name" and text in ("trans", "endtrans"):
            in_block = text == "trans"
        if kind == "data" and not in_block:
            markup += text
        elif kind == "string" and re.search("[ぁ-んァ-ヶ一-龠]", text):
            assert text[1:-1] in known | NEUTRAL, text
        elif kind.endswith("_begin"):
            markup += " "
    for text in re.sub(r"<[^>]*>", "\n", markup).split("\n"):
        for word in NEUTRAL:
            text = text.replace(word, "")
        if re.search(r"[^\W\d_]{2,}", text):
            plain.append(text.strip())
    if path.name == "about.html":
        plain = [text for text in plain if not text.startswith(("Seisaku", "contributors", ", CC"))]
    assert [text for text in plain if "contributors" not in text and "CC BY" not in text] == []


def test_a_catalogue_is_compiled_when_missing_or_outdated(tmp_path: Path) -> None:
    source = tmp_path / "en/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_bytes((TRANSLATIONS / "en/LC_MESSAGES/messages.po").read_bytes())
    assert compile_catalogue(tmp_path) == tmp_path
    compiled = source.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    assert compile_catalogue(tmp_path) == tmp_path
    assert compiled.stat().st_mtime_ns == first
    compiled.unlink()
    compile_catalogue(tmp_path)
    assert compiled.exists()
    assert [path.name for path in source.parent.iterdir() if path.name.startswith(".")] == []
