"""What the system says of a file that cannot be read or written, in words."""

import errno
from typing import Final

from shinryo_ratio.messages.language import Language

_WORDS: Final = {
    errno.ENOENT: "フォルダーかファイルがありません",
    errno.ENOTDIR: "途中の名前がフォルダーではありません",
    errno.EISDIR: "フォルダーです",
    errno.EACCES: "権限がありません",
    errno.EPERM: "許可されていません",
    errno.EROFS: "書き込めない装置です",
    errno.ENOSPC: "空き容量がありません",
    errno.EDQUOT: "割り当ての容量を超えます",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EIO: "装置の入出力の誤りです",
}


def failure_words(error: OSError, lang: Language) -> str:
    """Why a file cannot be read or written; in the words of the system where we have none."""
    ours = _WORDS.get(error.errno or 0) if lang == "ja" else None
    return ours or error.strerror or str(error)
