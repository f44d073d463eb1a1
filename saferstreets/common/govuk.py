"""The bridge from Django forms to the GOV.UK components.

Turns a bound field into the parameters of the tested component macros, so that
no page writes component markup by hand. Used by the crispy template pack
`govuk`, by `templates/components/` and by the sign-in pages. Every text that
comes from a person is escaped by the macros; only their finished HTML is
marked safe, here and nowhere else.
"""

from functools import lru_cache

from django import forms
from django.template import Context
from django.utils.safestring import mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, select_autoescape

PACK = "govuk"
# Attributes that have a parameter of their own, or that would stop a person typing before we can say why.
HANDLED_ATTRS = {
    "class", "rows", "cols", "autocomplete", "inputmode", "placeholder", "maxlength", "minlength",
    "min", "max", "step", "required", "multiple", "type", "spellcheck", "aria-describedby", "autofocus",
}  # fmt: skip


@lru_cache(maxsize=1)
def environment():
    """The one Jinja environment; macros are compiled once in the life of the process."""
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=select_autoescape(["html"], default_for_string=True),
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=64)
def _macro(component_name):
    """The macro of one component: "error-summary" -> govukErrorSummary."""
    template = environment().get_template(f"govuk_frontend_jinja/components/{component_name}/macro.html")
    return getattr(template.module, "govuk" + component_name.title().replace("-", ""))


def component(component_name, /, **params):
    """HTML of one GOV.UK component, with the parameters its own documentation names."""
    return mark_safe(str(_macro(component_name)(params)))


def error_texts(errors):
    """Plain sentences of an ErrorList. Slicing one would give objects that print as ['…']."""
    return [str(text) for text in errors]


def error_summary(form):
    """The box at the top of a page: every refusal of a form or formset, each linked to its first control.

    Returns "" for a form without errors, and the second time it is asked about
    the same form, so that a page shows one summary whoever asks first.
    """
    if getattr(form, "summary_shown", False) or not _has_errors(form):
        return ""
    form.summary_shown = True
    whole = form.non_form_errors() if hasattr(form, "forms") else []
    items = [{"text": text} for text in error_texts(whole)]
    for part in getattr(form, "forms", [form]):
        items += _form_error_items(part)
    return component("error-summary", titleText="There is a problem", errorList=items)


def _has_errors(form):
    return bool(form.is_bound and (form.total_error_count() if hasattr(form, "forms") else form.errors))


def _form_error_items(form):
    items = [{"text": text} for text in error_texts(form.non_field_errors())]
    for bf in form:
        link = {} if bf.is_hidden else {"href": f"#{first_control_id(bf)}"}
        items += [{"text": text, **link} for text in error_texts(bf.errors)]
    return items


def first_control_id(bf):
    """The id of the control a person should be taken to: for a date, the first part that is wrong."""
    parts = getattr(bf.field.widget, "date_parts", None)
    if not parts:
        return bf.auto_id
    wrong = wrong_parts(bf)
    return f"{bf.auto_id}_{next((part for part in parts if part in wrong), parts[0])}"


def wrong_parts(bf):
    """Which of day, month and year to mark; all of them when the fault names none."""
    if not bf.errors:
        return set()
    named = {
        part for error in bf.errors.data for part in (getattr(error, "params", None) or {}).get("parts", ())
    }
    return named or set(bf.field.widget.date_parts)


def form_fields(form):
    """Every field of any Django form, in the order of its layout when it has one."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    if layout:
        return form.helper.render_layout(form, Context({}), template_pack=PACK)
    return mark_safe("".join(render_field(bf) for bf in form))


def render_field(bf, *, reveals=None, label=None, hint=None, revealed=False):
    """One bound field as its GOV.UK component: label, hint, message and control.

    reveals: for radios and checkboxes, {choice: [names of fields shown when it is chosen]}.
    label, hint: words to use instead of the field's own.
    revealed: this field is itself behind a choice, so it is not called optional.
    """
    if bf.is_hidden:
        return bf.as_widget()
    text = _label_text(bf, label, revealed)
    params = {"id": bf.auto_id, "name": bf.html_name, **_hint(bf, hint)}
    if bf.errors:
        params["errorMessage"] = {"text": " ".join(error_texts(bf.errors))}
    if bf.field.disabled:
        params["disabled"] = True
    for kind, renderer in RENDERERS:
        if isinstance(bf.field.widget, kind):
            return renderer(bf, params, text, reveals or {})
    return _text_input(bf, params, text, {})


def _label_text(bf, label, revealed):
    text = str(bf.label if label is None else label)
    optional = getattr(bf.form, "mark_optional", False) and not bf.field.required and not revealed
    return f"{text} (optional)" if optional and not isinstance(bf.field, forms.BooleanField) else text


def _hint(bf, hint):
    text = str(bf.help_text if hint is None else hint)
    if not text:
        return {}
    return {"hint": {"html": text} if hasattr(text, "__html__") else {"text": text}}


def _label(text):
    return {"label": {"text": text, "classes": "govuk-label--s"}}


def _fieldset(text):
    return {"fieldset": {"legend": {"text": text, "classes": "govuk-fieldset__legend--s"}}}


def _control(bf):
    """Widget attributes as macro parameters; the ones without a parameter go through as they are."""
    attrs = bf.field.widget.attrs
    params = {"classes": attrs.get("class", ""), "autocomplete": attrs.get("autocomplete")}
    params["inputmode"], params["describedBy"] = attrs.get("inputmode"), attrs.get("aria-describedby")
    params = {key: value for key, value in params.items() if value}
    rest = {
        key: value for key, value in attrs.items() if key not in HANDLED_ATTRS and value not in (None, False)
    }
    return {**params, "attributes": rest}


def _value(bf):
    value = bf.value()
    return "" if value is None else str(bf.field.widget.format_value(value) or "")


def _date(bf, params, text, _reveals):
    widget, wrong = bf.field.widget, wrong_parts(bf)
    value = bf.value()
    values = value if isinstance(value, (list, tuple)) else widget.decompress(value)
    items = [
        {
            "name": f"{bf.html_name}_{part}",
            "id": f"{bf.auto_id}_{part}",
            "label": part.capitalize(),
            "value": "" if given is None else str(given),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{' govuk-input--error' if part in wrong else ''}",
        }
        for part, given in zip(widget.date_parts, values, strict=True)
    ]
    return component("date-input", **_without(params, "name"), **_fieldset(text), items=items)


def _choices(bf, params, text, reveals):
    """Radios, or checkboxes when several may be chosen. The empty choice is never offered as an option."""
    several = isinstance(bf.field.widget, forms.CheckboxSelectMultiple)
    value = bf.value()
    chosen = {str(one) for one in (value or [])} if several else {"" if value is None else str(value)}
    hints = getattr(bf.form, "choice_hints", {}).get(bf.name, {})
    items = []
    for key, name in _flat(bf.field.choices):
        if key in ("", None):
            continue
        item = {"value": str(key), "text": str(name), "checked": str(key) in chosen}
        if hints.get(str(key)):
            item["hint"] = {"text": str(hints[str(key)])}
        if reveals.get(str(key)):
            inner = "".join(render_field(bf.form[name], revealed=True) for name in reveals[str(key)])
            item["conditional"] = {"html": inner}
        items.append(item)
    kind = "checkboxes" if several else "radios"
    classes = bf.field.widget.attrs.get("class", "")
    rest = _without(params, "id")
    return component(kind, idPrefix=bf.auto_id, classes=classes, **rest, **_fieldset(text), items=items)


def _flat(choices):
    """Choices without their groups: the components have none."""
    for key, name in choices:
        if isinstance(name, (list, tuple)):
            yield from name
        else:
            yield key, name


def _tick(bf, params, text, _reveals):
    item = {"value": "on", "text": text, "checked": bool(bf.field.widget.check_test(bf.value()))}
    if "hint" in params:
        item["hint"] = params["hint"]
    return component("checkboxes", idPrefix=bf.auto_id, **_without(params, "id", "hint"), items=[item])


def _select(bf, params, text, _reveals):
    value = bf.value()
    chosen = "" if value is None else str(value)
    items = [
        {
            "value": "" if key is None else str(key),
            "text": str(name),
            "selected": str("" if key is None else key) == chosen,
        }
        for key, name in _flat(bf.field.choices)
    ]
    return component("select", **params, **_label(text), **_control(bf), items=items)


def _textarea(bf, params, text, _reveals):
    limit = getattr(bf.field, "max_length", None)
    more = {"rows": str(bf.field.widget.attrs.get("rows", 5)), "value": _value(bf)}
    if limit:
        more["maxlength"] = limit
    kind = "character-count" if limit else "textarea"
    return component(kind, **params, **_label(text), **_control(bf), **more)


def _file(bf, params, text, _reveals):
    several = bool(bf.field.widget.attrs.get("multiple"))
    return component("file-upload", **params, **_label(text), **_control(bf), multiple=several)


def _password(bf, params, text, _reveals):
    """A password is never written back into the page."""
    return component("password-input", **params, **_label(text), **_control(bf))


def _text_input(bf, params, text, _reveals):
    widget = bf.field.widget
    more = {"type": widget.attrs.get("type", getattr(widget, "input_type", "text")), **_control(bf)}
    if isinstance(widget, forms.NumberInput):
        more["type"] = "text"
        more.setdefault("inputmode", "decimal" if _fractional(bf) else "numeric")
        more["classes"] = more.get("classes") or "govuk-input--width-5"
    if more["type"] == "email" or widget.attrs.get("spellcheck") == "false":
        more["spellcheck"] = False
    if hasattr(widget, "prefix"):
        more["prefix"] = {"text": widget.prefix}
    return component("input", **params, **_label(text), **more, value=_value(bf))


def _fractional(bf):
    return isinstance(bf.field, (forms.FloatField, forms.DecimalField))


def _without(params, *names):
    return {key: value for key, value in params.items() if key not in names}


RENDERERS = (
    (forms.MultiWidget, _date),
    (forms.RadioSelect, _choices),
    (forms.CheckboxSelectMultiple, _choices),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
)
