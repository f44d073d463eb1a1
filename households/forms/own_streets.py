"""Reading which street is whose own."""

from django import forms

from accounts.models import Membership
from accounts.permissions import Perm, roles_with
from households.models import Street
from saferstreets.common.forms import HouseForm


class TakeOffForm(HouseForm):
    """Somebody else is sure."""

    submit_label = "Take it off"


class OwnStreetForm(HouseForm):
    """One street; for whoever keeps them, of one person."""

    submit_label = "Add the street"

    user = forms.ChoiceField(label="Whose street is it?")
    street = forms.ChoiceField(label="Street")

    def __init__(self, *args, project, user, keeps, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.of(project, roles_with(Perm.HOUSEHOLD_SEE))
        self.people = {
            str(one.user_id): one.user for one in members.select_related("user").order_by("user__name")
        }
        streets = Street.objects.filter(project=project).order_by("name", "town", "pk")
        self.streets = {str(street.pk): street for street in streets}
        self.fields["user"].choices = [(key, one.name) for key, one in self.people.items()]
        self.fields["street"].choices = [
            ("", "Choose a street"),
            *((key, str(street)) for key, street in self.streets.items()),
        ]
        self.initial.setdefault("user", str(user.pk))
        if not keeps:
            self.people = {str(user.pk): user}
            del self.fields["user"]
        self.me = user

    def clean(self):
        cleaned = super().clean()
        cleaned["user"] = self.people.get(cleaned.get("user"), self.me)
        cleaned["street"] = self.streets.get(cleaned.get("street"))
        return cleaned
