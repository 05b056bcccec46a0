"""JSON: read by the standard library; only where something is wrong, read again for the places."""

import json
import re
from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Final

from shinryo_ratio.problems import Problem
from shinryo_ratio.readers.located import Builder, Fraction, Index, Lines, Located

_TOKEN: Final = re.compile(r"[ \t\r\n]*(?:([{}\[\],:\"])|([^ \t\r\n{}\[\],:\"]+))")
_MOST_DIGITS: Final = 30
_SYNTAX: Final = {
    "Expecting property name enclosed in double quotes": "json-key-expected",
    "Illegal trailing comma before end of object": "json-trailing-comma",
    "Illegal trailing comma before end of array": "json-trailing-comma",
    "Expecting ',' delimiter": "json-comma-expected",
    "Expecting ':' delimiter": "json-colon-expected",
    "Expecting value": "json-value-expected",
    "Unterminated string starting at": "json-string-open",
    "Invalid control character at": "json-string-open",
    "Extra data": "json-extra",
}


class _Flags:
    """What the fast reading noticed, and the slow one must find."""

    slow = False

    def mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        tree = dict(pairs)
        self.slow = self.slow or len(tree) != len(pairs)
        return tree

    def constant(self, name: str) -> None:
        self.slow = True


def parse(text: str, file: str | None) -> tuple[Located, list[Problem]]:
    """The tree of a JSON text, and the problems that did not keep it from being read.

    Raises:
        FiguresError: where the text cannot be read to its end.
    """
    flags = _Flags()
    try:
        tree = _loads(text, flags)
    except json.JSONDecodeError as error:
        Builder(file).fail(*_syntax(text, error))
    except RecursionError:
        flags.slow = True
    if not flags.slow:
        return Located(tree, file, lambda: _scanned(text, file).index), []
    builder = _scanned(text, file)
    return Located(builder.tree, file, _known(builder.index)), builder.problems


def _known(index: Index) -> Callable[[], Index]:
    return lambda: index


def _loads(text: str, flags: _Flags) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=flags.mapping, parse_constant=flags.constant, parse_float=Fraction
        )
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number of more digits than int() takes
        return json.loads(
            text,
            object_pairs_hook=flags.mapping,
            parse_constant=flags.constant,
            parse_float=Fraction,
            parse_int=_whole,
        )


def _whole(digits: str) -> int:
    """The number, or one that is as surely too large."""
    if len(digits) <= _MOST_DIGITS:
        return int(digits)
    too_large: int = 10**_MOST_DIGITS
    return -too_large if digits.startswith("-") else too_large


def _syntax(text: str, error: json.JSONDecodeError) -> tuple[str, Any]:
    code = _SYNTAX.get(error.msg, "json-syntax")
    position = min(error.pos, len(text))
    before = text[:position].rstrip()
    # Before Python 3.13 a comma too many is told as a key or value that is missing after it.
    closes = text[position : position + 1] in ("}", "]")
    if code in ("json-key-expected", "json-value-expected") and closes and before.endswith(","):
        code, position = "json-trailing-comma", len(before) - 1
    return code, Lines(text).spot(position)


def _scanned(text: str, file: str | None) -> Builder:
    """The tree and the places of a text that is known to be JSON, but for its depth."""
    builder, lines, position = Builder(file), Lines(text), 0
    while token := _TOKEN.match(text, position):
        sign, word = token.groups()
        start, position = token.start(1 if sign else 2), token.end()
        if sign == '"':
            value, position = scanstring(text, position, True)
            spot = lines.spot(start, position)
            (builder.key if builder.expects_key else builder.value)(value, spot)
        elif sign in ("{", "["):
            builder.open({} if sign == "{" else [], lines.spot(start))
        elif sign in ("}", "]"):
            builder.close(lines.spot(start).line)
        elif word:
            spot = lines.spot(start, position)
            if word in ("NaN", "Infinity", "-Infinity"):
                builder.add("json-constant", spot, written=word)
            builder.value(_scalar(word), spot)
    return builder


def _scalar(word: str) -> Any:
    return json.loads(word, parse_int=_whole, parse_float=Fraction, parse_constant=lambda _: None)
