"""Questions that are data: what a questionnaire asks, and whether answers fit it. Pure; the same rules at desk, phone and paper.

A schema is a JSON object {"format": 1, "questions": [...]}. A question has
  key       lower-case letters, digits and _, unique in the questionnaire; what answers are stored under
  words     the question as it is read out          help      a line below it
  kind      single, several, scale, number, text, date or yes_no
  choices   single, several: [{"key", "words"}]     required  may it be passed over? false without it
  least, most       scale (needed), number          least_words, most_words   what the ends of a scale are called
  longest           text: most characters, 500 without it
  earliest, latest  date: "YYYY-MM-DD" or "today", the day on which it is answered
  page      a heading: neighbours with the same one stand on one page; every question has a page to itself without it
  sensitive true where an answer says something about a person that no list and no phone may show again
  shown_if  [{"question": an earlier key, "any_of": [...]} or {"question", "at_least": n, "at_most": n}], all must hold

Answers are a JSON object of keys: single a choice's key; several a list of them; scale and number a whole number; text a
string; date "YYYY-MM-DD"; yes_no "yes" or "no". "", null and [] are no answer, and are not stored.
"""

from saferstreets.common.questions.answers import (
    displayed,
    in_words,
    is_empty,
    only_asked,
    pages,
    read_answer,
    shown,
    step_words,
    validate,
)
from saferstreets.common.questions.schema import FORMAT, KINDS, SchemaRefused, check
from saferstreets.common.questions.words import choices_of

__all__ = [
    "FORMAT", "KINDS", "SchemaRefused", "check", "choices_of", "displayed", "in_words", "is_empty", "only_asked", "pages",
    "read_answer", "shown", "step_words", "validate",
]  # fmt: skip
