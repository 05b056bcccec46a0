"""When the formulas of a result may judge: the entries are right, and what decides the text is as it was.

What `check` refuses, the first sheet refuses too, in words; it never gives a verdict of such entries.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers.workbook_form import sheet_name
from shinryo_ratio.workbooks.book import Book, quoted
from shinryo_ratio.workbooks.calculation import Calculated
from shinryo_ratio.workbooks.checks import MOST
from shinryo_ratio.workbooks.definitions import Definition
from shinryo_ratio.workbooks.entries import Entries, word, words_of
from shinryo_ratio.workbooks.entry import FORM_FIRST, Cells

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures

_WORDS: Final[dict[str, Phrase]] = {
    "lines": phrase("誤りのある収入の行（計算シート E列に内容）", "wrong lines (see sheet Calculation, E)"),
    "births": phrase("誤りのある分娩の行（分娩シートに内容）", "wrong deliveries (see their sheet)"),
    "forms": phrase("誤りのある欄（法人・費用・申告）", "wrong cells (corporation, costs, declarations)"),
    "totals": phrase("損益計算書と一致しない合計", "totals of the statement that do not agree"),
    "beyond": phrase("式が届かない記入欄（表の下、挿入した行）", "cells that no formula follows"),
    "wrong": phrase("入力に誤りがあります", "the entries are wrong"),
    "mismatch": phrase("損益計算書と一致しません", "the statement does not agree"),
    "unfollowed": phrase("式が届かない行があります（check で判定）", "rows are not followed: use check"),
    "too-large": phrase("合計が大きすぎて正確に計算できません", "too large to be exact"),
    "other-law": phrase("check で判定し直してください", "judge it anew with check"),
    "other-law-note": phrase(
        "法人区分・会計年度・会計基準・選択・取扱いを変えると適用する規定が変わるため、この表では判定しません。",
        "Another type, year, standard, election or reading means another table: this one does not judge it.",
    ),
    "conditions": phrase("規定を決める項目（作成時と同じか）", "what decides the text (as it was written)"),
    "judges": phrase("この表で判定できるか", "can these formulas judge?"),
    "can": phrase("○ できる", "○ yes"),
    "same": phrase("○ 同じ", "○ the same"),
    "changed": phrase("× 変更あり", "× changed"),
    "edited": phrase("作成後の変更", "edited since it was written"),
    "not-edited": phrase("なし（収入は作成時と同じ）", "no (revenue is as written)"),
    "is-edited": phrase("あり（計算書と余裕額は作成時の値）", "yes (report and margins are as written)"),
}  # fmt: skip


class Live(NamedTuple):
    """A label, a formula beside it, and its value."""

    label: str
    formula: str
    value: str | int


class Guards:
    """The formulas of the guards.

    Attributes:
        found: the cells of `counts`, in order, once they are written.
    """

    def __init__(
        self, book: Book, figures: "Figures", entries: Entries, cells: Cells, made: Calculated
    ) -> None:
        self.book, self.figures, self.entries, self.cells, self.made = book, figures, entries, cells, made
        self.found: list[str] = []

    def word(self, key: str) -> str:
        """A word of the guards."""
        return self.book.say(_WORDS[key])

    def counts(self) -> Iterator[Live]:
        """How many entries are wrong, of each sort."""
        made, births = self.made, self.cells.births
        right = quoted(births.right)
        yield Live(self.word("lines"), f'SUMPRODUCT(--({made.column("wrong")}<>""))', 0)
        wrong_births = f'SUMPRODUCT(({births.checks}<>"")*({births.checks}<>{right}))'
        yield Live(self.word("births"), wrong_births, 0)
        yield Live(self.word("forms"), "+".join(self._forms()), 0)
        yield Live(self.word("totals"), self.cells.agreement.differ, 0)
        revenue = self.cells.revenue
        inserted = f'SUMPRODUCT(--({revenue.all_inputs}<>""))-SUM({made.column("filled")})'
        beyond = f"COUNTA({revenue.below})+COUNTA({births.below})+ABS({inserted})"
        yield Live(self.word("beyond"), beyond, 0)

    def judges(self, same: str, definitions: Sequence[Definition]) -> Live:
        """Whether the formulas can judge; why not."""
        lines, births, forms, totals, beyond = self.found
        filled, yen = self.made.column("filled"), self.made.column("yen")
        most = min([MOST, *(definition.most for definition in definitions)])
        steps = (
            (f"{lines}+{births}+{forms}>0", "wrong"),
            (f"SUM({filled})=0", "wrong"),
            (f"{beyond}>0", "unfollowed"),
            (f"{totals}>0", "mismatch"),
            (f"{same}<>{quoted(self.word('same'))}", "other-law"),
            (f'SUMIF({yen},">0")-SUMIF({yen},"<0")>{most}', "too-large"),
        )
        formula = quoted(self.word("can"))
        for test, code in reversed(steps):
            formula = f"IF({test},{quoted(self.word(code))},{formula})"
        return Live(self.word("judges"), formula, self.word("can"))

    def edited(self, sums: str) -> Live:
        """Whether what can decide about the lines is as it was written; `sums` compares the sums."""
        unit = f"{self.cells.unit}={quoted(str(self.entries.values[('unit',)]))}"
        same = f"AND(SUM({self.made.column('changed')})=0,{unit},{sums})"
        words = (self.word("not-edited"), self.word("is-edited"))
        return Live(self.word("edited"), f"IF({same},{quoted(words[0])},{quoted(words[1])})", words[0])

    # -- the forms ------------------------------------------------------------------------------

    def _forms(self) -> Iterator[str]:
        """For each cell of the forms 1 where `check` refuses it."""
        forms = self.cells.forms
        yield f'IF(TRIM({forms[("corporation", "name")]})="",1,0)'
        for path, cell in forms.items():
            words = words_of(path)
            if path[0] == "costs":
                whole = f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={MOST},{cell}=INT({cell})),FALSE)"
                yield f'IF({cell}="",0,IF({whole},0,1))'
            elif words is not None and path not in _DECIDING:
                known = ",".join(f"{cell}={quoted(word(words, code, self.book.lang))}" for code in words)
                yield f'IF(OR({cell}="",{known}),0,1)'

    # -- what decides the text ------------------------------------------------------------------

    @property
    def same(self) -> Live:
        """Whether everything that decides the table is as it was."""
        same, changed = self.word("same"), self.word("changed")
        formula = f"IF(AND({','.join(self._conditions())}),{quoted(same)},{quoted(changed)})"
        return Live(self.word("conditions"), formula, same)

    @property
    def note(self) -> str:
        """Why it does not judge other corporations, years and readings."""
        return self.word("other-law-note")

    def _conditions(self) -> Iterator[str]:
        forms, values = self.cells.forms, self.entries.values
        for path in _DECIDING[:3]:
            yield f"{forms[path]}={quoted(str(values.get(path, '')))}"
        for path in (("fiscal_year", "start"), ("fiscal_year", "end")):
            day = values[path]
            yield f"{forms[path]}=DATE({day.year},{day.month},{day.day})"
        yes = quoted(word(v.BOOLEANS, "true", self.book.lang))
        elected = self.figures.elections.covid_subsidy_measure
        yield f"({forms[_ELECTION]}={yes})={'TRUE' if elected else 'FALSE'}"
        yield from self._readings()

    def _readings(self) -> Iterator[str]:
        """Each side chosen, and whether it is confirmed."""
        from shinryo_ratio.law import readings

        sheet = sheet_name("readings", self.book.lang)
        other, usual = (quoted(word(v.CHOICES, code, self.book.lang)) for code in ("alternative", "default"))
        for row, id_ in enumerate(readings(), FORM_FIRST + 1):
            chosen = self.figures.readings.chosen.get(id_)
            choice, by, day = (f"'{sheet}'!${column}${row}" for column in "CDE")
            taken = chosen is not None and chosen.choice == "alternative"
            yield f"{choice}={other}" if taken else f'OR({choice}="",{choice}={usual})'
            if chosen is not None and chosen.confirmed:
                yield f'AND({by}<>"",{day}<>"")'
            else:
                yield f'AND({by}="",{day}="")'


_ELECTION: Final = ("elections", "covid_subsidy_measure")
_DECIDING: Final = (("corporation", "type"), ("corporation", "legal_form"), ("accounting_standard",))
"""What decides the text and is compared with what was written."""
