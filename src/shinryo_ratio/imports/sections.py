"""The section (損益区分) and business that each account stands in, told by headings and totals.

A heading opens its section and its total closes it; where an export has totals alone, accounts belong to the
total below them. What no heading or total tells stays untold: nothing is guessed from the order of rows.
"""

from collections.abc import Iterator
from dataclasses import replace

from shinryo_ratio.imports.categories import resolve_categories
from shinryo_ratio.imports.entries import Entry, Standing
from shinryo_ratio.imports.headings import Word, is_bracketed, is_result_name, is_total_name, meaning
from shinryo_ratio.imports.rows import Export, Row


def outline(export: Export) -> list[Entry]:
    """Every row of the export with its part and its standing."""
    reading = _Reading()
    entries: list[Entry] = []
    for row in export.rows:
        entries.append(reading.take(row, entries))
    tolerance = 0 if export.unit_is_yen else 1
    resolve_categories(entries, tolerance)
    _backward(entries, tolerance)
    return entries


class _Reading:
    """The headings that are open while rows are read."""

    def __init__(self) -> None:
        self.current = Standing()
        self.wrapper: str | None = None
        self.account: int | None = None
        self.parents: list[tuple[int, Standing, Entry]] = []

    def take(self, row: Row, entries: list[Entry]) -> Entry:
        """The entry of the next row."""
        if row.role in ("note", "repeated"):
            return Entry(row, row.role)
        self._climb(row)
        if row.role == "sub":
            return self._sub(row, entries)
        part, word = _part(row)
        if part in ("heading", "category"):
            entry = self._heading(row, part, word)
        elif part == "total":
            entry = self._total(row, word)
        elif part == "result":
            entry = Entry(row, part)
            self.current = Standing()
        else:
            entry = Entry(row, part, self._standing(row))
            self.account = len(entries)
            for _, _, parent in self.parents:
                parent.members.append(len(entries))
        entry.within = next((up.row.name for *_, up in reversed(self.parents) if up.word is None), "")
        return entry

    def _climb(self, row: Row) -> None:
        """Leave the parents (by depth) that a row is no longer below."""
        while self.parents and row.depth is not None and self.parents[-1][0] >= row.depth:
            _, self.current, _ = self.parents.pop()

    def _sub(self, row: Row, entries: list[Entry]) -> Entry:
        entry = Entry(row, "sub", self._standing(row))
        if self.account is not None and entries[self.account].row.name == row.account:
            entry.parent = self.account
        return entry

    def _heading(self, row: Row, part: str, word: Word | None) -> Entry:
        before = self.current
        if word is not None:
            self._open(word)
        entry = Entry(row, part, self._standing(row), word, before=before)
        if row.depth is not None:
            self.parents.append((row.depth, before, entry))
        return entry

    def _open(self, word: Word) -> None:
        if word.side == "wrapper":
            self.wrapper, self.current = word.business, Standing(business=word.business)
            return
        if word.scope in ("all", "ordinary"):
            return
        if word.section != "operating" and word.side == "revenue":
            self.wrapper = None
        if word.scope == "group":
            self.current = Standing(word.side, word.section, self.wrapper or word.business, word.key)
        else:
            self.current = Standing(word.side, word.section, word.business or self.wrapper)

    def _total(self, row: Row, word: Word | None) -> Entry:
        if word is None or word.side == "wrapper":
            return Entry(row, "total", self._standing(row), word)
        before, self.wrapper = self.wrapper, self.wrapper if word.section == "operating" else None
        self._open(word)
        entry = Entry(row, "total", self._standing(row), word)
        self.current, self.wrapper = Standing(), before
        return entry

    def _standing(self, row: Row) -> Standing:
        return Standing("balance") if row.sheet == "balance" else replace(self.current)


def _part(row: Row) -> tuple[str, Word | None]:
    """Which part a row plays: what its layout says, else what its name says."""
    word = meaning(row.name)
    if row.role == "heading":
        return "heading", word
    if row.role == "total":
        return ("result" if word is None and is_result_name(row.name) else "total"), word
    if row.role == "account" or (word is not None and word.account_too and _bare_name(row.name)):
        return "account", None
    if row.depth is not None and row.amount is not None and _bare_name(row.name):
        return ("result" if is_result_name(row.name) else "account"), None
    if is_result_name(row.name):
        return "result", None
    if is_total_name(row.name):
        return ("heading" if row.amount is None and word is not None else "total"), word
    if row.amount is None and (word is not None or is_bracketed(row.name)):
        return "heading", word
    if word is not None:
        return ("heading" if word.side == "wrapper" else "category"), word
    return "account", None


def _bare_name(name: str) -> bool:
    """Whether nothing but its words tells a heading or a total."""
    return not is_bracketed(name) and not is_total_name(name)


def _backward(entries: list[Entry], tolerance: int) -> None:
    """The standing that totals below tell, where no heading above did."""
    following: Standing | None = None
    for position in range(len(entries) - 1, -1, -1):
        entry = entries[position]
        if entry.part == "total" and entry.word is not None:
            following = _told_by(entry, position, entries, tolerance)
        elif entry.part in ("heading", "result"):
            following = None
        elif entry.part in ("account", "sub") and following is not None:
            _complete(entry.standing, following)


def _told_by(total: Entry, position: int, entries: list[Entry], tolerance: int) -> Standing | None:
    """What a total tells of the accounts above it.

    A total of revenue is reconciled later, and an error where it does not meet. One of expenses or of the
    balance sheet is not: it tells only where the untold accounts above it add up to it.
    """
    word = total.word
    if word is None or word.side == "wrapper" or word.scope in ("all", "ordinary"):
        return None
    untold = list(_untold_above(position, entries))
    meets = abs((total.row.amount or 0) - sum(untold)) <= tolerance * len(untold)
    return total.standing if word.side == "revenue" or meets else None


def _untold_above(position: int, entries: list[Entry]) -> Iterator[int]:
    for entry in reversed(entries[:position]):
        if entry.part in ("heading", "result") or (entry.part == "total" and entry.word is not None):
            return
        if entry.part == "account" and entry.standing.side is None:
            yield entry.row.amount or 0


def _complete(standing: Standing, told: Standing) -> None:
    if standing.side is None:
        standing.side, standing.section = told.side, told.section
        standing.business = standing.business or told.business
        standing.group = told.group
    elif standing.side == told.side and standing.section == told.section:
        standing.business = standing.business or told.business
        standing.group = standing.group or told.group
