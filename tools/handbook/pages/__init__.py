"""The pages: each module writes those of one kind, as text by path."""
