"""The placement table as two sheets: a row for each shape of line, and the reasons the rows refer to.

A line of the revenue sheet finds its row by a key made of its kind, business, section and facts, so that an
edit of any of them is placed anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.placement import (
    LIMB_READING,
    PLACED_FACTS,
    Cell,
    Counts,
    Fact,
    Shape,
    effective_section,
)
from shinryo_ratio.messages.labels import label
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import phrase
from shinryo_ratio.messages.reasons import reason_sentence
from shinryo_ratio.reports.numbers import of_hundred
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.workbooks.book import Book
from shinryo_ratio.workbooks.definitions import Definition, mode_of
from shinryo_ratio.workbooks.entries import word

KEY_FACTS: Final = (
    "same_tariff", "commissioned_by_public_body", "granted_for", "covid", "designated_manager", "copayment",
)  # fmt: skip
"""The facts of a key, in order."""
SAID_OR_NOT: Final = frozenset({"commissioned_by_public_body", "covid", "designated_manager", "copayment"})
"""Facts that are false where nothing is said."""

_VALUES: Final[dict[str, tuple[Fact, ...]]] = {
    "same_tariff": (None, False, True),
    "granted_for": (None, "operations", "fixed_assets"),
}
_HEADER, _FIRST = 4, 5
BY_READING, BY_LIMB = 1, 2
TREATED: Final = (
    "denominator", "counts", "cap", "item", "mode", "reason", "reason2", "reason3", "touched",
)  # fmt: skip
_HEADS: Final = {
    "denominator": phrase("分母", "denominator"),
    "counts": phrase("分子", "numerator"),
    "cap": phrase("限度（円）", "cap (yen)"),
    "item": phrase("算入項目", "item"),
    "mode": phrase("範囲の型", "mode"),
    "reason": phrase("理由", "reason"),
    "reason2": phrase("理由（条件を欠くとき）", "reason (else)"),
    "reason3": phrase("理由（内訳不明）", "reason (not known)"),
    "touched": phrase("取扱い", "readings"),
}
_KEY: Final = phrase(
    "区分|業務|損益区分|同一基準|公的受託|補助目的|コロナ|指定管理|利用者負担",
    "kind|business|section|same_tariff|commissioned|granted_for|covid|designated|copayment",
)
_NUMBER: Final = phrase("番号", "No.")
_TITLE: Final = phrase("根拠表（収入の行の内容ごとの扱い）", "Placement: how each shape of line is treated")
_NOTE: Final = phrase(
    "数は扱い表の番号です。収入のシートの行は、A列のキーでこの表から引かれます。",
    "Numbers are those of the sheet Treatments; lines are looked up by the key in column A.",
)
_TREATMENTS: Final = phrase("扱い表（分子と分母への入り方）", "Treatments: what a yen adds")
_LEGEND: Final = phrase(
    "分母: 1 入る、0 入らない。分子: 3 全額、2 分娩ごとの限度まで、1 合計がおおむね10%以下のとき全額、"
    "0 入らない。理由は理由表の番号。取扱い: 1 確定していない取扱いに当たる、2 おおむね10%だけに当たる。",
    "denominator: 1 in, 0 out. numerator: 3 all, 2 up to a cap for each delivery, 1 while the limb holds,"
    " 0 nothing. Reasons by their number. readings: 1 touched by an open one, 2 by about 10% alone.",
)
_MODES: Final = phrase(
    "範囲の型（未確認の事実でどう変わり得るか）: 1 入らない 2 分母だけ 3 両方 4 分子に入り得る"
    " 5 分母に入り得る 6 両方に入り得る 7 いずれもあり得る 8 分娩 9 から 12 はおおむね10%で測る区分"
    "（9 両方 10 分母だけ 11 合計による 12 同一基準か不明）",
    "modes: 1 out 2 denominator 3 both 4 may count 5 may be in 6 may be both 7 any 8 deliveries, 9-12 kinds"
    " measured by about 10% (9 both 10 denominator 11 by the sum 12 tariff not known)",
)
_REASONS_TITLE: Final = phrase("理由表（番号ごとの理由と根拠条文）", "Reasons by number")
_REASON_HEADS: Final = (
    phrase("番号", "No."), phrase("コード", "code"), phrase("理由", "reason"), phrase("根拠条文", "article"),
)  # fmt: skip


def kind_shapes() -> Iterator[Shape]:
    """Every shape that a line may have as it is booked, its unknown facts as None."""
    for kind in v.KINDS:
        facts = [_VALUES.get(name, (False, True)) for name in PLACED_FACTS.get(kind, ())]
        for business, section, said in product(v.BUSINESSES, v.SECTIONS, product(*facts)):
            if business in ("ancillary_other", "profit") and kind in v.INSURED_SERVICE_KINDS:
                continue
            yield Shape(kind, business, section, said)


def key_of(shape: Shape, lang: Language) -> str:
    """The key of a shape, in the words of the revenue sheet."""
    parts = [
        word(v.KINDS, shape.kind, lang),
        word(v.BUSINESSES, shape.business, lang),
        word(v.SECTIONS, shape.section, lang),
        *(_fact_word(name, shape.fact(name), lang) for name in KEY_FACTS),
    ]
    return "|".join(parts)


def _fact_word(name: str, fact: Fact, lang: Language) -> str:
    if fact is None or (fact is False and name in SAID_OR_NOT):
        return ""
    if isinstance(fact, bool):
        return word(v.BOOLEANS, "true" if fact else "false", lang)
    return word(v.GRANT_PURPOSES, fact, lang)


@dataclass(slots=True)
class Reasons:
    """The reasons that rows refer to, numbered from 1 as they come."""

    say: Voice
    numbers: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def number(self, code: str, sentence: str, citation: str) -> int:
        """The number of a reason."""
        return self.numbers.setdefault((code, sentence, citation), len(self.numbers) + 1)


class Placed(NamedTuple):
    """How a shape is treated under one definition, in the order of `TREATED`.

    Attributes:
        reason, reason2, reason3: the reason; where a condition fails; where the deliveries are not known.
        touched: whether an open reading can change it: `BY_READING`, `BY_LIMB` (by おおむね10% alone) or 0.
    """

    denominator: int
    counts: int
    cap: int
    item: str
    mode: int
    reason: int
    reason2: int
    reason3: int
    touched: int = 0

    @property
    def reasons(self) -> tuple[int, int, int]:
        """The numbers of the reasons it may have."""
        return self.reason, self.reason2, self.reason3


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the placement stands.

    Attributes:
        keys: the range of the keys.
        numbers: for each definition, the range of the treatments' numbers.
        treated: the range of each column of the treatments.
        rows: for each key its number (from 1) and, by definition, its treatment's number.
        treatments: the treatments in order.
        sentences, citations: the ranges of the sheet of reasons.
        internal: the number of the reason of internal lines.
        reasons: code, sentence and citation in order.
    """

    keys: str
    numbers: tuple[str, ...]
    treated: dict[str, str]
    rows: dict[str, tuple[int, tuple[int, ...]]]
    treatments: tuple[Placed, ...]
    sentences: str
    citations: str
    internal: int
    reasons: tuple[tuple[str, str, str], ...]

    def placed(self, key: str, definition: int) -> Placed:
        """How a key is treated under a definition."""
        return self.treatments[self.rows[key][1][definition] - 1]


def write_placement(
    book: Book, definitions: Sequence[Definition], standard: str, titles: Sequence[str]
) -> Placement:
    """The sheets of the placement, the treatments and the reasons; `titles` name the definitions."""
    reasons = Reasons(Voice(book.lang))
    internal = reasons.number(
        "internal", reason_sentence("internal", {}, book.lang), label("internal-citation", book.lang)
    )
    page = book.page("placement", (90, *([26.0] * len(definitions))), internal=True)
    page.title(book.say(_TITLE))
    page.text(2, 0, book.say(_NOTE), "note")
    page.headings(_HEADER, (book.say(_KEY), *titles))
    rows: dict[str, tuple[int, tuple[int, ...]]] = {}
    treatments: dict[Placed, int] = {}
    for number, booked in enumerate(kind_shapes(), 1):
        shape = booked._replace(section=effective_section(booked.kind, booked.section, standard))
        placed = (_placed(one, booked, shape, reasons) for one in definitions)
        numbers = tuple(treatments.setdefault(one, len(treatments) + 1) for one in placed)
        key = key_of(booked, book.lang)
        rows[key] = (number, numbers)
        page.text(_FIRST + number - 1, 0, key, "flat")
        for column, treatment in enumerate(numbers, 1):
            page.number(_FIRST + number - 1, column, treatment, "flat")
    last = _FIRST + len(rows) - 1
    return Placement(
        keys=page.span(_FIRST, last, 0),
        numbers=tuple(page.span(_FIRST, last, column) for column in range(1, len(definitions) + 1)),
        treated=_write_treatments(book, treatments),
        rows=rows,
        treatments=tuple(treatments),
        **_write_reasons(book, reasons),
        internal=internal,
        reasons=tuple(reasons.numbers),
    )


def _write_treatments(book: Book, treatments: Sequence[Placed] | dict[Placed, int]) -> dict[str, str]:
    page = book.page("treatments", (8, 10, 10, 14, 26, 10, 10, 22, 22, 10), landscape=True, internal=True)
    page.title(book.say(_TREATMENTS))
    for row, legend in enumerate((_LEGEND, _MODES), 2):
        page.text(row, 0, book.say(legend), "note")
    page.headings(_HEADER, (book.say(_NUMBER), *(book.say(_HEADS[name]) for name in TREATED)))
    for row, treatment in enumerate(treatments, _FIRST):
        page.number(row, 0, row - _FIRST + 1, "flat")
        values: tuple[int | str, ...] = treatment
        for column, value in enumerate(values, 1):
            if isinstance(value, str):
                page.text(row, column, value, "flat")
            else:
                page.number(row, column, value, "flat-number")
    last = _FIRST + len(treatments) - 1
    return {name: page.span(_FIRST, last, column) for column, name in enumerate(TREATED, 1)}


def _write_reasons(book: Book, reasons: Reasons) -> dict[str, str]:
    page = book.page("reasons", (8, 34, 80, 60), landscape=True, internal=True)
    page.title(book.say(_REASONS_TITLE))
    page.headings(2, tuple(book.say(words) for words in _REASON_HEADS))
    for row, (code, sentence, citation) in enumerate(reasons.numbers, 3):
        page.number(row, 0, row - 2)
        for column, text in enumerate((code, sentence, citation), 1):
            page.text(row, column, text)
    last = 2 + len(reasons.numbers)
    return {"sentences": page.span(3, last, 2), "citations": page.span(3, last, 3)}


def _placed(definition: Definition, booked: Shape, shape: Shape, reasons: Reasons) -> Placed:
    cell: Cell = definition.table[shape]
    row = cell.stated
    say, ruleset = reasons.say, definition.ruleset
    values: dict[str, str | int] = {}
    if row.item is not None:
        values["item"] = say.item(ruleset, row.item)
    if shape.kind in ruleset.upcoming:
        values["from"] = say.day(ruleset.upcoming[shape.kind])
    if row.limb is not None:
        values["portion"] = of_hundred(row.limb)
    if row.cap is not None:
        values["cap"] = row.cap
        values["counted"] = row.cap

    def number(code: str) -> int:
        sentence = reason_sentence(code, values, say.lang)
        if booked.section != shape.section:
            section = word(v.SECTIONS, booked.section, say.lang)
            sentence = say("moved", section=section) + ("" if say.lang == "ja" else " ") + sentence
        return reasons.number(code, sentence, row.citation)

    codes: tuple[str, str, str] = (row.reason, row.reason, row.reason)
    if row.numerator is Counts.LIMB:
        codes = ("within-ten-percent", "over-ten-percent", "over-ten-percent")
    elif row.numerator is Counts.CAP:
        codes = ("within-delivery-cap", "delivery-cap", "deliveries-unknown")
    one, two, three = (number(code) for code in codes)
    counts, mode = int(row.numerator), mode_of(cell)
    touched = _touched(definition, shape)
    return Placed(row.denominator, counts, row.cap or 0, row.item or "", mode, one, two, three, touched)


def _touched(definition: Definition, shape: Shape) -> int:
    """Whether a reading that nobody has confirmed can change how a shape is treated."""
    found = [id_ for id_ in definition.readings_of(shape) if id_ not in definition.closed]
    return 0 if not found else BY_LIMB if found == [LIMB_READING] else BY_READING
