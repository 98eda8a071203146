"""The options of measuring, as the command line takes them, and the settings they make."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_type_hints

from typer import Option

from kneeline.core.errors import BadArgument

if TYPE_CHECKING:
    from kneeline.core.measurement import Conditions, Measurement, Person
    from kneeline.core.recording import Recording

# Written out, since importing core.measurement for its names would cost --help half of its time (a test compares).
TaskName = Literal["auto", "stand", "squat", "single-leg-squat", "step-down", "landing", "lunge"]
SideName = Literal["left", "right", "both"]
ModelName = Literal["heavy", "full", "lite"]

TaskOption = Annotated[TaskName, Option("--task", help="The movement in the file; auto tells it from the recording.")]
SideOption = Annotated[
    SideName | None,
    Option("--side", help="Report this leg alone, or say which one stands. Default: the legs that do the movement."),
]
HeightOption = Annotated[
    float | None, Option("--height-cm", metavar="N", help="The person's height in centimetres; values in cm need it.")
]
PersonOption = Annotated[
    int, Option("--person", metavar="N", help="Which person: 1 is the largest and most central, 2 the next.")
]
MirroredOption = Annotated[
    bool, Option("--mirrored", help="The picture is a mirror image, as a selfie camera may save it.")
]
ConditionOption = Annotated[
    list[str] | None,
    Option(
        "--condition",
        metavar="KEY=VALUE",
        help="How it was recorded: effort=relaxed|corrected, heels=flat|raised, "
        "feet=barefoot|shoes|insoles|unknown, brace=yes|no, band=yes|no. Can be given several times.",
    ),
]
ModelOption = Annotated[ModelName, Option("--model", help="The pose model; heavy is the most exact.")]
EveryFrameOption = Annotated[
    bool, Option("--every-frame", help="Look at every frame of a video instead of those that decide something.")
]

_SHORTEST_CM, _TALLEST_CM = 50.0, 260.0
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Settings:
    """How to measure a file, whatever the file is."""

    task: TaskName = "auto"
    side: SideName | None = None
    height_cm: float | None = None
    person: int = 1
    mirrored: bool = False
    condition: tuple[str, ...] = ()
    model: ModelName = "heavy"
    every_frame: bool = False

    def check(self) -> None:
        """Raises BadArgument for a height not in centimetres, a person below 1, or a condition that doesn't exist."""
        if self.person < 1:
            raise BadArgument(f"--person {self.person}: 1 is the largest and most central person, 2 the next.")
        self.who()
        self.conditions()

    def who(self) -> "Person":
        """The person, as far as the options tell. Raises BadArgument as ``check``."""
        from kneeline.core.measurement import Person

        if self.height_cm is not None and not _SHORTEST_CM <= self.height_cm <= _TALLEST_CM:
            raise BadArgument(f"--height-cm {self.height_cm:g} can't be a height: give centimetres, such as 170.")
        return Person(height_cm=self.height_cm)

    def conditions(self) -> "Conditions":
        """The conditions, those not given at their defaults. Raises BadArgument as ``check``."""
        from kneeline.core.measurement import Conditions

        return Conditions(**dict(_condition(each) for each in self.condition), mirrored=self.mirrored)


def _condition(text: str) -> tuple[str, Any]:
    """Key and value of one condition. Raises BadArgument for what Conditions doesn't know."""
    from kneeline.core.measurement import Conditions

    kinds = {key: kind for key, kind in get_type_hints(Conditions).items() if key != "mirrored"}
    key, _, word = text.partition("=")
    if key == "mirrored":
        raise BadArgument(f"--condition {text}: say --mirrored instead.")
    if key not in kinds:
        raise BadArgument(f"--condition {text}: there is no condition {key!r}; choose one of {', '.join(kinds)}.")
    values = _YES_OR_NO if kinds[key] is bool else {value: value for value in get_args(kinds[key])}
    if word not in values:
        raise BadArgument(f"--condition {text}: {key} is one of {', '.join(values)}.")
    return key, values[word]


def measured(path: Path, settings: Settings, **reading: Any) -> "tuple[Recording, Measurement]":
    """The recording in a file and what it says; ``reading`` goes to `kneeline.read`, whose errors it raises."""
    import kneeline

    recording = kneeline.read(
        path,
        model=settings.model,
        person_number=settings.person,
        mirrored=settings.mirrored,
        every_frame=settings.every_frame,
        **reading,
    )
    measurement = kneeline.measure(
        recording,
        settings.who(),
        task=None if settings.task == "auto" else settings.task,
        side=settings.side,
        conditions=settings.conditions(),
    )
    return recording, measurement


def gave_a_value(measurement: "Measurement") -> bool:
    """Whether there is any number in it."""
    return any(value.value is not None for value in measurement.measures)


def why_no_value(measurement: "Measurement") -> str:
    """What hid everything, and what to do about it."""
    told = " ".join(f"{problem.message} {problem.what_to_do}" for problem in measurement.view.problems)
    return f"{measurement.source.file}: {told or 'nothing in it could be measured.'}"
