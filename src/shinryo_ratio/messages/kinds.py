"""What each kind, business and section of revenue is, in a sentence or two."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.phrases import Phrase, phrase

KINDS: Final[Mapping[str, Phrase]] = {
    "social_insurance": phrase(
        "社会保険診療（租税特別措置法26条2項）の収入。患者の窓口負担を含む診療報酬の全額で、訪問看護・訪問リハビリ・"
        "居宅療養管理指導・通所リハビリ・短期入所療養介護、介護保健施設サービス、介護医療院サービスを含む。",
        "Revenue of social insurance treatment (租税特別措置法26条2項): the whole tariff, the patient's share"
        " included, and the medical care services: home nursing and rehabilitation, day rehabilitation,"
        " short-stay medical care, 介護保健施設サービス and 介護医療院サービス.",
    ),
    "insurance_deduction": phrase(
        "保険等査定減。審査で減額された診療報酬で、0 以下の金額で書く。分子と分母の両方を減らす。",
        "What the review of claims took off, written as zero or less: it lowers both sides.",
    ),
    "workers_compensation": phrase(
        "労災の診療報酬。社会保険診療報酬と同一の基準で請求しているか、労災の合計が分母のおおむね10%以下であれば算入される。",
        "Workers' compensation treatment. It counts when billed on the insurance tariff, or while its total is"
        " about 10% of the denominator or less.",
    ),
    "health_checkup": phrase(
        "健康増進法6条の健康増進事業実施者（保険者・市町村・事業者など）が行う健康診査の収入。同一の基準で請求しているものが"
        "算入される。特定保健指導や個人が申し込む人間ドックは含まない。",
        "Check-ups by one of the bodies of 健康増進法6条 (insurers, municipalities, employers …), billed on the"
        " insurance tariff. Neither 特定保健指導 nor a private full check-up (人間ドック).",
    ),
    "vaccination": phrase(
        "定期の予防接種等と、大臣の定める予防接種（麻しん、風しん、インフルエンザ、おたふくかぜなど）の収入。それ以外の予防接種は自費診療"
        " (self_pay) とする。",
        "Routine vaccinations and those that the Minister names (measles, rubella, influenza, mumps …). Others"
        " are self_pay.",
    ),
    "childbirth": phrase(
        "社会保険診療と健康増進事業を除く助産の収入。一の分娩につき50万円を限度に算入される。",
        "Childbirth outside insurance and health promotion: up to 500,000 yen count for each delivery.",
    ),
    "long_term_care": phrase(
        "介護保険法の保険給付のうち社会保険診療に含まれないもの（訪問介護、通所介護など。特定入所者介護サービス費を含む）。総合事業の"
        "第一号事業支給費は含まない。",
        "Long-term care insurance benefits other than those in social insurance treatment (home help, day care …;"
        " 特定入所者介護サービス費 included), without 総合事業の第一号事業支給費.",
    ),
    "disability_welfare": phrase(
        "障害福祉サービス等の収入（障害者総合支援法・児童福祉法の給付。特定障害者特別給付費、特定入所障害児食費等給付費を含む）。",
        "Disability welfare services (benefits of the acts on persons and children with disabilities,"
        " 特定障害者特別給付費 and 特定入所障害児食費等給付費 included).",
    ),
    "subsidy": phrase(
        "国・地方公共団体（広域連合・一部事務組合を含む）が直接又は間接に交付する補助金その他、相当の反対給付を伴わない給付金。"
        "健保組合・協会けんぽ・財団の助成は寄附金・民間助成金 (donation) とする。改正後だけ算入され、固定資産の取得に充てるものは除く。",
        "Subsidies and other grants without adequate return that the state or a local public body gives, directly"
        " or indirectly; grants of insurers and foundations are donation. They count under the revised"
        " definition only, and not where they are for fixed assets.",
    ),
    "public_commission": phrase(
        "国・地方公共団体の委託又は再委託を受けて行う事業の収入。改正後だけ算入される。",
        "Revenue of business that the state or a local public body commissions, directly or through another."
        " It counts under the revised definition only.",
    ),
    "automobile_liability": phrase(
        "自賠責による診療の収入。オープン病院事業法人だけ、合計が分母のおおむね10%以下のとき算入される。",
        "Treatment paid by automobile liability insurance. It counts for open hospitals only, while its total is"
        " about 10% of the denominator or less.",
    ),
    "pollution_compensation": phrase(
        "公害健康被害の補償による診療の収入。オープン病院事業法人だけ、合計が分母のおおむね10%以下のとき算入される。",
        "Treatment paid by the compensation for pollution-related damage. It counts for open hospitals only, while"
        " its total is about 10% of the denominator or less.",
    ),
    "self_pay": phrase(
        "自費診療の収入。個人が申し込む人間ドックや、算入される予防接種に当たらない接種を含む。算入されない。",
        "Treatment that the patient pays for outside insurance, private check-ups and unlisted vaccinations included. It"
        " never counts.",
    ),
    "room_charge": phrase("室料差額の収入。算入されない。", "Extra charges for rooms. They never count."),
    "other_medical": phrase(
        "文書料など、診療に付随するその他の医業収益。算入されない。",
        "Other medical revenue, such as fees for certificates. It never counts.",
    ),
    "other_care": phrase(
        "介護・障害福祉の保険外の収入（食費・居住費の自己負担、日用品費など）。算入されない。",
        "Revenue of care outside insurance (meals, lodging, daily goods …). It never counts.",
    ),
    "financial": phrase(
        "受取利息・受取配当金など資金の運用による収入。事業外損益で、算入されない。",
        "Interest, dividends and the like: non-operating, and it never counts.",
    ),
    "asset_disposal": phrase(
        "固定資産などの売却益。特別損益で、算入されない。",
        "Gains on disposals of assets: extraordinary, and they never count.",
    ),
    "donation": phrase(
        "寄附金と、国・地方公共団体以外（健保組合・協会けんぽ・財団など）の助成金。算入されない。",
        "Donations, and grants of others than the state and local public bodies. They never count.",
    ),
    "other": phrase(
        "どの区分にも当たらない収入（賃貸料、授業料など）。算入されない。",
        "Revenue of no other kind (rent, tuition …). It never counts.",
    ),
    "unclassified": phrase(
        "区分がまだ分からない収入。判定は、どの区分であっても変わらないかどうかを範囲で示す。",
        "Revenue whose kind is not known yet: the range of the ratio shows whether it matters.",
    ),
}
"""What each kind of revenue is (law.md section 3 in words)."""

BUSINESSES: Final[Mapping[str, Phrase]] = {
    "main": phrase(
        "病院・診療所・介護老人保健施設・介護医療院の業務。構内の売店や患者用駐車場（附随業務）もここに含む。",
        "Hospitals, clinics, 介護老人保健施設 and 介護医療院, with what belongs to them on the premises.",
    ),
    "ancillary_medical": phrase(
        "医療法42条の附帯業務のうち、医業その他これに類する業務（訪問看護ステーションなど）。",
        "Ancillary business (医療法42条) that is medical or akin to it, such as home nursing stations.",
    ),
    "ancillary_care": phrase(
        "医療法42条の附帯業務のうち、介護サービスに係る業務。",
        "Ancillary business (医療法42条) of care services.",
    ),
    "ancillary_disability": phrase(
        "医療法42条の附帯業務のうち、障害福祉サービス等に係る業務。",
        "Ancillary business (医療法42条) of disability welfare services.",
    ),
    "ancillary_other": phrase(
        "医療法42条の附帯業務のうち、医業類似・介護・障害福祉のいずれでもないもの（看護学校、住宅など）。",
        "Other ancillary business (医療法42条), such as nursing schools and housing.",
    ),
    "ancillary": phrase(
        "附帯業務であることは分かるが、その性質が分からないもの。診療・介護保険給付・障害福祉の収入は、性質を書かなくても"
        "医療保健業務とする。",
        "Ancillary business whose nature is not stated. Treatment, care benefits and disability welfare are in"
        " scope all the same.",
    ),
    "profit": phrase("収益業務（医療法42条の2）。", "Profit business (医療法42条の2)."),
}
"""What each business is."""

SECTIONS: Final[Mapping[str, Phrase]] = {
    "operating": phrase(
        "損益計算書の事業損益に計上したもの。", "Booked as operating revenue in the statement."
    ),
    "non_operating": phrase(
        "事業外損益に計上したもの。補助金・受託収入と、病院会計準則・介護老人保健施設の会計で付随収益を計上したものは、"
        "事業損益として扱う。",
        "Booked as non-operating. Subsidies and commissions, and side income under the facility standards, are"
        " taken as operating.",
    ),
    "extraordinary": phrase("特別損益に計上したもの。", "Booked as extraordinary."),
}
"""What each section of the statement is."""
