"""Reading figures (数値) from YAML, JSON, CSV and Excel; every error with its place."""

import os
import sys
from pathlib import Path
from typing import Literal, NoReturn, TypeAlias, get_args

from shinryo_ratio.figures import Figures
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.decoding import decode, printable
from shinryo_ratio.readers.headings import Headings
from shinryo_ratio.readers.source import Further, Source, source_of

__all__ = ["Format", "Further", "Headings", "Source", "load", "loads", "read", "reads"]

Format: TypeAlias = Literal["yaml", "json", "csv", "xlsx"]

_SUFFIXES: dict[str, Format] = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip
_WORKBOOKS = (".xls", ".xlsb", ".ods")
_ZIP = b"PK\x03\x04"


def load(path: str | Path) -> Figures:
    """The figures of one corporation in a YAML, JSON, CSV or Excel file.

    Raises:
        FiguresError: with every problem of the file; also where it holds several corporations.
    """
    return _only(read(path)).figures


def loads(data: str | bytes, format: Format) -> Figures:
    """The figures of one corporation in a text.

    Raises:
        FiguresError: with every problem of the text; also where it holds several corporations.
        TypeError: if the data are neither text nor bytes.
    """
    return _only(reads(data, format)).figures


def read(
    path: str | Path,
    *,
    format: Format | None = None,
    encoding: str | None = None,
    headings: Headings | None = None,
    further: Further | None = None,
) -> tuple[Source, ...]:
    """The figures in a file, `-` for standard input, with the places they came from.

    The format is told by the suffix; on standard input JSON begins with `{`, a workbook with its own mark,
    else it is YAML. What is refused is asked for what stands `further` against its head.

    Raises:
        FiguresError: with every problem of the file.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be str or Path, not {type(path).__name__}; loads reads a text")
    file = str(path)
    if file == "-":
        data = sys.stdin.buffer.read()
        format = format or _sniffed(data, encoding)
    else:
        format = format or _format_of(file)
        data = _bytes(file)
    return reads(data, format, file=file, encoding=encoding, headings=headings, further=further)


def reads(
    data: str | bytes,
    format: Format,
    *,
    file: str | None = None,
    encoding: str | None = None,
    headings: Headings | None = None,
    further: Further | None = None,
) -> tuple[Source, ...]:
    """The figures in a text: one source, or one for each corporation of a CSV.

    Raises:
        FiguresError: with every problem of the text.
        ValueError: if the format is none of yaml, json, csv, xlsx.
        TypeError: if the data are neither text nor bytes.
    """
    if not isinstance(data, str | bytes):
        raise TypeError(f"data must be str or bytes, not {type(data).__name__}; load reads a file")
    if format not in get_args(Format):
        raise ValueError(f"format must be yaml, json, csv or xlsx, not {format!r}")
    if format == "xlsx":
        return _workbook(data, file, encoding, headings, further)
    text = decode(data, file, encoding)
    if not text.strip():
        _fail("file-empty", file)
    if format == "csv":
        from shinryo_ratio.readers.csv_table import sources

        return sources(printable(text, file), file, headings or Headings(), further)
    if headings is not None and (option := headings.first_given):
        _fail("option-without-csv", file, option=option)
    if format == "json":
        from shinryo_ratio.readers import json_text

        return (source_of(*json_text.parse(text, file), further),)
    from shinryo_ratio.readers import yaml_text

    located, problems = yaml_text.parse(printable(text, file), file)
    if located.tree is None and not problems:
        _fail("file-empty", file)
    return (source_of(located, problems, further),)


def _workbook(
    data: str | bytes,
    file: str | None,
    encoding: str | None,
    headings: Headings | None,
    further: Further | None,
) -> tuple[Source, ...]:
    from shinryo_ratio.readers import workbook

    if encoding is not None:
        _fail("option-without-csv", file, option="--encoding")
    if not data:
        _fail("file-empty", file)
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return workbook.sources(content, file, headings or Headings(), further)


def _only(sources: tuple[Source, ...]) -> Source:
    if len(sources) > 1:
        _fail("several-corporations", sources[0].file, count=len(sources))
    return sources[0]


def _sniffed(data: bytes, encoding: str | None) -> Format:
    if data.startswith(_ZIP):
        return "xlsx"
    return "json" if decode(data, "-", encoding).lstrip().startswith("{") else "yaml"


def _format_of(file: str) -> Format:
    path = Path(file)
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if path.is_dir():
        code = "file-is-a-directory"
    elif not path.exists():
        code = "file-missing"
    else:
        code = "excel-not-supported" if suffix in _WORKBOOKS else "suffix-unknown"
    return _fail(code, file, suffix=suffix or path.name)


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        _fail("file-missing", file)
    except IsADirectoryError:
        _fail("file-is-a-directory", file)
    except PermissionError:
        _fail("file-not-permitted", file)
    except (OSError, ValueError) as error:
        _fail("file-unreadable", file, detail=str(error))


def _fail(code: str, file: str | None, **values: str | int) -> NoReturn:
    raise FiguresError([Problem(code, Place(file=file), values)])
