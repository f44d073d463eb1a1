"""Doors of this room: surveys, what they gave, recorded crime, and what residents said. Asking is done at the door: see doorstep."""

from outcomes.views.concerns import (
    concern,
    concern_add,
    concern_again,
    concern_answer,
    concern_list,
    concern_pass,
    concern_return,
    concern_tell,
)
from outcomes.views.crime import (
    crime,
    crime_add,
    crime_month,
    crime_month_drop,
    crime_month_hold,
    crime_month_list,
)
from outcomes.views.drafts import (
    draft,
    draft_begin,
    draft_discard,
    draft_move,
    draft_question,
    draft_question_add,
    draft_remove,
    draft_use,
)
from outcomes.views.results import survey_results
from outcomes.views.surveys import response, response_withdraw, survey, survey_draft, survey_list

__all__ = [
    "concern", "concern_add", "concern_again", "concern_answer", "concern_list", "concern_pass", "concern_return", "concern_tell",
    "crime", "crime_add", "crime_month", "crime_month_drop", "crime_month_hold", "crime_month_list", "draft", "draft_begin",
    "draft_discard", "draft_move", "draft_question", "draft_question_add", "draft_remove", "draft_use", "response",
    "response_withdraw", "survey", "survey_draft", "survey_list", "survey_results",
]  # fmt: skip
