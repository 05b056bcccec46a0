"""Random figures for workbooks: every type, date, standard, unit, kind, business, fact and reading."""

import random
from typing import Any

from shinryo_ratio.figures import vocabulary as v

STARTS = (
    "2017-04-01", "2018-04-01", "2019-04-01", "2021-04-01", "2024-10-01", "2025-04-01", "2025-10-01",
    "2026-04-01",
)  # fmt: skip
KOSEIREN_STARTS = ("2023-04-01", "2024-10-01", "2025-04-01", "2026-04-01")
MEASURED = ("workers_compensation", "automobile_liability", "pollution_compensation")


def document(rng: random.Random) -> dict[str, Any]:
    """A document; amounts from a few yen to the most that is allowed, the ratio often near the threshold."""
    type_ = rng.choice(list(v.CORPORATION_TYPES))
    start = rng.choice(KOSEIREN_STARTS if type_ == "koseiren" else STARTS)
    thousands = rng.random() < 0.2
    scale = rng.choice((5, 1_000, 10**6, 10**9, 3 * 10**12 if not thousands else 3 * 10**9))
    lines = [_line(rng, scale, thousands) for _ in range(rng.randint(1, 12))]
    if rng.random() < 0.6:
        lines += _near_the_threshold(lines, rng, 60 if type_ == "open_hospital" else 80)
    if rng.random() < 0.4:
        lines += _near_the_limb(lines, rng)
    rng.shuffle(lines)
    elected = "2019-04-01" < start < "2025-04-01" and rng.random() < 0.5
    found = {
        "corporation": {"name": "=1+1 事例会", "type": type_, "legal_form": "general"},
        "fiscal_year": {"start": start},
        "accounting_standard": rng.choice(list(v.ACCOUNTING_STANDARDS)),
        "unit": "thousand_yen" if thousands else "yen",
        "revenue": lines,
        "elections": {"covid_subsidy_measure": elected},
        "readings": _readings(rng),
        "declarations": {"self_pay_same_tariff": rng.choice((True, False))},
    }
    if rng.random() < 0.5:
        found["statement"] = _totals(lines, thousands, rng)
    if rng.random() < 0.5:
        found["costs"] = {"main_business": scale, "all_businesses": scale + 1}
    return found


def _totals(lines: list[dict[str, Any]], thousands: bool, rng: random.Random) -> dict[str, int]:
    """The totals of the statement to which the lines add up; thousands within one unit a line."""
    sums: dict[str, list[int]] = {}
    for line in lines:
        section = line.get("section") or _SECTIONS.get(line["kind"], "operating")
        business = line.get("business", "main")
        total = {"main": "main", "profit": "profit"}.get(business, "ancillary")
        if not line.get("internal"):
            sums.setdefault(total if section == "operating" else section, []).append(line["amount"])
    given = rng.sample(sorted(sums), rng.randint(0, len(sums)))
    return {
        name: sum(sums[name]) + (rng.randint(-len(sums[name]), len(sums[name])) if thousands else 0)
        for name in given
    }


_SECTIONS = {"financial": "non_operating", "donation": "non_operating", "asset_disposal": "extraordinary"}


def _near_the_threshold(
    lines: list[dict[str, Any]], rng: random.Random, percent: int
) -> list[dict[str, Any]]:
    """Two lines that bring the ratio of what is simple to about its threshold."""
    other = 5 * max(1, sum(abs(line["amount"]) for line in lines))
    insured = other * percent // (100 - percent) + rng.choice((-1, 0, 1, 2))
    return [
        {"name": "@SUM(A1)", "kind": "social_insurance", "amount": insured},
        {"name": "-2+3", "kind": "room_charge", "amount": other},
    ]


def _near_the_limb(lines: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """A kind that is about 10% of the rest, and a line that may be in the denominator or not."""
    whole = sum(abs(line["amount"]) for line in lines) + 90
    open_ = whole // rng.choice((9, 20, 300))
    kind = rng.choice(MEASURED)
    tariff = {"same_tariff": rng.choice((False, None))} if kind == "workers_compensation" else {}
    doubtful = {"kind": rng.choice(("other", "unclassified")), "business": "ancillary"}
    return [
        {"name": kind, "kind": kind, "amount": whole // 9 + rng.randint(-2, 2), **tariff},
        {"name": "性質不明", "amount": open_, **doubtful},
    ]


def _line(rng: random.Random, scale: int, thousands: bool) -> dict[str, Any]:
    kind = rng.choice(list(v.KINDS))
    medical = kind in v.INSURED_SERVICE_KINDS
    amount = rng.randint(0, scale)
    if kind in MEASURED:
        amount //= rng.choice((1, 10, 100))
    line: dict[str, Any] = {
        "name": f"{kind} {rng.randint(1, 99)}",
        "kind": kind,
        "amount": -amount if kind == "insurance_deduction" else amount,
        "business": rng.choice(list(v.MedicalBusiness.__args__ if medical else v.Business.__args__)),  # type: ignore[attr-defined]
        "section": rng.choice(("operating", "operating", "operating", "non_operating", "extraordinary")),
        "internal": rng.random() < 0.08,
    }
    line.update(_facts(rng, kind, line, thousands))
    return {key: value for key, value in line.items() if value is not None}


def _facts(rng: random.Random, kind: str, line: dict[str, Any], thousands: bool) -> dict[str, Any]:
    maybe = (True, False, None)
    if kind == "workers_compensation":
        return {"same_tariff": rng.choice(maybe)}
    if kind == "health_checkup":
        return {"same_tariff": rng.choice(maybe), "commissioned_by_public_body": rng.choice((True, False))}
    if kind == "subsidy":
        return {"granted_for": rng.choice(("operations", "fixed_assets", None)), "covid": rng.random() < 0.5}
    if kind == "public_commission":
        return {"designated_manager": rng.random() < 0.5}
    if kind in ("long_term_care", "disability_welfare"):
        return {"copayment": rng.random() < 0.5}
    if kind == "childbirth":
        return _deliveries(rng, line, thousands)
    return {}


def _deliveries(rng: random.Random, line: dict[str, Any], thousands: bool) -> dict[str, Any]:
    if rng.random() < 0.4:
        return {"delivery_count": rng.choice((None, 1, 2, 50))}
    rows = [
        {"fee": rng.randint(300_000, 700_000), "count": rng.randint(1, 9)} for _ in range(rng.randint(1, 3))
    ]
    fees = sum(row["fee"] * row["count"] for row in rows)
    line["amount"] = fees // 1000 if thousands else fees
    return {"deliveries": rows}


def _readings(rng: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ids: list[str] = list(v.ReadingId.__args__)  # type: ignore[attr-defined]
    for id_ in rng.sample(ids, rng.choice((0, 0, 1, 3))):
        choice = rng.choice(("default", "alternative"))
        confirmed = {"confirmed_by": "県", "date": "2026-02-10"} if rng.random() < 0.5 else {}
        found[id_] = {"choice": choice, **confirmed}
    return found
