"""Batch (一括判定): many corporations' figures in, one line out for each, in the same order.

A chunk of the input is read, judged (here or by worker processes) and written with a checkpoint; memory stays
bounded whatever the length, and a run that was cut off goes on where its output stands.
"""

from shinryo_ratio.batch.beside import Beside, ForeignFileError
from shinryo_ratio.batch.lock import OutputBusyError
from shinryo_ratio.batch.output import FileOutput, NotWrittenError, Output, Progress, StreamOutput
from shinryo_ratio.batch.running import run
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.batch.workers import WorkerDiedError

__all__ = [
    "Beside",
    "FileOutput",
    "ForeignFileError",
    "NotWrittenError",
    "Output",
    "OutputBusyError",
    "Progress",
    "Settings",
    "StreamOutput",
    "WorkerDiedError",
    "run",
]
