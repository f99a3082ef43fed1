"""Public names that are loaded when they are first used, so that importing costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lazy_loader


def offer(
    package: str, file: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` of a package, whose names its stub lists."""
    load, _, names = lazy_loader.attach_stub(package, file)
    public = sorted(names)

    def get(name: str) -> Any:
        from hotlinelib.errors import nearest
        from hotlinelib.extras import from_extra
        from hotlinelib.messages import message

        if name not in public:
            told = message(
                "module {package!r} has no public name {name!r}", package=package, name=name
            )
            listed = message("; {package}.__all__ lists them", package=package)
            raise AttributeError(told + (nearest(name, public) or listed))
        with from_extra("reports"):
            return load(name)

    return get, lambda: list(public), public
