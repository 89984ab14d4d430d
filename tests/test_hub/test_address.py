"""Addresses of repositories, from the environment and from visitors."""

import pytest

from hub.remote.address import VARIABLES, Address, configured_address, parse_address
from hub.remote.errors import PullFailed


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("alice/net", Address("alice/net", "main")),
        (" alice/net@v1 ", Address("alice/net", "v1")),
        ("alice/net@refs/pr/1", Address("alice/net", "refs/pr/1")),
        ("https://huggingface.co/alice/net/tree/v1", Address("alice/net", "v1")),
        (f"alice/net@{'a' * 40}", Address("alice/net", "a" * 40)),
    ],
)
def test_an_address_is_parsed_and_formatted(words, meant):
    assert parse_address(words) == meant
    assert parse_address(meant.full()) == meant


@pytest.mark.parametrize(
    "words", ["", "net", "a/b/c", "alice/net@", "alice/net@../x", "../etc/passwd", "a b/c", "@v1"]
)
def test_a_malformed_address_is_refused(words):
    with pytest.raises(PullFailed) as failed:
        parse_address(words)
    assert failed.value.kind == "address"


@pytest.mark.parametrize("words", ["alice/net", " alice/net ", "alice/net\n"])
def test_the_environment_names_a_repository(monkeypatch, words):
    monkeypatch.setenv(VARIABLES["mnist"], words)
    assert configured_address("mnist") == "alice/net"


def test_a_variable_that_is_empty_names_nothing(monkeypatch):
    monkeypatch.setenv(VARIABLES["mnist"], "  ")
    assert configured_address("mnist") == configured_address("mnist_tutorial") == ""
