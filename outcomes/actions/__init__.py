"""Every write of this room, one file per noun."""

from outcomes.actions.concerns import (
    answer_concern,
    pass_concern,
    raise_concern,
    return_concern,
    say_again,
    tell_street,
)
from outcomes.actions.crime import drop_month, hold_month, import_street_file
from outcomes.actions.drafts import (
    begin_draft,
    move_question,
    put_in_use,
    remove_question,
    set_question,
    throw_away_draft,
)
from outcomes.actions.extract import take_extract
from outcomes.actions.surveys import (
    CONCERNS,
    DRAFT_KEY,
    QuestionnaireRefused,
    ResponseRefused,
    add_draft_survey,
    add_questionnaire,
    record_response,
    withdraw_response,
    withdraw_with,
)

__all__ = [
    "CONCERNS", "DRAFT_KEY", "QuestionnaireRefused", "ResponseRefused", "add_draft_survey", "add_questionnaire", "answer_concern",
    "begin_draft", "drop_month", "hold_month", "import_street_file", "move_question", "pass_concern", "put_in_use",
    "raise_concern", "record_response", "remove_question", "return_concern", "say_again", "set_question", "take_extract", "tell_street", "throw_away_draft",
    "withdraw_response", "withdraw_with",
]  # fmt: skip
