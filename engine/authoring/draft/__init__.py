"""Help for people who write rules: one rule told with all it touches, and a new one begun."""
