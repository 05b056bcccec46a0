"""What keeps a line from being calculated, as a formula that says it in words: what `check` would refuse."""

from collections.abc import Callable, Iterator
from typing import Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.workbooks.book import quoted
from shinryo_ratio.workbooks.entries import word

Of = Callable[[str], str]
"""The address of a field of the line."""

_WRONG: Final[dict[str, Phrase]] = {
    "name": phrase("科目がない", "the account is missing"),
    "amount": phrase("金額が整数でない", "the amount is no whole number"),
    "sign": phrase("金額の符号が違う", "the sign is wrong"),
    "key": phrase("区分・業務・事実の組合せがない", "no such kind, business and facts"),
    "fact": phrase("はい・いいえの欄がこの区分に合わない", "a yes or no that the kind does not take"),
    "count": phrase("分娩件数がこの区分に合わない", "a delivery count that cannot be"),
    "fees": phrase("分娩の内訳が金額と合わない", "the deliveries do not add up"),
}
_YES_OR_NO: Final = ("commissioned_by_public_body", "covid", "designated_manager", "copayment")


def wrong(of: Of, *, filled: str, row: str, unit: str, births: "Births", lang: Language) -> str:
    """The formula of what is wrong with a line; nothing where it is right or blank.

    Args:
        of: the address of each field.
        filled: the cell that counts the filled cells of the line.
        row: the cell that finds its row of the placement; 0 where there is none.
        unit: what one unit of an amount is in yen.
        births: the deliveries of the line.
        lang: ja or en.
    """
    kind, amount = of("kind"), of("amount")
    deduction = quoted(word(v.KINDS, "insurance_deduction", lang))
    checks = (
        ("name", f'TRIM({of("name")})<>""'),
        ("amount", f"IF(ISNUMBER({amount}),{amount}=INT({amount}),FALSE)"),
        ("sign", f"IF({kind}={deduction},{amount}<=0,{amount}>=0)"),
        ("key", f"{row}>0"),
        ("fact", f"AND({','.join(_facts(of, lang))})"),
        ("count", _count(of, lang)),
        ("fees", births.agree(amount, of("delivery_count"), unit)),
    )
    formula = '""'
    for code, right in reversed(checks):
        formula = f"IF({right},{formula},{quoted(_WRONG[code][lang])})"
    return f'IF({filled}=0,"",{formula})'


class Births:
    """The deliveries of a line in formulas.

    Attributes:
        delivered: whether it has any.
        fees: the sum of fee times count.
        counts: the sum of the counts.
    """

    def __init__(self, delivered: str, fees: str, counts: str) -> None:
        self.delivered, self.fees, self.counts = delivered, fees, counts

    def agree(self, amount: str, count: str, unit: str) -> str:
        """Whether they agree with the amount, and with the count where one is given."""
        sums = f"ABS({self.fees}-{amount}*{unit})<{unit}"
        return f'IF({self.delivered},AND({sums},OR({count}="",{self.counts}={count})),TRUE)'


def _facts(of: Of, lang: Language) -> Iterator[str]:
    """Whether each yes or no is one, and of a kind that takes it."""
    yes, no = (quoted(word(v.BOOLEANS, code, lang)) for code in ("true", "false"))
    for name in (*_YES_OR_NO, "internal"):
        said = f"OR({of(name)}={yes},{of(name)}={no})"
        kinds = [kind for kind, facts in v.FACTS_OF_KIND.items() if name in facts]
        if kinds:
            takes = ",".join(f"{of('kind')}={quoted(word(v.KINDS, kind, lang))}" for kind in kinds)
            said = f"AND({said},OR({takes}))"
        yield f'OR({of(name)}="",{said})'


def _count(of: Of, lang: Language) -> str:
    count, childbirth = of("delivery_count"), quoted(word(v.KINDS, "childbirth", lang))
    whole = f"IF(ISNUMBER({count}),AND({count}>=1,{count}=INT({count})),FALSE)"
    return f'IF({count}="",TRUE,AND({of("kind")}={childbirth},{whole}))'
