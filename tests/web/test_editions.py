"""The page of two editions shows what changed, offers it as files, and is no dead end."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from flask.testing import FlaskClient

from kg.cli import main
from kg.documents.folder import DataFolder
from tests.test_editions import CODE, NEW, OLD
from tests.web.reading import make_test_app
from tests.workbench import Sample, make_folder

NEWER, OLDER = f"{CODE}/document/kodomo-2", f"{CODE}/document/kodomo-1"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The site over two editions of a plan, and a document of another municipality."""
    place = tmp_path_factory.mktemp("editions")
    text = "第1章 はじめの章\n\n説明です。\n"
    folder = make_folder(place / "data", Sample("first", text, "chapter-of-measures", "261009"))
    for name, told in (("kodomo-1.txt", OLD), ("kodomo-2.txt", NEW)):
        (place / name).write_text(told, encoding="utf-8")
    root = ("--data", str(folder.root))
    first = str(place / "kodomo-1.txt")
    assert main([*root, "ingest", first, "--municipality", CODE, "--write"]) == 0
    assert main([*root, "replace", "kodomo-1", str(place / "kodomo-2.txt"), "--write"]) == 0
    return make_test_app(DataFolder(folder.root)).test_client()


def test_the_new_edition_leads_to_what_changed(client: FlaskClient) -> None:
    assert f'href="/editions/{NEWER}"' in client.get(f"/page/{NEWER}").text
    text = client.get(f"/editions/{NEWER}").text
    for words in ("えほんとの出会いの会", "改称", "移動", "追加", "削除", "親子講座の開催"):
        assert words in text
    assert "この版にはありません。" in text
    english = client.get(f"/en/editions/{NEWER}").text
    for words in ("renamed", "moved", "added", "removed", "Not in this edition."):
        assert words in english


def test_the_rows_of_one_change_can_be_seen_alone(client: FlaskClient) -> None:
    text = client.get(f"/editions/{NEWER}?from=kodomo-1&change=renamed").text
    assert "えほんとの出会いの会" in text
    assert "親子講座の開催" not in text


def test_a_document_without_an_earlier_edition_offers_the_others(client: FlaskClient) -> None:
    text = client.get(f"/editions/{OLDER}").text
    assert '<option value="kodomo-2">' in text
    assert "登録されていません" in text
    alone = client.get("/editions/261009/document/first").text
    assert "比べるものがありません" in alone


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/editions/{NEWER}?change=x", 400),
        (f"/editions/{NEWER}?from=x", 404),
        (f"/editions/{NEWER}?from=kodomo-2", 404),
        (f"/editions/{NEWER}?page=9", 404),
        (f"/editions/{CODE}/document/none", 404),
        (f"/editions/{CODE}", 404),
        ("/editions.csv", 404),
        (f"/editions.csv?municipality={CODE}&document=kodomo-2&from=x", 404),
        ("/editions.json?municipality=x&document=y&from=z", 404),
    ],
)
def test_what_cannot_be_compared_is_told(address: str, status: int, client: FlaskClient) -> None:
    assert client.get(address).status_code == status


def test_the_changes_come_as_files(client: FlaskClient) -> None:
    asked = f"?municipality={CODE}&document=kodomo-2&from=kodomo-1"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/editions.csv{asked}").text[1:])))
    assert [row["変わったこと"] for row in rows] == ["変更", "改称", "移動", "追加", "削除"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/editions.xlsx{asked}").data))
    assert book.sheetnames == ["行の変更", "見出しの変更"]
    told = json.loads(client.get(f"/editions.json{asked}").text)
    assert len(told["changes"]) == 5
