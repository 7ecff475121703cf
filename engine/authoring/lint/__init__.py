"""The linter of rule files: what a well-formed rule base should be as well."""
