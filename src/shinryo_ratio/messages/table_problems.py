"""The words of the problems of `batch --engine duckdb`: tables of lines."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.language import Language

TABLE_PROBLEMS: Final[Mapping[str, Mapping[Language, tuple[str, str]]]] = {
    "table-extra-missing": {
        "ja": (
            "SQL で判定するための部品 (DuckDB) が入っていません。",
            "pip install 'shinryo-ratio[batch]' で入れてください。CSV は --engine python でも判定できます。",
        ),
        "en": (
            "What decides in SQL (DuckDB) is not installed.",
            "Install it: pip install 'shinryo-ratio[batch]'. A CSV can also be judged with --engine python.",
        ),
    },
    "table-suffix-unknown": {
        "ja": (
            "「{suffix}」は --engine duckdb では読めません。",
            "Parquet (.parquet)、CSV (.csv、.tsv)、DuckDB (.duckdb) の、一行一科目の表を指定してください。",
        ),
        "en": (
            "--engine duckdb does not read {suffix}.",
            "Name a table of lines: Parquet (.parquet), CSV (.csv, .tsv) or DuckDB (.duckdb).",
        ),
    },
    "table-unreadable": {
        "ja": (
            "表として読めません（{detail}）。",
            "ファイルが壊れていないか確かめてください。.duckdb には表かビュー lines を入れてください。",
        ),
        "en": (
            "It cannot be read as a table ({detail}).",
            "Check that it is whole; a .duckdb file must hold a table or view called lines.",
        ),
    },
    "table-column-missing": {
        "ja": (
            "列「{column}」がありません。",
            "多数の法人の表には、法人名・法人区分・会計年度開始の列が要ります。",
        ),
        "en": (
            "The column {column} is missing.",
            "A table of many corporations says the name, the type and the start of the year in columns.",
        ),
    },
    "table-column-type": {
        "ja": (
            "列「{column}」の型 {type} からは値を読み取れません（{wanted} が要ります）。",
            "表を作るときに CAST({column} AS {wanted}) などで型を変えてください。",
        ),
        "en": (
            "Values cannot be read from the column {column} of type {type}; it takes {wanted}.",
            "Change the type where the table is made, such as CAST({column} AS {wanted}).",
        ),
    },
    "table-not-plain": {
        "ja": (
            "この CSV は SQL では読めません（UTF-8 でない、空行がある、列数や見出しが合わないなど）。",
            "--print-sql を付けずに判定するか、UTF-8 の整った CSV に保存し直してください。",
        ),
        "en": (
            "SQL does not read this CSV: another encoding, blank rows, or rows and names that do not fit.",
            "Judge it without --print-sql, or save it as a plain CSV in UTF-8.",
        ),
    },
    "table-readings-unreadable": {
        "ja": (
            "取扱い (readings) の「{written}」は読めません。",
            "care-copayment=alternative;assumed-item=default のように書くか、JSON で書いてください。",
        ),
        "en": (
            "readings: {written} cannot be read.",
            "Write care-copayment=alternative;assumed-item=default, or JSON.",
        ),
    },
    "table-election-unreadable": {
        "ja": (
            "コロナ補助金の取扱い (covid_subsidy_measure) の「{written}」は読めません。",
            "true か false を書いてください。",
        ),
        "en": (
            "covid_subsidy_measure: {written} cannot be read.",
            "Write true or false.",
        ),
    },
}
