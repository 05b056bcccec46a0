"""The sheets to fill in: the corporation, revenue, deliveries, costs, totals, declarations, readings."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.workbooks.book import LEGEND_INPUT, LEGEND_SHOWN, Book, Page, quoted
from shinryo_ratio.workbooks.choices import list_of
from shinryo_ratio.workbooks.entries import Entries, word, words_of

MOST: Final = 10**15
_EARLIEST: Final = date(1990, 1, 1)
HEADER_ROW: Final = 4
FIRST_ROW: Final = 5
FORM_HEADER, FORM_FIRST = 3, 4

_TITLES: Final[dict[str, Phrase]] = {
    "corporation": phrase("法人と会計年度", "The corporation and its year"),
    "revenue": phrase("収入の内訳", "Revenue"),
    "deliveries": phrase(
        "分娩の内訳（助産の行ごとに、一件の金額と件数）", "Deliveries: fee and count, by line"
    ),
    "costs": phrase("費用（併せて判定する要件に使う）", "Costs, for the sibling tests"),
    "statement": phrase("損益計算書の収益合計との照合", "The totals of the statement"),
    "declarations": phrase("申告と選択", "Declarations and elections"),
    "readings": phrase(
        "取扱い（法令の文言だけで決まらない点。空欄は既定）", "Readings: open points of law (blank: default)"
    ),
}
_HINTS: Final[dict[str, Phrase]] = {
    "revenue": phrase(
        "金額は正の数で（保険等査定減だけ 0 以下）。ないものは 0 と書くか、行の内容を消します。"
        "空欄は 0 とみなしません。分からない事実は空欄のままにします。",
        "Amounts are positive (only deductions are zero or less). Write 0 or clear the row where there is"
        " none: a blank is not zero. Leave facts blank that are not known.",
    ),
    "deliveries": phrase(
        "「行」には収入のシートの行番号を書きます。金額は収入の単位が千円でも円で書きます。",
        "No. is the number of the line on the sheet of revenue. Fees are always in yen.",
    ),
    "statement": phrase(
        "法人内の取引を除いた、損益計算書の合計を書きます。内訳計と一致しないときは × と表示します。",
        "Write the totals of the statement without internal lines; × marks those that do not agree.",
    ),
}
_EXPLAINED: Final[dict[str, Phrase]] = {
    "reference": phrase("任意。結果にそのまま出ます", "optional, echoed in the result"),
    "name": phrase("登記のとおり。印刷時は前に法人区分が付きます", "as registered"),
    "type": phrase("一覧から選びます", "choose from the list"),
    "legal_form": phrase("福祉病院事業法人・オープン病院事業法人では必須", "for welfare and open hospitals"),
    "start": phrase(
        "適用する規定が決まる日（2025/4/1、R7.4.1 など）", "its first day decides which text governs"
    ),
    "end": phrase("空欄なら開始日から1年", "a year from the first day if blank"),
    "basis": phrase("実績・見込・予算", "actual, forecast or budget"),
    "accounting_standard": phrase("損益計算書の会計基準", "the standard of the statement"),
    "unit": phrase("収入・費用・損益計算書の金額の単位", "the unit of amounts, costs and totals"),
    "main_business": phrase("改正後は経常的なもの", "revised: recurring only"),
    "ordinary_expenses": phrase("改正前の判定に使う", "old definition"),
    "all_businesses": phrase("改正後の判定に使う。経常的なもの", "revised definition, recurring only"),
    "direct_patient_care": phrase("改正前の150％の判定に使う", "old 150% test"),
    "self_pay_same_tariff": phrase("自費患者への請求が同一基準か", "are self-paying patients on the tariff?"),
    "foreign_patient_charges": phrase(
        "特定外国人患者への請求（2026年4月1日以後）", "charges to certain foreign patients (from 2026-04-01)"
    ),
    "covid_subsidy_measure": phrase(
        "コロナ補助金を算定式に含める取扱いを選ぶか（2025年3月31日以前に始まる年度だけ）",
        "elect the COVID measure? (years before 2025-04-01 only)",
    ),
}
_FILLED: Final = phrase("記入欄", "value")
_EXPLANATION: Final = phrase("説明", "explanation")
_UNIT: Final = phrase("単位：", "Unit: ")
_CHECKED: Final = phrase("損益計算書との照合：", "Against the statement: ")
_AGREES, _DIFFERS = phrase("○ 一致", "○ agrees"), phrase("× 不一致", "× differs")
_NOT_GIVEN: Final = phrase("― 未記入", "- not given")
_SUM_OF_LINES: Final = phrase("内訳計", "sum of the lines")
_DIFFERENCE: Final = phrase("差（内訳計－合計）", "difference")
_AGREEMENT: Final = phrase("照合", "agreement")
_TOTAL: Final = phrase("損益計算書の合計", "total of the statement")
_INTERNAL: Final = phrase("法人内", "internal")

_WRONG: Final[dict[str, Phrase]] = {
    "list": phrase("一覧にある語を選んでください。", "Choose a word of the list."),
    "amount": phrase(
        "整数で書いてください（小数・単位・文字は使えません）。", "Write a whole number without a unit."
    ),
    "fee": phrase(
        "一件の金額を、円単位の 0 以上の整数で書いてください。", "Write the fee in yen, zero or more."
    ),
    "count": phrase("1 以上の整数で書いてください。", "Write a whole number from 1."),
    "day": phrase("日付を 2025/4/1 のように書いてください。", "Write a day such as 2025/4/1."),
    "title": phrase("記入の誤り", "Wrong entry"),
}
_COLUMN_WIDTHS: Final = {
    "name": 30.0, "amount": 16.0, "kind": 18.0, "business": 15.0, "section": 10.0, "granted_for": 10.0,
    "facility": 9.0, "id": 7.0, "note": 26.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the entries stand, for the formulas of other sheets.

    Attributes:
        forms: the address of each form value.
        revenue: the page of revenue; lines are in rows `first` to `last`, from 0.
        columns: the column of each field of a line.
        deliveries: the ranges of line number, fee and count.
        check: what the sheet of revenue says of the totals of the statement.
    """

    forms: dict[form.Path, str]
    revenue: Page
    columns: dict[str, int]
    first: int
    last: int
    deliveries: tuple[str, str, str]
    unit: str
    check: str = ""

    def line(self, row: int, name: str) -> str:
        """The address of a field of a line."""
        return self.revenue.at(row, self.columns[name])

    def column(self, name: str) -> str:
        """The range of a field of all lines."""
        return self.revenue.span(self.first, self.last, self.columns[name])


def write_entry_sheets(book: Book, entries: Entries, *, spare: int) -> Cells:
    """All the sheets to fill in; `spare` blank rows follow the lines."""
    forms: dict[form.Path, str] = {}
    _write_form(book, "corporation", entries, forms)
    unit = forms[("unit",)]
    revenue, columns, first, last = _write_revenue(book, entries, unit, spare)
    deliveries = _write_deliveries(book, entries, revenue, columns, (first, last), spare)
    _write_form(book, "costs", entries, forms)
    cells = Cells(forms, revenue, columns, first, last, deliveries, unit)
    checks = _write_statement(book, entries, cells)
    check = _write_overall_check(revenue, checks, book)
    _write_form(book, "declarations", entries, forms)
    _write_readings(book, entries)
    return replace(cells, check=check)


# -- forms --------------------------------------------------------------------------------------


def _write_form(book: Book, sheet: str, entries: Entries, forms: dict[form.Path, str]) -> Page:
    page = book.page(sheet, (30, 44, 60))
    page.title(book.say(_TITLES[sheet]), book.say(LEGEND_INPUT))
    if sheet == "costs":
        _unit_at(page, 2, 2, forms[("unit",)], entries)
    headings = tuple(book.say(words) for words in (form.ITEM, _FILLED, _EXPLANATION))
    page.headings(FORM_HEADER, headings)
    for row, path in enumerate(form.FORM_OF_SHEET[sheet], FORM_FIRST):
        page.text(row, 0, form.label(path, book.lang))
        page.entry(row, 1, entries.values.get(path), _style_of(path))
        page.text(row, 2, book.say(_EXPLAINED[path[-1]]))
        _validate(page, row, row, 1, path)
        forms[path] = page.at(row, 1)
    return page


def _style_of(path: form.Path) -> str:
    if path[0] == "fiscal_year":
        return "input-day"
    return "input-number" if path[0] in ("costs", "statement") else "input"


def _unit_at(page: Page, row: int, column: int, unit: str, entries: Entries) -> None:
    words = _UNIT[page.lang]
    page.formula(row, column, f"={quoted(words)}&{unit}", words + str(entries.values[("unit",)]), "unit")


# -- checks of what is typed --------------------------------------------------------------------


def _validate(page: Page, first: int, last: int, column: int, path: form.Path) -> None:
    words = words_of(path)
    if words is not None:
        page.validate(
            first,
            last,
            column,
            _refusing("list", page, {"validate": "list", "source": list_of(words, page.lang)}),
        )
    elif path[0] == "fiscal_year":
        between = {"validate": "date", "criteria": ">=", "value": _EARLIEST}
        page.validate(first, last, column, _refusing("day", page, between))
    elif path[0] in ("costs", "statement") or path[-1] in ("amount", "delivery_count"):
        least = {"costs": 0, "statement": -MOST}.get(path[0], 1 if path[-1] == "delivery_count" else -MOST)
        page.validate(first, last, column, _refusing("amount", page, _whole(least)))


def _whole(least: int) -> dict[str, Any]:
    return {"validate": "integer", "criteria": "between", "minimum": least, "maximum": MOST}


def _refusing(which: str, page: Page, rule: dict[str, Any]) -> dict[str, Any]:
    return {**rule, "error_title": _WRONG["title"][page.lang], "error_message": _WRONG[which][page.lang]}


# -- revenue ------------------------------------------------------------------------------------


def _write_revenue(
    book: Book, entries: Entries, unit: str, spare: int
) -> tuple[Page, dict[str, int], int, int]:
    widths = tuple(_COLUMN_WIDTHS.get(name, 7.0) for name in form.REVENUE_FIELDS)
    page = book.page("revenue", (4.0, *widths, 12.0), landscape=True)
    page.title(
        book.say(_TITLES["revenue"]),
        book.say(LEGEND_INPUT) + book.say(LEGEND_SHOWN),
        book.say(_HINTS["revenue"]),
    )
    columns = {name: column for column, name in enumerate(form.REVENUE_FIELDS, 1)}
    columns["posted"] = len(columns) + 1
    _unit_at(page, 3, columns["amount"], unit, entries)
    names = [form.label(("revenue", name), book.lang) for name in form.REVENUE_FIELDS]
    page.headings(HEADER_ROW, (book.say(form.NUMBER), *names, book.say(form.POSTED)))
    last = FIRST_ROW + len(entries.lines) + spare - 1
    for number, row in enumerate(range(FIRST_ROW, last + 1), 1):
        line = entries.lines[number - 1] if number <= len(entries.lines) else {}
        page.number(row, 0, number, "shown")
        for name in form.REVENUE_FIELDS:
            style = "input-number" if name in ("amount", "delivery_count") else "input"
            page.entry(row, columns[name], line.get(name), style)
        if left := entries.remainders.get(number - 1):
            parts = page.span(FIRST_ROW + left.first, FIRST_ROW + left.last, columns["amount"])
            formula = f"={left.whole}-SUM({parts.partition('!')[2]})"
            page.formula(row, columns["amount"], formula, line["amount"], "input-number")
        page.fit(row, {columns[name]: line.get(name) for name in ("name", "kind", "business", "note")})
        posted = _posted(line, book)
        page.formula(row, columns["posted"], _posted_formula(page, row, columns, book), posted, "shown")
    for name in form.REVENUE_FIELDS:
        _validate(page, FIRST_ROW, last, columns[name], ("revenue", name))
    page.sheet.freeze_panes(FIRST_ROW, 3)
    return page, columns, FIRST_ROW, last


_FINANCING: Final = ("financial", "donation")


def _posted_formula(page: Page, row: int, columns: dict[str, int], book: Book) -> str:
    """Which total of the statement a line belongs to, as `_posted` works out."""
    lang = book.lang

    def at(name: str) -> str:
        return page.at(row, columns[name]).partition("!")[2]

    def said(words: v.Words, code: str) -> str:
        return quoted(word(words, code, lang))

    def total(name: str) -> str:
        return quoted(form.label(("statement", name), lang))

    kind, business, section = at("kind"), at("business"), at("section")
    financing = ",".join(f"{kind}={said(v.KINDS, code)}" for code in _FINANCING)
    of_business = (
        f'IF(OR({business}="",{business}={said(v.BUSINESSES, "main")}),{total("main")},'
        f"IF({business}={said(v.BUSINESSES, 'profit')},{total('profit')},{total('ancillary')}))"
    )
    of_section = (
        f"IF({section}={said(v.SECTIONS, 'operating')},{of_business},"
        f"IF({section}={said(v.SECTIONS, 'non_operating')},{total('non_operating')},"
        f"{total('extraordinary')}))"
    )
    default = (
        f"IF(OR({financing}),{total('non_operating')},"
        f"IF({kind}={said(v.KINDS, 'asset_disposal')},{total('extraordinary')},{of_business}))"
    )
    internal = f"{at('internal')}={said(v.BOOLEANS, 'true')}"
    inside = f'IF({internal},{quoted(_INTERNAL[lang])},IF({section}="",{default},{of_section}))'
    return f'=IF({kind}="","",{inside})'


def _posted(line: dict[str, Any], book: Book) -> str:
    """Which total of the statement a line belongs to."""
    lang = book.lang
    kind, business = line.get("kind"), line.get("business")
    if kind is None:
        return ""
    if line.get("internal") == word(v.BOOLEANS, "true", lang):
        return _INTERNAL[lang]
    codes = {word(v.KINDS, code, lang): code for code in v.KINDS}
    section = line.get("section") or word(v.SECTIONS, v.DEFAULT_SECTIONS.get(codes[kind], "operating"), lang)
    sections = {word(v.SECTIONS, code, lang): code for code in v.SECTIONS}
    name: str = sections[section]
    if name == "operating":
        businesses = {word(v.BUSINESSES, code, lang): code for code in v.BUSINESSES}
        name = v.STATEMENT_OF_BUSINESS[businesses[business] if business else "main"]
    return form.label(("statement", name), lang)


# -- deliveries ---------------------------------------------------------------------------------


def _write_deliveries(
    book: Book,
    entries: Entries,
    revenue: Page,
    columns: dict[str, int],
    lines: tuple[int, int],
    spare: int,
) -> tuple[str, str, str]:
    page = book.page("deliveries", (8, 36, 18, 12, 20))
    page.title(book.say(_TITLES["deliveries"]), book.say(LEGEND_INPUT), book.say(_HINTS["deliveries"]))
    labels = [form.label(("revenue", "deliveries", name), book.lang) for name in form.DELIVERY_FIELDS]
    shown = form.SHOWN_HEADINGS
    heads = (book.say(form.NUMBER), book.say(shown["account"]), *labels, book.say(shown["fees"]))
    page.headings(HEADER_ROW, heads)
    last = FIRST_ROW + len(entries.deliveries) + spare - 1
    numbers, names = revenue.span(*lines, 0), revenue.span(*lines, columns["name"])
    for index, row in enumerate(range(FIRST_ROW, last + 1)):
        given = entries.deliveries[index] if index < len(entries.deliveries) else None
        for column, value in (
            (0, given and given.line),
            (2, given and given.fee),
            (3, given and given.births),
        ):
            page.entry(row, column, value, "input-number")
        at = [page.at(row, column).partition("!")[2] for column in range(4)]
        name = entries.lines[given.line - 1]["name"] if given else ""
        page.formula(
            row,
            1,
            f'=IF({at[0]}="","",IFERROR(INDEX({names},MATCH({at[0]},{numbers},0)),"?"))',
            name,
            "shown",
        )
        fees = given.fee * given.births if given else 0
        page.formula(row, 4, f"={at[2]}*{at[3]}", fees, "shown-number" if given else "shown-spare")
    page.validate(FIRST_ROW, last, 0, _refusing("count", page, _whole(1)))
    page.validate(FIRST_ROW, last, 2, _refusing("fee", page, _whole(0)))
    page.validate(FIRST_ROW, last, 3, _refusing("count", page, _whole(1)))
    return page.span(FIRST_ROW, last, 0), page.span(FIRST_ROW, last, 2), page.span(FIRST_ROW, last, 3)


# -- the statement ------------------------------------------------------------------------------


def _write_statement(book: Book, entries: Entries, cells: Cells) -> dict[str, tuple[str, str]]:
    """The totals and whether the lines add up to them; the address and the value of each agreement."""
    page = book.page("statement", (28, 22, 22, 22, 16))
    page.title(book.say(_TITLES["statement"]), book.say(_HINTS["statement"]))
    _unit_at(page, 2, 4, cells.unit, entries)
    words = (form.ITEM, _TOTAL, _SUM_OF_LINES, _DIFFERENCE, _AGREEMENT)
    page.headings(FORM_HEADER, tuple(book.say(one) for one in words))
    amounts, posted = cells.column("amount"), cells.column("posted")
    thousands = quoted(word(v.UNITS, "thousand_yen", book.lang))
    checks = {}
    for row, path in enumerate(form.FORM_OF_SHEET["statement"], FORM_FIRST):
        name = form.label(path, book.lang)
        total = entries.values.get(path)
        mine = [line.get("amount") for line in entries.lines if _posted(line, book) == name]
        lines = sum(amount for amount in mine if amount is not None)
        page.text(row, 0, name)
        page.entry(row, 1, total, "input-number")
        at = [page.at(row, column).partition("!")[2] for column in range(5)]
        page.formula(row, 2, f"=SUMIFS({amounts},{posted},{at[0]})", lines)
        difference = lines - total if total is not None else ""
        page.formula(row, 3, f'=IF({at[1]}="","",{at[2]}-{at[1]})', difference)
        slack = f"IF({cells.unit}={thousands},COUNTIFS({posted},{at[0]}),0)"
        within = abs(lines - (total or 0)) <= (len(mine) if entries.unit > 1 else 0)
        agreement = _NOT_GIVEN if total is None else _AGREES if within else _DIFFERS
        page.formula(
            row, 4,
            f'=IF({at[1]}="",{quoted(book.say(_NOT_GIVEN))},IF(ABS({at[2]}-{at[1]})<={slack},'
            f"{quoted(book.say(_AGREES))},{quoted(book.say(_DIFFERS))}))",
            book.say(agreement), "shown",
        )  # fmt: skip
        checks[page.at(row, 4)] = (page.at(row, 1), book.say(agreement))
        _validate(page, row, row, 1, path)
    return checks


def _write_overall_check(revenue: Page, checks: dict[str, tuple[str, str]], book: Book) -> str:
    """On the sheet of revenue, where one types: whether all totals that are given agree."""
    lead, differs = book.say(_CHECKED), book.say(_DIFFERS)
    found = [value for _, value in checks.values()]
    wrong = "+".join(f"({address}={quoted(differs)})" for address in checks)
    right = "+".join(f"({address}={quoted(book.say(_AGREES))})" for address in checks)
    outcome = differs if differs in found else book.say(_AGREES if book.say(_AGREES) in found else _NOT_GIVEN)
    revenue.formula(
        3, 1,
        f"={quoted(lead)}&IF({wrong}>0,{quoted(differs)},IF({right}>0,{quoted(book.say(_AGREES))},"
        f"{quoted(book.say(_NOT_GIVEN))}))",
        lead + outcome, "note",
    )  # fmt: skip
    return lead + outcome


# -- readings -----------------------------------------------------------------------------------


def _write_readings(book: Book, entries: Entries) -> None:
    from shinryo_ratio.law import readings

    page = book.page("readings", (26, 60, 12, 30, 22), landscape=True)
    page.title(book.say(_TITLES["readings"]), book.say(LEGEND_INPUT))
    labels = [form.label(("readings", "care-copayment", name), book.lang) for name in form.READING_FIELDS]
    labels[0] = {"ja": "選択", "en": "choice"}[book.lang]
    page.headings(FORM_HEADER, (book.say(form.READING_ID), book.say(form.READING_QUESTION), *labels))
    known = readings()
    for row, (id_, reading) in enumerate(known.items(), FORM_FIRST):
        choice, by, day = entries.readings.get(id_, (None, None, None))
        page.text(row, 0, id_)
        words = [
            getattr(getattr(reading, part), book.lang) for part in ("question", "default", "alternative")
        ]
        sides = {"ja": "{0}（既定: {1}／別案: {2}）", "en": "{0} (default: {1}; alternative: {2})"}
        page.text(row, 1, sides[book.lang].format(*words))
        page.fit(row, {1: sides[book.lang].format(*words)})
        page.entry(row, 2, choice)
        page.entry(row, 3, by)
        page.entry(row, 4, day, "input-day")
    last = FORM_FIRST + len(known) - 1
    listed = {"validate": "list", "source": list_of(v.CHOICES, book.lang)}
    page.validate(FORM_FIRST, last, 2, _refusing("list", page, listed))
