"""From the errors of the models to problems: a code, a place, and what the message speaks of."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.fields import whole_number_code
from shinryo_ratio.figures.words import FORMS, key_of, nearest, nearest_key
from shinryo_ratio.problems import Problem
from shinryo_ratio.readers.located import Located, Path, shown

Found: TypeAlias = Mapping[str, Any]
Values: TypeAlias = dict[str, str | int]
Diagnosis: TypeAlias = tuple[str, Path, Values]

_FACTS: Final = frozenset(fact for facts in v.FACTS_OF_KIND.values() for fact in facts)
_MAPPING_TYPES: Final = {"model_type", "model_attributes_type", "dict_type"}
_DEFAULTED: Final = ("fiscal_year", "end")
_EXAMPLES: Final = {
    "corporation": "corporation: {name: 医療法人社団 見本会, type: social}",
    "fiscal_year": "fiscal_year: {start: 2025-04-01}",
    "revenue": "revenue: [{name: 入院診療収益, amount: 1000, kind: social_insurance}]",
    "deliveries": "deliveries: [{fee: 480000, count: 120}]",
    "name": "name: 入院診療収益（保険分）",
    "type": "type: social",
    "amount": "amount: 5120000000",
    "start": "start: 2025-04-01",
    "fee": "fee: 480000",
    "count": "count: 120",
    "choice": "choice: alternative",
}


def diagnose(error: ValidationError, document: Any, located: Located) -> list[Problem]:
    """The problems of a document (in codes) that the models refuse."""
    found_here: list[tuple[str, Path, Problem]] = []
    for found in error.errors(include_url=False):
        loc = _without_tag(found["loc"], document)
        if found["type"] == "missing" and loc == _DEFAULTED:
            continue  # the end has a default; it is the start that cannot be read
        code, path, values = _diagnosis({**found, "loc": loc}, document)
        at_key = code in ("unknown-key", "fact-on-wrong-kind")
        found_here.append((code, path, located.problem(code, path, at_key, **values)))
    misspelt = {meant for code, path, _ in found_here if code == "unknown-key" and (meant := _meant(path))}
    return [
        problem
        for code, path, problem in found_here
        if path not in misspelt or code not in ("missing-key", "business-missing")
    ]


def _meant(path: Path) -> Path | None:
    """The path of the key that an unknown one is near to: what is misspelt there is not missing too."""
    form, written = _form_of(path[:-1]), str(path[-1])
    near = nearest_key(form, written)
    code = key_of(form, near) if near else None
    return (*path[:-1], code) if code else None


def with_code(words: v.Words, code: str) -> str:
    """The printed word of a code with the code beside it."""
    terms = words[code]
    return f"{terms[0]} ({code})" if terms else code


def all_words(words: v.Words) -> str:
    """Every word of a table with its code."""
    return "、".join(with_code(words, code) for code in words)


def _without_tag(loc: Path, document: Any) -> Path:
    """The location without the kind that pydantic puts after the number of a line."""
    if len(loc) > 2 and loc[0] == "revenue" and _kind_at(document, loc) == loc[2]:
        return (*loc[:2], *loc[3:])
    return loc


def _kind_at(document: Any, loc: Path) -> str | None:
    """The kind of the line that a location is in, where it is known."""
    line = _at(document, loc[:2])
    kind = line.get("kind") if isinstance(line, Mapping) else None
    return kind if isinstance(kind, str) and kind in v.KINDS else None


def _at(document: Any, path: Path) -> Any:
    for step in path:
        try:
            document = document[step]
        except (LookupError, TypeError):
            return None
    return document


def _diagnosis(found: Found, document: Any) -> Diagnosis:
    kind, loc = found["type"], found["loc"]
    if kind in _DOCUMENT:
        return _DOCUMENT[kind](found, document)
    if kind == "missing":
        return _missing(loc, document)
    if kind == "union_tag_not_found":
        return "kind-missing", (*loc, "kind"), {"known": all_words(v.KINDS)}
    if kind == "extra_forbidden":
        return _unknown_key(loc, document)
    if kind == "amount":
        return _amount(found)
    if kind == "union_tag_invalid":
        return _word((*loc, "kind"), found["input"].get("kind"), document)
    if found["input"] is None and loc:
        return "value-blank", loc, {"key": _key_name(loc)}
    if kind == "literal_error":
        return _word(loc, found["input"], document)
    return _wrong_form(found)


def _missing(loc: Path, document: Any) -> Diagnosis:
    if loc[0] == "revenue" and loc[-1] == "business":
        kind = _kind_at(document, loc)
        assert kind is not None
        values: Values = {"kind": with_code(v.KINDS, kind), "known": all_words(v.BUSINESSES)}
        return "business-missing", loc, values
    return "missing-key", loc, {"key": _key_name(loc), "example": _example(loc)}


def _unknown_key(loc: Path, document: Any) -> Diagnosis:
    key = str(loc[-1])
    kind = _kind_at(document, loc)
    if key in _FACTS and kind is not None and len(loc) == 3:
        kinds = "、".join(with_code(v.KINDS, k) for k, facts in v.FACTS_OF_KIND.items() if key in facts)
        return "fact-on-wrong-kind", loc, {
            "key": _key_name(loc), "kind": with_code(v.KINDS, kind), "kinds": kinds,
        }  # fmt: skip
    form = _form_of(loc[:-1])
    known = "、".join(with_code({k: f.terms for k, f in FORMS[form].items()}, k) for k in FORMS[form])
    return "unknown-key", loc, {
        "written": shown(key), "nearest": nearest_key(form, key) or "", "known": known,
    }  # fmt: skip


def _word(loc: Path, written: Any, document: Any) -> Diagnosis:
    """A value that is no word of its table, or one that contradicts the kind of the line."""
    if written is None:
        return "value-blank", loc, {"key": _key_name(loc)}
    if loc == ("schema",):
        return "schema-unknown", loc, {"written": shown(written)}
    words = FORMS[_form_of(loc[:-1])][str(loc[-1])].words
    assert words is not None
    kind = _kind_at(document, loc)
    if kind is not None and loc[-1] == "business" and isinstance(written, str) and written in v.BUSINESSES:
        business = with_code(v.BUSINESSES, written)
        return "insured-outside-medical", loc, {"kind": with_code(v.KINDS, kind), "business": business}
    return "unknown-word", loc, {
        "key": _key_name(loc), "written": shown(written), "known": all_words(words),
        "nearest": (nearest(written, words) or "") if isinstance(written, str) else "",
    }  # fmt: skip


def _amount(found: Found) -> Diagnosis:
    loc, value, limits = found["loc"], found["input"], found["ctx"]
    code = whole_number_code(value, limits["least"], limits["most"])
    values: Values = {"key": _key_name(loc), "written": shown(value), "least": limits["least"]}
    return code, loc, values


def _wrong_form(found: Found) -> Diagnosis:
    """A value of the wrong shape: no text, no list, no date …"""
    kind, loc, value = found["type"], found["loc"], found["input"]
    values: Values = {"key": _key_name(loc), "written": shown(value), "example": _example(loc)}
    if kind.startswith("date-"):
        return kind, loc, values
    if kind == "string_too_short":
        return "text-empty", loc, values
    if kind == "too_short":
        return ("revenue-empty" if loc == ("revenue",) else "deliveries-empty"), loc, values
    if kind == "bool_type":
        return "not-a-boolean", loc, values
    if kind == "tuple_type":
        return "not-a-list", loc, values
    if kind in _MAPPING_TYPES:
        return ("not-a-mapping" if loc else "not-figures"), loc, values
    if kind.startswith("string_"):
        return "not-text", loc, values
    return "invalid-value", loc, {**values, "detail": str(found["msg"])}


def _form_of(path: Path) -> str:
    """The form that a mapping at a path in codes has."""
    form = "document"
    for step in path:
        if isinstance(step, str):
            form = FORMS[form][step].form or form
    return form


def _key_name(loc: Path) -> str:
    """The Japanese name of the key at the end of a path, with its code."""
    keys = [step for step in loc if isinstance(step, str)]
    if not keys:
        return ""
    entry = FORMS[_form_of(tuple(keys[:-1]))].get(keys[-1])
    return with_code({keys[-1]: entry.terms if entry else ()}, keys[-1])


def _example(loc: Path) -> str:
    keys = [step for step in loc if isinstance(step, str)]
    if keys == ["corporation", "name"]:
        return "name: 医療法人社団 見本会"
    return _EXAMPLES.get(keys[-1], f"{keys[-1]}: …") if keys else ""


def _legal_form(found: Found, document: Any) -> Diagnosis:
    stated = _at(document, ("corporation", "legal_form")) is not None
    kind = str(_at(document, ("corporation", "type")))
    values: Values = {"type": with_code(v.CORPORATION_TYPES, kind), "known": all_words(v.LEGAL_FORMS)}
    return found["type"], ("corporation", "legal_form" if stated else "type"), values


def _year(found: Found, document: Any) -> Diagnosis:
    year = _at(document, ("fiscal_year",))
    values: Values = {"start": shown(year.get("start")), "end": shown(year.get("end"))}
    return found["type"], ("fiscal_year", "end"), values


def _year_start(found: Found, document: Any) -> Diagnosis:
    path = ("fiscal_year", "start")
    return found["type"], path, {"start": shown(_at(document, path))}


def _confirmation(found: Found, document: Any) -> Diagnosis:
    stated = found["input"]
    missing = "confirmed_by" if stated.get("confirmed_by") is None else "date"
    return found["type"], found["loc"], {"key": _key_name((*found["loc"], missing))}


def _delivery_count(found: Found, document: Any) -> Diagnosis:
    return found["type"], (*found["loc"], "delivery_count"), dict(found["ctx"])


def _sums(found: Found, document: Any) -> Diagnosis:
    values = dict(found["ctx"])
    if found["type"] == "statement-mismatch":
        values["key"] = _key_name(found["loc"])
        unit = _at(document, ("unit",))
        values["unit"] = "千円" if unit == "thousand_yen" else "円"
    return found["type"], found["loc"], values


_DOCUMENT: Final[Mapping[str, Callable[[Found, Any], Diagnosis]]] = {
    "legal-form-required": _legal_form,
    "legal-form-impossible": _legal_form,
    "year-reversed": _year,
    "year-too-long": _year,
    "year-beyond-calendar": _year_start,
    "confirmation-incomplete": _confirmation,
    "delivery-count-mismatch": _delivery_count,
    "deliveries-mismatch": _sums,
    "statement-mismatch": _sums,
    "total-too-large": _sums,
}
"""Problems that the models name themselves."""
