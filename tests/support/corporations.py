"""Corporations as an accounting product writes them: thirty lines each, the same for the same number."""

import csv
import io
import json
import random
from collections.abc import Iterator
from typing import Any

from shinryo_ratio.figures import vocabulary as v

BOOKED_EXTRAORDINARY = {"granted_for": "fixed_assets", "section": "extraordinary"}

CHART: tuple[tuple[str, str, str | None, int, dict[str, Any]], ...] = (
    ("入院診療収益（保険分）", "social_insurance", None, 6_120_000_000, {}),
    ("外来診療収益（保険分）", "social_insurance", None, 2_340_000_000, {}),
    ("保険等査定減", "insurance_deduction", None, -28_600_000, {}),
    ("労災診療収益", "workers_compensation", None, 142_000_000, {"same_tariff": True}),
    ("自賠責診療収益", "automobile_liability", None, 23_500_000, {}),
    ("室料差額収益", "room_charge", None, 336_000_000, {}),
    ("健康診査収益", "health_checkup", None, 96_500_000, {"same_tariff": True}),
    ("人間ドック収益", "self_pay", None, 214_000_000, {}),
    ("予防接種収益", "vaccination", None, 47_200_000, {}),
    ("正常分娩収益", "childbirth", None, 138_600_000, {}),
    ("救命救急センター運営費補助金", "subsidy", "main", 388_000_000, {"granted_for": "operations"}),
    ("医療機器整備補助金", "subsidy", "main", 96_000_000, BOOKED_EXTRAORDINARY),
    ("夜間急病診療受託収益", "public_commission", "main", 64_000_000, {}),
    ("文書料収益", "other_medical", None, 12_400_000, {}),
    ("院内売店収益", "other", None, 36_700_000, {}),
    ("東病院 入院診療収益（保険分）", "social_insurance", None, 1_985_000_000, {"facility": "東病院"}),
    ("東病院 外来診療収益（保険分）", "social_insurance", None, 884_000_000, {"facility": "東病院"}),
    ("東病院 室料差額収益", "room_charge", None, 88_400_000, {"facility": "東病院"}),
    ("東病院 人間ドック収益", "self_pay", None, 51_300_000, {"facility": "東病院"}),
    ("訪問看護ステーション収益", "social_insurance", "ancillary_medical", 262_000_000, {}),
    ("訪問介護 給付分", "long_term_care", "ancillary_care", 118_000_000, {}),
    ("通所介護 食費", "other_care", "ancillary_care", 9_800_000, {}),
    ("就労支援 給付分", "disability_welfare", "ancillary_disability", 41_000_000, {}),
    ("看護専門学校 授業料等", "other", "ancillary_other", 184_000_000, {}),
    ("看護師等養成所運営費補助金", "subsidy", "ancillary_other", 46_000_000, {"granted_for": "operations"}),
    ("駐車場賃貸収益", "other", "profit", 158_000_000, {}),
    ("検査受託収益（院内）", "other_medical", None, 72_000_000, {"internal": True}),
    ("受取利息", "financial", None, 6_300_000, {}),
    ("受取寄附金", "donation", None, 15_000_000, {}),
    ("土地売却益", "asset_disposal", None, 210_000_000, {}),
)  # fmt: skip
"""Name, kind, business where it is said, a usual amount in yen, and what else is said."""


def of_one_chart(number: int, type_: str = "social") -> dict[str, Any]:
    """A corporation of the chart above; only amounts and deliveries differ from number to number."""
    chance = random.Random(number)
    lines = [_line(chance, *entry) for entry in CHART]
    return _document(number, type_, lines)


def of_any_chart(number: int, type_: str = "social") -> dict[str, Any]:
    """A corporation with a chart of its own: thirty lines of any kind, business and fact, all known."""
    chance = random.Random(number)
    kinds = [kind for kind in v.KINDS if kind != "unclassified"]
    lines = [_line(chance, "入院診療収益", "social_insurance", None, 6_000_000_000, {})]
    for position in range(29):
        kind = chance.choice(kinds)
        usual = chance.randrange(1_000, 300_000_000)
        name = f"{position:02d} {v.KINDS[kind][0]}"
        sign = -1 if kind == "insurance_deduction" else 1
        lines.append(_line(chance, name, kind, _business(chance, kind), sign * usual, _facts(chance, kind)))
    return _document(number, type_, lines)


_HEADER = ["reference", "corporation_name", "corporation_type", "legal_form", "fiscal_year_start"]
_FIELDS = [
    "name", "amount", "kind", "business", "section", "same_tariff", "granted_for", "deliveries", "copayment",
    "internal", "facility",
]  # fmt: skip


def table_of(documents: list[dict[str, Any]], encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """The documents as a long CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow([*_HEADER, *_FIELDS])
    for document in documents:
        corporation, start = document["corporation"], document["fiscal_year"]["start"]
        told = [corporation.get(key, "") for key in ("name", "type", "legal_form")]
        whose = [document["reference"], *told, start]
        for line in document["revenue"]:
            said = {**line}
            if "deliveries" in line:
                said["deliveries"] = ";".join(f"{each['fee']}x{each['count']}" for each in line["deliveries"])
            cells = [said.get(field, "") for field in _FIELDS]
            writer.writerow(whose + [str(cell).lower() if isinstance(cell, bool) else cell for cell in cells])
    return text.getvalue().encode(encoding)


def ndjson(documents: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """The documents as lines."""
    for document in documents:
        yield json.dumps(document, ensure_ascii=False).encode() + b"\n"


def _document(number: int, type_: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema": "shinryo-ratio/figures/1",
        "reference": f"A-{number:06d}",
        "corporation": {"name": f"医療法人社団 第{number}会", "type": type_, "legal_form": "general"},
        "fiscal_year": {"start": "2025-04-01", "end": "2026-03-31"},
        "revenue": lines,
    }


def _line(
    chance: random.Random, name: str, kind: str, business: str | None, usual: int, more: dict[str, Any]
) -> dict[str, Any]:
    line: dict[str, Any] = {
        "name": name,
        "amount": int(usual * chance.uniform(0.3, 1.7)),
        "kind": kind,
        **more,
    }
    if business is not None:
        line["business"] = business
    if kind == "childbirth":
        deliveries = [
            {"fee": chance.randint(450_000, 560_000), "count": chance.randint(1, 300)} for _ in "12"
        ]
        line["deliveries"] = deliveries
        line["amount"] = sum(each["fee"] * each["count"] for each in deliveries)
    return line


def _business(chance: random.Random, kind: str) -> str | None:
    if kind not in v.BUSINESS_REQUIRED_KINDS and chance.random() < 0.6:
        return None
    known = v.MedicalBusiness if kind in v.INSURED_SERVICE_KINDS else v.Business
    return chance.choice([business for business in known.__args__ if business != "ancillary"])


def _facts(chance: random.Random, kind: str) -> dict[str, Any]:
    if kind in ("workers_compensation", "health_checkup"):
        return {"same_tariff": chance.random() < 0.8}
    if kind == "subsidy":
        return {"granted_for": chance.choice(["operations", "fixed_assets"])}
    if kind in ("long_term_care", "disability_welfare") and chance.random() < 0.2:
        return {"copayment": True}
    return {}
