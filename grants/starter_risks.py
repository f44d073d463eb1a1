"""The usual risks of a Safer Streets project, from what published evaluations and projects report. The ratings are a first guess to be
changed by whoever knows the project; the owner is a post."""

from grants.delivery_choices import RiskCategory as C

COORDINATOR, FINANCE, CPO, ASSISTANTS = (
    "Safer Streets Co-ordinator", "Finance lead", "Crime Prevention Officer", "Safer Streets Assistants",
)  # fmt: skip
FIRST_GUESS = {"pre_impact": 4, "pre_likelihood": 2, "post_impact": 3, "post_likelihood": 2, "proximity": 3}

# (title, category, what may happen and what then, what is done about it, owner, ratings that differ from the first guess)
_ROWS: tuple = (
    ("Staff start late", C.PEOPLE, "Assistants begin late, and the weeks at the door are lost.", "Recruit before the award; PCSOs begin the rounds.", COORDINATOR, {}),
    ("Supplier delivers after 31 March", C.SUPPLY, "Goods come after the end of the grant and cannot be paid from it.", "Last safe order date on every line; a second supplier quoted.", COORDINATOR, {"pre_impact": 5, "post_impact": 4}),
    ("Fewer homes take a pack than planned", C.UPTAKE, "The target is missed and packs are left over.", "Three tries at different times of day; evening and Saturday rounds; the forecast each week.", COORDINATOR, {"pre_likelihood": 3}),
    ("Residents refuse", C.UPTAKE, "About one home in ten refuses a free kit at the door.", "Promotional leaflet and social media before the round; offers are separate.", ASSISTANTS, {"post_impact": 2}),
    ("Landlords do not answer", C.PROPERTY, "Fixed locks of rented homes wait, and half the area is rented.", "One letter for all homes of a landlord; portable items go now; chase dates.", CPO, {"pre_likelihood": 3, "post_likelihood": 3}),
    ("Rented homes are left out by accident", C.UPTAKE, "Money drifts to owner-occupiers, who are better protected already.", "Results by tenure are looked at each month.", COORDINATOR, {}),
    ("A fitter’s vetting or check lapses", C.PEOPLE, "Appointments fall out, or somebody unchecked is in a home.", "No order or appointment past a check; reminders before.", CPO, {"pre_impact": 5, "post_likelihood": 1}),
    ("Kits stay unregistered", C.UPTAKE, "A kit that is not registered protects by its sticker only.", "Register at the door; chase list after ten days.", ASSISTANTS, {"pre_likelihood": 3}),
    ("Lighting works slip past the year end", C.SUPPLY, "Works that are not done by 31 March cannot be claimed.", "Forecast dates with the delay’s factor; claim what is energised.", "County lighting engineer", {"pre_impact": 5, "pre_likelihood": 3, "post_impact": 5}),
    ("Ecology, supply or wayleave hold up the park", C.PROPERTY, "The park’s own gates stop the works.", "Gates asked for first, each with a date.", "County lighting engineer", {"pre_likelihood": 3}),
    ("A partner does not report", C.PARTNER, "Spending cannot be claimed without the partner’s return.", "Returns with due dates, reminders on record.", FINANCE, {}),
    ("An underspend is found in February", C.MONEY, "Money goes back to the fund.", "Underspend radar each week; the fund is told early.", FINANCE, {"pre_impact": 5, "pre_likelihood": 3}),
    ("More money is offered and nothing is ready", C.MONEY, "A top-up is lost for want of a costed list.", "Reserve list, ranked and costed.", COORDINATOR, {"pre_impact": 3, "post_impact": 2}),
    ("The follow-up survey comes before works finish", C.EVALUATION, "The survey cannot show an effect that is not there yet.", "Waves are set by completion dates; dose dates per street.", COORDINATOR, {"pre_likelihood": 3}),
    ("The counting of crime changes", C.EVALUATION, "A change of definition looks like an effect.", "Breaks are marked in every chart.", COORDINATOR, {"pre_impact": 3, "post_impact": 2}),
    ("Bogus callers use the scheme", C.SAFETY, "Somebody gains entry in our name.", "Caller codes and a public page to check them; identity cards.", COORDINATOR, {"pre_impact": 6, "pre_likelihood": 1, "post_impact": 5, "post_likelihood": 1}),
    ("An Assistant is alone after dark", C.SAFETY, "Somebody is hurt and nobody knows.", "Check-in timer; no lone rounds after dark.", COORDINATOR, {"pre_impact": 6, "post_impact": 5, "post_likelihood": 1}),
    ("A device with personal data is lost", C.DATA, "Residents’ data is in strange hands.", "Encrypted, little on the device, reported lost at once.", COORDINATOR, {"pre_impact": 5, "post_impact": 3, "post_likelihood": 1}),
    ("A council ends before its assets are handed over", C.GOVERNANCE, "Nobody is left who promised to look after them.", "Successors on record; duties follow.", COORDINATOR, {"pre_likelihood": 3, "post_likelihood": 1, "proximity": 1}),
)  # fmt: skip

STARTER = tuple(
    {
        "title": title, "category": category, "description": description, "mitigations": mitigations, "owner": owner,
        **FIRST_GUESS, **ratings,
    }
    for title, category, description, mitigations, owner, ratings in _ROWS
)  # fmt: skip
