"""A person as a line figure, in the pose of a picture that is not kept: soft limbs on the same plane, no face."""

from math import hypot, isfinite

from kneeline.core.skeleton import SIDES, joint
from kneeline.core.still import Still
from kneeline.report.colour import paint

Point = tuple[float, float]

_LIMBS = (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"), ("heel", "toe"))
_WIDTHS = {"hip": 0.32, "knee": 0.25, "heel": 0.17, "shoulder": 0.19, "elbow": 0.15}
"""A limb's width as a share of the shin's length, by the joint it starts at (drawn, not measured)."""


def line_figure(still: Still) -> str:
    """An SVG as large as the still: the limbs whose joints are known, behind the lines that are laid over a picture."""
    return (
        f'<svg class="line-figure" viewBox="0 0 {still.width} {still.height}" width="{still.width}" '
        f'height="{still.height}" aria-hidden="true" focusable="false">'
        f'<rect width="{still.width}" height="{still.height}" {paint(fill="rule")}/>'
        f'<g opacity="0.5" {paint(stroke="mark")} stroke-linecap="round" stroke-linejoin="round">'
        f"{''.join(_parts(still))}</g></svg>"
    )


def _parts(still: Still) -> list[str]:
    unit = _shin_length(still)
    trunk = [_at(still, name) for name in ("left_shoulder", "right_shoulder", "right_hip", "left_hip")]
    known = [point for point in trunk if point is not None]
    parts = []
    if len(known) == len(trunk):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in known)
        parts.append(f'<polygon points="{path}" {paint(fill="mark")} stroke-width="{0.3 * unit:.1f}"/>')
    for start, end in _LIMBS:
        for side in SIDES:
            parts += _limb(_at(still, f"{side}_{start}"), _at(still, f"{side}_{end}"), _WIDTHS[start] * unit)
    return parts


def _limb(start: Point | None, end: Point | None, width: float) -> list[str]:
    if start is None or end is None:
        return []
    (x, y), (to_x, to_y) = start, end
    return [f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke-width="{width:.1f}"/>']


def _at(still: Still, name: str) -> Point | None:
    x, y = (float(value) for value in still.xy[joint(name)])
    return (x, y) if isfinite(x) and isfinite(y) else None


def _shin_length(still: Still) -> float:
    """The longer shin in px; where neither is known, a quarter of the picture's height."""
    lengths = []
    for side in SIDES:
        knee, ankle = _at(still, f"{side}_knee"), _at(still, f"{side}_ankle")
        if knee is not None and ankle is not None:
            lengths.append(hypot(knee[0] - ankle[0], knee[1] - ankle[1]))
    return max(lengths, default=still.height / 4)
