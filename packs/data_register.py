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
