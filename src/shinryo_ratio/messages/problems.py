"""The words of every problem: what is wrong, and how to mend it; a closed list of codes.

Templates name the values of a problem. `{suggestion}` is the nearest right word, where one is near;
`{or_known}` is that word or else every word that may stand there.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from shinryo_ratio.messages.import_problems import IMPORT_PROBLEMS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.table_problems import TABLE_PROBLEMS
from shinryo_ratio.messages.what_if import PROBLEMS as _WHAT_IF

Words: TypeAlias = Mapping[Language, tuple[str, str]]


def _words(ja: str, ja_help: str, en: str, en_help: str) -> Words:
    return {"ja": (ja, ja_help), "en": (en, en_help)}


_FILE: Final[dict[str, Words]] = {
    "file-missing": _words(
        "ファイルが見つかりません。",
        "ファイル名とフォルダーを確かめてください。",
        "The file does not exist.",
        "Check its name and folder.",
    ),
    "file-is-a-directory": _words(
        "ファイルではなくフォルダーです。",
        "フォルダーの中のファイルを指定してください。",
        "This is a directory, not a file.",
        "Name a file inside it.",
    ),
    "file-not-permitted": _words(
        "ファイルを読む権限がありません。",
        "アクセス権を確かめてください。ほかのソフトで開いているときは閉じてください。",
        "The file may not be read.",
        "Check its permissions, and close it where it is open elsewhere.",
    ),
    "file-unreadable": _words(
        "ファイルを読めません（{detail}）。",
        "ファイル名と保存先を確かめてください。",
        "The file cannot be read ({detail}).",
        "Check its name and where it is kept.",
    ),
    "file-empty": _words(
        "ファイルに内容がありません。",
        "shinryo-ratio init でひな形を作れます。",
        "The file is empty.",
        "`shinryo-ratio init` writes a template.",
    ),
    "suffix-unknown": _words(
        "「{suffix}」のファイルは読めません。",
        "YAML (.yaml)、JSON (.json)、CSV (.csv)、Excel (.xlsx) のいずれかで保存してください。",
        "Files of the kind {suffix} cannot be read.",
        "Save it as YAML (.yaml), JSON (.json), CSV (.csv) or Excel (.xlsx).",
    ),
    "excel-not-supported": _words(
        "この形式の表計算ファイルは読めません。",
        "「Excel ブック (.xlsx)」として保存し、拡張子が .xlsx のファイルを指定してください。",
        "Spreadsheets of this kind cannot be read.",
        "Save it as an Excel workbook and name the file with the suffix .xlsx.",
    ),
    "binary-file": _words(
        "文字のファイルではありません。",
        "YAML、JSON、CSV のいずれかのファイルを指定してください。",
        "This is not a text file.",
        "Name a YAML, JSON or CSV file.",
    ),
    "control-character": _words(
        "目に見えない制御文字（{written}）があります。",
        "この文字を消してください。",
        "There is a control character ({written}).",
        "Delete it.",
    ),
    "encoding-unknown": _words(
        "文字コードを判別できません（UTF-8 でも Shift_JIS (cp932) でもありません）。",
        "UTF-8 で保存し直すか、--encoding で文字コードを指定してください。",
        "The encoding is neither UTF-8 nor cp932.",
        "Save the file as UTF-8, or name the encoding with --encoding.",
    ),
    "encoding-mismatch": _words(
        "指定された文字コード {encoding} では読めません。",
        "--encoding を付けずに実行するか、正しい文字コードを指定してください。",
        "The file is not in the encoding {encoding}.",
        "Leave --encoding out, or name the right one.",
    ),
    "encoding-name-unknown": _words(
        "文字コードの名前「{encoding}」が分かりません。",
        "--encoding には utf-8、cp932 などを指定してください。",
        "The encoding {encoding} is not known.",
        "Use names such as utf-8 or cp932.",
    ),
    "several-corporations": _words(
        "一つのファイルに法人が{count}あります。",
        "ここでは一法人ずつ扱います。法人ごとにファイルを分けてください。check と batch は多数の法人を一つのファイルから読みます。",
        "The file holds {count} corporations.",
        "One is expected here: split the file. check and batch read many corporations from one file.",
    ),
    "option-without-csv": _words(
        "{option} は CSV のためのオプションです。",
        "YAML と JSON では、法人と会計年度をファイルの中に書いてください。",
        "{option} is an option for CSV.",
        "In YAML and JSON the corporation and the year stand in the file.",
    ),
    "nested-too-deep": _words(
        "入れ子が深すぎます。",
        "括弧や字下げの誤りを確かめてください。収益の内訳は3段までで書けます。",
        "The text is nested too deeply.",
        "Check brackets and indentation: figures need three levels.",
    ),
    "not-figures": _words(
        "数値の書式ではありません（「項目: 値」の並びが必要です）。",
        "corporation、fiscal_year、revenue を書いてください。shinryo-ratio init でひな形を作れます。",
        "This is not a figures document (keys and values are needed).",
        "Write corporation, fiscal_year and revenue; `shinryo-ratio init` writes a template.",
    ),
}

_YAML_AND_JSON: Final[dict[str, Words]] = {
    "yaml-tab": _words(
        "字下げにタブが使われています。",
        "タブを半角の空白に置き換えてください（1段につき2文字）。",
        "A tab is used for indentation.",
        "Replace it by blanks (two for each level).",
    ),
    "yaml-fullwidth-colon": _words(
        "「{written}」の後のコロンまたは空白が全角です。",
        "半角のコロンと半角の空白にしてください: 「{written}: 値」",
        "The colon or the blank after {written} is full-width.",
        "Use a plain colon and a plain blank: `{written}: value`.",
    ),
    "yaml-fullwidth-space": _words(
        "字下げに全角の空白が使われています。",
        "半角の空白に置き換えてください（1段につき2文字）。",
        "A full-width blank is used for indentation.",
        "Replace it by plain blanks (two for each level).",
    ),
    "yaml-indentation": _words(
        "この行の字下げか書き方が、前の行と合っていません。",
        "同じ段の項目は先頭の空白の数をそろえ、「項目: 値」の形で書いてください。",
        "The indentation or form of this line does not fit the lines before.",
        "Give keys of one level the same number of leading blanks, and write `key: value`.",
    ),
    "yaml-second-colon": _words(
        "一行に「: 」が二つあるか、字下げが合っていません。",
        '値にコロンを含むときは "…" で囲んでください。',
        "There are two `: ` in one line, or the indentation is wrong.",
        "Put a value that contains a colon in quotes.",
    ),
    "yaml-quote-open": _words(
        "引用符が閉じていません。",
        "値の終わりに同じ引用符を付けてください。",
        "A quote is not closed.",
        "End the value with the same quote.",
    ),
    "yaml-sign-needs-quotes": _words(
        "この記号で値を始めることはできません。",
        '値を "…" で囲んでください。',
        "A value cannot begin with this sign.",
        "Put the value in quotes.",
    ),
    "yaml-syntax": _words(
        "YAML として読めません（{detail}）。",
        "この行と前の行の記号と字下げを確かめてください。",
        "This is not YAML ({detail}).",
        "Check the signs and the indentation of this line and the one before.",
    ),
    "yaml-alias": _words(
        "YAML の参照（{written}）は使えません。",
        '同じ値をその場所に書いてください。文字として使うときは "…" で囲んでください。',
        "Anchors, aliases and merge keys ({written}) are not accepted.",
        "Write the value out; put it in quotes where it is meant as text.",
    ),
    "yaml-tag": _words(
        "YAML のタグ（{written}）は使えません。",
        "タグを消してください。",
        "YAML tags ({written}) are not accepted.",
        "Delete the tag.",
    ),
    "yaml-several-documents": _words(
        "一つのファイルに文書が二つあります（「---」の区切り）。",
        "一法人・一年度につき一つのファイルに分けてください。",
        "There are two documents in one file (divided by `---`).",
        "Use one file for each corporation and year.",
    ),
    "yaml-key-not-text": _words(
        "項目名「{written}」が文字ではありません。",
        "項目名には name、科目 などの語を書いてください。",
        "The key {written} is not a text.",
        "Keys are words such as name or 科目.",
    ),
    "json-key-expected": _words(
        'ここには " で囲んだ項目名が必要です。',
        '項目名を半角の " で囲んでください。',
        "A key in double quotes is expected here.",
        "Put the key in double quotes.",
    ),
    "json-trailing-comma": _words(
        "最後の項目の後に余分なコンマがあります。",
        "閉じ括弧の前のコンマを消してください。",
        "There is a comma after the last item.",
        "Delete the comma before the closing bracket.",
    ),
    "json-comma-expected": _words(
        "ここにはコンマか閉じ括弧が必要です。",
        "前の項目との間にコンマを入れるか、括弧を閉じてください。",
        "A comma or a closing bracket is expected here.",
        "Put a comma after the item before, or close the bracket.",
    ),
    "json-colon-expected": _words(
        "項目名の後にコロンがありません。",
        "半角のコロン : を入れてください。",
        "The colon after the key is missing.",
        "Put a colon after it.",
    ),
    "json-value-expected": _words(
        "ここには値が必要です。",
        '数はそのまま、文字は " で囲んで書いてください。',
        "A value is expected here.",
        "Write numbers as they are and texts in double quotes.",
    ),
    "json-string-open": _words(
        '文字列の " が同じ行で閉じていません。',
        '文字列の終わりに " を付けてください。改行は \\n と書いてください。',
        "The text is not closed on its line.",
        "End it with a double quote; write a line break as \\n.",
    ),
    "json-extra": _words(
        "文書の終わりの後に余分な内容があります。",
        "一つのファイルには一つの文書だけを書いてください。",
        "Something follows the end of the document.",
        "Write one document in a file.",
    ),
    "json-syntax": _words(
        "JSON として読めません。",
        "この場所の記号を確かめてください。",
        "This is not JSON.",
        "Check the signs at this place.",
    ),
    "json-constant": _words(
        "{written} は値として書けません。",
        "金額は円単位の整数で書いてください。不明な値は項目ごと省いてください。",
        "{written} is not a value.",
        "Write amounts as whole numbers; leave out what is not known.",
    ),
    "duplicate-key": _words(
        "項目「{key}」が二度書かれています（最初は{first}行目）。",
        "どちらか一つを残してください。",
        "The key {key} is written twice (first on line {first}).",
        "Keep one of them.",
    ),
    "duplicate-key-synonym": _words(
        "項目「{key}」は、同じ意味の別の項目名で既に書かれています。",
        "どちらか一つを残してください。",
        "The key {key} says again what another name of the same key said.",
        "Keep one of them.",
    ),
}

_CSV: Final[dict[str, Words]] = {
    "csv-quote-open": _words(
        'この行から始まる引用符 " が閉じていません。',
        'セルの終わりに " を付けてください。',
        "A quote that begins in this row is not closed.",
        "End the cell with a double quote.",
    ),
    "csv-separator": _words(
        "列の区切りの「{written}」は読めません。",
        "コンマ（,）で区切って保存してください。タブ区切りも読めます。",
        "Columns separated by {written} are not read.",
        "Save the file with commas between the columns; tabs are read too.",
    ),
    "csv-syntax": _words(
        "CSV として読めません（{detail}）。",
        "この行の引用符とコンマを確かめてください。",
        "This is not CSV ({detail}).",
        "Check the quotes and commas of this row.",
    ),
    "csv-row-width": _words(
        "セルが{cells}個ありますが、見出しは{columns}列です。",
        '桁区切りのコンマを含む金額は "1,234" のように囲み、空欄もコンマで区切ってください。',
        "The row has {cells} cells, the header {columns}.",
        'Put amounts with commas in quotes ("1,234"), and keep the commas of blank cells.',
    ),
    "csv-column-unknown": _words(
        "見出し「{written}」が分かりません。",
        "{suggestion}使える見出し: {known}",
        "The column {written} is not known.",
        "{suggestion}Columns: {known}",
    ),
    "csv-column-twice": _words(
        "見出し「{written}」と同じ列が二つあります（最初は{first}列目）。",
        "どちらか一つの列を残してください。",
        "The column {written} is there twice (first as column {first}).",
        "Keep one of them.",
    ),
    "csv-column-missing": _words(
        "列「{column}」がありません。",
        "1行目の見出しに加え、すべての行に書いてください。",
        "The column {column} is missing.",
        "Add it to the header and fill it in every row.",
    ),
    "csv-column-unnamed": _words(
        "見出しのない列に値「{written}」があります。",
        "見出しを付けるか、値を消してください。",
        "There is a value ({written}) in a column without a name.",
        "Name the column or delete the value.",
    ),
    "csv-heading-missing": _words(
        "法人または会計年度の「{column}」が分かりません。",
        "オプション {option} で指定するか、CSV に列 {column} を加えてください。",
        "The table does not say {column}.",
        "Give the option {option}, or add the column {column}.",
    ),
    "csv-heading-twice": _words(
        "{option} が、オプションと CSV の列の両方にあります。",
        "どちらか一方にしてください。",
        "{option} is given and there is also a column for it.",
        "Use one of them.",
    ),
    "csv-heading-blank": _words(
        "「{column}」が空欄です。",
        "どの行にも法人名、法人区分、会計年度の開始日を書いてください。",
        "{column} is blank.",
        "Every row must name the corporation, its type and the start of its year.",
    ),
    "csv-heading-conflict": _words(
        "列 {column} が、同じ法人の{row}行目では{first}、この行では{written}です。",
        "一つの法人・年度の行では同じ内容にしてください。別の法人なら整理番号を分けてください。",
        "{column}: row {row} of the same corporation says {first}, this one {written}.",
        "Let all rows of one corporation and year agree, or use different references.",
    ),
    "deliveries-format": _words(
        "分娩内訳「{written}」を読めません。",
        "「一件の金額x件数」をセミコロンで区切って書いてください: 480000x120;520000x10",
        "The deliveries {written} cannot be read.",
        "Write fee x count, divided by semicolons: 480000x120;520000x10.",
    ),
}

_EXCEL: Final[dict[str, Words]] = {
    "excel-extra-missing": _words(
        "Excel のファイルを扱う部品が入っていません。",
        "pip install 'shinryo-ratio[excel]' で入れてください。",
        "What reads and writes Excel files is not installed.",
        "Install it: pip install 'shinryo-ratio[excel]'",
    ),
    "excel-not-a-workbook": _words(
        "Excel のブック (.xlsx) ではありません。",
        "Excel で「Excel ブック (.xlsx)」として保存し直してください。",
        "This is not an Excel workbook (.xlsx).",
        "Save it in Excel as an Excel workbook (.xlsx).",
    ),
    "excel-old-format": _words(
        "古い形式の Excel ファイル (.xls) です。名前だけを .xlsx に変えても読めません。",
        "Excel で開き、「Excel ブック (.xlsx)」として保存し直してください。",
        "This is an Excel file of the old format (.xls), whatever its name says.",
        "Open it in Excel and save it as an Excel workbook (.xlsx).",
    ),
    "excel-binary-format": _words(
        "バイナリ形式の Excel ファイル (.xlsb) です。",
        "Excel で開き、「Excel ブック (.xlsx)」として保存し直してください。",
        "This is an Excel file of the binary format (.xlsb).",
        "Open it in Excel and save it as an Excel workbook (.xlsx).",
    ),
    "excel-locked": _words(
        "パスワードで暗号化されたブックです。",
        "Excel で開き、「ブックの保護」の「パスワードを使用して暗号化」を外して保存してください。",
        "The workbook is encrypted with a password.",
        "Open it in Excel, take the password off and save it.",
    ),
    "excel-damaged": _words(
        "ブックが壊れているため読めません（{detail}）。",
        "Excel で開いて修復し、別の名前で保存してください。",
        "The workbook is damaged and cannot be read ({detail}).",
        "Open it in Excel, let it repair the file and save it under another name.",
    ),
    "excel-too-large": _words(
        "ブックが大きすぎます（{what}）。",
        "収入の行だけを残してください（2万行、20万セル、展開後256MBまで）。値のない行や列は削除してください。",
        "The workbook is too large ({what}).",
        "Keep the lines of revenue alone (at most 20,000 rows, 200,000 cells, 256 MB unpacked).",
    ),
    "excel-macros": _words(
        "マクロを含むブックです。マクロは実行せず、このブックは読みません。",
        "Excel で「Excel ブック (.xlsx)」として保存し直し、金額が変わらないことを確かめてください。",
        "The workbook contains macros. They are not run, and it is not read.",
        "Save it in Excel as an Excel workbook (.xlsx) and see that the amounts stay.",
    ),
    "excel-sheet-missing": _words(
        "収入のシートが見つかりません（シート: {known}）。",
        "「収入」という名前のシートに、科目・金額・区分の見出しの表を置いてください。",
        "There is no sheet of revenue (sheets: {known}).",
        "Put a table with the columns 科目, 金額, 区分 on a sheet named 収入 or Revenue.",
    ),
    "excel-sheet-ambiguous": _words(
        "収入の表のあるシートが二つ以上あります（{known}）。",
        "読むシートの名前を「収入」としてください。",
        "Several sheets hold a table of revenue ({known}).",
        "Name the one to be read 収入 or Revenue.",
    ),
    "excel-sheet-twice": _words(
        "シート「{sheet}」は「{first}」と同じ内容を指す名前です。",
        "どちらか一つのシートを残すか、名前を変えてください。",
        "The sheet {sheet} says again what {first} says.",
        "Keep one of them, or rename one.",
    ),
    "excel-sheet-empty": _words(
        "シート「{sheet}」に内容がありません。",
        "科目・金額・区分の見出しと、収入の行を書いてください。",
        "The sheet {sheet} is empty.",
        "Write the headings 科目, 金額, 区分 and the lines of revenue.",
    ),
    "excel-header-missing": _words(
        "表の見出しが見つかりません。",
        "一つの行に見出し {known} を書いてください。",
        "The header of the table is not there.",
        "Write the headings {known} in one row.",
    ),
    "excel-label-unknown": _words(
        "項目「{written}」が分かりません。",
        "{suggestion}使える項目: {known}",
        "The label {written} is not known.",
        "{suggestion}Labels: {known}",
    ),
    "excel-outside-the-form": _words(
        "記入欄（B列）の外に数「{written}」があります。",
        "B列に書くか、消してください。ここに書かれた数は読みません。",
        "There is a number ({written}) outside column B.",
        "Write it in column B or delete it: numbers elsewhere are not read.",
    ),
    "excel-heading-twice": _words(
        "{option} が、オプションとブックの両方にあります。",
        "どちらか一方にしてください。",
        "{option} is given and the workbook says it too.",
        "Use one of them.",
    ),
    "excel-merged-cells": _words(
        "表の中にセルの結合（{written}）があります。",
        "結合を解除し、一行ごとに値を書いてください。結合されたセルの値がどの行のものか決められません。",
        "There are merged cells ({written}) in the table.",
        "Unmerge them and write a value in each row: which row a merged value belongs to cannot be told.",
    ),
    "excel-error-value": _words(
        "セルの値がエラー（{written}）です。",
        "数式を直すか、値を書いてください。",
        "The cell shows an error ({written}).",
        "Mend the formula or write the value.",
    ),
    "excel-formula-uncalculated": _words(
        "数式（{written}）がまだ計算されていません。",
        "Excel で開いて保存し直すか、値を書いてください。計算されていない数式を 0 とはみなしません。",
        "The formula ({written}) has not been calculated.",
        "Open the workbook in Excel and save it, or write the value: it is not read as zero.",
    ),
    "excel-external-link": _words(
        "数式（{written}）が別のファイルを参照しています。",
        "「値の貼り付け」で値に置き換えてください。別のファイルは開きません。",
        "The formula ({written}) reads another file.",
        "Paste its value instead: other files are not opened.",
    ),
    "excel-date-for-number": _words(
        "日付（{written}）が入っています。",
        "セルの表示形式を数値に直し、値を確かめてください。",
        "There is a date ({written}) here.",
        "Set the cell's format to a number and check the value.",
    ),
    "excel-serial-date": _words(
        "数「{written}」を Excel の日付の通し番号とみなし、{day} と読みました。",
        "違うときは 2025-04-01 のように書いてください。",
        "The number {written} was read as a day in Excel's count: {day}.",
        "Where it is not, write the day like 2025-04-01.",
    ),
    "excel-formulas-read": _words(
        "数式で計算されたセルを、保存時の値で読みました（{cells}）。",
        "Excel で最後に保存したときの値です。参照元を変えたときは、開いて保存し直してください。",
        "Calculated cells were read at the value they were saved with: {cells}.",
        "Where something they refer to has changed, open the workbook in Excel and save it again.",
    ),
    "excel-lines-renumbered": _words(
        "収入のシートの「行」の番号は、報告の行番号と異なります（報告の行番号 → シートの行: {lines}）。",
        "報告と --set の行番号は、空の行を除いて上から数えたものです。",
        "The numbers (No., 行) of the sheet of revenue are not those of a report (report → sheet: {lines}).",
        "A report and --set count the lines that are filled in, from the top.",
    ),
    "excel-what-if-read": _words(
        "試算のブックを読みました。収入は書き換えた数値です（{written}）。",
        "実際の数値による判定には、書き換える前の入力を使ってください。数値を実際のものに直したときは、"
        "収入のシートの「試算：」の行を消してください。",
        "This is the workbook of a what-if: its revenue was edited ({written}).",
        "For the verdict of the figures themselves use the input before the edits. Where these are the actual"
        " figures by now, delete the lines above the table of revenue that begin with What if.",
    ),
    "excel-hidden-read": _words(
        "非表示の行・列・シートにあるセルも読みました（{cells}）。",
        "収入に当たらない行なら消してください。",
        "Cells in hidden rows, columns or sheets were read too: {cells}.",
        "Delete them where they do not belong to the figures.",
    ),
    "excel-sheet-passed-over": _words(
        "シート「{sheet}」は入力のシートではないため、読んでいません。",
        "数値があるときは、決められた名前のシート（法人、収入、分娩、費用、損益計算書、申告、取扱い）に書いてください。",
        "The sheet {sheet} is none of the form and was not read.",
        "Figures stand on the sheets 法人, 収入, 分娩, 費用, 損益計算書, 申告, 取扱い.",
    ),
    "excel-delivery-without-line": _words(
        "分娩の行「{written}」に当たる収入の行がありません。",
        "「行」の欄に、収入のシートの A 列「行」の番号か、科目名を書いてください（識別記号ではありません）。",
        "No line of revenue is meant by {written}.",
        "Write into No. the number in column A of the sheet of revenue, or the name (not the id) of the line.",
    ),
    "excel-delivery-ambiguous": _words(
        "「{written}」に当たる収入の行が二つ以上あります。",
        "科目名ではなく、収入のシートの A 列「行」の番号を書いてください。",
        "Several lines of revenue are meant by {written}.",
        "Write the number in column A (No.) of the sheet of revenue instead of the name.",
    ),
    "excel-deliveries-twice": _words(
        "この行の分娩内訳は、収入のシートにも書かれています。",
        "どちらか一方にしてください。",
        "The deliveries of this line stand in the sheet of revenue too.",
        "Keep one of them.",
    ),
    "excel-number-too-large": _words(
        "{amount} 円は、Excel が正確に計算できる数を超えています。",
        "Excel への出力は 1,000兆円までです。--format text または json で出力してください。",
        "{amount} yen is more than Excel can calculate exactly.",
        "Workbooks take up to 10^15 yen: use --format text or json.",
    ),
}

_KEYS_AND_WORDS: Final[dict[str, Words]] = {
    "unknown-key": _words(
        "項目「{written}」は使えません。",
        "{or_known}",
        "The key {written} is not known.",
        "{or_known}",
    ),
    "missing-key": _words(
        "「{key}」が書かれていません。",
        "次のように書いてください: {example}",
        "{key} is missing.",
        "Write for example: {example}",
    ),
    "kind-missing": _words(
        "収益の区分 (kind) が書かれていません。",
        "次のいずれかを書いてください。分からないときは 未分類 (unclassified) とします: {known}",
        "The kind (区分) of the revenue is missing.",
        "Write one of these, unclassified where it is not known: {known}",
    ),
    "business-missing": _words(
        "「{kind}」には業務 (business) が必要です。",
        "どの業務の収益かを書いてください: {known}",
        "{kind} must state its business (業務).",
        "Say which business it belongs to: {known}",
    ),
    "fact-on-wrong-kind": _words(
        "「{key}」は「{kind}」には書けません。",
        "書ける区分は {kinds} だけです。区分を直すか、この項目を消してください。",
        "{key} cannot be stated of {kind}.",
        "It belongs to {kinds}: mend the kind or delete the key.",
    ),
    "unknown-word": _words(
        "「{key}」の値「{written}」が分かりません。",
        "{suggestion}使える語: {known}",
        "{written} is no value of {key}.",
        "{suggestion}Values: {known}",
    ),
    "insured-outside-medical": _words(
        "「{kind}」を「{business}」の収益にすることはできません。",
        "診療・介護・障害福祉の収益は、本来業務か該当する附帯業務とします。そうでない収益なら区分を直してください。",
        "{kind} cannot be revenue of {business}.",
        "It belongs to main or to a medical, care or disability business; else mend the kind.",
    ),
    "value-blank": _words(
        "「{key}」の値が空です。",
        "値を書くか、項目ごと消してください。",
        "{key} has no value.",
        "Write one, or delete the key.",
    ),
    "not-text": _words(
        "「{key}」は文字で書きます。",
        '値を引用符で囲んでください: "{written}"',
        "{key} must be a text.",
        'Put the value in quotes: "{written}"',
    ),
    "text-empty": _words(
        "「{key}」が空です。",
        "内容を書くか、省ける項目なら消してください。",
        "{key} is empty.",
        "Write something, or delete the key where it may be left out.",
    ),
    "not-a-boolean": _words(
        "「{key}」の値「{written}」が分かりません。",
        "true（はい・有）か false（いいえ・無）を書いてください。分からないときは項目ごと省きます。",
        "{written} is no value of {key}.",
        "Write true or false; leave it out where it is not known.",
    ),
    "not-a-list": _words(
        "「{key}」は一覧で書きます。",
        "[ ] で囲むか、一つずつ行の先頭に「- 」を付けて並べてください: {example}",
        "{key} must be a list.",
        "Put them in [ ], or begin each with `- `: {example}",
    ),
    "not-a-mapping": _words(
        "ここには「項目: 値」の並びが必要です（今の値は「{written}」）。",
        "次のように書いてください: {example}",
        "Keys and values are needed here, not {written}.",
        "Write for example: {example}",
    ),
    "schema-unknown": _words(
        "書式「{written}」は分かりません。",
        "shinryo-ratio/figures/1 と書くか、項目ごと消してください。",
        "The schema {written} is not known.",
        "Write shinryo-ratio/figures/1, or delete the key.",
    ),
    "invalid-value": _words(
        "「{key}」の値「{written}」は使えません（{detail}）。",
        "値を確かめてください。",
        "{written} cannot be the value of {key} ({detail}).",
        "Check the value.",
    ),
}

_AMOUNTS_AND_DATES: Final[dict[str, Words]] = {
    "amount-boolean": _words(
        "「{key}」に true / false は書けません。",
        "整数を書いてください: 1234000",
        "{key} cannot be true or false.",
        "Write a whole number: 1234000.",
    ),
    "amount-fraction": _words(
        "「{key}」の「{written}」に小数や指数は使えません。",
        "整数で書いてください。千円単位なら unit: thousand_yen（単位: 千円）とします。",
        "{key} cannot be a fraction or have an exponent ({written}).",
        "Write a whole number; for amounts in thousands use unit: thousand_yen.",
    ),
    "amount-blank": _words(
        "「{key}」が空です。",
        "金額がないときは 0 と書いてください。空欄を 0 とはみなしません。",
        "{key} is blank.",
        "Write 0 where it is zero: a blank is not read as zero.",
    ),
    "amount-format": _words(
        "「{key}」の「{written}」は整数として読めません。",
        "1234000、1,234,000、△1,000 のように書いてください。桁区切りは3桁ごとです。",
        "{key}: {written} is not a whole number.",
        "Write 1234000, 1,234,000 or △1,000; commas stand after every three digits.",
    ),
    "amount-unit": _words(
        "「{key}」の「{written}」に単位が付いています。",
        "数だけを書き、単位は unit（単位）に yen（円）か thousand_yen（千円）と書いてください。",
        "{key}: {written} contains a unit.",
        "Write the number alone, and yen or thousand_yen under unit.",
    ),
    "amount-too-large": _words(
        "「{key}」の数が大きすぎます。",
        "1,000兆円までです。単位と桁を確かめてください。",
        "{key} is too large.",
        "The most is 10^15 yen: check the unit and the digits.",
    ),
    "amount-too-small": _words(
        "「{key}」の「{written}」は {least} より小さい数です。",
        "{least} 以上で書いてください。マイナスにできる収益は保険等査定減 (insurance_deduction) だけです。",
        "{key}: {written} is below {least}.",
        "Write {least} or more; only insurance_deduction may be negative.",
    ),
    "amount-above-zero": _words(
        "保険等査定減の金額「{written}」が 0 より大きい数です。",
        "△{written} のように、0 以下で書いてください。",
        "A deduction ({written}) is above zero.",
        "Write it as zero or less, for example △{written}.",
    ),
    "date-format": _words(
        "「{key}」の「{written}」は日付として読めません。",
        "2025-04-01、2025/4/1、令和7年4月1日、R7.4.1 のように書いてください。",
        "{key}: {written} is not a date.",
        "Write 2025-04-01, 2025/4/1, 令和7年4月1日 or R7.4.1.",
    ),
    "date-impossible": _words(
        "「{key}」の「{written}」という日はありません。",
        "月末の日と元号の境（平成は2019年4月30日まで）を確かめてください。",
        "{key}: there was no day {written}.",
        "Check the end of the month, and of the era (平成 ends on 30 April 2019).",
    ),
    "date-is-a-year": _words(
        "「{key}」の「{written}」は年であり、日付ではありません。",
        "年月日まで書いてください: 令和7年4月1日",
        "{key}: {written} is a year, not a day.",
        "Write the whole date: 2025-04-01.",
    ),
    "year-reversed": _words(
        "会計年度の終了日 {end} が開始日 {start} より前です。",
        "開始日と終了日を確かめてください。",
        "The year ends ({end}) before it starts ({start}).",
        "Check both dates.",
    ),
    "year-too-long": _words(
        "会計年度（{start} から {end}）が12か月を超えています。",
        "終了日を直してください。省くと開始日から1年になります。",
        "The year from {start} to {end} is longer than twelve months.",
        "Mend the end; left out, it is one year from the start.",
    ),
    "year-beyond-calendar": _words(
        "{start} から12か月の会計年度は、日付として表せる範囲（9999-12-31 まで）を超えます。",
        "開始日を確かめてください。",
        "Twelve months from {start} go beyond the last day that a date can state (9999-12-31).",
        "Check the start.",
    ),
}

_WHOLE: Final[dict[str, Words]] = {
    "revenue-empty": _words(
        "収益 (revenue) が一行もありません。",
        "少なくとも一行、科目・金額・区分を書いてください。",
        "There is no line of revenue.",
        "Write at least one line with name, amount and kind.",
    ),
    "deliveries-empty": _words(
        "分娩内訳 (deliveries) が空です。",
        "一件の金額と件数を書くか、項目ごと消してください。",
        "deliveries (分娩内訳) is empty.",
        "Write fee and count, or delete the key.",
    ),
    "deliveries-mismatch": _words(
        "分娩内訳の合計 {fees} 円が金額 {amount} 円と一致しません。",
        "一件の金額・件数・金額を確かめてください（千円単位では ±999 円まで一致とみなします）。",
        "The deliveries add up to {fees} yen, the amount is {amount} yen.",
        "Check fees, counts and the amount (in thousands, up to 999 yen may differ).",
    ),
    "delivery-count-mismatch": _words(
        "分娩内訳の件数は計 {counted} 件ですが、分娩件数は {stated} 件です。",
        "どちらかを直すか、分娩件数 (delivery_count) を消してください。",
        "The deliveries count {counted}, delivery_count says {stated}.",
        "Mend one of them, or delete delivery_count.",
    ),
    "statement-mismatch": _words(
        "損益計算書の「{key}」は {total} {unit}ですが、内訳の合計は {sum} {unit}です（差 {difference}）。",
        "漏れた科目、業務・損益区分の誤り、法人内の取引 (internal) を確かめてください。",
        "The statement says {total} for {key}, the lines add up to {sum} (difference {difference}).",
        "Look for a missing line, a wrong business or section, or an internal transaction.",
    ),
    "total-too-large": _words(
        "金額の合計 {total} 円が上限 {most} 円を超えています。",
        "単位 (unit) が千円と円のどちらか、桁が正しいかを確かめてください。",
        "The amounts add up to {total} yen, more than {most}.",
        "Check the unit and the digits.",
    ),
    "legal-form-required": _words(
        "「{type}」には法人形態 (legal_form) が必要です。",
        "次のいずれかを書いてください: {known}",
        "{type} must state its legal_form (法人形態).",
        "Write one of these: {known}",
    ),
    "legal-form-impossible": _words(
        "「{type}」の法人形態を「その他 (other)」にすることはできません。",
        "general（一般社団・一般財団）か public_interest（公益社団・公益財団）を書いてください。",
        "{type} cannot have the legal_form other.",
        "Write general or public_interest.",
    ),
    "confirmation-incomplete": _words(
        "取扱いの確認に「{key}」がありません。",
        "確認先 (confirmed_by) と確認日 (date) の両方を書くか、両方とも消してください。",
        "The confirmation lacks {key}.",
        "Write both confirmed_by and date, or neither.",
    ),
}

_LAW: Final[dict[str, Words]] = {
    "fiscal-year-outside-law": _words(
        "{start} に始まる会計年度には、収録された要件がありません（法人区分: {type}）。",
        "{first} 以後に始まる会計年度を判定できます。開始日を確かめてください。",
        "No rule set governs a year that starts on {start} (type: {type}).",
        "Years that start on or after {first} are covered. Check the start.",
    ),
    "no-ruleset": _words(
        "この法人区分（{type}）の要件は収録されていません。",
        "法人区分を確かめてください。",
        "There is no rule set for this type ({type}).",
        "Check the type.",
    ),
    "covid-election-outside-measure": _words(
        "コロナ補助金の取扱いを選べる会計年度ではありません（{start} から {end}）。",
        "選べるのは {from} 以後に終わり、改正前の要件による会計年度です。選択を「いいえ」（false）にしてください。",
        "The covid subsidy measure cannot be elected for the year from {start} to {end}.",
        "It is open to years that end on or after {from} under the old rules. Set the election to false.",
    ),
    "law-file-invalid": _words(
        "法令データのファイルを読めません（{detail}）。",
        "書き方を law show の出力と比べてください。",
        "The law file cannot be read ({detail}).",
        "Compare it with the output of `law show`.",
    ),
    "law-gap": _words(
        "法令データに、{first} から {last} までの要件がありません。",
        "適用の開始日と終了日をすき間なくつないでください。",
        "No rule set governs the time from {first} to {last}.",
        "Let the spans join without a gap.",
    ),
    "law-overlap": _words(
        "法令データの {first} と {second} の適用期間が重なっています。",
        "適用の開始日と終了日を直してください。",
        "The spans of {first} and {second} overlap.",
        "Mend the dates from which and to which they apply.",
    ),
    "law-duplicate-id": _words(
        "法令データの id「{id}」が二度使われています。",
        "どちらかの id を変えてください。",
        "The rule-set id {id} is used twice.",
        "Change one of them.",
    ),
    "law-type-unknown": _words(
        "法令データの法人区分「{type}」が分かりません。",
        "social、specified、certified、welfare_hospital、open_hospital、koseiren のいずれかです。",
        "The corporation type {type} of the law file is not known.",
        "Write social, specified, certified, welfare_hospital, open_hospital or koseiren.",
    ),
}

_BATCH: Final[dict[str, Words]] = {
    "result-unknown": _words(
        "検証できる結果ではありません。",
        "check --format json の結果か、batch の結果（.ndjson）を指定してください。",
        "This is not a result that can be verified.",
        "Name a result of check --format json, or of batch (.ndjson).",
    ),
    "result-empty": _words(
        "検証する結果が一つもありません。",
        "batch の結果がそろっているか確かめてください。",
        "There is no result to verify.",
        "See whether the output of batch is whole.",
    ),
    "result-line-blank": _words(
        "結果の行が空です。",
        "batch が書いたままの結果を指定するか、この行を消してください。",
        "The line of the result is blank.",
        "Name the output as batch wrote it, or delete the line.",
    ),
    "result-line-again": _words(
        "{number}行目の結果が、続けて二度あります。",
        "batch が書いたままの結果を指定するか、どちらかの行を消してください。",
        "The result of line {number} stands here twice.",
        "Name the output as batch wrote it, or delete one of the lines.",
    ),
    "result-line-order": _words(
        "{number}行目の結果が、{last}行目の結果の後にあります。",
        "batch が書いたままの順に、一行に一度ずつ並べてください。",
        "The result of line {number} stands behind that of line {last}.",
        "Leave the lines in the order in which batch wrote them, each once.",
    ),
    "line-empty": _words(
        "空の行です。",
        "一行に一つの法人の数値（JSON）を書くか、この行を消してください。",
        "The line is empty.",
        "Write the figures of one corporation (JSON) on each line, or delete the line.",
    ),
    "document-too-long": _words(
        "一つの法人の数値が {most} バイトを超えています。",
        "改行の抜けや、法人ごとに分かれていない表でないかを確かめてください。",
        "The figures of one corporation are longer than {most} bytes.",
        "Check for a missing line break, or a table that does not say whose rows they are.",
    ),
    "csv-rows-apart": _words(
        "「{whose}」の行が離れた場所に分かれているので、判定していません。",
        "同じ法人・年度の行を続けて並べてください。",
        "The rows of {whose} stand in several places, so they are not judged.",
        "Put the rows of one corporation and year together.",
    ),
    "csv-not-in-order": _words(
        "行が離れた場所に分かれている法人が {most} を超えています。",
        "表を法人・年度の順に並べ替えてください。",
        "More than {most} corporations have rows in several places.",
        "Sort the table by corporation and year.",
    ),
    "csv-references-partly": _words(
        "整理番号のある行とない行の両方がある法人が {most} を超えています。",
        "整理番号は、どの行にも書くか、どの行にも書かないでください。",
        "More than {most} corporations have rows with a reference and rows without.",
        "Write the reference in every row, or in none.",
    ),
    "pipe-too-long": _words(
        "一時ファイルに置いて読む表（標準入力などから受け取った表、UTF-16 の表）は {most} バイトまでです。",
        "表を UTF-8 でファイルに保存して、そのファイルを指定してください。",
        "A table that comes through a pipe or is in UTF-16 may have {most} bytes at most.",
        "Save it as a file in UTF-8, and name that.",
    ),
    "pipe-not-kept": _words(
        "標準入力などから受け取った表や UTF-16 の表を、一時ファイルに置けません（{detail}）。",
        "空き容量を確かめるか、表を UTF-8 でファイルに保存して、そのファイルを指定してください。",
        "A table that comes through a pipe or is in UTF-16 cannot be kept in a temporary file ({detail}).",
        "Make room on the disk, or save the table as a file in UTF-8 and name that.",
    ),
    "input-changed-meanwhile": _words(
        "判定している間に入力ファイルが書き換えられました。書いた結果は使えません。",
        "入力ファイルへの書き込みが終わってから、もう一度、最初から行ってください。",
        "The input was changed while it was judged; what was written cannot be used.",
        "Start anew when nobody writes to it.",
    ),
    "batch-input-changed": _words(
        "中断した時から入力ファイルの内容が変わっています。",
        "--resume を付けずに、最初から行ってください。",
        "The input is not the one that the interrupted run read.",
        "Start anew without --resume.",
    ),
    "batch-settings-changed": _words(
        "中断した時と条件が違います（{settings}）。",
        "同じ入力と同じオプションで続けるか、--resume を付けずに最初から行ってください。",
        "The interrupted run was asked for something else ({settings}).",
        "Use the same input and options, or start anew without --resume.",
    ),
}

PROBLEMS: Final[Mapping[str, Words]] = {
    **_FILE, **_YAML_AND_JSON, **_CSV, **_EXCEL, **_KEYS_AND_WORDS, **_AMOUNTS_AND_DATES, **_WHOLE, **_LAW, **_BATCH,
    **_WHAT_IF, **IMPORT_PROBLEMS, **TABLE_PROBLEMS,
}  # fmt: skip
"""Message and help of every problem code, by language."""

_UNKNOWN: Final = _words(
    "入力に誤りがあります（{code}）。",
    "入力を確かめてください。",
    "The input is wrong ({code}).",
    "Check it.",
)
_SETTINGS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ja": {
        "file": "入力ファイルの名前",
        "content": "入力ファイルの内容",
        "format": "入力の形式 --input-format",
        "lang": "言語 --lang",
        "encoding": "文字コード --encoding",
        "law_files": "法令ファイル --law",
        "version": "プログラムの版",
    },
    "en": {
        "file": "the name of the input",
        "content": "the content of the input",
        "format": "the input format, --input-format",
        "lang": "the language, --lang",
        "encoding": "the encoding, --encoding",
        "law_files": "the law files, --law",
        "version": "the version of the program",
    },
}
"""What a run is asked for, by the name of the setting: a value `settings` is a list of such names."""
_SUGGESTION: Final[Mapping[Language, str]] = {
    "ja": "「{nearest}」ではありませんか。",
    "en": "Did you mean {nearest}? ",
}
_QUOTED: Final[Mapping[str, tuple[str, ...]]] = {"csv-heading-conflict": ("first", "written")}
"""Values that may be blank, which the templates therefore do not quote."""
_QUOTE: Final[Mapping[Language, str]] = {"ja": "「{}」", "en": "{}"}
_BLANK: Final[Mapping[Language, str]] = {"ja": "（空欄）", "en": "(blank)"}
_KNOWN: Final[Mapping[Language, str]] = {"ja": "使える語: {known}", "en": "Known: {known}"}


class _Values(dict[str, str]):
    """Values of a template; one that is lacking is no reason to fail over an error message."""

    def __missing__(self, key: str) -> str:
        return "?"


def problem_words(code: str, values: Mapping[str, str | int], lang: Language) -> tuple[str, str]:
    """What is wrong and how to mend it, in a language; whole numbers are grouped by thousands."""
    message, help_ = PROBLEMS.get(code, _UNKNOWN)[lang]
    texts = _Values(
        {name: value if isinstance(value, str) else f"{value:,}" for name, value in values.items()}
    )
    if "settings" in texts:
        names = texts["settings"].split()
        texts["settings"] = ("、" if lang == "ja" else "; ").join(
            _SETTINGS[lang].get(name, name) for name in names
        )
    if code in _QUOTED:
        for name in _QUOTED[code]:
            texts[name] = _QUOTE[lang].format(texts[name]) if texts[name] else _BLANK[lang]
    texts.setdefault("code", code)
    suggestion = _SUGGESTION[lang].format_map(texts) if values.get("nearest") else ""
    texts["suggestion"] = suggestion
    texts["or_known"] = suggestion.strip() or _KNOWN[lang].format_map(texts)
    return message.format_map(texts), help_.format_map(texts)
