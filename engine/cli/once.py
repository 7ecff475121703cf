"""Options that are given twice: none of two values is silently taken."""

from __future__ import annotations

from collections import Counter
from typing import Any

from typer.core import TyperCommand


class OnceCommand(TyperCommand):
    """A command each of whose options has one value, unless the option takes several."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments; an option that is given once more is a usage error."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(given).items():
            if times > 1 and _has_one_value(option):
                name = max(option.opts, key=len)
                ctx.fail(f"{name} is given {times} times; it can be given once")
        return super().parse_args(ctx, args)


def _has_one_value(option: Any) -> bool:
    several = option.param_type_name != "option" or option.multiple or option.is_flag
    return not several
