"""`kneeline catalogue`: the article's exercises, signs, tests and words as data, to read or to check."""

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option, Typer

from kneeline.cli.status import Status, complain
from kneeline.core.errors import BadArgument

if TYPE_CHECKING:
    from kneeline.catalogue import Catalogue

catalogue_app = Typer(
    name="catalogue",
    help="The article's exercises, signs, tests and words, as data.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

JsonFlag = Annotated[bool, Option("--json", help="Print JSON.")]


@catalogue_app.command("list")
def list_items(json: JsonFlag = False) -> int:
    """List the exercises, a line each; as JSON, the ids of everything by kind."""
    from kneeline.catalogue import catalogue
    from kneeline.catalogue.loader import PARTS

    if json:
        _print_json({part: list(getattr(catalogue(), part)) for part in PARTS})
        return Status.MEASURED
    from kneeline.report.terminal_catalogue import print_list

    print_list(catalogue(), _console())
    return Status.MEASURED


@catalogue_app.command("show")
def show(
    item: Annotated[str, Argument(metavar="ID", help="An exercise, a sign, a test, a question, a word, …")],
    json: JsonFlag = False,
) -> int:
    """Show one item with all that is known of it."""
    from kneeline.catalogue import catalogue
    from kneeline.catalogue.schema import Exercise

    found = _find(catalogue(), item)
    if json:
        _print_json(found)
    elif isinstance(found, Exercise):
        from kneeline.report.terminal_catalogue import print_exercise

        print_exercise(found, catalogue(), _console())
    else:
        from kneeline.report.terminal_catalogue import print_item

        print_item(found, _console())
    return Status.MEASURED


@catalogue_app.command("check")
def check() -> int:
    """Check every file: the schema, and that whatever is named anywhere exists."""
    from kneeline.catalogue import catalogue
    from kneeline.catalogue.check import problems
    from kneeline.catalogue.loader import PARTS

    wrong = problems(catalogue())
    for sentence in wrong:
        complain(sentence)
    if wrong:
        return Status.FAILED
    print(f"All {sum(len(getattr(catalogue(), part)) for part in PARTS)} items of the catalogue are sound.")
    return Status.MEASURED


def _find(catalogue: "Catalogue", item: str) -> Any:
    """The item of that id; an exercise before others of the same id. Raises BadArgument with what is like it."""
    from difflib import get_close_matches

    from kneeline.catalogue.loader import PARTS

    ids: dict[str, Any] = {}
    for part in PARTS:
        ids.update(getattr(catalogue, part))
    if item in ids:
        return ids[item]
    like = get_close_matches(item, ids, n=3)
    hint = f" Did you mean {', '.join(like)}?" if like else " See: kneeline catalogue list."
    raise BadArgument(f"There is no {item!r} in the catalogue.{hint}")


def _print_json(value: Any) -> None:
    import json

    import msgspec

    print(json.dumps(msgspec.to_builtins(value), indent=2, ensure_ascii=False))


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False)
