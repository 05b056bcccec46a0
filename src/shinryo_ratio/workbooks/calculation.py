"""The calculation of each line: found in the placement table by its key, added up by formulas.

Each formula is written with the value that the library works out, so that the workbook shows the result
before anybody has calculated it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.engine.folding import counted_deliveries
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.fields import UNIT_SLACK
from shinryo_ratio.figures.lines import ChildbirthLine
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers.workbook_form import REVENUE_FIELDS
from shinryo_ratio.workbooks.book import Book, Page, quoted
from shinryo_ratio.workbooks.definitions import CAPPED, Definition
from shinryo_ratio.workbooks.entries import Entries, word
from shinryo_ratio.workbooks.entry import Cells
from shinryo_ratio.workbooks.placing import KEY_FACTS, SAID_OR_NOT, Placement, key_of
from shinryo_ratio.workbooks.wrong import Births, wrong

if TYPE_CHECKING:
    from shinryo_ratio.engine import LineTrace
    from shinryo_ratio.figures import Figures, RevenueLine

_TITLE: Final = phrase("計算（行ごと。式は根拠表から引きます）", "Calculation, line by line")
_HEADER, _FIRST = 4, 5
_COMMON: Final = (
    "number", "key", "row", "yen", "wrong", "internal", "low", "high", "births", "filled", "changed",
)  # fmt: skip
_OF_DEFINITION: Final = (
    "treatment", "denominator", "numerator", "item", "reason", "mode", "known", "most", "touched",
)  # fmt: skip
_HEADS: Final[dict[str, Phrase]] = {
    "number": phrase("行", "No."),
    "key": phrase("照合キー", "key"),
    "row": phrase("根拠表の行", "row of the table"),
    "yen": phrase("金額（円）", "amount (yen)"),
    "wrong": phrase("入力の確認", "what is wrong"),
    "internal": phrase("法人内", "internal"),
    "low": phrase("下限（円）", "lowest (yen)"),
    "high": phrase("上限（円）", "highest (yen)"),
    "births": phrase("分娩の行数", "rows of deliveries"),
    "filled": phrase("記入欄の数", "filled cells"),
    "changed": phrase("変更", "edited"),
    "treatment": phrase("扱い", "treatment"),
    "denominator": phrase("分母", "denominator"),
    "numerator": phrase("分子", "numerator"),
    "item": phrase("算入項目", "item"),
    "reason": phrase("理由の番号", "reason"),
    "mode": phrase("範囲の型", "mode"),
    "known": phrase("分娩の確実な額", "deliveries: sure"),
    "most": phrase("分娩の最大の額", "deliveries: most"),
    "touched": phrase("取扱い", "readings"),
}
WIDTHS: Final = {"number": 5.0, "key": 40.0, "yen": 16.0, "wrong": 26.0, "item": 16.0}


@dataclass(frozen=True, slots=True)
class Calculated:
    """Where the calculation stands.

    Attributes:
        common: the column of each value that all definitions share.
        own: for each definition, the column of each of its values.
        kinds: the range of the kinds of all lines.
        exact: the formula that says whether amounts are known to the yen.
        is_exact: whether they are.
        values: for each definition, the values of each line by their names.
    """

    page: Page
    first: int
    last: int
    common: dict[str, int]
    own: tuple[dict[str, int], ...]
    kinds: str
    exact: str
    is_exact: bool
    values: tuple[list[dict[str, Any]], ...]

    def at(self, row: int, name: str, definition: int | None = None) -> str:
        """The address of a value of a line."""
        columns = self.common if definition is None else self.own[definition]
        return self.page.at(row, columns[name])

    def column(self, name: str, definition: int | None = None) -> str:
        """The range of a value of all lines."""
        columns = self.common if definition is None else self.own[definition]
        return self.page.span(self.first, self.last, columns[name])


@dataclass(frozen=True, slots=True)
class LineValues:
    """The values of a line that all definitions share; a spare line has none."""

    key: str = ""
    row: int = 0
    yen: int = 0
    internal: bool = False
    low: int = 0
    high: int = 0
    births: int = 0
    filled: int = 0


def line_values(figures: "Figures", entries: Entries, placement: Placement, book: Book) -> list[LineValues]:
    """The values of each line of figures."""
    from shinryo_ratio.engine.folding import fold
    from shinryo_ratio.law.placement import PLACED_FACTS, Shape

    folded = fold(figures)
    found = []
    for line, yen, cells in zip(figures.revenue, folded.yen, entries.lines, strict=True):
        facts = tuple(getattr(line, name) for name in PLACED_FACTS.get(line.kind, ()))
        key = key_of(Shape(line.kind, line.business, line.section, facts), book.lang)
        low, high = (yen, yen) if folded.exact or _is_exact(line) else _range(line.kind, yen)
        births = len(line.deliveries or ()) if isinstance(line, ChildbirthLine) else 0
        filled = sum(cells.get(name) not in (None, "") for name in REVENUE_FIELDS)
        found.append(LineValues(key, placement.rows[key][0], yen, line.internal, low, high, births, filled))
    return found


def _is_exact(line: "RevenueLine") -> bool:
    return isinstance(line, ChildbirthLine) and line.deliveries is not None


def _range(kind: str, yen: int) -> tuple[int, int]:
    """Thousand-yen figures: any amount within 999 yen and of its sign."""
    low, high = yen - UNIT_SLACK, yen + UNIT_SLACK
    return (low, min(0, high)) if kind == "insurance_deduction" else (max(0, low), high)


def write_calculation(
    book: Book,
    page: Page,
    figures: "Figures",
    entries: Entries,
    cells: Cells,
    placement: Placement,
    definitions: Sequence[Definition],
    titles: Sequence[str],
    holds: Sequence[dict[str, str]],
) -> Calculated:
    """The sheet of the calculation; `holds` are the cells that say whether a limb holds."""
    names = (*_COMMON, *(name for _ in definitions for name in _OF_DEFINITION))
    page.widths(tuple(WIDTHS.get(name, 13.0) for name in names))
    page.title(book.say(_TITLE))
    for number, title in enumerate(titles):
        page.text(_HEADER - 1, len(_COMMON) + number * len(_OF_DEFINITION), title, "note")
    page.headings(_HEADER, tuple(book.say(_HEADS[name]) for name in names))
    common = {name: column for column, name in enumerate(_COMMON)}
    own = tuple(
        {
            name: len(_COMMON) + number * len(_OF_DEFINITION) + column
            for column, name in enumerate(_OF_DEFINITION)
        }
        for number in range(len(definitions))
    )
    last = _FIRST + cells.revenue.last - cells.revenue.first
    values = line_values(figures, entries, placement, book)
    thousands = quoted(word(v.UNITS, "thousand_yen", book.lang))
    made = Calculated(
        page, _FIRST, last, common, own, cells.revenue.kinds, f"NOT({cells.unit}={thousands})",
        figures.unit == "yen", tuple([] for _ in definitions),
    )  # fmt: skip
    writer = _Lines(book, entries, cells, placement, made, holds)
    for index, row in enumerate(range(_FIRST, last + 1)):
        shared = values[index] if index < len(values) else LineValues()
        writer.common(index, row, shared)
        known = 0
        for number, definition in enumerate(definitions):
            if index < len(values):
                trace, line = definition.test.lines[index], figures.revenue[index]
                of_line = _values_of(trace, line, number, shared, placement)
                writer.own(index, row, number, of_line)
                if number == 0:
                    known = of_line[_OF_DEFINITION.index("known")]
                made.values[number].append(
                    {
                        **dict(zip(_OF_DEFINITION, of_line, strict=True)),
                        "yen": shared.yen, "low": shared.low, "high": shared.high,
                        "kind": word(v.KINDS, line.kind, book.lang),
                    }
                )  # fmt: skip
            else:
                writer.own(index, row, number, (0, 0, 0, "", 0, 0, 0, 0, 0))
        writer.changed(index, row, shared, known)
    return made


def _values_of(
    trace: "LineTrace", line: "RevenueLine", number: int, shared: LineValues, placement: Placement
) -> tuple[Any, ...]:
    """What the library says of a line: the values of `_OF_DEFINITION`, in order."""
    known = most = 0
    placed = placement.placed(shared.key, number)
    treatment = placement.rows[shared.key][1][number]
    if placed.mode == CAPPED and not shared.internal:
        assert isinstance(line, ChildbirthLine)  # only deliveries have a cap
        known, most = counted_deliveries(line, shared.yen, placed.cap)
    if shared.internal:
        reason = placement.internal
    else:
        codes = [placement.reasons[number - 1][0] for number in placed.reasons]
        reason = placed.reasons[codes.index(trace.reason_code)]
    mode, touched = (0, 0) if shared.internal else (placed.mode, placed.touched)
    return treatment, trace.denominator, trace.numerator, trace.item or "", reason, mode, known, most, touched


class _Lines:
    """Writes the formulas of a line, each with its value."""

    def __init__(
        self,
        book: Book,
        entries: Entries,
        cells: Cells,
        placement: Placement,
        made: Calculated,
        holds: Sequence[dict[str, str]],
    ) -> None:
        self.book, self.entries, self.cells, self.placement = book, entries, cells, placement
        self.made, self.holds, self.page = made, holds, made.page
        lang = book.lang
        self.yes = quoted(word(v.BOOLEANS, "true", lang))
        self.childbirth = quoted(word(v.KINDS, "childbirth", lang))
        self.deduction = quoted(word(v.KINDS, "insurance_deduction", lang))
        thousands = quoted(word(v.UNITS, "thousand_yen", lang))
        self.unit = f"IF({cells.unit}={thousands},1000,1)"

    def common(self, index: int, row: int, line: LineValues) -> None:
        """What all definitions share of a line."""
        made, page = self.made, self.page

        def of(name: str) -> str:
            return self.cells.revenue.line(self.cells.revenue.first + index, name)

        number = index + 1
        kind, amount = of("kind"), of("amount")
        births, fees, counts = self.cells.births[:3]
        here = {name: made.at(row, name).partition("!")[2] for name in _COMMON}
        page.number(row, 0, number, "flat")
        self._formula(row, "key", f"={self._key(of)}", line.key)
        self._formula(row, "row", f"=IFERROR(MATCH({here['key']},{self.placement.keys},0),0)", line.row)
        delivered = f"AND({kind}={self.childbirth},{here['births']}>0)"
        sum_of_fees = f"SUMPRODUCT(({births}={number})*{fees}*{counts})"
        in_all = f"SUMPRODUCT(({births}={number})*{counts})"
        yen = f"IF(ISNUMBER({amount}),IF({delivered},{sum_of_fees},{amount}*{self.unit}),0)"
        self._formula(row, "yen", f"={yen}", line.yen)
        told = wrong(
            of, filled=here["filled"], row=here["row"], unit=self.unit,
            births=Births(delivered, sum_of_fees, in_all), lang=self.book.lang,
        )  # fmt: skip
        self._formula(row, "wrong", f"={told}", "")
        self._formula(row, "internal", f"=IF({of('internal')}={self.yes},1,0)", int(line.internal))
        exact = f"OR({self.unit}=1,{delivered})"
        floor = f"IF({kind}={self.deduction},{here['yen']}-{UNIT_SLACK},MAX(0,{here['yen']}-{UNIT_SLACK}))"
        ceiling = f"IF({kind}={self.deduction},MIN(0,{here['yen']}+{UNIT_SLACK}),{here['yen']}+{UNIT_SLACK})"
        blank = f"{here['row']}=0"
        self._formula(row, "low", f"=IF({blank},0,IF({exact},{here['yen']},{floor}))", line.low)
        self._formula(row, "high", f"=IF({blank},0,IF({exact},{here['yen']},{ceiling}))", line.high)
        self._formula(row, "births", f"=COUNTIF({births},{number})", line.births)
        cells = self.cells.revenue.inputs(self.cells.revenue.first + index)
        self._formula(row, "filled", f'=SUMPRODUCT(--({cells}<>""))', line.filled)

    def changed(self, index: int, row: int, line: LineValues, known: int) -> None:
        """Whether a line is another than the one that was written, in what can decide."""
        here = {name: self.made.at(row, name).partition("!")[2] for name in _COMMON}
        if not line.filled:
            self._formula(row, "changed", f"=IF({here['filled']}=0,0,1)", 0)
            return
        count = self.entries.lines[index].get("delivery_count")
        counted = quoted("") if count is None else str(count)
        same = (
            f"{here['key']}={quoted(line.key)}",
            f"{here['yen']}={line.yen}",
            f"{here['internal']}={int(line.internal)}",
            f"{self.cells.revenue.line(self.cells.revenue.first + index, 'delivery_count')}={counted}",
            f"{self.made.at(row, 'known', 0).partition('!')[2]}={known}",
        )
        self._formula(row, "changed", f"=IF(AND({','.join(same)}),0,1)", 0)

    def _key(self, of: Any) -> str:
        """The key of a line; what is left blank stands at its default."""
        lang = self.book.lang
        kind, business, section = of("kind"), of("business"), of("section")
        main = quoted(word(v.BUSINESSES, "main", lang))
        stated = ",".join(f"{kind}={quoted(word(v.KINDS, code, lang))}" for code in v.BUSINESS_REQUIRED_KINDS)
        parts = [
            kind,
            f'IF(AND({business}="",NOT(OR({stated}))),{main},{business})',
            self._section(kind, section),
        ]
        for name in KEY_FACTS:
            parts.append(f'IF({of(name)}={self.yes},{self.yes},"")' if name in SAID_OR_NOT else of(name))
        return f'IF({kind}="","",' + '&"|"&'.join(parts) + ")"

    def _section(self, kind: str, section: str) -> str:
        lang = self.book.lang
        default = quoted(word(v.SECTIONS, "operating", lang))
        for code, usual in v.DEFAULT_SECTIONS.items():
            said = quoted(word(v.KINDS, code, lang))
            default = f"IF({kind}={said},{quoted(word(v.SECTIONS, usual, lang))},{default})"
        return f'IF({section}="",{default},{section})'

    def own(self, index: int, row: int, number: int, values: tuple[Any, ...]) -> None:
        """What one definition makes of a line."""
        made, treated = self.made, self.placement.treated
        shared = {name: made.at(row, name).partition("!")[2] for name in _COMMON}
        here = {name: made.at(row, name, number).partition("!")[2] for name in _OF_DEFINITION}
        out = f"OR({shared['internal']}=1,{shared['row']}=0)"

        def of(name: str) -> str:
            return f"INDEX({treated[name]},{here['treatment']})"

        def line(name: str) -> str:
            return self.cells.revenue.line(self.cells.revenue.first + index, name)

        births, fees, counts = self.cells.births[:3]
        cap, yen = of("cap"), shared["yen"]
        capped = f"SUMPRODUCT(({births}={shared['number']})*{counts}*({fees}-({fees}>{cap})*({fees}-{cap})))"
        known = f"IF({shared['births']}>0,{capped},MIN({yen},{cap}))"
        count = line("delivery_count")
        at_most = f'IF({count}="",{yen},MIN({yen},{cap}*{count}))'
        most = f"IF({shared['births']}>0,{here['known']},{at_most})"
        no_cap = f"IF({out},TRUE,{of('counts')}<>2)"
        holds = self._holds(line("kind"), number)
        counted = f"CHOOSE({of('counts')}+1,0,IF({holds},{yen},0),{here['known']},{yen})"
        over_cap = f"IF({here['known']}<{yen},{of('reason2')},{of('reason')})"
        by_cap = f"IF({here['known']}<>{here['most']},{of('reason3')},{over_cap})"
        by_limb = f"IF({holds},{of('reason')},{of('reason2')})"
        usual = of("reason")
        reason = f"CHOOSE({of('counts')}+1,{usual},{by_limb},{by_cap},{usual})"
        item = of("item")
        under = f'CHOOSE({of("counts")}+1,"",IF({holds},{item},""),{item},{item})'
        internal = self.placement.internal
        found = f"INDEX({self.placement.numbers[number]},{shared['row']})"
        formulas = {
            "treatment": f"IF({shared['row']}=0,0,{found})",
            "denominator": f"IF({out},0,{yen}*{of('denominator')})",
            "numerator": f"IF({out},0,{counted})",
            "item": f'IF({out},"",{under})',
            "reason": f"IF({shared['internal']}=1,{internal},IF({shared['row']}=0,0,{reason}))",
            "mode": f"IF({out},0,{of('mode')})",
            "known": f"IF({no_cap},0,{known})",
            "most": f"IF({no_cap},0,{most})",
            "touched": f"IF({out},0,{of('touched')})",
        }
        for name, value in zip(_OF_DEFINITION, values, strict=True):
            style = "flat" if isinstance(value, str) else "flat-number"
            self.page.formula(row, made.own[number][name], f"={formulas[name]}", value, style)

    def _holds(self, kind: str, number: int) -> str:
        """Whether the limb that measures a kind holds."""
        found = self.holds[number]
        if not found:
            return "FALSE"
        lang = self.book.lang
        return "OR(" + ",".join(
            f"AND({kind}={quoted(word(v.KINDS, code, lang))},{cell}=1)" for code, cell in found.items()
        ) + ")"  # fmt: skip

    def _formula(self, row: int, name: str, formula: str, value: Any) -> None:
        style = "flat" if isinstance(value, str) else "flat-number"
        self.page.formula(row, self.made.common[name], formula, value, style)
