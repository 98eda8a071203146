"""What the catalogue's files hold: one frozen struct a kind of item. A key that stands here and nowhere else is an
error, so is a key that does not stand here. Texts are our own; numbers of a dose are exactly the article's."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, Meta(min_length=2, max_length=900, extra={"prose": True})]
Short = Annotated[str, Meta(min_length=2, max_length=90, extra={"prose": True})]
Cue = Annotated[str, Meta(min_length=2, max_length=48, extra={"prose": True})]
Word = Annotated[str, Meta(min_length=2, max_length=90)]
"""Text, Short and Cue are for people and are translated; a Word is the same in every language."""

ItemNumber = Annotated[int, Meta(ge=1, le=112)]
Positive = Annotated[float, Meta(gt=0)]
Count = Annotated[int, Meta(ge=1)]
Range = tuple[float, float]

Tag = Literal["S", "V", "M", "W", "D", "G"]
"""Where a number comes from: S the article, V seen in a source, M probable and unchecked, W commonly taught, D our
choice, G geometry."""

Region = Literal["pelvis", "hip", "knee", "ankle", "chain", "toe"]
Kind = Literal["release", "stretch", "strength", "control", "mobility", "integration"]
Effect = Literal["release", "stretch", "strengthen", "control", "mobilise"]
Sides = Literal["each", "alternating", "together"]
Place = Literal["article", "ours"]


class _Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything in the catalogue has an id and a name."""

    id: Id
    name: Short


class Target(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A muscle (id of the vocabulary) and what the exercise does to it; main: the one it is for."""

    muscle: Id
    effect: Effect
    main: bool = False


class Dose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much. Ranges are (least, most). ``seconds``: time of a set that is not counted in repetitions;
    ``hold_s``: time held in each repetition; ``sets`` 1 where the article says nothing of sets."""

    sets: Count = 1
    reps: tuple[int, int] | None = None
    hold_s: Range | None = None
    seconds: Range | None = None
    rest_s: float = 0.0


class ArticleDose(Dose, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The article's dose: its numbers exactly. ``printed``: the numbers as people read them, in our words;
    ``sides_stated``: whether the article says which sides; ``minutes``: both sides with rests, least and most [G]."""

    printed: Short
    sides_stated: bool
    minutes: Range


class Tempo(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Seconds of the parts of one repetition: on the way (out or up), back, and of one pass where it is a rolling or
    rhythmic movement."""

    out_s: Positive | None = None
    back_s: Positive | None = None
    pass_s: Range | None = None


class Stage(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step of a ladder, easiest first. Exactly one stage is the article's. ``dose`` None: the article's dose.
    ``equipment``: what it needs beside the exercise's own. ``load``: what is added, in words."""

    id: Id
    name: Short
    how: Text
    place: Place = "ours"
    dose: Dose | None = None
    equipment: tuple[Id, ...] = ()
    load: Short | None = None


class Gate(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What has to be understood before. A hard gate keeps the exercise out of a plan until the person has felt or done
    ``exercise`` rightly ``times`` times by their own word; a preference only orders. ``stage``: applies to it alone."""

    exercise: Id
    hard: bool
    why: Text
    times: Count = 2
    stage: Id | None = None


class Avoid(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A condition (id of the vocabulary) and what it means for this exercise; a class of conditions is spelled out in
    ``contraindications``. ``stage``: where ``easier``, the stage to stay at."""

    condition: Id
    action: Literal["leave_out", "easier", "with_care"]
    why: Short
    stage: Id | None = None


class Camera(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a camera can watch. ``turned``: the picture is turned by 90° because the body lies. ``mode``: checked by the
    body's joints, timed and asked, or seen by a close-up of the foot alone."""

    view: Literal["front", "side", "back", "above", "close_up"]
    distance_m: Range
    height_cm: Range
    turned: bool
    mode: Literal["checked", "timed_and_asked", "close_up"]
    where: Text
    cannot_see: tuple[Short, ...]


class Check(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One measurable criterion: ``signal`` (id of the vocabulary) lies within ``least``..``most`` of its unit, in the
    phases named. ``counts``: a repetition counts only where it holds; else it is a fault or only shown. ``leg``: on
    which leg of an exercise for one, the other being the one that helps."""

    id: Id
    signal: Id
    says: Short
    tag: Tag
    least: float | None = None
    most: float | None = None
    phase: Literal["start", "out", "hold", "back", "all"] = "all"
    counts: bool = False
    view: Literal["front", "side", "back", "above", "close_up"] | None = None
    leg: Literal["working", "other"] = "working"


class Coaching(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the live coach follows an exercise: ``machine`` repetitions there and back, a hold, or time in motion;
    ``follows``: the signal that goes there and back. ``start``, ``end``: its levels at which a repetition leaves the
    start and at which the end of the way is reached; of a motion the least way of one pass is ``end``. ``legs``: whose
    signal, and how the working leg is told: both together; the one whose foot stays; the one stood on; the one in
    front; the one that was asked for."""

    machine: Literal["repetition", "hold", "motion"]
    follows: Id
    start: float
    end: float
    legs: Literal["both", "planted", "standing", "front", "asked"]


class Fault(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A common mistake, with one short cue that is spoken. ``check``: the check that sees it, None where no camera
    does. ``harm``: 1 spoils the repetition a little, 3 is to be mended first."""

    id: Id
    name: Short
    cue: Cue
    why: Short
    check: Id | None = None
    harm: Annotated[int, Meta(ge=1, le=3)] = 1


class Evidence(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What studies say, in plain words, where the article disagrees both, with the sources' ids; or what the figure's
    anatomy says. ``figure_doubts``: target muscles that, by this note, the figure does not bear out or cannot tell."""

    text: Text
    tag: Tag
    sources: tuple[Id, ...] = ()
    figure_doubts: tuple[Id, ...] = ()


class Decision(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something the article leaves open, and how we read it."""

    open: Text
    read_as: Text


class Exercise(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One exercise. ``number`` E01..E23 (X.. for our own extras) in the article's order, ``item`` its number in the
    list of all items. ``start_in_short``: one line by which somebody recognises the start. ``actions``: ids of joint
    actions it makes possible. ``feel_at``: ids of body places. ``before``, ``after``: exercises that do well before
    and after it."""

    number: Annotated[str, Meta(pattern=r"^[EX]\d\d$")]
    item: ItemNumber | None = None
    article_place: Word | None = None
    also_called: tuple[Short, ...] = ()
    region: Region
    kind: Kind
    position: Literal["standing", "seated", "floor_seated", "side_lying", "supine", "prone", "half_side_lying", "lunge"]
    sides: Sides
    signs: tuple[Id, ...]
    equipment: tuple[Id, ...]
    helpful: tuple[Id, ...] = ()
    start_in_short: Short
    start: Text
    steps: tuple[Text, ...]
    end_range: Text
    feel: Text
    feel_at: tuple[Id, ...]
    felt_elsewhere: Text
    why: Text
    actions: tuple[Id, ...]
    targets: tuple[Target, ...]
    dose: ArticleDose
    tempo: Tempo
    stages: tuple[Stage, ...]
    gates: tuple[Gate, ...] = ()
    contraindications: tuple[Id, ...]
    avoid: tuple[Avoid, ...] = ()
    stop: Text
    camera: Camera
    coach: Coaching
    checks: tuple[Check, ...]
    counting: Text
    faults: tuple[Fault, ...]
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...] = ()
    before: tuple[Id, ...] = ()
    after: tuple[Id, ...] = ()


class Muscle(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A muscle by its field's name and a plain word; ``where``: how to find it on oneself."""

    plain: Short
    region: Region
    where: Text


class JointAction(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A movement of a joint, such as hip external rotation."""

    plain: Short
    joint: Literal["pelvis", "hip", "knee", "ankle", "foot", "big_toe", "trunk"]


class Equipment(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A thing an exercise needs. ``at_home``: what we take everyone to have, such as a wall; ``instead``: what does as
    well."""

    text: Text
    at_home: bool
    instead: Short | None = None


class BodyPlace(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where something is felt; ``text`` says how to find it on oneself."""

    text: Text


class Signal(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number a camera can follow, with its unit; ``text`` says how it is measured and what its sign means."""

    text: Text
    unit: Word


class Source(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A publication: ``name`` is author and year as shown beside a number."""

    name: Word
    authors: Word
    year: Annotated[int, Meta(ge=1900, le=2030)]
    journal: Word
    doi: Word | None = None
    says: Text


class Statement(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of knowledge: a sign, a risk, a cause, a rule, a position, a brace, a pelvis extra, a pointer.

    ``article``: what the article says, in our words; ``studies``: what studies say, where they say something;
    ``do``: what kneeline advises; ``sign``: the finding of that name. ``items``: its numbers in the list of all items.
    """

    items: tuple[ItemNumber, ...]
    topic: Literal["sign", "risk", "cause", "rule", "position", "brace", "pelvis", "pointer", "test", "name"]
    article: Text | None = None
    text: Text
    do: Text | None = None
    studies: tuple[Evidence, ...] = ()
    sign: Id | None = None
    exercises: tuple[Id, ...] = ()
    muscles: tuple[Id, ...] = ()
    actions: tuple[Id, ...] = ()
    how_to_see: Text | None = None
    looks_alike: Text | None = None
    ours: bool = False


class ReadersQuestion(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question under the article with an answer of ours; ``replied``: what its author answered, in our words.
    ``branch``: the id of the situation whose advice follows from it."""

    items: tuple[ItemNumber, ...]
    asked: Text
    replied: Text | None = None
    answer: Text
    branch: Id | None = None
    exercises: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


class Term(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word people meet, explained. ``also``: other words for it, for the search."""

    text: Text
    also: tuple[Short, ...] = ()


class Choice(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One answer of a question with several."""

    id: Id
    name: Short


class Question(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something a person is asked. ``kind``: yes_no; legs (none, left, right, both); number with its unit and limits;
    choice; choices (several); points marked on a photo. ``asked_of``: age groups (all where empty). ``first``: one of
    the stop questions that come before everything."""

    text: Text
    kind: Literal["yes_no", "legs", "number", "choice", "choices", "points"]
    why: Text
    group: Literal["stop", "history", "pain", "body", "habit", "self_test", "wish"]
    choices: tuple[Choice, ...] = ()
    unit: Word | None = None
    least: float | None = None
    most: float | None = None
    points: tuple[Short, ...] = ()
    per_leg: bool = False
    asked_of: tuple[Literal["under_8", "8_to_15", "16_to_17", "adult"], ...] = ()


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way a condition can hold: the answer to ``question`` is ``equals``, one of ``any_of``, at least or below a
    number; ``also``: another condition has to hold, too. ``ages``: only in these age groups."""

    question: Id
    equals: bool | str | None = None
    any_of: tuple[str, ...] = ()
    at_least: float | None = None
    below: float | None = None
    also: Id | None = None
    ages: tuple[Literal["under_8", "8_to_15", "16_to_17", "adult"], ...] = ()


class Condition(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something about a person that decides how soon to see somebody (``level``) or what is left out. It holds where
    any of its rules does. ``because``: the sentence a person reads; ``tell``: what to tell a professional."""

    when: tuple[Rule, ...]
    because: Text
    level: Literal["emergency", "urgent", "see_someone", "with_care"] | None = None
    tell: Text | None = None
    tag: Tag
    sources: tuple[Id, ...] = ()


class ConditionClass(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A class of conditions under which a kind of exercise or test is left out (CR, CS, CM, CB, CE, CJ)."""

    leave_out: tuple[Id, ...]
    with_care: tuple[Id, ...] = ()
    text: Text
    tag: Tag
    sources: tuple[Id, ...] = ()


class SelfTest(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A test somebody does alone and answers in words, numbers or points. ``questions``: ids asked after it;
    ``tells``: what each result means; ``signs``: which signs it settles; ``like``: the movement test it asks as much of
    the body as, so that it is left out where that one is; ``contraindications``: classes that leave it out, too."""

    items: tuple[ItemNumber, ...]
    signs: tuple[Id, ...]
    equipment: tuple[Id, ...]
    like: Id | None = None
    contraindications: tuple[Id, ...] = ()
    minutes: Positive
    start: Text
    steps: tuple[Text, ...]
    questions: tuple[Id, ...]
    tells: Text
    error: Text
    tag: Tag
    sources: tuple[Id, ...] = ()
    ours: bool = False


class MovementTest(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A movement a camera measures; ``task``: its name in `kneeline measure`."""

    task: Literal["stand", "squat", "single-leg-squat", "step-down", "landing", "lunge"]
    items: tuple[ItemNumber, ...]
    signs: tuple[Id, ...]
    start: Text
    steps: tuple[Text, ...]
    camera: Text
    contraindications: tuple[Id, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    stop: Text


class Branch(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A situation readers ask about, the conditions or findings it follows from, and what changes in a programme."""

    when_any: tuple[Id, ...]
    advice: Text
    leave_out: tuple[Id, ...] = ()
    prefer: tuple[Id, ...] = ()
    tests: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
