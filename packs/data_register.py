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
describe("packs.PackContent", plain="id project specification position name quantity")
describe(
    "packs.Delivery",
    plain="id project street specification recorded_at withdrawn_at",
    personal={"household visit delivered_on again_reason": DELIVERY, "recorded_by": STAFF},
)
describe(
    "packs.Kit",
    plain="id project issued_on registered_on registered_how withdrawn_at",
    personal={"code household delivery": DELIVERY},
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
