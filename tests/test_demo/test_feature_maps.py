"""Test the feature-map page's handlers: figures, clicks, links, files, every kind of picture."""

import runpy

import gradio as gr
import numpy as np
import pytest
import torch
from paths import ROOT
from PIL import Image
from safetensors.torch import load_file

from demo import mosaic
from demo.feature_maps import (
    epochs,
    export,
    export_code,
    handlers,
    inspector_figures,
    pooling,
    tile_picker,
)
from demo.feature_maps.activations import (
    compute_activations,
    network_input,
    network_with,
    open_upload,
)
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.inspector_outputs import all_outputs
from demo.feature_maps.other_side import OtherSide
from demo.feature_maps.selection import NETWORKS, Selection, from_link
from demo.network_view.number_html import format_number
from hub import layers

CAT = Image.open(ROOT / "demo" / "examples" / "photos" / "cat.jpg")
# Names instead of components: updates by name.
OTHER = OtherSide(*(f"other_{name}" for name in OtherSide._fields))
NAMED = Inspector(*Inspector._fields)._replace(other=OTHER)
CONTROLS = {name: name for name in Selection._fields}


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Upload a picture; return what the page sends, and the request of an English browser."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    request = gr.Request()
    request.headers, request.query_params = {"accept-language": "en"}, {}

    def ask(picture: Image.Image, name: str = "cat.png", **saved):
        picture.save(tmp_path / name, **saved)
        return {"path": str(tmp_path / name)}, request

    return ask


def test_a_mosaic_shows_each_map_from_its_least_to_its_greatest():
    maps = torch.tensor([[[0.0, 1.0], [2.0, 3.0]], [[5.0, 5.0], [5.0, 5.0]]])   # (2, 2, 2)
    sheet = mosaic.numbered_mosaic(maps).convert("RGBA")
    place = mosaic.grid_of(2, 2, 2)
    first = [sheet.getpixel((place.left + x * place.zoom, place.top + y * place.zoom))[0]
             for y in (0, 1) for x in (0, 1)]
    assert first == pytest.approx([0, 85, 170, 255], abs=2)
    assert sheet.getpixel((place.left + place.across, place.top)) == (0, 0, 0, 255)
    assert sheet.getpixel((0, 0))[3] == 0       # the background is transparent


def test_colour_scales():
    maps = torch.tensor([[[-1.0, 4.0]], [[0.0, 2.0]]])
    ends = lambda *how: [(low.item(), high.item())  # noqa: E731
                         for low, high in zip(*mosaic.colour_limits(maps, *how))]
    assert ends("map", "grey") == [(-1, 4), (0, 2)]
    assert ends("layer", "viridis") == [(-1, 4)] * 2
    assert ends("fixed", "grey") == [(-3, 3)] * 2
    assert ends("map", "diverging") == [(-4, 4), (-2, 2)]
    middle = mosaic.palette("diverging")[3 * 120 : 3 * 120 + 3]
    assert min(middle) > 235        # zero is (nearly) white


@pytest.mark.parametrize("count", [1, 3, 6, 16, 32, 64, 128])
def test_a_click_on_a_tile_finds_it(count):
    for height, width in ((5, 3), (92, 169), (1024, 1024)):
        place = mosaic.grid_of(count, height, width)
        assert place.sheet[0] <= 1500
        for k in range(count):
            x = place.left + k % place.columns * place.across + place.width // 2
            y = place.top + k // place.columns * place.down + place.height // 2
            assert mosaic.tile_at(place, x, y) == k


@pytest.mark.slow
@pytest.mark.parametrize("network", NETWORKS)
def test_every_step_of_every_network_is_shown(network):
    for step in layers.list_steps(compute_activations(CAT, Selection(network=network)).source.net):
        wanted = Selection(network=network, step=step.name, map=2, row=3, column=5)
        activations = compute_activations(CAT, wanted)
        updates = all_outputs(NAMED, activations)
        assert set(updates) == set(NAMED.outputs)
        assert updates["mosaic"]["src"].startswith("data:image/png")
        value = activations.output[activations.channel, *activations.cell].item()
        assert format_number(value) in updates["trace"]     # it ends in the map's own value


@pytest.mark.parametrize(("wanted", "size"), [
    (Selection(), (184, 338)),
    (Selection(side=64, shape="square"), (64, 64)),
    (Selection(side=1024, shape="own"), (1024, 512)),
])
def test_other_sizes(wanted, size):
    tall = Image.new("RGB", (100, 200), "teal")
    assert network_input(tall, wanted).shape == (1, 3, *size)
    assert compute_activations(tall, wanted).output.shape[1:] == (size[0] // 2, size[1] // 2)


def test_a_click_on_an_enlarged_map_is_the_number_there():
    activations = compute_activations(CAT, Selection(map=7))
    columns = inspector_figures.enlarged_value(activations)["grid"]["columns"]
    assert inspector_figures.cell_of_tile(columns * 10 + 21, activations) == (10, 21)
    large = compute_activations(CAT, Selection(side=1024, shape="square", step="relu1"))
    grid = inspector_figures.enlarged_value(large)["grid"]
    assert inspector_figures.cell_of_tile(grid["count"] - 1, large) == (1023, 1023)


def test_dead_maps_may_be_left_out_and_the_active_ones_come_first():
    activations = compute_activations(CAT, Selection(weights="random", step="relu2"))
    maps = activations.output.clone()
    maps[3] = 0
    activations = activations._replace(maps={**activations.maps, "relu2": maps[None]})

    def shown(**settings) -> list[int]:
        selection = activations.selection._replace(**settings)
        return inspector_figures.shown_channels(activations._replace(selection=selection))

    assert 3 in shown()
    assert 3 not in shown(dead=False)
    active = shown(order="activity")
    means = [maps[k].abs().mean().item() for k in active]
    assert means == sorted(means, reverse=True)


def test_random_kernels_are_those_of_their_seed():
    first = network_with("random", seed=1).net.conv1.weight
    torch.manual_seed(1)
    torch.testing.assert_close(first, torch.nn.Conv2d(3, 16, 3, padding=1).weight)
    assert not torch.equal(first, network_with("random", seed=2).net.conv1.weight)


SELECTIONS = {
    "trained": Selection(side=100),
    "random, before the bias": Selection(weights="random", seed=4, side=90, step="conv2",
                                    colours="diverging", order="activity"),
    "batch norm": Selection(network="mnist", step="norm2", scale="layer", colours="viridis"),
    "5×5 kernels": Selection(network="fashion_mnist_tutorial", step="relu2", scale="fixed"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", SELECTIONS)
def test_the_code_makes_the_very_same_figure(kind, tmp_path, monkeypatch):
    """Run it unchanged, beside the files that come with it."""
    activations = compute_activations(CAT, SELECTIONS[kind])
    folder, name = tmp_path, activations.step.name
    export_code.write_files(activations, folder)
    monkeypatch.chdir(folder)
    again = runpy.run_path("maps.py")
    kept = np.load(folder / "maps.npz")[name]
    np.testing.assert_allclose(again["maps"].numpy(), kept, atol=1e-5, rtol=1e-5)
    assert torch.equal(load_file(folder / "maps.safetensors")[name], torch.from_numpy(kept))
    assert (folder / f"{name}.png").stat().st_size > 1000
    sheet = np.asarray(Image.open(folder / "mosaic.png").convert("RGBA"))
    place = mosaic.grid_of(len(again["shown"]), *kept.shape[1:])
    for k, (channel, axes) in enumerate(zip(again["shown"], again["figure"].axes)):
        drawn = axes.images[0].to_rgba(kept[channel], bytes=True)
        top = place.top + k // place.columns * place.down
        left = place.left + k % place.columns * place.across
        tile = sheet[top : top + place.height : place.zoom, left : left + place.width : place.zoom]
        assert np.abs(tile.astype(int) - drawn).max() <= 12, k      # 240 shades stand for 256


def test_a_link_brings_the_selection_back(asked):
    _, request = asked(CAT)
    wanted = Selection(
        weights="random", seed=9, side=200, network="mnist", step="relu1", dead=False,
        scale="layer", order="activity", map=3, row=4, column=5, compare="epoch", epoch=2,
        other_epoch=5)
    query = {k: str(v).lower() if isinstance(v, bool) else str(v)
             for k, v in wanted._asdict().items()}
    assert from_link(query) == wanted
    request.query_params = {"show": "maps", **query}
    updates = handlers.open_link((CAT, CAT), request, "tabs", CONTROLS, NAMED)
    assert updates["tabs"].selected == "maps"
    settings = wanted._asdict()
    assert updates.pop("step").value == settings.pop("step")
    assert {name: updates[name] for name in settings} == settings


def test_without_a_link_no_control_is_touched(asked):
    """A visitor may have used one before the page's load event is answered."""
    _, request = asked(CAT)
    request.query_params = {"lesson": "stride", "side": "100"}
    updates = handlers.open_link((CAT, CAT), request, "tabs", CONTROLS, NAMED)
    assert set(updates) == set(NAMED.outputs)
    assert set(updates) & set(CONTROLS) == {"step", "map", "row", "column"}


@pytest.mark.parametrize("query", [
    {"seed": "x", "side": "-5", "map": "9" * 40}, {"network": "resnet", "colours": "<b>"},
    {"weights": "nobody/knows"}, {"step": "fc1"}, {"row": "10000", "column": "10000"},
])
def test_a_wrong_link_shows_the_defaults(asked, query):
    _, request = asked(CAT)
    request.query_params = {"show": "maps", **query}
    updates = handlers.open_link((CAT, CAT), request, "tabs", CONTROLS, NAMED)
    assert isinstance(updates["trace"], str)


@pytest.mark.parametrize("setting", [
    {"network": "resnet"}, {"colours": ["grey"]}, {"scale": None}, {"weights": "../mnist"},
])
def test_an_unknown_choice_is_told_in_a_sentence(asked, setting):
    image, request = asked(CAT)
    with pytest.raises(gr.Error, match="choose one of"):
        NAMED.draw(image, request, **{**Selection()._asdict(), **setting})


@pytest.mark.parametrize("setting", [
    {"seed": None, "side": float("nan"), "map": -3}, {"row": 1e9, "column": "x", "side": 1e300},
])
def test_numbers_beyond_their_limits_are_brought_back(asked, setting):
    image, request = asked(CAT)
    setting = {**Selection()._asdict(), **setting, "side": setting.get("side") and 64}
    assert NAMED.draw(image, request, **setting)["mosaic"]["src"]


PICTURES = {    # what an upload may be, and how it is saved
    "grey": (lambda: CAT.convert("L"), "a.png", {}),
    "transparent": (lambda: CAT.convert("RGBA"), "a.webp", {}),
    "palette": (lambda: CAT.convert("P"), "a.gif", {}),
    "animated": (lambda: CAT, "a.gif", {"save_all": True, "append_images": [CAT.rotate(90)]}),
    "16 bits": (lambda: Image.fromarray(np.asarray(CAT.convert("L")).astype(np.uint16) * 257),
                "a.png", {}),
    "CMYK": (lambda: CAT.convert("CMYK"), "a.jpg", {}),
    "one bit": (lambda: CAT.convert("1"), "a.tiff", {}),
    "black and white and clear": (lambda: CAT.convert("LA"), "a.png", {}),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_every_kind_of_picture_is_the_same_picture(asked, kind):
    make, name, saved = PICTURES[kind]
    image, request = asked(make(), name, **saved)
    small = network_input(open_upload(image, request), Selection(side=64)).mean(1)
    cat = network_input(CAT, Selection(side=64)).mean(1)
    assert np.corrcoef(small.flatten(), cat.flatten())[0, 1] > 0.9


def test_a_picture_is_upright_as_the_camera_was_held(asked):
    exif = Image.Exif()
    exif[274] = 6       # the camera was turned; a quarter turn clockwise sets it right
    image, request = asked(CAT.convert("RGB"), "a.jpg", exif=exif)
    upright = open_upload(image, request)
    assert upright.size == CAT.size[::-1]


def test_pooling_shrinks_and_shifts_count_less_the_more_is_pooled():
    x = torch.arange(16.0).view(1, 1, 4, 4)
    pool = pooling.pool_repeatedly
    assert pool(x, "max", 1, 2, 2).flatten().tolist() == [5, 7, 13, 15]
    assert pool(x, "average", 1, 2, 2).flatten().tolist() == [2.5, 4.5, 10.5, 12.5]
    assert pool(x, "max", 4, 2, 2).shape == (1, 1, 1, 1)
    pixels = network_input(CAT, Selection())
    path = layers.steps_up_to(layers.list_steps(network_with("trained").net), "relu1")
    for changes in pooling.changes_after_shift(path, pixels, 0, 1, 2, 2).values():
        assert changes[0] > changes[2] > changes[4] > 0
    assert pooling.changes_after_shift(path, pixels, 0, 0, 2, 2)["max"] == [0] * 5
    torch.testing.assert_close(pooling.shift_picture(pixels, 0, 3)[..., 3:], pixels[..., :-3])


def test_pooling_and_epochs_accept_any_values(asked):
    image, request = asked(CAT)
    pooled = pooling.compare_poolings(
        image, "random", 1, 64, "square", "maps2", 4, 4, 4, 8, 8, request)
    assert pooled.max["src"] and pooled.average["src"] and "table" in pooled.shift_table
    *pictures, text = epochs.compare_epochs(image, 1, 64, "own", 99, "fc9", True, request)
    assert all(picture["src"] for picture in pictures)
    assert "%" in text


def test_no_picture_changes_nothing(asked):
    _, request = asked(CAT)
    settings = Selection()._asdict()
    for handler in (NAMED.draw, NAMED.show_step, NAMED.show_details, NAMED.show_typed,
                    NAMED.show_beside_map, NAMED.recolour, export.make_files):
        assert handler(None, request, **settings) == gr.skip()
    assert epochs.compare_epochs(None, 1, 64, "own", 1, "pool1", True, request) == gr.skip()
    assert pooling.compare_poolings(
        None, "random", 1, 64, "own", "picture", 1, 2, 2, 0, 0, request) == gr.skip()


def test_the_tile_picker_frames_a_box():
    words = {"en": "frame", "zh": "方框"}
    framed = tile_picker.framed_value(Image.new("RGB", (50, 40)), (10, 5, 30, 20), words)
    grid = framed["grid"]
    assert (grid["left"], grid["top"], grid["width"], grid["height"]) == (10, 5, 20, 15)
    assert framed["alt"] == words and not framed["tab"]
