"""From accounts to revenue lines: kind by the mapping, business and section by the statement.

Every row of the export becomes part of a line or is left out for a reason of a closed list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.imports.accounts import Accounts, Meaning, has_revenue_name
from shinryo_ratio.imports.entries import Entry
from shinryo_ratio.imports.rows import Export, Row
from shinryo_ratio.imports.units import Unit
from shinryo_ratio.problems import Problem


@dataclass(slots=True)
class Line:
    """A revenue line made of an account or a 補助科目 of it.

    Attributes:
        amount: in the unit of the export.
        account: the name of the account, without its 補助科目.
        booked: the key of the statement that the export books it under.
        row: the row that the amount was read from.
        remarks: what there is to say of it: (code of the catalogue, values).
        to_split: whether its kind is left to the user.
    """

    name: str
    amount: int
    kind: str
    business: str | None
    section: str | None
    account: str
    booked: str
    row: Row
    meaning: Meaning | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    remarks: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)

    @property
    def to_split(self) -> bool:
        """Whether its kind is not known yet."""
        return self.kind == "unclassified"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no line, and why: a code of `messages.imports.REASONS`."""

    row: Row
    reason: str


@dataclass(slots=True)
class Placed:
    """What became of every row."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    business_assumed: bool = False


_REASON_OF_PART = {
    "heading": "heading", "total": "subtotal", "result": "result", "note": "note", "repeated": "repeated",
}  # fmt: skip


def place(entries: list[Entry], units: list[Unit], accounts: Accounts, export: Export) -> Placed:
    """The lines, the rows left out, and the rows that are neither and so a problem."""
    placing = _Placing(accounts, export)
    for entry in entries:
        if entry.part in _REASON_OF_PART:
            placing.leave([entry.row], _REASON_OF_PART[entry.part])
    for unit in units:
        placing.take(unit)
    placing.result.left_out.sort(key=lambda left: left.row.number)
    return placing.result


class _Placing:
    def __init__(self, accounts: Accounts, export: Export) -> None:
        self.accounts, self.export = accounts, export
        self.result = Placed()

    def leave(self, rows: list[Row], reason: str) -> None:
        self.result.left_out += [LeftOut(row, reason) for row in rows]

    def take(self, unit: Unit) -> None:
        """One account."""
        if unit.side in ("expense", "balance"):
            self.leave(unit.rows, unit.side)
            if unit.standing.side == unit.side and any(row.amount for row in unit.rows):
                self._surely_not_revenue(unit)
        elif not any(row.amount for row in unit.rows):
            blank = all(row.amount is None for row in unit.rows)
            named = "blank-revenue" if unit.side == "revenue" else "blank"
            self.leave(unit.rows, named if blank else "zero")
        elif unit.side is None:
            near = self.accounts.nearest(unit.name) or ""
            self._problem("import-side-unknown", unit.first, name=unit.name, nearest=near)
        elif unit.standing.side == "revenue" and (side := self.accounts.other_side_exactly(unit.name)):
            self._problem("import-not-revenue", unit.first, name=unit.name, side=side)
        else:
            self._revenue(unit)

    def _surely_not_revenue(self, unit: Unit) -> None:
        """A name that only revenue has, outside the sections of revenue: a heading or total is missing."""
        meaning = unit.found.meaning
        if meaning is not None and meaning.side == "revenue" and has_revenue_name(unit.name):
            self._problem("import-revenue-elsewhere", unit.first, name=unit.name, side=str(unit.side))

    def _revenue(self, unit: Unit) -> None:
        self.result.problems += [row.flaw for row in unit.rows if row.flaw is not None]
        known = unit.found.meaning
        full = known.name if known and unit.found.cut_from else unit.name
        details = [(sub, self.accounts.detail(full, sub.name)) for sub in unit.subs]
        if not any(meaning for _, meaning in details):
            if unit.account is None and len(unit.subs) == 1:
                self._line(unit, unit.subs[0], _joined(unit.name, unit.subs[0].name), unit.found.meaning)
                return
            self.leave(unit.subs if unit.account else unit.subs[1:], "detail")
            self._line(unit, unit.first, unit.name, unit.found.meaning, unit.amount)
            return
        if unit.account is not None:
            self.leave([unit.account], "detailed")
        own = unit.found.meaning
        for sub, meaning in details:
            if not sub.amount:
                self.leave([sub], "blank" if sub.amount is None else "zero")
            else:
                self._line(unit, sub, _joined(unit.name, sub.name), meaning or own)

    def _line(
        self, unit: Unit, row: Row, name: str, meaning: Meaning | None, amount: int | None = None
    ) -> None:
        amount = row.credit_amount if amount is None else amount
        if meaning is None and unit.within and unit.account is row:
            meaning = self.accounts.detail(unit.within, unit.name)
            name = _joined(unit.within, unit.name) if meaning else name
        line = Line(name, amount, "unclassified", None, None, unit.name, unit.booked, row, meaning)
        self._kind(line, unit)
        self._standing(line, unit)
        self._sign(line)
        self.result.lines.append(line)

    def _kind(self, line: Line, unit: Unit) -> None:
        meaning = line.meaning
        if meaning is not None and meaning.kind is not None:
            line.kind = meaning.kind
            takes = (*v.FACTS_OF_KIND.get(line.kind, ()), "internal")
            line.facts = {fact: value for fact, value in meaning.facts.items() if fact in takes}
        elif unit.standing.business == "profit" and unit.standing.section == "operating":
            line.kind = "other"  # no 収益業務 can earn what is counted
            line.remarks.append(("profit-business", {}))
            return
        if unit.found.cut_from:
            line.remarks.append(("cut-name", {"full": unit.found.cut_from}))
        elif unit.found.candidates:
            line.remarks.append(("cut-name-ambiguous", {"names": "、".join(unit.found.candidates[:8])}))
        elif meaning is None and (near := self.accounts.nearest(line.account)):
            line.remarks.append(("unknown-account-near", {"nearest": near}))
        elif meaning is None:
            line.remarks.append(("unknown-account", {}))

    def _standing(self, line: Line, unit: Unit) -> None:
        meaning, told = line.meaning, unit.standing
        hint = meaning.section if meaning else None
        owned = meaning is not None and meaning.confidence == "own"
        line.section = (hint if owned and hint else None) or told.section or hint
        line.business = (meaning.business if meaning else None) or told.business
        booked = line.section or v.DEFAULT_SECTIONS.get(line.kind, "operating")
        if line.business is None:
            self.result.business_assumed = self.result.business_assumed or booked == "operating"
            line.business = "main"

    def _sign(self, line: Line) -> None:
        if line.kind == "insurance_deduction":
            if line.amount > 0 and line.row.debit is None:
                line.amount = -line.amount
                line.remarks.append(("deduction-negated", {}))
        elif line.amount < 0:
            self._problem("import-revenue-negative", line.row, name=line.name, amount=line.amount)

    def _problem(self, code: str, row: Row, /, **values: str | int) -> None:
        self.result.problems.append(self.export.grid.problem(code, row.number, row.column, **values))


def _joined(account: str, sub: str) -> str:
    return f"{account}（{sub}）" if account else sub
