"""The house keeps its order: imports run one way, no float decides, no room grows a second storey unseen."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "shinryo_ratio"
pytestmark = pytest.mark.skipif(not SOURCE.is_dir(), reason="only in a checkout")

# what each room may import of ours; a room may always import itself
MAY_IMPORT = {
    "messages": {"figures"},  # the vocabulary, to have a word for each of its codes
    "problems": {"messages"},
    "frozen": set(),
    "figures": set(),
    "law": {"figures", "problems", "frozen"},
    "engine": {"law", "figures", "problems", "frozen", "_version"},
    "readers": {"figures", "problems", "messages"},
    "reports": {"engine", "law", "figures", "problems", "messages", "_version"},
    "imports": {"readers", "figures", "problems", "messages"},
}
DECIDING = ("figures", "law", "engine")


def _files(room: str) -> list[Path]:
    folder = SOURCE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [SOURCE / f"{room}.py"]


def _imported(file: Path) -> set[str]:
    """The rooms a file imports, wherever in it; what stands under TYPE_CHECKING is for readers only."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    found = set()
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("shinryo_ratio.")}
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_run_one_way(room: str) -> None:
    for file in _files(room):
        beyond = _imported(file) - MAY_IMPORT[room] - {room}
        assert not beyond, f"{file.relative_to(SOURCE)} imports {sorted(beyond)}"


@pytest.mark.parametrize("room", DECIDING)
def test_no_float_and_no_rounding_where_it_is_decided(room: str) -> None:
    for file in _files(room):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            where = f"{file.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}"
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), where
            assert not (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)), where
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("float", "round"), where


def test_no_type_of_corporation_is_named_outside_the_data() -> None:
    """Data over branches: the engine never asks which type a corporation is."""
    for file in _files("engine"):
        text = file.read_text("utf-8")
        code = re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.S)
        for type_ in ("social", "specified", "certified", "welfare_hospital", "open_hospital", "koseiren"):
            assert not re.search(rf"[\"']{type_}[\"']", code), file.name


def test_our_own_words_can_be_printed_on_a_japanese_console() -> None:
    """cp932, which knows neither ✓ nor — nor •."""
    for file in [*(SOURCE / "messages").rglob("*.py"), *(SOURCE / "law" / "data").rglob("*.toml")]:
        for number, text in enumerate(file.read_text("utf-8").splitlines(), 1):
            try:
                text.encode("cp932")
            except UnicodeEncodeError as error:
                pytest.fail(f"{file.name}:{number}: {error.object[error.start]!r}")
