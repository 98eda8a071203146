"""What this computer has: cores and memory."""

import os

WORKER_BYTES = 700_000_000
"""Memory one process needs while it measures, with room to spare."""


def cores() -> int:
    """Processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_bytes() -> int:
    """Memory built into the machine."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def worker_count() -> int:
    """One process a core, or as many as the memory holds."""
    return max(1, min(cores(), memory_bytes() // WORKER_BYTES))
