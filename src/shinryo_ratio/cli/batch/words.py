"""What a batch says of how it ended, in either language."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shinryo_ratio.cli.outlet import Outlet

if TYPE_CHECKING:
    from shinryo_ratio.batch import NotWrittenError, Output, WorkerDiedError


def death(died: "WorkerDiedError", outlet: Outlet) -> str:
    """Which lines a worker had that ended."""
    kept = outlet.file is not None
    return outlet.say(
        f"{died.first:,}行目から{died.last:,}行目までを判定していた作業プロセスが終了しました"
        f"（終了コード {died.status}）。" + ("--resume を付けて実行すると続きから行います。" if kept else ""),
        f"The process that judged lines {died.first:,} to {died.last:,} ended (status {died.status})."
        + (" Run again with --resume to go on." if kept else ""),
    )


def busy(outlet: Outlet) -> str:
    """That another run writes the output."""
    return outlet.say(
        f"-o {outlet.file} は別の batch が書いています。その終わりを待つか、別の名前にしてください。",
        f"-o {outlet.file} is being written by another batch. Wait for its end, or choose another name.",
    )


def foreign(outlet: Outlet, path: Path) -> str:
    """That a file stands beside the output which is no half-done result."""
    return outlet.say(
        f"{path} は batch の途中の結果ではありません（-o {outlet.file} の途中の結果を置く場所です）。"
        "そのファイルを移すか、-o を別の名前にしてください。",
        f"{path} is not what an earlier batch left (it is where the half-done -o {outlet.file} would stand)."
        " Move that file, or choose another name for -o.",
    )


def for_sql(source: str, outlet: Outlet) -> str:
    """That a table takes the engine that reads it."""
    suffix = Path(source).suffix
    return outlet.say(
        f"{suffix} は --engine duckdb を付けて判定します: shinryo-ratio batch {source} --engine duckdb",
        f"{suffix} takes --engine duckdb: shinryo-ratio batch {source} --engine duckdb",
    )


def interrupted(outlet: Outlet, output: "Output") -> str:
    """That the run was interrupted, below the ^C of a terminal, and how to go on."""
    lead = "\n" if sys.stderr.isatty() else ""
    if not output.kept:
        return lead + outlet.say("中断しました。結果は残っていません。", "Interrupted. Nothing is kept.")
    return lead + outlet.say(
        f"中断しました。{output.kept:,}件目までの結果は残してあります。"
        "--resume を付けて実行すると続きから行います。",
        f"Interrupted. The first {output.kept:,} documents are kept: run again with --resume to go on.",
    )


def cut_off(outlet: Outlet, error: "NotWrittenError", output: "Output | None") -> str:
    """That the output could not be written further, and how to go on."""
    file = f"-o {outlet.file}" if outlet.file else outlet.say("標準出力", "Standard output")
    told = outlet.say(
        f"{file} に書き込めません（{error.detail}）。", f"{file} cannot be written ({error.detail})."
    )
    if output is None or outlet.file is None:
        return told + outlet.say(
            "空き容量と権限を確かめてください。", " Check the room on the disk and the permissions."
        )
    if not output.kept:
        return told + outlet.say("空きを作ってから、もう一度、最初から行ってください。",
                                 " Make room, and start anew.")  # fmt: skip
    return told + outlet.say(
        f"{output.kept:,}件目までの結果は残してあります。"
        "空きを作ってから --resume を付けて実行すると続きから行います。",
        f" The first {output.kept:,} documents are kept: make room, and run again with --resume to go on.",
    )


def not_writable(outlet: Outlet, error: OSError) -> str:
    """That the output cannot be opened."""
    detail = error.strerror or str(error)
    return outlet.say(
        f"-o {outlet.file} に書き込めません（{detail}）。フォルダーと権限を確かめてください。",
        f"-o {outlet.file} cannot be written ({detail}).",
    )
