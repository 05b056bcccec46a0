"""The law in SQL as one script: tables to fill, and the query that decides over `lines`."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from shinryo_ratio.sql.placement import placement, shapes
from shinryo_ratio.sql.query import LINES, query, up_to
from shinryo_ratio.sql.tables import (
    Choices,
    Table,
    caps,
    legislation,
    limb_kinds,
    standing,
    thresholds,
)

if TYPE_CHECKING:
    from shinryo_ratio.law import TypeLaw


class Script(NamedTuple):
    """The law in SQL.

    Attributes:
        tables: the law as rows.
        query: what decides over them and over `lines`.
    """

    tables: tuple[Table, ...]
    query: str

    @property
    def text(self) -> str:
        """All of it, to be run by any engine that has a table `lines`."""
        statements = [statement for table in self.tables for statement in (table.create, *table.inserts())]
        return ";\n\n".join([*statements, self.query]) + ";\n"


def script(
    types: "Sequence[TypeLaw]",
    choices: Mapping[str, Sequence[Choices]],
    standards: Sequence[str],
    columns: Collection[str] | None = None,
) -> Script:
    """The law of these types under these accounting standards, over lines of these columns (all by default).

    `choices` are the readings that corporations chose, by type; choosing none is always known.
    """
    if columns is None:
        columns = [*LINES, *map(up_to, caps(types))]
    standings = standing(types, choices)
    kinds = limb_kinds(standings)
    tables = (
        legislation(types),
        thresholds(standings, kinds),
        shapes(standards),
        placement(standings, kinds, elections="covid_elected" in columns),
    )
    return Script(tables, query(types, kinds, caps(types), columns))
