"""Hold networks that visitors fetched from the Hub: so many bytes, for as long as they are used."""

from collections import OrderedDict
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import NamedTuple

from hub.remote import source
from hub.remote.address import parse_address
from hub.remote.errors import PullFailed
from hub.remote.source import Source

MOST_BYTES = 200_000_000        # held, of all visitors together
IDLE_SECONDS = 3600             # unused for so long, a network is given back
MOST_WORK = 150_000_000         # multiplications for a picture: our widest takes 116 million
MOST_AT_ONCE = 2                # downloads; another one waits so many seconds at most:
WAIT_SECONDS = 20


class Held(NamedTuple):
    """A network, how many bytes it takes, and when it was last used."""

    source: Source
    size: int
    used: float


_held: OrderedDict[str, Held] = OrderedDict()   # by owner/name@commit, the oldest use first
_fetching: dict[str, Lock] = {}                 # by owner/name@commit
_lock, _downloads = Lock(), BoundedSemaphore(MOST_AT_ONCE)


def find_held(pinned: str) -> Source | None:
    """Return the network of `owner/name@commit` if it is held; give idle ones back."""
    with _lock:
        now = monotonic()
        for name in [name for name, held in _held.items() if now - held.used > IDLE_SECONDS]:
            del _held[name]
        if pinned not in _held:
            return None
        _held[pinned] = _held.pop(pinned)._replace(used=now)
        return _held[pinned].source


def fetch_once(pinned: str) -> Source:
    """Return the network of `owner/name@commit`, held or downloaded.  Raises PullFailed.

    Two who ask for one that is not held wait for one download.
    """
    with _lock:
        lock = _fetching.setdefault(pinned, Lock())
    try:
        with lock:
            found = find_held(pinned) or download_bounded(pinned)
            hold(pinned, found)
        return found
    finally:
        with _lock:
            if not lock.locked():       # nobody else waits for it
                _fetching.pop(pinned, None)


def download_bounded(pinned: str) -> Source:
    """Download the network of `owner/name@commit`, a few at a time.  Raises PullFailed."""
    if not _downloads.acquire(timeout=WAIT_SECONDS):
        raise PullFailed("away", "too many downloads at once")
    try:
        return source.load_for_visitor(parse_address(pinned), MOST_WORK)
    finally:
        _downloads.release()


def hold(pinned: str, found: Source) -> None:
    """Hold a network; give back those that have been unused for longest where room is needed."""
    with _lock:
        _held[pinned] = Held(found, count_bytes(found), monotonic())
        while len(_held) > 1 and sum(held.size for held in _held.values()) > MOST_BYTES:
            _held.popitem(last=False)


def count_bytes(found: Source) -> int:
    """Count the bytes of a network's weights and of its stored predictions."""
    answers = found.run.answers if found.run else None
    tensors = [*found.net.state_dict().values(), *(answers or ())]
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)
