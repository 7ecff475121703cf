"""What a change of the rules changes in law: two rule bases are equivalent, or differ in these cases."""
