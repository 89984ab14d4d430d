"""Networks of visitors: downloaded once, only through the box, and given back."""

import gc
import threading
import time
import weakref

import gradio as gr
import pytest

from demo.feature_maps.export import fetch_weights
from demo.mnist import neighbours
from demo.networks import choice, fetched, registry
from hub.remote import source
from hub.remote.source import load_bundled

NAMES = [f"alice/net{n}@{n:040}" for n in range(5)]


@pytest.fixture
def downloads(monkeypatch):
    """Let a download take 50 ms and return the tutorial's network; list those that were made."""
    made, running = [], []

    def load(address, most_work=None):
        running.append(1)
        assert len(running) <= fetched.MOST_AT_ONCE
        time.sleep(0.05)
        running.pop()
        made.append(address.full())
        return load_bundled("mnist_tutorial")

    monkeypatch.setattr(source, "load_for_visitor", load)
    fetched._held.clear()
    yield made
    fetched._held.clear()


def test_many_who_ask_at_once_wait_for_one_download(downloads):
    found = []
    threads = [threading.Thread(target=lambda name=name: found.append(fetched.fetch_once(name)))
               for name in NAMES[:3] * 6]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(downloads) == sorted(NAMES[:3])
    assert len(found) == 18 and len({id(one.net) for one in found}) == 3
    assert not fetched._fetching


def test_a_name_that_is_sent_to_a_handler_downloads_nothing(downloads):
    with pytest.raises(gr.Error, match="no longer held"):
        choice.network_for(NAMES[0], ("mnist",), "mnist")
    assert not downloads
    fetched.fetch_once(NAMES[0])
    assert choice.network_for(NAMES[0], ("mnist",), "mnist").net is fetched.find_held(NAMES[0]).net
    assert downloads == NAMES[:1]


def test_a_link_fetches_what_it_names(downloads):
    class Link:
        query_params = {"show": "maps", "weights": NAMES[1]}        # noqa: RUF012

    fetch_weights(Link)
    assert downloads == [NAMES[1]]
    for weights in ("trained", "alice/net", "§", "", "a/b@main"):
        Link.query_params = {"show": "maps", "weights": weights}
        fetch_weights(Link)
    assert downloads == [NAMES[1]]


@pytest.mark.slow
def test_bytes_are_counted_and_given_back(downloads, monkeypatch):
    """With all that was computed with a network."""
    one = fetched.fetch_once(NAMES[0])
    size = fetched.count_bytes(one)
    weights = sum(4 * part.numel() for part in one.net.parameters())
    assert weights < size < weights + 3_000_000
    neighbours.find_mistakes(one.net)
    gone, one = weakref.ref(one.net), None
    monkeypatch.setattr(fetched, "MOST_BYTES", int(2.5 * size))
    for name in NAMES[1:]:
        fetched.fetch_once(name)
        fetched.find_held(NAMES[1])         # stays, because it is in use
    assert [*fetched._held] == [NAMES[4], NAMES[1]]
    gc.collect()
    assert gone() is None


def test_what_nobody_uses_is_given_back(downloads, monkeypatch):
    fetched.fetch_once(NAMES[0])
    later = time.monotonic() + fetched.IDLE_SECONDS + 1
    monkeypatch.setattr(fetched, "monotonic", lambda: later)
    assert fetched.find_held(NAMES[1]) is None and not fetched._held


def test_our_own_networks_take_less_work_than_a_strangers_may():
    work = [source.count_multiplications(registry.current(name).net) for name in registry.NETWORKS]
    assert max(work) < fetched.MOST_WORK < 2 * max(work)
