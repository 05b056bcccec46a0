"""Every benchmark, one after the other: `python tests/benchmarks`, or `python -m benchmarks` in tests/.

Name some of them (`start batch`) to run these alone; `--quick` takes a rough look with small inputs.
"""

import os
import platform
import runpy
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

asked = [name for name in sys.argv[1:] if not name.startswith("-")]
files = {file.stem.removeprefix("bench_"): file for file in sorted(HERE.glob("bench_*.py"))}
if unknown := set(asked) - set(files):
    sys.exit(f"no benchmark {', '.join(sorted(unknown))}; known: {', '.join(files)}")
print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
for name in asked or files:
    print(f"\n== {name}", flush=True)
    runpy.run_path(str(files[name]), run_name="__main__")
