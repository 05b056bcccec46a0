"""Every benchmark, one after the other: `python tests/benchmarks`, or `python -m benchmarks` in tests/."""

import runpy
from pathlib import Path

for file in sorted(Path(__file__).parent.glob("bench_*.py")):
    print(f"\n== {file.stem.removeprefix('bench_')}")
    runpy.run_path(str(file), run_name="__main__")
