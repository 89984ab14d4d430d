"""The networks that answer: ours, from the Hub where the environment says so, and a visitor's."""

from functools import lru_cache
from threading import Thread

from hub.remote import source
from hub.remote.address import VARIABLES, configured_address, parse_address
from hub.remote.source import Source
from hub.validation import InvalidCheckpoint

NETWORKS = ("feature_maps", "mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial")

# Checkpoint: what answers for it now. The same for all visitors, and replaced once, by the Hub's.
_current: dict[str, Source] = {}


def current(name: str) -> Source:
    """What answers for one of our checkpoints now.

    The pages ask for theirs while they are built, so an unfit one ends the start in one line.
    """
    if name not in _current:
        try:
            _current[name] = source.load_bundled(name, wanted=configured_address(name))
        except InvalidCheckpoint as error:
            raise SystemExit(f"The bundled checkpoint {name}: {error}") from None
    return _current[name]


def start_downloads() -> None:
    """Begin to fetch what the environment names; until that is here, the bundled ones answer."""
    for name in VARIABLES:
        if name not in _current and is_downloading(current(name)):
            Thread(target=download, args=[name], daemon=True).start()


def download(name: str) -> None:
    """Put the Hub's checkpoint in the place of the bundled one, and tell the console."""
    found = _current[name] = source.load_configured(name)
    why = f", because {found.wanted}: {found.trouble}" if found.trouble else ""
    print(f"{name}: {found.name} ({found.origin}){why}", flush=True)


def is_downloading(found: Source) -> bool:
    """Whether the Hub was asked and has neither answered nor failed."""
    return bool(found.wanted) and found.trouble is None


@lru_cache(maxsize=4)
def fetch_pinned(pinned: str) -> Source:
    """A visitor's own checkpoint, `owner/name@commit`.  Raises hub.remote.errors.PullFailed.

    The commit never moves, so it is fetched once for as long as it is in use.
    """
    return source.load_for_visitor(parse_address(pinned))


def visitor_network(pinned: str, stem: str | None) -> Source:
    """The same, to stand where ours of that name stands; of any kind if there is none.

    Raises hub.remote.errors.PullFailed.
    """
    found = fetch_pinned(pinned)
    return source.require_same_input(found, like=current(stem).net) if stem else found


def labelled_choices(*names: str) -> list[tuple[str, str]]:
    """(what a person reads, name) of each network: its name, and its accuracy where it is known.

    One that comes from the Hub may be another tomorrow: the line below tells its accuracy.
    """
    known = {name: None if configured_address(name) else current(name).accuracy for name in names}
    return [(f"{name} · {known[name]:.1%}" if known[name] else name, name) for name in names]
