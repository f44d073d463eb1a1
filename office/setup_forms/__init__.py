"""Reads what a coordinator enters about a project, one file per noun."""

from office.setup_forms.first import CodeForm, FirstProjectForm
from office.setup_forms.project import (
    EndMemberForm,
    LeaveForm,
    LetInForm,
    MemberForm,
    NewProjectForm,
    ProjectFactsForm,
)
from office.setup_forms.work import (
    AreaForm,
    DeliverableForm,
    NewDeliverableForm,
    PostForm,
    StreetsForm,
)

__all__ = [
    "AreaForm",
    "CodeForm",
    "DeliverableForm",
    "EndMemberForm",
    "FirstProjectForm",
    "LeaveForm",
    "LetInForm",
    "MemberForm",
    "NewDeliverableForm",
    "NewProjectForm",
    "PostForm",
    "ProjectFactsForm",
    "StreetsForm",
]
