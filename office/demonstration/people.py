"""The demonstration's accounts: one for each role, invented, with addresses that reach nobody."""

from accounts.choices import Role

# Known to everybody who reads this: the accounts exist only where the demonstration is on.
PASSPHRASE = "lamps-locks-and-light"

# (e-mail address, name, role, what to try)
PEOPLE = (
    (
        "coordinator@demo.example",
        "Example Coordinator",
        Role.COORDINATOR,
        "runs the project (today, set-up, imports, the update)",
    ),
    ("assistant@demo.example", "Example Assistant One", Role.ASSISTANT, "knocks on doors, on a phone"),
    ("assistant2@demo.example", "Example Assistant Two", Role.ASSISTANT, "the second Assistant"),
    ("officer@demo.example", "Example Officer", Role.OFFICER, "walks the round beside the Assistant"),
    (
        "prevention@demo.example",
        "Example Crime Prevention Officer",
        Role.CRIME_PREVENTION_OFFICER,
        "surveys homes, specifies and approves locks, inspects",
    ),
    (
        "finance@demo.example",
        "Example Finance",
        Role.FINANCE,
        "sees the grant and the figures and pays invoices, never a home",
    ),
    (
        "certifier@demo.example",
        "Example Certifier",
        Role.CERTIFIER,
        "approves the update that somebody else wrote",
    ),
    (
        "reader@demo.example",
        "Example OPCC Reader",
        Role.PARTNER_READER,
        "reads what is issued, nothing about residents",
    ),
    (
        "works@demo.example",
        "Example Works Partner",
        Role.WORKS_PARTNER,
        "enters the progress of the street lighting, and sees no other scheme",
    ),
    ("fitter@demo.example", "Example Fitter", Role.FITTER, "reads what is issued"),
    (
        "enforcement@demo.example",
        "Example Enforcement Officer",
        Role.ENFORCEMENT_OFFICER,
        "reads what is issued",
    ),
    ("evaluator@demo.example", "Example Evaluator", Role.EVALUATOR, "reads what is issued"),
    (
        "school@demo.example",
        "Example School Office",
        Role.WORKS_PARTNER,
        "enters the progress of the school’s cameras, and sees no other scheme",
    ),
)
COORDINATOR = PEOPLE[0][0]
ASSISTANTS = (PEOPLE[1][0], PEOPLE[2][0])
OFFICER = PEOPLE[3][0]
PREVENTION = PEOPLE[4][0]
FINANCE = PEOPLE[5][0]
CERTIFIER = PEOPLE[6][0]
WORKS_PARTNER = PEOPLE[8][0]
SCHOOL = PEOPLE[12][0]
