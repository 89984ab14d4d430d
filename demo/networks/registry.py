"""The networks that answer: ours, from the Hub where the environment says so, and a visitor's."""

from functools import lru_cache
from threading import Thread

from hub.remote import source
from hub.remote.address import VARIABLES, asked, read
from hub.remote.source import Source
from hub.validation import Unfit

# Checkpoint: what answers for it now. The same for all visitors, and replaced once, by the Hub's.
_answering: dict[str, Source] = {}


def answering(name: str) -> Source:
    """What answers for one of our checkpoints now.

    The pages ask for theirs while they are built, so an unfit one ends the start in one line.
    """
    if name not in _answering:
        try:
            _answering[name] = source.bundled(name, wanted=asked(name))
        except Unfit as error:
            raise SystemExit(f"The bundled checkpoint {name}: {error}") from None
    return _answering[name]


def ask_the_hub() -> None:
    """Begin to fetch what the environment names; until that is here, the bundled ones answer."""
    for name in VARIABLES:
        if name not in _answering and waiting(answering(name)):
            Thread(target=fetch, args=[name], daemon=True).start()


def fetch(name: str) -> None:
    """Put the Hub's checkpoint in the place of the bundled one, and tell the console."""
    found = _answering[name] = source.configured(name)
    why = f", because {found.wanted}: {found.trouble}" if found.trouble else ""
    print(f"{name}: {found.name} ({found.origin}){why}", flush=True)


def waiting(found: Source) -> bool:
    """Whether the Hub was asked and has neither answered nor failed."""
    return bool(found.wanted) and found.trouble is None


@lru_cache(maxsize=4)
def fetched(pinned: str) -> Source:
    """A visitor's own checkpoint, `owner/name@commit`.  Raises hub.remote.errors.PullFailed.

    The commit never moves, so it is fetched once for as long as it is in use.
    """
    return source.visited(read(pinned))


def visited(pinned: str, stem: str | None) -> Source:
    """The same, to stand where ours of that name stands; of any kind if there is none.

    Raises hub.remote.errors.PullFailed.
    """
    found = fetched(pinned)
    return source.fitting(found, like=answering(stem).net) if stem else found


def choices(*names: str) -> list[tuple[str, str]]:
    """(what a person reads, name) of each network: its name, and its accuracy where it is known.

    One that comes from the Hub may be another tomorrow: the line below tells its accuracy.
    """
    known = {name: None if asked(name) else answering(name).accuracy for name in names}
    return [(f"{name} · {known[name]:.1%}" if known[name] else name, name) for name in names]
