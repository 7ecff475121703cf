"""Does the Court have jurisdiction over this conduct? What that question reads from records."""

from ..binding import Binding

BINDING = Binding("jurisdiction")
