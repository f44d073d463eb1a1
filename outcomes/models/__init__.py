"""The tables of this room, one file per noun."""

from outcomes.models.concern import Concern
from outcomes.models.crime import Crime, CrimeMonth
from outcomes.models.extract import ExtractKey
from outcomes.models.survey import Questionnaire, QuestionnaireDraft, Response

__all__ = ["Concern", "Crime", "CrimeMonth", "ExtractKey", "Questionnaire", "QuestionnaireDraft", "Response"]
