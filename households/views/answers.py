"""How the doors of this room say what was refused, and its lists that stand beside each other."""

from accounts.permissions import Perm
from households.actions import ChangedMeanwhile
from saferstreets.common import answers

# The lists of the register, above each of them: (label, URL name, right).
PARTS = (
    ("Homes", "households:household_list", Perm.HOUSEHOLD_SEE),
    ("Enquiries", "households:enquiry_list", Perm.ENQUIRY_SEE),
    ("Referrals", "households:referral_list", Perm.REFERRAL_SEE),
    ("Landlords", "households:landlord_list", Perm.LANDLORD_SEE),
    ("Where sources disagree", "households:value_list", Perm.HOUSEHOLD_EDIT),
)


def parts(user, project, here):
    """The lists this person may open, as (label, URL name, whether it is the one shown)."""
    return answers.parts_of(PARTS, user, project, here)


def carried_out(form, action, **details):
    """The same, for a form that remembers what it showed: what somebody else has changed meanwhile is shown with the refusal."""

    def do(**said):
        try:
            action(**said)
        except ChangedMeanwhile as changed:
            form.show_again(changed.mark)
            raise

    return answers.carried_out(form, do, **details)
