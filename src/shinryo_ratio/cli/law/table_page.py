"""The placement table to be read: rows of equal outcome folded into one, in words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from shinryo_ratio.cli.pages import Page
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.law.placement import PLACED_FACTS, Fact, Shape
from shinryo_ratio.law.sureness import weakest
from shinryo_ratio.law.table import Placed, placed
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.messages.terms import STATUSES
from shinryo_ratio.reports.blocks import Column

if TYPE_CHECKING:
    from shinryo_ratio.cli.law.parts import Held, Part
    from shinryo_ratio.law import Row, RuleSet

_NAMES: Final[dict[str, Phrase]] = {
    "title": phrase("算入表 {id}", "Placement table {id}"),
    "note": phrase(
        "各行の1円が分子と分母にいくら加わるかの表です。取扱いは既定の側です。"
        "「0 か 1」は未確認の事実（◇）によって変わり、先に書いた方を表示上の計算に使います。",
        "What a yen of a line adds to either sum, at the default readings. 0 or 1 hangs on an unknown fact"
        " (◇); the first is what the stated sums take.",
    ),
    "kind": phrase("区分と事実", "kind and facts"),
    "business": phrase("業務", "business"),
    "section": phrase("判定上の損益区分", "effective section"),
    "numerator": phrase("分子", "N"),
    "denominator": phrase("分母", "D"),
    "reason": phrase("項目・理由", "item or reason"),
    "citation": phrase("根拠", "article"),
    "status": phrase("確からしさ", "status"),
    "readings": phrase("関わる取扱い", "readings"),
    "alternatives": phrase(
        "取扱いを一つ別案にしたときに変わる行", "Where one reading takes its alternative side"
    ),
    "elected": phrase("コロナ補助金の取扱いを選択したとき", "Where the COVID measure is elected"),
    "limb": phrase(
        "合計が分母の{portion}/{whole}以下のときだけ1", "1 while its sum is at most {portion}/{whole} of D"
    ),
    "limb_by_fact": phrase("◇により、{}", "by ◇: {}"),
    "or_else": phrase("、又は", ", or "),
    "always": phrase("常に1", "always 1"),
    "cap": phrase("一の分娩につき{cap:,}円まで1", "1 up to {cap:,} yen a delivery"),
    "or": phrase(" か ", " or "),
    "all": phrase("すべて", "all"),
}
_COLUMNS: Final = (
    "kind", "business", "section", "numerator", "denominator", "reason", "citation", "status", "readings",
)  # fmt: skip

_UNKNOWN: Final = "◇"

Outcome: TypeAlias = tuple[str, ...]
"""The texts of a row behind kind, business and section."""


class _Line(NamedTuple):
    """What is said of the rows of one shape together."""

    kind: str
    business: str
    section: str
    outcome: Outcome


def table_page(rulesets: "Iterable[RuleSet]", lang: Language) -> Page:
    """The placement tables of some rule sets."""
    page = Page()
    for ruleset in rulesets:
        found = list(placed(ruleset))
        plain = [one for one in found if not one.elected]
        page.title(_NAMES["title"][lang].format(id=ruleset.id))
        page.text(_NAMES["note"][lang])
        _table(page, [one for one in plain if not one.alternatives], lang)
        _part(page, "alternatives", list(_changed(plain)), lang)
        _part(page, "elected", [one for one in found if one.elected and not one.alternatives], lang)
    return page


def part_page(part: "Part", held: "Held") -> Page:
    """Any other part, as it is."""
    page = Page()
    page.title(part.key)
    columns = [Column(name, most=36) for name, _ in part.columns]
    page.table(columns, (["" if value is None else str(value) for value in row] for row in part.rows(held)))
    return page


def _part(page: Page, name: str, rows: Sequence[Placed], lang: Language) -> None:
    if rows:
        page.heading(_NAMES[name][lang])
        _table(page, rows, lang)


def _changed(found: Sequence[Placed]) -> Iterator[Placed]:
    """The rows of shapes that add something else where one reading takes its alternative side."""
    default: dict[Shape, set[object]] = {}
    for one in found:
        if not one.alternatives:
            default.setdefault(one.shape, set()).add(one.row.effect)
    other: dict[tuple[Shape, tuple[str, ...]], list[Placed]] = {}
    for one in found:
        if len(one.alternatives) == 1:
            other.setdefault((one.shape, one.alternatives), []).append(one)
    for (shape, _), rows in other.items():
        if {one.row.effect for one in rows} != default[shape]:
            yield from rows


def _table(page: Page, found: Sequence[Placed], lang: Language) -> None:
    columns = [Column(_NAMES[name][lang], most=26) for name in _COLUMNS]
    page.table(columns, _folded(_lines(found, lang), lang))


def _folded(lines: Iterable[_Line], lang: Language) -> Iterator[tuple[str, ...]]:
    """Lines of one kind and equal outcome in one: businesses first, then sections that agree in all."""
    tree: dict[str, dict[str, dict[Outcome, list[str]]]] = {}
    for line in lines:
        tree.setdefault(line.kind, {}).setdefault(line.section, {}).setdefault(line.outcome, []).append(
            line.business
        )
    for kind, by_section in tree.items():
        everything = {
            business for outcomes in by_section.values() for named in outcomes.values() for business in named
        }
        agreeing: dict[tuple[tuple[Outcome, tuple[str, ...]], ...], list[str]] = {}
        for section, by_outcome in by_section.items():
            key = tuple((outcome, tuple(businesses)) for outcome, businesses in by_outcome.items())
            agreeing.setdefault(key, []).append(section)
        for key, sections in agreeing.items():
            within = _listed(sections, len(v.SECTIONS), lang)
            for outcome, businesses in key:
                yield kind, _listed(businesses, len(everything), lang), within, *outcome


def _listed(names: Sequence[str], of: int, lang: Language) -> str:
    return _NAMES["all"][lang] if len(names) == of > 1 else "、".join(names)


def _lines(found: Sequence[Placed], lang: Language) -> Iterator[_Line]:
    together: dict[tuple[Shape, tuple[str, ...]], list[Placed]] = {}
    for one in found:
        together.setdefault((one.shape, one.alternatives), []).append(one)
    for (shape, alternatives), rows in together.items():
        stated = rows[0]
        outcome = (
            _numerators([one.row for one in rows], lang),
            _NAMES["or"][lang].join(dict.fromkeys(str(one.row.denominator) for one in rows)),
            stated.row.item or reason_name(stated.row.reason, lang),
            stated.row.citation,
            STATUSES[weakest(one.status for one in rows)][lang],
            "; ".join(alternatives or stated.touched),
        )
        facts = zip(PLACED_FACTS.get(shape.kind, ()), shape.facts, strict=True)
        kind = " ".join(
            [_word(v.KINDS, shape.kind, lang), *(_fact(name, value, lang) for name, value in facts)]
        )
        business, section = _word(v.BUSINESSES, shape.business, lang), _word(v.SECTIONS, shape.section, lang)
        yield _Line(kind, business, section, outcome)


def _numerators(rows: Sequence["Row"], lang: Language) -> str:
    """What the rows of a shape add to the numerator; which of them applies hangs on an unknown fact."""
    texts = list(dict.fromkeys(_numerator(row, lang) for row in rows))
    if len(texts) == 1 or all(row.limb is None for row in rows):
        return _NAMES["or"][lang].join(texts)
    told = [_NAMES["always"][lang] if text == "1" else text for text in texts]
    return _NAMES["limb_by_fact"][lang].format(_NAMES["or_else"][lang].join(told))


def _numerator(row: "Row", lang: Language) -> str:
    if row.limb is not None:
        portion, whole = row.limb
        return _NAMES["limb"][lang].format(portion=portion, whole=whole)
    return str(int(row.numerator > 0)) if row.cap is None else _NAMES["cap"][lang].format(cap=row.cap)


def _word(words: v.Words, code: str, lang: Language) -> str:
    return words[code][0] if lang == "ja" else code


def _fact(name: str, value: Fact, lang: Language) -> str:
    if value is None:
        said = _UNKNOWN
    elif isinstance(value, bool):
        said = _word(v.BOOLEANS, str(value).lower(), lang)
    else:
        said = _word(v.GRANT_PURPOSES, value, lang)
    return f"{FORMS['line'][name].terms[0] if lang == 'ja' else name}={said}"
