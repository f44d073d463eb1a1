"""Two projects with one of everything in each, and a person for every role of the first: what the rights matrix walks through."""

import datetime
import tempfile
import uuid

from django.urls import NoReverseMatch, reverse

from accounts import callers
from accounts.choices import Role
from accounts.models import Membership, Organisation, User
from evidence.actions import keep_document
from grants import actions as grants
from grants.choices import Section
from households.actions import outings as outing_actions
from households.actions import own_streets
from imports.actions import stage_batch
from office.trust import actions as trust
from outcomes.choices import Answerer
from reports import actions as reports
from saferstreets.common import clock
from tests.factories import buying, cctv, claims, delivery, deposited, hardening, lighting, outcomes, register
from tests.factories.accounts import MembershipFactory, ProjectFactory, lost_factor, member
from tests.factories.doorstep import deliver
from tests.factories.grants import make_asset, make_duty, make_line, promise_packs
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.imports import keep_decision
from tests.factories.packs import stock_of
from tests.factories.rounds import round_of
from tests.factories.told import told_by_street

D = datetime.date
LETTER = b"%PDF-1.4 letter"  # somebody else's paper, kept as it came
ISSUED_ONLY = {
    "reports:update",
    "reports:update_pdf",
    "reports:update_html",
    "reports:update_json",
    "reports:update_large",
    "reports:update_correct",
}
# Which record of the world a route's number is, by the beginning of the route's name.
RECORDS = {
    "households:round_": "round",
    "doorstep:round_": "round",
    "households:home_add": "street",
    "households:value_settle": "other_value",
    "doorstep:home_merge": "home",
    "doorstep:caller_": "caller_code",
    "households:outing_settle": "outing",
    "households:own_street_end": "own_street",
    "outcomes:survey": "survey",
    "outcomes:response": "response",
    "outcomes:draft": "questions_draft",
    "outcomes:crime_month": "crime_month",
    "outcomes:concern": "concern",
    "doorstep:phone_revoke": "device",
    "doorstep:inbox_": "letter",
    "doorstep:photo": "photo",
    "office:street": "street",
    "office:home": "home",
    "office:request": "data_request",
    "office:setup_deliverable": "deliverable",
    "office:setup_member_end": "membership",
    "office:setup_member_leave": "membership",
    "office:setup_lost_factor": "lost_factor",
    "doorstep:visit_saved": "visit",
    "doorstep:visit_withdraw": "visit",
    "doorstep:visit_": "home",
    "households:resident_add": "home",
    "households:resident": "resident",
    "households:consent_add": "resident",
    "households:home_": "home",
    "households:kept_back": "home",
    "households:vulnerability_add": "home",
    "households:vulnerability_": "vulnerability",
    "households:caution_add": "home",
    "households:caution_lift": "caution",
    "households:landlord": "landlord",
    "households:enquiry": "enquiry",
    "households:referral_add": "home",
    "households:referral": "referral",
    "grants:deliverable": "deliverable",
    "grants:target": "deliverable",
    "grants:milestone": "milestone",
    "grants:training": "training",
    "grants:budget_line": "budget_line",
    "grants:entry_new": "budget_line",
    "grants:entry": "entry",
    "grants:change": "change",
    "grants:return_leave": "return_line",
    "grants:return_version": "submission",
    "grants:return_workbook": "submission",
    "grants:return_bundle": "submission",
    "grants:return": "return",
    "grants:risk": "risk",
    "grants:asset_": "asset",
    "grants:activity_hold": "activity",
    "grants:agreement": "agreement",
    "grants:condition": "condition",
    "grants:sub_grant": "sub_grant",
    "grants:movement": "sub_grant_movement",
    "grants:partner_return": "partner_return",
    "grants:match": "contribution",
    "grants:reserve": "reserve",
    "grants:alert": "alert",
    "grants:pair": "pair",
    "grants:spend_batch": "spend_batch",
    "grants:spend_merge": "spend_batch",
    "grants:spend_map": "spend_batch",
    "grants:spend": "spend",
    "grants:body": "body",
    "grants:entry_": "entry",
    "grants:duty": "duty",
    "packs:item": "item",
    "packs:location": "store",
    "packs:stocktake_new": "store",
    "packs:stocktake": "stocktake",
    "packs:uncovered_settle": "uncovered",
    "packs:movement": "movement",
    "packs:handover": "handover",
    "packs:assembly": "assembly",
    "packs:kit": "kit",
    "packs:clash": "clash",
    "packs:torch": "torch",
    "packs:find": "find",
    "packs:sign": "sign",
    "packs:comparison": "comparison",
    "packs:sample_add": "quote",
    "packs:order": "order",
    "packs:invoice_pay": "invoice",
    "imports:batch": "batch",
    "imports:row": "batch",
    "imports:decision": "decision",
    "reports:update": "draft",
    "reports:street_card": "told_street",
    "hardening:home_": "home",
    "hardening:survey_record": "home",
    "hardening:survey": "security_survey",
    "hardening:landlord_": "landlord",
    "hardening:job": "job",
    "hardening:letter": "landlord_letter",
    "hardening:line_": "job_line",
    "hardening:appointment": "appointment",
    "hardening:link": "day_link",
    "hardening:photo": "job_photo",
    "hardening:firm": "firm",
    "hardening:fitter": "fitter",
    "hardening:measure": "measure",
    "hardening:cocoon": "cocoon",
    "hardening:door": "cocoon_task",
    "hardening:invoice": "fitting_invoice",
    "cctv:camera_changes": "camera_batch",
    "cctv:camera_list": "cctv_scheme",
    "cctv:camera_add": "cctv_scheme",
    "cctv:camera_live": "cctv_scheme",
    "cctv:camera": "camera",
    "cctv:paper_add": "cctv_scheme",
    "cctv:paper": "cctv_paper",
    "cctv:partner_end": "cctv_partner",
    "cctv:item_file": "cctv_item",
    "cctv:request_answer": "image_request",
    "cctv:": "cctv_scheme",
    "lighting:scheme": "lighting_scheme",
    "lighting:column": "lamp_column",
    "lighting:gate": "lighting_gate",
    "lighting:evidence": "night_evidence",
    "lighting:partner": "scheme_partner",
}


class World:
    """Made once a test by `make()`."""

    @classmethod
    def make(cls):
        """Own project, other project, a person for each role on the own one, and one person in both with two roles."""
        world = cls()
        world.project, world.other = ProjectFactory(slug="own"), ProjectFactory(slug="other")
        world.records = {project.pk: _one_of_everything(project) for project in (world.project, world.other)}
        world.people = {role: member(world.project, role) for role in Role}
        for project in (world.project, world.other):
            walker = (
                world.people[Role.ASSISTANT] if project == world.project else member(project, Role.ASSISTANT)
            )
            world.records[project.pk]["round"] = _round_of_today(project, walker)
        cctv.partner(world.records[world.project.pk]["cctv_scheme"], world.people[Role.WORKS_PARTNER])
        own = world.records[world.project.pk]["lighting_scheme"]
        lighting.partner_of(own, member(world.project), world.people[Role.WORKS_PARTNER])
        world.both = member(world.project)
        MembershipFactory(project=world.other, user=world.both, role=Role.PARTNER_READER)
        return world

    def key(self, name, project, role=None):
        """The URL arguments of route `name` on this project; with a role, of the record that is this role's."""
        records = self.records[project.pk]
        theirs = records["concerns_of"].get(role)
        return {
            "slug": project.slug,
            **self._record(name, {**records, "concern": theirs or records["concern"]}),
        }

    def _record(self, name, records):
        if name == "evidence:document":
            return {"public_id": records["document"].public_id}
        if name == "reports:figure":
            return {"figure_id": "P01"}
        if name == "grants:return_note":
            return {"pk": records["return"].pk, "line": records["budget_line"].pk}
        if name in ("cctv:stage_record", "cctv:item_state"):
            more = {"stage": "installed"} if name == "cctv:stage_record" else {"key": "review"}
            return {"pk": records["cctv_scheme"].pk, **more}
        if name in ("outcomes:draft_question", "outcomes:draft_move", "outcomes:draft_remove"):
            return {"pk": records["questions_draft"].pk, "number": 1}
        if name.startswith("doorstep:survey_"):
            return _survey_key(name, records)
        if name == "reports:update_photograph_drop":
            return {"pk": records["draft"].pk, "photograph": records["update_photograph"].pk}
        if name in ISSUED_ONLY:
            return {"pk": records["issued"].pk}
        try:
            reverse(name, kwargs={"slug": "own"})
        except NoReverseMatch:
            return {
                "pk": records[next(record for route, record in RECORDS.items() if name.startswith(route))].pk
            }
        return {}


def _survey_key(name, records):
    """A questionnaire at the home; nothing has been begun, so its pages lead to the start."""
    begun = {"draft": uuid.UUID(int=1), "number": 1}
    wanted = {"survey_start": (), "survey_page": ("draft", "number"), "survey_check": ("draft",)}
    found = {key: begun[key] for key in wanted[name.removeprefix("doorstep:")]}
    return {"pk": records["home"].pk, "key": "concerns", **found}


def _one_of_everything(project):
    writer, approver = member(project), member(project, Role.CERTIFIER)
    street = StreetFactory(project=project)
    home = HouseholdFactory(street=street)
    milestone = grants.add_milestone(
        project=project, section=Section.LIGHTING, title="Lights on", stated_on=D(2021, 9, 6), by=writer
    )
    post = grants.add_post(project=project, title="Assistant", by=writer)
    issued = reports.draft_update(
        project=project, starts_on=project.starts_on, as_at=D(2021, 9, 30), by=writer
    )
    reports.submit_update(update_id=issued.pk, by=writer)
    reports.review_update(update_id=issued.pk, note="Read", by=User.objects.get(pk=approver.pk))
    reports.issue_update(update_id=issued.pk, by=User.objects.get(pk=approver.pk))
    draft = reports.draft_update(project=project, starts_on=D(2021, 10, 1), as_at=D(2021, 10, 31), by=writer)
    return {
        "street": street,
        "home": home,
        "data_request": trust.enter_request(project=project, kind="access", household=home, by=writer),
        "other_value": register.other_value(home, writer),
        **_people_of(home, writer),
        **deposited.from_a_phone(home, writer),
        "own_street": own_streets.name_own_street(
            project=project, user=writer, street=StreetFactory(project=project), by=writer
        ),
        "outing": outing_actions.start_outing(project=project, minutes=60, by=writer),
        "caller_code": callers.issue_code(
            project=project,
            user=writer,
            printed_name="A",
            post="Assistant",
            body="Council",
            days=9,
            by=writer,
        ),
        **hardening.one_of_everything(project),
        **cctv.one_of_everything(project, writer),
        **lighting.one_of_everything(project, writer),
        **_survey_of(home, writer),
        "visit": deliver(home, writer, kit_code=f"K{project.pk}"),
        **stock_of(home, writer),
        "deliverable": promise_packs(project, writer),
        "milestone": milestone,
        "budget_line": make_line(project, writer),
        **claims.returns_of(project),
        "entry": make_line(project, writer, title="Entered by mistake").entries.get(),
        "duty": make_duty(project, writer),
        "training": grants.add_training(post=post, given_by="Coordinator", by=writer),
        "membership": Membership.objects.get(project=project, user=approver),
        "lost_factor": lost_factor(project, approver),
        **_bought(project, writer),
        **delivery.one_of_each(project, writer),
        "spend_batch": _spending(project, writer),
        "asset": make_asset(project, writer),
        "body": Organisation.objects.get_or_create(name="A body of all projects")[0],
        "document": keep_document(project=project, title="Letter", content=LETTER, by=writer),
        "batch": _staged(project, writer),
        "decision": keep_decision(project, by=writer),
        "told_street": told_by_street(street, writer),
        "issued": issued,
        "draft": draft,
        "update_photograph": reports.add_photograph(
            update_id=draft.pk, section="packs", content=cctv.photograph(), alt="A pack", by=writer
        ),
    }


def _people_of(home, by):
    """A resident, a note, a caution, a landlord, somebody who asked, and a referral."""
    return {
        "resident": register.make_resident(home, by),
        "vulnerability": register.note_vulnerability(home, by),
        "caution": register.caution(home, by),
        "landlord": register.landlord(home.project, by),
        "enquiry": register.enquiry(home.project),
        "referral": register.referral(home, by),
    }


def _survey_of(home, by):
    """A questionnaire, one response, one in the making, a month of crime and a concern."""
    survey = outcomes.concerns(home.project, by)

    def concern(answerer):
        return outcomes.passed(outcomes.concern(home.project, by, street=home.street), by, to=answerer)

    return {
        "survey": survey,
        "response": outcomes.response(survey, home, by, answers={"safe_home": 4}),
        "questions_draft": outcomes.draft(home.project, by),
        "crime_month": outcomes.crime_month(home.project, by),
        "concern": concern(Answerer.ENFORCEMENT),
        "concerns_of": {Role.OFFICER: concern(Answerer.PCSO), Role.WORKS_PARTNER: concern(Answerer.COUNTY)},
    }


def _bought(project, by):
    """A comparison with a quote, an order on its way, and its invoice."""
    comparison = buying.compare(project, by)
    order = buying.raised(project, by)
    buying.approve(order)
    buying.send(order, by)
    return {
        "comparison": comparison,
        "quote": buying.quote(comparison, by),
        "order": order,
        "invoice": buying.bill(order, by, 1_00, 20),
    }


def _round_of_today(project, walker):
    """Of today, so that an officer walking along sees it too."""
    home = HouseholdFactory(street=StreetFactory(project=project))
    return round_of([home], walked_by=walker, on_day=clock.today())


def _staged(project, by):
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(b"number,street,postcode\n9001,Clay Street,ZZ14 1AB\n")
        file.flush()
        return stage_batch(project=project, kind="addresses", path=file.name, file_name="list.csv", by=by)


def _spending(project, by):
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(b"Paid Date,Amount,Supplier Name\n06/09/2021,12.50,Example Supplies\n")
        file.flush()
        return stage_batch(project=project, kind="spend", path=file.name, file_name="spend.csv", by=by)
