"""For people who write rules: write, format, lint, cite, test, prove."""
