"""The review widget: a person decides, claim by claim, in the notebook."""

from claimcheck.records import CheckError

try:
    from .widget import Review
except ModuleNotFoundError as error:
    if error.name not in ("anywidget", "ipywidgets", "traitlets"):
        raise
    raise CheckError(
        "The review needs the notebook's packages: pip install 'claimcheck[notebooks]'"
    ) from error

__all__ = ["Review"]
