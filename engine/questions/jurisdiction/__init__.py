"""Does the Court have jurisdiction over this conduct? What that question reads from records."""

from ..binding import Binding
from .relations import RELATIONS

BINDING = Binding("jurisdiction", RELATIONS)
