"""What the published page of the West Cumbria Community Safety Partnership states about SSF2 Workington, and nothing else.

Source: "Safer Streets Funding Community Safety Partnership (SSF2) - updated September 2021". Three dates need a reading:

AWARDED: the day the OPCC was told (3 June 2021); the proposals it accepts are dated with it, as the paper dates them no closer.
STATED: the page says "September 2021" and speaks of 6 September as ahead, so 6 September is the last day it can be from.
What it reports as done is "known done by" that day; no other day is claimed.
"""

import datetime

from grants.choices import AgreementKind, Section
from grants.delivery_choices import ActivityKind

AWARDED = datetime.date(2021, 6, 3)
STATED = datetime.date(2021, 9, 6)
ASSISTANTS_START = datetime.date(2021, 9, 6)
GRANT_YEAR_ENDS = datetime.date(2022, 3, 31)
COUNCILS_END = datetime.date(2023, 3, 31)
CUMBERLAND_BEGINS = datetime.date(2023, 4, 1)
IN_PROPOSALS = "SSF2 Proposals for Workington"
IN_UPDATE = "Partnership update, September 2021"

OPCC = "Office of the Police and Crime Commissioner for Cumbria"
CONSTABULARY = "Cumbria Constabulary"
COUNTY = "Cumbria County Council"
ALLERDALE = "Allerdale Borough Council"
COPELAND = "Copeland Borough Council"
CUMBERLAND = "Cumberland Council"
SCHOOL = "St Michael’s Nursery & Infants School"
FUNDER = "Home Office (Safer Streets Fund)"
TOWN_COUNCIL = "Workington Town Council"

# (name, aliases in the papers). The school is written in four ways and is one school.
BODIES = (
    (
        OPCC,
        (
            "OPCC",
            "Cumbria OPCC",
            "Police and Crime Commissioner (OPCC)",
            "Office of the Police & Crime Commissioner (OPCC)",
        ),
    ),
    (CONSTABULARY, ("Constabulary",)),
    (FUNDER, ("Safer Streets Fund",)),
    (
        SCHOOL,
        (
            "St Michael’s Nursery and Infants School",
            "St Michael’s Nursery and Infant School",
            "St Michael’s Infant School",
        ),
    ),
    (TOWN_COUNCIL, ("Town Council",)),
    ("West Cumbria Community Safety Partnership", ("West Cumbria CSP", "CSP")),
    ("Cumbria Fire and Rescue", ()),
)
# Councils that Cumberland Council replaced for this area on 1 April 2023.
REPLACED_COUNCILS = (COUNTY, ALLERDALE, COPELAND)

PROJECT = {
    "slug": "workington",
    "name": "Safer Streets Workington",
    "round": "Safer Streets Fund round 2 (SSF2)",
    "award_pence": 311_358_00,
    "awarded_on": AWARDED,
    "starts_on": AWARDED,
    "ends_on": GRANT_YEAR_ENDS,
    "streets_locked": True,
    "demonstration": True,
    "purpose": (
        "Residential burglary in St Michael’s Central and St Michael’s South in Workington: 3,465 residents and 2,000 dwellings, "
        "predominantly terraced homes, 50% owner occupied. We planned to lower the burglary rate and to achieve the secondary benefit "
        "of reducing instances of anti-social behaviour, thus improving the perception of safety within the community."
    ),
    "note": (
        "The OPCC submitted two Cumbrian bids to SSF2. The secondary bid, for Whitehaven, met the pass grade but the funding had been "
        "exhausted: it was not awarded and is no part of this project."
    ),
}

AREA_NOTE = (
    "The paper names the area, not its codes. Both codes together were inferred from population; which of the two is Central and "
    "which is South is not known, so each area carries both."
)
AREAS = ("St Michael’s Central", "St Michael’s South")
LSOAS = ("E01019120", "E01019121")
TOWN = "Workington"
LIGHTING_STREETS = (
    "Lonsdale Street", "Clay Street", "Milburn Street", "Harcourt Street", "Fletcher Street", "York Street", "Gladstone Street",
)  # fmt: skip

FOCUS_HUB = "Allerdale Local Focus Hub, Workington"
TRAINING_GIVEN_BY = (
    "Safer Streets Coordinator",
    "Crime Prevention Officers",
    "PCSOs",
    "Allerdale Local Focus Hub manager",
)
CO_ORDINATOR = {"title": "Safer Streets Co-ordinator", "base": "OPCC", "filled": True}
ASSISTANT = {
    "title": "Safer Streets Assistant",
    "base": FOCUS_HUB,
    "filled": True,
    "starts_on": ASSISTANTS_START,
    "duties": (
        "Delivers the Safer Homes Packs directly to residents and helps them to register their property marking kits; educates residents "
        "on keeping their properties safe; identifies those with vulnerabilities by conducting crime prevention surveys."
    ),
}

# (body, kind, when agreed, what for). The paper calls two of them grant agreements and leaves the others open.
AGREEMENTS = (
    (FUNDER, AgreementKind.EITHER, "", "The award of £311,358"),
    (CONSTABULARY, AgreementKind.EITHER, "", ""),
    (COUNTY, AgreementKind.GRANT_AGREEMENT, "", "Street lighting and public realm lighting"),
    (ALLERDALE, AgreementKind.EITHER, "", ""),
    (
        SCHOOL,
        AgreementKind.GRANT_AGREEMENT,
        "June 2021",
        "CCTV at the school, which buys it with the funding transferred",
    ),
)

# (title, section, figure, unit, promise, targets as (value, stated on, stated in)). A target without approval stays without.
DELIVERABLES = (
    (
        "Safer Homes Packs", Section.PACKS, "P02", "homes",
        "Provide Safer Homes Packs to protect 1,300 homes and their possessions. The packs will contain property marking kits with property "
        "registration and supporting signage, light timers, simulated TVs, crime prevention leaflets and information about support "
        "services available i.e. financial, housing, dedicated women’s services, victim support, drug and alcohol misuse services, mental "
        "health and wellbeing.",
        ((1300, AWARDED, IN_PROPOSALS),),
    ),
    (
        "Ultraviolet torches for officers", Section.TORCHES, "P12", "torches",
        "To enhance the value of the property marking kits, the project will issue 100 Ultraviolet Torches to police officers deployed from "
        "Workington Station.",
        ((100, AWARDED, IN_PROPOSALS),),
    ),
    (
        "Target hardening", Section.HARDENING, "H01", "homes",
        "Provide target hardening intervention to 150 homes across the area focusing on households already recorded as victims of burglary "
        "and those identified with vulnerabilities that will benefit from additional target hardening measures.",
        ((150, AWARDED, IN_PROPOSALS), (100, STATED, IN_UPDATE)),
    ),
    (
        "Street lighting", Section.LIGHTING, "", "scheme",
        "Upgrade street lighting in the areas defined between Lonsdale Street, Clay Street, Milburn Street, Harcourt Street, Fletcher "
        "Street, York Street and Gladstone Street. Upgrading of the present street lighting scheme in hot spot locations for burglary "
        "offences will improve natural surveillance opportunities and enhance casual supervision which will act as a deterrent to offenders "
        "as they are more likely to be noticed.",
        (),
    ),
    (
        "Lighting in Vulcan Park", Section.LIGHTING, "", "scheme",
        "Introduce a public realm lighting scheme in Vulcan Park along the route between Park Lane and Fleet Street. This will promote "
        "legitimate activity and enhance patrolling options to the police. The park is highlighted as a repeat location for ASB and a place "
        "where activity can take place unseen as there is no lighting. It has six designated access points. This project will complement work "
        "being carried out by Workington Town Council. The Town Council has purchased a derelict day care centre building in the park and is "
        "set to refurbish it for use as a community centre and offices for its staff. A further building (the Old Man’s Shelter) next to the "
        "day care centre is also to be repaired to become office space. The two buildings will be installed with external CCTV: that is the "
        "Town Council’s own work and no part of this grant. Both the street lighting and the CCTV will work in conjunction to improve public "
        "assurance, safeguard those using the renovated buildings, encourage legitimate use of the park, and enhance surveillance and patrol "
        "opportunities.",
        (),
    ),
    (
        "CCTV at the school", Section.CCTV, "", "school",
        "Install CCTV at St Michael’s Nursery & Infants School. The school is in a socially disadvantaged area adjacent to the burglary crime "
        "hotspots. The school has experienced several intrusions to the grounds by persons suffering from substance misuse which have triggered "
        "the school ‘lockdown’ procedures requiring police calls for service. The church grounds behind the school have also been identified "
        "as a persistent location for drug related activity which undermines the overall safety and security of not only the school but the "
        "surrounding streets. The school is situated on the main route from the town centre to the train station which is not currently covered "
        "by CCTV. Providing a comprehensive, "
        "professionally installed CCTV scheme will enable observation of the exterior spaces and will help to deter intrusion, preventing "
        "distressing disruptions to school activities. It will also increase surveillance opportunities for the local policing team and "
        "provide valuable evidence and intelligence.",
        ((1, AWARDED, IN_PROPOSALS),),
    ),
)  # fmt: skip

BY_SEPTEMBER = "by September 2021"
AHEAD = {}
AUTUMN = {"due_on": datetime.date(2021, 11, 30), "due_words": "October/November"}
DONE = {"done_on": STATED, "done_words": BY_SEPTEMBER}
IN_JUNE = {"done_on": datetime.date(2021, 6, 30), "done_words": "in June"}
SHORTLY_AFTER = {"done_on": STATED, "done_words": "shortly after June"}

MILESTONES = (
    (Section.PEOPLE, "Project co-ordinator in place, based at the OPCC", DONE),
    (Section.PEOPLE, "Safer Streets Assistants recruited, with a start date of 6 September", DONE),
    (
        Section.PACKS,
        "Contents of the Safer Homes Packs discussed with the Crime Prevention Officers and finalised",
        DONE,
    ),
    (
        Section.PACKS,
        "Quotations received from several suppliers to ensure value for money and compliance with Commercial regulations",
        DONE,
    ),
    (Section.PACKS, "Sample goods tested and the final decisions about purchasing made", DONE),
    (Section.PACKS, "Crime prevention leaflet designed and printed, ready for inclusion in the packs", DONE),
    (
        Section.TORCHES,
        "One hundred UV torches ordered, to be used by officers deployed from Workington police station",
        DONE,
    ),
    (
        Section.TORCHES,
        "Training video for officers about the benefits and most effective use of the UV torches, by the Crime Prevention Officer",
        AHEAD,
    ),
    (
        Section.HARDENING,
        "Local fitters identified to provide target hardening intervention to 100 homes across the area",
        DONE,
    ),
    (
        Section.HARDENING,
        "Meetings held with the fitters and Crime Prevention Officers on the specification of the work and the time constraints",
        DONE,
    ),
    (Section.HARDENING, "Fitters all Constabulary vetted and DBS checked", DONE),
    (
        Section.HARDENING,
        "Fitters on the Constabulary procurement system, allowing orders to be placed when ready",
        DONE,
    ),
    (Section.LIGHTING, "Grant agreement in place with Cumbria County Council", DONE),
    (Section.LIGHTING, "Work to improve street lighting to commence", AUTUMN),
    (Section.LIGHTING, "Work on public realm lighting in Vulcan Park to commence", AUTUMN),
    (Section.CCTV, "Grant agreement with the school put in place", IN_JUNE),
    (Section.CCTV, "Funding transferred to the school", SHORTLY_AFTER),
    (Section.CCTV, "CCTV system purchased and installed by the school", DONE),
    (Section.ENGAGEMENT, "Brief survey developed to understand the concerns of residents", DONE),
    (
        Section.ENGAGEMENT,
        "Promotional leaflet for residents, by the Safer Streets Assistants, to explain the project and its benefits",
        AHEAD,
    ),
)

ACTIVITIES = {
    "Promotion via social media (PCC, Constabulary and council accounts), encouraging residents and landlords to contact Safer Streets for "
    "a free survey and advice and potentially free security products": ActivityKind.SOCIAL_MEDIA,
    "Community engagement opportunities, to be developed and facilitated by the Safer Streets Assistants": ActivityKind.EVENT,
    "Potential further engagement opportunities with the school, to be explored": ActivityKind.SCHOOL,
}

PACK_CONTENTS = (
    "SelectaDNA home property marking kits and associated signage",
    "Dusk to dawn timer sockets",
    "24-hour timer sockets",
    "Credit card defenders",
    "Plug in simulated TVs",
    "Key ring (to encourage the use of window locks)",
    "Security advice leaflets",
    "Pens",
    "Tote bags",
)
PACK_NOTE = "The proposals also named information about support services; the final list does not name it. The paper gives no quantities."
