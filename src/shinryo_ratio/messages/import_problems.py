"""The words of the problems of imports, in the form of `messages.problems`."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.language import Language


def _words(ja: str, ja_help: str, en: str, en_help: str) -> Mapping[Language, tuple[str, str]]:
    return {"ja": (ja, ja_help), "en": (en, en_help)}


IMPORT_PROBLEMS: Final[Mapping[str, Mapping[Language, tuple[str, str]]]] = {
    "import-file-empty": _words(
        "ファイルに内容がありません。",
        "会計ソフトから試算表を出力し直してください。",
        "The file is empty.",
        "Export the trial balance again.",
    ),
    "import-layout-unknown": _words(
        "試算表の書式を判別できません。",
        "--from で書式を指定してください: {layouts}。どれでもないときは --from columns で列を指定します。",
        "The layout of the trial balance cannot be told.",
        "Name it with --from: {layouts}; or name the columns with --from columns.",
    ),
    "import-layout-ambiguous": _words(
        "試算表の書式が一つに決まりません（{layouts}）。",
        "--from でどちらかを指定してください。",
        "The layout could be any of these: {layouts}.",
        "Name one with --from.",
    ),
    "import-layout-mismatch": _words(
        "「{layout}」の書式ではありません（必要なもの: {needs}）。",
        "--from を付けずに実行するか、--from columns で列を指定してください。",
        "The file has not the layout {layout}, which needs {needs}.",
        "Leave --from out, or name the columns with --from columns.",
    ),
    "import-row-unreadable": _words(
        "「{layout}」の書式として読めない行です。",
        "出力し直すか、--from columns で列を指定してください。",
        "This row does not fit the layout {layout}.",
        "Export the file again, or name the columns with --from columns.",
    ),
    "import-no-sheets": _words(
        "Excel のブックではないため、シート「{sheet}」を選べません。",
        "--sheet を付けずに実行してください。",
        "This is no workbook, so it has no sheet {sheet}.",
        "Leave --sheet out.",
    ),
    "import-sheet-missing": _words(
        "シート「{sheet}」がありません（シート: {known}）。",
        "--sheet に、ブックにあるシートの名前をそのまま書いてください。",
        "There is no sheet {sheet} (sheets: {known}).",
        "Give --sheet the name of a sheet of the workbook.",
    ),
    "import-sheet-unknown": _words(
        "試算表のあるシートを判別できません（シート: {sheets}）。",
        "--sheet でシートを指定し、書式が分からないときは --from columns で列を指定してください。",
        "Which sheet holds the trial balance cannot be told (sheets: {sheets}).",
        "Name it with --sheet, and the columns with --from columns where no layout fits.",
    ),
    "import-sheet-ambiguous": _words(
        "試算表と読めるシートが二つ以上あります（{sheets}）。",
        "年度の損益計算書があるシートを --sheet で指定してください。",
        "Several sheets can be read as a trial balance ({sheets}).",
        "Name the one that holds the year's income statement with --sheet.",
    ),
    "import-sheet-passed-over": _words(
        "シート「{sheet}」は読んでいません。",
        "こちらを読むときは --sheet で指定してください。",
        "The sheet {sheet} was not read.",
        "Name it with --sheet where it should be read instead.",
    ),
    "import-departments": _words(
        "部門が複数あり、合計の部門が分かりません（{departments}）。",
        "事業所（合計）だけを出力してください。",
        "There are several departments and none is the total ({departments}).",
        "Export the total of all departments alone.",
    ),
    "import-column-not-named": _words(
        "列が指定されていません（{option}）。",
        "列の見出しか、左からの番号（Excel では列の記号も）を指定してください: {option} {example}",
        "The option {option} is missing.",
        "Give the heading of the column, its number or, in a workbook, its letters: {option} {example}",
    ),
    "import-column-missing": _words(
        "列「{column}」が見つかりません。",
        "見出しの名称か、左からの番号（Excel では列の記号も）を指定してください。この行の見出し: {known}",
        "There is no column {column}.",
        "Give its heading, its number or, in a workbook, its letters. Headings of this row: {known}",
    ),
    "import-name-missing": _words(
        "金額がありますが、科目の名称がありません（「{written}」）。",
        "科目の列をもう一つ --account-column で指定するか、番号だけの行を消してください。",
        "There is an amount without the name of an account ({written}).",
        "Name a further column with --account-column, or delete the row.",
    ),
    "import-item-number": _words(
        "「{written}」は項目の番号のように見えます。金額とはみなしません。",
        "番号（Excel で (1) が -1 に変わったものなど）なら消し、金額なら △1 のように書いてください。",
        "{written} looks like an item number and is not read as an amount.",
        "Delete it where it is one (Excel turns (1) into -1); write △1 where it is an amount.",
    ),
    "import-row-not-footing": _words(
        "「{name}」は、繰越 {opening}、借方 {debit}、貸方 {credit} から残高 {closing} になりません。",
        "出力の途中で列がずれていないか確かめてください。",
        "{name}: opening {opening}, debit {debit} and credit {credit} do not lead to {closing}.",
        "Look for columns that have shifted.",
    ),
    "import-months-mismatch": _words(
        "「{name}」の各月と決算整理の合計 {sum} が、合計の列の {total} と一致しません。",
        "欠けた月がないか、列がずれていないか確かめてください。",
        "{name}: the months and adjustments add up to {sum}, the total says {total}.",
        "Look for a missing month or a shifted column.",
    ),
    "import-amount-masked": _words(
        "「{name}」の金額が伏せられています（{written}）。",
        "金額を書いてください。分からないまま0円とはみなしません。",
        "The amount of {name} is hidden ({written}).",
        "Write the amount: it is not taken as zero.",
    ),
    "import-months-short": _words(
        "月の列が{count}か月分ですが、会計年度（{start} から {end}）は{months}か月です。",
        "年度のすべての月を出力するか、--start と --end を直してください。",
        "There are {count} months, but the year from {start} to {end} has {months}.",
        "Export all months of the year, or mend --start and --end.",
    ),
    "import-period-mismatch": _words(
        "試算表の期間「{written}」が会計年度（{start} から {end}）と合いません。",
        "年度全体の試算表を出力するか、--start と --end を直してください。",
        "The period of the export ({written}) is not the year from {start} to {end}.",
        "Export the whole year, or mend --start and --end.",
    ),
    "import-unit-million": _words(
        "百万円単位の試算表は使えません。",
        "円単位か千円単位で出力してください。",
        "A trial balance in millions of yen cannot be used.",
        "Export it in yen or in thousands of yen.",
    ),
    "import-unit-conflict": _words(
        "ファイルの単位は{told}ですが、--unit は {written} です。",
        "--unit を付けずに実行してください。",
        "The file is in {told}, but --unit says {written}.",
        "Leave --unit out.",
    ),
    "import-standard-mixed": _words(
        "会計基準が一つに決まりません（{standards}）。",
        "--standard で指定してください。",
        "The headings are of several accounting standards ({standards}).",
        "Name one with --standard.",
    ),
    "import-heading-missing": _words(
        "試算表からは分からないことがあります（{option}）。",
        "オプション {option} で指定するか、--like で前年のファイルを指定してください。",
        "The export does not say {option}.",
        "Give the option {option}, or last year's file with --like.",
    ),
    "import-start-missing": _words(
        "会計年度の開始日が分かりません（終了日は {end}）。",
        "--start で指定してください。12か月の年度なら --start {start} です。",
        "The first day of the fiscal year is not known (it ends on {end}).",
        "Give --start; for a year of twelve months it is --start {start}.",
    ),
    "import-side-unknown": _words(
        "「{name}」が収益か費用か分かりません。",
        "{suggestion}--mapping の対応表に、収益なら区分を、違えば side（費用・貸借）を書いてください。",
        "Whether {name} is revenue is not known.",
        "{suggestion}State its kind, or side = expense or balance, in a --mapping file.",
    ),
    "import-not-revenue": _words(
        "収益の区分に、収益ではない科目「{name}」があります。",
        "区分の見出しと合計の行が欠けていないか確かめてください。",
        "{name} stands among revenue but is no account of revenue ({side}).",
        "Look for missing headings and totals.",
    ),
    "import-revenue-elsewhere": _words(
        "収益の科目「{name}」が、収益ではない区分の中にあります。",
        "区分の見出しと合計の行が欠けていないか確かめてください。",
        "The account of revenue {name} stands outside the sections of revenue ({side}).",
        "Look for missing headings and totals.",
    ),
    "import-sub-mismatch": _words(
        "「{name}」の補助科目の合計 {sum} が、科目の {total} と一致しません（差 {difference}）。",
        "補助科目がすべて出力されているか確かめてください。",
        "The sub-accounts of {name} add up to {sum}, not to {total} (difference {difference}).",
        "See that all sub-accounts were exported.",
    ),
    "import-total-mismatch": _words(
        "「{name}」は {total} ですが、科目の合計は {sum} です（差 {difference}）。",
        "欠けた科目、控除の符号、ほかの区分の科目が混ざっていないかを確かめてください。",
        "{name} is {total}, its accounts add up to {sum} (difference {difference}).",
        "Look for a missing account, the sign of a deduction, or an account of another section.",
    ),
    "import-looks-like-total": _words(
        "「{name}」（{amount}）は、隣り合う科目の合計と同じ金額です。合計の行なら二重に数えてしまいます。",
        "合計の行なら名称の後に「計」を付けるか行を消し、科目なら --mapping で区分を決めてください。",
        "{name} ({amount}) equals the sum of the accounts beside it; a total would be counted twice.",
        "Call it 計 or delete the row where it is a total; map it with --mapping where it is an account.",
    ),
    "import-revenue-negative": _words(
        "収益「{name}」がマイナス（{amount}）です。",
        "元の科目と合わせてください。査定減なら --mapping で区分を保険等査定減としてください。",
        "The revenue {name} is negative ({amount}).",
        "Net it with its account, or map it as insurance_deduction with --mapping.",
    ),
    "import-no-revenue": _words(
        "収益の科目が一つもありません。",
        "損益計算書の試算表か、金額の列が正しいかを確かめてください。",
        "There is no account of revenue.",
        "See that this is an income statement and that the amounts are in the right column.",
    ),
    "mapping-not-toml": _words(
        "対応表を TOML として読めません（{detail}）。",
        "引用符と括弧を確かめてください。CSV でも書けます（勘定科目,補助科目,区分 の列）。",
        "The mapping is not TOML ({detail}).",
        "Check quotes and brackets; a CSV with the columns account,sub,kind will do too.",
    ),
    "mapping-empty": _words(
        "対応表に項目がありません。",
        "[[account]] に続けて names と kind を書いてください。",
        "The mapping has no entries.",
        "Write [[account]] with names and kind.",
    ),
    "mapping-account-missing": _words(
        "対応表に科目の名称がありません。",
        '勘定科目 (account) の列、または names = ["科目名"] を書いてください。',
        "The mapping lacks the name of an account.",
        'Write a column account, or names = ["…"].',
    ),
    "mapping-kind-missing": _words(
        "対応表の「{account}」に区分がありません。",
        "区分 (kind) を書いてください。収益でなければ side に 費用 か 貸借 と書きます。",
        "The mapping says no kind of {account}.",
        "State its kind; where it is no revenue, side = expense or balance.",
    ),
    "mapping-key-unknown": _words(
        "対応表の項目「{written}」は使えません。",
        "使える項目: {known}",
        "The key {written} cannot stand in a mapping.",
        "Known: {known}",
    ),
    "mapping-account-twice": _words(
        "対応表に「{account}」が二度書かれています。",
        "どちらか一つを残してください。",
        "The mapping has {account} twice.",
        "Keep one of them.",
    ),
}
"""Message and help of every problem of an import, by code and language."""
