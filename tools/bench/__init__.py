"""The benchmark: this engine beside others, on the same cases, in one run."""
