"""A spreadsheet calculates in doubles: the comparison it is given is exact all the same."""

import io
import random
from collections.abc import Iterator
from math import floor, gcd
from pathlib import Path

import xlsxwriter

from excel import office
from shinryo_ratio.workbooks.checks import MOST
from shinryo_ratio.workbooks.ranges import exceeding
from support.real_parts import module


def cases(count: int) -> Iterator[tuple[int, int, int, int]]:
    """N, D, p, q: N within two yen of p/q of D, or anywhere; D up to the most that is allowed."""
    rng = random.Random(8004)
    for number in range(count):
        q = rng.choice((2, 3, 5, 7, 25, 50, 97, 100))
        p = rng.randint(1, q - 1)
        p, q = p // gcd(p, q), q // gcd(p, q)
        d = rng.choice((rng.randint(1, 200), rng.randint(1, MOST), MOST - rng.randint(0, 200)))
        near = p * d // q + rng.randint(-2, 2)
        yield (near if number % 4 else rng.randint(-5, d)), d, p, q


def in_doubles(n: int, d: int, p: int, q: int) -> bool:
    """The formula, step by step in doubles; every step's result is a whole number that a double holds."""
    k = float(floor(float(d) / q))
    rest = float(d) - q * k
    margin = float(n) - p * k
    left, right = q * max(-1.0, min(float(p), margin)), p * rest
    assert all(abs(step) <= 2**53 for step in (q * k, rest, p * k, margin, left, right))
    return left > right


def test_the_formula_is_exact_in_doubles() -> None:
    for n, d, p, q in cases(40_000):
        assert in_doubles(n, d, p, q) is (q * n > p * d), (n, d, p, q)


def test_the_plain_products_would_not_be() -> None:
    assert any((float(q) * n > float(p) * d) is not (q * n > p * d) for n, d, p, q in cases(40_000))


def workbook(rows: list[tuple[int, int, int, int]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("a")
    for row, (n, d, p, q) in enumerate(rows):
        sheet.write_number(row, 0, n)
        sheet.write_number(row, 1, d)
        formula = exceeding(f"A{row + 1}", f"B{row + 1}", (p, q))
        sheet.write_formula(row, 2, f"=IF({formula},1,0)", None, 987654321)
    book.close()
    return out.getvalue()


def test_engines_calculate_it_so(tmp_path: Path) -> None:
    formualizer = module("formualizer")
    rows = list(cases(600))
    right = [int(q * n > p * d) for n, d, p, q in rows]
    data = workbook(rows)
    quick = formualizer.load_workbook_bytes(data)
    quick.evaluate_all()
    assert [quick.get_value("a", row, 3) for row in range(1, len(rows) + 1)] == right
    cells = office.recalculated({"a": data}, tmp_path)["a"]
    assert [cells[f"a!C{row}"] for row in range(1, len(rows) + 1)] == right
