"""The form of a workbook of figures: its sheets, the labels of their cells, the headings of their tables.

Writer and reader share it, so that what is written is read back, and a workbook made by hand with the same
words is read as well.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from shinryo_ratio.figures.words import FORMS, fold
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase

Path: TypeAlias = tuple[str, ...]

SHEETS: Final[Mapping[str, Phrase]] = {
    "verdict": phrase("判定", "Verdict"),
    "corporation": phrase("法人", "Corporation"),
    "revenue": phrase("収入", "Revenue"),
    "deliveries": phrase("分娩", "Deliveries"),
    "costs": phrase("費用", "Costs"),
    "statement": phrase("損益計算書", "Statement"),
    "declarations": phrase("申告", "Declarations"),
    "readings": phrase("取扱い", "Readings"),
    "lines": phrase("内訳", "Lines"),
    "report": phrase("計算書", "Report"),
    "kinds": phrase("区分の説明", "Kinds"),
    "origin": phrase("取込元", "Origin"),
    "calculation": phrase("計算", "Calculation"),
    "ranges": phrase("範囲", "Ranges"),
    "placement": phrase("根拠表", "Placement"),
    "treatments": phrase("扱い表", "Treatments"),
    "reasons": phrase("理由表", "Reasons"),
}
"""The sheets by their place in the book; `SHOWN` are results and explanations, the others are read."""

SHOWN: Final = frozenset(
    {
        "verdict",
        "lines",
        "report",
        "kinds",
        "origin",
        "calculation",
        "ranges",
        "placement",
        "treatments",
        "reasons",
    }
)
_OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {"revenue": ("収益", "収入の内訳", "収益の内訳")}

FORM_OF_SHEET: Final[Mapping[str, tuple[Path, ...]]] = {
    "corporation": (
        ("reference",), ("corporation", "name"), ("corporation", "type"), ("corporation", "legal_form"),
        ("fiscal_year", "start"), ("fiscal_year", "end"), ("basis",), ("accounting_standard",), ("unit",),
    ),
    "costs": tuple(("costs", name) for name in FORMS["costs"]),
    "statement": tuple(("statement", name) for name in FORMS["statement"]),
    "declarations": (
        *(("declarations", name) for name in FORMS["declarations"]), ("elections", "covid_subsidy_measure"),
    ),
}  # fmt: skip
"""The cells of the sheets that hold one value a row: a label in column A, the value in column B."""

_LABELS: Final[Mapping[Path, Phrase]] = {
    ("fiscal_year", "start"): phrase("会計年度の開始日", "fiscal_year_start"),
    ("fiscal_year", "end"): phrase("会計年度の終了日", "fiscal_year_end"),
    ("corporation", "name"): phrase("法人名", "corporation_name"),
    ("corporation", "type"): phrase("法人区分", "corporation_type"),
    ("statement", "main"): phrase("本来業務事業収益", "main"),
    ("statement", "ancillary"): phrase("附帯業務事業収益", "ancillary"),
    ("statement", "profit"): phrase("収益業務事業収益", "profit"),
    ("statement", "non_operating"): phrase("事業外収益", "non_operating"),
    ("statement", "extraordinary"): phrase("特別利益", "extraordinary"),
}
_MORE_LABELS: Final[Mapping[Path, tuple[str, ...]]] = {
    ("fiscal_year", "start"): ("会計年度開始", "会計年度自"),
    ("fiscal_year", "end"): ("会計年度終了", "会計年度至"),
}

REVENUE_FIELDS: Final = (
    "name", "amount", "kind", "business", "section", "same_tariff", "commissioned_by_public_body",
    "granted_for", "covid", "designated_manager", "copayment", "delivery_count", "internal", "facility",
    "id", "note",
)  # fmt: skip
"""The columns of the revenue sheet behind the number of the line, in order."""

NUMBER: Final = phrase("行", "No.")
POSTED: Final = phrase("計上先", "posted to")
SHOWN_HEADINGS: Final[Mapping[str, Phrase]] = {
    "number": NUMBER,
    "posted": POSTED,
    "account": phrase("科目（自動）", "account (shown)"),
    "fees": phrase("収入金額（円）", "revenue (yen)"),
    "line": phrase("収入の行", "line of revenue"),
    "checked": phrase("確認", "check"),
}
"""Headings of columns that the workbook works out by itself: they are not read."""

WHAT_IF: Final = phrase("試算：", "What if: ")
"""What the first line above the table of revenue begins with where the figures were edited for a run."""

DELIVERY_FIELDS: Final = ("fee", "count")
READING_FIELDS: Final = ("choice", "confirmed_by", "date")
READING_ID: Final = phrase("取扱いの記号", "id")
READING_QUESTION: Final = phrase("内容", "question")
ITEM: Final = phrase("項目", "item")

_NUMBERS: Final = ("行", "no.", "no", "番号", "#", "line")
_SHOWN_FOLDED: Final = frozenset(
    fold(words[lang]) for words in SHOWN_HEADINGS.values() for lang in ("ja", "en")
) | {fold(word) for word in _NUMBERS}


def sheet_name(sheet: str, lang: Language) -> str:
    """The name of a sheet."""
    return SHEETS[sheet][lang]


def sheet_of(name: str) -> str | None:
    """The sheet that a name stands for, or None."""
    return _SHEET_OF.get(fold(name))


def label(path: Path, lang: Language) -> str:
    """The label of a cell, or the heading of a column."""
    if path in _LABELS:
        return _LABELS[path][lang]
    return path[-1] if lang == "en" else _entry_terms(path)[0]


def path_of(sheet: str, text: str) -> Path | None:
    """The path that a label of a sheet stands for, or None."""
    return _PATHS[sheet].get(fold(text))


def labels_of(sheet: str) -> dict[str, tuple[str, ...]]:
    """The spellings of every label of a sheet, by its last key."""
    return {path[-1]: tuple(_spellings(path)) for path in FORM_OF_SHEET[sheet]}


def is_number_heading(text: str) -> bool:
    """Whether a column counts the lines."""
    return fold(text) in {fold(word) for word in _NUMBERS}


def is_shown_heading(text: str) -> bool:
    """Whether a column is worked out by the workbook."""
    return fold(text) in _SHOWN_FOLDED


def is_what_if(text: str) -> bool:
    """Whether a line above the table of revenue says that its figures were edited."""
    return fold(text).startswith(tuple(fold(mark) for mark in WHAT_IF.values()))


def _entry_terms(path: Path) -> tuple[str, ...]:
    form = "document"
    terms: tuple[str, ...] = ()
    for key in path:
        entry = FORMS[form][key]
        form, terms = entry.form or form, entry.terms
    return terms


def _spellings(path: Path) -> Iterator[str]:
    yield path[-1]
    yield ".".join(path)
    if path in _LABELS:
        yield from (_LABELS[path]["ja"], _LABELS[path]["en"])
    yield from _entry_terms(path)
    yield from _MORE_LABELS.get(path, ())


_SHEET_OF: Final = {
    fold(name): sheet
    for sheet, words in SHEETS.items()
    for name in (words["ja"], words["en"], sheet, *_OTHER_NAMES.get(sheet, ()))
}
_PATHS: Final = {
    sheet: {fold(text): path for path in paths for text in _spellings(path)}
    for sheet, paths in FORM_OF_SHEET.items()
}
