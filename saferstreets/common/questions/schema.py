"""Can a questionnaire be asked? Everything that is wrong with it, at once."""

import re

from saferstreets.common.questions.words import choices_of, day_of, is_line, whole
from saferstreets.common.workflow import Refused

FORMAT = 1
KINDS = ("single", "several", "scale", "number", "text", "date", "yes_no")
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_QUESTIONS, MOST_CHOICES, MOST_WORDS, LONGEST, LARGEST = 80, 30, 300, 500, 1_000_000
BELONGS = {
    "choices": {"single", "several"},
    "least": {"scale", "number"},
    "most": {"scale", "number"},
    "least_words": {"scale"},
    "most_words": {"scale"},
    "longest": {"text"},
    "earliest": {"date"},
    "latest": {"date"},
}
ANY_KIND = {"key", "words", "kind", "help", "required", "page", "sensitive", "shown_if"}


class SchemaRefused(Refused):
    """The questionnaire cannot be asked like this; `problems` is a list of plain sentences."""

    def __init__(self, problems):
        super().__init__(problems[0])
        self.problems = problems


def check(schema):
    """Raises SchemaRefused, with everything that is wrong, unless `schema` can be asked. Returns it."""
    if (
        not isinstance(schema, dict)
        or schema.get("format") != FORMAT
        or set(schema) != {"format", "questions"}
    ):
        raise SchemaRefused([f"A questionnaire is format {FORMAT} and a list of questions."])
    asked = schema["questions"]
    if not isinstance(asked, list) or not 0 < len(asked) <= MOST_QUESTIONS:
        raise SchemaRefused([f"A questionnaire has 1 to {MOST_QUESTIONS} questions."])
    before, problems = {}, []
    for number, question in enumerate(asked, 1):
        problems += [f"Question {number}: {words}" for words in _question_problems(question, before)]
        if isinstance(question, dict) and isinstance(question.get("key"), str):
            before[question["key"]] = question
    if problems:
        raise SchemaRefused(problems)
    return schema


def _question_problems(question, before):
    if not isinstance(question, dict):
        return ["it is not a question."]
    if question.get("kind") not in KINDS:
        return [f"its kind must be one of {', '.join(KINDS)}."]
    key, kind = question.get("key"), question["kind"]
    found = []
    if not isinstance(key, str) or not KEY.fullmatch(key):
        found.append("its key must be up to 40 lower-case letters, digits or _, and begin with a letter.")
    elif key in before:
        found.append(f"its key “{key}” is used before.")
    if not question.get("words"):
        found.append("it has no words.")
    strange = set(question) - ANY_KIND - {name for name, kinds in BELONGS.items() if kind in kinds}
    found += [f"“{name}” does not belong to a question of kind {kind}." for name in sorted(strange)]
    for name in ("words", "help", "page", "least_words", "most_words"):
        if name in question and (not is_line(question[name]) or len(question[name]) > MOST_WORDS):
            found.append(f"“{name}” must be text of up to {MOST_WORDS} characters.")
    for name in ("required", "sensitive"):
        if not isinstance(question.get(name, False), bool):
            found.append(f"“{name}” must be true or false.")
    return found + _bound_problems(question) + _condition_problems(question.get("shown_if", []), before)


def _bound_problems(question):
    kind = question["kind"]
    if kind in BELONGS["choices"]:
        return _choice_problems(question.get("choices"))
    if kind == "date":
        limits = [question[name] for name in ("earliest", "latest") if name in question]
        return [] if all(limit == "today" or day_of(limit) for limit in limits) else ["a limit is no date."]
    if kind == "text":
        longest = question.get("longest", LONGEST)
        return [] if whole(longest) and 0 < longest <= LONGEST else [f"“longest” must be 1 to {LONGEST}."]
    least, most = question.get("least"), question.get("most")
    if any(bound is not None and not (whole(bound) and abs(bound) <= LARGEST) for bound in (least, most)):
        return ["its bounds must be whole numbers."]
    if kind == "scale" and (least is None or most is None or not 1 <= most - least <= 10):
        return ["a scale has 2 to 11 steps, from “least” to “most”."]
    return ["“least” is above “most”."] if None not in (least, most) and least > most else []


def _choice_problems(choices):
    if not isinstance(choices, list) or not 1 < len(choices) <= MOST_CHOICES:
        return [f"it has 2 to {MOST_CHOICES} choices."]
    good = all(
        isinstance(one, dict) and set(one) == {"key", "words"} and isinstance(one["key"], str)
        and KEY.fullmatch(one["key"]) and is_line(one["words"]) and 0 < len(one["words"]) <= MOST_WORDS
        for one in choices
    )  # fmt: skip
    if not good:
        return ["a choice has a key, as a question has, and words."]
    return [] if len({one["key"] for one in choices}) == len(choices) else ["two choices have the same key."]


def _condition_problems(conditions, before):
    if not isinstance(conditions, list):
        return ["“shown_if” is a list."]
    return [words for one in conditions for words in _one_condition(one, before)]


def _one_condition(one, before):
    if not isinstance(one, dict) or not isinstance(one.get("question"), str):
        return ["a condition names a question."]
    other = before.get(one["question"])
    if other is None:
        return [f"its condition names “{one['question']}”, which is not asked before it."]
    names = set(one) - {"question"}
    if other.get("kind") in ("scale", "number") and names and names <= {"at_least", "at_most"}:
        return [] if all(whole(one[name]) for name in names) else ["a condition's bound is a whole number."]
    if names != {"any_of"} or not isinstance(one["any_of"], list) or not one["any_of"]:
        return ["a condition says which answers (any_of), or from and to which number."]
    possible = _possible(other)
    if possible is None:
        return [f"a condition cannot look at “{one['question']}”, a question of kind {other.get('kind')}."]
    wrong = [answer for answer in one["any_of"] if answer not in possible]
    return [f"its condition names an answer that “{one['question']}” does not have."] if wrong else []


def _possible(question):
    """Every answer a question can have, as a list; None where there is no end of them."""
    kind = question.get("kind")
    if kind == "scale" and whole(question.get("least")) and whole(question.get("most")):
        return list(range(question["least"], min(question["most"], question["least"] + 10) + 1))
    return (
        [one.get("key") for one in choices_of(question)] if kind in ("single", "several", "yes_no") else None
    )
