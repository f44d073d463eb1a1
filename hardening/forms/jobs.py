"""Reading what is entered about a job."""

from django import forms

from hardening.choices import CocoonOutcome, OrderChangeKind, Place, ReferredBy, SignOff, Window
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField, end_with
from saferstreets.common.money import pounds


def reason_field(label="Why?", **more):
    return forms.CharField(label=label, max_length=200, widget=forms.Textarea(attrs={"rows": 3}), **more)


class _Chosen(forms.ModelChoiceField):
    """A record of this project, by radio button."""

    widget = forms.RadioSelect

    def __init__(self, label, name=str, **more):
        self.name = name
        super().__init__(None, label=label, empty_label=None, **more)

    def label_from_instance(self, obj):
        return self.name(obj)


class ReferForm(HouseForm):
    """Putting a home on the list."""

    submit_label = "Put this home on the list"

    referred_by = forms.ChoiceField(
        label="Who asked for it?", choices=ReferredBy.choices, widget=forms.RadioSelect
    )
    agreed_on = DateParts(
        label="When did those who live there agree?", latest=clock.today, subject="The day they agreed"
    )
    other_reason = forms.CharField(
        label="Another reason why it should be helped",
        help_text="Only for a home with neither a burglary on record nor a noted vulnerability. Name nobody",
        required=False,
        max_length=200,
    )
    access_note = forms.CharField(
        label="How to get in",
        help_text="Read by the fitter: a back gate, a bell that does not work. Never why the work is done, nor who lives there",
        required=False,
        max_length=200,
    )
    domestic_abuse = forms.BooleanField(
        label="Domestic abuse is or may be behind it",
        help_text="Then refer, do not fit: nothing is written down here",
        required=False,
    )


class ReasonForm(HouseForm):
    """A move that needs a word."""

    reason = reason_field()


class ReserveForm(HouseForm):
    """Into the reserve list, or out of it."""

    reserve = forms.TypedChoiceField(
        label="Where should it stand?",
        choices=[("1", "On the reserve list, until money is found"), ("0", "On the waiting list")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class AgreeForm(HouseForm):
    """Whoever lives there now agrees."""

    submit_label = "Save this"

    agreed_on = DateParts(label="When did they agree?", latest=clock.today, subject="The day")


class LineForm(HouseForm):
    """One more line of the specification."""

    submit_label = "Add this measure"
    mark_optional = False

    measure = _Chosen("Measure", name=lambda one: f"{one}: {pounds(one.unit_cost_pence)}")
    place = forms.ChoiceField(label="Where?", choices=Place.choices, widget=forms.RadioSelect)
    quantity = forms.IntegerField(label="How many?", min_value=1, max_value=50, initial=1)
    override_reason = forms.CharField(
        label="Why may a lock that needs a key from inside be fitted here?",
        help_text="Only a Crime Prevention Officer, and only where the guard stops it",
        required=False,
        max_length=200,
    )

    def __init__(self, *args, measures, overrides, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = measures
        if not overrides:
            del self.fields["override_reason"]


class OrderForm(HouseForm):
    """From whom, and from which money."""

    submit_label = "Place this order"

    firm = _Chosen("Which firm?")
    line = _Chosen("From which budget line?", name=lambda one: f"{one}: {pounds(one.free_pence)} left")

    def __init__(self, *args, firms, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset, self.fields["line"].queryset = firms, lines


class ChangeOrderForm(HouseForm):
    """A variation or a credit note."""

    submit_label = "Record this change"

    kind = forms.ChoiceField(label="What is it?", choices=OrderChangeKind.choices, widget=forms.RadioSelect)
    net_pence = PoundsField(
        label="By how much, without VAT?",
        help_text="With a minus sign where it takes off",
        lowest=-9_999_999_00,
    )
    reference = forms.CharField(label="Number on the paper", required=False, max_length=60)
    reason = reason_field()


class BookForm(HouseForm):
    """Who comes, and when."""

    submit_label = "Book this appointment"

    fitter = _Chosen("Who comes?")
    on_day = DateParts(label="On which day?", subject="The day of the appointment")
    window = forms.ChoiceField(
        label="Morning or afternoon?", choices=Window.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, fitters, ends_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fitter"].queryset = fitters
        end_with(self, "on_day", ends_on)


class FitForm(HouseForm):
    """What was fitted, when the fitter's sheet came back on paper."""

    submit_label = "Record the fitting"

    on = DateParts(label="When was it fitted?", latest=clock.today, subject="The day of the fitting")
    fitted_line_ids = forms.TypedMultipleChoiceField(
        label="What was fitted?", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    sign_off = forms.ChoiceField(
        label="What did the resident say?", choices=SignOff.choices, widget=forms.RadioSelect
    )
    note = reason_field("Anything not fitted, and why", required=False)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fitted_line_ids"].choices = [(line.pk, str(line)) for line in lines]


class InspectForm(HouseForm):
    """What an inspection found."""

    submit_label = "Record this inspection"

    inspected_on = DateParts(
        label="When was it inspected?", latest=clock.today, subject="The day of the inspection"
    )
    findings = forms.CharField(
        label="Findings", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    snags = forms.CharField(
        label="Snags, one a line",
        help_text="Leave it empty when nothing is wrong. With any, the job goes back to the fitter for 10 days",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_snags(self):
        found = [line.strip() for line in self.cleaned_data["snags"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in found):
            raise forms.ValidationError("Write each snag in 300 characters or fewer")
        return found


class MendForm(HouseForm):
    """Snags put right."""

    mended_on = DateParts(label="When were they put right?", latest=clock.today, subject="The day")


class SampleForm(HouseForm):
    """Which fitted jobs are looked at."""

    submit_label = "Choose them"

    per_fitter = forms.TypedChoiceField(
        label="How many fitted jobs are to be inspected?",
        choices=[("", ""), ("0", "All of them"), ("1", "1 of each fitter, at random"), ("2", "2 of each fitter, at random"), ("5", "5 of each fitter, at random")],
        coerce=lambda value: int(value) or None,
        widget=forms.RadioSelect,
    )  # fmt: skip


class InvoiceForm(HouseForm):
    """The firm's invoice, as it is on the paper."""

    submit_label = "Check it against the order"

    number = forms.CharField(label="Invoice number", max_length=60)
    net_pence = PoundsField(label="Amount without VAT")
    vat_pence = PoundsField(label="VAT")
    received_on = DateParts(label="When was it received?", latest=clock.today, subject="The day")


class PayForm(HouseForm):
    """When it was paid."""

    submit_label = "Record the payment"

    paid_on = DateParts(label="When was it paid?", latest=clock.today, subject="The day of the payment")


class CocoonTaskForm(HouseForm):
    """What was done at a door of a cocoon."""

    submit_label = "Save this"

    outcome = forms.ChoiceField(
        label="What happened?", choices=CocoonOutcome.choices, widget=forms.RadioSelect
    )
    done_on = DateParts(label="On which day?", latest=clock.today, subject="The day")
