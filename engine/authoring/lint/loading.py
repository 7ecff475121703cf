"""What the loader refuses, by code, for the documentation and for machines that read findings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LOADING: Final[Mapping[str, str]] = MappingProxyType(
    {
        # files
        "no-directory": "A rule directory exists.",
        "no-rules": "A rule directory holds at least one YAML file.",
        "too-many-files": "A rule directory holds no more files and folders than rules need.",
        "linked-twice": "No link leads to a folder of rules a second time.",
        "unreadable": "A file can be read, and is neither a device nor a pipe.",
        "not-utf-8": "A file is UTF-8 text.",
        "too-long": "A file is not longer than any rule base needs.",
        "yaml-syntax": "A file is one document of well-formed YAML.",
        "yaml-break": "No character that ends a line in YAML 1.1 and not in 1.2.",
        "yaml-alias": "No anchors and aliases: what is written stands where it counts.",
        "yaml-tag": "No tags.",
        "yaml-depth": "Lists and mappings are not nested deeper than anybody can read.",
        "yaml-key": "A key is text.",
        "yaml-duplicate-key": "A key stands once.",
        # what a directory stands on
        "extends-missing": "A directory extends one that exists.",
        "extends-itself": "No directory extends itself, directly or by way of others.",
        "extends-another": "Directories that are used together stand on one rule base.",
        "records-missing": "The records of a directory of rules exist.",
        "amends-nothing": "What an amendment changes is there, and what it adds is not.",
        "amends-several": "An amendment of a row is about one row.",
        "amended-twice": "No two amendments are of the same thing.",
        # shapes and names
        "shape": "An entry has the fields of its kind, no others, each of the right form.",
        "duplicate-id": "An id stands once over all layers; a position once in its issue.",
        "name-clash": "A conclusion does not have the name of an issue.",
        "condition-form": "A condition is a name, a list, `any:`, `all:`, `not:` or `name: value`.",
        "unknown-atom": "A condition names facts, issues and conclusions that exist.",
        "unknown-value": "A value is one of its fact or issue.",
        "missing-value": "A fact with several values, or an issue, is named with one of them.",
        "unknown-rule": "A rule defeats rules that exist.",
        "unknown-issue": "A profile chooses on issues that exist.",
        "unknown-position": "A position that is chosen, or behind a statement, exists.",
        "unknown-profile": "A profile inherits from one that exists.",
        "no-default": "Of several profiles one is the default.",
        "two-defaults": "No two profiles are the default.",
        "profile-cycle": "No profile inherits from itself.",
        "profile-gap": "A profile has a position on every issue, its own or inherited.",
        # facts, issues, questions
        "absent-value": "The value that holds without a record fits what holds.",
        "repeated-value": "A value of a fact is named once.",
        "placeholder": "Words of a fact name {person}, {host}, {place}, {situation}, no others.",
        "court-line": "The dates of a position agree with its standing and with one another.",
        "constraint-atom": "A constraint speaks of facts alone.",
        "table-gap": "The last row of a table has no condition.",
        "severity": "A question orders every outcome once.",
        "exposure": "A question grades every outcome.",
        "missing-sentence": "A question that words its answers words every value of them.",
        "superfluous-sentence": "A question words nothing that an answer cannot have.",
        # what is declared about the rules
        "unknown-fact": "A property changes facts and issues that exist.",
        "unknown-conclusion": "What is left open is a conclusion of some rule.",
        "unknown-target": "A property is about a conclusion or a table that exists.",
        "unknown-question": "A property is about a question that exists.",
        "ambiguous-target": "It is clear of which question a table is meant.",
        "no-change": "What a property changes takes another value.",
        # what rules say together
        "unknown-relation": "A fact is read by a relation that exists, or by none.",
        "too-wide": "A condition has no more alternatives and tests than both evaluators take.",
        "missing-citation": "A rule that tests facts cites law.",
        "cycle": "No conclusion rests on itself.",
        "defeat-cycle": "No rule defeats itself by way of others.",
        "defeat-without-conflict": "A rule defeats only rules with the opposite conclusion.",
        "defeater-form": "A defeater only blocks: it proves nothing and defeats nothing.",
        "clashing-definitions": "No two definitions conclude opposites.",
        "attacked-definition": "No rule attacks what a definition concludes.",
        "unreachable-conclusion": "Every conclusion can be established by some rule.",
        "dead-rule": "No rule asks for two values of one fact at once.",
        "unused-conclusion": "Some rule or question asks for every conclusion.",
        "unused-fact": "Some rule or question tests every fact.",
        "unused-issue": "Some rule tests every issue.",
    }
)
