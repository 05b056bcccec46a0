import json
import subprocess
import sys
from pathlib import Path

import pytest

import shinryo_ratio
from support.real_parts import needs_mypy
from support.type_checking import type_checked

NAMES = [
    "Assessment", "Comparison", "Figures", "FiguresError", "Law", "Problem", "__version__",
    "assess", "compare", "load", "loads", "render", "to_dict",
]  # fmt: skip
EXAMPLE = Path(__file__).parents[1] / "examples" / "shakai_2025.yaml"

PROGRAM = """
from typing import Any

from shinryo_ratio import (
    Assessment, Comparison, Figures, FiguresError, Law, Problem, __version__, assess, compare, load, loads,
    render, to_dict,
)

try:
    figures: Figures = load("figures.yaml")
except FiguresError as error:
    problems: tuple[Problem, ...] = error.problems
    places: list[str] = [str(problem.place) for problem in problems]
other: Figures = loads(b"", "json")
assessment: Assessment = assess(figures, law=Law())
comparison: Comparison = compare(figures)
data: dict[str, Any] = to_dict(assessment) | to_dict(comparison, "en")
report: str = render(assessment, "html")
verdict: str = assessment.verdict
numerator: int | None = assessment.income.numerator
percent: str = compare(figures).old.verdict
version: str = __version__
assess(figures, law="own.toml")
"""
MISTAKES = """
from shinryo_ratio import assess, loads
assess("figures.yaml")
loads("", "xml")
assess(loads("", "yaml")).verdikt
"""


def test_all():
    assert sorted(shinryo_ratio.__all__) == sorted(NAMES)
    assert set(NAMES) <= set(dir(shinryo_ratio))
    for name in NAMES:
        assert getattr(shinryo_ratio, name) is not None


def test_names_are_the_objects_of_their_rooms():
    from shinryo_ratio import (
        Figures,
        FiguresError,
        assess,
        compare,
        engine,
        figures,
        law,
        load,
        loads,
        problems,
        readers,
        render,
        reports,
        to_dict,
    )

    assert (assess, compare) == (engine.assess, engine.compare)
    assert (render, to_dict) == (reports.render, reports.to_dict)
    assert shinryo_ratio.Law is law.Law
    assert (load, loads) == (readers.load, readers.loads)
    assert Figures is figures.Figures
    assert FiguresError is problems.FiguresError


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = shinryo_ratio.nothing
    with pytest.raises(ImportError):
        exec("from shinryo_ratio import nothing")


def test_a_submodule_is_still_a_submodule():
    code = "import shinryo_ratio as s, shinryo_ratio.engine; print(s.engine.assess is s.assess)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"


def test_names_are_imported_when_they_are_used():
    code = (
        "import sys, shinryo_ratio\n"
        "assert 'pydantic' not in sys.modules and 'yaml' not in sys.modules\n"
        "shinryo_ratio.Figures\n"
        "assert 'pydantic' in sys.modules and 'shinryo_ratio.engine' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_six_names_do_the_job():
    from shinryo_ratio import assess, compare, load, loads

    figures = load(EXAMPLE)
    assert assess(figures).verdict == "met"
    assert compare(figures).revised.verdict == "met"
    assert loads(EXAMPLE.read_bytes(), "yaml") == figures


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_results_as_plain_data_are_what_the_commands_write(lang):
    from shinryo_ratio import assess, compare, load, render, to_dict

    figures = load(EXAMPLE)
    for result in (assess(figures), compare(figures)):
        assert json.loads(json.dumps(to_dict(result, lang))) == json.loads(render(result, "json", lang))
    data = to_dict(assess(figures))
    assert (data["verdict"], data["tests"][0]["numerator"]) == ("met", assess(figures).income.numerator)


def test_figures_survive_the_way_through_json():
    from shinryo_ratio import load, loads

    for file in EXAMPLE.parent.glob("*_20*.yaml"):
        figures = load(file)
        assert loads(figures.model_dump_json(), "json") == figures


def test_the_version_is_that_of_the_distribution():
    from importlib.metadata import PackageNotFoundError, version

    try:
        installed = version("shinryo-ratio")
    except PackageNotFoundError:
        pytest.skip("not installed")
    assert shinryo_ratio.__version__ == installed


@needs_mypy
@pytest.mark.parametrize(("program", "errors"), [(PROGRAM, 0), (MISTAKES, 3)])
def test_type_checkers_see_the_types(tmp_path, program, errors):
    path = tmp_path / "program.py"
    path.write_text(program)
    run = type_checked(path)
    found = [
        line for line in run.stdout.splitlines() if line.startswith("program.py:") and ": error:" in line
    ]
    assert run.stdout.startswith("Success: no issues found") == (errors == 0), run.stdout + run.stderr
    assert len(found) == errors, run.stdout + run.stderr
    assert (Path(shinryo_ratio.__file__).parent / "py.typed").exists()
