"""Reading what people type about homes, one file per noun."""

from households.forms.register import FindForm

__all__ = ["FindForm"]
