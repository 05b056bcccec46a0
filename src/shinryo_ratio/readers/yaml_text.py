"""YAML, read strictly: no aliases, no tags, no guessed types, no second key.

PyYAML's loaders keep the last of two equal keys and read 0123 as 83; so only its events are used, which
also keep the depth of a text off the stack.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, NoReturn

from shinryo_ratio.figures.words import FORMS, key_of
from shinryo_ratio.problems import FiguresError, Problem
from shinryo_ratio.readers.located import Builder, Fraction, Located, Spot, in_order, shown

_WHOLE: Final = re.compile(r"-?[1-9][0-9]{0,18}|0")
_FRACTION: Final = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
_TOO_DEEP: Final = "maximum nesting depth"
"""What PyYAML from 6.0.4 on says of a text that is nested a thousand deep."""
_KEY_AND_FULLWIDTH: Final = r"(\s*(?:-\s+)*)([^\s:：#\"']+)\s*(：|:(?=\u3000))"


def parse(text: str, file: str | None) -> tuple[Located, list[Problem]]:
    """The tree of a YAML text, and the problems that did not keep it from being read.

    Raises:
        FiguresError: where the text cannot be read to its end.
    """
    import yaml

    builder = Builder(file)
    reading = _Reading(builder, text)
    try:
        for event in _events(text):
            reading.take(event)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark and _TOO_DEEP in (error.problem or ""):
            # the scanner runs ahead and stops before the depth that is refused; up to there it does not
            return parse(text[: error.problem_mark.index], file)
        reading.explain(error)
    return Located(builder.tree, file, lambda: builder.index), builder.problems


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text, loader)


class _Reading:
    """One text on its way from events to a tree."""

    def __init__(self, builder: Builder, text: str) -> None:
        self.builder = builder
        self.text = text
        self.documents = 0

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, as the parser counts them."""
        return re.split(r"\r\n|[\r\n\x85\u2028\u2029]", self.text)

    def take(self, event: Any) -> None:
        """One event of the parser."""
        name = type(event).__name__
        if name in ("AliasEvent", "ScalarEvent", "MappingStartEvent", "SequenceStartEvent"):
            getattr(self, f"_{name[:-5]}")(event, _spot(event))
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.builder.close()
        elif name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self.builder.fail("yaml-several-documents", _spot(event))

    def _Alias(self, event: Any, spot: Spot) -> None:  # noqa: N802
        self._refuse("yaml-alias", spot, written=f"*{event.anchor}")
        if self.builder.expects_key:
            raise FiguresError(in_order(self.builder.problems))
        self.builder.value(None, spot)

    def _MappingStart(self, event: Any, spot: Spot) -> None:  # noqa: N802
        self._plain_node(event, spot)
        self.builder.open({}, spot)

    def _SequenceStart(self, event: Any, spot: Spot) -> None:  # noqa: N802
        self._plain_node(event, spot)
        self.builder.open([], spot)

    def _plain_node(self, event: Any, spot: Spot) -> None:
        self._no_anchor_no_tag(event, spot)
        if self.builder.expects_key:
            self.builder.fail("yaml-key-not-text", spot, written="{ } [ ]")

    def _Scalar(self, event: Any, spot: Spot) -> None:  # noqa: N802
        self._no_anchor_no_tag(event, spot)
        plain = bool(event.implicit[0])
        value = _plain_value(event.value) if plain else event.value
        if self.builder.expects_key:
            self._key(event.value, value, plain, spot)
            return
        colon = self._fullwidth_colon(spot) if plain and isinstance(value, str) else None
        if colon is None:
            self.builder.value(value, spot)
        else:
            self.builder.value(None, colon)

    def _key(self, text: str, value: Any, plain: bool, spot: Spot) -> None:
        if plain and text == "<<":
            self._refuse("yaml-alias", spot, written="<<")
        elif not isinstance(value, str):
            self._refuse("yaml-key-not-text", spot, written=shown(text))
        elif plain and text.startswith("\u3000"):
            self._refuse("yaml-fullwidth-space", spot)
        self.builder.key(text, spot)

    def _no_anchor_no_tag(self, event: Any, spot: Spot) -> None:
        if event.anchor is not None:
            self._refuse("yaml-alias", spot, written=f"&{event.anchor}")
        if event.tag is not None:
            self._refuse("yaml-tag", spot, written=shown(event.tag))

    def _fullwidth_colon(self, spot: Spot) -> Spot | None:
        """Where a key and its value became one text: an element of a list, or more of the text before."""
        element = self.builder.in_sequence or self.builder.path == ()
        first = spot.line if element else spot.line + 1
        for number, line in enumerate(self.lines[first - 1 : spot.last], first):
            if found := _fullwidth_colon(line):
                colon = Spot(number, found.start(3) + 1, number)
                self._refuse("yaml-fullwidth-colon", colon, written=found[2])
                return colon
        return None

    def _refuse(self, code: str, spot: Spot, /, **values: str | int) -> None:
        self.builder.add(code, spot, **values)

    def explain(self, error: Any) -> NoReturn:
        """What a syntax error of the parser is, in the words of those who typed the file.

        Raises:
            FiguresError: always.
        """
        mark = error.problem_mark or error.context_mark
        last = min(mark.line, len(self.lines) - 1)
        first = error.context_mark.line if error.context_mark else last - 1
        for number in range(last, max(-1, min(first, last - 1) - 1), -1):
            line = self.lines[number]
            if found := re.match(r"[ ]*(?:-[ ]*)*\t", line):
                self.builder.fail("yaml-tab", Spot(number + 1, found.end(), number + 1))
            if colon := _fullwidth_colon(line):
                spot = Spot(number + 1, colon.start(3) + 1, number + 1)
                self.builder.fail("yaml-fullwidth-colon", spot, written=colon[2])
        spot = Spot(mark.line + 1, mark.column + 1, mark.line + 1)
        self.builder.fail(_syntax_code(error), spot, detail=shown(error.problem or "", 80))


def _spot(event: Any) -> Spot:
    start, end = event.start_mark, event.end_mark
    last = end.line + 1 if end.column else max(end.line, start.line + 1)
    return Spot(start.line + 1, start.column + 1, max(last, start.line + 1))


def _plain_value(text: str) -> Any:
    """The value of a scalar without quotes; what is not certainly one of these stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        return Fraction(text)
    return text


def _fullwidth_colon(line: str) -> re.Match[str] | None:
    """The place where a known key is followed by ： or by a colon and a full-width blank."""
    found = re.match(_KEY_AND_FULLWIDTH, line)
    return found if found and any(key_of(form, found[2]) for form in FORMS) else None


def _syntax_code(error: Any) -> str:
    problem = f"{error.context or ''} {error.problem or ''}"
    if "mapping values are not allowed" in problem:
        return "yaml-second-colon"
    if "quoted scalar" in problem and "end of stream" in problem:
        return "yaml-quote-open"
    if "cannot start any token" in problem:
        return "yaml-sign-needs-quotes"
    if "block mapping" in problem or "block collection" in problem or "simple key" in problem:
        return "yaml-indentation"
    return "yaml-syntax"
