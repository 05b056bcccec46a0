"""The range of the ratio in formulas: what the facts that are not known leave possible.

The same closed form as `engine.bounds`: what is unknown folds into a few capacities; each おおむね10% limb
holds from a certain denominator on; the extremes lie at the ends of the intervals between those denominators
and at one kink. The verdict is read off every candidate by an exact comparison of whole numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.workbooks.book import Book, Page, cell_name
from shinryo_ratio.workbooks.calculation import Calculated
from shinryo_ratio.workbooks.definitions import (
    ALONE,
    ANY,
    BOTH,
    CAPPED,
    FREE,
    MAY_BE_BOTH,
    MAY_BE_IN,
    MAY_COUNT,
    MEASURED_ALONE,
    MEASURED_BOTH,
    RESTING,
    Definition,
)
from shinryo_ratio.workbooks.entries import word
from shinryo_ratio.workbooks.placing import BY_LIMB, BY_READING

_TITLE: Final = phrase("範囲（未確認の事実による割合の範囲。式）", "Range of the ratio, in formulas")
_SUMS: Final[dict[str, Phrase]] = {
    "total_numerator": phrase("分子（記載の数値）", "numerator as stated"),
    "total_denominator": phrase("分母（記載の数値）", "denominator as stated"),
    "numerator": phrase("確実な分子", "sure numerator"),
    "denominator": phrase("確実な分母", "sure denominator"),
    "counted": phrase("分子に入り得る額", "may count"),
    "in_both": phrase("両方に入り得る額", "may be in both"),
    "in_denominator": phrase("分母に入り得る額", "may be in the denominator"),
    "any_of": phrase("いずれもあり得る額", "may be either"),
    "first": phrase("分母の最小（1以上）", "smallest denominator"),
    "last": phrase("分母の最大", "largest denominator"),
    "touched": phrase("確定していない取扱いに当たるか", "touched by an open reading"),
}
_LIMBS: Final[dict[str, Phrase]] = {
    "kind": phrase("区分", "kind"),
    "portion": phrase("割合の分子", "portion"),
    "whole": phrase("割合の分母", "of"),
    "total": phrase("合計", "sum"),
    "holds": phrase("以下か", "holds"),
    "low": phrase("合計の下限", "lowest"),
    "high": phrase("合計の上限", "highest"),
    "resting": phrase("合計による額", "by the sum"),
    "resting_span": phrase("同 幅", "its span"),
    "free": phrase("基準不明の額", "tariff not known"),
    "free_span": phrase("同 幅", "its span"),
    "opens": phrase("以下となる分母", "holds from"),
}
_STATE: Final[dict[str, Phrase]] = {
    "start": phrase("分母 自", "from"),
    "end": phrase("分母 至", "to"),
    "valid": phrase("あり得るか", "possible"),
    "high_base": phrase("最高の基", "high base"),
    "high_kink": phrase("最高の折れ目", "high kink"),
    "high_at": phrase("最高の分母3", "high at"),
    "low_base": phrase("最低の基", "low base"),
    "low_kink": phrase("最低の折れ目", "low kink"),
    "low_at": phrase("最低の分母3", "low at"),
    "h1": phrase("最高1", "high 1"), "h2": phrase("最高2", "high 2"), "h3": phrase("最高3", "high 3"),
    "l1": phrase("最低1", "low 1"), "l2": phrase("最低2", "low 2"), "l3": phrase("最低3", "low 3"),
    "exceeds": phrase("超えるものがある", "some exceed"),
    "fails": phrase("超えないものがある", "some do not"),
    "highest": phrase("最高の割合", "highest ratio"),
    "lowest": phrase("最低の割合", "lowest ratio"),
}  # fmt: skip
_TOP: Final = 2
_FAR_BELOW: Final = 20
"""A kind of less than a twentieth of the denominator is below 10% and 12% alike."""


@dataclass(frozen=True, slots=True)
class Ranged:
    """Where the range of a definition stands, and its values.

    Attributes:
        cells: the addresses of the sums and of `possible`, `exceeds`, `fails`, `highest`, `lowest`.
        values: what they are.
    """

    cells: Mapping[str, str]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the blocks of a definition are, before they are written."""

    top: int
    kinds: tuple[str, ...]

    @property
    def sums(self) -> int:
        """The row of the first sum."""
        return self.top + 1

    @property
    def limbs(self) -> int:
        """The row of the heads of the limbs."""
        return self.sums + len(_SUMS) + 1

    @property
    def states(self) -> int:
        """The row of the heads of the states."""
        return self.limbs + len(self.kinds) + 2

    @property
    def end(self) -> int:
        """The row after the last one."""
        return self.states + (1 << len(self.kinds)) + 3


def layouts_of(definitions: Sequence[Definition]) -> list[Layout]:
    """The places of all definitions, one below the other."""
    found: list[Layout] = []
    for definition in definitions:
        top = found[-1].end if found else _TOP
        found.append(Layout(top, tuple(definition.limbs)))
    return found


def holds_cells(page: Page, layout: Layout) -> dict[str, str]:
    """The cells that say whether each limb holds."""
    column = list(_LIMBS).index("holds")
    return {kind: page.at(layout.limbs + 1 + index, column) for index, kind in enumerate(layout.kinds)}


def exceeding(numerator: str, denominator: str, threshold: tuple[int, int]) -> str:
    """Whether N/D exceeds p/q, exactly: no product is larger than what a double holds.

    With k = ⌊D/q⌋ and r = D − qk, qN > pD where q(N − pk) > pr; both sides are small once N − pk is cut to
    what can matter, −1 to p. D must be above zero; N and D whole and at most 2^53.
    """
    p, q = threshold
    k = f"INT({denominator}/{q})"
    return f"{q}*MAX(-1,MIN({p},{numerator}-{p}*{k}))>{p}*({denominator}-{q}*{k})"


def page_of(book: Book) -> Page:
    """The sheet, still empty."""
    page = book.page("ranges", (26, *([15.0] * 24)), landscape=True, internal=True)
    page.title(book.say(_TITLE))
    return page


def write_range(
    book: Book, page: Page, layout: Layout, definition: Definition, number: int, made: Calculated, title: str
) -> Ranged:
    """The range of one definition."""
    page.text(layout.top, 0, title, "section")
    writer = _Range(book, page, layout, definition, number, made)
    writer.sums()
    writer.limbs()
    writer.extent()
    writer.touched()
    writer.states()
    return Ranged(writer.cells, writer.values)


class _Range:
    """Formulas and values of one definition, written block by block."""

    def __init__(
        self, book: Book, page: Page, layout: Layout, definition: Definition, number: int, made: Calculated
    ) -> None:
        self.book, self.page, self.layout, self.definition = book, page, layout, definition
        self.number, self.made = number, made
        self.cells: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.lines = made.values[number]
        self.limb_cells: list[dict[str, str]] = []
        self.limb_values: list[dict[str, int]] = []

    # -- sums -----------------------------------------------------------------------------------

    def column(self, name: str) -> str:
        own = name in self.made.own[self.number]
        return self.made.column(name, self.number if own else None)

    def sum_of(self, name: str, *modes: int) -> tuple[str, int]:
        """The sum of a column over the lines of some modes."""
        mode = self.column("mode")
        formula = "+".join(f"SUMIFS({self.column(name)},{mode},{one})" for one in modes)
        return formula, sum(line[name] for line in self.lines if line["mode"] in modes)

    def span_of(self, *modes: int) -> tuple[str, int]:
        (high, most), (low, least) = self.sum_of("high", *modes), self.sum_of("low", *modes)
        return f"{high}-({low})", most - least

    def sums(self) -> None:
        total = {name: f"SUM({self.column(name)})" for name in ("numerator", "denominator")}
        for name, formula in total.items():
            self.write_sum(f"total_{name}", formula, sum(line[name] for line in self.lines))
        known, lows = self.sum_of("known", CAPPED), self.sum_of("low", CAPPED)
        yen = self.sum_of("yen", CAPPED)
        most = self.sum_of("most", CAPPED)
        certain = self.sum_of("low", BOTH, MEASURED_BOTH)
        self.write_sum(
            "numerator",
            f"{certain[0]}+{known[0]}-{yen[0]}+{lows[0]}",
            certain[1] + known[1] - yen[1] + lows[1],
        )
        inside = self.sum_of(
            "low", ALONE, BOTH, MAY_COUNT, CAPPED, MEASURED_BOTH, MEASURED_ALONE, RESTING, FREE
        )
        self.write_sum("denominator", *inside)
        may = self.sum_of("low", MAY_COUNT)
        self.write_sum("counted", f"{may[0]}+{most[0]}-({known[0]})", may[1] + most[1] - known[1])
        for name, high, span in (
            ("in_both", MAY_BE_BOTH, (BOTH, MEASURED_BOTH)),
            ("in_denominator", MAY_BE_IN, (ALONE, MEASURED_ALONE)),
            ("any_of", ANY, (MAY_COUNT, CAPPED)),
        ):
            whole, spans = self.sum_of("high", high), self.span_of(*span)
            self.write_sum(name, f"{whole[0]}+{spans[0]}", whole[1] + spans[1])

    def write_sum(self, name: str, formula: str, value: int) -> None:
        row = self.layout.sums + list(_SUMS).index(name)
        self.page.text(row, 0, self.book.say(_SUMS[name]), "flat")
        self.page.formula(row, 1, f"={formula}", value, "flat-number")
        self.cells[name], self.values[name] = self.page.at(row, 1), value

    # -- limbs ----------------------------------------------------------------------------------

    def limbs(self) -> None:
        layout = self.layout
        self.page.headings(layout.limbs, tuple(map(self.book.say, _LIMBS.values())), repeat=False)
        for index, (kind, (portion, whole)) in enumerate(self.definition.limbs.items()):
            row = layout.limbs + 1 + index
            self.limb(row, kind, portion, whole)

    def limb(self, row: int, kind: str, portion: int, whole: int) -> None:
        """A kind measured by a limb: its sum, and what of it is not known."""
        said = word(v.KINDS, kind, self.book.lang)
        at = {name: cell_name(row, column) for column, name in enumerate(_LIMBS)}
        kinds, mode = self.made.kinds, self.column("mode")
        mine = [line for line in self.lines if line["kind"] == said]
        denominator, total_at = self.values["total_denominator"], self.cells["total_denominator"]

        def measured(name: str, condition: str, *modes: int) -> tuple[str, int]:
            formula = f"SUMIFS({self.column(name)},{kinds},{at['kind']},{mode},{condition})"
            return formula, sum(line[name] for line in mine if line["mode"] in modes)

        every = range(MEASURED_BOTH, FREE + 1)
        low, high = (measured(name, f'">={MEASURED_BOTH}"', *every) for name in ("low", "high"))
        total = sum(line["denominator"] for line in mine)
        parts: dict[str, tuple[str, int]] = {
            "total": (f"SUMIFS({self.column('denominator')},{kinds},{at['kind']})", total),
            "holds": (
                f"IF({at['whole']}*{at['total']}<={at['portion']}*{total_at},1,0)",
                int(whole * total <= portion * denominator),
            ),
            "low": low,
            "high": high,
            "opens": (f"-INT(-{at['whole']}*{at['low']}/{at['portion']})", -(-whole * low[1] // portion)),
        }
        for name, one in (("resting", RESTING), ("free", FREE)):
            least, most = measured("low", str(one), one), measured("high", str(one), one)
            parts[name] = least
            parts[f"{name}_span"] = (f"{most[0]}-{least[0]}", most[1] - least[1])
        self.page.text(row, 0, said, "flat")
        self.page.number(row, 1, portion, "flat-number")
        self.page.number(row, 2, whole, "flat-number")
        for column, name in enumerate(_LIMBS):
            if name in parts:
                self.page.formula(row, column, f"={parts[name][0]}", parts[name][1], "flat-number")
        self.limb_cells.append(at)
        self.limb_values.append(
            {name: value for name, (_, value) in parts.items()} | {"portion": portion, "whole": whole}
        )

    def extent(self) -> None:
        """The smallest and the largest denominator."""
        spans = "".join(f"+{at['resting_span']}+{at['free_span']}" for at in self.limb_cells)
        more = sum(found["resting_span"] + found["free_span"] for found in self.limb_values)
        inside = [self.cells[name] for name in ("denominator", "in_both", "in_denominator", "any_of")]
        widest = more + sum(
            self.values[name] for name in ("denominator", "in_both", "in_denominator", "any_of")
        )
        self.write_sum("first", f"MAX(1,{self.cells['denominator']})", max(1, self.values["denominator"]))
        self.write_sum("last", "+".join(inside) + spans, widest)

    def touched(self) -> None:
        """Whether an open reading can move the sums: おおむね10% only where a kind is not far below it."""
        column, first = self.column("touched"), self.cells["first"]
        by_limb = f"SUMIFS({self.column('high')},{column},{BY_LIMB})*{_FAR_BELOW}>{first}"
        formula = f"IF(OR(COUNTIF({column},{BY_READING})>0,{by_limb}),1,0)"
        measured = sum(line["high"] for line in self.lines if line["touched"] == BY_LIMB)
        touched = any(line["touched"] == BY_READING for line in self.lines)
        self.write_sum("touched", formula, int(touched or measured * _FAR_BELOW > self.values["first"]))

    # -- states ---------------------------------------------------------------------------------

    def states(self) -> None:
        layout = self.layout
        heads = [word(v.KINDS, kind, self.book.lang) for kind in layout.kinds]
        heads += [self.book.say(words) for words in _STATE.values()]
        self.page.headings(layout.states, tuple(heads), repeat=False)
        found = []
        sides = list(product((1, 0), repeat=len(layout.kinds)))
        for row, held in enumerate(sides, layout.states + 1):
            found.append(self.state(row, held))
        first, last = layout.states + 1, layout.states + len(sides)
        ranges = {name: self.span(first, last, name) for name in _STATE}
        row = last + 1
        valid = [values for values in found if values["valid"]]
        totals = {
            "possible": (f"SUM({ranges['valid']})", len(valid)),
            "exceeds": (f"SUM({ranges['exceeds']})", sum(values["exceeds"] for values in valid)),
            "fails": (f"SUM({ranges['fails']})", sum(values["fails"] for values in valid)),
            "highest": (f"MAX({ranges['highest']})", max((one["highest"] for one in valid), default=0)),
            "lowest": (f"MIN({ranges['lowest']})", min((one["lowest"] for one in valid), default=0)),
        }
        for name, (formula, value) in totals.items():
            column = self.column_of({"possible": "valid"}.get(name, name))
            style = "flat-percent" if name in ("highest", "lowest") else "flat-number"
            self.page.formula(row, column, f"={formula}", value, style)
            self.cells[name], self.values[name] = self.page.at(row, column), value

    def column_of(self, name: str) -> int:
        return len(self.layout.kinds) + list(_STATE).index(name)

    def span(self, first: int, last: int, name: str) -> str:
        return self.page.span(first, last, self.column_of(name))

    def state(self, row: int, held: tuple[int, ...]) -> dict[str, Any]:
        """One way in which the limbs may stand: the denominators at which they do, and the extremes there."""
        at = {name: cell_name(row, self.column_of(name)) for name in _STATE}
        for column, flag in enumerate(held):
            self.page.number(row, column, flag, "flat-number")
        formulas = self.formulas(at, held)
        values = self.state_values(held)
        for name in _STATE:
            style = "flat-percent" if name in ("highest", "lowest") else "flat-number"
            self.page.formula(row, self.column_of(name), f"={formulas[name]}", values[name], style)
        return values

    def formulas(self, at: dict[str, str], held: tuple[int, ...]) -> dict[str, str]:
        """The formulas of a state."""
        cell, limbs = self.cells, list(zip(self.limb_cells, held, strict=True))
        opens = [limb["opens"] for limb, flag in limbs if flag]
        shuts = [f"{limb['opens']}-1" for limb, flag in limbs if not flag]
        exact = self.made.exact
        may = [
            f"{limb['whole']}*{limb['low']}<={limb['portion']}*{cell['last']}"
            if flag
            else f"{limb['whole']}*{limb['high']}>{limb['portion']}*{cell['first']}"
            for limb, flag in limbs
        ]
        resting = [f"+{limb['resting']}+{limb['free']}" for limb, flag in limbs if flag]
        free = [f"+{limb['free']}" for limb, flag in limbs if not flag]
        spans = [f"+{limb['resting_span']}+{limb['free_span']}" for limb, flag in limbs if flag]
        free_spans = [f"+{limb['free_span']}" for limb, flag in limbs if not flag]
        resting_spans = [f"+{limb['resting_span']}" for limb, flag in limbs if not flag]
        possible = ",".join([f"{at['start']}<={at['end']}", *(f"OR({exact},{one})" for one in may)])
        threshold = self.definition.ruleset.lowest_terms
        points = ((at["start"], "1"), (at["end"], "2"))
        highs = [*((f"h{n}", point) for point, n in points), ("h3", at["high_at"])]
        lows = [*((f"l{n}", point) for point, n in points), ("l3", at["low_at"])]
        found = {
            "start": f"IF({exact},MAX({','.join([cell['first'], *opens])}),{cell['first']})",
            "end": f"IF({exact},MIN({','.join([cell['last'], *shuts])}),{cell['last']})",
            "valid": f"IF(AND({possible}),1,0)",
            "high_base": f"{cell['numerator']}+{cell['counted']}" + "".join(resting + free),
            "high_kink": f"{cell['denominator']}+{cell['in_both']}+{cell['any_of']}"
            + "".join(spans + free_spans),
            "high_at": f"MIN(MAX({at['high_kink']},{at['start']}),{at['end']})",
            "low_base": cell["numerator"] + "".join(resting),
            "low_kink": f"{cell['denominator']}+{cell['in_denominator']}+{cell['any_of']}"
            + "".join(resting_spans + free_spans),
            "low_at": f"MIN(MAX({at['low_kink']},{at['start']}),{at['end']})",
        }
        for name, point in highs:
            found[name] = f"{at['high_base']}+MIN({point},{at['high_kink']})-{cell['denominator']}"
        for name, point in lows:
            found[name] = f"{at['low_base']}+MAX({point}-{at['low_kink']},0)"
        above = ",".join(exceeding(at[name], point, threshold) for name, point in highs)
        below = ",".join(f"NOT({exceeding(at[name], point, threshold)})" for name, point in lows)
        ratios = {
            "highest": ("MAX", ",".join(f"{at[name]}/{point}*100" for name, point in highs)),
            "lowest": ("MIN", ",".join(f"{at[name]}/{point}*100" for name, point in lows)),
        }
        found["exceeds"] = f"IF({at['valid']}=0,0,IF(OR({above}),1,0))"
        found["fails"] = f"IF({at['valid']}=0,0,IF(OR({below}),1,0))"
        for name, (function, each) in ratios.items():
            found[name] = f'IF({at["valid"]}=0,"",{function}({each}))'
        return found

    def state_values(self, held: tuple[int, ...]) -> dict[str, Any]:
        """The values of the same."""
        value, limbs = self.values, list(zip(self.limb_values, held, strict=True))
        exact = self.made.is_exact
        start, end = value["first"], value["last"]
        if exact:
            start = max([start, *(limb["opens"] for limb, flag in limbs if flag)])
            end = min([end, *(limb["opens"] - 1 for limb, flag in limbs if not flag)])
        may = [
            limb["whole"] * limb["low"] <= limb["portion"] * value["last"]
            if flag
            else limb["whole"] * limb["high"] > limb["portion"] * value["first"]
            for limb, flag in limbs
        ]
        valid = int(start <= end and (exact or all(may)))
        resting = sum(limb["resting"] + limb["free"] for limb, flag in limbs if flag)
        free = sum(limb["free"] for limb, flag in limbs if not flag)
        spans = sum(limb["resting_span"] + limb["free_span"] for limb, flag in limbs if flag)
        free_spans = sum(limb["free_span"] for limb, flag in limbs if not flag)
        resting_spans = sum(limb["resting_span"] for limb, flag in limbs if not flag)
        high_base = value["numerator"] + value["counted"] + resting + free
        high_kink = value["denominator"] + value["in_both"] + value["any_of"] + spans + free_spans
        low_base = value["numerator"] + resting
        low_kink = (
            value["denominator"] + value["in_denominator"] + value["any_of"] + resting_spans + free_spans
        )
        high_at, low_at = min(max(high_kink, start), end), min(max(low_kink, start), end)
        highs = [(high_base + min(at, high_kink) - value["denominator"], at) for at in (start, end, high_at)]
        lows = [(low_base + max(at - low_kink, 0), at) for at in (start, end, low_at)]
        p, q = self.definition.ruleset.lowest_terms
        return {
            "start": start, "end": end, "valid": valid, "high_base": high_base, "high_kink": high_kink,
            "high_at": high_at, "low_base": low_base, "low_kink": low_kink, "low_at": low_at,
            "h1": highs[0][0], "h2": highs[1][0], "h3": highs[2][0],
            "l1": lows[0][0], "l2": lows[1][0], "l3": lows[2][0],
            "exceeds": int(valid and any(q * n > p * d for n, d in highs)),
            "fails": int(valid and any(q * n <= p * d for n, d in lows)),
            "highest": max(n / d * 100 for n, d in highs) if valid else "",
            "lowest": min(n / d * 100 for n, d in lows) if valid else "",
        }  # fmt: skip
