"""What the sustainability page says: what lasts, for how long it should, who looks after it, and how long the papers are kept."""

from django.conf import settings

from grants import lasting
from grants.choices import Section
from grants.models import Asset, Duty


def sustainability(project, day, year):
    """Everything the page prints, in the order of the update. A fixed number of queries.

    Rows: dicts of label, assets (how many in use) and duties: dicts of duty, holder, life, later, status, label.
    """
    assets = {}
    for asset in Asset.objects.filter(project=project, disposed_on=None).order_by("id"):
        assets.setdefault(asset.section, []).append(asset)
    duties, due = {}, 0
    for duty in Duty.objects.filter(project=project).for_list():
        status, label = lasting.review_status(duty.next_review_on, duty.until_on, day)
        due += status == "late"
        duties.setdefault(duty.section, []).append(
            {
                "duty": duty, "holder": duty.holder_name(day), "status": status, "label": label,
                "life": lasting.life_words(duty.least_years, duty.most_years), "later": lasting.holder_in(duty, year),
            }
        )  # fmt: skip
    parts = [
        {"label": section.label, "assets": len(assets.get(section, ())), "duties": duties.get(section, [])}
        for section in Section
        if section in assets or section in duties
    ]
    return {
        "parts": parts,
        "due": due,
        "year": year,
        "day": day,
        "kept_until": records_until(project.ends_on),
    }


def records_until(ends_on):
    """The last day on which the grant's records are kept: so many years from the end of funding, apart from residents' data."""
    return lasting.years_after(ends_on, settings.GRANT_RECORDS_YEARS)
