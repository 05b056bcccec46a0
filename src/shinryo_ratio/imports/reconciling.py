"""The export's own totals against the accounts they add up: an error where they do not meet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shinryo_ratio.imports.entries import Entry
from shinryo_ratio.imports.headings import Word
from shinryo_ratio.imports.rows import Export, Row
from shinryo_ratio.imports.units import Unit
from shinryo_ratio.problems import Problem


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A total that meets its accounts."""

    row: Row
    amount: int
    accounts: int


@dataclass(slots=True)
class Totals:
    """What the totals of the export say.

    Attributes:
        statement: by the keys of the figures' `statement`: the total and its row.
        unchecked: keys of sections with accounts that no total speaks of.
        covered: the positions of accounts that some total, which is met, adds up.
    """

    met: list[Reconciled] = field(default_factory=list)
    statement: dict[str, Reconciled] = field(default_factory=dict)
    unchecked: list[str] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def reconcile(
    entries: Sequence[Entry], units: Sequence[Unit], signed: dict[int, int], export: Export
) -> Totals:
    """Every total of revenue against its accounts.

    Args:
        signed: by position in the outline, the amount of each account of revenue as its line has it.
    """
    totals = Totals()
    revenue = {unit.position: unit for unit in units if unit.side == "revenue"}
    keys = {position: unit.booked for position, unit in revenue.items()}
    for position, entry in enumerate(entries):
        if entry.part not in ("total", "heading") or entry.row.amount is None:
            continue
        scope = _scope(position, entries, revenue, signed)
        if scope is None:
            continue
        _meet(entry, scope, signed, totals, export)
        _state(entry, scope, keys, totals)
    totals.problems += _hidden_totals(revenue, signed, totals.covered, export)
    stated = set(totals.statement)
    totals.unchecked = sorted({key for at, key in keys.items() if signed[at]} - stated)
    return totals


def _scope(
    position: int, entries: Sequence[Entry], revenue: dict[int, Unit], signed: dict[int, int]
) -> list[int] | None:
    """The positions of the accounts that a total adds up, or None for a total of something else."""
    entry = entries[position]
    if entry.word is not None:
        return _by_word(entry, entry.word, revenue, signed)
    if entry.part == "heading":
        members = [member for member in entry.members if member in revenue]
        return members or None
    above = _run_above(position, entries, revenue)
    return _suffix_that_meets(entry, above, entries, signed) if above else None


def _by_word(entry: Entry, word: Word, revenue: dict[int, Unit], signed: dict[int, int]) -> list[int] | None:
    if word.side != "revenue":
        return None
    if word.scope == "all":
        return list(revenue)
    if word.scope == "ordinary":
        return [at for at, unit in revenue.items() if unit.booked != "extraordinary"]
    told = entry.standing
    section = [at for at, unit in revenue.items() if unit.standing.section == told.section]
    if word.scope == "group":
        return [at for at in section if revenue[at].standing.group == told.group]
    if told.business is None:
        return section
    business = [at for at in section if revenue[at].standing.business == told.business]
    # 事業収益合計 below the last business: of that business, or of all of them
    either = (business, section) if word.business is None else (business,)
    meeting = [scope for scope in either if sum(signed[at] for at in scope) == entry.row.credit_amount]
    return meeting[0] if meeting else business


def _run_above(position: int, entries: Sequence[Entry], revenue: dict[int, Unit]) -> list[int]:
    """The accounts of revenue above a total of no known name, up to a heading or total of a known one."""
    run: list[int] = []
    for at in range(position - 1, -1, -1):
        entry = entries[at]
        if entry.part in ("heading", "total", "result") and (
            entry.word is not None or entry.part == "result"
        ):
            break
        if at in revenue:
            run.insert(0, at)
        elif entry.part == "account":
            break
    return run


def _suffix_that_meets(
    entry: Entry, run: list[int], entries: Sequence[Entry], signed: dict[int, int]
) -> list[int]:
    """The last accounts of a run that add up to a total; the run since the total before, where none do."""
    for start in range(len(run) - 1, -1, -1):
        if sum(signed[at] for at in run[start:]) == entry.row.credit_amount:
            return run[start:]
    last = max((at for at in range(run[-1]) if entries[at].part == "total"), default=-1)
    return [at for at in run if at > last] or run


def _meet(entry: Entry, scope: list[int], signed: dict[int, int], totals: Totals, export: Export) -> None:
    row = entry.row
    summed = sum(signed[at] for at in scope)
    tolerance = 0 if export.unit_is_yen else len(scope)
    if abs(summed - row.credit_amount) <= tolerance:
        totals.met.append(Reconciled(row, row.credit_amount, len(scope)))
        totals.covered |= set(scope)
        return
    values: dict[str, str | int] = {
        "name": row.name, "total": row.credit_amount, "sum": summed,
        "difference": summed - row.credit_amount, "count": len(scope),
    }  # fmt: skip
    totals.problems.append(export.grid.problem("import-total-mismatch", row.number, row.column, **values))


def _hidden_totals(
    revenue: dict[int, Unit], signed: dict[int, int], covered: set[int], export: Export
) -> Iterator[Problem]:
    """Accounts that are not mapped, that no total covers and that equal the sum of those beside them."""
    order = list(revenue)
    for index, at in enumerate(order):
        unit = revenue[at]
        mapped = unit.found.meaning is not None and unit.found.meaning.kind is not None
        if mapped or at in covered or not signed[at]:
            continue
        sides = (order[:index][::-1], order[index + 1 :])
        if any(_some_first_add_up(side, signed, signed[at]) for side in sides):
            row = unit.first
            values: dict[str, str | int] = {"name": unit.name, "amount": signed[at]}
            yield export.grid.problem("import-looks-like-total", row.number, row.column, **values)


def _some_first_add_up(positions: Sequence[int], signed: dict[int, int], amount: int) -> bool:
    """Whether the first two or more accounts add up to an amount."""
    summed, count = 0, 0
    for at in positions:
        summed, count = summed + signed[at], count + bool(signed[at])
        if count > 1 and summed == amount:
            return True
    return False


def _state(entry: Entry, scope: list[int], keys: dict[int, str], totals: Totals) -> None:
    """Take a total that adds up all accounts of one key of the statement."""
    reached = {keys[at] for at in scope}
    if not scope and entry.word is not None and entry.word.section in ("non_operating", "extraordinary"):
        reached = {entry.word.section}
    if len(reached) != 1:
        return
    key = reached.pop()
    if _all_of(key, keys) == set(scope):
        totals.statement.setdefault(key, Reconciled(entry.row, entry.row.credit_amount, len(scope)))


def _all_of(key: str, keys: dict[int, str]) -> set[int]:
    return {at for at, other in keys.items() if other == key}


def signed_amounts(units: Iterable[Unit], lines: dict[int, int]) -> dict[int, int]:
    """The amount of each account as its lines have it: deductions negative however they were printed.

    Args:
        lines: by row of the file, the amount of the line that was read from it.
    """
    signed = {}
    for unit in units:
        amounts = [lines[row.number] for row in unit.rows if row.number in lines]
        signed[unit.position] = sum(amounts) if amounts else unit.amount
    return signed
