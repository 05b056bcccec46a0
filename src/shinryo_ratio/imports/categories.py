"""Rows with the name of a section and an amount, and no word of what they are: total, or account?"""

from collections.abc import Iterator
from dataclasses import replace

from shinryo_ratio.imports.entries import Entry, Standing


def resolve_categories(entries: list[Entry], tolerance: int) -> None:
    """Rows with the name of a section and an amount: a total of what is above or below, or an account.

    売上高 is both; 様式4 has no accounts below 事業収益; some statements close 医業収益 without a 計.
    """
    for position, entry in enumerate(entries):
        if entry.part == "category":
            above = [other for other in _above(position, entries) if _same_section(other, entry)]
            below = list(_below(position, entries))
            _resolve(entry, above, below, _closing_total(position, entries), tolerance)


def _resolve(
    entry: Entry, above: list[Entry], below: list[Entry], closing: int | None, tolerance: int
) -> None:
    amount, revenue = entry.row.amount or 0, entry.standing.side == "revenue"

    def adds_up(entries: list[Entry], total: int | None = amount) -> bool:
        if total is None or not entries:
            return False
        return abs(sum(other.row.amount or 0 for other in entries) - total) <= tolerance * len(entries)

    is_part = adds_up([*above, entry, *below], closing)
    neither = not (adds_up(above) or adds_up(below))
    if (not above and not below) or (neither and (is_part or not revenue)):
        entry.part = "account"
    else:
        entry.part = "total"
    # a total of what is above closes its section; expenses that are no total open none
    closes = entry.part == "total" and bool(above) and not adds_up(below)
    if closes or (entry.part == "account" and not revenue):
        for other in below:
            other.standing = Standing() if closes else replace(entry.before)


_BOUNDARIES = ("heading", "category", "result")


def _above(position: int, entries: list[Entry]) -> Iterator[Entry]:
    for entry in reversed(entries[:position]):
        if entry.part in _BOUNDARIES or (entry.part == "total" and entry.word is not None):
            return
        if entry.part == "account":
            yield entry


def _below(position: int, entries: list[Entry]) -> Iterator[Entry]:
    for entry in entries[position + 1 :]:
        if entry.part in (*_BOUNDARIES, "total"):
            return
        if entry.part == "account":
            yield entry


def _same_section(account: Entry, category: Entry) -> bool:
    told = account.standing
    return told.side in (None, category.standing.side) and told.section in (None, category.standing.section)


def _closing_total(position: int, entries: list[Entry]) -> int | None:
    for entry in entries[position + 1 :]:
        if entry.part in _BOUNDARIES:
            return None
        if entry.part == "total":
            return entry.row.amount
    return None
