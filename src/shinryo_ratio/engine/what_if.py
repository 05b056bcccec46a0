"""What if (試算): an assessment of figures that were edited for one run, with the edits."""

from typing import Literal, TypeAlias

from shinryo_ratio.engine.assessment import Assessment
from shinryo_ratio.frozen import Frozen

Value: TypeAlias = str | int | bool | None


class Edit(Frozen):
    """One edit and what it did; amounts in the unit of the figures.

    Attributes:
        written: the edit as it was given.
        lines: the numbers of the lines it touched, from 1.
        name: the account of the line; of a kind that was scaled its code.
        field: the field of the line that was changed; `amount` where it was scaled or the line is new.
        before: what stood there, None where nothing did; the sum of the amounts that were scaled.
        factor: by what it was scaled, in lowest terms.
        cut: whether a scaled amount was no whole number and was cut toward zero.
        dropped: the facts of the line that the new kind does not take.
    """

    written: str
    action: Literal["changed", "added", "scaled"]
    lines: tuple[int, ...]
    name: str
    field: str
    before: Value
    after: Value
    factor: tuple[int, int] | None = None
    cut: bool = False
    dropped: tuple[str, ...] = ()


class WhatIf(Assessment):
    """An assessment of edited figures.

    Attributes:
        original: the assessment of the figures as they came.
        edits: in the order in which they were made.
        statement_dropped: whether the figures stated totals, which edited lines need not add up to.
    """

    original: Assessment
    edits: tuple[Edit, ...]
    statement_dropped: bool

    @classmethod
    def of(
        cls, assessment: Assessment, original: Assessment, edits: tuple[Edit, ...], *, statement_dropped: bool
    ) -> "WhatIf":
        """The assessment of edited figures; that totals are missing is no news where they were dropped."""
        known = assessment.given()
        if statement_dropped:
            warnings = assessment.warnings
            known["warnings"] = tuple(notice for notice in warnings if notice.code != "statement-missing")
        return cls(**known, original=original, edits=edits, statement_dropped=statement_dropped)
