"""What a document says beside its lines: judged once by the models for all that say the same.

Thousands of documents share a corporation type, a year and a few choices. Their names and references, costs
and totals differ, and are looked at one by one.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import ValidationError

from shinryo_ratio.batch.forms import Lines, Totals, codes_of
from shinryo_ratio.engine import governing
from shinryo_ratio.engine.standing import Look
from shinryo_ratio.figures import Costs, Figures, Statement
from shinryo_ratio.figures.fields import MOST_YEN
from shinryo_ratio.figures.words import to_codes
from shinryo_ratio.law import Law, NotTested, PlacementTable, RuleSet, as_law
from shinryo_ratio.problems import FiguresError

_MOST: Final = 1024
"""Heads remembered."""

_TRIAL_LINE: Final = {"name": "-", "amount": 1, "kind": "self_pay"}
_Looks: TypeAlias = dict[tuple[PlacementTable, frozenset[str], frozenset[str]], Look]


class Head(NamedTuple):
    """A head that the models accept.

    Attributes:
        lines: what adds up the lines of documents under it.
        ruling: how they are looked at, or why they are not tested.
        keys: how many keys it has.
    """

    lines: Lines
    ruling: Look | NotTested
    keys: int


class Parts(NamedTuple):
    """A document taken apart, in codes.

    Attributes:
        rest: what many documents say in the same words.
        keys: how many keys it has outside `rest` and the lines.
    """

    reference: Any
    name: Any
    lines: Any
    costs: Any
    statement: Any
    rest: dict[str, Any]
    keys: int


class Heads:
    """Remembers the heads of a run."""

    def __init__(self, law: Law | None) -> None:
        self._law = law
        self._heads: dict[str, Head] = {}
        self._looks: _Looks = {}
        self._lines: dict[tuple[str, Look], Lines] = {}

    def of(self, rest: dict[str, Any]) -> Head | None:
        """The head that says this; None where the models refuse it or the law has no answer."""
        said = repr(rest)  # tells 1 from true and from 1.0
        head = self._heads.get(said)
        if head is None:
            head = self._read(rest)
            if head is not None:
                if len(self._heads) >= _MOST:
                    for remembered in (self._heads, self._looks, self._lines):
                        remembered.clear()
                self._heads[said] = head
        return head

    def _read(self, rest: dict[str, Any]) -> Head | None:
        document = {**rest, "revenue": [_TRIAL_LINE]}
        document["corporation"] = {**rest["corporation"], "name": "-"}
        if to_codes(document).twice:
            return None
        try:
            figures = Figures.model_validate(document)
            ruling = governing(figures, self._law)
            look = self._look(figures, ruling)
        except (ValidationError, FiguresError):
            return None
        if figures.unit != "yen":
            return None
        key = (figures.accounting_standard, look)
        lines = self._lines.setdefault(key, Lines(*key))
        return Head(lines, ruling if isinstance(ruling, NotTested) else look, _keys(rest))

    def _look(self, figures: Figures, ruling: RuleSet | NotTested) -> Look:
        """The look of figures that choose these sides; any, where they are not tested."""
        if isinstance(ruling, NotTested):
            ruling = as_law(self._law).of_type(figures.corporation.type).rulesets[-1]
        chosen = figures.readings.chosen
        table = ruling.placement(covid_elected=figures.elections.covid_subsidy_measure)
        alternatives = frozenset(id_ for id_, said in chosen.items() if said.choice == "alternative")
        closed = frozenset(id_ for id_, said in chosen.items() if said.confirmed)
        key = (table, alternatives.intersection(ruling.readings), closed)
        return self._looks.setdefault(key, Look(*key))


def taken_apart(document: Any) -> Parts | None:
    """The parts of a document; None where it is not written as a document is."""
    coded = _in_codes("document", document)
    if coded is None or "revenue" not in coded:
        return None
    corporation = _in_codes("corporation", coded.get("corporation"))
    if corporation is None or "name" not in corporation:
        return None
    before = len(coded)
    lines, reference = coded.pop("revenue"), coded.pop("reference", None)
    costs = _in_codes("costs", coded.pop("costs")) if "costs" in coded else {}
    statement = _in_codes("statement", coded.pop("statement")) if "statement" in coded else {}
    if costs is None or statement is None:
        return None
    name = corporation.pop("name")
    coded["corporation"] = corporation
    keys = before - len(coded) + 1 + len(costs) + len(statement)
    return Parts(reference, name, lines, costs, statement, coded, keys)


def agrees(parts: Parts, totals: Totals) -> bool:
    """Whether costs, totals and names are right, the lines add up to the totals, and not to too much."""
    if type(parts.name) is not str or not parts.name:
        return False
    if parts.reference is not None and (type(parts.reference) is not str or not parts.reference):
        return False
    if totals.absolute > MOST_YEN:
        return False
    try:
        if parts.costs:
            Costs.model_validate(parts.costs)
        if totals.posted is None:
            return True
        stated = Statement.model_validate(parts.statement).totals
    except ValidationError:
        return False
    return all(totals.posted.get(name, 0) == total for name, total in stated.items())


def _in_codes(form: str, mapping: Any) -> dict[str, Any] | None:
    if type(mapping) is not dict:
        return None
    written = tuple(mapping)
    codes = codes_of(form, written)
    if codes is None or codes == written:
        return None if codes is None else mapping
    return dict(zip(codes, mapping.values(), strict=True))


def _keys(tree: Any) -> int:
    """How many keys a tree has, at every depth."""
    if isinstance(tree, Mapping):
        return len(tree) + sum(map(_keys, tree.values()))
    return sum(map(_keys, tree)) if isinstance(tree, list) else 0
