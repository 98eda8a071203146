"""What the figure says of each exercise's targets, as the table of docs/muscles.md:

.venv/bin/python -m bench.claims
"""

from kneeline.body.anthropometry import figure
from kneeline.body.claims import Verdict, verdicts
from kneeline.body.motion import Motion
from kneeline.catalogue import catalogue

SAYS = {True: "yes", False: "no", None: "cannot tell"}


def row(verdict: Verdict) -> str:
    """One target: what was said, what was found; the same for both sides where both say the same."""
    found = verdict.sentence.partition(") ")[2]
    note = f" *{verdict.note}*" if verdict.note else ""
    cells = (verdict.motion, verdict.muscle, verdict.effect, SAYS[verdict.holds], found + note)
    return "| " + " | ".join(cells).replace(" -", " −").replace("_", " ") + " |"


if __name__ == "__main__":
    print("| exercise | target | for | borne out | what the figure says |\n|---|---|---|---|---|")
    for name, exercise in catalogue().exercises.items():
        if name in catalogue().motions:
            played = Motion(catalogue().motions[name]).frames(figure(), fps=10)
            print("\n".join(dict.fromkeys(row(each) for each in verdicts(played, exercise))))
