"""`explain TERM|FILE:LINE|CODE`: what a word, a line or a code means, and which article says so."""

import json
import re
from pathlib import Path
from typing import Final

import click

from shinryo_ratio.cli.explain.topics import Topic
from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import HELP, law_option, output_options, reading_option, source_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.sources import Reader
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError

FORMATS = ("text", "json", "markdown")

_FILE_LINE: Final = re.compile(r"(?P<file>.+):(?P<line>\d+)")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "語・行・コードを説明する。\n\n"
        "TERM: 区分（助産、childbirth）、業務、損益区分、項目（same_tariff）、法人区分、取扱いの id\n\n"
        "FILE:LINE: ファイルのその行にある収益の扱いと理由（examples/shakai_2025.yaml:25）\n\n"
        "CODE: 誤り・理由・注意のコード、規定の id（social/2025-04-01）\n\n"
        "終了コード: 0、見つからないときと入力の誤りは 3。",
        "Explain a word, a line of a file, or a code.\n\n"
        "TERM: a kind (childbirth), business, section, field (same_tariff), corporation type, reading id\n\n"
        "FILE:LINE: how the revenue line there is placed, and why (examples/shakai_2025.yaml:25)\n\n"
        "CODE: of a problem, a reason, a warning, or a rule set (social/2025-04-01)\n\n"
        "Exit status: 0, or 3 where nothing is found or the input is invalid.",
    ),
)
@click.argument("term", metavar="TERM|FILE:LINE|CODE")
@reading_option
@law_option
@output_options(*FORMATS)
@source_options
def explain(
    term: str,
    readings: tuple[str, ...],
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
    encoding: str | None,
    **headings: str | None,
) -> int:
    """Explain a word, a line or a code; the exit status."""
    from shinryo_ratio.cli.law.data import NotFoundError

    line = _FILE_LINE.fullmatch(term)
    inputs = [line["file"], *law_files] if line else law_files
    outlet = Outlet.chosen(FORMATS, format_, output, lang, inputs)
    reader = Reader(encoding, headings, readings, law_files, lang)
    try:
        topics = _of_line(line["file"], int(line["line"]), reader) if line else _of_term(term, reader)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    except NotFoundError as missing:
        outlet.remark(str(missing))
        return Exit.INVALID
    outlet.emit(_shown(topics, outlet.format, outlet.columns))
    return 0


def _of_term(term: str, reader: Reader) -> list[Topic]:
    from shinryo_ratio.cli.explain.topics import topics_of
    from shinryo_ratio.cli.law.data import NotFoundError
    from shinryo_ratio.cli.sources import law_of

    if Path(term).is_file():
        raise NotFoundError(
            f"Name a line of the file, such as {term}:20."
            if reader.lang == "en"
            else f"ファイルの行を指定してください（{term}:20 など）。"
        )
    return topics_of(term, law_of(reader.law_files), reader.lang)


def _of_line(file: str, number: int, reader: Reader) -> list[Topic]:
    from shinryo_ratio.cli.explain.line import topic_of_line

    return [topic_of_line(file, number, reader)]


def _shown(topics: list[Topic], form: str, columns: int | None) -> str:
    if form == "json":
        return json.dumps([topic.data for topic in topics], ensure_ascii=False, indent=2)
    return "\n\n".join(topic.page.shown(form, columns).strip("\n") for topic in topics)
