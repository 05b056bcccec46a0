"""The words of imports: why a row is no line, what is said of a line, what the layouts are known from."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.phrases import Phrase, phrase

REASONS: Final[Mapping[str, Phrase]] = {
    "note": phrase("表題・見出しの行", "titles and headers"),
    "heading": phrase("区分の見出し", "headings of sections"),
    "subtotal": phrase("小計・合計（二重に数えない）", "subtotals and totals (never counted twice)"),
    "result": phrase("利益（差額）", "profits (differences)"),
    "expense": phrase("費用の科目", "expenses"),
    "balance": phrase("貸借対照表の科目", "accounts of the balance sheet"),
    "zero": phrase("金額が 0", "zero amounts"),
    "blank": phrase("金額が空欄", "blank amounts"),
    "blank-revenue": phrase(
        "金額が空欄の収益の科目（0円とはみなさない。要確認）",
        "revenue with a blank amount (not taken as zero; to be confirmed)",
    ),
    "detailed": phrase(
        "補助科目の行に分かれた科目（合計は一致）", "accounts detailed by sub-accounts (sums agree)"
    ),
    "detail": phrase("科目の行に含まれる補助科目", "sub-accounts inside their account"),
    "repeated": phrase("ほかの月・部門の行", "other months and departments"),
}
"""Why a row of an export is no revenue line: a closed list."""

REMARKS: Final[Mapping[str, Phrase]] = {
    "deduction-negated": phrase(
        "正の数で出力されていたので、符号を変えた", "exported as a positive number: the sign was changed"
    ),
    "cut-name": phrase("途中で切れた名称を「{full}」と読んだ", "a name cut short, which can only be {full}"),
    "cut-name-ambiguous": phrase("途中で切れた名称。次のどれか: {names}", "a name cut short; one of {names}"),
    "unknown-account-near": phrase(
        "知らない科目。「{nearest}」に近い名称。--mapping で区分を決められる",
        "an unknown account; the nearest known one is {nearest}. Decide its kind with --mapping",
    ),
    "unknown-account": phrase(
        "知らない科目。--mapping で区分を決められる", "an unknown account. Decide its kind with --mapping"
    ),
    "profit-business": phrase(
        "収益業務の収益。どの区分でも改正後の算式に入らないので「その他」とした",
        "revenue of the profit business, which counts nowhere in the revised definition: other",
    ),
}
"""What is said of a line beside the mapping it follows."""

CONFIDENCE: Final[Mapping[str, Phrase]] = {
    "high": phrase("名称から決まる", "decided by the name"),
    "medium": phrase("名称からほぼ決まる（要確認）", "nearly decided by the name (to be confirmed)"),
    "ask": phrase("名称では決まらない", "not decided by the name"),
    "own": phrase("自分の対応表", "your own mapping"),
}

LAYOUTS: Final[Mapping[str, tuple[Phrase, Phrase]]] = {
    "yayoi": (
        phrase("弥生会計 残高試算表・補助残高一覧表（月次・期間）", "Yayoi trial balance"),
        phrase(
            "公開されている読取りプログラム3種、弥生の説明ページ",
            "three public programs that read it; Yayoi's help",
        ),
    ),
    "freee": (
        phrase("freee会計 試算表：損益計算書", "freee trial balance"),
        phrase(
            "公開されている読取りプログラム2種、freee の説明ページ",
            "two public programs that read it; freee's help",
        ),
    ),
    "moneyforward": (
        phrase("マネーフォワード 推移試算表・残高試算表", "Money Forward monthly and plain trial balance"),
        phrase(
            "公開されている読取りプログラムとその試験データ",
            "a public program that reads it, and its test data",
        ),
    ),
    "tkc": (
        phrase("TKC 科目残高一覧表（TXT）", "TKC list of balances (TXT)"),
        phrase(
            "公開されている読取りプログラムとその架空の見本",
            "a public program that reads it, and its made-up sample",
        ),
    ),
    "jdl": (
        phrase("JDL 合計残高試算表（全科目・全科目補助別）", "JDL trial balance"),
        phrase(
            "公開されている読取りプログラムとその試験データ",
            "a public program that reads it, and its test data",
        ),
    ),
    "jobcan": (
        phrase("ジョブカン会計・ツカエル会計 試算表", "Jobcan and Tsukaeru trial balance"),
        phrase("メーカーの説明ページだけ", "the vendor's help page alone"),
    ),
    "pca": (
        phrase("PCA 汎用データ（見出しの行があるもの）", "PCA general data with a row of headings"),
        phrase(
            "メーカーの一般的な説明だけ（見出しの名称は未確認）",
            "a general description alone; its headings are unconfirmed",
        ),
    ),
    "columns": (
        phrase("そのほかの表: 列を自分で指定する", "any other table: you name the columns"),
        phrase("―", "-"),
    ),
}
"""Each layout: what writes it, and what it is known from."""

UNSEEN: Final = phrase("実物未確認の書式", "no real file seen")

WORDS: Final[Mapping[str, Phrase]] = {
    "title": phrase(
        "試算表から作った入力ファイル（shinryo-ratio import）",
        "Figures made of a trial balance (shinryo-ratio import)",
    ),
    "source": phrase("出所: {file}（{layout}・{unseen}）", "From: {file} ({layout}; {unseen})"),
    "next": phrase(
        "次にすること: 「要分割」の行を分け、分からない事実を書き足し、shinryo-ratio check で判定する",
        "Next: split the lines marked TO SPLIT, state the unknown facts, judge with `shinryo-ratio check`",
    ),
    "from-row": phrase("{row} より", "from {row}"),
    "from-option": phrase("オプションより", "from an option"),
    "from-like": phrase("前年のファイルより", "from last year's file"),
    "unit-assumed": phrase("ファイルに単位の記載がない", "the file states no unit"),
    "business-assumed": phrase(
        "注意: 業務の別が書かれていない科目は、本来業務とした（附帯業務・収益業務のない法人の書き方）。"
        "違う行は business を直す",
        "Note: accounts without a stated business were taken as the main business (as of a corporation that "
        "has no other). Mend business where that is wrong",
    ),
    "section-main": phrase("--- 本来業務 ---", "--- main business ---"),
    "section-ancillary": phrase(
        "--- 附帯業務（性質を business に書く: ancillary_medical など）---",
        "--- ancillary business (state its nature: ancillary_medical …) ---",
    ),
    "section-profit": phrase("--- 収益業務 ---", "--- profit business ---"),
    "section-non_operating": phrase("--- 事業外 ---", "--- non-operating ---"),
    "section-extraordinary": phrase("--- 特別 ---", "--- extraordinary ---"),
    "to-split": phrase("要分割", "TO SPLIT"),
    "split-into": phrase(
        "次のように分け、分け終えたら上の行を消す:", "split it like this, then delete the line above:"
    ),
    "split-like": phrase(
        "前年の分け方（金額は写していない）。分け終えたら上の行を消す:",
        "split as last year (no amounts copied), then delete the line above:",
    ),
    "same-tariff": phrase("社会保険診療報酬と同一の基準で請求しているか", "billed on the insurance tariff?"),
    "totals": phrase(
        "試算表の合計と照合済み（{count}件の合計行が一致）",
        "reconciled with the totals of the export ({count} totals agree)",
    ),
    "no-totals": phrase(
        "注意: 合計の行がないため照合していない: {keys}", "Note: not reconciled, for want of a total: {keys}"
    ),
    "left-out": phrase("収益の行にしなかった行（{count}行）", "Rows that are no revenue line ({count})"),
    "left-row": phrase("{row}行目 {name}", "row {row} {name}"),
    "summary": phrase(
        "{rows}行を読み、{lines}行の収益と{left}行の除外に分けました。合計行との照合: {met}件一致。",
        "{rows} rows read: {lines} revenue lines, {left} left out. {met} totals agree.",
    ),
    "summary-split": phrase(
        "区分を決められない科目が{count}件あります。分けてから check してください:",
        "{count} accounts are left to split before `check`:",
    ),
    "summary-blank": phrase(
        "金額が空欄の収益の科目があり、行にしていません。合計行でも確かめられないので、試算表を確かめてください: {names}",
        "Revenue with blank amounts is no line, and no total proves it zero. See the export: {names}",
    ),
    "summary-standard": phrase(
        "会計基準は、見出し（{row}）から{standard}としました。違うときは --standard で指定してください。",
        "The headings ({row}) tell the accounting standard: {standard}. Give --standard where it is another.",
    ),
    "summary-account": phrase("{row} {name} {amount}{unit}", "{row} {name} {amount} {unit}"),
    "list-title": phrase("取り込める試算表の書式", "Layouts of trial balances"),
    "list-name": phrase("--from", "--from"),
    "list-product": phrase("ソフトと帳票", "package and report"),
    "list-known": phrase("何によって知ったか", "known from"),
    "list-status": phrase("状態", "status"),
    "list-note": phrase(
        "どの書式も、ソフトが実際に出力したファイルでは確かめていません。科目の金額を試算表の合計と照合し、"
        "一致しなければ誤りとして止まります。出来た行は必ず試算表と見比べてください。",
        "None of them was checked against a file that the package wrote. Amounts must meet the totals of the "
        "export, or the import stops. Compare the lines with the trial balance.",
    ),
    "yen": phrase("円", "yen"),
    "thousand_yen": phrase("千円", "thousand yen"),
}

SIDES: Final[Mapping[str, Phrase]] = {
    "expense": phrase("費用", "expense"),
    "balance": phrase("貸借", "balance sheet"),
}
