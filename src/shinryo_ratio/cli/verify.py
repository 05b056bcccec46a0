"""`verify RESULT FIGURES`: a result is worked out again from its figures, offline; what differs is said."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.opening import opened
from shinryo_ratio.cli.options import HELP, law_option, output_options, reading_option, source_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.sources import Reader
from shinryo_ratio.cli.verified import Verified, as_json, as_text
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.law import Law
    from shinryo_ratio.readers import Source

FORMATS = ("text", "json")
_LINES: Final = (".ndjson", ".jsonl")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    short_help=say("結果を数値から計算し直して照合する", "work a result out again and say what differs"),
    help=say(
        "RESULT（check --format json の結果、または batch の結果）を FIGURES の数値から計算し直し、"
        "違うところを示す。\n\n"
        "数値・要件（収録した版）・プログラムの版・判定・金額を照合する。"
        "結果が旧版の要件によるときは、その旧版で計算する。check に付けた --reading は同じものを付ける。\n\n"
        "終了コード: 0 同じ・1 違うところがある・2 使い方の誤り・3 入力の誤り",
        "Work RESULT (of check --format json, or of batch) out again from the figures in FIGURES, and say"
        " what differs:\nthe figures, the rule set, the version, the verdict or the sums.\n\n"
        "A rule set that was corrected since is applied as it was. Give the --reading options that check"
        " was given.\n\n"
        "Exit status: 0 the same, 1 something differs, 2 usage, 3 invalid input",
    ),
)
@click.argument("result", metavar="RESULT")
@click.argument("figures", nargs=-1, required=True, metavar="FIGURES…")
@reading_option
@law_option
@output_options(*FORMATS)
@source_options
def verify(
    result: str,
    figures: tuple[str, ...],
    readings: tuple[str, ...],
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
    encoding: str | None,
    **headings: str | None,
) -> int:
    """Verify a result; the exit status."""
    outlet = Outlet.chosen(FORMATS, format_, output, lang, [result, *figures])
    reader = Reader(encoding, headings, readings, law_files, lang)
    try:
        law = reader.law()
        if Path(result).suffix.lower() in _LINES:
            found = _of_lines(result, figures, reader)
        else:
            found = _of_files(result, figures, reader, law)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    outlet.emit(as_json(found) if outlet.format == "json" else as_text(found, outlet.lang))
    return Exit.NOT_MET if any(one.differences for one in found) else Exit.MET


def _of_files(result: str, files: tuple[str, ...], reader: Reader, law: "Law | None") -> list[Verified]:
    """The results of `check`, each beside the figures it comes from."""
    from shinryo_ratio.verify import Difference, verify

    stated = _results(result)
    sources = [source for file in files for source in reader.read(file)]
    found = []
    for data, source in _paired(stated, sources):
        if source is None:
            missing = Difference("figures", "", _subject(data), None)
            found.append(Verified(_subject(data), (missing,)))
            continue
        try:
            verification = verify(data, source.figures, law=law)
        except FiguresError as error:
            raise reader.placed(error, source) from None
        ruleset = verification.assessment.income.ruleset
        old = (ruleset.id, ruleset.entry.revision) if verification.superseded and ruleset else None
        found.append(Verified(_subject(data), verification.differences, old))
    return found


def _results(file: str) -> list[Any]:
    """The assessments in a file of results.

    Raises:
        FiguresError: where it holds none, or of another form.
    """
    from shinryo_ratio.readers.decoding import decode
    from shinryo_ratio.readers.json_text import parse
    from shinryo_ratio.verify import is_assessment

    with opened(file) as stream:
        located, problems = parse(decode(stream.read(), file), file)
    if problems:
        raise FiguresError(problems)
    results = located.tree if isinstance(located.tree, list) else [located.tree]
    if not results or not all(map(is_assessment, results)):
        raise FiguresError([Problem("result-unknown", Place(file=file))])
    return results


def _paired(results: list[Any], sources: "list[Source]") -> "Iterator[tuple[Any, Source | None]]":
    """Each result with the figures of its fingerprint, else of its corporation and year, else any left."""
    from shinryo_ratio.engine.fingerprint import figures_fingerprint

    marks = {id(source): figures_fingerprint(source.figures) for source in sources}
    found: dict[int, Source] = {}
    left = list(sources)

    def pair(fits: "Callable[[Any, Source], bool]") -> None:
        for index, data in enumerate(results):
            source = next((one for one in left if index not in found and fits(data, one)), None)
            if source is not None:
                found[index] = source
                left.remove(source)

    pair(lambda data, source: bool(data["fingerprint"]["figures"] == marks[id(source)]))
    pair(lambda data, source: (data.get("corporation"), data.get("fiscal_year")) == _identity(source))
    pair(lambda data, source: True)
    for index, data in enumerate(results):
        yield data, found.get(index)


def _identity(source: "Source") -> tuple[dict[str, str], dict[str, str]]:
    corporation, year = source.figures.corporation, source.figures.fiscal_year
    return (
        {"name": corporation.name, "type": corporation.type},
        {"start": year.start.isoformat(), "end": year.end.isoformat()},
    )


def _subject(data: Any) -> str:
    """Whose result it is, as it says itself."""
    corporation, year = data.get("corporation") or {}, data.get("fiscal_year") or {}
    told = (data.get("reference"), corporation.get("name"), year.get("start"))
    return " ".join(str(part) for part in told if part)


def _of_lines(result: str, files: tuple[str, ...], reader: Reader) -> list[Verified]:
    """The lines of a batch, judged again.

    Raises:
        FiguresError: where a line is no line of a batch.
        click.UsageError: where options are given that batch does not take.
    """
    from shinryo_ratio.batch import Settings
    from shinryo_ratio.batch.checking import checked

    if len(files) != 1 or reader.readings or any(reader.headings.values()):
        raise click.UsageError(
            say("batch の結果には、FIGURES を一つだけ、--reading や CSV のオプションなしで指定してください。",
                "For a result of batch, name one FIGURES and no --reading or CSV option.")
        )  # fmt: skip
    settings = Settings.of(files[0], reader.lang, reader.encoding, reader.law_files)
    count, differing = 0, []
    with opened(result) as results, opened(files[0]) as figures:
        for number, found in checked(results, result, figures, settings):
            count += 1
            if found:
                differing.append(Verified(say(f"{number:,}行目", f"line {number:,}"), found))
    return differing or [Verified(say(f"{count:,}件", f"{count:,} documents"), ())]
