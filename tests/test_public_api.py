import copy
import json
import pickle
import re
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


def test_a_language_or_a_thing_that_cannot_be_reported_is_named():
    from shinryo_ratio import assess, compare, load, render, to_dict

    figures = load(EXAMPLE)
    assessment, comparison = assess(figures), compare(figures)
    for call in (
        lambda: to_dict(assessment, lang="fr"),
        lambda: to_dict(comparison, lang="fr"),
        *(
            lambda form=form: render(assessment, form, lang="fr")
            for form in ("text", "json", "html", "csv", "markdown")
        ),
    ):
        with pytest.raises(ValueError, match="lang must be ja or en, not 'fr'"):
            call()
    for wrong, name in ((figures, "Figures"), (None, "NoneType"), ({}, "dict")):
        told = f"a result of assess or compare is needed, not {name}"
        with pytest.raises(TypeError, match=told):
            to_dict(wrong)
        with pytest.raises(TypeError, match=told):
            render(wrong, "text")
    with pytest.raises(TypeError, match="not Figures"):
        render([assessment, figures], "json")
    with pytest.raises(ValueError, match="nothing to report"):
        render([], "text")


def test_what_is_shared_or_told_cannot_be_changed():
    """A rule set is one for the whole process; a problem says tomorrow what it said today."""
    from shinryo_ratio import FiguresError, assess, load, loads
    from shinryo_ratio.law import readings

    ruleset = assess(load(EXAMPLE.with_name("shakai_2024.yaml"))).income.ruleset
    assert ruleset.upcoming["subsidy"].isoformat() == "2025-04-01"
    with pytest.raises(FiguresError) as caught:
        loads("{}", "json")
    for mapping in (ruleset.upcoming, readings(), caught.value.problems[0].values):
        with pytest.raises(TypeError):
            mapping["subsidy"] = None
        with pytest.raises(AttributeError):
            mapping.clear()


def test_problems_and_rule_sets_equal_themselves_after_pickling():
    from shinryo_ratio import FiguresError, assess, load

    with pytest.raises(FiguresError) as caught:
        load(EXAMPLE.with_name("broken.yaml"))
    problems = caught.value.problems
    assert any(problem.values for problem in problems)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == problems
    assert str(again) == str(caught.value)
    assert copy.deepcopy(problems) == problems
    with pytest.raises(TypeError):
        again.problems[0].values["x"] = 1
    assessment = assess(load(EXAMPLE.with_name("shakai_2024.yaml")))
    for other in (pickle.loads(pickle.dumps(assessment)), copy.deepcopy(assessment)):
        assert other == assessment
        assert other.income.ruleset.upcoming == assessment.income.ruleset.upcoming
        with pytest.raises(TypeError):
            other.income.ruleset.upcoming["x"] = None


def test_a_problem_says_where_it_is_and_what_is_wrong():
    from shinryo_ratio import FiguresError, loads
    from shinryo_ratio.problems import Place, Problem

    with pytest.raises(FiguresError) as caught:
        loads("a: [", "yaml")
    told = str(caught.value.problems[0])
    assert re.match(r"\d+:\d+: [a-z-]+: ", told)
    assert told.endswith(caught.value.problems[0].message)
    problem = Problem("file-missing", Place(file="a.yaml"))
    assert str(problem) == "a.yaml: file-missing: ファイルが見つかりません。"
    assert str(Problem("file-missing", Place())).startswith("file-missing: ")
    assert str(FiguresError([problem, problem])) == f"{problem}\n{problem}"
