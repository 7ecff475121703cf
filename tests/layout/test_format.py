"""The formatter: one layout, every comment kept, the meaning untouched."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.authoring.format import format_text
from safeconduct.authoring.format.order import kind_of
from safeconduct.authoring.format.parse import comments_in
from safeconduct.base.errors import SourceFilesError
from safeconduct.base.yaml12 import load
from safeconduct.rulebase.load import load_rules

from .noise import noisy, texts

ROOT = Path(str(resources.files("safeconduct.rules")))
OURS = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.yaml")))


def formatted(text: str, kind: str = "rules") -> str:
    return format_text(text, file="f.yaml", kind=kind)


def plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("name", OURS)
def test_our_rule_files_are_laid_out(name: str) -> None:
    """What is shipped is what the formatter writes."""
    text = (ROOT / name).read_text("utf-8")
    assert formatted(text, kind_of(Path(name))) == text


@settings(max_examples=2 * settings().max_examples)
@given(text=texts(), kind=st.sampled_from(["rules", "facts", "issues", "question", "other"]))
def test_any_text_keeps_its_meaning_and_its_comments(text: str, kind: str) -> None:
    """Whatever the style, the layout says the same, has the same comments, and is stable."""
    try:
        meant = load(plain(text), file="f").value
    except SourceFilesError:
        assume(False)
        return
    once = formatted(text, kind)
    assert load(once, file="f").value == meant
    assert Counter(comments_in(once)) == Counter(comments_in(plain(text)))
    assert formatted(once, kind) == once
    assert not any(line.endswith(" ") for line in once.split("\n") if "|" not in once)


@pytest.mark.parametrize(
    "text", ["[\xa0]\n", "- \xa0\n", "a: b\xa0\n", "a: |\n  b\xa0\n", "? \u2003\n: c\n"]
)
def test_a_space_that_is_none_in_yaml_is_kept(text: str) -> None:
    """No-break spaces and their like at the end of a value are part of it."""
    once = formatted(text, "other")
    assert load(once, file="f").value == load(text, file="f").value
    assert formatted(once, "other") == once


@pytest.mark.slow
@pytest.mark.parametrize("name", OURS)
@settings(max_examples=8 if settings().max_examples <= 100 else 100)
@given(draw=st.data())
def test_noise_in_our_files_changes_nothing_but_comments(draw: st.DataObject, name: str) -> None:
    """A file of ours with comments put in, or saved by another system, keeps its meaning."""
    text = draw.draw(noisy((ROOT / name).read_text("utf-8")))
    once = formatted(text, kind_of(Path(name)))
    assert load(once, file="f").value == load(plain(text), file="f").value
    assert Counter(comments_in(once)) == Counter(comments_in(plain(text)))
    assert formatted(once, kind_of(Path(name))) == once


LIVELY = """\
# What this file is.

# About a.
-   id: a   # its name
    then: x
    title: 'A'
    if: [host.party, # the party
       {not: host.kind}]    # and the kind

    # before the citation
    cite: "c"
      # after the last
- {then: y, id: b, if: [NO, on], title: B} # in one line


# at the end
"""
LAID_OUT = """\
# What this file is.

# About a.
- id: a  # its name
  title: 'A'

  # before the citation
  cite: "c"
  # after the last
  if:  # and the kind
    - host.party  # the party
    - {not: host.kind}
  then: x

- {id: b, title: B, if: [NO, on], then: y}  # in one line

# at the end
"""


def test_an_example_of_everything() -> None:
    """Keys are in order, comments stay with what they are about, lists break where they must."""
    assert formatted(LIVELY) == LAID_OUT
    assert formatted(LIVELY.replace("\n", "\r\n")) == LAID_OUT


LONG = "word " * 30 + "end"


def test_long_text_is_filled_and_long_lists_are_broken() -> None:
    """Text goes into a block, a list into lines; a long word and a quotation stay whole."""
    facts = ", ".join(f"fact.number_{number}" for number in range(9))
    text = f"- {{id: a, title: T, says: {LONG}, if: [{facts}]}}\n"
    once = formatted(text)
    assert max(map(len, once.split("\n"))) <= 100
    assert "  says: >-\n    word word" in once
    assert "  if:\n    - fact.number_0\n" in once
    url = f"- id: a\n  url: https://example.org/{'x' * 150}\n"
    assert formatted(url) == url


def test_words_that_older_readers_misread_stay_as_written() -> None:
    """Quotes are neither taken from nor given to `yes`, `NO`, `on` and days."""
    text = '- {a: "yes", b: NO, c: on, d: 2024-09-02, e: \'12\', f: "2024"}\n'
    assert formatted(text, "other") == text


def test_keys_of_another_shape_keep_their_order() -> None:
    """Only what has the known keys alone is put in order; names of values never are."""
    text = "- zebra: 1\n  id: a\n"
    assert formatted(text) == text
    facts = "- name: a.b\n  says:\n    zebra: z\n    ape: a\n"
    assert formatted(facts, "facts") == facts


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2", "a: &x 1", "[" * 80, "\t- a", "a: !!int 1"])
def test_what_is_not_well_formed_is_refused_as_by_the_loader(text: str) -> None:
    """The error is that of the loader, with its line."""
    with pytest.raises(SourceFilesError) as ours:
        formatted(text)
    with pytest.raises(SourceFilesError) as loaders:
        load(text, file="f.yaml")
    assert ours.value.diagnostics == loaders.value.diagnostics


def test_no_layout_of_ours_is_refused() -> None:
    """The last resort, leaving a file as it is, is not what keeps our files as they are."""
    wide = '- {id: a, title: T, says: "a  b ' + "x " * 80 + '"}\n'
    assert load(formatted(wide), file="f").value == load(wide, file="f").value


def _rules(texts: dict[str, str], directory: Path) -> str:
    for name, text in texts.items():
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return load_rules([directory], embedded=False).digest


@pytest.mark.slow
@settings(max_examples=5 if settings().max_examples <= 100 else 100)
@given(draw=st.data())
def test_the_digest_of_a_rule_base_is_that_of_its_formatted_files(
    draw: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Rules that were formatted are the same rules: the digest of an answer does not change."""
    texts = {
        name: (ROOT / name).read_text("utf-8")
        for name in OURS
        if name not in {"instruments.yaml", "wording.yaml"}
    }
    name = draw.draw(st.sampled_from(sorted(texts)))
    loose = {**texts, name: plain(draw.draw(noisy(texts[name])))}
    loose = {name: _shuffled(draw, text) for name, text in loose.items()}
    neat = {name: formatted(text, kind_of(Path(name))) for name, text in loose.items()}
    before = _rules(loose, tmp_path_factory.mktemp("loose"))
    assert before == _rules(neat, tmp_path_factory.mktemp("neat")) == load_rules().digest


def _shuffled(draw: st.DataObject, text: str) -> str:
    """Return a text with the one-line keys of its rules in another order."""
    lines = text.split("\n")
    plain_keys = [i for i, one in enumerate(lines) if one.startswith(("  then: ", "  cite: "))]
    for first, second in zip(plain_keys, plain_keys[1:], strict=False):
        if second == first + 1 and draw.draw(st.booleans()):
            lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)
