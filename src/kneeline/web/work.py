"""The worker's process, beside the server: python -m kneeline.web.work

Pictures for a first sight go to its standard output; it ends when its standard input does, as the server does.
"""

import logging
import os
import sys
import threading

import django


def main() -> None:
    """Work until the server ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kneeline.web.settings")
    django.setup(set_prefix=False)
    from kneeline.web.measure.messages import Pictures, send
    from kneeline.web.measure.worker import Worker

    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def deliver(pictures: Pictures) -> None:
        send(pipe, pictures)

    threading.Thread(target=_end_with_the_server, daemon=True).start()
    try:
        Worker(deliver).run(threading.Event())
    except Exception:
        logging.getLogger(__name__).exception("the worker ended")
        sys.exit(1)


def _end_with_the_server() -> None:
    """At once: what was being measured is taken over by the next worker."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
