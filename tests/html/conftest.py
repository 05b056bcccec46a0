"""Examples and small figures made by hand, assessed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.readers import load

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def assessed() -> Callable[[str], Assessment]:
    """The assessment of an example."""
    return lambda name: assess(load(EXAMPLES / f"{name}.yaml"))


@pytest.fixture(scope="session")
def made() -> Callable[..., Assessment]:
    """An assessment of lines given as (name, amount, kind, facts), with changes to the document."""

    def make(*lines: tuple[Any, ...], **changes: Any) -> Assessment:
        revenue = [
            {"name": name, "amount": amount, "kind": kind, **(facts[0] if facts else {})}
            for name, amount, kind, *facts in lines
        ]
        document: dict[str, Any] = {
            "corporation": {"name": "医療法人 手作り会", "type": "social"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": revenue,
        }
        return assess(Figures.model_validate({**document, **changes}))

    return make


@pytest.fixture(scope="session")
def crowded() -> Callable[..., Assessment]:
    """Forty lines with long names, some of them markup, of a corporation with a long name."""

    def make(type_: str = "social", start: str = "2025-04-01", *, lines: int = 40) -> Assessment:
        revenue = [
            {
                "name": f"row{number} とても長い科目名の収益（本院・健診センターほか）{markup(number)}",
                "facility": f"附属{'サテライト' * 4}診療所 end{number}",
                **EVERY_KIND[number % len(EVERY_KIND)],
            }
            for number in range(1, lines + 1)
        ]  # fmt: skip
        name = f"医療法人社団 {'とても長い名前の附属診療所を多数運営する' * 3}会\"</style><b>'\\"
        document = {
            "reference": f"R-{'9' * 60}",
            "corporation": {"name": name, "type": type_, "legal_form": "general"},
            "fiscal_year": {"start": start},
            "accounting_standard": "hospital",
            "revenue": revenue,
        }
        return assess(Figures.model_validate(document))

    return make


def markup(number: int) -> str:
    return f"<script>alert({number})</script>"


EVERY_KIND: list[dict[str, Any]] = [
    {"kind": "social_insurance", "amount": 5_000_000_000},
    {"kind": "insurance_deduction", "amount": -22_100_000},
    {"kind": "workers_compensation", "amount": 900_000_000},
    {"kind": "health_checkup", "amount": 121_900_000},
    {"kind": "vaccination", "amount": 76_200_000},
    {"kind": "childbirth", "amount": 10_000_000, "delivery_count": 12},
    {"kind": "long_term_care", "amount": 50_000_000, "copayment": True},
    {"kind": "disability_welfare", "amount": 5_000_000},
    {"kind": "subsidy", "amount": 585_000_000, "business": "main", "granted_for": "operations"},
    {"kind": "subsidy", "amount": 180_000_000, "business": "main", "granted_for": "fixed_assets"},
    {"kind": "subsidy", "amount": 18_000_000, "business": "main"},
    {"kind": "public_commission", "amount": 90_000_000, "business": "main", "designated_manager": True},
    {"kind": "other", "amount": 152_000_000, "business": "ancillary_other"},
    {"kind": "other", "amount": 236_000_000, "business": "profit"},
    {"kind": "financial", "amount": 4_100_000},
    {"kind": "asset_disposal", "amount": 7_000_000},
    {"kind": "donation", "amount": 9_000_000},
    {"kind": "other_care", "amount": 44_000_000, "business": "ancillary"},
    {"kind": "unclassified", "amount": 150_000_000, "business": "main"},
    {"kind": "self_pay", "amount": 99_000_000, "internal": True},
    {"kind": "self_pay", "amount": 168_000_000},
    {"kind": "automobile_liability", "amount": 45_000_000},
    {"kind": "other", "amount": 3_000_000, "section": "non_operating"},
]
