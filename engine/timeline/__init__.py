"""Dates: interval relations, step functions and the truth of a case on a day."""
