"""What an assessment says: frozen results, amounts in yen, codes of closed lists.

The words for the codes stand in the message catalogue; `reports` turn results into text and JSON.
"""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from shinryo_ratio.engine.percent import percent
from shinryo_ratio.frozen import Frozen

if TYPE_CHECKING:
    from shinryo_ratio.engine.decision import Decision
    from shinryo_ratio.engine.questions import Question
    from shinryo_ratio.figures import Figures, RevenueLine
    from shinryo_ratio.law import NotTested, RuleSet
    from shinryo_ratio.law.model import Words

Verdict: TypeAlias = Literal["met", "not_met", "undetermined", "not_applicable"]
Certainty: TypeAlias = Literal["settled", "depends_on_reading"]


class Ratio(NamedTuple):
    """A ratio that is attained, in yen; the denominator is above zero."""

    numerator: int
    denominator: int


class Bounds(NamedTuple):
    """取り得る割合の範囲: the lowest and the highest ratio; None where no value has D > 0."""

    low: Ratio | None
    high: Ratio | None


class Margins(NamedTuple):
    """余裕額・不足額 in yen at the stated figures; None where one makes no sense.

    Attributes:
        other_revenue_room: how much other revenue may be added while the test stays met.
        qualifying_loss_room: how much social insurance revenue may be lost while it stays met.
        qualifying_shortfall: how much more social insurance revenue makes it met.
        other_revenue_excess: how much other revenue must leave the denominator to make it met.
    """

    other_revenue_room: int | None = None
    qualifying_loss_room: int | None = None
    qualifying_shortfall: int | None = None
    other_revenue_excess: int | None = None


class Threshold(NamedTuple):
    """基準: the portion that a ratio must exceed (>), or stay within (<=)."""

    numerator: int
    denominator: int
    comparison: Literal[">", "<="]


class OpenFact(NamedTuple):
    """未確認事項: a fact of a line that is not known and could change the sums."""

    line: int
    name: str
    fact: str
    decides: bool


class OpenReading(NamedTuple):
    """取扱い: an open point of law that lines touch, at the side chosen."""

    id: str
    choice: str
    lines: tuple[int, ...]
    decides: bool


class ItemSum(NamedTuple):
    """The numerator by statutory item, in yen."""

    item: str
    kinds: tuple[str, ...]
    numerator: int


class BridgeStep(NamedTuple):
    """What leaves the sum of all lines on the way to the denominator, in yen."""

    reason_code: str
    amount: int


class LineTrace(NamedTuple):
    """What one line adds, counted or not, and why; amounts in yen.

    Attributes:
        line: its number in input order, from 1.
        source: the revenue line itself.
        effective_section: the section it counts in.
        item: the statutory item it counts under, or None.
        in_denominator: whether its yen stand in the denominator; a line of 0 yen has a place too.
    """

    line: int
    source: "RevenueLine"
    amount: int
    numerator: int
    denominator: int
    effective_section: str
    item: str | None
    reason_code: str
    citation: str
    in_denominator: bool = False

    @property
    def name(self) -> str:
        """The name of the account, as written."""
        return self.source.name

    @property
    def kind(self) -> str:
        """区分."""
        return self.source.kind

    @property
    def business(self) -> str:
        """業務."""
        return self.source.business

    @property
    def section(self) -> str:
        """The section it is booked in."""
        return self.source.section


class Notice(NamedTuple):
    """Something to look at that does not change the verdict.

    Attributes:
        values: what the message speaks of.
    """

    code: str
    values: tuple[tuple[str, str | int], ...] = ()


class IncomeRatioTest(Frozen):
    """収入要件: 社会保険診療等に係る収入金額の割合 against the threshold.

    Sums, margins, bounds and trace are None or empty where the test does not apply. `decision` is what they
    were taken from, for those who look further.

    Attributes:
        unconfirmed: what the verdict rests on and nobody has confirmed.
    """

    ruleset: "RuleSet | None"
    verdict: Verdict
    certainty: Certainty | None = None
    reason_code: str | None = None
    not_tested: "NotTested | None" = None
    numerator: int | None = None
    denominator: int | None = None
    margins: Margins | None = None
    bounds: Bounds | None = None
    bounds_all_readings: Bounds | None = None
    open_facts: tuple[OpenFact, ...] = ()
    open_readings: tuple[OpenReading, ...] = ()
    items: tuple[ItemSum, ...] = ()
    bridge: tuple[BridgeStep, ...] = ()
    lines: tuple[LineTrace, ...] = ()
    unconfirmed: "tuple[Words, ...]" = ()
    decision: "Decision | None" = None
    id: Literal["income_ratio"] = "income_ratio"

    aside = frozenset({"decision"})

    @property
    def percent(self) -> str | None:
        """The ratio in per cent, three decimals, cut: for display only."""
        return percent(self.numerator, self.denominator)

    @property
    def threshold(self) -> Threshold | None:
        """The portion that the ratio must exceed; None where the test does not apply."""
        if self.ruleset is None:
            return None
        return Threshold(self.ruleset.threshold.numerator, self.ruleset.threshold.denominator, ">")

    @property
    def status(self) -> str | None:
        """How sure we are of the definition, or that the test does not apply: primary, secondary, assumed."""
        ruling = self.ruleset or self.not_tested
        return ruling.status if ruling else None

    @property
    def exceeds_shown_beside(self) -> bool | None:
        """Whether the ratio exceeds the portion shown beside the threshold (80% for open_hospital)."""
        beside = self.ruleset.entry.shown_beside if self.ruleset else None
        if beside is None or self.numerator is None or self.denominator is None or self.denominator <= 0:
            return None
        return beside.denominator * self.numerator > beside.numerator * self.denominator


class SiblingTest(Frozen):
    """A test of the same clause that stands beside the income ratio and never changes its verdict.

    Attributes:
        numerator: in yen; of `income_to_cost` the income, None where not given or by declaration.
        missing: what must be given to decide it, by field path.
        unconfirmed: what the verdict rests on and nobody has confirmed.
    """

    id: str
    ruleset: "RuleSet"
    status: str
    citation: str
    verdict: Verdict
    numerator: int | None = None
    denominator: int | None = None
    threshold: Threshold | None = None
    missing: tuple[str, ...] = ()
    unconfirmed: "tuple[Words, ...]" = ()


class Assessment(Frozen):
    """The answer for one fiscal year: the income ratio, its sibling tests, and what to look at.

    Attributes:
        income: the income ratio; its verdict is the assessment's.
        siblings: the sibling tests of the corporation type.
    """

    figures: "Figures"
    income: IncomeRatioTest
    siblings: tuple[SiblingTest, ...] = ()
    warnings: tuple[Notice, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict of the income ratio."""
        return self.income.verdict

    @property
    def tests(self) -> tuple[IncomeRatioTest | SiblingTest, ...]:
        """The income ratio, then its sibling tests."""
        return (self.income, *self.siblings)

    @cached_property
    def questions(self) -> "tuple[Question, ...]":
        """What to find out, where the verdict is undetermined or depends on a reading."""
        from shinryo_ratio.engine.questions import questions

        return questions(self.figures, self.income.decision) if self.income.decision else ()

    @property
    def fingerprint(self) -> Mapping[str, str | None]:
        """SHA-256 of the figures that can decide and of the rule set; and the version. Read-only."""
        return MappingProxyType(self._fingerprint)

    @cached_property
    def _fingerprint(self) -> dict[str, str | None]:
        from shinryo_ratio._version import __version__
        from shinryo_ratio.engine.fingerprint import figures_fingerprint

        ruleset = self.income.ruleset
        return {
            "figures": figures_fingerprint(self.figures),
            "ruleset": ruleset.fingerprint if ruleset else None,
            "version": __version__,
        }


class Comparison(Frozen):
    """改正前後の比較: the same figures under a type's last old rule set and the revised one.

    Attributes:
        not_tested: why the corporation itself is not tested in its fiscal year, whatever the two rule sets
            would say; None where it is, or no text is held for the year.
    """

    figures: "Figures"
    old: IncomeRatioTest
    revised: IncomeRatioTest
    not_tested: "NotTested | None" = None
