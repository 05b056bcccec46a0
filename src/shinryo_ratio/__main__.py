"""`shinryo-ratio` and `python -m shinryo_ratio`."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit status; `--version` alone imports no command."""
    from shinryo_ratio.cli.running import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
