"""Law files of a user's own, made of the shipped ones by changing a few words."""

from pathlib import Path

DATA = Path(__file__).parents[2] / "src" / "shinryo_ratio" / "law" / "data"
LIMB = (
    "limb = { at_most = [10, 100], alternative = [12, 100], citation = '自分の規定', status = 'assumed',"
    " alternative_status = 'assumed' }"
)


def revised(*changes: tuple[str, str], type_: str = "social") -> str:
    """The revised rule set of a type as a law file, with some of its words replaced."""
    text = DATA.joinpath(f"{type_}.toml").read_text("utf-8")
    head = text[: text.index("# ----")]
    body = text[text.index(f'[[rulesets]]\nid = "{type_}/2025-04-01"') :]
    for before, after in changes:
        assert before in body, before
        body = body.replace(before, after)
    return head + body


def with_limb(kind: str) -> str:
    """The revised rule set of social with a 10% limb on a kind, which it counts without one or not at all."""
    if kind == "health_checkup":
        return revised(
            ("{ kind = 'health_checkup', same_tariff = true }".replace("'", '"'),
             f'{{ kind = "health_checkup", same_tariff = true, {LIMB} }}')
        )  # fmt: skip
    plain = f'{{ kind = "{kind}" }}'
    limited = f'{{ kind = "{kind}", {LIMB} }}'
    if kind in ("room_charge", "automobile_liability", "pollution_compensation"):
        return revised(('{ kind = "vaccination" }', f'{{ kind = "vaccination" }}, {limited}'))
    return revised((plain, limited))
