from django.db import migrations

from saferstreets.common.triggers import append_only, refuse_insert

OUTSIDE = (
    "NEW.kind IN ('commitment', 'accrual') AND NEW.net_pence + NEW.vat_pence > 0 AND NOT EXISTS (SELECT 1 FROM accounts_project p "
    "WHERE p.id = NEW.project_id AND NEW.happened_on BETWEEN p.starts_on AND p.ends_on)"
)


class Migration(migrations.Migration):
    """An entry of the money ledger stands for ever, and spending lies inside the grant."""

    dependencies = [("grants", "0003_the_money_ledger")]
    operations = [
        append_only("grants_entry", message="an entry is never changed; post the opposite with a reason"),
        refuse_insert(
            "grants_entry", when=OUTSIDE, message="the day is outside the grant", name="grants_entry_inside"
        ),
    ]
