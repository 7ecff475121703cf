"""Does the Court have jurisdiction over this conduct? What that question reads from records."""

from ..binding import Binding
from .relations import RELATIONS
from .rulings import ruled

BINDING = Binding("jurisdiction", RELATIONS, ruled=ruled)
