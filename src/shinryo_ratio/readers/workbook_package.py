"""Opening a workbook: what is not one, what is locked, what is too large, what would run something.

Nothing in a workbook is executed and nothing outside it is followed. Sizes are looked at before anything is
unpacked.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NoReturn

from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.located import shown
from shinryo_ratio.readers.workbook_limits import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_ELEMENTS,
    MOST_PARTS,
    MOST_UNPACKED,
    Spend,
    TooLargeError,
)
from shinryo_ratio.readers.workbook_parts import Days, shared_strings
from shinryo_ratio.readers.workbook_xml import BadXmlError, Elements

if TYPE_CHECKING:
    from zipfile import ZipFile

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    path: str


@dataclass(frozen=True, eq=False)
class Package:
    """A workbook that may be read.

    Attributes:
        parts: its sheets in order.
        never_calculated: whether no program has calculated it since a library wrote it.
        from_1904: whether its days count from 1904.
        spend: the elements that may still be read of it.
        cells: the cells that may still be kept.
    """

    file: str | None
    data: bytes
    parts: tuple[Part, ...]
    never_calculated: bool
    from_1904: bool
    spend: Spend
    cells: Spend

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells refer to by number."""
        with self.reading() as archive:
            return shared_strings(archive, self.spend)

    @cached_property
    def days(self) -> Days:
        """The styles that show days."""
        with self.reading() as archive:
            return Days().read(archive, self.spend)

    @contextmanager
    def reading(self, sheet: str | None = None) -> Iterator[zipfile.ZipFile]:
        """The package opened to read a part of it.

        Raises:
            FiguresError: `excel-damaged` or `excel-too-large` for what goes wrong meanwhile.
        """
        with _told(self.file, sheet), zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            yield archive


@contextmanager
def _told(file: str | None, sheet: str | None = None) -> Iterator[None]:
    """What a workbook may do to its reader, as a problem."""
    try:
        yield
    except TooLargeError as error:
        fail("excel-too-large", file, sheet=sheet, cell="A1" if sheet else None, what=str(error))
    except _BROKEN as error:
        fail("excel-damaged", file, sheet=sheet, detail=str(error)[:200])


_BROKEN: Final = (
    zipfile.BadZipFile, BadXmlError, KeyError, ValueError, TypeError, IndexError, NotImplementedError,
    EOFError, OverflowError, zlib.error,
)  # fmt: skip


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
    with _told(file), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _package(archive, data, file)


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
    spend = Spend(MOST_ELEMENTS)
    book = _Listed(_targets(archive, spend), names, spend)
    Elements(book.start).read(archive, "xl/workbook.xml")
    if not book.sheets:
        fail("excel-not-a-workbook", file)
    return Package(
        file, data, tuple(book.sheets), book.never_calculated, book.from_1904, spend, Spend(MOST_CELLS)
    )


class _Listed:
    """What the workbook lists: its sheets, and how it counts."""

    def __init__(self, targets: Mapping[str, str], names: set[str], spend: Spend) -> None:
        self._targets, self._names, self._spend = targets, names, spend
        self.sheets: list[Part] = []
        self.never_calculated = self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._spend.one()
        if name == "sheet":
            ids = (value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
            target = next((self._targets.get(value, "") for value in ids), "")
            hidden = attributes.get("state", "visible") != "visible"
            if target.startswith("xl/worksheets/") and target in self._names:
                self.sheets.append(Part(attributes.get("name", ""), hidden, target))
        elif name == "calcPr":
            self.never_calculated = attributes.get("fullCalcOnLoad") in _TRUE
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in _TRUE


_TRUE: Final = ("1", "true")


def _targets(archive: "ZipFile", spend: Spend) -> dict[str, str]:
    """The paths of the parts that the workbook refers to, by relation."""
    found = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        spend.one()
        target = attributes.get("Target", "")
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[attributes.get("Id", "")] = path

    Elements(start).read(archive, "xl/_rels/workbook.xml.rels")
    return found
