"""A type checker on programs that use the library as it is installed, or as it stands in the checkout."""

import subprocess
import sys
from pathlib import Path

import shinryo_ratio


def type_checked(*programs: Path) -> subprocess.CompletedProcess[str]:
    """What mypy says of programs in one folder, as strict as it can be."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", "/dev/null"]
    root = Path(shinryo_ratio.__file__).parents[1]
    paths = {} if "site-packages" in root.parts else {"MYPYPATH": str(root)}
    return subprocess.run(
        [*command, *(program.name for program in programs)], capture_output=True, text=True, check=False,
        cwd=programs[0].parent, env={"PATH": "", **paths},
    )  # fmt: skip
