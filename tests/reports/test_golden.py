"""Golden reports pin the layout: `pytest --update-golden` writes them anew, and a person reads the diff."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.engine import assess, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.reports import render, render_problems, render_summary

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"text": "txt", "json": "json", "markdown": "md"}
TYPES = ("social", "specified", "certified", "welfare_hospital", "open_hospital", "koseiren")

CHECKED = [
    ("shakai_2025", "text", "ja"), ("shakai_2025", "text", "en"), ("shakai_2025", "json", "ja"),
    ("shakai_2024", "text", "ja"), ("raw_statement", "text", "ja"), ("raw_statement", "text", "en"),
    ("raw_statement", "json", "en"), ("raw_statement", "markdown", "ja"), ("tokutei_roken", "text", "ja"),
    ("tokutei_roken", "markdown", "en"), ("open_hospital", "text", "ja"), ("open_hospital", "text", "en"),
    ("exactly_80", "text", "ja"), ("nintei_maternity", "text", "ja"), ("group", "text", "ja"),
    ("covid_2021_elected", "text", "ja"), ("september_old", "text", "ja"),
]  # fmt: skip


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    def check(name: str, report: str) -> None:
        file = GOLDEN / name
        stable = _without_fingerprint(report)
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(stable, "utf-8")
        assert stable == file.read_text("utf-8"), f"{name}: pytest --update-golden writes it anew"

    return check


def _without_fingerprint(report: str) -> str:
    """Hashes and the version change without the layout."""
    report = re.sub(r"sha256:[0-9a-f]{64}", "sha256:...", report)
    return re.sub(r'((?:版|version)(?:": "|: | +))[0-9][0-9a-z.+]*', r"\1...", report)


@pytest.mark.parametrize(("name", "format", "lang"), CHECKED)
def test_check(
    name: str, format: str, lang: Any, example: Callable[[str], Figures], golden: Callable[[str, str], None]
) -> None:
    report = render(assess(example(name)), format, lang)
    golden(f"{name}.{lang}.{SUFFIXES[format]}", report)


@pytest.mark.parametrize(("format", "lang"), [("text", "ja"), ("text", "en"), ("markdown", "ja")])
def test_years(
    format: str, lang: Any, example: Callable[[str], Figures], golden: Callable[[str, str], None]
) -> None:
    several = tuple(assess(example(name)) for name in ("september_revised", "september_old"))
    report = render(several, format, lang)
    golden(f"years.{lang}.{SUFFIXES[format]}", report)


@pytest.mark.parametrize(
    ("format", "lang"), [("text", "ja"), ("text", "en"), ("json", "ja"), ("markdown", "en")]
)
def test_comparison(
    format: str, lang: Any, example: Callable[[str], Figures], golden: Callable[[str, str], None]
) -> None:
    report = render(compare(example("shakai_2025")), format, lang)
    golden(f"compare.{lang}.{SUFFIXES[format]}", report)


@pytest.mark.parametrize(("format", "lang"), [("text", "ja"), ("text", "en")])
def test_all_types(
    format: str, lang: Any, example: Callable[[str], Figures], golden: Callable[[str, str], None]
) -> None:
    figures = example("shakai_2025")
    of_types = []
    for type_ in TYPES:
        corporation = figures.corporation.model_copy(update={"type": type_, "legal_form": "general"})
        of_types.append(compare(figures.model_copy(update={"corporation": corporation})))
    golden(f"all_types.{lang}.{SUFFIXES[format]}", render(tuple(of_types), format, lang))


def _broken(example: Callable[[str], Figures]) -> FiguresError:
    """The problems of the broken example, wherever the checkout lies."""
    with pytest.raises(FiguresError) as caught:
        example("broken")
    return FiguresError(
        problem.at(problem.place._replace(file="broken.yaml")) for problem in caught.value.problems
    )


@pytest.mark.parametrize(("format", "lang"), [("text", "ja"), ("text", "en"), ("markdown", "en")])
def test_problems(
    format: str, lang: Any, example: Callable[[str], Figures], golden: Callable[[str, str], None]
) -> None:
    report = render_problems(_broken(example).problems, lang, format)
    golden(f"problems.{lang}.{SUFFIXES[format]}", report)


@pytest.mark.parametrize(("format", "lang"), [("text", "ja"), ("text", "en"), ("json", "ja")])
def test_summary(
    format: str, lang: Any, example: Callable[[str], Figures], golden: Callable[[str, str], None]
) -> None:
    rows: list[Any] = [
        (f"{name}.yaml", assess(example(name))) for name in ("shakai_2025", "raw_statement", "tokutei_roken")
    ]
    rows.append(("broken.yaml", _broken(example)))
    golden(f"summary.{lang}.{SUFFIXES[format]}", render_summary(rows, format, lang))
