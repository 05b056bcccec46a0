from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.imports.importing import Imported, Wish, import_export
from shinryo_ratio.problems import FiguresError, Problem

EXPORTS = Path(__file__).parent / "exports"
HEADINGS = {"type": "social", "start": "2025-04-01", "name": "見本会"}


@pytest.fixture
def imported() -> Callable[..., Imported]:
    """Import a file of this folder, as social, from April 2025."""

    def _imported(name: str, **wish: Any) -> Imported:
        headings = HEADINGS | wish.pop("headings", {})
        return import_export((EXPORTS / name).read_bytes(), name, Wish(headings=headings, **wish))

    return _imported


@pytest.fixture
def taken() -> Callable[..., Imported]:
    """Import a text."""

    def _taken(text: str, **wish: Any) -> Imported:
        headings = HEADINGS | wish.pop("headings", {})
        return import_export(text.encode(), "tb.csv", Wish(headings=headings, **wish))

    return _taken


@pytest.fixture
def refused(taken: Callable[..., Imported]) -> Callable[..., tuple[Problem, ...]]:
    """The problems of a text."""

    def _refused(text: str, **wish: Any) -> tuple[Problem, ...]:
        with pytest.raises(FiguresError) as caught:
            taken(text, **wish)
        for problem in caught.value.problems:
            assert problem.place.file == "tb.csv"
            for lang in ("ja", "en"):
                assert "?" not in problem.words(lang)[0].replace("? ", "")
        return caught.value.problems

    return _refused


BALANCES = "勘定科目,補助科目,前期繰越,借方金額,貸方金額,期末残高"


@pytest.fixture
def balances() -> Callable[..., str]:
    """A plain trial balance of (account, 補助科目, credit) or a row as it is."""

    def _balances(*rows: tuple[str, str, int] | str) -> str:
        written = [
            row if isinstance(row, str) else f"{row[0]},{row[1]},0,0,{row[2]},{row[2]}" for row in rows
        ]
        return "\n".join([BALANCES, *written]) + "\n"

    return _balances
