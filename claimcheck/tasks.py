"""One function over many things: here, one after the other, or on the workers of a Dask cluster.

The only file that knows Dask. A scheduler must be one that you trust, and it must trust you: it
runs what its clients send.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from . import weights
from .records import CheckError
from .version import version

if TYPE_CHECKING:
    from distributed import Client as Client  # for those above

_T = TypeVar("_T")
_PATIENCE = "10s"  # with a scheduler that does not answer
_WORKERS = 30  # seconds that a scheduler has to get its first worker
_ONE = Lock()  # a worker may have several threads, and a model is for one at a time


class DeadlyItemError(CheckError):
    """Every worker that took an item on died of it; the others may do."""


@contextmanager
def connected(scheduler: str | None) -> Iterator[Client | None]:
    """Be the client of a scheduler for a while; of none where there is no address.

    Args:
        scheduler: its address, such as ``tcp://10.0.0.5:8786``.

    Raises:
        CheckError: there is no Dask here, or no scheduler there.
    """
    if scheduler is None:
        yield None
        return
    client = _client(scheduler)
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # Dask tells in tracebacks that a scheduler is gone
    try:
        yield client
    finally:
        client.close(timeout=_PATIENCE)
        logging.disable(level)


def each(
    function: Callable[..., _T],
    items: Sequence[Any],
    client: Client | None = None,
    **shared: Any,
) -> Iterator[tuple[int, _T | Exception]]:
    """Call a function with every item; what fails doesn't stop the others.

    Args:
        function: what to do with an item; on a cluster it must be safe to do twice.
        items: what to do it with.
        client: of the cluster that does it; None for this process.
        shared: further arguments, the same for every item.

    Yields:
        An item's number, and what came out or the error, as they finish.

    Raises:
        CheckError: the scheduler can't be reached any more.

    Examples:
        >>> list(each(lambda number, by: number / by, [4], by=2))
        [(0, 2.0)]
    """
    if client is not None:
        yield from _on(client, function, items, shared)
        return
    for number, item in enumerate(items):
        try:
            yield number, function(item, **shared)
        except Exception as error:  # whatever it is, the others are still to be done
            yield number, error


def told(error: Exception) -> str:
    """Say in one line what went wrong with an item."""
    if isinstance(error, CheckError):
        return str(error)
    if isinstance(error, OSError):
        return ": ".join(str(x) for x in (error.filename, error.strerror or error) if x)
    lines = str(error).strip().splitlines() or [""]
    return f"broke off with {type(error).__name__}: {lines[0][:200]}; please report it"


def absolute(path: str | Path | None) -> str | None:
    """Give a folder as a process elsewhere finds it; a name, or an address, stays what it is."""
    if path is None:
        return None
    return os.path.abspath(path) if os.path.isdir(path) else str(path)


def _client(scheduler: str) -> Client:
    """Find the scheduler."""
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
        from distributed.security import Security

        get_address_host_port(scheduler)  # a client of no address goes on trying, even at exit
        if (
            scheduler.startswith("tls:")
            and not Security().get_connection_args("client")["ssl_context"]
        ):
            raise ValueError("it needs certificates: see distributed.comm.tls of Dask's settings")
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except ImportError as error:
        raise CheckError(
            "--scheduler: needs Dask; install it with pip install 'claimcheck[dask]'"
        ) from error
    except (OSError, ValueError, TypeError) as error:
        raise CheckError(
            f"{scheduler}: no scheduler answers there ({weights.first_line(error)}); start one "
            "with dask scheduler, or leave --scheduler out"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS)
    except (TimeoutError, OSError) as error:
        client.close(timeout=_PATIENCE)
        raise CheckError(
            f"{scheduler}: the scheduler has no workers; start some with dask worker {scheduler}"
        ) from error
    return client


def _on(
    client: Client, function: Callable[..., Any], items: Sequence[Any], shared: dict[str, Any]
) -> Iterator[tuple[int, Any]]:
    """Let the workers do it; an item on which a worker died is tried again, alone."""
    from distributed import KilledWorker, as_completed

    def submit(some: Sequence[int]) -> dict[Any, int]:
        given = [items[number] for number in some]
        with weights.quiet():  # Dask would warn of what is large
            once = client.submit(_same, shared, pure=False)  # sent to a worker once, not each time
            futures = client.map(
                _run, given, pure=False, function=function, wanted=version(), shared=once
            )
        return dict(zip(futures, some, strict=True))

    suspects = []
    numbers = submit(range(len(items)))
    for future in as_completed(list(numbers), loop=client.loop):
        found = _result(future)
        number = numbers.pop(future)
        if isinstance(found, KilledWorker):  # it, or another that was waiting at the same worker
            suspects.append(number)
        else:
            yield number, found
    for number in suspects:
        found = _result(*submit([number]))
        if isinstance(found, KilledWorker):
            found = DeadlyItemError(
                "every worker that took it on died of it; check it alone on one machine, where "
                "what happens can be seen, and see how much memory it takes"
            )
        yield number, found


def _result(future: Any) -> Any:
    """Wait for what came out, or the error."""
    try:
        return future.result()
    except Exception as error:
        if future.status == "error":
            return error
        raise CheckError(
            "the scheduler can't be reached any more; when it is there again, run the same "
            "command: what was written stays"
        ) from error


def _same(shared: _T) -> _T:
    return shared


def _run(item: Any, function: Callable[..., _T], wanted: str, shared: dict[str, Any]) -> _T:
    """What a worker does: nothing, if it would do it otherwise than the client."""
    if wanted != version():
        raise CheckError(
            f"a worker has another claimcheck, or other libraries or another Python for it "
            f"({version()}), than this computer ({wanted}); install the same on all"
        )
    with _ONE:
        return function(item, **shared)
