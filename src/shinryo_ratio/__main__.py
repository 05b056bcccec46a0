"""`shinryo-ratio` and `python -m shinryo_ratio`."""

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit status; `--version` alone imports no command."""
    # a command has no use for validation plugins, and looking for them takes a fifth of its start
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    # next to nothing of what a start makes is garbage: looking for it takes a twentieth of the start
    gc.set_threshold(100_000)
    from shinryo_ratio.cli.running import run

    status = run(sys.argv[1:])
    # what is left goes with the process: looking through it for garbage once more takes a tenth of a run
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
