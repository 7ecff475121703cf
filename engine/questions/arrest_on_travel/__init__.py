"""Could this person be arrested there: practice and rulings beside the law."""
