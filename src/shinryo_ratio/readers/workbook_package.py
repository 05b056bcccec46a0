"""Opening a workbook: what is not one, what is locked, what is too large, what would run something.

Nothing in a workbook is executed and nothing outside it is followed. Sizes are looked at before anything is
unpacked.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn
from xml.etree.ElementTree import Element, ParseError, iterparse

from shinryo_ratio.problems import FiguresError, Place, Problem, column_number
from shinryo_ratio.readers.located import shown

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST_BYTES: Final = 64 * 1024 * 1024
"""The most that a file, or one part of it unpacked, may hold."""
MOST_UNPACKED: Final = 256 * 1024 * 1024
MOST_PARTS: Final = 5_000
MOST_ROWS: Final = 1_048_576
"""The rows of a sheet in Excel."""

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RANGE: Final = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


@dataclass(slots=True)
class Layout:
    """How a sheet is laid out: what is hidden, and what is merged; rows and columns from 1.

    Attributes:
        merged: ranges as (first row, first column, last row, last column).
        last_row: the last row that the sheet lists.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    last_row: int = 0

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    path: str


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that may be read.

    Attributes:
        parts: its sheets in order.
        never_calculated: whether no program has calculated it since a library wrote it.
    """

    file: str | None
    data: bytes
    parts: tuple[Part, ...]
    never_calculated: bool

    def openpyxl(self, *, values: bool) -> Any:
        """The workbook in openpyxl, its formulas or their values; rows are read as they are asked for.

        Raises:
            FiguresError: where openpyxl cannot open it.
        """
        import openpyxl

        try:
            return openpyxl.load_workbook(
                io.BytesIO(self.data), read_only=True, data_only=values, keep_links=False
            )
        except Exception as error:
            fail("excel-damaged", self.file, detail=f"{type(error).__name__}: {error}"[:200])

    def layout(self, part: Part) -> Layout:
        """The layout of a sheet.

        Raises:
            FiguresError: `excel-damaged`, or `excel-too-large` where a row lies below the last of Excel.
        """
        found = Layout()
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive, archive.open(part.path) as stream:
            try:
                for element in _elements(stream):
                    _lay_out(element, found)
            except _BeyondExcelError as beyond:
                fail("excel-too-large", self.file, sheet=part.name, cell=f"A{beyond}", what=f"A{beyond}")
            except (ParseError, ValueError, zipfile.BadZipFile) as error:
                fail("excel-damaged", self.file, sheet=part.name, detail=str(error))
        return found


def opened(data: bytes, file: str | None) -> Package:
    """A workbook that is safe to read.

    Raises:
        FiguresError: with what keeps it from being read.
    """
    if data.startswith(_COMPOUND):
        fail("excel-locked" if _ENCRYPTED in data else "excel-old-format", file)
    if not data.startswith(b"PK"):
        fail("excel-not-a-workbook", file)
    if len(data) > MOST_BYTES:
        fail("excel-too-large", file, what=f"{len(data):,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, data, file)
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, NotImplementedError, EOFError) as error:
        fail("excel-damaged", file, detail=str(error))


def fail(
    code: str, file: str | None, *, sheet: str | None = None, cell: str | None = None, **values: str | int
) -> NoReturn:
    """Stop with one problem.

    Raises:
        FiguresError: with it.
    """
    if sheet is not None:
        values.setdefault("sheet", shown(sheet))
    raise FiguresError([Problem(code, Place(file=file, sheet=sheet, cell=cell), values)])


def _package(archive: "ZipFile", data: bytes, file: str | None) -> Package:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts), default=0)
    if unpacked > MOST_UNPACKED or largest > MOST_BYTES or len(parts) > MOST_PARTS:
        fail("excel-too-large", file, what=f"{unpacked:,} bytes")
    if any(part.flag_bits & 1 for part in parts):
        fail("excel-locked", file)
    if "xl/workbook.bin" in names:
        fail("excel-binary-format", file)
    if "xl/workbook.xml" not in names:
        fail("excel-not-a-workbook", file)
    if any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in names):
        fail("excel-macros", file)
    targets = _targets(archive)
    sheets: list[Part] = []
    never_calculated = False
    with archive.open("xl/workbook.xml") as stream:
        for element in _elements(stream):
            tag = _local(element.tag)
            if tag == "sheet":
                target = next((targets.get(value, "") for key, value in element.items() if _is_id(key)), "")
                hidden = element.get("state", "visible") != "visible"
                if target.startswith("xl/worksheets/") and target in names:
                    sheets.append(Part(element.get("name", ""), hidden, target))
            elif tag == "calcPr":
                never_calculated = element.get("fullCalcOnLoad") in ("1", "true")
    if not sheets:
        fail("excel-not-a-workbook", file)
    return Package(file, data, tuple(sheets), never_calculated)


def _is_id(key: str) -> bool:
    return key.startswith("{") and _local(key) == "id"


def _targets(archive: "ZipFile") -> dict[str, str]:
    """The paths of the parts that the workbook refers to, by relation."""
    found = {}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        for element in _elements(stream):
            target = element.get("Target", "")
            if _local(element.tag) == "Relationship" and element.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                found[element.get("Id", "")] = path
    return found


def _elements(stream: IO[bytes]) -> Iterator[Element]:
    """The elements of a part as they end, none of them kept.

    Raises:
        ParseError: where it is no XML, or declares entities.
    """
    head = stream.read(1024)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ParseError("a document type is declared")
    stream.seek(0)
    depth: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            depth.append(element)
            continue
        depth.pop()
        yield element
        element.clear()
        if depth:
            depth[-1].remove(element)


class _BeyondExcelError(Exception):
    """A row below the last one that Excel has."""


def _lay_out(element: Element, found: Layout) -> None:
    tag = _local(element.tag)
    if tag == "row":
        number = element.get("r")
        if number is None:
            return
        if int(number) > MOST_ROWS:
            raise _BeyondExcelError(number)
        if int(number) <= found.last_row:
            raise ValueError(f"row {number} follows row {found.last_row}")
        found.last_row = int(number)
        if element.get("hidden") in ("1", "true"):
            found.hidden_rows.add(int(number))
    elif tag == "col" and element.get("hidden") in ("1", "true"):
        found.hidden_columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
    elif tag == "mergeCell" and (match := _RANGE.fullmatch(element.get("ref", ""))):
        first_column, first_row, last_column, last_row = match.groups()
        found.merged.append(
            (
                int(first_row), column_number(first_column),
                int(last_row or first_row), column_number(last_column or first_column),
            )
        )  # fmt: skip


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
