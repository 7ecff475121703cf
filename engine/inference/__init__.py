"""Inference: what follows from one truth, twice over."""
