"""The handbook: pages written from the rules, the records and what docs/handbook adds to them."""
