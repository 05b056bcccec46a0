"""The rows of a corporation added up at a glance, as the lines of a document are (`forms`).

A row that is written as programs write them says its form in its cells; whatever else it is, it is left to
the reader and the models, which say what is wrong.
"""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from shinryo_ratio.batch.chunks import Rows
from shinryo_ratio.batch.forms import FREE, Lines, PlainForm, Totals, make_up
from shinryo_ratio.batch.stretches import is_simple
from shinryo_ratio.engine.effects import SIMPLE, Effect
from shinryo_ratio.figures.amounts import parse_amount
from shinryo_ratio.readers.columns import Header
from shinryo_ratio.readers.csv_table import deliveries_in
from shinryo_ratio.readers.decoding import unprintable
from shinryo_ratio.readers.headings import document_of, readings_in

Cells: TypeAlias = list[str]

MOST_DIGITS: Final = 18
"""Digits of an amount that is taken as it is written; 10^15 yen have sixteen."""


class Layout(NamedTuple):
    """Where in a row what stands; positions from 0.

    Attributes:
        headings: of the corporation and the year.
        fields: of what makes the form of a line, by its codes.
        deciding, whose: take these cells.
        births: of deliveries and their count, which stand on childbirth alone; those that there are.
        blank: of columns without a name.
    """

    width: int
    headings: dict[str, int]
    fields: dict[str, int]
    deciding: Callable[[Cells], Any]
    whose: Callable[[Cells], Any]
    name: int
    amount: int
    births: tuple[int, ...]
    blank: tuple[int, ...]
    deliveries: int | None
    delivery_count: int | None

    @classmethod
    def of(cls, header: Header) -> "Layout | None":
        """The layout under a header; None where it lacks what every line needs, or does not say whose."""
        fields = {code: column - 1 for code, column in header.fields.items()}
        said = {**header.headings, **header.beside}
        headings = {name: column - 1 for name, column in said.items()}
        if header.missing or not headings:
            return None
        deciding = {code: position for code, position in fields.items() if code not in FREE}
        return cls(
            width=len(header.names),
            headings=headings,
            fields=deciding,
            deciding=itemgetter(*deciding.values()),
            whose=itemgetter(*headings.values()),
            name=fields["name"],
            amount=fields["amount"],
            births=tuple(fields[code] for code in ("deliveries", "delivery_count") if code in fields),
            blank=tuple(header.blank),
            deliveries=fields.get("deliveries"),
            delivery_count=fields.get("delivery_count"),
        )

    def document(self, cells: Cells) -> dict[str, Any]:
        """What a row says beside its line.

        Raises:
            ValueError: where the readings it chooses cannot be read.
        """
        stated = {name: text for name, at in self.headings.items() if (text := cells[at].strip())}
        if "readings" in stated and readings_in(stated["readings"]) is None:
            raise ValueError(stated["readings"])
        return document_of(stated)

    def line(self, cells: Cells) -> dict[str, str]:
        """What a row says of the form of its line."""
        return {code: text for code, at in self.fields.items() if (text := cells[at].strip())}


def filled_rows(rows: Rows, width: int) -> list[Cells] | None:
    """The cells of the rows that are not blank; None where one cannot be read or has another width.

    Raises:
        csv.Error: where a row is not written as a table is.
    """
    try:
        lines = [row.rstrip("\r\n") for row in rows.rows]  # type: ignore[union-attr]
    except AttributeError:  # a problem stands in the place of a row
        return None
    text = "".join(lines)
    if is_simple(text):
        delimiter = rows.table.delimiter
        found = [line.split(delimiter) for line in lines]
    else:
        found = [rows.table.cells(row) for row in rows.rows]  # type: ignore[arg-type]
    if not all(len(cells) == width for cells in found):
        found = [cells for cells in found if any(map(str.strip, cells))]
        if any(len(cells) != width for cells in found):
            return None
    if not text.isprintable() and any(unprintable(cells, 0, None) for cells in found):
        return None
    return found


def totals(rows: list[Cells], layout: Layout, lines: Lines) -> Totals | None:
    """The lines of a corporation added up; None where one of them is not known to be right."""
    known = lines.forms_of_cells(layout)
    _, _, _, deciding, whose, name, amount_at, births_at, blank, _, _ = layout
    simply = [0] * len(SIMPLE)
    by_effect: dict[Effect, int] = {}
    births: dict[Effect, list[tuple[int, int]]] = {}
    said = whose(rows[0])
    for cells in rows:
        form: PlainForm | None = known.get(deciding(cells)) or lines.form_of_cells(layout, cells)
        if form is None or whose(cells) != said or not cells[name].strip():
            return None
        least, most, way, simple, is_birth, effect, _ = form
        written = cells[amount_at]
        if written.isdecimal() and written.isascii() and written[0] != "0" and len(written) <= MOST_DIGITS:
            amount = int(written)
        else:
            amount = parse_amount(written)
        if not least <= amount <= most:
            return None
        if blank and any(cells[at].strip() for at in blank):
            return None
        if not is_birth:
            for at in births_at:
                if cells[at].strip():
                    return None
        if simple:
            simply[way] += amount
            continue
        by_effect[effect] = by_effect.get(effect, 0) + amount
        if is_birth:
            deliveries = _deliveries(layout, cells, amount)
            if deliveries is None:
                return None
            births.setdefault(effect, []).extend(deliveries)
    absolute = sum(simply) + sum(map(abs, by_effect.values()))
    return Totals(simply, by_effect, births, None, absolute, 0)


def _deliveries(layout: Layout, cells: Cells, amount: int) -> list[tuple[int, int]] | None:
    """The fees and counts of childbirth, where they make up its amount and its count.

    Raises:
        AmountError: where one of them is no number.
    """
    if layout.deliveries is None:
        return None
    stated = deliveries_in(cells[layout.deliveries])
    deliveries = [(parse_amount(each["fee"]), parse_amount(each["count"])) for each in stated or ()]
    counted = "" if layout.delivery_count is None else cells[layout.delivery_count].strip()
    agree = make_up(deliveries, amount, parse_amount(counted) if counted else None)
    return deliveries if deliveries and agree else None
