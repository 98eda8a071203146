"""The pictures that come with the package: one for each exercise, and the handout shows them."""

from kneeline.catalogue import catalogue
from kneeline.report.figures import figure_addresses


def test_every_exercise_has_its_picture() -> None:
    addresses = figure_addresses(catalogue().exercises)
    assert set(addresses) == set(catalogue().exercises)
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses.values())


def test_what_is_no_exercise_has_none() -> None:
    assert figure_addresses(["juggling"]) == {}
