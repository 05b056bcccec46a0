"""The pages of the law in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.cli.pages import DEFINITION, Page
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.dates import to_era
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.messages.terms import COSTS, NOT_TESTED, STATUSES, TESTS
from shinryo_ratio.reports.blocks import Column

if TYPE_CHECKING:
    from shinryo_ratio.law import NotTested, Reading, RuleSet, TypeLaw
    from shinryo_ratio.law.model import Counted, Item, Sibling, Threshold, Words

_NAMES: Final[dict[str, Phrase]] = {
    "title": phrase("収録している規定", "The rule sets held"),
    "years": phrase("会計年度の開始日", "fiscal years starting"),
    "definition": phrase("算式", "definition"),
    "threshold": phrase("基準", "threshold"),
    "status": phrase("確からしさ", "status"),
    "citation": phrase("根拠", "article"),
    "amended_by": phrase("改正", "amended by"),
    "basis": phrase("法令の体系", "legal basis"),
    "read": phrase("改正を確かめた日", "amendments looked for until"),
    "denominator": phrase("分母", "Denominator"),
    "words": phrase("条文の語", "words of the text"),
    "businesses": phrase("含む業務", "businesses in scope"),
    "non_operating": phrase("事業外損益", "non-operating"),
    "extraordinary": phrase("特別損益", "extraordinary"),
    "fixed_assets": phrase("固定資産取得の補助金", "subsidies for fixed assets"),
    "items": phrase("分子の算入項目", "Items of the numerator"),
    "item": phrase("項目", "item"),
    "kinds": phrase("区分と条件", "kinds and conditions"),
    "covid": phrase("新型コロナウイルス感染症に係る補助金の取扱い", "The COVID measure"),
    "hangs_on": phrase("取扱い", "reading"),
    "readings": phrase("取扱い（文言だけでは決まらない点）", "Open readings"),
    "siblings": phrase("同じ条項の他の要件", "Sibling tests of the same clause"),
    "unconfirmed": phrase("未確認の点", "Unconfirmed"),
    "not_tested": phrase("対象外", "Not tested"),
    "beside": phrase("併記する割合", "shown beside"),
}


def word(words: v.Words, code: str, lang: Language) -> str:
    """A code with its Japanese term."""
    return code if lang == "en" else f"{words[code][0]} ({code})"


def span(first: date, last: date | None, lang: Language) -> str:
    """The starts of fiscal years that are governed: in 和暦 and ISO, or ISO alone."""
    end = last.isoformat() if last else ""
    if lang == "en":
        return f"{first.isoformat()} to {end}" if last else f"from {first.isoformat()}"
    era = f"{to_era(first)}～{to_era(last) if last else ''}"
    return f"{era}（{first.isoformat()}～{end}）"


def above(threshold: "Threshold", lang: Language) -> str:
    """A portion that must be exceeded."""
    portion = f"{threshold.numerator}/{threshold.denominator}"
    return f"> {portion}" if lang == "en" else f"{portion} を超える"


def list_page(types: "Iterable[TypeLaw]", lang: Language) -> Page:
    """Every rule set in a few lines."""
    page = Page()
    page.title(_NAMES["title"][lang])
    for held in types:
        page.heading(word(v.CORPORATION_TYPES, held.type, lang))
        page.text(f"{_NAMES['basis'][lang]}: {held.legal_basis}")
        names = ("definition", "threshold", "years", "status", "citation")
        columns = [Column("id"), *(Column(_NAMES[name][lang], most=36) for name in names)]
        page.table(columns, (_listed(ruleset, lang) for ruleset in held.rulesets))
        _not_tested(page, held.not_tested, lang, heading=False)
    return page


def _listed(ruleset: "RuleSet", lang: Language) -> list[str]:
    return [
        ruleset.id,
        DEFINITION[ruleset.definition][lang],
        above(ruleset.threshold, lang),
        span(ruleset.first, ruleset.last, lang).replace("（", "\n（"),
        STATUSES[ruleset.status][lang],
        ruleset.citation,
    ]


def ruleset_page(held: "TypeLaw", ruleset: "RuleSet", lang: Language) -> Page:
    """All that a rule set says."""
    page = Page()
    page.title(f"{ruleset.id}  {word(v.CORPORATION_TYPES, ruleset.type, lang)}")
    beside = ruleset.entry.shown_beside
    page.pairs(
        (_NAMES["years"][lang], span(ruleset.first, ruleset.last, lang)),
        (_NAMES["definition"][lang], DEFINITION[ruleset.definition][lang]),
        (_NAMES["threshold"][lang], _cited(above(ruleset.threshold, lang), ruleset.threshold, lang)),
        (_NAMES["beside"][lang], _cited(above(beside, lang), beside, lang) if beside else ""),
        (_NAMES["citation"][lang], ruleset.citation),
        (_NAMES["amended_by"][lang], ruleset.entry.amended_by),
        (_NAMES["basis"][lang], ruleset.legal_basis),
        (_NAMES["status"][lang], STATUSES[ruleset.status][lang]),
        (_NAMES["read"][lang], ruleset.text_read_until.isoformat()),
    )
    _denominator(page, ruleset, lang)
    page.heading(_NAMES["items"][lang])
    for item in ruleset.items:
        page.text(_cited(_titled(item, lang), item, lang))
        page.list(_counted(ruleset, item, counted, lang) for counted in item.kinds)
    _covid(page, ruleset, lang)
    _readings(page, ruleset, lang)
    _section(
        page, "siblings", (line for sibling in ruleset.siblings for line in _sibling(sibling, lang)), lang
    )
    _section(page, "unconfirmed", (getattr(words, lang) for words in ruleset.entry.unconfirmed), lang)
    _not_tested(page, held.not_tested, lang)
    return page


def _section(page: Page, name: str, texts: Iterable[str], lang: Language) -> None:
    """A list under its heading, if there is anything in it."""
    listed = list(texts)
    if listed:
        page.heading(_NAMES[name][lang])
        page.list(listed)


def _cited(text: str, part: Any, lang: Language) -> str:
    separator = " / " if lang == "en" else "・"
    opening, closing = (" [", "]") if lang == "en" else ("［", "］")
    return f"{text}{opening}{part.citation}{separator}{STATUSES[part.status][lang]}{closing}"


def _titled(item: "Item", lang: Language) -> str:
    title = item.title(lang)
    return title if title == item.id else f"{item.id} {title}"


def _denominator(page: Page, ruleset: "RuleSet", lang: Language) -> None:
    from shinryo_ratio.law.sureness import denominator_readings

    scope = ruleset.denominator
    joined = ", " if lang == "en" else "、"
    kept = {True: phrase("含む", "in"), False: phrase("含まない", "out")}
    if scope.non_operating_except is None:
        non_operating = kept[False][lang]
    else:
        out = joined.join(word(v.KINDS, kind, lang) for kind in scope.non_operating_except)
        non_operating = phrase(f"含む（{out} を除く）", f"in, except {out}")[lang]
    parts = {
        "non_operating": non_operating,
        "extraordinary": kept[False][lang],
        "fixed_assets": kept[scope.counts_fixed_asset_subsidies][lang],
    }
    page.heading(_NAMES["denominator"][lang])
    page.pairs(
        (_NAMES["words"][lang], _cited(scope.en if lang == "en" else scope.words, scope, lang)),
        (
            _NAMES["businesses"][lang],
            joined.join(word(v.BUSINESSES, business, lang) for business in scope.businesses),
        ),
        *(
            (_NAMES[part][lang], parts[part] + _hanging_on(moving, lang))
            for part, moving in denominator_readings(ruleset).items()
        ),
    )


def _hanging_on(touching: Iterable[str], lang: Language) -> str:
    """The readings that a statement hangs on, each with how sure we are of it."""
    from shinryo_ratio.law import readings

    known = readings()
    opening, separator, closing = (" [", " / ", "]") if lang == "en" else ("［", "・", "］")
    return "".join(
        f"{opening}{_NAMES['hangs_on'][lang]} {id_}{separator}{STATUSES[known[id_].status][lang]}{closing}"
        for id_ in touching
    )


def _counted(ruleset: "RuleSet", item: "Item", counted: "Counted", lang: Language) -> str:
    """A kind, the condition on which it counts, and the readings that this hangs on."""
    from shinryo_ratio.law.sureness import item_readings

    conditions = list(_conditions(counted, lang))
    joined = (" or " if lang == "en" else " または ").join(conditions)
    name = word(v.KINDS, counted.kind, lang)
    said = f"{name}: {joined}" if joined else name
    return said + _hanging_on(item_readings(ruleset, item.id, counted.kind), lang)


def _conditions(counted: "Counted", lang: Language) -> Iterator[str]:
    if counted.same_tariff:
        yield phrase("社会保険診療報酬と同一の基準による請求", "billed on the insurance tariff")[lang]
    if counted.limb is not None:
        portion = "{}/{}".format(*counted.limb.at_most)
        words = phrase(f"合計が分母の {portion} 以下", f"in total at most {portion} of the denominator")
        yield _cited(words[lang], counted.limb, lang)
    if counted.cap is not None:
        cap = f"{counted.cap.yen:,}"
        words = phrase(f"一の分娩につき {cap} 円まで", f"at most {cap} yen for each delivery")
        yield _cited(words[lang], counted.cap, lang)
    if counted.commissioned:
        yield phrase("国・地方公共団体の委託による", "commissioned by a public body")[lang]


def _covid(page: Page, ruleset: "RuleSet", lang: Language) -> None:
    measure = ruleset.covid_measure
    if measure is None:
        return
    page.heading(_NAMES["covid"][lang])
    day = measure.ends_from
    words = phrase(
        f"{to_era(day)}以後に終わる会計年度で、法人が選択したとき: {measure.id}",
        f"{measure.en}; fiscal years ending on or after {day.isoformat()}",
    )
    page.text(_cited(words[lang], measure, lang))


def _readings(page: Page, ruleset: "RuleSet", lang: Language) -> None:
    from shinryo_ratio.law import readings

    known = readings()
    page.heading(_NAMES["readings"][lang])
    template = "{}: {} — default: {}; alternative: {}" if lang == "en" else "{}: {}（既定: {}／別案: {}）"
    page.list(
        _cited(
            template.format(reading.id, *(getattr(words, lang) for words in _sides(reading))), reading, lang
        )
        for reading in (known[id_] for id_ in ruleset.readings)
    )


def _sides(reading: "Reading") -> "tuple[Words, Words, Words]":
    return reading.question, reading.default, reading.alternative


def _sibling(sibling: "Sibling", lang: Language) -> Iterator[str]:
    name = TESTS[sibling.id][lang]
    yield _cited(f"{name}: {_sibling_words(sibling, lang)}", sibling, lang)
    for amendment in sibling.amended:
        day = amendment.from_.isoformat()
        reach = phrase(f"{day} 以後にかかる年度", f"years that reach {day}")[lang]
        yield f"{name}: {reach} {amendment.citation} ({amendment.by})"
    for words in sibling.unconfirmed:
        yield f"{name} ({_NAMES['unconfirmed'][lang]}): {getattr(words, lang)}"


def _sibling_words(sibling: "Sibling", lang: Language) -> str:
    if sibling.form == "cost_share":
        portion = "{}/{}".format(*sibling.above)
        cost, whole = COSTS[sibling.cost][lang], COSTS[sibling.of][lang]
        return phrase(f"{cost} ÷ {whole} が {portion} を超える", f"{cost} / {whole} > {portion}")[lang]
    if sibling.form == "income_to_cost":
        portion, cost = "{}/{}".format(*sibling.at_most), COSTS[sibling.cost][lang]
        return phrase(f"収入が {cost} の {portion} 以内", f"income at most {portion} of {cost}")[lang]
    return phrase("申告による", "by declaration")[lang]


def _not_tested(page: Page, entries: "Iterable[NotTested]", lang: Language, *, heading: bool = True) -> None:
    entries = list(entries)
    if not entries:
        return
    if heading:
        page.heading(_NAMES["not_tested"][lang])
    label = "" if heading else _NAMES["not_tested"][lang] + ": "
    page.list(label + _cited(_who(entry, lang), entry, lang) for entry in entries)


def _who(entry: "NotTested", lang: Language) -> str:
    reason = f"{NOT_TESTED[entry.reason][lang]} ({entry.reason})"
    if entry.from_ is not None and entry.to is not None:
        return f"{reason} {span(entry.from_, entry.to, lang)}"
    return reason
