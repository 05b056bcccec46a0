"""Processes that hear an interrupt, whatever the shell that runs the tests made of it."""

import signal
import subprocess
from collections.abc import Sequence
from typing import Any


def started(command: Sequence[str], **others: Any) -> subprocess.Popen[bytes]:
    """A process that ends on SIGINT: one of a shell's background does not, nor do those that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, **others)
    finally:
        signal.signal(signal.SIGINT, before)
