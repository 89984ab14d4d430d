"""The app's API: endpoints whose examples run, and sentences instead of tracebacks."""

import base64
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from drawings import data_url
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from paths import ROOT
from PIL import Image

from demo.endpoints import file_example
from demo.feature_maps.activations import input_size
from demo.feature_maps.selection import Selection
from demo.i18n import catalogue
from hub import checkpoint
from hub.preprocess import rgb_tensor

PHOTO = ROOT / "demo" / "examples" / "photos" / "cat.jpg"
BOOT = ROOT / "demo" / "examples" / "fashion" / "9-ankle-boot.png"


def encoded(path: Path) -> str:
    """Encode a file as a program sends it."""
    return base64.b64encode(path.read_bytes()).decode()


@pytest.fixture(scope="module")
def client(url, tmp_path_factory) -> Client:
    return Client(url, verbose=False, download_files=str(tmp_path_factory.mktemp("downloads")))


OF_PAGES = {"/recognise", "/feature_maps", "/classify"}
FOR_PROGRAMS = {"/recognise_digit", "/recognise_digits", "/classify_garment", "/classify_garments",
                "/compute_maps", "/output_sizes"}  # fmt: skip


def test_these_endpoints_and_no_others(client):
    endpoints = client.view_api(return_format="dict")
    assert set(endpoints["named_endpoints"]) == OF_PAGES | FOR_PROGRAMS
    assert not endpoints["unnamed_endpoints"]


@pytest.mark.parametrize("name", sorted(OF_PAGES | FOR_PROGRAMS))
def test_every_endpoint_is_described_and_its_examples_run(client, name, monkeypatch):
    """With the example of every parameter, and with those only that must be given."""
    monkeypatch.chdir(ROOT)             # where the paths of examples begin
    endpoint = client.view_api(return_format="dict")["named_endpoints"][name]
    assert endpoint["description"]
    examples = {}
    for parameter in endpoint["parameters"]:
        assert parameter["python_type"]["type"] != "Any"
        assert parameter["python_type"]["description"]
        assert not str(parameter["label"]).startswith("parameter_")
        example = parameter["example_input"]
        if isinstance(example, dict):
            example = handle_file(example["url"])       # as "Use via API" prints it
        examples[parameter["parameter_name"]] = example
    needed = {parameter["parameter_name"] for parameter in endpoint["parameters"]
              if not parameter["parameter_has_default"]}  # fmt: skip
    assert bool(needed) == (name in FOR_PROGRAMS)
    for given in (examples, {key: examples[key] for key in needed}):
        answer = client.predict(**given, api_name=name)
        first = answer[0] if isinstance(answer, tuple | list) else answer
        expected = {"/recognise": "7", "/recognise_digit": "7", "/recognise_digits": "7",
                    "/classify": "Ankle boot 短靴", "/classify_garment": "Ankle boot",
                    "/classify_garments": "Ankle boot"}  # fmt: skip
        assert first if name not in expected else first["label"] == expected[name]


def test_a_space_gives_its_own_address_to_examples(monkeypatch):
    """An app on a laptop gives a file of the project: no app fetches from its own address there."""
    shown = {"path": "/tmp/a/cat.jpg", "url": "/gradio_api/file=/tmp/a/cat.jpg"}
    monkeypatch.delenv("SPACE_HOST", raising=False)
    assert (ROOT / file_example(PHOTO, shown)["url"]).read_bytes() == PHOTO.read_bytes()
    monkeypatch.setenv("SPACE_HOST", "alice-convlens.hf.space")
    address = "https://alice-convlens.hf.space/gradio_api/file=/tmp/a/cat.jpg"
    assert file_example(PHOTO, shown) == {"path": address, "url": address}


@pytest.mark.slow
def test_many_pictures_are_answered_as_each_is_alone(client):
    """In their order; one that cannot be read is answered by its error."""
    folder = ROOT / "tests" / "data" / "garments"
    pictures = [encoded(path) for path in sorted(folder.rglob("*.jpg"))[:4]]
    alone = [client.predict(picture, api_name="/classify_garment") for picture in pictures]
    with_bad = [*pictures[:2], encoded(ROOT / "LICENSE"), "§", *pictures[2:]]
    answers = client.predict(with_bad, api_name="/classify_garments")
    assert ["error" in answer for answer in answers] == [False, False, True, True, False, False]
    assert "cannot be read" in answers[2]["error"] and "base64" in answers[3]["error"]
    both = client.predict(with_bad, "fashion_mnist", api_name="/classify_batch")   # its other name
    assert both == answers
    for one, answer in zip(alone, answers[:2] + answers[4:]):
        assert answer["label"] == one["label"]
        assert answer["probs"] == pytest.approx(one["probs"], abs=1e-5)
        assert len(json.dumps(answer)) < 1000


def test_endpoints_for_programs_answer_as_those_of_the_pages(client, digits):
    digit = Image.eval(Image.fromarray(digits.data[3].numpy()), lambda level: 255 - level)
    label, _ = client.predict(data_url(digit), "mnist_tutorial", api_name="/recognise")
    answer = client.predict(data_url(digit), "mnist_tutorial", api_name="/recognise_digit")
    assert answer["label"] == label["label"]
    page = {entry["label"]: entry["confidence"] for entry in label["confidences"]}
    assert answer["probs"] == pytest.approx(page, abs=1e-6)
    blank = data_url(Image.new("L", (50, 50), 255))
    assert client.predict(blank, api_name="/recognise_digit") == {"label": None, "probs": {}}

    maps = client.predict(encoded(PHOTO), api_name="/compute_maps")
    picture = Image.open(PHOTO)
    picture = rgb_tensor(picture, input_size(picture, Selection(side=64, shape="own")))
    first, _ = checkpoint.load(checkpoint.BUNDLED / "feature_maps").maps(picture)
    assert np.abs(np.array(maps["maps"]) - first[0].numpy()).max() < 1e-3
    assert (maps["step"], maps["shape"]) == ("pool1", list(first.shape[1:]))


def test_output_sizes_are_those_of_pytorch(client):
    """The error of a layer is PyTorch's own; the layers behind it have no shape."""
    layers = [{"kind": "Conv2d", "out_channels": 32, "padding": 1}, {"kind": "MaxPool2d"},
              {"kind": "Flatten"}, {"kind": "Linear", "in_features": 9216}, {"kind": "ReLU"}]
    answer = client.predict([3, 28, 20], layers, api_name="/output_sizes")
    shapes = [step["shape"] for step in answer["steps"]]
    assert shapes == [[32, 28, 20], [32, 14, 10], [4480], None, None]
    net = torch.nn.Sequential(torch.nn.Conv2d(3, 32, 3, padding=1), torch.nn.MaxPool2d(2))
    assert list(net(torch.zeros(1, 3, 28, 20)).shape[1:]) == shapes[1]
    assert answer["parameters"] == sum(p.numel() for p in net.parameters())
    assert "shapes cannot be multiplied (1x4480 and 9216x10)" in answer["steps"][3]["error"]


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
        (("hello!", "mnist", "/recognise_digit"), "base64"),
        (([], "mnist", "/recognise_digits"), "1 to 64 pictures"),
        ((["x"] * 65, "mnist", "/recognise_digits"), "1 to 64 pictures"),
        ((encoded(BOOT), "resnet", "/classify_garment"), "choose one of"),
        (([1, 28, 28], [{"kind": "LSTM"}], "/output_sizes"), "kind is one of: Conv2d"),
        (([1, 28, 0], [], "/output_sizes"), "width must be a number from 1"),
        (([1, 28, 28], [{"kind": "ReLU"}] * 41, "/output_sizes"), "At most 40 layers"),
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
