"""The kit for authors of rules: strategies, properties and voices.

Needs the extra ``testing`` (Hypothesis and pytest), which is imported where it is first used.
"""
