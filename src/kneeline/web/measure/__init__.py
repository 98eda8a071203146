"""Checks: a photo or clip comes in, waits its turn, is measured in a process of its own, and is deleted."""
