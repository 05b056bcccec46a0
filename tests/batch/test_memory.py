"""Memory does not grow with the length of the input."""

import json
import subprocess
import sys

import pytest

from shinryo_ratio.batch.chunks import LONGEST
from support.corporations import ndjson, of_any_chart

_CODE = """
import sys
from shinryo_ratio.batch import Settings, StreamOutput, judging, run
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
idle = peak()
with open(sys.argv[1], "rb") as stream, open("/dev/null", "wb") as out:
    run(Settings(sys.argv[1]), stream, StreamOutput(out), jobs=1, watch=lambda progress: None)
print(peak() - idle)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_memory_is_bounded(tmp_path):
    """Charts that are all different, a bad line among them, and one document as long as is taken."""
    few = list(ndjson(of_any_chart(number, "koseiren") for number in range(200)))
    few[5] = few[5].replace(b'"amount"', b'"amaunt"')
    long = of_any_chart(6)
    while len(json.dumps(long, ensure_ascii=False).encode()) < LONGEST - 9_000:
        long["revenue"] += of_any_chart(len(long["revenue"]))["revenue"]
    del long["revenue"][1]["kind"]
    above = []
    for times in (1, 8):
        path = tmp_path / f"{times}.ndjson"
        path.write_bytes(b"".join([*few * times, *ndjson([long])]))
        done = subprocess.run(
            [sys.executable, "-c", _CODE, str(path)], check=True, capture_output=True, text=True, timeout=120
        )
        above.append(int(done.stdout) / 1024)
    assert above[1] < 64, f"{above[1]:.0f} MB above the imports"
    assert above[1] - above[0] < 8
