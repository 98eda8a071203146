"""A kinematic figure: segments and joints, what they touch, how they move."""
