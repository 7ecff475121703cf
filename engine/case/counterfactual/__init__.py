"""What would change an answer."""
