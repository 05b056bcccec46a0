"""The parts that all sheets share: the texts of cells, and the styles by which a number is a day."""

import zipfile
from collections.abc import Mapping
from typing import Final

from shinryo_ratio.readers.workbook_limits import Spend
from shinryo_ratio.readers.workbook_xml import Elements

STRINGS: Final = "xl/sharedStrings.xml"
STYLES: Final = "xl/styles.xml"
_LONGEST_FORMAT: Final = 255
"""Of a number format in Excel."""


class Words:
    """The text of an element with plain or rich text in it; readings above kanji are left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._phonetic = self._in_text = False

    def start(self, name: str) -> None:
        """An element of it begins."""
        if name == "rPh":
            self._phonetic = True
        self._in_text = name == "t" and not self._phonetic

    def end(self, name: str) -> None:
        """An element of it ends."""
        if name == "rPh":
            self._phonetic = False
        self._in_text = False

    def text(self, piece: str) -> None:
        """A piece of text."""
        if self._in_text:
            self._pieces.append(piece)

    def taken(self) -> str:
        """The whole text; the next one begins."""
        found = "".join(self._pieces)
        self._pieces.clear()
        return found


def shared_strings(archive: zipfile.ZipFile, spend: Spend) -> list[str]:
    """The texts that cells refer to by number."""
    found: list[str] = []
    words = Words()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        spend.one()
        words.start(name)

    def end(name: str) -> None:
        words.end(name)
        if name == "si":
            found.append(words.taken().replace("x005F_", ""))

    if STRINGS in archive.NameToInfo:
        Elements(start, end, words.text).read(archive, STRINGS)
    return found


class Days:
    """The styles that show a number as a day or a time, by their number in the workbook."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._of_format: dict[int, tuple[bool, bool]] = {}
        self._in_cells = False
        self._count = 0
        self.days: set[int] = set()
        self.durations: set[int] = set()

    def read(self, archive: zipfile.ZipFile, spend: Spend) -> "Days":
        """The styles of a workbook."""

        def start(name: str, attributes: Mapping[str, str]) -> None:
            spend.one()
            self._start(name, attributes)

        if STYLES in archive.NameToInfo:
            Elements(start, self._end).read(archive, STYLES)
        return self

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and "numFmtId" in attributes:
            self._formats.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._note(int(attributes.get("numFmtId", "0")))

    def _note(self, id_: int) -> None:
        """A style of cells with its number format."""
        if id_ not in self._of_format:
            from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format

            code = (self._formats.get(id_) or builtin_format_code(id_) or "")[:_LONGEST_FORMAT]
            self._of_format[id_] = is_date_format(code), is_timedelta_format(code)
        is_day, is_duration = self._of_format[id_]
        if is_day:
            self.days.add(self._count)
        if is_duration:
            self.durations.add(self._count)
        self._count += 1

    def _end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False
