"""LibreOffice as the judge of our workbooks: it calculates them anew, whatever values stand in them."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from support.real_parts import missing

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""A profile that always calculates what it loads; by default LibreOffice trusts the values it finds."""

_CALCULATED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
_TEXT = re.compile(rb'(<c [^>]*t="str"[^>]*>)(<f>[^<]*</f>)<v>[^<]*</v>')


def program() -> str:
    """The program; a test that needs it is skipped without it, but not in CI."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        missing("LibreOffice is not installed (apt-get install libreoffice-calc)")
    return found


def corrupted(data: bytes) -> bytes:
    """The workbook with every value of a formula replaced by a wrong one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = _CALCULATED.sub(rb"\1<v>987654321</v>", content)
                content = _TEXT.sub(rb"\1\2<v>wrong</v>", content)
            new.writestr(name, content)
    return out.getvalue()


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, dict[str, Any]]:
    """The workbooks as LibreOffice calculates them: the value of every cell, by sheet!cell."""
    wrong = {name: corrupted(data) for name, data in books.items()}
    return {name: values(data) for name, data in saved(wrong, folder).items()}


def saved(books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The workbooks opened, calculated and saved by LibreOffice."""
    profile, given, made = folder / "profile", folder / "given", folder / "made"
    for one in (profile / "user", given, made):
        one.mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(data)
    command = [
        program(), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "xlsx", "--outdir", str(made), *(str(given / f"{name}.xlsx") for name in books),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {name: (made / f"{name}.xlsx").read_bytes() for name in books}


def values(data: bytes, *sheets: str) -> dict[str, Any]:
    """The value of every cell, by sheet!cell."""
    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in workbook.worksheets
        if not sheets or sheet.title in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def formulas(data: bytes, *sheets: str) -> dict[str, str]:
    """The formula of every calculated cell, by sheet!cell."""
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in workbook.worksheets
        if not sheets or sheet.title in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def unlike(data: bytes, cells: Mapping[str, Any], *sheets: str) -> list[str]:
    """The calculated cells whose written value is not theirs; ratios may differ in the last digit shown."""
    written = values(data, *sheets)
    found = []
    for cell, formula in formulas(data, *sheets).items():
        one, other = written.get(cell), cells.get(cell)
        if one in ("", None) and other in ("", None):
            continue
        is_ratio = isinstance(one, float) or isinstance(other, float)
        if is_ratio and isinstance(one, int | float) and isinstance(other, int | float):
            if abs(one - other) > 2e-3:
                found.append(f"{cell}: {one!r}, not {other!r}: {formula}")
        elif one != other:
            found.append(f"{cell}: {one!r}, not {other!r}: {formula}")
    return found
