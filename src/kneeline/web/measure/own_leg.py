"""A person's own leg for the valgus explorer: where its sliders stand for what a check measured."""

import json

from kneeline.core.measurement import At, Measurement, Value
from kneeline.core.skeleton import SIDES, Side
from kneeline.report.words import leg_sentence


def own_leg_json(measurement: Measurement) -> str | None:
    """The leg that is further in, as the explorer's ``own`` takes it; None where no leg was measured from the front."""
    values = [(side, value) for side in SIDES if (value := _fppa(measurement, side)) is not None]
    legs = [(value.value, side, value) for side, value in values if value.value is not None]
    if not legs:
        return None
    fppa, side, value = max(legs)
    return json.dumps(
        {"places": _places(measurement, side, fppa, value), "said": leg_sentence(measurement, side), "side": side},
        ensure_ascii=False,
    )


def _places(measurement: Measurement, side: Side, fppa: float, value: Value) -> dict[str, int]:
    from kneeline.body.explorer_data import own_leg

    return own_leg(
        fppa,
        _number(measurement.value("knee_in_angle", side, value.at)),
        value.knee_flexion or 0.0,
        _number(measurement.value("foot_progression_angle", side)),
    )


def _fppa(measurement: Measurement, side: Side) -> Value | None:
    """The angle at its largest, else as the person stands."""
    moments: tuple[At, ...] = ("peak", "standing", "still")
    values = (measurement.value("fppa", side, at) for at in moments)
    return next((value for value in values if value is not None), None)


def _number(value: Value | None) -> float | None:
    return value.value if value else None
