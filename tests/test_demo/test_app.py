"""The app's API: three public endpoints, and sentences instead of tracebacks."""

from collections import Counter

import pytest
from drawings import data_url
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from paths import ROOT
from PIL import Image

from demo.i18n import catalogue

PHOTO = ROOT / "demo" / "examples" / "photos" / "cat.jpg"
BOOT = ROOT / "demo" / "examples" / "fashion" / "9-ankle-boot.png"


@pytest.fixture(scope="module")
def client(url, tmp_path_factory) -> Client:
    return Client(url, verbose=False, download_files=str(tmp_path_factory.mktemp("downloads")))


def test_three_endpoints_and_no_others(client):
    endpoints = client.view_api(return_format="dict")
    assert set(endpoints["named_endpoints"]) == {"/recognise", "/feature_maps", "/classify"}
    assert not endpoints["unnamed_endpoints"]


def test_recognise(client, digits):
    digit = Image.eval(Image.fromarray(digits.data[0].numpy()), lambda level: 255 - level)
    for model in ("mnist", "mnist_tutorial"):
        label, seen = client.predict(data_url(digit), model, api_name="/recognise")
        assert label["label"] == str(digits.targets[0].item())
        assert sorted(c["label"] for c in label["confidences"]) == list("0123456789")
        assert seen.startswith("data:image/png;base64,")


def test_an_empty_drawing(client):
    label, seen = client.predict(None, "mnist", api_name="/recognise")
    assert not label
    assert not seen


def test_feature_maps(client):
    pictures = client.predict(handle_file(PHOTO), "random", api_name="/feature_maps")
    assert [Image.open(path).format for path in pictures] == ["PNG"] * 3


def test_classify(client):
    label, _ = client.predict(handle_file(BOOT), "fashion_mnist", api_name="/classify")
    assert label["label"] == "Ankle boot 短靴"
    assert len(label["confidences"]) == 10


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (("hello", "mnist", "/recognise"), "PNG data URL"),
        ((handle_file(ROOT / "LICENSE"), "trained", "/feature_maps"), "cannot be read"),
        ((handle_file(ROOT / "LICENSE"), "fashion_mnist", "/classify"), "cannot be read"),
        ((handle_file(BOOT), "resnet", "/classify"), "choose one of"),
        (({"path": "/etc/hostname"}, "trained", "/feature_maps"), "not uploaded here"),
    ],
)
def test_an_error_is_one_sentence(client, call, sentence):
    *values, endpoint = call
    with pytest.raises(AppError, match=sentence) as error:
        client.predict(*values, api_name=endpoint)
    assert "Traceback" not in str(error.value)


def test_no_event_has_two_always_last_listeners(client):
    """When one that had to wait may run, the page starts all listeners of its event again: two such
    would start each other for ever, and the app would never be idle."""
    waiting = Counter(
        tuple(target)
        for listener in client.config["dependencies"]
        if listener["trigger_mode"] == "always_last"
        for target in listener["targets"]
        if target[0] is not None        # a `then` is started alone
    )
    assert waiting
    assert not [target for target, count in waiting.items() if count > 1]


def test_no_value_is_the_key_of_a_word(client):
    """The page would translate it, and the control would have a choice that it does not offer."""
    values = [part["props"].get("value") for part in client.config["components"]]
    assert "pool1" in values and not {v for v in values if isinstance(v, str)} & set(catalogue())


def test_events_cost_no_progress_and_no_styles(client):
    """Two things silently slow the page: progress state of components that show none, and styles
    that are written again with every value."""
    for listener in client.config["dependencies"]:
        if listener["api_visibility"] == "private" and listener["show_progress"] == "hidden":
            quiet = listener["show_progress_on"] == [] or not listener["backend_fn"]
            assert quiet or listener["api_name"].startswith("load_example")     # Gradio's own
    assert not any(part["props"].get("css_template") for part in client.config["components"])
