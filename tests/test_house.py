"""The house keeps its order: imports run one way, no float decides, no room grows a second storey unseen."""

import ast
import re
from pathlib import Path

import pytest

from shinryo_ratio.figures import vocabulary as v

SOURCE = Path(__file__).parents[1] / "src" / "shinryo_ratio"
pytestmark = pytest.mark.skipif(not SOURCE.is_dir(), reason="only in a checkout")

# what each room imports of ours, wherever in it and whenever; a room may always import itself
IMPORTS = {
    "__init__": {"_version"},  # the names of the package are looked up when they are asked for
    "__main__": {"cli"},
    "_version": set(),
    "frozen": set(),
    "problems": {"messages"},
    "messages": {"figures"},  # the vocabulary, to have a word for each of its codes
    "figures": set(),
    "law": {"figures", "problems", "frozen"},
    "engine": {"law", "figures", "problems", "frozen", "_version"},
    "readers": {"figures", "problems", "messages"},
    "imports": {"readers", "figures", "problems", "messages"},
    "reports": {"engine", "law", "figures", "problems", "messages", "_version"},
    "schemas": {"law", "figures", "messages"},
    "verify": {"reports", "engine", "law", "figures", "messages", "_version"},
    "workbooks": {"reports", "imports", "engine", "law", "readers", "figures", "problems", "messages"},
    "batch": {
        "verify", "reports", "engine", "law", "readers", "figures", "problems", "messages", "_version",
    },
    "sql": {"batch", "reports", "engine", "law", "readers", "figures", "problems", "messages"},
    "cli": {
        "batch", "sql", "verify", "workbooks", "schemas", "imports", "reports", "engine", "law", "readers",
        "figures", "problems", "messages", "_version",
    },
}  # fmt: skip
STOREYS = {
    "cli/batch", "cli/explain", "cli/init", "cli/law", "cli/verify",
    "imports/data", "imports/layouts", "law/data", "reports/html",
}  # fmt: skip
NAMES_TYPES = {
    "figures/vocabulary.py",
    "figures/parts.py",  # a legal form that a type cannot have
    "messages/terms.py",
    "schemas/wording.py",
    "cli/explain/kind.py",  # the definitions of one type for all, which a test of the law holds equal
    "cli/explain/topics.py",
    "cli/init/command.py",
    "cli/init/template_lines.py",
    "cli/init/templates.py",
}
"""What may name a type of corporation: its words, its form, its template; nothing that decides."""

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
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{file}: imports are absolute"
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("shinryo_ratio.")}
    return found


def test_every_room_is_known() -> None:
    found = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if _is_a_room(path)}
    assert found == set(IMPORTS)


def _is_a_room(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")


def test_no_room_grows_a_second_storey_unseen() -> None:
    folders = {file.parent.relative_to(SOURCE) for file in SOURCE.rglob("*.*") if file.suffix != ".pyc"}
    upper = {folder.as_posix() for folder in folders if len(folder.parts) > 1}
    assert upper == STOREYS


@pytest.mark.parametrize("room", IMPORTS)
def test_imports_run_one_way(room: str) -> None:
    seen: set[str] = set()
    for file in _files(room):
        found = _imported(file) - {room}
        assert found <= IMPORTS[room], f"{file.relative_to(SOURCE)} imports {sorted(found - IMPORTS[room])}"
        seen |= found
    assert seen == IMPORTS[room]


def test_no_room_leads_back_to_itself() -> None:
    """Each room's reach: what it imports, and what that imports."""
    reach = {room: set(others) for room, others in IMPORTS.items()}
    for _ in IMPORTS:
        for others in reach.values():
            others |= {further for other in others for further in reach[other]}
    assert [room for room, others in reach.items() if room in others] == []


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
    """Data over branches: what decides never asks which type a corporation is."""
    for file in SOURCE.rglob("*.py"):
        code = re.sub(r'""".*?"""|#[^\n]*', "", file.read_text("utf-8"), flags=re.S)
        named = re.search(rf"[\"'](?:{'|'.join(v.CORPORATION_TYPES)})[\"'/]", code)
        assert not named or file.relative_to(SOURCE).as_posix() in NAMES_TYPES, file


def test_our_own_words_can_be_printed_on_a_japanese_console() -> None:
    """cp932, which knows neither ✓ nor — nor •."""
    for file in [*(SOURCE / "messages").rglob("*.py"), *(SOURCE / "law" / "data").rglob("*.toml")]:
        for number, text in enumerate(file.read_text("utf-8").splitlines(), 1):
            try:
                text.encode("cp932")
            except UnicodeEncodeError as error:
                pytest.fail(f"{file.name}:{number}: {error.object[error.start]!r}")
