"""The law in SQL: the placement table as tables of a database, and one query that decides over many lines.

`tables` writes the law down as rows, `query` is the text that joins lines to them and decides, in SQL that
keeps to whole numbers and the standard. `source` makes a Parquet file, a CSV or a table of DuckDB into the
table of lines that the query reads; `batch` runs it there, and hands what SQL does not decide to `assess`.
"""
