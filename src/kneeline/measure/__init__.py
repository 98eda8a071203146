"""Recording -> Measurement: view quality, where to look next, and one file per movement test.

What is named here is loaded when it is first asked for, since `import kneeline` already imports this room by its name.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kneeline.measure.assemble import LegChoice, measure_recording
    from kneeline.measure.looks import next_looks, second_looks

__all__ = ["LegChoice", "measure_recording", "next_looks", "second_looks"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "looks" if name.endswith("_looks") else "assemble"
    return getattr(import_module(f"kneeline.measure.{module}"), name)
