"""How sure a trace is, in words, and its statuses and kinds for people who read no codes."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from kg.names import MPO
from kg.questions.implementer import Group


class Status(StrEnum):
    """What a trace rests on: words of a document, a conclusion, a mere possibility."""

    STATED = "stated"
    INFERRED = "inferred"
    CANDIDATE = "candidate"


#: From which confidence on which word is used; 0.5 is where candidates begin.
BANDS: Final = ((0.85, ("ほぼ確か", "nearly certain")), (0.7, ("たぶん", "probably")))
_LEAST: Final = ("ありうる", "possibly")
_CANDIDATE: Final = ("候補（確かめていない）", "a candidate, not verified")
_STATED: Final = ("文書にそう書かれている", "the document says so")
_CONFIRMED: Final = ("確実（人が確かめた）", "certain, a person confirmed it")
_STATUSES: Final = {
    Status.STATED: ("文書が述べている", "stated"),
    Status.INFERRED: ("つながりから導いた", "inferred"),
    Status.CANDIDATE: ("候補", "candidate"),
}
_GROUPS: Final = {
    Group.INSTRUMENT: ("規範", "instrument"),
    Group.NODE: ("取組・項目", "measure"),
    Group.PROJECT: ("事業", "project"),
    Group.BODY: ("組織", "body"),
    Group.SERVICE: ("サービス・刊行物", "service or publication"),
    Group.EVENT: ("行事", "event"),
    Group.OTHER: ("そのほか", "other"),
    Group.HEADING: ("見出し", "heading"),
}
#: What stands where no source says who runs a thing.
UNSAID: Final = ("資料に記載なし", "not stated in the sources")


def get_status(status: str, concluded: bool = False) -> Status | None:
    """What the status of a link comes to; None for a rejected one.

    What a rule concluded stays a conclusion when a person confirms it: no document says it.
    """
    if status == MPO + "Confirmed":
        return Status.INFERRED if concluded else Status.STATED
    return {
        MPO + "Stated": Status.STATED,
        MPO + "Inferred": Status.INFERRED,
        MPO + "Candidate": Status.CANDIDATE,
    }.get(status)


def say_confidence(status: str, confidence: float | None, language: str = "ja") -> str:
    """How sure something is, in words, from the status and confidence of its link."""
    return _choose(status, confidence)[language == "en"]


def say_status(status: Status, language: str = "ja") -> str:
    """What a trace rests on, in words."""
    return _STATUSES[status][language == "en"]


def say_kind(group: Group, language: str = "ja") -> str:
    """The kind of a thing that implements an article."""
    return _GROUPS[group][language == "en"]


def say_bands(language: str = "ja") -> str:
    """What the words of confidence mean, in one sentence."""
    (high, sure), (middle, likely) = BANDS
    if language == "en":
        return (
            f"“{sure[1]}” is a confidence of {high} or more, “{likely[1]}” of {middle} or more, "
            f"“{_LEAST[1]}” of 0.5 or more; what is below is a candidate."
        )
    return (
        f"「{sure[0]}」は確かさ{high}以上、「{likely[0]}」は{middle}以上、"
        f"「{_LEAST[0]}」は0.5以上です。0.5に満たないものは候補です。"
    )


def _choose(status: str, confidence: float | None) -> tuple[str, str]:
    if status == MPO + "Confirmed":
        return _CONFIRMED
    if status == MPO + "Stated":
        return _STATED
    if status == MPO + "Candidate":
        return _CANDIDATE
    return next((words for least, words in BANDS if (confidence or 0) >= least), _LEAST)
