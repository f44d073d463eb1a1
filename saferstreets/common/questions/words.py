"""What a question is made of, and the small tests that schema and answers share."""

import datetime
import re
import unicodedata

YES_NO = ({"key": "yes", "words": "Yes"}, {"key": "no", "words": "No"})


def choices_of(question):
    """The choices of a question as dicts (key, words); yes_no has its own."""
    if question.get("kind") == "yes_no":
        return list(YES_NO)
    given = question.get("choices")
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def whole(value):
    """A whole number, and not true or false, which JSON keeps apart."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_plain(text):
    """No control characters but line ends, and no halves of characters: every database can keep it."""
    return not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in text)


def is_line(text):
    """Plain text on one line."""
    return isinstance(text, str) and "\n" not in text and is_plain(text)


def day_of(text):
    """The date that `text` spells as YYYY-MM-DD; None for anything else."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
