"""Whatever is in a file or a question, the answer is a clear error or none: no crash, no hang."""
