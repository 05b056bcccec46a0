"""The law as plain data, and finding a part of it by what a user calls it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import code_of, nearest
from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.law import Law, RuleSet, TypeLaw
    from shinryo_ratio.law.model import Item


class NotFoundError(Exception):
    """There is nothing of that name; the text says what is near."""


def not_found(
    name: str,
    known: Iterable[str],
    lang: Language,
    *,
    near: Sequence[str] = (),
    instead: str | None = None,
) -> NotFoundError:
    """What to say of an unknown name: what is near or spelled alike; else `instead`, or every known name."""
    from difflib import get_close_matches

    known = list(known)
    near = near or get_close_matches(name, known)
    if lang == "en":
        told = f"Near: {', '.join(near)}" if near else instead or f"Known: {', '.join(known)}"
        return NotFoundError(f"Nothing is called {name}. {told}")
    told = f"近い語: {'、'.join(near)}" if near else instead or f"使える名前: {'、'.join(known)}"
    return NotFoundError(f"「{name}」は見つかりません。{told}")


def type_named(name: str, lang: Language) -> str:
    """The code of a corporation type, from its code or Japanese name.

    Raises:
        NotFoundError: where there is none.
    """
    code = code_of(v.CORPORATION_TYPES, name)
    if code is None:
        near = nearest(name, v.CORPORATION_TYPES)
        raise not_found(name, v.CORPORATION_TYPES, lang, near=[near] if near else [])
    return code


def found(law: "Law", name: str, start: str | None, lang: Language) -> "tuple[TypeLaw, RuleSet]":
    """A rule set by its id, or the one that governs a type's fiscal year.

    Raises:
        NotFoundError: where there is none of that name, or the date is no date.
        FiguresError: where no text is held for the date.
    """
    type_, _, first = name.partition("/")
    if first:
        return _by_id(law, name, type_, lang)
    held = law.of_type(type_named(name, lang))
    if start is None:
        return held, held.rulesets[-1]
    ruling = held.governing(None, _day(start, lang))
    from shinryo_ratio.law import NotTested

    if isinstance(ruling, NotTested):
        raise NotFoundError(_not_tested_then(held, ruling, lang))
    return held, ruling


def _by_id(law: "Law", name: str, type_: str, lang: Language) -> "tuple[TypeLaw, RuleSet]":
    code = code_of(v.CORPORATION_TYPES, type_)
    known = [(held, ruleset) for held in law.all_types() for ruleset in held.rulesets]
    for held, ruleset in known:
        if held.type == code and ruleset.id.partition("/")[2] == name.partition("/")[2]:
            return held, ruleset
    raise not_found(name, [ruleset.id for _, ruleset in known], lang)


def _day(text: str, lang: Language) -> date:
    from shinryo_ratio.figures.dates import DateError, parse_date

    try:
        return parse_date(text)
    except DateError as error:
        from shinryo_ratio.messages.problems import problem_words

        message, help_ = problem_words(error.code, {"written": text}, lang)
        raise NotFoundError(f"{text}: {message} {help_}") from None


def _not_tested_then(held: "TypeLaw", ruling: Any, lang: Language) -> str:
    if lang == "en":
        return (
            f"{held.type}: not tested for fiscal years that start then ({ruling.reason}; {ruling.citation})."
        )
    name = v.CORPORATION_TYPES[held.type][0]
    return f"{name}: この日に始まる会計年度は対象外です（{ruling.reason}、{ruling.citation}）。"


def listed(held: "TypeLaw") -> Iterator[dict[str, Any]]:
    """The rule sets of a type in one line each, oldest first."""
    for ruleset in held.rulesets:
        yield {
            "id": ruleset.id,
            "revision": ruleset.entry.revision,
            "type": ruleset.type,
            "from": ruleset.first.isoformat(),
            "to": ruleset.last.isoformat() if ruleset.last else None,
            "definition": ruleset.definition,
            "threshold": {
                "numerator": ruleset.threshold.numerator,
                "denominator": ruleset.threshold.denominator,
                "comparison": ">",
            },
            "status": ruleset.status,
            "citation": ruleset.citation,
            "amended_by": ruleset.entry.amended_by,
        }


def ruleset_data(held: "TypeLaw", ruleset: "RuleSet") -> dict[str, Any]:
    """All that a rule set says, references followed."""
    from shinryo_ratio.law import readings
    from shinryo_ratio.law.sureness import denominator_readings, denominator_status

    parts = denominator_readings(ruleset)
    entry = ruleset.entry.as_data()
    known = readings()
    return {
        **{key: value for key, value in entry.items() if key not in ("from", "to", "items", "readings")},
        "type": ruleset.type,
        "from": ruleset.first.isoformat(),
        "to": ruleset.last.isoformat() if ruleset.last else None,
        "legal_basis": ruleset.legal_basis,
        "text_read_until": ruleset.text_read_until.isoformat(),
        "denominator": {
            **entry["denominator"],
            "parts": {
                part: {"readings": list(moving), "status": denominator_status(ruleset, moving)}
                for part, moving in parts.items()
            },
        },
        "items": [_item_data(ruleset, item) for item in ruleset.items],
        "readings": [known[id_].as_data() for id_ in ruleset.readings],
        "not_tested": [entry.as_data() for entry in held.not_tested],
        "fingerprint": ruleset.fingerprint,
    }


def _item_data(ruleset: "RuleSet", item: "Item") -> dict[str, Any]:
    """An item, with the readings that touch what it counts of each kind, and how sure that leaves us."""
    from shinryo_ratio.law import readings
    from shinryo_ratio.law.sureness import item_readings, weakest

    known = readings()
    data: dict[str, Any] = item.as_data()
    for counted in data["kinds"]:
        touching = item_readings(ruleset, item.id, counted["kind"])
        counted["readings"] = list(touching)
        counted["status"] = weakest((item.status, *(known[reading].status for reading in touching)))
    return data
