"""What start-up may import: an allow-list, because import time is most of the time of a run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "examples" / "shakai_2025.yaml"

OURS = {"shinryo_ratio"}
NEEDED = {
    "click", "colorama",  # colorama: click's, on Windows
    "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection",
    "yaml", "_yaml", "dateutil", "six",
}  # fmt: skip
PARTS = ("_sysconfigdata_", "_cython_", "cython_runtime")
"""Of the standard library, and of the C loader of yaml."""

SLOW = {"asyncio", "http.server", "sqlite3", "multiprocessing", "unittest", "xml.etree"}

_CODE = """
import json, sys
before = set(sys.modules)
from shinryo_ratio.__main__ import main
sys.argv = ["shinryo-ratio", *json.loads({args!r})]
try:
    main()
except SystemExit:
    pass
sys.stdout = sys.__stderr__
print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""


def imported(*args: str) -> set[str]:
    code = _CODE.format(args=json.dumps(args))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(run.stderr.splitlines()[-1]))


def third_party(modules: set[str]) -> set[str]:
    tops = {module.partition(".")[0] for module in modules}
    known = sys.stdlib_module_names | OURS
    return {top for top in tops if top not in known and not top.startswith(PARTS)}


def test_the_package_alone_imports_no_part_of_itself():
    code = "import sys; before = set(sys.modules); import shinryo_ratio; print(*set(sys.modules) - before)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(run.stdout.split())
    assert third_party(modules) == set()
    ours = {module for module in modules if module.startswith("shinryo_ratio")}
    assert ours == {"shinryo_ratio", "shinryo_ratio._version"}


def test_version_imports_no_library():
    modules = imported("--version")
    assert third_party(modules) == set()
    assert not modules & (SLOW | {"tomllib", "inspect", "dataclasses"})


def test_help_imports_click_alone():
    modules = imported("--help")
    assert third_party(modules) <= {"click", "colorama", "typing_extensions"}
    assert not modules & (SLOW | {"tomllib", "decimal"})
    assert not any(module.startswith("shinryo_ratio.cli.check") for module in modules)


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--summary",), ("--lang", "en")])
def test_check_imports_what_it_needs(options):
    modules = imported("check", str(EXAMPLE), *options)
    assert third_party(modules) <= NEEDED
    assert not modules & SLOW
    ours = {module.removeprefix("shinryo_ratio.") for module in modules}
    assert not ours & {
        "cli.explain", "cli.law", "readers.csv_table", "readers.diagnosis",
        "figures.any_line", "law.form", "law.table", "engine.questions",
    }  # fmt: skip


@pytest.mark.parametrize(
    "args", [("explain", "self_pay"), ("law", "list"), ("schema",), ("init",), ("compare", str(EXAMPLE))]
)
def test_other_verbs_need_no_more(args):
    modules = imported(*args)
    assert third_party(modules) <= NEEDED
    assert not modules & SLOW
