"""Every right of the house, who has it, and the gates that views wear."""

from enum import StrEnum
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.choices import Role


class Perm(StrEnum):
    """What a person may do on one project. Roles hold rights; single people never do."""

    TODAY_SEE = "today.see"
    HOUSEHOLD_SEE = "household.see"
    VISIT_RECORD = "visit.record"
    VISIT_WITHDRAW = "visit.withdraw"
    HOUSEHOLD_EDIT = "household.edit"
    RESIDENT_SEE = "resident.see"
    HOME_REOPEN = "home.reopen"
    CARE_SEE = "care.see"
    CAUTION_SEE = "caution.see"
    CAUTION_SET = "caution.set"
    LANDLORD_SEE = "landlord.see"
    ROUND_SEE = "round.see"
    ROUND_MAKE = "round.make"
    OWN_STREET_KEEP = "own_street.keep"
    ENQUIRY_SEE = "enquiry.see"
    REFERRAL_SEE = "referral.see"
    MAP_SEE = "map.see"
    INBOX_SETTLE = "inbox.settle"
    FORECAST_SEE = "forecast.see"
    ADDRESSES_IMPORT = "addresses.import"
    VICTIMS_IMPORT = "victims.import"
    HARDENING_SEE = "hardening.see"
    JOB_REFER = "job.refer"
    JOB_SPECIFY = "job.specify"
    JOB_APPROVE = "job.approve"
    JOB_ORDER = "job.order"
    JOB_INSPECT = "job.inspect"
    JOB_PAY = "job.pay"
    COCOON_SEE = "cocoon.see"
    SCHEME_SEE = "scheme.see"
    LIGHTING_SEE = "lighting.see"
    SCHEME_REPORT = "scheme.report"
    LIGHTING_KEEP = "lighting.keep"
    GRANT_SEE = "grant.see"
    BUDGET_SEE = "budget.see"
    BUDGET_EDIT = "budget.edit"
    BUDGET_MOVE_APPROVE = "budget.move.approve"
    RETURN_PREPARE = "return.prepare"
    RETURN_CERTIFY = "return.certify"
    BUYING_SEE = "buying.see"
    BUYING_EDIT = "buying.edit"
    ORDER_APPROVE = "order.approve"
    ORDER_PAY = "order.pay"
    PROJECT_SETUP = "project.setup"
    FIGURE_SEE = "figure.see"
    UPDATE_READ = "update.read"
    UPDATE_DRAFT_SEE = "update.draft.see"
    UPDATE_WRITE = "update.write"
    UPDATE_REVIEW = "update.review"
    UPDATE_APPROVE = "update.approve"
    AUDIT_SEE = "audit.see"
    STOCK_SEE = "stock.see"
    STOCK_MOVE = "stock.move"
    STOCK_KEEP = "stock.keep"
    SURVEY_SEE = "survey.see"
    SURVEY_SET = "survey.set"
    CRIME_SEE = "crime.see"
    CRIME_IMPORT = "crime.import"
    CONCERN_SEE = "concern.see"
    CONCERN_KEEP = "concern.keep"
    CONCERN_ANSWER = "concern.answer"
    EXTRACT_TAKE = "extract.take"
    KIT_KEEP = "kit.keep"
    TORCH_KEEP = "torch.keep"
    FIND_RECORD = "find.record"
    CALLER_SET = "caller.set"
    CHECK_IN_SEE = "check_in.see"
    MAIL_SEE = "mail.see"
    CCTV_SEE = "cctv.see"
    CCTV_KEEP = "cctv.keep"
    CCTV_RUN = "cctv.run"
    CAMERA_SEE = "camera.see"
    DATA_REQUEST_SEE = "data_request.see"
    DATA_REQUEST_KEEP = "data_request.keep"
    ERASURE_RELEASE = "erasure.release"


P = Perm
_READS = frozenset({P.UPDATE_READ})
_AT_THE_DOOR = _READS | {P.HOUSEHOLD_SEE, P.VISIT_RECORD, P.CAUTION_SEE, P.MAP_SEE}

ROLE_PERMS = {
    # Runs the project: sets it up, imports addresses, records at the desk, writes the update.
    # Two things of target hardening are other people's: what is fitted is approved by a Crime Prevention Officer and paid by Finance.
    # So are two of the money: a move between lines is approved by Finance or the certifier, a return is signed by the certifier.
    Role.COORDINATOR: frozenset(Perm) - {P.JOB_APPROVE, P.JOB_PAY, P.BUDGET_MOVE_APPROVE, P.RETURN_CERTIFY},
    # Knocks on doors: walks the round, records the visit, what residents agreed to and who needs more than a pack.
    Role.ASSISTANT: _AT_THE_DOOR
    | {
        P.TODAY_SEE,
        P.VISIT_WITHDRAW,
        P.RESIDENT_SEE,
        P.CARE_SEE,
        P.LANDLORD_SEE,
        P.ROUND_SEE,
        P.ENQUIRY_SEE,
        P.REFERRAL_SEE,
        P.STOCK_SEE,
        P.STOCK_MOVE,
        P.SURVEY_SEE,
        P.KIT_KEEP,
    }
    | {P.HARDENING_SEE, P.JOB_REFER, P.COCOON_SEE}
    | {P.CRIME_SEE, P.CONCERN_SEE, P.CONCERN_KEEP},
    # Walks the same round beside the Assistant; may warn whoever comes next.
    Role.OFFICER: _AT_THE_DOOR
    | {P.ROUND_SEE, P.CAUTION_SET, P.FIND_RECORD}
    | {P.COCOON_SEE}
    | {P.CRIME_SEE, P.CONCERN_SEE, P.CONCERN_ANSWER},
    # Specifies the locks for victims and vulnerable homes.
    Role.CRIME_PREVENTION_OFFICER: _AT_THE_DOOR
    | {P.CARE_SEE, P.LANDLORD_SEE, P.TORCH_KEEP, P.FIND_RECORD}
    | {P.HARDENING_SEE, P.JOB_REFER, P.JOB_SPECIFY, P.JOB_APPROVE, P.JOB_INSPECT, P.COCOON_SEE}
    | {P.CCTV_SEE, P.CAMERA_SEE}
    | {P.CRIME_SEE},
    # Works from a signed link for the day; signed in, reads the published updates only.
    Role.FITTER: _READS,
    # Enters the progress and evidence of its own scheme, and sees no other.
    Role.WORKS_PARTNER: _READS
    | {P.SCHEME_SEE, P.SCHEME_REPORT}
    | {P.CCTV_SEE, P.CCTV_KEEP, P.CAMERA_SEE}
    | {P.CONCERN_SEE, P.CONCERN_ANSWER},
    # Budget, commitments and returns: sees the grant and the figures, never a home; reviews the update before it is approved.
    Role.FINANCE: _READS
    | {P.GRANT_SEE, P.FIGURE_SEE, P.FORECAST_SEE, P.STOCK_SEE}
    | {P.BUDGET_SEE, P.BUDGET_EDIT, P.BUYING_SEE, P.ORDER_APPROVE, P.ORDER_PAY, P.JOB_PAY}
    | {P.BUDGET_MOVE_APPROVE, P.RETURN_PREPARE}
    | {P.UPDATE_DRAFT_SEE, P.UPDATE_REVIEW}
    | {P.CCTV_SEE, P.SCHEME_SEE, P.LIGHTING_SEE}
    | {P.CRIME_SEE},
    # The second pair of eyes: reads the draft and approves what somebody else wrote.
    Role.CERTIFIER: _READS
    | {P.GRANT_SEE, P.FIGURE_SEE, P.FORECAST_SEE, P.UPDATE_DRAFT_SEE, P.UPDATE_REVIEW, P.UPDATE_APPROVE}
    | {P.DATA_REQUEST_SEE, P.ERASURE_RELEASE}
    | {P.BUDGET_SEE, P.BUYING_SEE, P.ORDER_APPROVE}
    | {P.BUDGET_MOVE_APPROVE, P.RETURN_CERTIFY}
    | {P.CCTV_SEE, P.SCHEME_SEE, P.LIGHTING_SEE}
    | {P.CRIME_SEE},
    # Downloads what is published and reads how lights and cameras stand; no row about a resident and no camera's place exists for it.
    Role.PARTNER_READER: _READS | {P.CCTV_SEE, P.SCHEME_SEE, P.LIGHTING_SEE},
    # Clears graffiti and dog fouling: sees what was passed on to the Focus Hub, and answers it.
    Role.ENFORCEMENT_OFFICER: _READS | {P.CONCERN_SEE, P.CONCERN_ANSWER},
    # Research contractor: published updates, recorded crime, and the pseudonymous extract.
    Role.EVALUATOR: _READS | {P.CRIME_SEE, P.EXTRACT_TAKE},
}


def roles_with(perm):
    """The roles that hold this right."""
    return [role for role, perms in ROLE_PERMS.items() if perm in perms]


def allow(perm):
    """Gate a project's view by one right and label it, so that a test can list every gate.

    The wrapped view takes `(request, project, ...)`; the address carries `<slug:slug>`. A project the person is not
    in does not exist for them (404); a right they lack is refused (403).
    """

    def gate(view):
        @wraps(view)
        def gated(request, slug, *args, **kwargs):
            from accounts.models import Project

            project = get_object_or_404(Project.objects.entered_by(request.user), slug=slug)
            if not request.user.can(perm, project):
                raise PermissionDenied
            request.project = project
            return view(request, project, *args, **kwargs)

        gated.needs = perm
        return gated

    return gate


def allow_in_any_project(perm):
    """Gate a view that stands above the projects by a right held in at least one of them."""

    def gate(view):
        @wraps(view)
        def gated(request, *args, **kwargs):
            if not request.user.can_anywhere(perm):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        gated.needs = perm
        return gated

    return gate


def signed_in(reason):
    """Label a view that every signed-in person may open, and say why."""

    def label(view):
        view.signed_in = reason
        return view

    return label


def open_page(reason):
    """Label a view that needs no sign-in, and say why."""

    def label(view):
        view.open_page = reason
        return login_not_required(view)

    return label
