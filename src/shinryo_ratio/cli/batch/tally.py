"""How far a batch is, on a terminal; and what came of it, at its end."""

import sys
import time
from typing import TYPE_CHECKING, Final

from shinryo_ratio.cli import console
from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.batch import Progress

_SECONDS_BETWEEN: Final = 0.5

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "met": "満たす",
        "not_met": "満たさない",
        "undetermined": "判定できない（資料不足）",
        "not_applicable": "対象外",
        "invalid": "入力の誤り",
    },
    "en": {
        "met": "met",
        "not_met": "not met",
        "undetermined": "undetermined",
        "not_applicable": "not applicable",
        "invalid": "invalid",
    },
}


class Tally:
    """Tells on standard error how far a run is.

    Attributes:
        size: the bytes of the input, where they are known.
    """

    def __init__(self, lang: Language, size: int | None) -> None:
        self._lang: Language = lang
        self._size = size
        self._on_terminal = sys.stderr.isatty()
        self._shown = time.monotonic()
        self._is_on_screen = False

    def show(self, progress: "Progress") -> None:
        """Show how far the run is, on a terminal, not too often."""
        now = time.monotonic()
        if not self._on_terminal or now - self._shown < _SECONDS_BETWEEN:
            return
        count = progress.mark.documents
        text = f"{count:,} documents" if self._lang == "en" else f"{count:,}件"
        if self._size:
            text += f" ({min(100, progress.mark.length * 100 // self._size)}%)"
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()
        self._shown, self._is_on_screen = now, True

    def clear(self) -> None:
        """Leave the line to what is said next."""
        if self._is_on_screen:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_on_screen = False

    def end(self, progress: "Progress") -> None:
        """Say what came of the run, in one line."""
        self.clear()
        english = self._lang == "en"
        total = progress.mark.documents
        parts = [
            f"{word} {progress.outcomes[outcome]:,}"
            for outcome, word in _WORDS[self._lang].items()
            if progress.outcomes[outcome]
        ]
        head = f"{total:,} documents" if english else f"{total:,}件"
        told = (", " if english else "・").join(parts)
        console.write_err(f"{head}: {told}" if parts else head)
