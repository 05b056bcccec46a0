"""Programs that embed the library: a type checker passes them against what is installed, and they run."""

import json
import subprocess
import sys
from pathlib import Path

import shinryo_ratio
from support.real_parts import needs_mypy
from support.type_checking import type_checked

PROGRAMS = Path(__file__).parent / "programs"
EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.name for path in PROGRAMS.glob("*.py"))


def run(program: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(program), *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@needs_mypy
def test_a_type_checker_passes_them():
    checked = type_checked(*sorted(PROGRAMS.glob("*.py")))
    assert checked.stdout.startswith("Success: no issues found"), checked.stdout + checked.stderr


@needs_mypy
def test_a_type_checker_refuses_what_is_wrong(tmp_path):
    program = tmp_path / "wrong.py"
    program.write_text(
        "from shinryo_ratio import Figures, assess\n"
        "from shinryo_ratio.law.table import placed\n"
        "def f(figures: Figures) -> None:\n"
        "    assess(figures).income.numerator + 1\n"  # may be None
        "    assess(figures, law=3)\n"
        "    placed('social/2025-04-01')\n"
    )
    told = type_checked(program).stdout
    for line in (4, 5, 6):
        assert f"wrong.py:{line}: error:" in told, told


def test_an_accounting_product():
    """5·900 − 4·1000 = 500 millions: below 125 millions of other revenue more it stays met."""
    told = run(PROGRAMS / "accounting_product.py")
    assert (told.stdout, told.stderr) == ("met 900000000/1000000000 124999999 []\n", "")


def test_an_audit_service(tmp_path):
    good = run(PROGRAMS / "audit_service.py", str(EXAMPLES / "shakai_2025.yaml"))
    assert (good.returncode, good.stdout.split()[0], good.stderr) == (0, "met", "")
    bad = run(PROGRAMS / "audit_service.py", str(EXAMPLES / "broken.yaml"))
    assert (bad.returncode, bad.stdout) == (3, "")
    assert {"code", "place", "message", "help"} == set(json.loads(bad.stderr.splitlines()[0]))


def test_a_tool_that_reads_the_table():
    told = run(PROGRAMS / "law_reader.py")
    assert told.returncode == 0, told.stderr
    assert len(told.stdout.splitlines()) > 5


def test_the_types_are_published():
    assert (Path(shinryo_ratio.__file__).parent / "py.typed").exists()
