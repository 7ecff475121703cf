"""What rules cite: instruments, decisions on record, statements; and whether it exists."""
