"""Recording -> Measurement: view quality, where to look next, and one file per movement test."""

from kneeline.measure.assemble import LegChoice, measure_recording
from kneeline.measure.looks import next_looks

__all__ = ["LegChoice", "measure_recording", "next_looks"]
