"""splink on the made plans: the columns that the engine compares, and labels to learn from.

Its m probabilities are learnt from the true pairs of other plans (another seed), its u
probabilities from random pairs of them, and its threshold is the best one there; the plans to be
judged it sees only when it predicts. More than our engine is given, which learns nothing.
"""

from __future__ import annotations

import logging
import time
from importlib import import_module
from typing import Any, Final

from bench.repeats_plans import Plans
from kg.links.likeness_shape import Shape, make_shape

Pair = tuple[str, str]
#: What is less probable is not asked for.
_LEAST: Final = 0.001
#: What no label shows is rare, not impossible and not unknown.
_RARE: Final = 0.002


def measure_splink(plans: Plans, held_out: Plans) -> tuple[set[Pair], float, float]:
    """The pairs that splink finds, the seconds of finding them, and those of learning before."""
    logging.disable(logging.WARNING)
    begin = time.perf_counter()
    trained, scored = learn(held_out)
    threshold = choose_threshold(held_out, scored)
    learnt = time.perf_counter() - begin
    begin = time.perf_counter()
    found = predict(_make_linker(plans, trained))
    seconds = time.perf_counter() - begin
    return {pair for pair, chance in found.items() if chance >= threshold}, seconds, learnt


def choose_threshold(plans: Plans, scored: dict[Pair, float]) -> float:
    """The probability at which precision and recall are best together (F1)."""
    best, threshold = 0.0, 0.5
    right = 0
    ranked = sorted(scored.items(), key=lambda item: -item[1])
    for found, (pair, chance) in enumerate(ranked, start=1):
        right += pair in plans.repeats
        together = 2 * right / (found + len(plans.repeats))
        if together > best:
            best, threshold = together, chance
    return threshold


def learn(plans: Plans) -> tuple[dict[str, Any], dict[Pair, float]]:
    """A model learnt from plans whose repeats are told, and what it says of those plans."""
    linker = _make_linker(plans, _make_settings())
    size = len(plans.entries)
    linker.training.estimate_u_using_random_sampling(max_pairs=min(size**2, 10_000_000), seed=1)
    # Merged names are parts of each other, which no comparison of whole names can learn.
    alike = sorted(pair for pair, kind in plans.repeats.items() if kind != "merged")
    labels = [{"key_l": one, "key_r": two} for one, two in alike]
    table = linker.table_management.register_table(labels, "labels", overwrite=True)
    linker.training.estimate_m_from_pairwise_labels(table)
    model: dict[str, Any] = linker.misc.save_model_to_json()
    _smooth(model)
    plans_count = len({entry.municipality for entry in plans.entries})
    inside = (size / plans_count) ** 2 / 2 * plans_count
    model["probability_two_random_records_match"] = len(plans.repeats) / inside
    return model, predict(_make_linker(plans, model))


def _smooth(model: dict[str, Any]) -> None:
    """Give levels that no label or no random pair shows a small probability, not none at all."""
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                for key, least in (("m_probability", _RARE), ("u_probability", _RARE / 100)):
                    value = level.get(key)
                    level[key] = max(least, value if isinstance(value, float) else 0.0)


def predict(linker: Any) -> dict[Pair, float]:
    """The probability of each pair that splink proposes."""
    result = linker.inference.predict(threshold_match_probability=_LEAST).as_dict()
    return {
        (min(one, two), max(one, two)): float(chance)
        for one, two, chance in zip(
            result["key_l"], result["key_r"], result["match_probability"], strict=True
        )
    }


def _make_linker(plans: Plans, settings: Any) -> Any:
    # By name, for it is no dependency and has no stubs.
    splink: Any = import_module("splink")
    table = [_make_row(entry.key, entry.municipality, make_shape(entry)) for entry in plans.entries]
    api = splink.DuckDBAPI()
    return splink.Linker(api.register(table), settings)


def _make_settings() -> Any:
    splink: Any = import_module("splink")
    cl: Any = import_module("splink.comparison_library")
    keys = (
        "base",
        "told",
        "signs",
        "substr(core, 1, 4)",
        "substr(core, -4, 4)",
        "substr(core, 3, 4)",
        "substr(told, 1, 8)",
        "substr(told, -8, 8)",
    )
    return splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        blocking_rules_to_generate_predictions=[
            splink.block_on("municipality", key) for key in keys
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("core", [0.97, 0.92, 0.85, 0.75]),
            cl.JaroWinklerAtThresholds("pieces", [0.97, 0.92, 0.85]),
            cl.LevenshteinAtThresholds("base", [1, 2, 4]),
            cl.JaroWinklerAtThresholds("told", [0.97, 0.9, 0.8]),
            cl.ExactMatch("signs"),
            cl.ExactMatch("numbers"),
            cl.ExactMatch("wards"),
            cl.ExactMatch("qualifiers"),
        ],
    )


def _make_row(key: str, municipality: str, shape: Shape) -> dict[str, str | None]:
    """The columns of a row; a text that is not there is missing, no number is a value."""
    return {
        "key": key,
        "municipality": municipality,
        "base": shape.base,
        "core": shape.core or None,
        "pieces": shape.pieces or None,
        "signs": shape.signs or None,
        "told": shape.told or None,
        "numbers": "/".join(sorted(shape.numbers)),
        "wards": "/".join(sorted(shape.wards)),
        "qualifiers": "/".join(shape.qualifiers),
    }
