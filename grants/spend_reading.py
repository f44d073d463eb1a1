"""How a row of a finance export becomes values: amounts with their signs, days as offices write them, suppliers kept back."""

import datetime
import re

from imports.importer import Field, Parsed, RowRefused

FIELDS = (
    Field("reference", "Reference", (
        "transno", "transactionno", "transactionnumber", "transactionid", "transactionreference", "reference", "ref", "voucher",
        "voucherno", "invoiceno", "invoicenumber", "documentno", "documentnumber", "paymentreference", "internalreference", "tranno", "paymentno", "paymentnumber", "voucherreference", "voucherref", "documentref", "uniqueref",
    )),
    Field("date", "Day", (
        "paiddate", "datepaid", "paymentdate", "dateofpayment", "transactiondate", "posteddate", "postingdate", "invoicedate", "date",
        "effectivedate", "clearingdate", "paydate", "glpostingdate", "invoicepaiddate",
    )),
    Field("amount", "Amount", ("amount", "netamount", "amountpaid", "amountgbp", "value", "nettotal", "linevalue", "invoiceamount", "paymentamount", "transactionamount", "totalamount", "netvalue", "amountexcludingvat", "amountexclvat", "grossamount", "spend", "total")),
    Field("vat", "VAT that cannot be recovered", ("irrecoverablevatamount", "irrecoverablevat", "irrecoverablevatvalue")),
    Field("supplier", "Supplier", (
        "suppliername", "supplier", "beneficiaryname", "beneficiary", "merchant", "merchantname", "vendor", "vendorname", "payee",
        "creditorname", "payeename", "recipient", "tradername",
    )),
    Field("supplier_number", "Supplier’s number", ("supplierid", "suppliernumber", "supplierno", "vendorid", "vendorno", "creditorid")),
    Field("what", "What for", (
        "expenditurecategory", "expendituretype", "expenditureunit", "purpose", "description", "transactiondescription", "detail", "narrative",
        "purposeofspend", "catergory", "category", "categoryinternalname",
    )),
    Field("code", "Code", (
        "expenditurecode", "costcentre", "costcentrecode", "costcenter", "code", "accountcode", "ledgercode", "subjectivecode",
        "merchantcategorycode",
    )),
    Field("department", "Department", (
        "servicearea", "department", "directorate", "organisationalunit", "organisatonalunit", "service", "servicelabel",
        "transactiondescription2",
    )),
    Field("nature", "Capital or revenue", ("caporrev", "type", "typeofexpenditure", "capitalrevenue", "capitalorrevenue", "expendituretypecr")),
)  # fmt: skip
COLUMNS = (
    "reference", "booked_on", "amount_pence", "vat_pence", "supplier", "supplier_number", "redacted", "what", "code", "department",
    "nature",
)  # fmt: skip
LONGEST = {
    "reference": 80,
    "supplier": 200,
    "supplier_number": 60,
    "what": 300,
    "code": 60,
    "department": 160,
    "nature": 40,
}
DATES = (
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%d %B %Y",
    "%Y%m%d",
)
AMOUNT = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,15}|)(?:\.(?P<part>\d*))?(?P<after>-?)"
)
KEPT_BACK = re.compile(r"redact|withheld|personal data|confidential", re.I)
MOST_PENCE = 10**14


def pence(text):
    """Whole pence of an amount as offices write it: "1,234.5", "£-12.30", "(12.30)", "12.30-", "5 CR". None for nothing.

    Raises ValueError for what is no amount or has parts of a penny.
    """
    bare = re.sub(r"[\s£\u00a0]|GBP", "", text.replace("−", "-"))
    if not bare:
        return None
    credit = bool(re.search(r"cr$", bare, re.I))
    bare = re.sub(r"[cd]r$", "", bare, flags=re.I)
    in_brackets = bare.startswith("(") and bare.endswith(")")
    found = AMOUNT.fullmatch(bare.strip("()") if in_brackets else bare)
    if not found or not (found["whole"] or found["part"]):
        raise ValueError(text)
    part = (found["part"] or "").rstrip("0")
    if len(part) > 2:
        raise ValueError(text)
    amount = int((found["whole"] or "0").replace(",", "")) * 100 + int(part.ljust(2, "0") or 0)
    if amount > MOST_PENCE:
        raise ValueError(text)
    return -amount if in_brackets or credit or "-" in (found["sign"], found["after"]) else amount


def day(text):
    """The day of a cell. Raises ValueError for what is none."""
    bare = re.sub(r"[ T]+\d{1,2}:\d{2}.*$", "", " ".join(text.split()))
    for form in DATES:
        try:
            found = datetime.datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if 1990 <= found.year <= 2100:
            return found
    raise ValueError(text)


class SpendReader:
    """Reads one row."""

    def facts(self):
        """Nothing is learnt that the rows do not say."""
        return {}

    def read(self, row):
        """Parsed. Raises RowRefused without an amount or a day, or for what is none."""
        said = {name: " ".join(" ".join(cells).split())[: LONGEST.get(name)] for name, cells in row.items()}
        amount = self._amount(said, "amount")
        if amount is None:
            raise RowRefused("The row has no amount.")
        if not said.get("date"):
            raise RowRefused("The row has no day.")
        try:
            booked_on = day(said["date"]).isoformat()
        except ValueError:
            raise RowRefused(f"“{said['date'][:30]}” is no day.") from None
        supplier = said.get("supplier", "")
        redacted = "yes" if KEPT_BACK.search(supplier) else ""
        clean = [
            said.get("reference", ""), booked_on, str(amount), str(self._amount(said, "vat") or 0), supplier,
            said.get("supplier_number", ""), redacted, *(said.get(name, "") for name in ("what", "code", "department", "nature")),
        ]  # fmt: skip
        return Parsed(likeness(clean), "", clean)

    def _amount(self, said, name):
        try:
            return pence(said.get(name, ""))
        except ValueError:
            raise RowRefused(f"“{said[name][:30]}” is no amount in pounds and pence.") from None


def likeness(clean):
    """What rows that may be the same share: their reference, or all they say where there is none."""
    return f"ref {clean[0].casefold()}" if clean[0] else "\x1f".join(clean)


def as_columns(clean):
    """A parsed row as the columns of a SpendLine."""
    values = dict(zip(COLUMNS, clean, strict=True))
    return values | {
        "booked_on": datetime.date.fromisoformat(values["booked_on"]), "amount_pence": int(values["amount_pence"]),
        "vat_pence": int(values["vat_pence"]), "redacted": bool(values["redacted"]),
    }  # fmt: skip


def as_clean(line):
    """A SpendLine as a parsed row."""
    return [
        line.reference, line.booked_on.isoformat(), str(line.amount_pence), str(line.vat_pence), line.supplier, line.supplier_number,
        "yes" if line.redacted else "", line.what, line.code, line.department, line.nature,
    ]  # fmt: skip
