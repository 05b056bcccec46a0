"""What a kind is, and where it counts under every rule set, as the placement tables have it."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from shinryo_ratio.cli.explain.topics import Topic, titled
from shinryo_ratio.cli.pages import DEFINITION
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.law.placement import (
    PLACED_FACTS,
    Counts,
    Row,
    Shape,
    effective_section,
    known_shapes,
)
from shinryo_ratio.messages.kinds import KINDS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.messages.terms import term
from shinryo_ratio.reports.blocks import Column

if TYPE_CHECKING:
    from shinryo_ratio.law import Law, RuleSet

_TITLES: Final[dict[str, Phrase]] = {
    "ruleset": phrase("規定", "rule set"),
    "facts": phrase("事実", "facts"),
    "denominator": phrase("分母", "denom."),
    "numerator": phrase("分子", "numerator"),
    "why": phrase("理由", "why"),
    "citation": phrase("根拠", "article"),
    "where": phrase("計上", "booked as"),
    "by_ruleset": phrase("規定ごとの扱い（本来業務、通常の損益区分）", "Under each rule set (main business)"),
    "by_business": phrase(
        "業務・損益区分による違い（社会医療法人、条件を満たすとき）",
        "By business and section (social, conditions met)",
    ),
    "words": phrase("書き方", "written"),
    "takes": phrase("書ける事実", "facts it takes"),
    "business": phrase("業務", "business"),
    "business_required": phrase("必ず書く", "must be stated"),
    "section": phrase("損益区分の既定", "section by default"),
    "yes": phrase("入る", "in"),
    "no": phrase("―", "-"),
    "both": phrase("分子・分母", "both"),
    "denominator_only": phrase("分母だけ", "denominator"),
    "by_nature": phrase("性質による", "by its nature"),
    "neither": phrase("入らない", "neither"),
}


class Placed(NamedTuple):
    """How a kind is placed where its facts take some values."""

    ruleset: "RuleSet"
    facts: tuple[tuple[Any, ...], ...]
    row: Row


def kind_topic(kind: str, law: "Law", lang: Language) -> Topic:
    """A kind explained."""
    page = titled("kind", kind, term("kind", kind, lang), lang)
    separator = ", " if lang == "en" else "、"
    facts = v.FACTS_OF_KIND.get(kind, ())
    section = v.DEFAULT_SECTIONS.get(kind, "operating")
    page.text(KINDS[kind][lang])
    page.pairs(
        (_TITLES["words"][lang], separator.join([kind, *v.KINDS[kind]])),
        (_TITLES["takes"][lang], separator.join(_fact_name(fact, lang) for fact in facts)),
        (
            _TITLES["business"][lang],
            _TITLES["business_required"][lang] if kind in v.BUSINESS_REQUIRED_KINDS else "",
        ),
        (_TITLES["section"][lang], f"{term('section', section, lang)} ({section})"),
    )
    placed = [entry for held in law.all_types() for one in held.rulesets for entry in placements(kind, one)]
    if placed:
        page.heading(_TITLES["by_ruleset"][lang])
        names = ("ruleset", "facts", "denominator", "numerator", "why", "citation")
        columns = [Column(_TITLES[name][lang], most=34 if name == "citation" else 28) for name in names]
        rows = list(_rows(placed, kind, lang))
        kept = [index for index in range(len(names)) if any(row[index] for row in rows)]
        page.table([columns[index] for index in kept], ([row[index] for index in kept] for row in rows))
        page.heading(_TITLES["by_business"][lang])
        definitions = [law.of_type("social").last_of(definition) for definition in DEFINITION]
        columns = [
            Column(_TITLES["where"][lang], most=60),
            *(Column(words[lang]) for words in DEFINITION.values()),
        ]
        page.table(columns, _by_business(kind, definitions, lang))
    return Topic(page, {"form": "kind", "code": kind, "text": KINDS[kind][lang], "facts": list(facts),
                        "placement": [_data(entry, kind) for entry in placed]})  # fmt: skip


def _fact_name(fact: str, lang: Language) -> str:
    return fact if lang == "en" else f"{FORMS['line'][fact].terms[0]} ({fact})"


def placements(kind: str, ruleset: "RuleSet") -> Iterator[Placed]:
    """How a kind of the main business is placed: one entry for each effect that its facts can have."""
    section = v.DEFAULT_SECTIONS.get(kind, "operating")
    table = ruleset.placement().at(frozenset())
    by_effect: dict[Any, list[tuple[tuple[Any, ...], Row]]] = {}
    for shape in _shapes(kind, "main", section):
        row = table[shape].stated
        by_effect.setdefault((row.effect, row.cap), []).append((shape.facts, row))
    for entries in by_effect.values():
        yield Placed(ruleset, tuple(facts for facts, _ in entries), entries[0][1])


def _shapes(kind: str, business: str, booked: str) -> Iterator[Shape]:
    """Every shape of a line, its facts known, that is booked so by the standard of medical corporations."""
    wanted = (kind, business, effective_section(kind, booked, "medical_corporation"))
    return (shape for shape in known_shapes() if shape[:3] == wanted)


def _rows(placed: Sequence[Placed], kind: str, lang: Language) -> Iterator[tuple[str, ...]]:
    for entry in placed:
        row = entry.row
        yield (
            entry.ruleset.id,
            _facts_in_words(entry.facts, kind, lang),
            _TITLES["yes" if row.denominator else "no"][lang],
            _numerator(row, lang),
            "" if row.numerator in (Counts.LIMB, Counts.CAP) else reason_name(row.reason, lang),
            row.citation,
        )


def _numerator(row: Row, lang: Language) -> str:
    if row.numerator == Counts.ALL:
        return _TITLES["yes"][lang]
    if row.limb is not None:
        portion = "{}/{}".format(*row.limb)
        return phrase(f"合計が分母の {portion} 以下なら入る", f"if in total at most {portion}")[lang]
    if row.cap is not None:
        return phrase(f"一件 {row.cap:,} 円まで入る", f"up to {row.cap:,} yen each")[lang]
    return _TITLES["no"][lang]


def _facts_in_words(combinations: tuple[tuple[Any, ...], ...], kind: str, lang: Language) -> str:
    """Which values of the facts: those that do not matter are left out."""
    names = PLACED_FACTS.get(kind, ())
    every = [_shape_values(kind, index) for index in range(len(names))]
    values = [list(dict.fromkeys(facts[index] for facts in combinations)) for index in range(len(names))]
    if len(list(product(*values))) != len(combinations):
        return "\n".join(_one(names, facts, lang) for facts in combinations)
    stated = [
        (name, chosen)
        for name, chosen, all_ in zip(names, values, every, strict=True)
        if len(chosen) < len(all_)
    ]
    return _one([name for name, _ in stated], [chosen[0] for _, chosen in stated], lang)


def _shape_values(kind: str, index: int) -> set[Any]:
    section = v.DEFAULT_SECTIONS.get(kind, "operating")
    return {shape.facts[index] for shape in _shapes(kind, "main", section)}


def _one(names: Sequence[str], facts: Sequence[Any], lang: Language) -> str:
    if not names:
        return ""
    return "\n".join(
        f"{_short(name, lang)}: {_value(name, fact, lang)}" for name, fact in zip(names, facts, strict=True)
    )


def _short(name: str, lang: Language) -> str:
    return name if lang == "en" else FORMS["line"][name].terms[0]


def _value(name: str, fact: Any, lang: Language) -> str:
    code = str(fact).lower() if isinstance(fact, bool) else str(fact)
    words = FORMS["line"][name].words
    return code if lang == "en" or words is None else words[code][0]


def _by_business(kind: str, rulesets: "Sequence[RuleSet]", lang: Language) -> Iterator[tuple[str, ...]]:
    for business, section in product(v.BUSINESSES, v.SECTIONS):
        shapes = list(_shapes(kind, business, section))
        if shapes:
            where = f"{term('business', business, lang)} / {term('section', section, lang)}"
            yield (where, *(_best(shapes, ruleset, lang) for ruleset in rulesets))


def _best(shapes: Sequence[Shape], ruleset: "RuleSet", lang: Language) -> str:
    """What the best values of the facts make of a line."""
    cells = [ruleset.placement().at(frozenset())[shape] for shape in shapes]
    rows = [cell.stated for cell in cells]
    if any("business" in cell.open for cell in cells):
        return _TITLES["by_nature"][lang]
    if any(row.numerator for row in rows):
        return _TITLES["both"][lang]
    return _TITLES["denominator_only" if any(row.denominator for row in rows) else "neither"][lang]


def _data(entry: Placed, kind: str) -> dict[str, Any]:
    row = entry.row
    return {
        "ruleset": entry.ruleset.id,
        "facts": [dict(zip(PLACED_FACTS.get(kind, ()), facts, strict=True)) for facts in entry.facts],
        "denominator": bool(row.denominator),
        "numerator": row.numerator.name.lower(),
        "at_most": list(row.limb) if row.limb else None,
        "cap": row.cap,
        "item": row.item,
        "reason_code": row.reason,
        "citation": row.citation,
    }
