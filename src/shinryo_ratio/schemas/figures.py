"""The JSON Schema of a figures document: the models' own, with the Japanese words that are accepted too."""

from typing import Any, Final

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

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
    _bare_choices(definitions["Readings"])
    schema["properties"]["revenue"]["items"].pop("discriminator")
    for form in (schema, *definitions.values()):
        for name, entry in form["properties"].items():
            entry.pop("title", None)
            if name in _WORDS:
                _worded(entry, _WORDS[name])
    return {
        "$schema": DRAFT,
        **schema,
        "title": "shinryo-ratio figures",
        "description": "収入要件の判定に使う数値。項目名は日本語（法人、会計年度 など）でも書けるが、"
        "このスキーマは英語の項目名で書いたものを表す。",
    }


def _default_end(fiscal_year: dict[str, Any]) -> None:
    """The end has a default that depends on the start."""
    fiscal_year["required"].remove("end")


def _bare_choices(readings: dict[str, Any]) -> None:
    """`care-copayment: alternative` is short for a choice that nobody confirmed."""
    for entry in readings["properties"].values():
        entry["anyOf"].insert(0, {"enum": list(v.CHOICES), "type": "string"})
        entry["anyOf"][0]["enum"] += [term for terms in v.CHOICES.values() for term in terms]


def _worded(entry: dict[str, Any], words: v.Words) -> None:
    """Let an entry take the Japanese words of its codes, and say what each code means."""
    part = next(part for part in (entry, *entry.get("anyOf", ())) if _LISTED & set(part) or _is_boolean(part))
    if _is_boolean(part):
        part.pop("type")
        part["enum"] = [True, False, *(term for terms in words.values() for term in terms)]
        return
    known = part.get("enum") or [part.pop("const")]
    meanings = "、".join(f"{code} {words[code][0]}" for code in known)
    entry["description"] = f"{entry['description']}: {meanings}"
    part["enum"] = [*known, *(term for code in known for term in words[code])]


def _is_boolean(part: dict[str, Any]) -> bool:
    return part.get("type") == "boolean"
