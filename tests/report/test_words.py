import pytest

from kneeline.core.measurement import Measurement
from kneeline.report.account import condition_words, facts, unseen
from kneeline.report.messages import messages, reason
from kneeline.report.outcome import Amount
from kneeline.report.words import leg_detail, number, printable, sentences, told, value_words, with_error
from tests.report import examples


@pytest.mark.parametrize(
    ("measurement", "expected"),
    [
        (
            examples.squat(),
            [
                "Your left knee moves in by about 17° ± 4° once you bend past 42° ± 6°.",
                "Your right knee stays in line.",
            ],
        ),
        (
            examples.squat_unseen(),
            [
                "We couldn't see whether your left knee moves in: the body was turned away from the camera by more "
                "than 20°.",
                "We couldn't see whether your right knee moves in: the body was turned away from the camera by more "
                "than 20°.",
            ],
        ),
        (
            examples.single_leg_squat(),
            ["Your left knee moves in by about 10° ± 4°, from the start (20° ± 6° of bend)."],
        ),
        (
            examples.standing(),
            [
                "When you stand, your left knee is in by about 14° ± 3°.",
                "When you stand, your right knee is in line (1° ± 3° in).",
            ],
        ),
        (
            examples.bow_legged(),
            [
                "When you stand, your left knee is out by about 7° ± 3°.",
                "When you stand, your right knee is close to in line (4° ± 3° out).",
            ],
        ),
        (examples.lunge(), ["Your left shin leans forward by about 23° ± 3°."]),
        (
            examples.landing(),
            [
                "Your left knee moves in by about 8° ± 3°.",
                "Your right knee moves in by about 12° ± 3° once you bend past 48° ± 6°.",
            ],
        ),
        (examples.refused(), ["We couldn't measure this picture."]),
    ],
)
def test_a_sentence_per_leg(measurement: Measurement, expected: list[str]) -> None:
    assert sentences(measurement) == expected


def test_a_knee_that_moves_in_now_and_then_is_told_of_those_times() -> None:
    one_of_three = [
        examples.repetition(index, {"left": amount, "right": 0.0}, {"left": None, "right": None})
        for index, amount in enumerate((1.0, 9.0, 0.0), start=1)
    ]
    measurement = examples.measurement("squat", [], one_of_three)
    assert sentences(measurement)[0] == "Your left knee moves in by about 9° ± 4° in 1 of 3 repetitions."


def test_detail_counts_what_could_not_be_seen() -> None:
    detail = leg_detail(examples.single_leg_squat(), "left")
    assert detail == "In 2 of 3 repetitions; 1 could not be seen. Deepest bend 61° ± 6°."


def test_an_unseen_onset_is_said_with_its_reason() -> None:
    detail = leg_detail(examples.landing(), "left")
    assert detail.endswith("From which bend it starts could not be told: too few frames showed it.")


def test_lunge_tells_the_heel_and_the_knee() -> None:
    assert leg_detail(examples.lunge(), "left") == (
        "Your knee is 8.4 ± 1.5 cm in front of your big toe. Your heel stays down (1 ± 3 % of the shin's length)."
    )


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Amount(12.4, 2.6), "12° ± 3°"),
        (Amount(-12.4, 2.6), "−12° ± 3°"),
        (Amount(-0.3, 0.2), "0° ± 1°"),
        (Amount(7.44, 1.62, "cm"), "7.4 ± 1.6 cm"),
        (Amount(0.816, 0.06, "ratio"), "0.82 ± 0.06"),
        (Amount(3.4, 12.0, "%"), "3 ± 12 %"),
        (Amount(12.0, None), "12° (error not known)"),
    ],
)
def test_a_number_never_goes_without_its_error(amount: Amount, expected: str) -> None:
    assert with_error(amount) == expected


def test_which_way_is_a_word_not_a_minus_sign() -> None:
    assert told(examples.squat(), "fppa", Amount(-18.0, 4.0)) == "18° ± 4° out"
    assert told(examples.squat(), "trunk_lean", Amount(-5.0, 2.0)) == "5° ± 2° to the right"
    assert told(examples.single_leg_squat(), "trunk_lean", Amount(-5.0, 2.0)) == "5° ± 2° away from the standing leg"


def test_a_difference_inside_its_error_is_smaller_than_we_can_measure() -> None:
    measurement = examples.squat()
    bend = measurement.value("knee_flexion", "difference")
    knee_in = measurement.value("knee_in_change", "difference")
    assert bend is not None
    assert knee_in is not None
    assert value_words(measurement, bend) == "2° ± 6°, smaller than we can measure"
    assert value_words(measurement, knee_in) == "16° ± 6° more on the left"


def test_what_could_not_be_seen_has_one_entry_a_reason() -> None:
    (entry,) = unseen(examples.squat())
    assert entry.what == "Angle at the knee, camera angle taken out (left and right)"
    assert entry.why == "The thigh pointed towards the camera, so its direction was hidden."
    assert entry.what_to_do.startswith("Put the camera at knee height")


def test_a_problem_of_the_view_names_what_it_hides_once() -> None:
    (entry,) = unseen(examples.squat_unseen())
    assert entry.what == "How far the knee moves in (left and right); Repetition 1 (left and right)"
    assert entry.why == "You were turned away from the camera by 28°."


def test_a_knee_that_stays_in_line_is_no_gap() -> None:
    assert all("starts to move in" not in entry.what for entry in unseen(examples.squat()))


def test_an_unknown_reason_still_gets_a_sentence() -> None:
    assert reason("cosmic_rays").why == "it could not be worked out here (cosmic rays)"


def test_how_it_was_measured() -> None:
    told_facts = dict(facts(examples.squat()))
    assert told_facts["Looked at"] == "131 of 240 frames, the person found in 131, by BlazePose heavy"
    assert told_facts["View"] == "from the front, camera 3° to the person's left"
    assert told_facts["File"] == "squat.mp4: a video, 8.0 s, 30 frames a second, 480 × 720 px"
    assert condition_words(examples.squat()) == "barefoot"


def test_a_file_name_loses_what_no_screen_should_be_told() -> None:
    assert printable("a\x1b[31m\u202eb\udcff.mp4") == "a�[31m�b�.mp4"
    assert number(-0.2, "deg") == "0"


def test_every_task_has_words_and_first_measures_with_names() -> None:
    texts = messages()
    assert set(texts["task"]) == set(texts["first"])
    assert all(name in texts["measure"] for names in texts["first"].values() for name in names)
