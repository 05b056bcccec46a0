"""Why a line counts as it does: every reason of the placement table and of the trace; a closed list.

`name` stands in tables and in the bridge to the denominator, `sentence` beside a line, `explanation` is what
`explain CODE` prints. Values: `{item}` the statutory item, `{from}` the date from which it is one,
`{portion}` the limb in per cent, `{cap}` yen for each delivery, `{counted}` yen that count.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, fill, phrase


class Reason(NamedTuple):
    """The words of one reason code."""

    name: Phrase
    sentence: Phrase
    explanation: Phrase


_COUNTED: Final[dict[str, Reason]] = {
    "item": Reason(
        phrase("算入項目", "an item"),
        phrase("「{item}」として分子・分母に入る。", "Counts in both as {item}."),
        phrase(
            "適用される規定が算入項目として挙げる収入です。分母に入り、その全額が分子にも入ります。",
            "Revenue that the governing text lists as an item: in the denominator, and all of it counts.",
        ),
    ),
    "same-tariff": Reason(
        phrase("同一基準の請求", "billed on the insurance tariff"),
        phrase(
            "社会保険診療報酬と同一の基準による請求であり、「{item}」として分子・分母に入る。",
            "Billed on the insurance tariff: counts in both as {item}.",
        ),
        phrase(
            "労災診療と健康診査は、社会保険診療報酬と同一の基準で請求しているとき分子に入ります。",
            "Workers' compensation and check-ups count when they are billed on the insurance tariff.",
        ),
    ),
    "within-ten-percent": Reason(
        phrase("おおむね10%以下", "within about 10%"),
        phrase(
            "合計が分母の {portion}％以下であり、「{item}」として分子・分母に入る。",
            "In total at most {portion}% of the denominator: counts in both as {item}.",
        ),
        phrase(
            "同じ区分の合計が分母のおおむね百分の十以下であれば、同一基準かどうかを問わず分子に入ります。",
            "Counts whatever the tariff, because the kind in total is at most about 10% of the denominator.",
        ),
    ),
    "within-delivery-cap": Reason(
        phrase("助産（限度内）", "childbirth within the cap"),
        phrase(
            "どの分娩も {cap} 円以下であり、「{item}」として分子・分母に入る。",
            "No delivery is above {cap} yen: counts in both as {item}.",
        ),
        phrase(
            "助産の収入は、一の分娩につき限度額まで分子に入ります。この行はすべて限度内です。",
            "Childbirth counts up to a cap for each delivery; every delivery of this line is within it.",
        ),
    ),
    "delivery-cap": Reason(
        phrase("助産（限度超過分を除く）", "childbirth up to the cap"),
        phrase(
            "「{item}」として、一の分娩につき {cap} 円までが分子に入る。分母には全額が入る。",
            "Counts as {item} up to {cap} yen for each delivery; the denominator takes the whole.",
        ),
        phrase(
            "助産の収入は、一の分娩につき限度額まで分子に入ります。限度を超える額は分母にだけ入ります。",
            "Childbirth counts up to a cap for each delivery; what is above it is in the denominator alone.",
        ),
    ),
    "commissioned-checkup": Reason(
        phrase("公的な委託による健診", "check-up commissioned by a public body"),
        phrase(
            "国・地方公共団体の委託による健診であり、「{item}」として分子・分母に入る。",
            "Commissioned by a public body: counts in both as {item}.",
        ),
        phrase(
            "同一基準でない健診も、国・地方公共団体の委託を受けて行うものは、改正後の補助金等の項目で分子に入ります"
            "（取扱い commissioned-checkup）。",
            "Under the revision a check-up off the tariff counts as a public commission"
            " (reading commissioned-checkup).",
        ),
    ),
    "covid-measure": Reason(
        phrase("コロナ補助金の取扱い（算入）", "COVID measure (counted)"),
        phrase(
            "選択したコロナ補助金の取扱いにより分子・分母に入る。",
            "Counts in both by the elected COVID measure.",
        ),
        phrase(
            "改正前の年度では、法人が選択すれば新型コロナウイルス感染症に係る補助金を分子に加えられます"
            "（取扱い covid-measure-effect）。",
            "Under the old definition a corporation may elect to count COVID subsidies"
            " (reading covid-measure-effect).",
        ),
    ),
    "limb": Reason(
        phrase("おおむね10%の限度", "the limb of about 10%"),
        phrase(
            "合計が分母の {portion}％以下であれば「{item}」として分子に入る。",
            "Counts as {item} while the kind in total is at most {portion}% of the denominator.",
        ),
        phrase(
            "同じ区分の合計が分母のおおむね百分の十以下であるときに限り分子に入ります。計算書では合計を見て"
            " within-ten-percent か over-ten-percent と示します。",
            "Counts only while the kind in total is at most about 10% of the denominator; reports say"
            " within-ten-percent or over-ten-percent once the sum is known.",
        ),
    ),
}

_DENOMINATOR_ONLY: Final[dict[str, Reason]] = {
    "not-an-item": Reason(
        phrase("算入項目でない", "not an item"),
        phrase("算入項目に当たらず、分母にだけ入る。", "No item: in the denominator alone."),
        phrase(
            "適用される規定の算入項目に当たらない収入です。分母には入るので割合を下げます。",
            "Revenue that is no item of the governing text; it is in the denominator and lowers the ratio.",
        ),
    ),
    "item-not-in-force": Reason(
        phrase("まだ算入項目でない", "not yet an item"),
        phrase(
            "{from}以後に始まる会計年度から算入項目となる収入で、この年度では分母にだけ入る。",
            "An item only for years that start on or after {from}: in the denominator alone.",
        ),
        phrase(
            "後の改正で算入項目に加えられた収入です。会計年度の開始日が改正前なので分子に入りません。",
            "A later amendment makes it an item; this fiscal year starts before it.",
        ),
    ),
    "not-same-tariff": Reason(
        phrase("同一基準でない", "not on the insurance tariff"),
        phrase(
            "社会保険診療報酬と同一の基準による請求でなく、分母にだけ入る。",
            "Not billed on the insurance tariff: in the denominator alone.",
        ),
        phrase(
            "健康診査は、社会保険診療報酬と同一の基準で請求しているときに限り分子に入ります。",
            "Check-ups count only when they are billed on the insurance tariff.",
        ),
    ),
    "over-ten-percent": Reason(
        phrase("おおむね10%超", "above about 10%"),
        phrase(
            "合計が分母の {portion}％を超えるため、分母にだけ入る。",
            "In total above {portion}% of the denominator: in the denominator alone.",
        ),
        phrase(
            "同じ区分の合計が分母のおおむね百分の十を超えています。労災診療は、同一基準の請求であれば合計に"
            "かかわらず分子に入ります（オープン病院事業法人を除く）。",
            "In total above about 10% of the denominator. Workers' compensation counts all the same"
            " where it is billed on the insurance tariff (not for open_hospital).",
        ),
    ),
    "commissioned-checkup-not-counted": Reason(
        phrase("公的な委託による健診（不算入を選択）", "commissioned check-up (chosen not to count)"),
        phrase(
            "選んだ取扱い commissioned-checkup により、分母にだけ入る。",
            "In the denominator alone by the chosen reading commissioned-checkup.",
        ),
        phrase(
            "公的な委託による健診（同一基準でないもの）を算入しない取扱いを選んでいます。",
            "The chosen reading does not count check-ups commissioned by a public body off the tariff.",
        ),
    ),
    "fixed-asset-subsidy-denominator-only": Reason(
        phrase("固定資産取得の補助金（分母のみ）", "fixed-asset subsidy (denominator alone)"),
        phrase(
            "固定資産の取得に充てる補助金は分子に入らず、分母にだけ入る。",
            "A subsidy for fixed assets never counts: in the denominator alone.",
        ),
        phrase(
            "固定資産の取得に充てる補助金は算入項目から除かれます。改正前の規定、または取扱い"
            " fixed-asset-subsidy の別案では分母に残ります。",
            "A subsidy for fixed assets is left out of the items; the old definition, or the alternative of"
            " the reading fixed-asset-subsidy, keeps it in the denominator.",
        ),
    ),
    "designated-manager-fee": Reason(
        phrase("指定管理料", "designated manager's fee"),
        phrase(
            "指定管理料は「委託」に当たらないとみて、分母にだけ入る（取扱い designated-manager-fee）。",
            "Not taken for a commission: in the denominator alone (reading designated-manager-fee).",
        ),
        phrase(
            "指定管理料を委託とみる文書が確認できないため、既定では分子に入れません。",
            "No document treats a designated manager's fee as a commission; by default it does not count.",
        ),
    ),
    "copayment-not-counted": Reason(
        phrase("利用者負担分（不算入を選択）", "user's share (chosen not to count)"),
        phrase(
            "選んだ取扱い care-copayment により、利用者負担分は分母にだけ入る。",
            "The user's share: in the denominator alone by the chosen reading care-copayment.",
        ),
        phrase(
            "介護保険給付・障害福祉サービス等の利用者負担分を算入しない取扱いを選んでいます。",
            "The chosen reading does not count the user's share of care and disability services.",
        ),
    ),
    "assumed-item-not-counted": Reason(
        phrase("推定の算入項目（不算入を選択）", "assumed item (chosen not to count)"),
        phrase(
            "選んだ取扱い assumed-item により、分母にだけ入る。",
            "In the denominator alone by the chosen reading assumed-item.",
        ),
        phrase(
            "告示の本文を確認できない法人区分で、推定した項目を算入しない取扱いを選んでいます。",
            "The chosen reading does not count items that are assumed for types whose notice was not read.",
        ),
    ),
    "tariff-unknown": Reason(
        phrase("同一基準か未確認", "tariff not known"),
        phrase(
            "同一基準の請求か未確認のため、分母にだけ入れた。",
            "Whether it is billed on the tariff is not known: taken in the denominator alone.",
        ),
        phrase(
            "同一基準の請求かどうかが書かれていません。割合が低くなる側で計算し、範囲を別に示します。",
            "Whether it is billed on the tariff is not stated: the lower ratio is taken, the range is shown.",
        ),
    ),
    "deliveries-unknown": Reason(
        phrase("分娩の内訳が未確認", "deliveries not known"),
        phrase(
            "分娩の内訳が未確認のため、確実な {counted} 円だけを分子に入れた。",
            "The deliveries are not known: only {counted} yen are sure to count.",
        ),
        phrase(
            "分娩ごとの金額が書かれていません。確実に限度内といえる額だけを分子に入れ、範囲を別に示します。",
            "The fee of each delivery is not stated; what is sure to be under the cap is counted.",
        ),
    ),
    "kind-unknown": Reason(
        phrase("区分が未確認", "kind not known"),
        phrase(
            "区分が未分類のため「その他」として扱った。",
            "Unclassified: taken as other revenue.",
        ),
        phrase(
            "収益の区分が分かっていません。「その他」として計算し、範囲を別に示します。",
            "The kind of the revenue is not known; it is taken as other, and the range is shown.",
        ),
    ),
    "nature-unknown": Reason(
        phrase("附帯業務の性質が未確認", "nature of the ancillary business not known"),
        phrase(
            "附帯業務の性質が未確認のため、割合が低くなる側で扱った。",
            "The nature of the ancillary business is not known: taken on the side of the lower ratio.",
        ),
        phrase(
            "医業類似・介護・障害福祉の附帯業務なら分母に入り、その他の附帯業務なら入りません。",
            "Medical, care or disability business is in the denominator, other ancillary business is not.",
        ),
    ),
    "purpose-unknown": Reason(
        phrase("補助目的が未確認", "purpose of the subsidy not known"),
        phrase(
            "運営費の補助か固定資産取得の補助か未確認のため、固定資産の取得として扱った。",
            "Whether it is for operations or fixed assets is not known: taken as for fixed assets.",
        ),
        phrase(
            "運営費の補助金なら算入項目に当たり、固定資産の取得に充てるものは除かれます。",
            "A subsidy for operations is an item, one for fixed assets is left out.",
        ),
    ),
}

_OUTSIDE: Final[dict[str, Reason]] = {
    "internal": Reason(
        phrase("法人内の取引", "internal transactions"),
        phrase("法人内の取引であり、収入に数えない。", "Inside the corporation: no revenue."),
        phrase(
            "法人の中の施設どうしの取引です。表示するだけで、分子にも分母にも入りません。",
            "A transaction between facilities of the corporation: shown, and counted nowhere.",
        ),
    ),
    "profit-business": Reason(
        phrase("収益業務の収入", "revenue of the profit business"),
        phrase("収益業務の収入であり、分母に入らない。", "Of the profit business: out of the denominator."),
        phrase(
            "改正後の分母は医療保健業務の収入です。収益業務の収入は入りません。",
            "The revised denominator is medical and health business; the profit business is outside it.",
        ),
    ),
    "other-ancillary-business": Reason(
        phrase("その他の附帯業務の収入", "revenue of other ancillary business"),
        phrase(
            "医業類似・介護・障害福祉のいずれでもない附帯業務の収入であり、分母に入らない。",
            "Of an ancillary business that is not medical, care or disability: out of the denominator.",
        ),
        phrase(
            "改正後の分母に入る附帯業務は、医業その他これに類する業務、介護サービス、障害福祉サービス等に係るものです。",
            "Of ancillary business only medical, care and disability services are in the denominator.",
        ),
    ),
    "non-operating": Reason(
        phrase("事業外収益", "non-operating revenue"),
        phrase("事業外損益に計上した収入であり、分母に入らない。", "Non-operating: out of the denominator."),
        phrase(
            "改正前は事業収益だけが分母です。改正後も受取利息・配当金、寄附金、売却益は分母に入りません。",
            "The old denominator is operating revenue; the revised one leaves out financing, donations and"
            " disposals.",
        ),
    ),
    "non-operating-income": Reason(
        phrase("事業外の付随収益（除外を選択）", "non-operating side income (chosen out)"),
        phrase(
            "選んだ取扱い non-operating-income により、分母に入らない。",
            "Out of the denominator by the chosen reading non-operating-income.",
        ),
        phrase(
            "事業外収益に計上した付随的な収益を分母に含めない取扱いを選んでいます。",
            "The chosen reading keeps side income booked non-operating out of the denominator.",
        ),
    ),
    "extraordinary": Reason(
        phrase("特別利益", "extraordinary revenue"),
        phrase("特別損益に計上した収入であり、分母に入らない。", "Extraordinary: out of the denominator."),
        phrase(
            "経常的でない収入として分母に入りません。運営費の補助金・受託収入には取扱い"
            " extraordinary-subsidy があります。",
            "Not recurring, so out of the denominator; for operating subsidies and commissions see the"
            " reading extraordinary-subsidy.",
        ),
    ),
    "fixed-asset-subsidy": Reason(
        phrase("固定資産取得の補助金", "subsidies for fixed assets"),
        phrase(
            "固定資産の取得に充てる補助金であり、分子にも分母にも入らない（取扱い fixed-asset-subsidy）。",
            "A subsidy for fixed assets: out of both (reading fixed-asset-subsidy).",
        ),
        phrase(
            "改正後の規定は固定資産の取得に充てる補助金を算入項目から除きます。分母からも除くのは既定の取扱いです。",
            "The revised text leaves subsidies for fixed assets out of the items; that the denominator leaves"
            " them out too is the default reading.",
        ),
    ),
    "covid-measure-denominator": Reason(
        phrase("コロナ補助金の取扱い（分母から除外）", "COVID measure (taken out)"),
        phrase(
            "選択したコロナ補助金の取扱い（分母から除く別案）により、分子にも分母にも入らない。",
            "Out of both by the elected COVID measure (its alternative reading).",
        ),
        phrase(
            "選択した取扱いを「分母から除く」と読む別案を選んでいます（取扱い covid-measure-effect）。",
            "The chosen reading takes elected COVID subsidies out of the denominator"
            " (reading covid-measure-effect).",
        ),
    ),
}

REASONS: Final[Mapping[str, Reason]] = {**_COUNTED, **_DENOMINATOR_ONLY, **_OUTSIDE}
"""The words of every reason code."""

REASON_CODES: Final = tuple(REASONS)


def reason_name(code: str, lang: Language) -> str:
    """The short name of a reason; the code itself where it has no words."""
    return REASONS[code].name[lang] if code in REASONS else code


def reason_sentence(code: str, values: Mapping[str, str | int], lang: Language) -> str:
    """What a reason says of a line; the code itself where it has no words."""
    return fill(REASONS[code].sentence, lang, values) if code in REASONS else code
