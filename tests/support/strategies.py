"""Random figures: every kind, business, section, fact, type, standard and rule set."""

from typing import Any

from hypothesis import strategies as st

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v

STARTS = {
    "koseiren": ["2023-04-01", "2024-10-01", "2025-04-01", "2026-04-01"],
    None: ["2017-04-01", "2018-04-01", "2019-04-01", "2021-04-01", "2024-10-01", "2025-04-01", "2026-04-01"],
}
MAYBE = st.sampled_from([True, False, None])


@st.composite
def lines(draw: Any, amounts: st.SearchStrategy[int], *, known: bool = False) -> dict[str, Any]:
    kinds = [kind for kind in v.KINDS if not (known and kind == "unclassified")]
    kind = draw(st.sampled_from(kinds))
    medical = kind in v.INSURED_SERVICE_KINDS
    businesses = list(v.MedicalBusiness.__args__ if medical else v.Business.__args__)
    if known and not medical:
        businesses.remove("ancillary")
    amount = draw(amounts)
    line: dict[str, Any] = {
        "name": kind,
        "kind": kind,
        "amount": -amount if kind == "insurance_deduction" else amount,
        "business": draw(st.sampled_from(businesses)),
        "section": draw(st.sampled_from([*["operating"] * 3, "non_operating", "extraordinary"])),
        "internal": draw(st.integers(0, 9)) == 0,
    }
    line.update(draw(_facts(kind, amount, known=known)))
    return {key: value for key, value in line.items() if value is not None}


@st.composite
def _facts(draw: Any, kind: str, amount: int, *, known: bool) -> dict[str, Any]:
    tariff = st.booleans() if known else MAYBE
    if kind == "workers_compensation":
        return {"same_tariff": draw(tariff)}
    if kind == "health_checkup":
        return {"same_tariff": draw(tariff), "commissioned_by_public_body": draw(st.booleans())}
    if kind == "subsidy":
        purposes = ["operations", "fixed_assets"] if known else ["operations", "fixed_assets", None]
        return {"granted_for": draw(st.sampled_from(purposes)), "covid": draw(st.booleans())}
    if kind == "public_commission":
        return {"designated_manager": draw(st.booleans())}
    if kind in ("long_term_care", "disability_welfare"):
        return {"copayment": draw(st.booleans())}
    if kind == "childbirth":
        if known or draw(st.booleans()):
            return {"deliveries": [{"fee": amount, "count": 1}]}
        return {"delivery_count": draw(st.sampled_from([None, 1, 2]))}
    return {}


@st.composite
def readings(draw: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for id_ in draw(st.lists(st.sampled_from(v.ReadingId.__args__), unique=True, max_size=3)):
        choice = draw(st.sampled_from(["default", "alternative"]))
        confirmed = {"confirmed_by": "県", "date": "2026-02-10"} if draw(st.booleans()) else {}
        found[id_] = {"choice": choice, **confirmed}
    return found


@st.composite
def documents(
    draw: Any,
    amounts: st.SearchStrategy[int],
    *,
    known: bool = False,
    most_lines: int = 6,
    types: tuple[str, ...] = tuple(v.CORPORATION_TYPES),
) -> dict[str, Any]:
    type_ = draw(st.sampled_from(types))
    start = draw(st.sampled_from(STARTS.get(type_, STARTS[None])))
    covered = "2019-04-01" < start < "2025-04-01"
    return {
        "corporation": {"name": "事例会", "type": type_, "legal_form": "general"},
        "fiscal_year": {"start": start},
        "accounting_standard": draw(st.sampled_from(list(v.ACCOUNTING_STANDARDS))),
        "revenue": draw(st.lists(lines(amounts, known=known), min_size=1, max_size=most_lines)),
        "elections": {"covid_subsidy_measure": covered and draw(st.booleans())},
        "readings": draw(readings()),
    }


def figures(amounts: st.SearchStrategy[int], **options: Any) -> st.SearchStrategy[Figures]:
    return documents(amounts, **options).map(Figures.model_validate)
