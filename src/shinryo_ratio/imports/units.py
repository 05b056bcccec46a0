"""Accounts with their 補助科目: which rows speak of the same money, and on which side it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.imports.accounts import Accounts, Found
from shinryo_ratio.imports.entries import Entry, Standing
from shinryo_ratio.imports.rows import Export, Row
from shinryo_ratio.problems import Problem


@dataclass(slots=True)
class Unit:
    """One account: its own row, the 補助科目 rows that detail it, or both.

    Attributes:
        position: of its first row in the outline.
        found: what mapping files know of the name.
        side: revenue, expense, balance; None where nothing tells.
    """

    name: str
    position: int
    standing: Standing
    account: Row | None
    subs: list[Row] = field(default_factory=list)
    within: str = ""
    found: Found = field(default_factory=lambda: Found(None))
    side: str | None = None

    @property
    def booked(self) -> str:
        """The key of the figures' `statement` that the account is booked under."""
        meaning = self.found.meaning
        default = v.DEFAULT_SECTIONS.get(meaning.kind or "") if meaning else None
        section = self.standing.section or (meaning.section if meaning else None) or default
        if section in ("non_operating", "extraordinary"):
            return section
        return v.STATEMENT_OF_BUSINESS[self.standing.business or "main"]

    @property
    def rows(self) -> list[Row]:
        """Every row of the account."""
        return [*([self.account] if self.account else []), *self.subs]

    @property
    def first(self) -> Row:
        """The row that stands for the account."""
        return self.rows[0]

    @property
    def amount(self) -> int:
        """The balance as revenue has it: of the account's own row, else of its 補助科目."""
        if self.account is not None and self.account.amount is not None:
            return self.account.credit_amount
        return sum(sub.credit_amount for sub in self.subs)


def units_of(entries: list[Entry], accounts: Accounts) -> list[Unit]:
    """Every account of the outline, in order."""
    units: list[Unit] = []
    at_position: dict[int, Unit] = {}
    for position, entry in enumerate(entries):
        if entry.part == "account":
            unit = Unit(entry.row.name, position, entry.standing, entry.row, within=entry.within)
            at_position[position] = unit
            units.append(unit)
        elif entry.part == "sub":
            parent = at_position[entry.parent] if entry.parent is not None else _alone(units, entry.row)
            if parent is None:
                parent = Unit(entry.row.account, position, entry.standing, None)
                units.append(parent)
            parent.subs.append(entry.row)
    for unit in units:
        _tell(unit, accounts)
    return units


def _alone(units: list[Unit], sub: Row) -> Unit | None:
    """The account of the row before, where it has no row of its own and this row details it too."""
    last = units[-1] if units else None
    return last if last is not None and last.account is None and last.name == sub.account else None


def sub_problems(units: list[Unit], export: Export) -> Iterator[Problem]:
    """Accounts of revenue whose 補助科目 do not add up to them."""
    for unit in units:
        if unit.side != "revenue" or unit.account is None or unit.account.amount is None or not unit.subs:
            continue
        summed = sum(sub.credit_amount for sub in unit.subs)
        tolerance = 0 if export.unit_is_yen else len(unit.subs)
        if abs(summed - unit.account.credit_amount) > tolerance:
            row = unit.account
            values: dict[str, str | int] = {
                "name": unit.name, "sum": summed, "total": row.credit_amount,
                "difference": summed - row.credit_amount,
            }  # fmt: skip
            yield export.grid.problem("import-sub-mismatch", row.number, row.column, **values)


def _tell(unit: Unit, accounts: Accounts) -> None:
    """What the account is, and its side: by the statement, else by its name, else untold."""
    told = unit.standing.side
    cut = unit.first.cut and unit.account is not None
    unit.found = accounts.of_cut(unit.name, told, unit.standing.section) if cut else accounts.of(unit.name)
    meaning = unit.found.meaning
    if meaning is not None and meaning.confidence == "own" and meaning.side != "revenue":
        unit.side = meaning.side
    elif told in ("revenue", "expense", "balance"):
        unit.side = told
    elif meaning is not None:
        unit.side = meaning.side
    else:
        sides = {accounts.other_side(name) for name in unit.found.candidates} or {
            accounts.other_side(unit.name)
        }
        unit.side = sides.pop() if len(sides) == 1 else None
