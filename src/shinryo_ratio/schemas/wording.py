"""What an editor shows of a figures document (hover, completion): Japanese sentences for the accountant.

The words of kinds, businesses and sections are those of `explain`, and the readings are asked as the law file
asks them; only what is said nowhere else stands here.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.kinds import BUSINESSES, KINDS, SECTIONS


class Said(NamedTuple):
    """The heading and the description of one form."""

    title: str
    description: str


FORMS: Final[Mapping[str, Said]] = {
    "MedicalLine": Said(
        "診療の収益", "社会保険診療、予防接種、自賠責、公害健康被害、自費診療、室料差額の収益の行です。"
    ),
    "DeductionLine": Said(
        "保険等査定減", "審査で減額された診療報酬の行です。0 以下の金額で書き、分子と分母の両方を減らします。"
    ),
    "WorkersCompensationLine": Said("労災診療", "労災の診療報酬の行です。"),
    "CheckupLine": Said("健康診査", "健康診査の収益の行です。"),
    "ChildbirthLine": Said(
        "助産", "助産の収益の行です。分娩の内訳を書くと、一の分娩の限度額までを正確に計算します。"
    ),
    "CareLine": Said(
        "介護・障害福祉",
        "介護保険給付又は障害福祉サービス等の収益の行です。利用者負担分は別の行に分けて、その旨を書きます。",
    ),
    "SubsidyLine": Said("補助金等", "国・地方公共団体の補助金等の行です。どの業務のものかを必ず書きます。"),
    "CommissionLine": Said(
        "受託事業", "国・地方公共団体の受託事業の収益の行です。どの業務のものかを必ず書きます。"
    ),
    "OtherLine": Said("その他の収益", "その他の医業収益、介護の保険外収益、その他の収益の行です。"),
    "NonOperatingLine": Said(
        "利息・寄附金など", "受取利息・配当金又は寄附金・民間助成金の行です。省略時は事業外損益とします。"
    ),
    "DisposalLine": Said("資産売却益", "資産の売却益の行です。省略時は特別損益とします。"),
    "UnclassifiedLine": Said("未分類", "区分がまだ分からない収益の行です。どの業務のものかを必ず書きます。"),
    "Delivery": Said("分娩", "同じ金額の分娩をまとめた一項目です。金額は千円単位の書類でも円で書きます。"),
    "Corporation": Said("法人", "判定する法人です。"),
    "FiscalYear": Said("会計年度", "会計年度です。開始日によって適用する規定が決まります。"),
    "Costs": Said("費用", "併せて判定する要件に使う費用です。分からないものは書きません。"),
    "Statement": Said(
        "損益計算書",
        "損益計算書の収益の合計です。法人内の取引を除いて書き、書いた合計は収益の行の合計と一致しなければなりません。",
    ),
    "Declarations": Said("申告", "法人自身にしか分からない事柄の申告です。分からないものは書きません。"),
    "Elections": Said("選択", "法人が選べる取扱いです。"),
    "ReadingChoice": Said(
        "取扱いの選択", "選ぶ側と、行政庁などに確認したときはその確認先と確認日を書きます。"
    ),
    "Readings": Said(
        "取扱い", "法令の文言だけでは決まらない点について、選ぶ側を書きます。書かなければ既定によります。"
    ),
}
"""Of each definition of the schema, by the name of its model."""

KEYS: Final[Mapping[str, str]] = {
    "schema": "この書類の書式と版です。このまま書くか、省略します。",
    "reference": "呼び出し側の整理番号です。結果にそのまま出ます。",
    "corporation": "判定する法人です。",
    "Corporation.name": "法人名です。表記のまま書きます。印刷では前に法人区分が付きます。",
    "type": "法人区分です。",
    "legal_form": "法人形態です。福祉病院事業法人とオープン病院事業法人では必ず書きます。",
    "fiscal_year": "会計年度です。開始日によって適用する規定が決まります。",
    "start": "会計年度の開始日です。令和7年4月1日のようにも書けます。",
    "end": "会計年度の終了日です。省略時は開始日から1年とします。",
    "basis": "実績・見込・予算のどれかです。省略時は実績とします。",
    "accounting_standard": "損益計算書の会計基準です。省略時は医療法人会計基準とします。",
    "unit": "金額の単位です。省略時は円とします。分娩の金額はいつも円です。",
    "revenue": "収益の内訳です。性質の違う収入が一つの勘定に混ざるときは、行を分けます。",
    "costs": "費用です。併せて判定する要件に使い、収入要件には使いません。",
    "statement": "損益計算書の収益の合計です。書くと、行の合計と一致するかを確かめます。",
    "declarations": "申告です。併せて判定する要件に使います。",
    "elections": "選択です。2025年3月31日以前に始まる会計年度だけに効きます。",
    "readings": "法令の文言だけでは決まらない点の取扱いです。",
    "name": "科目名です。表記のまま書きます。",
    "amount": "金額です。0 以上の整数で書きます。",
    "DeductionLine.amount": "金額です。0 以下の整数で書きます。",
    "kind": "収益の区分です。",
    "business": "どの業務の収益かを書きます。省略時は本来業務とします。",
    "SubsidyLine.business": "どの業務の補助金等かを、必ず書きます。",
    "CommissionLine.business": "どの業務の受託事業かを、必ず書きます。",
    "UnclassifiedLine.business": "どの業務の収益かを、必ず書きます。",
    "section": "損益計算書に計上した区分です。省略時は事業損益とします。",
    "NonOperatingLine.section": "損益計算書に計上した区分です。省略時は事業外損益とします。",
    "DisposalLine.section": "損益計算書に計上した区分です。省略時は特別損益とします。",
    "internal": "法人内の取引かどうかです。法人内の取引は表示だけして、どこにも算入しません。",
    "id": "呼び出し側の行番号です。判定には使いません。",
    "facility": "施設の名です。判定には使いません。",
    "note": "備考です。判定には使いません。",
    "same_tariff": "社会保険診療報酬と同一の基準で請求しているかどうかです。分からなければ書きません。",
    "commissioned_by_public_body": "国・地方公共団体の委託による健診かどうかです。",
    "deliveries": "分娩の内訳です。金額ごとに件数を書きます。合計は行の金額と一致させます。",
    "delivery_count": "分娩件数です。内訳が分からないときに書きます。",
    "fee": "一の分娩に係る助産の収入金額です。円で書きます。",
    "count": "その金額の分娩の件数です。",
    "copayment": "利用者負担分の行かどうかです。",
    "granted_for": "補助の目的です。分からなければ書きません。",
    "covid": "新型コロナウイルス感染症に係る補助金かどうかです。",
    "designated_manager": "指定管理料の行かどうかです。",
    "main_business": "本来業務の費用です。改正後は経常的なものに限ります。",
    "ordinary_expenses": "経常費用です。改正前の判定に使います。",
    "all_businesses": "全ての業務の費用のうち、経常的なものです。改正後の判定に使います。",
    "direct_patient_care": "患者のために直接必要な経費です。改正前の判定に使います。",
    "main": "本来業務の事業収益の合計です。",
    "ancillary": "附帯業務の事業収益の合計です。",
    "profit": "収益業務の事業収益の合計です。",
    "non_operating": "事業外収益の合計です。",
    "extraordinary": "特別利益の合計です。",
    "self_pay_same_tariff": "自費患者への請求が社会保険診療報酬と同一の基準によるかどうかです。",
    "foreign_patient_charges": "2026年4月1日以後の、特定外国人患者への請求です。",
    "covid_subsidy_measure": "コロナ補助金を算定式に含める取扱いを選ぶかどうかです。省略時は選びません。",
    "choice": "選ぶ側です。",
    "confirmed_by": "確認先です。確認日とともに書くと、この点は確認済みになります。",
    "date": "確認した日です。",
}
"""Of each key, by its name or by definition and name where it means something else there."""

VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {code: words["ja"] for code, words in KINDS.items()},
    "business": {code: words["ja"] for code, words in BUSINESSES.items()},
    "section": {code: words["ja"] for code, words in SECTIONS.items()},
    "type": {
        "social": "社会医療法人（医療法42条の2）。",
        "specified": "特定医療法人（租税特別措置法67条の2）。",
        "certified": "認定医療法人（平成18年改正医療法附則10条の3）。",
        "welfare_hospital": "福祉病院事業を行う一般社団法人・一般財団法人。",
        "open_hospital": "オープン病院事業を行う医師会・歯科医師会。",
        "koseiren": "厚生農業協同組合連合会（厚生連）。",
    },
    "legal_form": {
        "general": "一般社団法人又は一般財団法人（非営利型）。",
        "public_interest": "公益社団法人又は公益財団法人。",
        "other": "その他の法人。福祉病院事業法人に限ります。",
    },
    "basis": {"actual": "実績の数値。", "forecast": "見込の数値。", "budget": "予算の数値。"},
    "accounting_standard": {
        "medical_corporation": "医療法人会計基準による損益計算書。",
        "hospital": "病院会計準則による損益計算書。医業外の付随収益を事業収益と同じに扱います。",
        "care_facility": "介護老人保健施設会計・経理準則などによる損益計算書。"
        "事業外の付随収益を事業収益と同じに扱います。",
    },
    "unit": {
        "yen": "円単位。",
        "thousand_yen": "千円単位。千円未満の端数は分からないものとして幅で示します。",
    },
    "granted_for": {
        "operations": "運営費に充てる補助金。",
        "fixed_assets": "固定資産の取得に充てる補助金。",
    },
    "foreign_patient_charges": {
        "none": "特定外国人患者がいない。",
        "within_tariff": "社会保険診療報酬と同一の基準以内で請求している。",
        "up_to_three_times_and_local_standard": "同一の基準の3倍以内、かつ地域の標準料金以内で請求している。",
        "other": "それ以外の請求をしている。",
    },
    "choice": {"default": "既定の側。", "alternative": "別案の側。"},
}
"""Of each value of a closed table, by the key that takes it."""

BOOLEANS: Final[Mapping[str, str]] = {"true": "はい。", "false": "いいえ。"}
assert set(VALUES["kind"]) == set(v.KINDS)
