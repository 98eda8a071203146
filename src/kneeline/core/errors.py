"""Errors a person can act on."""


class KneelineError(Exception):
    """Base of every error kneeline raises on purpose; its text is one sentence: what is wrong, what to do."""


class UnreadableFile(KneelineError):
    """The file could not be read as a photo, a video or landmarks."""


class UnwritableFile(KneelineError):
    """An output could not be written; nothing half-written was left behind."""


class BadArgument(KneelineError):
    """A value given by the caller makes no sense, such as a height of 1.70 centimetres."""
