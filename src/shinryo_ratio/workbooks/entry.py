"""The sheets to fill in: the corporation, revenue, deliveries, costs, totals, declarations, readings."""

from dataclasses import dataclass
from typing import Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.workbooks.book import LEGEND_INPUT, Book, Page
from shinryo_ratio.workbooks.checks import refusing, validate
from shinryo_ratio.workbooks.choices import list_of
from shinryo_ratio.workbooks.deliveries import Births, write_deliveries
from shinryo_ratio.workbooks.entries import Entries
from shinryo_ratio.workbooks.revenue import Revenue, write_revenue
from shinryo_ratio.workbooks.statement import Agreement, write_statement

FORM_HEADER, FORM_FIRST = 3, 4

_TITLES: Final[dict[str, Phrase]] = {
    "corporation": phrase("法人と会計年度", "The corporation and its year"),
    "costs": phrase("費用（併せて判定する要件に使う）", "Costs, for the sibling tests"),
    "declarations": phrase("申告と選択", "Declarations and elections"),
    "readings": phrase(
        "取扱い（法令の文言だけで決まらない点。空欄は既定）", "Readings: open points of law (blank: default)"
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


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the entries stand, for the formulas of other sheets.

    Attributes:
        forms: the address of each form value.
        births: the deliveries.
        agreement: whether the lines add up to the totals of the statement.
    """

    forms: dict[form.Path, str]
    revenue: Revenue
    births: Births
    agreement: Agreement

    @property
    def unit(self) -> str:
        """The cell of the unit."""
        return self.forms[("unit",)]


def write_entry_sheets(book: Book, entries: Entries, *, spare: int) -> Cells:
    """All the sheets to fill in; `spare` blank rows follow the lines."""
    forms: dict[form.Path, str] = {}
    _write_form(book, "corporation", entries, forms)
    unit = forms[("unit",)]
    revenue = write_revenue(book, entries, unit, spare)
    births = write_deliveries(book, entries, revenue, spare)
    _write_form(book, "costs", entries, forms)
    agreement = write_statement(book, entries, revenue, unit)
    _write_form(book, "declarations", entries, forms)
    _write_readings(book, entries)
    return Cells(forms, revenue, births, agreement)


# -- forms --------------------------------------------------------------------------------------


def _write_form(book: Book, sheet: str, entries: Entries, forms: dict[form.Path, str]) -> Page:
    page = book.page(sheet, (30, 44, 60))
    page.title(book.say(_TITLES[sheet]), book.say(LEGEND_INPUT))
    if sheet == "costs":
        page.unit_at(2, 2, forms[("unit",)], str(entries.values[("unit",)]))
    headings = tuple(book.say(words) for words in (form.ITEM, _FILLED, _EXPLANATION))
    page.headings(FORM_HEADER, headings)
    for row, path in enumerate(form.FORM_OF_SHEET[sheet], FORM_FIRST):
        page.text(row, 0, form.label(path, book.lang))
        page.entry(row, 1, entries.values.get(path), _style_of(path))
        page.text(row, 2, book.say(_EXPLAINED[path[-1]]))
        page.fit(row, {0: form.label(path, book.lang), 2: book.say(_EXPLAINED[path[-1]])})
        validate(page, row, row, 1, path)
        forms[path] = page.at(row, 1)
    return page


def _style_of(path: form.Path) -> str:
    if path[0] == "fiscal_year":
        return "input-day"
    return "input-number" if path[0] in ("costs", "statement") else "input"


# -- readings -----------------------------------------------------------------------------------


def _write_readings(book: Book, entries: Entries) -> None:
    from shinryo_ratio.law import readings

    page = book.page("readings", (28, 60, 13, 30, 22), landscape=True)
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
        page.fit(row, {0: id_, 1: sides[book.lang].format(*words), 3: by})
        page.entry(row, 2, choice)
        page.entry(row, 3, by)
        page.entry(row, 4, day, "input-day")
    last = FORM_FIRST + len(known) - 1
    listed = {"validate": "list", "source": list_of(v.CHOICES, book.lang)}
    page.validate(FORM_FIRST, last, 2, refusing("list", page.lang, listed))
