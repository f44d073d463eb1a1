"""How the doors of this room read what was sent, and say what was refused."""

from accounts.permissions import Perm
from households.actions import ChangedMeanwhile
from saferstreets.common.workflow import Refused

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
    return [(label, name, name == here) for label, name, right in PARTS if user.can(right, project)]


def posted(request):
    """What a form reads: the sent answers, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def carried_out(form, action, **details):
    """Do `action` with the cleaned answers; a refusal is shown in the form. True when it was done."""
    if not form.is_valid():
        return False
    try:
        action(**form.cleaned_data, **details)
    except ChangedMeanwhile as changed:
        form.show_again(changed.mark)
        form.add_error(None, str(changed))
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
