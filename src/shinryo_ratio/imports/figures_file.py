"""The figures file that an import writes: valid as it stands, telling whence each line and what is left."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import code_of
from shinryo_ratio.imports.importing import Imported, line_fields, part_of, statement_of
from shinryo_ratio.imports.lastyear import LastYear
from shinryo_ratio.imports.placing import LeftOut, Line
from shinryo_ratio.imports.splitting import candidates
from shinryo_ratio.messages.imports import CONFIDENCE, LAYOUTS, REASONS, REMARKS, UNSEEN, WORDS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import fill
from shinryo_ratio.messages.terms import term

_PLAIN: Final = re.compile(r"[^\W\d_][\w（）・ー／々〇]*")
_NOT_TEXT: Final = {"true", "false", "null", "yes", "no", "on", "off"}
_MOST_ROWS: Final = 4000


def figures_yaml(imported: Imported, like: LastYear, lang: Language) -> str:
    """The figures as YAML, commented in a language; `check` reads it as it is."""
    return "\n".join(_Writing(imported, like, lang).lines()) + "\n"


class _Writing:
    def __init__(self, imported: Imported, like: LastYear, lang: Language) -> None:
        self.imported, self.like, self.lang = imported, like, lang
        self.file = _one_line(Path(imported.export.grid.file).name)

    def say(self, key: str, **values: str | int) -> str:
        """Words of the catalogue."""
        return fill(WORDS[key], self.lang, values)

    def lines(self) -> Iterator[str]:
        """The lines of the file."""
        yield from self._head()
        yield from self._corporation()
        yield from self._revenue()
        yield from self._statement()
        yield from self._left_out()

    def _head(self) -> Iterator[str]:
        layout = LAYOUTS[self.imported.export.layout][0][self.lang]
        yield f"# {self.say('title')}"
        yield f"# {self.say('source', file=self.file, layout=layout, unseen=UNSEEN[self.lang])}"
        if self.imported.to_split:
            yield f"# {self.say('next')}"
        if self.imported.business_assumed:
            yield f"# {self.say('business-assumed')}"
        for note in self.imported.notes:
            yield f"# {_one_line(note.words(self.lang)[0])}"

    def _corporation(self) -> Iterator[str]:
        headings, figures = self.imported.headings, self.imported.figures
        yield "schema: shinryo-ratio/figures/1"
        if "reference" in headings:
            yield f"reference: {quoted(headings['reference'])}"
        yield "corporation:"
        yield self._said("  name: " + quoted(figures.corporation.name), "name")
        yield self._said(f"  type: {figures.corporation.type}", "type")
        if figures.corporation.legal_form is not None:
            yield f"  legal_form: {figures.corporation.legal_form}"
        yield "fiscal_year:"
        yield self._said(f"  start: {figures.fiscal_year.start.isoformat()}", "start")
        yield self._said(f"  end: {figures.fiscal_year.end.isoformat()}", "end")
        yield f"basis: {figures.basis}"
        yield self._said(f"accounting_standard: {figures.accounting_standard}", "standard")
        assumed = "" if "unit" in headings else self.say("unit-assumed")
        yield self._said(f"unit: {figures.unit}", "unit", assumed)

    def _said(self, text: str, heading: str, otherwise: str = "") -> str:
        row = self.imported.told.get(heading)
        words = self.say("from-row", row=self._named(row)) if row else otherwise
        return f"{text}    # {words}" if words else text

    def _revenue(self) -> Iterator[str]:
        yield "revenue:"
        before = None
        for line in self.imported.lines:
            part = part_of(line)
            if part != before:
                yield f"  # {self.say('section-' + part)}"
                before = part
            yield from self._line(line)

    def _line(self, line: Line) -> Iterator[str]:
        fields = line_fields(line)
        yield f"  - name: {quoted(fields.pop('name'))}    # {self._origin(line)}"
        yield f"    amount: {fields.pop('amount')}"
        kind = term("kind", line.kind, self.lang) if self.lang == "ja" else ""
        yield f"    kind: {fields.pop('kind')}" + (f"    # {kind}" if kind else "")
        for key, value in fields.items():
            yield f"    {key}: {_scalar(value)}"
        for comment in said_of(line, self.lang):
            yield f"    # {comment}"
        if line.to_split:
            yield from self._templates(line)

    def _origin(self, line: Line) -> str:
        return self._named(line.row.number)

    def _named(self, row: int) -> str:
        return _one_line(self.imported.export.grid.named(self.file, row))

    def _templates(self, line: Line) -> Iterator[str]:
        origin, rows = candidates(line, self.like, self.imported.accounts)
        yield f"    # {self.say('to-split')}" + (f": {self.say(origin)}" if origin else "")
        for fields in rows:
            yield f"  #- {{{_flow(fields)}}}"

    def _statement(self) -> Iterator[str]:
        totals = self.imported.totals
        if totals.statement:
            yield f"# {self.say('totals', count=len(totals.met))}"
            yield "statement:"
            for key, amount in statement_of(self.imported.lines, totals).items():
                met = totals.statement[key]
                row = self.say("from-row", row=self._named(met.row.number))
                yield f"  {key}: {amount}    # {_one_line(met.row.name)} ({row})"
        if totals.unchecked:
            keys = "、".join(self.say(f"section-{key}").strip("- ") for key in totals.unchecked)
            yield f"# {self.say('no-totals', keys=keys)}"

    def _left_out(self) -> Iterator[str]:
        left = self.imported.left_out
        yield "#"
        yield f"# {self.say('left-out', count=len(left))}"
        for reason, words in REASONS.items():
            rows = [one for one in left if one.reason == reason]
            if rows:
                yield f"# {words[self.lang]}:"
                yield from self._rows(rows)

    def _rows(self, rows: Sequence[LeftOut]) -> Iterator[str]:
        for one in rows[:_MOST_ROWS]:
            amount = "" if one.row.amount is None else f" {one.row.amount:,}"
            account = f"{one.row.account}（{one.row.name}）" if one.row.role == "sub" else one.row.name
            name = _one_line(account)
            yield f"#   {self.say('left-row', row=str(one.row.number), name=name)}{amount}"


def said_of(line: Line, lang: Language) -> Iterator[str]:
    """What there is to say of a line: what was read into it, and how sure its kind is."""
    for code, values in line.remarks:
        yield fill(REMARKS[code], lang, values)
    meaning = line.meaning
    if meaning is None:
        return
    own = (meaning.origin,) if meaning.confidence == "own" else ()
    said = " ".join(part for part in (*own, meaning.source) if part)
    yield f"{CONFIDENCE[meaning.confidence][lang]}: {_one_line(said)}"
    if meaning.note:
        yield _one_line(meaning.note)


def _flow(fields: dict[str, Any]) -> str:
    return ", ".join(f"{key}: {_scalar(value)}" for key, value in fields.items())


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else quoted(str(value))


def quoted(text: str) -> str:
    """A text as YAML has it, in quotes where it could be read as anything else."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT
    return text if plain else json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def unit_of(imported: Imported) -> str:
    """The unit of the amounts."""
    return code_of(v.UNITS, imported.headings.get("unit", "yen")) or "yen"


def remarks(imported: Imported, lang: Language) -> Iterator[str]:
    """What holds of the whole import: a business that was assumed, sections that no total reconciles."""
    if imported.business_assumed:
        yield WORDS["business-assumed"][lang]
    if imported.totals.unchecked:
        keys = "、".join(WORDS[f"section-{key}"][lang].strip("- ") for key in imported.totals.unchecked)
        yield fill(WORDS["no-totals"], lang, {"keys": keys})


def summary(imported: Imported, lang: Language) -> Iterable[str]:
    """What was read and what is left to do, in a few lines for the terminal."""
    rows = len(imported.lines) + len(imported.left_out)
    yield fill(
        WORDS["summary"],
        lang,
        {
            "rows": rows,
            "lines": len(imported.lines),
            "left": len(imported.left_out),
            "met": len(imported.totals.met),
        },
    )
    yield from remarks(imported, lang)
    blank = [left.row.name for left in imported.left_out if left.reason == "blank-revenue"]
    if blank and imported.totals.unchecked:
        yield fill(WORDS["summary-blank"], lang, {"names": "、".join(map(_one_line, blank))})
    if row := imported.told.get("standard"):
        standard = term("standard", imported.figures.accounting_standard, lang)
        where = imported.export.grid.named(imported.export.grid.file, row)
        yield fill(WORDS["summary-standard"], lang, {"row": where, "standard": standard})
    if imported.to_split:
        yield fill(WORDS["summary-split"], lang, {"count": len(imported.to_split)})
    for line in imported.to_split:
        values: dict[str, str | int] = {
            "row": imported.export.grid.named(imported.export.grid.file, line.row.number), "name": line.name,
            "amount": line.amount, "unit": WORDS[unit_of(imported)][lang],
        }  # fmt: skip
        yield "  " + fill(WORDS["summary-account"], lang, values)
