"""Money is whole pence in integers; this is the only place that prints it."""


def pounds(pence):
    """£1,234.50, and £311,358 for whole pounds; the minus sign stands before the pound. `pence`: int."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{part:02d}" if part else "")


def plain_pounds(pence):
    """-1234.50: the same for a cell that a program reads."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}{whole}.{part:02d}"
