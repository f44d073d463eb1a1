"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

DELIVERY = Personal(
    "proves delivery and prevents a second pack",
    "goods given to a household",
    "12 months after the project ends",
    "coordinator and the roles at the door",
)
STAFF = Personal(
    "says who handed it over",
    "staff actions",
    "7 years after the project ends",
    "coordinator and the roles at the door",
)

describe("packs.PackSpecification", plain="id project version from_on note")
describe("packs.PackContent", plain="id project specification position name quantity item")
describe(
    "packs.Delivery",
    plain="id project street specification recorded_at withdrawn_at",
    personal={"household visit delivered_on again_reason": DELIVERY, "recorded_by": STAFF},
)
KIT = Personal(
    "lets marked property be traced to its owner",
    "goods given to a household",
    "12 months after the project ends",
    "coordinator and the roles at the door",
)
OFFICER = Personal(
    "says which officer has a torch and what was found with it",
    "police staff actions",
    "7 years after the project ends",
    "coordinator, crime prevention officer, officers",
)
describe(
    "packs.Kit",
    plain="id project location received_on issued_on form_taken_on registered_on registered_how confirmed_on sticker_seen_on withdrawn_at",
    personal={"code household delivery": KIT},
)
describe(
    "packs.KitMove",
    plain="id project kit location recorded_at",
    personal={"household moved_on reason": KIT, "recorded_by": STAFF},
)
describe(
    "packs.KitClash",
    plain="id project recorded_at answer settled_at",
    personal={"kit household delivery": KIT, "settled_by": STAFF},
)
describe("packs.Item", plain="id project name kind lead_days")
HOLDER = Personal(
    "says who carries what",
    "staff actions",
    "7 years after the project ends",
    "coordinator and the roles at the door",
)
describe("packs.Location", plain="id project kind", personal={"holder name": HOLDER})
describe(
    "packs.Movement",
    plain="id project item from_location to_location quantity source key reverses happened_on recorded_at",
    personal={"recorded_by reason": HOLDER},
)
describe("packs.Balance", plain="id project item location lane guarded quantity")
describe(
    "packs.Assembly",
    plain="id project specification location quantity made_on key recorded_at undone_at",
    personal={"recorded_by undone_reason": HOLDER},
)
describe(
    "packs.Handover",
    plain="id project from_location to_location key given_on given_at taken_at recalled_at differs explained_at",
    personal={"given_by taken_by explained_by explanation": HOLDER},
)
describe("packs.HandoverLine", plain="id project handover item given taken")
describe(
    "packs.Stocktake",
    plain="id project location key counted_on first_at second_at",
    personal={"first_by second_by reason": HOLDER},
)
describe(
    "packs.StocktakeLine",
    plain="id project stocktake item first_count first_book second_count second_book",
)
describe(
    "packs.TorchIssue",
    plain="id project key issued_on trained_on returned_on recorded_at",
    personal={"collar_number station recorded_by": OFFICER},
)
describe(
    "packs.Find",
    plain="id project found_on traced_on returned_on recorded_at",
    personal={"what mark kit": KIT, "collar_number recorded_by": OFFICER},
)
describe(
    "packs.Sign",
    plain="id project street column_number permitted_on permission up_on down_on recorded_at",
    personal={"recorded_by": STAFF},
)
DAY = Personal(
    "shows that the bag adds up and that whoever was out alone came home",
    "staff actions",
    "12 months after the project ends",
    "coordinator and the person themselves",
)
describe(
    "packs.ClosedDay",
    plain="id project start taken_out delivered returned expected counted unsent",
    personal={"holder on_day explanation named safe_home closed_at": DAY},
)

BUYER = Personal(
    "says who bought, approved, received or paid",
    "staff actions",
    "7 years after the project ends",
    "roles that see buying",
)
TESTER = Personal(
    "says who tested a sample or allowed fewer quotes",
    "name or post of a member of staff",
    "7 years after the project ends",
    "roles that see buying",
)
describe("packs.QuoteRule", plain="id project from_pence quotes stated_in")
describe(
    "packs.Comparison",
    plain="id project item quantity needed_by note opened_on",
    personal={"opened_by": BUYER},
)
describe(
    "packs.Quote",
    plain="id project comparison supplier unit_net_pence carriage_net_pence vat_basis_points lead_days minimum_order quoted_on "
    "valid_until reference paper recorded_at",
    personal={"recorded_by": BUYER},
)
describe(
    "packs.SampleTest",
    plain="id project quote tested_on result words recorded_at",
    personal={"tested_by": TESTER, "recorded_by": BUYER},
)
describe(
    "packs.Decision",
    plain="id project comparison quote required received reason waiver_reason decided_on recorded_at",
    personal={"waived_by": TESTER, "decided_by": BUYER},
)
describe(
    "packs.PurchaseOrder",
    plain="id project number supplier budget_line decision without_quotes note status raised_on approved_on sent_on mailed_at "
    "paper ended_on ended_reason key",
    personal={"raised_by approved_by": BUYER, "sent_to": BUYER},
)
describe(
    "packs.OrderLine",
    plain="id project order position item description quantity unit_net_pence vat_basis_points net_pence vat_pence accepted damaged",
)
describe(
    "packs.Receipt",
    plain="id project order kind happened_on note recorded_at key",
    personal={"recorded_by": BUYER},
)
describe("packs.ReceiptLine", plain="id project receipt line good damaged")
describe(
    "packs.Invoice",
    plain="id project order kind reference invoiced_on net_pence vat_pence status paid_on recorded_at",
    personal={"paid_by recorded_by": BUYER},
)
