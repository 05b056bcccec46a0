"""The program and its verbs, each imported when it is used."""

import click

from shinryo_ratio.cli.group import LazyGroup, Verb
from shinryo_ratio.cli.options import HELP
from shinryo_ratio.cli.wording import say

VERBS = {
    "check": Verb("shinryo_ratio.cli.check:check", "収入要件を満たすかを判定する", "judge figures"),
    "compare": Verb(
        "shinryo_ratio.cli.compare:compare",
        "同じ数値を改正前と改正後の算式で比べる",
        "the same figures under the old and the revised definition",
    ),
    "init": Verb(
        "shinryo_ratio.cli.init.command:init", "入力ファイルのひな形を出す", "write a template to fill in"
    ),
    "explain": Verb(
        "shinryo_ratio.cli.explain.command:explain",
        "区分・行・取扱い・コードを説明する",
        "explain a kind, a line, a reading or a code",
    ),
    "import": Verb(
        "shinryo_ratio.cli.imports:import_",
        "会計ソフトの試算表から入力ファイルを作る",
        "figures from a trial balance",
    ),
    "batch": Verb(
        "shinryo_ratio.cli.batch.command:batch", "多数の法人を一括して判定する", "judge many corporations"
    ),
    "verify": Verb(
        "shinryo_ratio.cli.verify.command:verify", "結果を計算し直して照合する", "work a result out again"
    ),
    "law": Verb("shinryo_ratio.cli.law.command:law", "収録している法令を見る", "show the law that is held"),
    "schema": Verb(
        "shinryo_ratio.cli.schema:schema",
        "JSON Schema とコードの一覧を出す",
        "JSON Schemas and the lists of codes",
    ),
}


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from shinryo_ratio._version import __version__

        click.echo(f"shinryo-ratio {__version__}")
        ctx.exit()


program = LazyGroup(
    name="shinryo-ratio",
    verbs=VERBS,
    context_settings=HELP,
    help=say(
        "医療法人等の収入要件（社会保険診療等に係る収入金額の割合）を判定する。\n\n"
        "\b\n例: shinryo-ratio init social -o figures.yaml\n    shinryo-ratio check figures.yaml\n\n"
        "終了コード（check）: 0 満たす・1 満たさない・2 使い方の誤り・3 入力の誤り・4 判定できない・5 対象外",
        "Does a Japanese medical corporation's revenue meet the income requirement (収入要件)?\n\n"
        "\b\nSuch as: shinryo-ratio init -o figures.yaml\n         shinryo-ratio check figures.yaml\n\n"
        "Exit status of check: 0 met, 1 not met, 2 usage, 3 invalid input, 4 undetermined, 5 not applicable",
    ),
    subcommand_metavar=say("コマンド …", "COMMAND …"),
    options_metavar="",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=say("版を表示する", "show the version"),
        )
    ],
)
