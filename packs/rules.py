"""Pure decisions about kits."""

import re


def kit_code(text):
    """A kit code as it is stored: capitals and digits without blanks or hyphens, so that one kit has one spelling."""
    return re.sub(r"[\s\-–]+", "", text).upper()
