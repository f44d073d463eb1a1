"""Which questions are asked of somebody, and whether answers fit them."""

import re

from saferstreets.common.questions.schema import LARGEST, LONGEST
from saferstreets.common.questions.words import choices_of, day_of, is_plain, whole


def pages(schema):
    """The questions as they stand on pages: a list of lists. Neighbours with the same `page` stand together."""
    found = []
    for question in schema["questions"]:
        together = found and question.get("page") and found[-1][-1].get("page") == question["page"]
        found[-1].append(question) if together else found.append([question])
    return found


def shown(schema, answers):
    """The questions that are asked of somebody who has answered so far like this, in order.

    A question whose condition looks at one that is itself not asked is not asked either, whatever `answers` holds.
    """
    asked = {}
    for question in schema["questions"]:
        if all(_holds(one, asked, answers) for one in question.get("shown_if", [])):
            asked[question["key"]] = question
    return list(asked.values())


def _holds(condition, asked, answers):
    question = asked.get(condition["question"])
    answer = None if question is None else read_answer(question, answers.get(condition["question"]))[0]
    if answer is None:
        return False
    if "any_of" in condition:
        return any(one in condition["any_of"] for one in (answer if isinstance(answer, list) else [answer]))
    return condition.get("at_least", answer) <= answer <= condition.get("at_most", answer)


def only_asked(schema, answers):
    """`answers` without those to questions that are not asked (any more): what a person sees when they go back and change one."""
    keys = {question["key"] for question in shown(schema, answers)}
    return {key: answer for key, answer in answers.items() if key in keys}


def validate(schema, answers, *, today=None):
    """Read answers against a checked schema. Returns (clean, errors): what to store, and {key: a plain sentence}.

    clean is complete only where errors is empty. A key that is not asked, or not asked of this person, is an error: nothing
    is dropped silently. today: the day on which it was answered, for dates with that limit.
    """
    if not isinstance(answers, dict):
        return {}, {"": "The answers could not be read."}
    asked = {question["key"]: question for question in shown(schema, answers)}
    known = {question["key"] for question in schema["questions"]}
    clean, errors = {}, {}
    for key, answer in answers.items():
        if key not in known:
            errors[str(key)] = "This questionnaire has no such question."
        elif key not in asked and not is_empty(answer):
            errors[key] = "This question is not asked after the other answers. Leave it out."
    for key, question in asked.items():
        value, problem = read_answer(question, answers.get(key), today=today)
        if problem:
            errors[key] = problem
        elif value is not None:
            clean[key] = value
        elif question.get("required"):
            errors[key] = f"Answer the question: {question['words']}"
    return clean, errors


def is_empty(answer):
    """Is this no answer at all?"""
    return answer is None or answer == [] or (isinstance(answer, str) and not answer.strip())


def read_answer(question, answer, *, today=None):
    """One answer as it is stored, and what is wrong with it: (value or None, sentence or "")."""
    if is_empty(answer):
        return None, ""
    return _READERS[question["kind"]](question, answer, today)


def _read_one(question, answer, _today):
    fits = isinstance(answer, str) and answer in [one["key"] for one in choices_of(question)]
    return (answer, "") if fits else (None, "Choose one of the answers shown")


def _read_several(question, answer, _today):
    keys = [one["key"] for one in choices_of(question)]
    if not isinstance(answer, list) or not all(isinstance(one, str) and one in keys for one in answer):
        return None, "Choose from the answers shown"
    return [key for key in keys if key in answer], ""


def _read_number(question, answer, _today):
    if isinstance(answer, str) and re.fullmatch(r"[+-]?[0-9]{1,9}", answer.strip()):
        answer = int(answer)
    least, most = question.get("least", -LARGEST), question.get("most", LARGEST)
    if not whole(answer):
        return None, "Enter a whole number, like 3"
    if least <= answer <= most:
        return answer, ""
    if "least" in question and "most" in question:
        return None, f"Enter a number from {least} to {most}"
    return None, f"Enter {least} or more" if answer < least else f"Enter {most} or less"


def _read_text(question, answer, _today):
    if not isinstance(answer, str) or not is_plain(answer):
        return None, "Use only letters, digits and ordinary signs"
    text, longest = answer.replace("\r\n", "\n").strip(), question.get("longest", LONGEST)
    too_long = f"Use {longest} characters or fewer; this has {len(text)}"
    return (text, "") if len(text) <= longest else (None, too_long)


def _read_date(question, answer, today):
    day = day_of(answer)
    if day is None:
        return None, "Enter a real date, with day, month and year"
    for name, words in (("earliest", "on or after"), ("latest", "on or before")):
        limit = question.get(name)
        limit = today if limit == "today" else day_of(limit)
        if limit and (day < limit if name == "earliest" else day > limit):
            return None, f"The date must be {words} {limit.day} {limit:%B %Y}"
    return day.isoformat(), ""


_READERS = {
    "single": _read_one, "yes_no": _read_one, "several": _read_several, "scale": _read_number, "number": _read_number,
    "text": _read_text, "date": _read_date,
}  # fmt: skip


def in_words(question, answer):
    """A stored answer as a person reads it: "Burglary, Dog fouling", "4 of 5", "9 October 2021"; "" where there is none."""
    if is_empty(answer):
        return ""
    words = {one["key"]: one["words"] for one in choices_of(question)}
    if question["kind"] == "scale":
        return (
            f"{answer}: {step_words(question, answer)}"
            if step_words(question, answer)
            else f"{answer} of {question['most']}"
        )
    if question["kind"] == "date":
        day = day_of(answer)
        return f"{day.day} {day:%B %Y}"
    return (
        ", ".join(words[one] for one in answer)
        if isinstance(answer, list)
        else words.get(answer, str(answer))
    )


def step_words(question, step):
    """What the first and the last step of a scale are called; "" for those between."""
    return {
        question["least"]: question.get("least_words", ""),
        question["most"]: question.get("most_words", ""),
    }.get(step, "")


def displayed(schema, page, answers):
    """The questions of one page that are put before somebody who answered the earlier pages like this.

    A question that hangs on another one of the same page is put too: whether it is asked shows when the page is sent.
    """
    here = {question["key"] for question in page}
    asked = {question["key"]: question for question in shown(schema, answers)}
    return [
        question for question in page
        if all(one["question"] in here or _holds(one, asked, answers) for one in question.get("shown_if", []))
    ]  # fmt: skip
