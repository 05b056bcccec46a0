"""The JSON Schema of a figures document: the models' own, with the Japanese words that are accepted too."""

from typing import Any, Final

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.schemas import wording
from shinryo_ratio.schemas.published import DRAFT, urn

_NAME: Final = "shinryo-ratio/figures/1"
_WORDS: Final = {
    key: entry.words
    for form in FORMS.values()
    for key, entry in form.items()
    if entry.words and not entry.form
}
"""The closed table of the values of each key."""

_LISTED: Final = {"enum", "const"}


def figures_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a figures document written with the English keys.

    It admits every valid document with these keys; sums and dates are checked only by reading the document.
    """
    schema = Figures.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    _default_end(definitions["FiscalYear"])
    schema["properties"]["revenue"]["items"].pop("discriminator")
    _describe("Figures", schema)
    for name, form in definitions.items():
        form["title"], form["description"] = wording.FORMS[name]
        _describe(name, form)
    _readings(definitions["Readings"])
    return {
        "$schema": DRAFT,
        "$id": urn(_NAME),
        **schema,
        "title": f"収入要件の判定に使う数値（{_NAME}）",
        "description": "収入要件の判定に使う数値です。項目名は日本語（法人、会計年度など）でも書けますが、"
        "このスキーマは英語の項目名で書いたものを表します。",
    }


def _default_end(fiscal_year: dict[str, Any]) -> None:
    """The end has a default that depends on the start."""
    fiscal_year["required"].remove("end")


def _describe(form: str, schema: dict[str, Any]) -> None:
    """Say what each key of a form and each of its values means."""
    for name, entry in schema["properties"].items():
        entry.pop("title", None)
        said = wording.KEYS.get(f"{form}.{name}") or wording.KEYS.get(name)
        if said:
            entry["description"] = said
        if name in _WORDS:
            _worded(name, entry, _WORDS[name])


def _readings(readings: dict[str, Any]) -> None:
    """`care-copayment: alternative` is short for a choice that nobody confirmed."""
    from shinryo_ratio.law import readings as open_points

    for id_, point in open_points().items():
        entry = readings["properties"][id_]
        entry["description"] = (
            f"{point.question.ja}。既定は「{point.default.ja}」、別案は「{point.alternative.ja}」です。"
        )
        entry["anyOf"].insert(0, {"type": "string", **_listed("choice", v.CHOICES, list(v.CHOICES))})


def _worded(key: str, entry: dict[str, Any], words: v.Words) -> None:
    """Let an entry take the Japanese words of its codes, and say what each code means."""
    part = next(part for part in (entry, *entry.get("anyOf", ())) if _LISTED & set(part) or _is_boolean(part))
    if _is_boolean(part):
        part.pop("type")
        said = [wording.BOOLEANS[code] for code, terms in words.items() for _ in terms]
        part["enum"] = [True, False, *(term for terms in words.values() for term in terms)]
        part["enumDescriptions"] = [*wording.BOOLEANS.values(), *said]
        return
    known = part.get("enum") or [part.pop("const")]
    meanings = "、".join(f"{code} は{words[code][0]}" for code in known)
    entry["description"] += f"使える値: {meanings}。"
    part.update(_listed(key, words, known))


def _listed(key: str, words: v.Words, known: list[str]) -> dict[str, Any]:
    """The values that stand for some codes, and what each means, in the keyword that editors read."""
    said = wording.VALUES[key]
    written = [*((code, code) for code in known), *((term, code) for code in known for term in words[code])]
    return {
        "enum": [value for value, _ in written],
        "enumDescriptions": [said[code] for _, code in written],
    }


def _is_boolean(part: dict[str, Any]) -> bool:
    return part.get("type") == "boolean"
