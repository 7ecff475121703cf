"""A folder for each question that can be put, with what only it tells."""
