"""`kneeline catalogue`: the article's exercises, signs, tests and words as data, to read or to check."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option, Typer

from kneeline.cli.outputs import LanguageOption
from kneeline.cli.status import Status, complain
from kneeline.core.errors import BadArgument
from kneeline.core.language import BASE, _, speaking

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
def list_items(
    kind: Annotated[
        str | None, Argument(metavar="KIND", help="Another kind than exercises, such as self-tests.")
    ] = None,
    json: JsonFlag = False,
    language: LanguageOption = None,
) -> int:
    """List the exercises, or another kind of items, a line each; as JSON, the ids of everything by kind."""
    from kneeline.catalogue import catalogue

    if json:
        _print_json({part: list(getattr(catalogue(), part)) for part in _kinds(kind)})
        return Status.MEASURED
    from kneeline.report.terminal_catalogue import print_kind, print_list

    (wanted,) = _kinds(kind or "exercises")
    with speaking(language or BASE):
        if wanted == "exercises":
            print_list(catalogue(), _console())
        else:
            print_kind(getattr(catalogue(), wanted).values(), _console())
        if kind is None:
            others = ", ".join(part.replace("_", "-") for part in _kinds(None) if part != wanted)
            print("\n" + _("Other kinds (kneeline catalogue list KIND): {others}").format(others=others))
    return Status.MEASURED


def _kinds(kind: str | None) -> tuple[str, ...]:
    """The kind of that name, in any spelling, or all. Raises BadArgument with all their names."""
    from kneeline.catalogue.loader import PARTS

    found = tuple(part for part in PARTS if kind is None or _folded(part) == _folded(kind))
    if not found:
        names = ", ".join(part.replace("_", "-") for part in PARTS)
        raise BadArgument(f"There is no kind {kind!r} in the catalogue; there is: {names}.")
    return found


@catalogue_app.command("show")
def show(
    item: Annotated[str, Argument(metavar="ID", help="An exercise, a sign, a test, a question, a word, …")],
    json: JsonFlag = False,
    language: LanguageOption = None,
) -> int:
    """Show one item with all that is known of it."""
    with speaking(language or BASE):
        return _shown(item, json)


def _shown(item: str, json: bool) -> Status:
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

        print_item(found, catalogue(), _console())
    return Status.MEASURED


@catalogue_app.command("check")
def check() -> int:
    """Check every file: the schema, that whatever is named anywhere exists, that translations are complete, and that
    the figure bears out what each exercise is for."""
    from kneeline.body.claims import claim_problems
    from kneeline.catalogue import catalogue
    from kneeline.catalogue.check import problems, translation_problems
    from kneeline.catalogue.loader import PARTS
    from kneeline.core.language import TRANSLATIONS

    wrong = problems(catalogue())
    if not wrong:
        wrong += claim_problems(catalogue())
    for language in TRANSLATIONS:
        wrong += translation_problems(catalogue(), language)
    for sentence in wrong:
        complain(sentence)
    if wrong:
        return Status.FAILED
    print(f"All {sum(len(getattr(catalogue(), part)) for part in PARTS)} items of the catalogue are sound.")
    return Status.MEASURED


def _find(catalogue: "Catalogue", item: str) -> Any:
    """The item of that id, an exercise before others of the same id; else the one that is meant by another spelling, by
    its name, the finding it stands for, or another word of the glossary. Raises BadArgument with what is like it."""
    from difflib import get_close_matches

    from kneeline.catalogue.loader import PARTS

    ids: dict[str, Any] = dict(catalogue.motions)  # before what they show, which has the same ids
    for part in PARTS:
        if part != "motions":
            ids.update(getattr(catalogue, part))
    if item in ids:
        return ids[item]
    spelled = {_folded(word): found for word, found in (*_other_words(catalogue, ids), *ids.items())}
    if _folded(item) in spelled:
        return spelled[_folded(item)]
    like = get_close_matches(_folded(item), spelled, n=3)
    names = dict.fromkeys(spelled[each].id for each in like)
    hint = f" Did you mean {', '.join(names)}?" if like else " See: kneeline catalogue list."
    raise BadArgument(f"There is no {item!r} in the catalogue.{hint}")


def _other_words(catalogue: "Catalogue", ids: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Words that mean an item without being its id; where one means several, the last counts."""
    for each in ids.values():
        yield each.name, each
    for term in catalogue.glossary.values():
        yield from ((word, ids[term.id]) for word in term.also)
    for statement in catalogue.statements.values():
        if statement.sign:
            yield statement.sign, statement


def _folded(word: str) -> str:
    """Without the difference between capitals and small letters, and between _, - and a space."""
    return "-".join(word.lower().replace("_", " ").replace("-", " ").split())


def _print_json(value: Any) -> None:
    import json

    import msgspec

    print(json.dumps(msgspec.to_builtins(value), indent=2, ensure_ascii=False))


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False)
