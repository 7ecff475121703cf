"""Bulk screening: tables of persons, places and days, answered column by column."""
