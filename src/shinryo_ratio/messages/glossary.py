"""Words that reports use and no field, kind or code is called by: what each means."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from shinryo_ratio.messages.phrases import Phrase, phrase


class Word(NamedTuple):
    """A word of the reports.

    Attributes:
        title: what it is called.
        spellings: what else it is asked by.
        meaning: what it means.
    """

    title: Phrase
    spellings: tuple[str, ...]
    meaning: Phrase


GLOSSARY: Final[Mapping[str, Word]] = {
    "legal_form": Word(
        phrase("法人形態", "legal form"),
        ("一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人", "public_interest"),
        phrase(
            "福祉病院事業法人とオープン病院事業法人で必ず書く項目（corporation の legal_form）。general（一般社団法人・一般財団法人、非営利型）は収入要件の対象。"
            "public_interest（公益社団法人・公益財団法人）と、福祉病院事業法人だけに書ける other（その他）は対象外。",
            "Must be stated (legal_form of corporation) for welfare_hospital and open_hospital: general"
            " (a general association or foundation of the non-profit kind) is tested; public_interest, and for"
            " welfare_hospital other, are not.",
        ),
    ),
    "about_ten_percent": Word(
        phrase("おおむね10％", "about 10%"),
        ("おおむね", "概ね", "おおむね百分の十", "approximately"),
        phrase(
            "条文の「おおむね百分の十以下」。労災診療などの区分の合計が分母のこの割合以下であれば、分子に入る。計算は 10/100 以下で判定し、"
            "別案の 12/100（この計算が置く値）は取扱い approximately-ten-percent で選ぶ。",
            "おおむね百分の十以下 of the text: a kind such as workers_compensation counts while all its lines"
            " together are at most this part of the denominator. Taken as 10/100; the reading"
            " approximately-ten-percent also knows 12/100, a figure of our own.",
        ),
    ),
    "margins": Word(
        phrase("余裕額・不足額", "margins"),
        (
            "余裕額", "不足額", "margin", "other_revenue_room", "qualifying_loss_room",
            "qualifying_shortfall", "other_revenue_excess",
        ),
        phrase(
            "判定が変わるまでの金額（円）。満たすとき: その他の収入があといくら増えても満たすか (other_revenue_room)、社会保険診療の収入があといくら"
            "減っても満たすか (qualifying_loss_room)。満たさないとき: 社会保険診療の収入があといくら増えれば満たすか (qualifying_shortfall)、"
            "その他の収入がいくら減れば満たすか (other_revenue_excess)。",
            "How far the verdict is from changing, in yen. Met: how much other revenue may be added"
            " (other_revenue_room), how much social_insurance may be lost (qualifying_loss_room). Not met: how"
            " much social_insurance is lacking (qualifying_shortfall), how much other revenue is too much"
            " (other_revenue_excess).",
        ),
    ),
    "bounds": Word(
        phrase("取り得る割合の範囲", "bounds"),
        ("範囲", "bounds_all_readings"),
        phrase(
            "未確認事項があり得る全ての値を取るときの、割合の最低と最高。取扱いをすべて動かした場合の範囲も示す (bounds_all_readings)。範囲が基準をまたぐと判定できない。",
            "The lowest and the highest ratio over every value of the open facts; also over the open readings"
            " (bounds_all_readings). Where they lie on both sides of the threshold there is no verdict.",
        ),
    ),
    "open_facts": Word(
        phrase("未確認事項", "open facts"),
        ("open_fact",),
        phrase(
            "行について書かれていない事実（同一基準かどうか、補助目的、分娩の内訳など）。不明のまま計算し、判定を左右するかどうかを示す。",
            "What is not stated of a line (the tariff, the purpose of a subsidy, the deliveries …). It is"
            " taken as unknown, and whether it decides is shown.",
        ),
    ),
    "readings": Word(
        phrase("取扱い", "readings"),
        ("reading", "depends_on_reading", "取扱いによる"),
        phrase(
            "条文だけでは定まらない点。既定と別案があり、readings か --reading で選ぶ。どちらを選ぶかで判定が変わるときは「取扱いによる」と付ける。",
            "Points that the text leaves open: each has a default and an alternative, chosen in readings or by"
            " --reading. A verdict that hangs on the choice is marked by reading.",
        ),
    ),
    "bridge": Word(
        phrase("控除", "bridge"),
        ("分母の計算",),
        phrase(
            "収益の合計から分母へ至る差引き。分母に入らない収入を理由ごとに示す。",
            "The way from the sum of all lines to the denominator: what leaves it, by reason.",
        ),
    ),
}  # fmt: skip

ASKED: Final = phrase(
    "聞けるもの: 区分・業務・損益区分・項目・法人区分の名前、取扱いの id、報告の語（余裕額 など）、誤り・理由・注意のコード、規定の id、"
    "ファイルの行（FILE:LINE）。",
    "What can be asked: names of kinds, businesses, sections, fields and corporation types, ids of readings,"
    " words of the reports (such as margins), codes of problems, reasons and warnings, ids of rule sets, and"
    " lines of a file (FILE:LINE).",
)
"""What `explain` can be asked."""
