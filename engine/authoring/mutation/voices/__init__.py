"""What is asked of every mutant: the cases, the docket, the kept explanations, the properties."""
