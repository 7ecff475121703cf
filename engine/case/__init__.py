"""A question made concrete: who, where and when, settled, contested and proved."""
