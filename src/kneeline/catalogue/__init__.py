"""The article as data: exercises, signs, tests, causes, positions, questions and their sources, in our own words."""

from kneeline.catalogue.loader import Catalogue, catalogue, read_catalogue

__all__ = ["Catalogue", "catalogue", "read_catalogue"]
