"""The contract's section 2 and 3 once more, written apart from the engine, yen by yen, without cleverness.

`every_ratio` walks through every whole-yen split of every unknown line; it is slow, and meant for amounts of
a few yen. It shares nothing with the engine but the figures.
"""

import itertools
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

INSURED = {
    "social_insurance", "insurance_deduction", "workers_compensation", "health_checkup", "vaccination",
    "childbirth", "automobile_liability", "pollution_compensation", "self_pay", "room_charge",
    "long_term_care", "disability_welfare",
}  # fmt: skip
NOT_RECURRING = {"financial", "donation", "asset_disposal"}
ASSUMED = {"welfare_hospital", "open_hospital", "koseiren"}
READINGS = {
    "old": ("approximately-ten-percent", "old-denominator", "care-copayment", "covid-measure-effect"),
    "revised": (
        "approximately-ten-percent", "non-operating-income", "extraordinary-subsidy", "fixed-asset-subsidy",
        "commissioned-checkup", "designated-manager-fee", "care-copayment",
    ),
}  # fmt: skip


def items(type_: str, start: date) -> set[str]:
    """The kinds that are items (law.md section 2)."""
    kinds = {"social_insurance", "insurance_deduction", "workers_compensation", "health_checkup"}
    if not (type_ == "specified" and start < date(2018, 4, 1)):
        kinds.add("childbirth")
    if start >= date(2018, 4, 1) or type_ == "certified":
        kinds |= {"vaccination", "long_term_care"}
    if start >= date(2019, 4, 1):
        kinds.add("disability_welfare")
    if start >= date(2025, 4, 1):
        kinds |= {"subsidy", "public_commission"}
    if type_ == "open_hospital":
        kinds |= {"automobile_liability", "pollution_compensation"}
    return kinds


LIMITED = ("workers_compensation", "automobile_liability", "pollution_compensation")
"""The kinds that about 10% measures in the law as shipped; an own law may measure more (`own_limbs`)."""


def threshold(type_: str) -> Fraction:
    return Fraction(60 if type_ == "open_hospital" else 80, 100)


def definition(figures: Any) -> str:
    return "revised" if figures.fiscal_year.start >= date(2025, 4, 1) else "old"


def effect(
    line: dict[str, Any], figures: Any, alternative: set[str], own_limbs: tuple[str, ...] = ()
) -> tuple[int, Any]:
    """What a yen of a line whose facts are all known adds: (denominator, True | False | 'limb' | 'cap')."""
    type_, kind, business = figures.corporation.type, line["kind"], line["business"]
    section, standard = line["section"], figures.accounting_standard
    public = kind in ("subsidy", "public_commission")
    fixed = kind == "subsidy" and line["granted_for"] == "fixed_assets"
    revised = definition(figures) == "revised"
    if section == "non_operating" and (
        public or (standard != "medical_corporation" and kind not in NOT_RECURRING)
    ):
        section = "operating"
    if revised:
        scope = business in ("main", "ancillary_medical", "ancillary_care", "ancillary_disability")
        inside = scope or (business == "ancillary" and kind in INSURED)
        if section == "extraordinary":
            inside = inside and public and not fixed and "extraordinary-subsidy" in alternative
        elif section == "non_operating":
            inside = inside and kind not in NOT_RECURRING and "non-operating-income" not in alternative
        if fixed and "fixed-asset-subsidy" not in alternative:
            inside = False
    else:
        inside = section == "operating" or "old-denominator" in alternative
    if not inside:
        return 0, False
    elected = figures.elections.covid_subsidy_measure and kind == "subsidy" and line["covid"]
    if not revised and elected:
        return (0, False) if "covid-measure-effect" in alternative else (1, True)
    commissioned = kind == "health_checkup" and revised and line["commissioned_by_public_body"]
    if commissioned and "commissioned-checkup" not in alternative:
        return 1, True
    if kind in own_limbs:
        if line.get("copayment") and "care-copayment" in alternative:
            return 1, False
        return 1, bool(line.get("same_tariff")) or "limb"
    if kind not in items(type_, figures.fiscal_year.start) or fixed:
        return 1, False
    if kind == "workers_compensation":
        return 1, True if line["same_tariff"] and type_ != "open_hospital" else "limb"
    if kind in ("automobile_liability", "pollution_compensation"):
        return 1, "limb"
    sure = kind in ("social_insurance", "insurance_deduction", "subsidy", "public_commission")
    if type_ in ASSUMED and "assumed-item" in alternative and not sure:
        return 1, False
    if kind == "health_checkup" and not line["same_tariff"]:
        return 1, False
    if kind == "public_commission" and line["designated_manager"]:
        return 1, "designated-manager-fee" in alternative
    if kind in ("long_term_care", "disability_welfare") and line["copayment"]:
        return 1, "care-copayment" not in alternative
    return 1, "cap" if kind == "childbirth" else True


def ways(
    line: Any, figures: Any, alternative: set[str], own_limbs: tuple[str, ...] = ()
) -> set[tuple[int, Any]]:
    """Every effect that a yen of a line may have: its unknown facts, each way."""
    said = {**line.model_dump(), "name": None}
    kinds = [said["kind"]]
    if said["kind"] == "unclassified":
        kinds = ["other"]
        if said["business"] not in ("profit", "ancillary_other"):
            kinds.append("social_insurance")
    found = set()
    for kind in kinds:
        businesses = [said["business"]]
        if said["business"] == "ancillary" and kind not in INSURED:
            businesses = ["ancillary_medical", "ancillary_other"]
        tariffs = [True, False] if said.get("same_tariff", 0) is None else [said.get("same_tariff")]
        purposes = ["operations", "fixed_assets"]
        if said.get("granted_for", 0) is not None:
            purposes = [said.get("granted_for")]
        for business, tariff, purpose in itertools.product(businesses, tariffs, purposes):
            known = {"kind": kind, "business": business, "same_tariff": tariff, "granted_for": purpose}
            found.add(effect({**said, **known}, figures, alternative, own_limbs))
    return found


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to split whole yen into parts; a negative total is split the same way."""
    if parts == 1:
        yield (total,)
        return
    sign = -1 if total < 0 else 1
    for first in range(abs(total) + 1):
        for rest in splits(total - sign * first, parts - 1):
            yield (sign * first, *rest)


def line_values(
    line: Any, figures: Any, alternative: set[str], own_limbs: tuple[str, ...] = ()
) -> list[tuple[int, int, dict[str, int], dict[str, int]]]:
    """Every (N, D, resting on a limb by kind, total by kind) that a line may add."""
    if line.internal:
        return [(0, 0, {}, {})]
    effects = sorted(ways(line, figures, alternative, own_limbs), key=str)
    kind = line.kind
    if any(counts == "cap" for _, counts in effects):
        if line.deliveries is not None:
            counted = sum(min(d.fee, 500_000) * d.count for d in line.deliveries)
            return [(counted, line.amount, {}, {})]
        most = line.amount if line.delivery_count is None else min(line.amount, 500_000 * line.delivery_count)
        return [(n, line.amount, {}, {}) for n in range(min(line.amount, 500_000), most + 1)]
    found = []
    for parts in splits(line.amount, len(effects)):
        n = sum(yen for yen, (_, counts) in zip(parts, effects, strict=True) if counts is True)
        d = sum(yen * inside for yen, (inside, _) in zip(parts, effects, strict=True))
        resting = sum(yen for yen, (_, counts) in zip(parts, effects, strict=True) if counts == "limb")
        found.append((n, d, {kind: resting}, {kind: d}))
    return found


def every_ratio(
    figures: Any,
    alternative: set[str],
    *,
    added: tuple[int, int] = (0, 0),
    own_limbs: tuple[str, ...] = (),
) -> Iterator[tuple[int, int]]:
    """Every (N, D) with D > 0 that some value of the unknowns gives at these readings.

    `added` yen come to either sum before the limbs are looked at.
    """
    values = [line_values(line, figures, alternative, own_limbs) for line in figures.revenue]
    limit = Fraction(12 if "approximately-ten-percent" in alternative else 10, 100)
    for combination in itertools.product(*values):
        d = sum(one[1] for one in combination) + added[1]
        if d <= 0:
            continue
        n = sum(one[0] for one in combination) + added[0]
        for kind in (*LIMITED, *own_limbs):
            total = sum(one[3].get(kind, 0) for one in combination)
            if total <= limit * d:
                n += sum(one[2].get(kind, 0) for one in combination)
        yield n, d


def extremes(
    figures: Any, alternative: set[str], own_limbs: tuple[str, ...] = ()
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The lowest and the highest ratio, the larger denominator on a tie."""
    found = list(every_ratio(figures, alternative, own_limbs=own_limbs))
    if not found:
        return None, None
    low = min(found, key=lambda nd: (Fraction(*nd), -nd[1]))
    return low, max(found, key=lambda nd: (Fraction(*nd), nd[1]))


def settings(figures: Any) -> Iterator[set[str]]:
    """Every setting of the readings that are not confirmed."""
    applicable = [*READINGS[definition(figures)]]
    if figures.corporation.type in ASSUMED:
        applicable.append("assumed-item")
    chosen = figures.readings.chosen
    free = [id_ for id_ in applicable if id_ not in chosen or not chosen[id_].confirmed]
    closed = [id_ for id_ in applicable if id_ not in free]
    fixed = {id_ for id_ in closed if chosen[id_].choice == "alternative"}
    for sides in itertools.product((False, True), repeat=len(free)):
        yield fixed | {id_ for id_, side in zip(free, sides, strict=True) if side}


def at_chosen(figures: Any) -> set[str]:
    return {id_ for id_, reading in figures.readings.chosen.items() if reading.choice == "alternative"}
