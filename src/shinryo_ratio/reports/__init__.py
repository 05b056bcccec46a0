"""Reports: one assessment in ja or en, as text, JSON, Markdown, HTML or CSV. They show and decide nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison
    from shinryo_ratio.law import Law
    from shinryo_ratio.problems import FiguresError, Problem
    from shinryo_ratio.reports.blocks import Block

__all__ = ["Format", "Subject", "render", "render_problems", "render_summary", "to_dict"]

Format: TypeAlias = Literal["text", "json", "markdown", "html", "csv"]
Subject: TypeAlias = "Assessment | Comparison | Sequence[Assessment] | Sequence[Comparison]"


def to_dict(result: "Assessment | Comparison", lang: Language = "ja") -> dict[str, Any]:
    """A result as plain data: the JSON of `check` and of `compare` before it is written.

    Codes are the same in every language; `lang` is that of the words beside them (ja or en). Amounts are
    ints in yen.

    Raises:
        TypeError: if it is no result.
        ValueError: if the language is not known.
    """
    from shinryo_ratio.engine import Comparison
    from shinryo_ratio.reports.as_data import assessment_data, comparison_data

    _see_that_it_is_known(lang)
    _see_that_they_are_results([result])
    if isinstance(result, Comparison):
        return comparison_data(result, lang)
    return assessment_data(result, lang)


def render(
    subject: Subject,
    format: str,
    lang: Language = "ja",
    *,
    law: "Law | None" = None,
    columns: int | None = None,
) -> str:
    """A report.

    Args:
        subject: an assessment; the assessments of several years of one corporation; a comparison; or the
            comparisons of all corporation types.
        format: text, json, markdown, html or csv (the placement, a row a line).
        lang: ja or en.
        law: rule sets of the user's own, where they were assessed by them: the html report also compares.
        columns: the width of the screen that a text report is shown on; None for a page of its own width.

    Returns:
        The report, with a newline at its end.

    Raises:
        TypeError: if something is no result.
        ValueError: if there is nothing to report, or the format or the language is not known.
    """
    _see_that_it_is_known(lang)
    if format == "json":
        return _json(_data(subject, lang))
    if format == "csv":
        return _csv(subject, lang)
    if format == "html":
        return _html(subject, lang, law)
    return _laid_out(_blocks(subject, lang), format, lang, columns)


def render_summary(
    results: "Sequence[tuple[str, Assessment | FiguresError]]",
    format: str,
    lang: Language,
    columns: int | None = None,
) -> str:
    """One row for each file, named first; a file in error is a row too."""
    if format == "json":
        from shinryo_ratio.reports.as_data import summary_data

        return _json(summary_data(results, lang))
    from shinryo_ratio.reports.voice import Voice
    from shinryo_ratio.reports.years import summary

    return _laid_out(summary(results, Voice(lang)), format, lang, columns)


def render_problems(
    problems: "Sequence[Problem]",
    lang: Language,
    format: str = "text",
    notes: "Sequence[Problem]" = (),
    columns: int | None = None,
) -> str:
    """The errors of an input: place and code, what is wrong, how to mend it; in JSON, what to look at too."""
    if format == "json":
        told = {"errors": problems, "notes": notes} if notes else {"errors": problems}
        return _json({name: [found.as_dict(lang) for found in all_] for name, all_ in told.items()})
    from shinryo_ratio.reports.problem_list import problems_blocks, problems_text
    from shinryo_ratio.reports.voice import Voice

    if format == "text":
        return problems_text(problems, Voice(lang), columns)
    return _laid_out(problems_blocks(problems, Voice(lang)), format, lang)


def _json(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _csv(subject: Subject, lang: Language) -> str:
    from shinryo_ratio.reports.csv_lines import as_csv
    from shinryo_ratio.reports.edited import edits_written
    from shinryo_ratio.reports.voice import Voice

    assessments, comparisons = _sorted(subject)
    tests = [(assessment.figures, assessment.income, edits_written(assessment)) for assessment in assessments]
    for comparison in comparisons:
        tests += [(comparison.figures, test, "") for test in (comparison.old, comparison.revised)]
    return as_csv(tests, Voice(lang))


def _html(subject: Subject, lang: Language, law: "Law | None") -> str:
    from shinryo_ratio.reports import html
    from shinryo_ratio.reports.voice import Voice

    assessments, comparisons = _sorted(subject)
    if assessments:
        return html.assessments_document(assessments, Voice(lang), law)
    if _is_one(subject):
        return html.comparison_document(comparisons[0], Voice(lang))
    return html.blocks_document(_blocks(subject, lang), Voice(lang))


def _laid_out(blocks: "Iterable[Block]", format: str, lang: Language, columns: int | None = None) -> str:
    if format == "text":
        from shinryo_ratio.reports.text import as_text

        return as_text(blocks, columns)
    if format == "markdown":
        from shinryo_ratio.reports.markdown import as_markdown

        return as_markdown(blocks)
    if format == "html":
        from shinryo_ratio.reports.html import blocks_document
        from shinryo_ratio.reports.voice import Voice

        return blocks_document(blocks, Voice(lang))
    raise ValueError(f"format must be text, json, markdown, html or csv, not {format!r}")


def _data(subject: Subject, lang: Language) -> Any:
    from shinryo_ratio.engine import Assessment
    from shinryo_ratio.reports import as_data

    assessments, comparisons = _sorted(subject)
    if comparisons:
        many = not _is_one(subject)
        return (
            as_data.all_types_data(comparisons, lang)
            if many
            else as_data.comparison_data(comparisons[0], lang)
        )
    data = [as_data.assessment_data(assessment, lang) for assessment in assessments]
    return data[0] if isinstance(subject, Assessment) else data


def _blocks(subject: Subject, lang: Language) -> "Iterable[Block]":
    from shinryo_ratio.reports.voice import Voice

    say = Voice(lang)
    assessments, comparisons = _sorted(subject)
    if comparisons:
        from shinryo_ratio.reports.compared import all_types, compared

        yield from compared(comparisons[0], say) if _is_one(subject) else all_types(comparisons, say)
        return
    from shinryo_ratio.reports.assessed import assessed

    for assessment in assessments:
        yield from assessed(assessment, say)
    if len(assessments) > 1:
        from shinryo_ratio.reports.years import of_one_corporation, years

        if of_one_corporation(assessments):
            yield from years(assessments, say)


def _is_one(subject: Subject) -> bool:
    from shinryo_ratio.engine import Assessment, Comparison

    return isinstance(subject, Assessment | Comparison)


def _see_that_it_is_known(lang: str) -> None:
    """See that a language is one of the two.

    Raises:
        ValueError: where it is not.
    """
    if lang not in ("ja", "en"):
        raise ValueError(f"lang must be ja or en, not {lang!r}")


def _see_that_they_are_results(several: Iterable[object]) -> None:
    """See that all are what can be reported.

    Raises:
        TypeError: where one is not.
    """
    from shinryo_ratio.engine import Assessment, Comparison

    for one in several:
        if not isinstance(one, Assessment | Comparison):
            name = type(one).__name__
            raise TypeError(f"a result of assess or compare is needed, not {name}")


def _sorted(subject: Subject) -> "tuple[list[Assessment], list[Comparison]]":
    """The assessments and the comparisons of a subject: one of the lists is empty."""
    from shinryo_ratio.engine import Assessment, Comparison

    several = list(subject) if isinstance(subject, Sequence | Iterator) else [subject]
    if not several:
        raise ValueError("there is nothing to report")
    _see_that_they_are_results(several)
    assessments = [one for one in several if isinstance(one, Assessment)]
    return assessments, [one for one in several if isinstance(one, Comparison)]
