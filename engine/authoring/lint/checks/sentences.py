"""Sentences, questions and clauses: how they begin and end, how long they are, what is missing."""

from __future__ import annotations

from ....rulebase.model import BOOLEAN
from ..model import LintSources, Remark, Remarks, text_lint
from ..texts import TextKind, written


@text_lint()
def sentence_end(sources: LintSources) -> Remarks:
    """A text ends with a full stop, and so does each of its sentences.

    Texts are put one behind the other in answers and on pages.
    """
    for passage in written(sources.files, TextKind.SENTENCE):
        if not passage.text.endswith((".", "?", "!", ".)")):
            message = f"the text ends with `{passage.text[-12:]}`"
            yield passage.remark(message, "end it with a full stop")


@text_lint()
def sentence_capital(sources: LintSources) -> Remarks:
    """A sentence begins with a capital letter, a number or an emphasis.

    A text that begins in the middle reads as if something were missing.
    """
    for passage in written(sources.files, TextKind.SENTENCE, TextKind.QUESTION):
        if passage.text[0].islower():
            message = f"the text begins with `{passage.text.partition(' ')[0]}`"
            yield passage.remark(message, "begin with a capital")


@text_lint()
def sentence_length(sources: LintSources) -> Remarks:
    """A sentence has no more words than `sentence_words` in wording.yaml.

    A rule is read by people who are not lawyers, and translated.
    """
    most = sources.wording.limits.sentence_words
    for passage in written(sources.files):
        longest = max(len(sentence.split()) for sentence in passage.sentences)
        if longest > most:
            message = f"a sentence has {longest} words"
            yield passage.remark(message, f"at most {most}: make two")


@text_lint()
def text_length(sources: LintSources) -> Remarks:
    """A text has no more words than `text_words` in wording.yaml.

    What a rule says is shown beside every answer that rests on it.
    """
    most = sources.wording.limits.text_words
    for passage in written(sources.files, TextKind.SENTENCE):
        words = len(passage.text.split())
        if words > most:
            message = f"the text has {words} words"
            yield passage.remark(message, f"at most {most}")


@text_lint()
def question_form(sources: LintSources) -> Remarks:
    """A question is one sentence that ends with a question mark.

    It is put to the user as it stands when a fact is not known.
    """
    for passage in written(sources.files, TextKind.QUESTION):
        if not passage.text.endswith("?"):
            message = "the question ends without a question mark"
            yield passage.remark(message, "end it with `?`")
        elif len(passage.sentences) > 1:
            message = "the question is more than one sentence"
            yield passage.remark(message, "ask one thing")


@text_lint()
def clause_form(sources: LintSources) -> Remarks:
    """Words for a value of a fact are a clause: no full stop, no second sentence.

    An answer puts them into sentences of its own: *if the State has left the Statute, …*.
    """
    for passage in written(sources.files, TextKind.CLAUSE):
        if passage.text.endswith((".", "?", "!", ",", ";")) or len(passage.sentences) > 1:
            message = f"`{passage.text}` is not a clause"
            yield passage.remark(message, "leave the stop out")


@text_lint()
def clause_missing(sources: LintSources) -> Remarks:
    """A fact that has words for one of its values has words for each.

    An answer that needs the others shows the bare name of the value.
    """
    for source in sources.files.facts:
        fact = source.item
        missing = [value for value in fact.values or BOOLEAN if value not in fact.says]
        if fact.says and missing:
            message = f"no words for {', '.join(f'`{value}`' for value in missing)}"
            yield Remark(source.at("says"), message, fact.name, "add them to `says`")


@text_lint()
def rule_says(sources: LintSources) -> Remarks:
    """A rule that cites law says in plain words what the law is.

    A reader of a proof sees what the rule says, not its conditions.
    """
    for source in sources.files.rules:
        rule = source.item
        if rule.cite and not rule.says:
            yield Remark(source.at(), "the rule does not say what the law is", rule.id, "says: …")
