"""Check an article against the sources it leans on.

>>> from claimcheck import check
>>> check.__name__
'check'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .check import check
    from .many import check_many

__all__ = ["check", "check_many"]


class _Package(ModuleType):
    """Keeps `claimcheck.check` the function: the import of the module of that name sets it too."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "check" and isinstance(value, ModuleType):
            value = value.check
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    """Load either when it is first asked for, so that the records alone need no pandas."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .check import check
    from .many import check_many

    return check if name == "check" else check_many


sys.modules[__name__].__class__ = _Package
