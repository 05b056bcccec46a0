"""Writing workbooks: what the verbs hand to `workbooks`, and what they say where it is not installed."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.problems import Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.cli.init.template_lines import TypicalLine
    from shinryo_ratio.engine import Assessment
    from shinryo_ratio.imports.importing import Imported
    from shinryo_ratio.imports.lastyear import LastYear
    from shinryo_ratio.law import Law


def emit_template(outlet: Outlet, type_: str, lines: "Iterable[TypicalLine]") -> None:
    """Write a workbook to fill in.

    Raises:
        click.UsageError: where the extra is not installed, or the file cannot be written.
    """
    _need_the_extra(outlet)
    from shinryo_ratio.workbooks import template_workbook

    outlet.emit_bytes(template_workbook(type_, lines, outlet.lang))


def emit_imported(outlet: Outlet, imported: "Imported", like: "LastYear") -> None:
    """Write a trial balance as a workbook to fill in.

    Raises:
        click.UsageError: where the extra is not installed, or the file cannot be written.
    """
    _need_the_extra(outlet)
    from shinryo_ratio.workbooks import imported_workbook

    outlet.emit_bytes(imported_workbook(imported, like, outlet.lang))


def emit_result(outlet: Outlet, assessment: "Assessment", law: "Law | None") -> None:
    """Write a result that calculates by itself.

    Raises:
        click.UsageError: where the extra is not installed, or the file cannot be written.
        FiguresError: where a spreadsheet would not calculate exactly.
    """
    _need_the_extra(outlet)
    from shinryo_ratio.engine import compare
    from shinryo_ratio.workbooks import result_workbook

    comparison = None
    if assessment.income.ruleset is not None:
        with suppress(StopIteration):  # a law file of the user's own may hold one definition alone
            comparison = compare(assessment.figures, law=law)
    outlet.emit_bytes(result_workbook(assessment, comparison, outlet.lang))


def _need_the_extra(outlet: Outlet) -> None:
    import importlib.util

    if importlib.util.find_spec("xlsxwriter") is None:
        message, help_ = Problem("excel-extra-missing", Place()).words(outlet.lang)
        raise click.UsageError(f"{message} {help_}")
