"""Bulk screening: columns of persons, places and days, answered at once."""
