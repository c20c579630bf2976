"""What a person should know of a Word file that was read: what was left out or is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.documents.readers.lines import Lines

_LEFT: Final = {
    "deleted": ("変更履歴で消された部分", "parts deleted under tracked changes"),
    "struck": ("取り消し線の付いた部分", "parts that are struck out"),
    "hidden": ("隠し文字、隠れた行や升目", "hidden text, rows and cells"),
    "header": ("ページの上の欄(ヘッダー)", "page headers"),
    "footer": ("ページの下の欄(フッター)", "page footers"),
    "comments": ("コメント", "comments"),
}


def add_notices(lines: Lines, left: Mapping[str, int], words: Mapping[str, int]) -> None:
    """Say what became of all that is not in the text."""
    for reason, (ja, en) in _LEFT.items():
        if left.get(reason):
            lines.add_notice(
                f"left-out-{reason}",
                "",
                f"{ja} {left[reason]} か所({words.get(reason, 0)} 字)は取り込んでいません",
                f"{en}: {left[reason]} left out ({words.get(reason, 0)} characters)",
            )
    if left.get("inserted"):
        lines.add_notice(
            "changes-tracked",
            "",
            f"変更履歴で加えられた部分 {left['inserted']} か所は、本文として読みました。"
            "確定した版か確かめてください",
            f"{left['inserted']} parts added under tracked changes were read as text: "
            "make sure that this is the final edition",
        )
    if left.get("notes"):
        lines.add_notice(
            "notes-moved",
            "",
            f"脚注・文末注 {left['notes']} 個は、参照のある段落や表のすぐ下に ※ を付けて置きました",
            f"{left['notes']} notes stand, behind ※, right below what refers to them",
        )
    if left.get("signs"):
        lines.add_notice(
            "sign-unknown",
            "",
            f"記号フォントの文字や数式 {left['signs']} 個は読めず、取り込んでいません",
            f"{left['signs']} signs of symbol fonts or equations could not be read",
        )
    if left.get("images"):
        lines.add_notice(
            "image-not-read",
            "",
            f"図や画像 {left['images']} 個の中の文字は読んでいません",
            f"{left['images']} drawings or images: words inside were not read",
        )
    if left.get("objects"):
        lines.add_notice(
            "object-not-read",
            "",
            f"埋め込まれた表計算などの部品 {left['objects']} 個は読んでいません",
            f"{left['objects']} embedded objects, such as sheets, were not read",
        )
