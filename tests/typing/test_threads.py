"""Threads: what is derived when it is first asked for stays right where many ask at once."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "examples").glob("*.yaml") if path.name != "broken.yaml"
)

PROGRAM = """
import sys, threading
sys.setswitchinterval(1e-5)
count, paths = int(sys.argv[1]), sys.argv[2:]
found, start = [None] * count, threading.Barrier(count)

def work(number):
    start.wait()  # nothing is imported, read or derived before all begin
    from shinryo_ratio import assess, compare, load
    from shinryo_ratio.reports import render
    turned = paths[number % len(paths):] + paths[:number % len(paths)]
    said = {}
    for path in turned:
        figures = load(path)
        said[path] = render(assess(figures), "json", "ja") + render(compare(figures), "json", "en")
    found[number] = [said[path] for path in paths]

threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert all(one == found[0] and one is not None for one in found)
sys.stdout.buffer.write("\\0".join(found[0]).encode())
"""


def judged(threads: int) -> bytes:
    command = [sys.executable, "-c", PROGRAM, str(threads), *map(str, EXAMPLES)]
    run = subprocess.run(command, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout


@pytest.fixture(scope="module")
def alone() -> bytes:
    return judged(1)


@pytest.mark.parametrize("attempt", range(2))
def test_many_threads_say_what_one_says(alone, attempt):
    assert judged(16) == alone
