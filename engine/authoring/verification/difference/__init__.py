"""What a change of the rules changes in law: the cases in which two rule bases differ."""
