"""Does the Court have jurisdiction over this conduct: what the records say of it."""
