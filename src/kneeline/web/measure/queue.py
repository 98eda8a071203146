"""The queue: claimed by a conditional update with a heartbeat, taken over after 60 s without one, two tries."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kneeline.core.language import N_
from kneeline.web.measure.files import drop_recording, waiting_recordings
from kneeline.web.measure.messages import Seen
from kneeline.web.measure.models import UNFINISHED, Check, Joints, Measuring
from kneeline.web.people.models import Person

TRIES = 2
SILENT_FOR = timedelta(seconds=60)
"""Without a heartbeat for this long, a row is anybody's."""
MOST_WAITING = 3
"""Recordings one person may have waiting at once."""
ENDED = N_(
    "Measuring this recording was ended twice; perhaps it needs more memory than there is. Cut it to the movement."
)


def claim(worker: str) -> Measuring | None:
    """The next row, from now on this worker's; None where there is nothing to do."""
    silent = Q(state="running", heartbeat_at__lt=timezone.now() - SILENT_FOR)
    _give_up(silent)
    free = Q(state="waiting") | silent
    for pk in Measuring.objects.filter(free).order_by("created_at").values_list("pk", flat=True)[:10]:
        claimed = Measuring.objects.filter(free, pk=pk, tries__lt=TRIES).update(
            state="running", worker=worker, heartbeat_at=timezone.now(), tries=F("tries") + 1, doing="", share=0.0
        )
        if claimed:
            return Measuring.objects.get(pk=pk)
    return None


def beat(measuring: Measuring, doing: str, share: float) -> bool:
    """Show that its worker is at work, and how far; False where the row is no longer this worker's."""
    return bool(_owned(measuring).update(heartbeat_at=timezone.now(), doing=doing[:80], share=share))


def finish(measuring: Measuring, seen: Seen, check: UUID) -> bool:
    """Make the check and mark the row done, both or neither; False where the row is no longer this worker's."""
    with transaction.atomic():
        if not _owned(measuring).update(state="done", share=1.0, doing=""):
            return False
        made = Check.objects.create(
            id=check,
            person_id=measuring.person_id,
            made_at=measuring.created_at,
            task=seen.measurement["task"] or "",
            document=seen.measurement,
            series=seen.series,
            poses=seen.poses,
        )
        if seen.landmarks:
            Joints.objects.create(check_made=made, packed=seen.landmarks)
        Measuring.objects.filter(pk=measuring.pk).update(result=made)
    return True


def fail(measuring: Measuring, sentence: str) -> None:
    """Say why there is no check."""
    _owned(measuring).update(state="failed", problem=sentence, doing="")


def try_again(measuring: Measuring) -> None:
    """After a try that ended by itself: back into the queue, or the end of it after two."""
    if measuring.tries >= TRIES:
        fail(measuring, ENDED)
    else:
        _owned(measuring).update(state="waiting", worker="", heartbeat_at=None)


def cancel(measuring: Measuring) -> None:
    """Stop waiting for it, and delete the recording. What is done already stays."""
    if Measuring.objects.filter(pk=measuring.pk, state__in=UNFINISHED).update(state="cancelled"):
        drop_recording(measuring.person_id, measuring.pk)


def may_queue(person: Person) -> bool:
    """Whether this person may send one more recording now."""
    return person.measurings.filter(state__in=UNFINISHED).count() < MOST_WAITING


def sweep() -> None:
    """Delete recordings that no row waits for any more, as a process that was killed may leave them."""
    lying = list(waiting_recordings())
    wanted = set(_unfinished([measuring for _, measuring in lying]))
    for person, measuring in lying:
        if measuring not in wanted:
            drop_recording(person, measuring)


def new_worker() -> str:
    """A name no other worker has, which begins with the mark of its home."""
    return f"{_mark_of_home()}-{uuid4().hex}"


def mine_again() -> None:
    """Let go of what an earlier worker of this home was doing: a home has one worker, so that one has ended."""
    long_ago = timezone.now() - 2 * SILENT_FOR
    Measuring.objects.filter(state="running", worker__startswith=f"{_mark_of_home()}-").update(heartbeat_at=long_ago)


def _mark_of_home() -> str:
    return sha256(settings.SECRET_KEY.encode()).hexdigest()[:12]


def _owned(measuring: Measuring) -> QuerySet[Measuring]:
    return Measuring.objects.filter(pk=measuring.pk, state="running", worker=measuring.worker)


def _unfinished(these: Sequence[UUID]) -> QuerySet[Measuring, UUID]:
    return Measuring.objects.filter(pk__in=these, state__in=UNFINISHED).values_list("pk", flat=True)


def _give_up(silent: Q) -> None:
    """Rows whose second worker fell silent too."""
    for measuring in Measuring.objects.filter(silent, tries__gte=TRIES):
        if Measuring.objects.filter(silent, pk=measuring.pk).update(state="failed", problem=ENDED, doing=""):
            drop_recording(measuring.person_id, measuring.pk)
