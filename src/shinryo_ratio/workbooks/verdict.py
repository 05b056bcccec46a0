"""The first sheet of a result workbook: verdict, sums, items, bridge, old beside revised, all in formulas."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages import terms
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.reports.edited import edited_row, titled
from shinryo_ratio.reports.numbers import of_hundred
from shinryo_ratio.reports.voice import Voice, threshold
from shinryo_ratio.workbooks.book import Book, Page, quoted
from shinryo_ratio.workbooks.calculation import Calculated
from shinryo_ratio.workbooks.definitions import Definition
from shinryo_ratio.workbooks.entries import Entries, word
from shinryo_ratio.workbooks.entry import Cells
from shinryo_ratio.workbooks.guards import Guards
from shinryo_ratio.workbooks.marks import effect_of_readings, marked_verdict
from shinryo_ratio.workbooks.opened import opened
from shinryo_ratio.workbooks.ranges import Ranged, exceeding

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment
    from shinryo_ratio.workbooks.placing import Placement

WIDTHS: Final = (46, 24, 24, 24)
_LAST: Final = len(WIDTHS) - 1
_TALLEST_VERDICT: Final = 3
"""The lines of the longest verdict with its marks in one column: an edit may bring it about."""
_WORDS: Final[dict[str, Phrase]] = {
    "title": phrase("収入要件の判定（入力を変えると計算し直します）", "Income requirement: follows edits"),
    "lead": phrase(
        "黄色の欄（収入・分娩・申告などのシート）を変えると、この表の数値と判定が変わります。",
        "Change the yellow cells of the other sheets and the numbers and the verdict here follow.",
    ),
    "amount": phrase("金額（円）", "yen"),
    "exactly": phrase("端数処理前の比較（{of}×Ａ ＞ {portion}×Ｂ）", "exact comparison ({of}A > {portion}B)"),
    "above": phrase("超える", "above"),
    "not-above": phrase("超えない", "not above"),
    "lowest": phrase("取り得る割合の範囲　最低", "range of the ratio: lowest"),
    "highest": phrase("取り得る割合の範囲　最高", "range of the ratio: highest"),
    "readings-effect": phrase("取扱いによる判定の変化", "what open readings do to it"),
    "as-written": phrase("（作成時）", " (as written)"),
    "limbs": phrase("おおむね10％（区分ごとの合計）", "About 10%: the sum of each kind"),
    "kind": phrase("区分", "kind"),
    "limb-most": phrase("上限（分母の {portion}％）", "at most {portion}% of the denominator"),
    "limb-within": phrase("以下", "within"),
    "limb-above": phrase("超過", "above"),
    "bridge": phrase("収益の合計から分母まで", "From all revenue to the denominator"),
    "comparison": phrase("改正前後の比較", "The old and the revised definition"),
    "margins": phrase("余裕額・不足額（作成時の値）", "Margins (as written)"),
    "statement": phrase("損益計算書との照合", "against the statement"),
    "item": phrase("項目", "item"),
}  # fmt: skip


class VerdictSheet:
    """Writes the first sheet; rows go on from the last one."""

    def __init__(
        self,
        book: Book,
        page: Page,
        assessment: "Assessment",
        entries: Entries,
        cells: Cells,
        made: Calculated,
        placement: "Placement",
        definitions: Sequence[Definition],
        ranges: Sequence[Ranged],
    ) -> None:
        self.book, self.page, self.assessment, self.entries = book, page, assessment, entries
        self.cells, self.made, self.placement = cells, made, placement
        self.definitions, self.ranges = definitions, ranges
        self.say = Voice(book.lang)
        self.row = 0
        self.as_written, self.can = "TRUE", ""

    def word(self, key: str, **values: str) -> str:
        """A word of this sheet."""
        return self.book.say(_WORDS[key]).format(**values)

    def write(self) -> None:
        """The whole sheet."""
        governing, ranged = self.definitions[0], self.ranges[0]
        self.page.sheet.repeat_rows(0)
        self.page.title(titled(self.word("title"), self.assessment, self.say), self.word("lead"))
        self.row = 3
        self._head(governing)
        guard = self._guards()
        self._ratio(governing, ranged, guard)
        self._open(governing, ranged)
        self._items(governing)
        self._bridge(governing)
        self._comparison(guard)
        self._limbs(governing)
        self._margins()
        self._foot()

    # -- rows -----------------------------------------------------------------------------------

    def section(self, text: str, *heads: str) -> None:
        """A heading of a part, and the heads of its columns."""
        self.row += 1
        self.page.text(self.row, 0, text, "section")
        self.row += 1
        if heads:
            self.page.headings(self.row, heads, repeat=False)
            self.row += 1

    def pair(self, label: str, text: str, style: str = "label") -> None:
        """A label and a text that does not change."""
        self.page.text(self.row, 0, label, style)
        self.page.wide(self.row, 1, _LAST, text, style, tallest=self.page.lines(label, 0, 0))
        self.row += 1

    def live(self, label: str, formula: str, value: Any, style: str = "shown-number") -> str:
        """A label and a formula; its address. A text runs across the sheet."""
        self.page.text(self.row, 0, label)
        if style == "text":
            self.page.wide(self.row, 1, _LAST, str(value), "shown", tallest=self.page.lines(label, 0, 0))
            self.page.formula(self.row, 1, f"={formula}", value, "shown")
        else:
            self.page.fit(self.row, {0: label})
            self.page.formula(self.row, 1, f"={formula}", value, style)
        self.row += 1
        return self.page.at(self.row - 1, 1)

    # -- parts ----------------------------------------------------------------------------------

    def _head(self, governing: Definition) -> None:
        say, figures = self.say, self.assessment.figures
        for label, text in edited_row(self.assessment, say):
            self.pair(label, text, "remark-cell")
        name, type_ = (self.cells.forms[("corporation", key)] for key in ("name", "type"))
        written = word(v.CORPORATION_TYPES, figures.corporation.type, self.book.lang)
        printed = terms.term("type", figures.corporation.type, "ja")
        kind = f"IF({type_}={quoted(written)},{quoted(printed)},{type_})"
        self.live(say("corporation"), f'{kind}&" "&{name}', say.corporation(self.assessment), "text")
        self.pair(say("year"), say.year(self.assessment))
        ruleset = governing.ruleset
        self.pair(say("law"), ruleset.legal_basis)
        self.pair(say("ruleset"), say("ruleset-words", id=ruleset.id, citation=ruleset.citation))
        self.pair(say("status"), terms.STATUSES[ruleset.status][say.lang])
        for words in self.assessment.income.unconfirmed:
            self.pair(say("unconfirmed"), say.words(words))

    def _guards(self) -> str:
        """The conditions under which the formulas judge; the cell that says whether they do."""
        guards = Guards(self.book, self.assessment.figures, self.entries, self.cells, self.made)
        for count in guards.counts():
            guards.found.append(self.live(count.label, count.formula, 0))
        same = self.live(*guards.same, "text")
        self.page.text(self.row, 0, guards.note, "note")
        self.row += 1
        numerator, denominator = (
            self.ranges[0].cells[name] for name in ("total_numerator", "total_denominator")
        )
        test = self.definitions[0].test
        sums = f"{numerator}={test.numerator},{denominator}={test.denominator}"
        edited = guards.edited(sums)
        self.as_written = f"{self.live(*edited, 'text')}={quoted(str(edited.value))}"
        self.live(self.word("statement"), self.cells.agreement.at, self.cells.agreement.words, "text")
        judges = guards.judges(same, self.definitions)
        self.can = str(judges.value)
        return self.live(*judges, "text")

    def _ratio(self, definition: Definition, ranged: Ranged, guard: str) -> None:
        say, test, cells = self.say, definition.test, ranged.cells
        numerator, denominator = cells["total_numerator"], cells["total_denominator"]
        self.section(say("ratio-heading"))
        verdict, value = self._verdict(0, guard)
        self.page.text(self.row, 0, say("verdict"), "label-total")
        self.page.wide(self.row, 1, _LAST, value, "verdict")
        self.page.formula(self.row, 1, f"={verdict}", value, "verdict")
        self.page.sheet.set_row(self.row, 42)
        self.row += 1
        self.live(say("numerator-heading"), numerator, test.numerator)
        heading = say("denominator-heading", words=say.denominator(definition.ruleset))
        self.live(heading, denominator, test.denominator)
        percent = self._percent(test.numerator or 0, test.denominator or 0)
        self.live(
            say("ratio"), f'IF({denominator}>0,ROUNDDOWN({numerator}/{denominator}*100,3),"")', percent,
            "shown-percent",
        )  # fmt: skip
        self.pair(say("threshold"), say("threshold-words", threshold=threshold(definition.ruleset)))
        above = exceeding(numerator, denominator, definition.ruleset.lowest_terms)
        p, q = definition.ruleset.lowest_terms
        exceeds = test.numerator is not None and q * test.numerator > p * (test.denominator or 0)
        positive = (test.denominator or 0) > 0
        self.live(
            self.word("exactly", of=str(q), portion=str(p)),
            f"IF({denominator}>0,IF({above},{quoted(self.word('above'))},{quoted(self.word('not-above'))}),\"\")",
            (self.word("above") if exceeds else self.word("not-above")) if positive else "", "shown",
        )  # fmt: skip
        self._beside(definition, numerator, denominator)
        for key, name in (("lowest", "lowest"), ("highest", "highest")):
            shown = f'IF({cells["possible"]}=0,"",ROUNDDOWN({cells[name]},3))'
            values = ranged.values
            cut = int(values[name] * 1000) / 1000 if values["possible"] else ""
            self.live(self.word(key), shown, cut, "shown-percent")

    def _percent(self, numerator: int, denominator: int) -> float | str:
        return int(numerator * 100_000 / denominator) / 1000 if denominator > 0 else ""

    def _verdict(self, index: int, guard: str) -> tuple[str, str]:
        """The formula of a verdict with its marks, where the sheet can judge, and its value."""
        definition, cells = self.definitions[index], self.ranges[index].cells
        met, not_met, open_ = (
            marked_verdict(code, definition, cells["touched"], self.as_written, self.say)
            for code in ("met", "not_met", "undetermined")
        )
        judged = (
            f"IF(OR({cells['total_denominator']}<=0,{cells['possible']}=0),{open_},"
            f"IF({cells['fails']}=0,{met},IF({cells['exceeds']}=0,{not_met},{open_})))"
        )
        return f"IF({guard}={quoted(self.can)},{judged},{guard})", self.say.verdict(definition.test)

    def _beside(self, definition: Definition, numerator: str, denominator: str) -> None:
        beside = definition.ruleset.entry.shown_beside
        if beside is None:
            return
        from math import gcd

        shared = gcd(beside.numerator, beside.denominator)
        lowest = (beside.numerator // shared, beside.denominator // shared)
        above = exceeding(numerator, denominator, lowest)
        said = definition.test.exceeds_shown_beside
        value = "" if said is None else self.word("above" if said else "not-above")
        label = self.say("beside", beside=of_hundred((beside.numerator, beside.denominator)))
        self.live(
            label,
            f"IF({denominator}>0,IF({above},{quoted(self.word('above'))},{quoted(self.word('not-above'))}),\"\")",
            value, "shown",
        )  # fmt: skip

    def _open(self, definition: Definition, ranged: Ranged) -> None:
        """What is open: the effect of the readings in a formula, the rest as it was written."""
        effect = effect_of_readings(definition, ranged.cells["touched"], self.as_written, self.book.lang)
        self.live(self.word("readings-effect"), *effect, "text")
        for label, text in opened(definition.test, self.say):
            self.pair(f"{label}{self.word('as-written')}", text)

    def _items(self, definition: Definition) -> None:
        say, made = self.say, self.made
        self.section(say("numerator-heading"), say("item"), self.word("amount"))
        items, numerators = made.column("item", 0), made.column("numerator", 0)
        for item in definition.test.items:
            self.live(
                say.item(definition.ruleset, item.item),
                f"SUMPRODUCT(({items}={quoted(item.item)})*{numerators})", item.numerator,
            )  # fmt: skip
        self._total(say("total-a"), f"SUM({numerators})", definition.test.numerator)

    def _total(self, label: str, formula: str, value: Any) -> None:
        self.page.text(self.row, 0, label, "label-total")
        self.page.formula(self.row, 1, f"={formula}", value, "shown-total")
        self.row += 1

    def _bridge(self, definition: Definition) -> None:
        say, made, test = self.say, self.made, definition.test
        self.section(self.word("bridge"), say("from-to"), self.word("amount"))
        yen, denominators = made.column("yen"), made.column("denominator", 0)
        whole = sum(line.amount for line in test.lines)
        self.live(say("all-lines", count=len(test.lines)), f"SUM({yen})", whole)
        steps = {step.reason_code: step.amount for step in test.bridge}
        for code in self._leaving():
            numbers = [number for number, (one, _, _) in enumerate(self.placement.reasons, 1) if one == code]
            reason = made.column("reason", 0)
            either = "+".join(f"({reason}={number})" for number in numbers)
            self.live(
                say("less", name=reason_name(code, say.lang)),
                f"-SUMPRODUCT(({either})*({yen}-{denominators}))", -steps.get(code, 0),
            )  # fmt: skip
        self._total(say("total-b"), f"SUM({denominators})", test.denominator)

    def _leaving(self) -> list[str]:
        """The reasons by which lines stay out of the governing denominator, in the order of the catalogue."""
        order = [code for code, _, _ in self.placement.reasons]
        found = {"internal"}
        for key in self.placement.rows:
            placed = self.placement.placed(key, 0)
            if not placed.denominator:
                found |= {order[number - 1] for number in placed.reasons}
        return sorted(found, key=order.index)

    def _comparison(self, guard: str) -> None:
        by_role = {role: index for index, one in enumerate(self.definitions) for role in one.roles}
        if "old" not in by_role or "revised" not in by_role:
            return
        say = self.say
        pair = [by_role["old"], by_role["revised"]]
        self.section(
            self.word("comparison"), self.word("item"), say("old"), say("revised"), say("difference")
        )
        rules = [self.definitions[index] for index in pair]
        self.page.text(self.row, 0, say("ruleset"))
        for column, one in enumerate(rules, 1):
            self.page.text(self.row, column, one.ruleset.id)
        self.page.text(self.row, 3, "")
        self.row += 1
        for key, name in (("numerator", "total_numerator"), ("denominator", "total_denominator")):
            self.page.text(self.row, 0, say(key))
            values = [self.ranges[index].values[name] for index in pair]
            for column, index in enumerate(pair, 1):
                self.page.formula(self.row, column, f"={self.ranges[index].cells[name]}", values[column - 1])
            change = f"={self.page.at(self.row, 2)}-{self.page.at(self.row, 1)}"
            self.page.formula(self.row, 3, change, values[1] - values[0])
            self.row += 1
        self._compared_ratio(pair)
        self.page.text(self.row, 0, say("verdict"))
        for column, index in enumerate(pair, 1):
            verdict, value = self._verdict(index, guard)
            self.page.formula(self.row, column, f"={verdict}", value, "shown")
        self.page.text(self.row, 3, "")
        self.page.fit(self.row, {}, tallest=_TALLEST_VERDICT)
        self.row += 1

    def _compared_ratio(self, pair: list[int]) -> None:
        self.page.text(self.row, 0, self.say("ratio"))
        for column, index in enumerate(pair, 1):
            cells, values = self.ranges[index].cells, self.ranges[index].values
            n, d = cells["total_numerator"], cells["total_denominator"]
            percent = self._percent(values["total_numerator"], values["total_denominator"])
            formula = f'=IF({d}>0,ROUNDDOWN({n}/{d}*100,3),"")'
            self.page.formula(self.row, column, formula, percent, "shown-percent")
        self.page.text(self.row, 3, "")
        self.row += 1

    def _limbs(self, definition: Definition) -> None:
        if not definition.limbs:
            return
        made = self.made
        denominator = self.ranges[0].cells["total_denominator"]
        total_value = definition.test.denominator or 0
        portions = next(iter(definition.limbs.values()))
        most = self.word("limb-most", portion=of_hundred(portions))
        self.section(self.word("limbs"), self.word("kind"), self.word("amount"), most, "")
        for kind, (portion, whole) in definition.limbs.items():
            said = word(v.KINDS, kind, self.book.lang)
            total = sum(line.denominator for line in definition.test.lines if line.kind == kind)
            self.page.text(self.row, 0, said)
            self.page.formula(
                self.row, 1, f"=SUMIFS({made.column('denominator', 0)},{made.kinds},{quoted(said)})", total
            )
            self.page.formula(
                self.row, 2, f"=INT({portion}*{denominator}/{whole})", portion * total_value // whole
            )
            at = self.page.at(self.row, 1)
            within, above = quoted(self.word("limb-within")), quoted(self.word("limb-above"))
            self.page.formula(
                self.row, 3, f"=IF({whole}*{at}<={portion}*{denominator},{within},{above})",
                self.word("limb-within" if whole * total <= portion * total_value else "limb-above"), "shown",
            )  # fmt: skip
            self.row += 1

    def _margins(self) -> None:
        from shinryo_ratio.reports.blocks import Points
        from shinryo_ratio.reports.calculation import calculation

        sentences = [
            text
            for block in calculation(self.assessment.income, self.say)
            if isinstance(block, Points)
            for _, text in block.rows
        ]
        if sentences:
            self.section(self.word("margins"))
            for sentence in sentences:
                self.page.text(self.row, 0, sentence, "plain")
                self.row += 1

    def _foot(self) -> None:
        self.row += 1
        for name, value in self.assessment.fingerprint.items():
            if value is not None:
                self.page.text(self.row, 0, f"{self.say(f'fingerprint-{name}')}: {value}", "note")
                self.row += 1
        self.page.text(self.row, 0, self.say("aid"), "note")
