"""Networks in use: bundled, trained on this machine or from the Hub, for all visitors or for one.

What answers for one of our names: the repository that the environment names, else the newest
finished run of this machine, else the bundled checkpoint.
"""

from threading import Thread

from demo.i18n import t
from demo.networks import fetched, own
from hub.remote import source
from hub.remote.address import VARIABLES, configured_address
from hub.remote.errors import PullFailed
from hub.remote.source import Source
from hub.validation import InvalidCheckpoint

NETWORKS = ("feature_maps", "mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial")

# Checkpoint name → its source for all visitors: an own run or the bundled one, or the latter until
# the Hub's replaces it. `bundled:NAME` → the bundled one.
_current: dict[str, Source] = {}


def current(name: str) -> Source:
    """Return the current source of one of our checkpoints.

    Pages call this while they are built, so an invalid checkpoint ends the start in one line.
    """
    if name not in _current:
        plain = name.removeprefix(own.BUNDLED)
        try:
            bundled = source.load_bundled(plain, wanted=configured_address(name))
        except InvalidCheckpoint as error:
            raise SystemExit(f"The bundled checkpoint {plain}: {error}") from None
        alone = name.startswith(own.BUNDLED) or bundled.wanted
        _current[name] = bundled if alone else own.newest_run(name, bundled) or bundled
    return _current[name]


def start_downloads() -> None:
    """Download in the background what the environment names; until then the bundled ones answer."""
    for name in VARIABLES:
        if name not in _current and is_downloading(current(name)):
            Thread(target=download, args=[name], daemon=True).start()


def download(name: str) -> None:
    """Replace a bundled checkpoint by the Hub's, and print the result."""
    found = _current[name] = source.load_configured(name)
    why = f", because {found.wanted}: {found.trouble}" if found.trouble else ""
    print(f"{name}: {found.name} ({found.origin}){why}", flush=True)


def is_downloading(found: Source) -> bool:
    """Tell if the Hub was asked and has neither answered nor failed."""
    return bool(found.wanted) and found.trouble is None


def visitor_network(pinned: str, stem: str | None, fetch: bool = False) -> Source:
    """Return a visitor's network, `owner/name@commit`, if it takes the input of checkpoint `stem`.

    It is downloaded only to `fetch` it: anybody can send a name to any other place. Raises
    hub.remote.errors.PullFailed.
    """
    found = fetched.fetch_once(pinned) if fetch else fetched.find_held(pinned)
    if found is None:
        raise PullFailed("gone", pinned[:100])
    return source.require_same_input(found, like=current(stem).net) if stem else found


def labelled_choices(*names: str) -> list[tuple[str, str]]:
    """Return (label, name) of each network; the label has its accuracy.

    The Hub's may change while the app runs: its accuracy stands in the status line. After one that
    a run of this machine stands for comes the bundled one, so that one click goes back to it.
    """
    choices = []
    for name in names:
        accuracy = None if configured_address(name) else current(name).accuracy
        choices.append((f"{name} · {accuracy:.1%}" if accuracy else name, name))
        choices += bundled_choice(name)
    return choices


def bundled_choice(name: str) -> list[tuple[str, str]]:
    """Return [(label, choice)] of a bundled network that a run stands for; [] of any other."""
    if current(name).origin != "own":
        return []
    back = current(own.BUNDLED + name)
    return [(f"{name} · {back.accuracy or 0:.1%} · " + t("from_bundled"), own.BUNDLED + name)]
