"""Does the Court have jurisdiction over this conduct? What that question reads from records."""

from ..binding import Binding
from .relations import RELATIONS
from .rulings import ruled
from .territory import TERRITORY

BINDING = Binding("jurisdiction", RELATIONS, {"territory": TERRITORY}, ruled=ruled)
