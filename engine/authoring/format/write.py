"""From a tree to text in the one layout."""

from __future__ import annotations

from .scalars import WIDTH, block, is_prose, on_one_line
from .tree import Mapping, Node, Scalar, Sequence, Tree, TreeEntry

_STEP = 2


def write(tree: Tree) -> str:
    """Return the text of a file."""
    lines = [tree.marker] if tree.marker else []
    lines += tree.header
    if tree.root is not None:
        lines += _document(tree.root)
    if tree.footer:
        lines += ["", *tree.footer] if tree.root is not None else tree.footer
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def _document(root: Node) -> list[str]:
    if isinstance(root, Scalar):
        shown = on_one_line(root)
        return block(root, _STEP) if shown is None else [shown]
    if not root.entries:
        return ["[]" if isinstance(root, Sequence) else "{}"]
    if not root.flow:
        return _block(root, 0, apart=isinstance(root, Sequence))
    shown = None if _has_comments(root) else _flow(root)
    if shown is not None and len(shown) <= WIDTH:
        return [shown]
    return _block(root, 0, apart=isinstance(root, Sequence))


def _block(collection: Sequence | Mapping, indent: int, *, apart: bool = False) -> list[str]:
    """Return the entries, one below the other; ``apart``: with blank lines between long ones."""
    pad = " " * indent
    written = [_entry(entry, indent) for entry in collection.entries]
    apart = apart and any(len(one) > 1 for one in written)
    lines: list[str] = []
    for index, (entry, own) in enumerate(zip(collection.entries, written, strict=True)):
        if index and (entry.blank or apart):
            lines.append("")
        lines += (pad + line if line else "" for line in entry.lead)
        lines += own
        lines += (pad + line if line else "" for line in entry.tail)
    return lines


def _entry(entry: TreeEntry, indent: int) -> list[str]:
    """Return the lines of an entry without the comments around it."""
    pad = " " * indent
    head = "-" if entry.key is None else f"{_key(entry.key)}:"
    value = entry.value
    trail = f"  {entry.trail}" if entry.trail else ""
    if isinstance(value, Scalar):
        return _with_scalar(pad + head, value, indent + _STEP, trail)
    shown = None if _has_comments(value) else _flow(value)
    if not value.entries or (value.flow and shown is not None):
        line = f"{pad}{head} {shown}"
        if len(line) <= WIDTH or not value.entries:
            return [line + trail]
    inner = _block(value, indent + _STEP)
    first = value.entries[0]
    if entry.key is not None or trail or first.lead:
        # Comments about the first of several keys cannot stand between the dash and the key.
        return [pad + head + trail, *inner]
    return [pad + "- " + inner[0].lstrip(" "), *inner[1:]]


def _with_scalar(head: str, value: Scalar, indent: int, trail: str) -> list[str]:
    shown = on_one_line(value)
    if shown is None:
        header, *lines = block(value, indent)
        return [f"{head} {header}{trail}", *lines]
    line = f"{head} {shown}".rstrip(" ")
    may_fold = is_prose(value.value) and value.style != "|"
    if len(line) > WIDTH and may_fold:
        header, *lines = block(Scalar("", value.value, ">", 0, 0), indent)
        if len(lines) > 1:
            return [f"{head} {header}{trail}", *lines]
    return [line + trail]


def _key(key: Scalar) -> str:
    return on_one_line(key) or ""


def _has_comments(node: Node) -> bool:
    if isinstance(node, Scalar):
        return False
    return any(
        one.lead or one.trail or one.tail or _has_comments(one.value) for one in node.entries
    )


def _flow(node: Node) -> str | None:
    """Return a value in brackets or braces on one line, or nothing if that cannot be."""
    if isinstance(node, Scalar):
        return on_one_line(node)
    parts: list[str] = []
    for entry in node.entries:
        shown = _flow(entry.value)
        if shown is None:
            return None
        parts.append(shown if entry.key is None else f"{_key(entry.key)}: {shown}".rstrip(" "))
    inner = ", ".join(parts)
    if isinstance(node, Sequence):
        return f"[{inner}]"
    return inner if node.bare and len(parts) == 1 else f"{{{inner}}}"
