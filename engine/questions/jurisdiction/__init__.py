"""Does the Court have jurisdiction over this conduct? What that question reads from records."""

from ...timeline.case import relations_in
from ..binding import Binding
from . import acceptance, before_the_court, statehood
from .rulings import ruled
from .territory import TERRITORY

BINDING = Binding(
    "jurisdiction",
    relations_in(acceptance, before_the_court, statehood),
    {"territory": TERRITORY},
    ruled=ruled,
)
