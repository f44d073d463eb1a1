"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

WORK = Personal(
    "gets the right work done at the right home",
    "security of a home, work done there",
    "12 months after the project ends",
    "coordinator, Assistants and Crime Prevention Officers",
)
GROUND = Personal(
    "says on which ground a home qualified and in which order it is served",
    "victim of crime, vulnerability (special category where health is meant)",
    "12 months after the project ends",
    "coordinator, Assistants and Crime Prevention Officers",
)
FITTER = Personal(
    "shows that whoever is let in was checked",
    "names and checks of fitters",
    "7 years after the project ends",
    "coordinator and Crime Prevention Officers",
)
LANDLORD = Personal(
    "proves a landlord's consent",
    "letters to and from landlords",
    "7 years after the project ends",
    "coordinator and Crime Prevention Officers",
)
COCOON = Personal(
    "sees that neighbours of a burgled home are visited in time",
    "which homes were visited after a burglary nearby",
    "12 months after the project ends",
    "coordinator and the roles at the door",
)
STAFF = Personal(
    "says who did it",
    "staff actions",
    "7 years after the project ends",
    "coordinator, Assistants and Crime Prevention Officers",
)

describe(
    "hardening.Measure",
    plain="id project name standard closes unit_cost_pence fit_minutes secured_by_design needs_drilling key_inside retired_on",
)
describe("hardening.FittingFirm", plain="id project body vat_percent", personal={"contact": FITTER})
describe("hardening.Fitter", plain="id project firm left_on", personal={"name id_number": FITTER})
describe(
    "hardening.Clearance",
    plain="id project firm fitter kind recorded_at",
    personal={"reference until_on": FITTER, "recorded_by": STAFF},
)
describe(
    "hardening.SecuritySurvey",
    plain="id project client_id stage recorded_at withdrawn_at",
    personal={
        "household visit answers windows interior doors external wide happened_on": WORK,
        "recorded_by": STAFF,
    },
)
describe(
    "hardening.Job",
    plain="id project street follows status due_on priority reserve inspect approved_on firm ordered_on days_to_fit fitted_pence closed_on paid_on ended_on",
    personal={
        "household referred_on referred_by agreed_on access_note fitted_on sign_off fit_note wide_before wide_after reason": WORK,
        "victim vulnerable other_reason": GROUND,
        "fitter": FITTER,
        "recorded_by approved_by": STAFF,
    },
)
describe(
    "hardening.Appointment",
    plain="id project window outcome reminded_on made_at",
    personal={"job on_day reason": WORK, "fitter": FITTER, "made_by": STAFF},
)
describe("hardening.JobPhoto", plain="id project stage", personal={"job document": WORK})
describe(
    "hardening.LandlordLetter",
    plain="id project routed sent_on reply_due_on reminded_on replied_on",
    personal={"landlord reply": LANDLORD, "made_by": STAFF},
)
describe(
    "hardening.JobLine",
    plain="id project measure place quantity unit_cost_pence fit_minutes key_inside letter fitted dropped_on",
    personal={
        "job household dropped_reason": WORK,
        "guarded override_reason": GROUND,
        "consent consent_on consent_document": LANDLORD,
        "overridden_by": STAFF,
    },
)
describe(
    "hardening.Inspection",
    plain="id project result recorded_at",
    personal={"job inspected_on findings survey": WORK, "inspected_by": STAFF},
)
describe(
    "hardening.Snag", plain="id project inspection found_on due_on mended_on", personal={"job what": WORK}
)
describe(
    "hardening.Cocoon", plain="id project made_on due_on", personal={"burglary": COCOON, "made_by": STAFF}
)
describe(
    "hardening.CocoonTask",
    plain="id project cocoon distance",
    personal={"household outcome done_on": COCOON, "done_by": STAFF},
)
describe(
    "hardening.DayLink",
    plain="id project on_day public_id expires_at revoked_at made_at",
    personal={"fitter": FITTER, "made_by": STAFF},
)
describe("hardening.LinkOpening", plain="id project link what opened_at", personal={"job": WORK})
describe(
    "hardening.Order",
    plain="id project firm line number placed_on net_pence vat_pence cancelled_on",
    personal={"job": WORK, "placed_by": STAFF},
)
describe(
    "hardening.OrderChange",
    plain="id project order kind net_pence vat_pence reference happened_on recorded_at",
    personal={"reason": WORK, "recorded_by": STAFF},
)
describe(
    "hardening.Invoice",
    plain="id project order firm number net_pence vat_pence received_on status paid_on",
    personal={"accepted_by paid_by": STAFF},
)
