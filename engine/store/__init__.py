"""Where what must last is kept: databases opened by a URL, ids that sort by time."""
