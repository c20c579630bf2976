"""PDF: what cannot be read, is turned, hidden or damaged is refused or told, never guessed."""

from __future__ import annotations

import io
import random
import re
import time
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.errors import SourceError
from tests.documents.readers.pdf_made import LEFT, Sheet, get_codes, get_lines, read
from tests.documents.readers.test_pdf import LONG, NEXT


def draw_picture(sheet: Sheet) -> None:
    image = Image.new("RGB", (60, 80), "gray")
    sheet.canvas.drawImage(ImageReader(image), 0, 0, *A4)


def turn_page(data: bytes, turn: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_file_of_pictures_only_is_refused_with_what_to_do() -> None:
    sheet = Sheet()
    for _ in range(3):
        draw_picture(sheet)
        sheet.page()
    with pytest.raises(SourceError) as error:
        read(sheet.save())
    told = str(error.value)
    assert "made.pdf" in told
    assert "OCR" in told
    assert "3" in told


def test_pages_that_are_pictures_only_are_named() -> None:
    sheet = Sheet()
    for number in range(1, 5):
        if number in (2, 3):
            draw_picture(sheet)
        else:
            sheet.paragraph(LONG, 60)
        sheet.page()
    kept = read(sheet.save())
    (notice,) = [notice for notice in kept.notices if notice.code == "image-only-page"]
    assert notice.where == "made.pdf p.2-3"


def test_an_invisible_layer_over_a_scan_is_read_and_told() -> None:
    sheet = Sheet()
    draw_picture(sheet)
    text = sheet.canvas.beginText(LEFT, 700)
    text.setFont("HeiseiMin-W3", 10)
    text.setTextRenderMode(3)
    text.textLine("読み取られた文字です。")
    sheet.canvas.drawText(text)
    kept = read(sheet.save())
    assert get_lines(kept) == ["読み取られた文字です。"]
    assert "ocr-layer" in get_codes(kept)


def test_a_page_of_shapes_alone_is_said_to_have_no_word_rather_than_to_be_a_picture() -> None:
    sheet = Sheet()
    sheet.canvas.rect(60, 60, 200, 200, fill=1)
    with pytest.raises(SourceError) as error:
        read(sheet.save())
    assert "no word on any of 1 pages" in str(error.value)
    assert "画像だけ" not in str(error.value)


def test_a_file_that_asks_for_a_password_is_refused_and_one_that_only_forbids_is_read() -> None:
    sheet = Sheet(encrypt=StandardEncryption("secret", "owner"))
    sheet.paragraph(LONG, 60)
    with pytest.raises(SourceError) as error:
        read(sheet.save())
    assert "パスワード" in str(error.value)
    sheet = Sheet(encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0))
    sheet.paragraph(LONG, 60)
    assert get_lines(read(sheet.save())) == [LONG]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\x00\xff" * 5_000, b"<html>"]
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as error:
        read(data)
    assert "壊れて" in str(error.value)
    assert "made.pdf" in str(error.value)


def test_a_file_cut_anywhere_is_read_or_refused() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.paragraph(LONG, 60)
        sheet.page()
    data = sheet.save()
    for at in range(0, len(data), max(len(data) // 60, 1)):
        try:
            kept = read(data[:at])
        except SourceError:
            continue
        assert set(get_lines(kept)) <= {LONG}


def test_more_pages_or_characters_than_allowed_are_refused() -> None:
    sheet = Sheet()
    for _ in range(4):
        sheet.paragraph(LONG, 60)
        sheet.page()
    data = sheet.save()
    with pytest.raises(SourceError, match="ページが多すぎ"):
        read(data, replace(DEFAULT_LIMITS, pages=3))
    with pytest.raises(SourceError) as error:
        read(data, replace(DEFAULT_LIMITS, characters=250))
    assert "p.3" in str(error.value)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(turn: int) -> None:
    sheet = Sheet()
    width, height = A4
    canvas = sheet.canvas
    # Drawn so that it stands upright once the viewer has turned the page.
    canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
    canvas.rotate(turn)
    for at, line in enumerate((LONG[:40], LONG[40:80], LONG[80:])):
        canvas.setFont("HeiseiMin-W3", 10)
        canvas.drawString(100, 400 - 16 * at, line)
    kept = read(turn_page(sheet.save(), turn))
    assert get_lines(kept) == [LONG]
    assert "rotated-page" in get_codes(kept)
    shown_height = height if turn == 180 else width
    match = re.search(r"viewrect=(\d+),(\d+),(\d+),(\d+)", kept.places[0].fragment)
    assert match is not None
    left, top, wide, tall = map(int, match.groups())
    assert abs(left - 100) <= 1
    assert abs(top + tall - (shown_height - 400)) <= 4
    assert wide > 380


def test_text_that_lies_on_its_side_is_read_along_its_lines() -> None:
    sheet = Sheet()
    canvas = sheet.canvas
    canvas.translate(500, 100)
    canvas.rotate(90)
    for at, line in enumerate((LONG[:40], LONG[40:80], LONG[80:])):
        canvas.setFont("HeiseiMin-W3", 10)
        canvas.drawString(0, -16 * at, line)
    kept = read(sheet.save())
    assert get_lines(kept) == [LONG]
    assert "turned-text" in get_codes(kept)


def test_vertical_writing_is_read_from_the_right() -> None:
    sheet = Sheet()
    for column, words in enumerate((LONG[:40], LONG[40:80], LONG[80:])):
        for row, char in enumerate(words):
            sheet.text(char, 500 - 18 * column, 100 + 10 * row)
    kept = read(sheet.save())
    assert get_lines(kept) == [LONG]
    assert "vertical-page" in get_codes(kept)


def test_a_tab_at_the_side_stands_behind_the_text_and_askew_words_are_told() -> None:
    sheet = Sheet()
    y = sheet.paragraph(LONG, 60)
    sheet.paragraph(NEXT, y)
    canvas = sheet.canvas
    canvas.saveState()
    canvas.translate(570, 300)
    canvas.rotate(-90)
    canvas.drawString(0, 0, "第２章")
    canvas.restoreState()
    canvas.translate(200, 200)
    canvas.rotate(45)
    canvas.drawString(0, 0, "見本")
    kept = read(sheet.save())
    assert get_lines(kept) == [LONG, NEXT, "第２章"]
    told = {notice.code: notice.ja for notice in kept.notices}
    assert "見本" in told["slanted-text"]
    assert "第２章" in told["side-text"]


def test_words_outside_the_page_are_left_out_and_counted() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 60)
    sheet.text("見えない字", -300, 100)
    sheet.text("欄外", LEFT, 900)
    kept = read(sheet.save())
    assert get_lines(kept) == [LONG]
    (notice,) = [notice for notice in kept.notices if notice.code == "outside-page"]
    assert "7" in notice.ja


def make_unmapped() -> bytes:
    """A page whose font says for no glyph what letter it is."""
    content = b"BT /F1 12 Tf 72 700 Td <000300040005000600070008> Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/Unknown/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Unknown/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/Unknown/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def test_characters_without_a_letter_are_told_with_their_share() -> None:
    kept = read(make_unmapped())
    assert set("".join(get_lines(kept)).replace(" ", "")) == {"\ufffd"}
    (notice,) = [notice for notice in kept.notices if notice.code == "unknown-characters"]
    assert "100%" in notice.ja
    assert notice.where == "made.pdf p.1"


def test_a_file_with_changed_bytes_is_read_or_refused() -> None:
    sheet = Sheet(pageCompression=0)
    y = sheet.paragraph(LONG, 60)
    sheet.grid([60, 200, 300], [y, y + 20, y + 40])
    sheet.row(["事業名", "担当課"], [60, 200], y + 13)
    data = sheet.save()
    outcomes: set[bool] = set()
    for seed in range(80):
        change = random.Random(seed)
        mutated = bytearray(data)
        for _ in range(change.choice((3, 30, 200))):
            mutated[change.randrange(len(mutated))] = change.randrange(256)
        try:
            kept = read(bytes(mutated))
        except SourceError:
            outcomes.add(False)
            continue
        outcomes.add(True)
        assert all(kept.text[place.start : place.end].strip() for place in kept.places)
    assert outcomes == {True, False}


def test_words_strewn_over_a_page_are_read_in_bounded_time_and_none_is_lost() -> None:
    strewn = random.Random(1)
    sheet = Sheet()
    for _ in range(8_000):
        x, y = 10 + strewn.random() * 560, 20 + strewn.random() * 800
        sheet.text(strewn.choice("施策事業計画"), x, y, strewn.choice((4, 6, 9)))
    data = sheet.save()
    begun = time.process_time()
    kept = read(data)
    assert time.process_time() - begun < 20
    # The same character drawn twice at one place is one.
    assert 7_600 < len(re.sub(r"\s", "", kept.text)) <= 8_000
