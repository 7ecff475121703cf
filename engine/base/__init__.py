"""Errors, days, English and files: no law and no records."""
