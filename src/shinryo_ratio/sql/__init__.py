"""The law in SQL: the placement table as tables of a database, and one query that decides over lines.

`tables` and `placement` write the law down as rows; `query` joins lines to them and decides, in SQL that
keeps to whole numbers and the standard (`margins`, `moves`: how far a verdict is from turning). `source` and
`cells` make a Parquet file, a CSV or a table of DuckDB into the lines that the query reads; `batch` runs it
there, and hands what SQL does not decide (`undecided`) to the engine (`handover`); `again` judges a table
again for `verify`.
"""
