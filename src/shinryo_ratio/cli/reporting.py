"""Which reports are shown of several assessments: each, and a table where they are years of one body."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment
    from shinryo_ratio.law import Law


def report(
    assessments: "Sequence[Assessment]",
    format_: str,
    lang: Language,
    *,
    single: bool,
    law: "Law | None" = None,
    columns: int | None = None,
) -> str:
    """The reports of a run; JSON and CSV hold several files in the order given."""
    from shinryo_ratio.reports import render

    if single:
        return render(assessments[0], format_, lang, law=law, columns=columns)
    if format_ in ("json", "csv"):
        return render(tuple(assessments), format_, lang)
    if format_ == "html":
        ordered = [year for years in _by_corporation(assessments) for year in years]
        return render(ordered, format_, lang, law=law)
    return "\n".join(
        render(tuple(years), format_, lang, columns=columns) for years in _by_corporation(assessments)
    )


def _by_corporation(assessments: "Sequence[Assessment]") -> "list[list[Assessment]]":
    """The years of each corporation (same name and type), in the order of the fiscal year."""
    groups: dict[tuple[str, str], list[Assessment]] = {}
    for assessment in assessments:
        corporation = assessment.figures.corporation
        groups.setdefault((corporation.name, corporation.type), []).append(assessment)
    for years in groups.values():
        years.sort(key=lambda assessment: assessment.figures.fiscal_year.start)
    return list(groups.values())
