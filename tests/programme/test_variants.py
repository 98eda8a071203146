"""The stage below and above a planned one: the clamshell on the back, half as far, as printed, with a band."""

from kneeline.catalogue import catalogue
from kneeline.core.programme import Item, SessionLog, Wishes
from kneeline.programme import Variants, variants
from tests.programme.people import findings

BAND = Wishes(equipment=("band",))


def clamshell(stage: str) -> Item:
    return Item("clamshell", stage, "both", 1, 20, 3.0, None, 0.0, "why", None, 4.0, extra_set_side="left")


def others(stage: str, wishes: Wishes = BAND) -> Variants:
    return variants([clamshell(stage)], findings(), wishes, SessionLog(), catalogue())["clamshell"]


def stages(found: Variants) -> tuple[str | None, str | None]:
    return tuple(each.stage if each else None for each in (found.easier, found.harder))  # type: ignore[return-value]


def test_one_stage_down_and_one_up() -> None:
    assert stages(others("as-printed")) == ("small-range", "band")


def test_nothing_harder_without_its_band() -> None:
    assert stages(others("as-printed", Wishes())) == ("small-range", None)


def test_at_the_easiest_there_is_less_of_it() -> None:
    easier = others("on-your-back").easier
    assert easier is not None
    assert (easier.stage, easier.reps) == ("on-your-back", 10)  # 20 is above its range of 10


def test_a_variant_has_its_own_dose_and_time_and_no_extra_set() -> None:
    easier = others("as-printed").easier
    assert easier is not None
    assert (easier.reps, easier.hold_s, easier.extra_set_side, easier.because) == (10, 3.0, None, "why")
    assert easier.minutes < 4.0
