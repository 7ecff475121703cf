"""The page ``docs/rules/lint.md``: every check and every error, from the registry itself.

``python -m safeconduct.authoring.lint.catalogue > docs/rules/lint.md`` writes it.
"""

from __future__ import annotations

from .loading import LOADING
from .registry import LINTS
from .waivers import CODE

_HEAD = """\
# What is checked in rule files

`safeconduct rules check [DIR]...` tells everything at once, with file and line. It ends with code
1 if there is an error, with `--strict` also if there is a warning; a hint is never more than that.
`--json` and `--sarif` print the same for programs; the second form is what code review on the web
shows beside the lines.

This page is made from the checks themselves: `make generated` writes it.

## Letting a finding stand

A comment lets findings of one check stand, and says why:

```yaml
# lint: allow id-convention The decisions cited read paragraph 2 of the resolution in this way.
- id: scr-1593-2
  title: The Council's order to the leader's own State takes immunity away
```

On a line of its own it counts for the entry that follows; at the end of a line, for that line. The
comment gives a reason, and one that lets nothing stand is itself a finding (`waiver`). Errors
cannot be let stand.

## Ids

The id of a rule that states a provision is that of the instrument in `rules/instruments.yaml` with
the number: `rs-89-1` is article 89(1) of the Rome Statute, `rpe-195` rule 195, `chicago-3c` article
3(c), `gcon-6` article VI. Words may follow where one provision needs several rules:
`rs-127-2-broad`. The rule cites that provision. A rule on a decision may have the id of the
decision in the records (`icc-art97-peace-2026`); one on custom begins with `cil-`; any other rule
is named in words (`host-immunity`). Ids stay: answers, cases and certificates name them.
"""

_COLUMNS = "| code | severity | what ought to be | why |\n|---|---|---|---|"


def page() -> str:
    """Return the page in Markdown."""
    lines = [_HEAD, "## Checks\n", _COLUMNS]
    for lint in LINTS:
        cells = (f"`{lint.code}`", lint.severity.value, lint.statement, lint.why)
        lines.append(f"| {' | '.join(cells)} |")
    own = "A comment that lets a finding stand names a check, gives a reason and is needed."
    why = "What is let stand is looked at again."
    lines.append(f"| `{CODE}` | warning | {own} | {why} |")
    lines += ["\n## Errors of the loader\n", "| code | what must be |", "|---|---|"]
    lines += (f"| `{code}` | {statement} |" for code, statement in LOADING.items())
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
