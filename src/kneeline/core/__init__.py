"""Numbers only: the skeleton, the frozen values that flow between rooms, angles, filtering, events."""
