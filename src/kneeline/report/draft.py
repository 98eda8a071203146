"""What is said of a translation that no clinician has read yet."""

from kneeline.core.language import BASE, _, spoken

DRAFTS = ("es",)
"""Languages whose texts no clinician has reviewed yet. One that is reviewed is taken out."""


def draft_note() -> str | None:
    """That the words are a draft, in the language that is spoken; None where they are reviewed, or are the base."""
    if spoken() == BASE or spoken() not in DRAFTS:
        return None
    return _("Draft: not yet reviewed by a clinician.")
