"""Figures edited for one run (試算): each edit done in turn, then validated like any figures."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.cli.what_if import Add, Change, Command, Scale

if TYPE_CHECKING:
    from shinryo_ratio.engine.what_if import Edit
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.problems import Problem

_LINE: Final = r"revenue\[(\d+)\](?:\.(\w+))?"
_DELIVERY: Final = re.compile(r"\s*([^x×]+?)\s*[x×]\s*([^x×]+?)\s*")


@dataclass(frozen=True, slots=True)
class Edited:
    """Figures after the edits."""

    figures: "Figures"
    edits: "tuple[Edit, ...]"
    statement_dropped: bool


def edited(figures: "Figures", given: Sequence[Command]) -> Edited:
    """The figures after the edits, validated like any figures.

    Stated totals are left out where the edits touch what the lines add to them.

    Raises:
        FiguresError: with every problem of the edits, each at the edit that it comes from.
    """
    from shinryo_ratio.problems import FiguresError

    draft = _Draft(figures)
    for command in given:
        draft.take(command)
    document = figures.model_dump(exclude_unset=True, by_alias=True)
    document.pop("statement", None)
    document["revenue"] = draft.lines
    made = draft.validated(document)
    if made is None:
        raise FiguresError(problem for _, problem in sorted(draft.problems, key=lambda found: found[0]))
    stated = bool(figures.statement.totals)
    if stated and _booked(made) == _booked(figures):
        return Edited(made.model_copy(update={"statement": figures.statement}), tuple(draft.edits), False)
    return Edited(made, tuple(draft.edits), stated)


def _booked(figures: "Figures") -> list[tuple[str, int, bool]]:
    """What the lines add to the totals of the statement, and to which."""
    from shinryo_ratio.figures.checks import statement_total

    return [
        (statement_total(line.section, line.business), line.amount, line.internal) for line in figures.revenue
    ]


@dataclass(slots=True)
class _Draft:
    """The lines on their way from the figures to the edited ones.

    Attributes:
        touched: the edit that touched a line last, and a field of it, by path.
        problems: with the number of the edit that each comes from.
        numbers: the texts of the numbers that edits state, by line and field.
    """

    figures: "Figures"
    lines: list[dict[str, Any]] = field(init=False)
    edits: "list[Edit]" = field(default_factory=list)
    touched: dict[tuple[Any, ...], int] = field(default_factory=dict)
    problems: "list[tuple[int, Problem]]" = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    numbers: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = [line.model_dump(exclude_unset=True) for line in self.figures.revenue]

    def take(self, command: Command) -> None:
        """Do one edit."""
        self.written.append(command.written)
        if isinstance(command, Change):
            self._change(command)
        elif isinstance(command, Add):
            self._add(command)
        else:
            self._scale(command)

    # -- a line ---------------------------------------------------------------------------------

    def _change(self, command: Change) -> None:
        index = command.number - 1
        if not self._is_there(index):
            return
        line = self.lines[index]
        key, value = self._field(command.key, command.text)
        if value is None:
            return
        before = self._said(index, key)
        dropped = self._dropped(line, value) if key == "kind" else ()
        line[key] = value
        self._touch(index, key)
        self.numbers[index, key] = command.text
        name = str(line.get("name", ""))
        self._record("changed", (index,), name, key, before, _plain(value), dropped=dropped)

    def _is_there(self, index: int) -> bool:
        if 0 <= index < len(self.lines):
            return True
        self._refuse("set-line-missing", number=index + 1, count=len(self.lines))
        return False

    def _said(self, index: int, key: str) -> Any:
        """What stands in a field, its default included."""
        if key in self.lines[index] or index >= len(self.figures.revenue):
            return _plain(self.lines[index].get(key))
        return _plain(getattr(self.figures.revenue[index], key, None))

    def _dropped(self, line: dict[str, Any], kind: Any) -> tuple[str, ...]:
        """The facts that a new kind does not take, taken off the line."""
        from shinryo_ratio.figures import vocabulary as v

        if kind not in v.KINDS:
            return ()
        facts = {fact for taken in v.FACTS_OF_KIND.values() for fact in taken}
        dropped = tuple(key for key in line if key in facts and key not in v.FACTS_OF_KIND.get(kind, ()))
        for key in dropped:
            del line[key]
        return dropped

    def _add(self, command: Add) -> None:
        line: dict[str, Any] = {}
        index = len(self.lines)
        self.lines.append(line)
        self._touch(index, "")
        for written, text in command.pairs:
            key, value = self._field(written, text)
            if key in line:
                self._refuse("set-key-twice", key=written)
            if value is not None:
                line[key] = value
                self._touch(index, key)
                self.numbers[index, key] = text
        self._record("added", (index,), str(line.get("name", "")), "amount", None, line.get("amount"))

    def _field(self, written: str, text: str) -> tuple[str, Any]:
        """The key and the value that a text states; what is not understood stays as written.

        The value is None where what is wrong with it was told.
        """
        from shinryo_ratio.figures.amounts import AmountError, parse_amount
        from shinryo_ratio.figures.words import FORMS, code_of, key_of

        key = key_of("line", written)
        if key is None:
            return written, text
        words = FORMS["line"][key].words
        if words is not None:
            code = code_of(words, text)
            return key, text if code is None else {"true": True, "false": False}.get(code, code)
        if key == "deliveries":
            return key, self._deliveries(text)
        if key in ("amount", "delivery_count"):
            try:
                return key, parse_amount(text)
            except AmountError:
                return key, text
        return key, text

    def _deliveries(self, text: str) -> list[dict[str, str]] | None:
        parts = [part for part in unicodedata.normalize("NFKC", text).lower().split(";") if part.strip()]
        found = [_DELIVERY.fullmatch(part) for part in parts]
        if not found or not all(found):
            self._refuse("deliveries-format", written=text)
            return None
        return [{"fee": part[1], "count": part[2]} for part in found if part]

    # -- a kind ---------------------------------------------------------------------------------

    def _scale(self, command: Scale) -> None:
        indices = self._targets(command.target)
        if not indices:
            return
        before = after = 0
        cut = False
        for index in indices:
            line = self.lines[index]
            amount = line.get("amount")
            if line.get("deliveries"):
                self._refuse("set-deliveries-scaled", number=index + 1)
            if not isinstance(amount, int) or line.get("deliveries"):
                continue  # what is no amount is told when the lines are validated
            scaled, rest = _scaled(amount, command.factor)
            before, after, cut = before + amount, after + scaled, cut or rest
            line["amount"] = scaled
            self.numbers.pop((index, "amount"), None)
            self._touch(index, "amount")
        factor = (command.factor.numerator, command.factor.denominator)
        first = self.lines[indices[0]]
        name = str(first.get("name", "")) if command.target.isdecimal() else str(first.get("kind", ""))
        self._record("scaled", indices, name, "amount", before, after, factor=factor, cut=cut)

    def _targets(self, target: str) -> tuple[int, ...]:
        """The lines of a kind, or the one of a number."""
        from shinryo_ratio.figures import vocabulary as v
        from shinryo_ratio.figures.words import code_of, nearest
        from shinryo_ratio.readers.diagnosis import all_words, with_code

        if target.isdecimal():
            index = int(target) - 1
            return (index,) if self._is_there(index) else ()
        kind = code_of(v.KINDS, target)
        if kind is None:
            near = nearest(target, v.KINDS) or ""
            self._refuse(
                "unknown-word", key="区分 (kind)", written=target, nearest=near, known=all_words(v.KINDS)
            )
            return ()
        indices = tuple(index for index, line in enumerate(self.lines) if line.get("kind") == kind)
        if not indices:
            there = dict.fromkeys(str(line.get("kind")) for line in self.lines)
            known = "、".join(with_code(v.KINDS, code) for code in there if code in v.KINDS)
            self._refuse("set-kind-absent", kind=with_code(v.KINDS, kind), known=known)
        return indices

    # -- what was done, and what is wrong ---------------------------------------------------------

    def _touch(self, index: int, key: str) -> None:
        self.touched[index,] = self.touched[index, key] = len(self.written) - 1

    def _record(
        self, action: Any, indices: Iterable[int], name: str, key: str, before: Any, after: Any, **more: Any
    ) -> None:
        from shinryo_ratio.engine.what_if import Edit

        numbers = tuple(index + 1 for index in indices)
        self.edits.append(
            Edit(
                written=self.written[-1],
                action=action,
                lines=numbers,
                name=name,
                field=key,
                before=before,
                after=after,
                **more,
            )
        )

    def _refuse(self, code: str, /, **values: str | int) -> None:
        from shinryo_ratio.problems import Place, Problem

        number = len(self.written) - 1
        place = Place(file=f"--set {self.written[number]}")
        self.problems.append((number, Problem(code, place, values)))

    def validated(self, document: dict[str, Any]) -> "Figures | None":
        """The figures that the lines make; None, and the problems, where something is wrong."""
        from pydantic import ValidationError

        from shinryo_ratio.figures import Figures
        from shinryo_ratio.problems import Place
        from shinryo_ratio.readers.diagnosis import diagnose
        from shinryo_ratio.readers.located import Index, Located

        try:
            made = Figures.model_validate(document)
        except ValidationError as error:
            made = None
            for problem in diagnose(error, document, Located(document, None, Index)):
                number = self._origin(problem.place.path)
                place = Place(file=f"--set {self.written[number]}", path=problem.place.path)
                self.problems.append((number, self._as_written(problem).at(place)))
        return None if self.problems else made

    def _as_written(self, problem: "Problem") -> "Problem":
        """The problem with a number quoted as the edit states it: △5, not -5."""
        from shinryo_ratio.problems import Problem
        from shinryo_ratio.readers.located import shown

        found = re.fullmatch(_LINE, problem.place.path)
        text = self.numbers.get((int(found[1]), found[2])) if found and found[2] else None
        if text is None or "written" not in problem.values:
            return problem
        return Problem(problem.code, problem.place, {**problem.values, "written": shown(text)})

    def _origin(self, path: str) -> int:
        """The edit that a path of the edited document comes from: the last one where none is nearer."""
        found = re.match(_LINE, path)
        last = len(self.written) - 1
        if found is None:
            return last
        index = int(found[1])
        return self.touched.get((index, found[2]), self.touched.get((index,), last))


def _scaled(amount: int, factor: Fraction) -> tuple[int, bool]:
    """The amount times a factor, cut toward zero, and whether anything was cut."""
    whole, rest = divmod(abs(amount) * factor.numerator, factor.denominator)
    return (whole if amount >= 0 else -whole), bool(rest)


def _plain(value: Any) -> Any:
    """A value as an edit tells it: deliveries as they are written."""
    if isinstance(value, list | tuple):
        pairs = ((part if isinstance(part, dict) else part.model_dump()) for part in value)
        return ";".join(f"{pair['fee']}x{pair['count']}" for pair in pairs)
    return value
