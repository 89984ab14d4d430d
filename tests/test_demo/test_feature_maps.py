"""The feature-map page's handlers: figures, clicks, links, files, and every kind of picture."""

import runpy
from pathlib import Path

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
    inspector,
    inspector_figures,
    inspector_handlers,
    pooling,
    selection,
    tile_picker,
)
from demo.feature_maps.number_html import number
from demo.feature_maps.selection import View
from hub import layers

CAT = Image.open(ROOT / "demo" / "examples" / "photos" / "cat.jpg")


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """An upload, and somebody who asks in English."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    request = gr.Request()
    request.headers, request.query_params = {"accept-language": "en"}, {}

    def ask(picture: Image.Image, name: str = "cat.png", **saved):
        picture.save(tmp_path / name, **saved)
        return {"path": str(tmp_path / name)}, request

    return ask


def test_a_mosaic_shows_each_map_from_its_least_to_its_greatest():
    maps = torch.tensor([[[0.0, 1.0], [2.0, 3.0]], [[5.0, 5.0], [5.0, 5.0]]])   # (2, 2, 2)
    sheet = mosaic.numbered(maps).convert("RGBA")
    place = mosaic.grid(2, 2, 2)
    first = [sheet.getpixel((place.left + x * place.zoom, place.top + y * place.zoom))[0]
             for y in (0, 1) for x in (0, 1)]
    assert first == pytest.approx([0, 85, 170, 255], abs=2)
    assert sheet.getpixel((place.left + place.across, place.top)) == (0, 0, 0, 255)
    assert sheet.getpixel((0, 0))[3] == 0       # the paper is that of the page


def test_colour_scales():
    maps = torch.tensor([[[-1.0, 4.0]], [[0.0, 2.0]]])
    ends = lambda *how: [(low.item(), high.item())  # noqa: E731
                         for low, high in zip(*mosaic.ranges(maps, *how))]
    assert ends("map", "grey") == [(-1, 4), (0, 2)]
    assert ends("layer", "viridis") == [(-1, 4)] * 2
    assert ends("fixed", "grey") == [(-3, 3)] * 2
    assert ends("map", "diverging") == [(-4, 4), (-2, 2)]
    middle = mosaic.palette("diverging")[3 * 120 : 3 * 120 + 3]
    assert min(middle) > 235        # zero is (nearly) white


@pytest.mark.parametrize("count", [1, 3, 6, 16, 32, 64, 128])
def test_a_click_on_a_tile_finds_it(count):
    for height, width in ((5, 3), (92, 169), (1024, 1024)):
        place = mosaic.grid(count, height, width)
        assert place.sheet[0] <= 1500
        for k in range(count):
            x = place.left + k % place.columns * place.across + place.width // 2
            y = place.top + k // place.columns * place.down + place.height // 2
            assert mosaic.tile_at(place, x, y) == k


@pytest.mark.parametrize("network", selection.NETWORKS)
def test_every_step_of_every_network_is_shown(network):
    for step in layers.list_steps(selection.look(CAT, View(network=network)).source.net):
        look = selection.look(CAT, View(network=network, step=step.name, map=2, row=3, column=5))
        parts = inspector_handlers.everything(look, None)
        assert parts[1]["src"].startswith("data:image/png")
        value = look.seen[look.view.map - 1, look.view.row, look.view.column].item()
        assert number(value) in parts[-1]       # the written-out sum ends in the map's own value


@pytest.mark.parametrize(("wanted", "size"), [
    (View(), (184, 338)),
    (View(side=64, shape="square"), (64, 64)),
    (View(side=1024, shape="own"), (1024, 512)),
])
def test_other_sizes(wanted, size):
    tall = Image.new("RGB", (100, 200), "teal")
    assert selection.pixels(tall, wanted).shape == (1, 3, *size)
    assert selection.look(tall, wanted).seen.shape[1:] == (size[0] // 2, size[1] // 2)


def test_a_click_on_an_enlarged_map_is_the_number_there():
    look = selection.look(CAT, View(map=7))
    row, column = inspector_figures.cell(inspector_figures.enlarged(look)["grid"]["columns"] * 10 + 21, look)
    assert (row, column) == (10, 21)
    large = selection.look(CAT, View(side=1024, shape="square", step="relu1"))
    grid = inspector_figures.enlarged(large)["grid"]
    assert inspector_figures.cell(grid["count"] - 1, large) == (1023, 1023)


def test_dead_maps_may_be_left_out_and_the_active_ones_come_first():
    everything = selection.look(CAT, View(weights="random", step="relu2"))
    maps = everything.seen.clone()
    maps[3] = 0
    look = everything._replace(maps={**everything.maps, "relu2": maps[None]})
    assert 3 in inspector_figures.order(look)
    assert 3 not in inspector_figures.order(look._replace(view=look.view._replace(dead=False)))
    active = inspector_figures.order(look._replace(view=look.view._replace(order="activity")))
    means = [maps[k].abs().mean().item() for k in active]
    assert means == sorted(means, reverse=True)


def test_random_kernels_are_those_of_their_seed():
    first = selection.find("random", seed=1).net.conv1.weight
    torch.manual_seed(1)
    torch.testing.assert_close(first, torch.nn.Conv2d(3, 16, 3, padding=1).weight)
    assert not torch.equal(first, selection.find("random", seed=2).net.conv1.weight)


VIEWS = {
    "trained": View(side=100),
    "random, before the bias": View(weights="random", seed=4, side=90, step="conv2",
                                    colours="diverging", order="activity"),
    "batch norm": View(network="mnist", step="norm2", scale="layer", colours="viridis"),
    "5×5 kernels": View(network="fashion_mnist_tutorial", step="relu2", scale="fixed"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", VIEWS)
def test_the_code_makes_the_very_same_figure(kind, tmp_path, monkeypatch):
    """Run as it is, beside the files that come with it."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    look = selection.look(CAT, VIEWS[kind])
    folder, name = Path(export_code.files(look)[0]).parent, look.path[-1].name
    monkeypatch.chdir(folder)
    again = runpy.run_path("maps.py")
    kept = np.load(folder / "maps.npz")[name]
    np.testing.assert_allclose(again["maps"].numpy(), kept, atol=1e-5, rtol=1e-5)
    assert torch.equal(load_file(folder / "maps.safetensors")[name], torch.from_numpy(kept))
    assert (folder / f"{name}.png").stat().st_size > 1000
    sheet = np.asarray(Image.open(folder / "mosaic.png").convert("RGBA"))
    place = mosaic.grid(len(again["shown"]), *kept.shape[1:])
    for k, (channel, axes) in enumerate(zip(again["shown"], again["figure"].axes)):
        drawn = axes.images[0].to_rgba(kept[channel], bytes=True)
        top = place.top + k // place.columns * place.down
        left = place.left + k % place.columns * place.across
        tile = sheet[top : top + place.height : place.zoom, left : left + place.width : place.zoom]
        assert np.abs(tile.astype(int) - drawn).max() <= 12, k      # 240 shades stand for 256


def test_a_link_brings_the_view_back(asked):
    _, request = asked(CAT)
    wanted = View(weights="random", seed=9, side=200, network="mnist", step="relu1", dead=False,
                  scale="layer", order="activity", map=3, row=4, column=5)
    query = {k: str(v).lower() if isinstance(v, bool) else str(v)
             for k, v in wanted._asdict().items()}
    assert export.from_link(View(), query) == wanted
    request.query_params = {"show": "maps", **query}
    tab, *rest = export.open_link(CAT, request)
    assert tab.selected == "maps"
    assert rest[:5] == ["random", 9, 200, "tutorial", "mnist"]


def test_without_a_link_no_control_is_touched(asked):
    """Somebody may have been quicker than the first answer."""
    _, request = asked(CAT)
    request.query_params = {"lesson": "stride", "side": "100"}
    controls = len(View._fields) - len(inspector.FILLED)
    assert export.open_link(CAT, request)[: 1 + controls] == (gr.skip(),) * (1 + controls)


@pytest.mark.parametrize("query", [
    {"seed": "x", "side": "-5", "map": "9" * 40}, {"network": "resnet", "colours": "<b>"},
    {"weights": "nobody/knows"}, {"step": "fc1"}, {"row": "10000", "column": "10000"},
])
def test_a_wrong_link_shows_what_is_usual(asked, query):
    _, request = asked(CAT)
    request.query_params = {"show": "maps", **query}
    parts = export.open_link(CAT, request)
    assert isinstance(parts[-1], str)


@pytest.mark.parametrize("setting", [
    {"network": "resnet"}, {"colours": ["grey"]}, {"scale": None}, {"weights": "../mnist"},
])
def test_an_unknown_choice_is_told_in_a_sentence(asked, setting):
    image, request = asked(CAT)
    with pytest.raises(gr.Error, match="choose one of"):
        inspector_handlers.draw(image, request, **{**View()._asdict(), **setting})


@pytest.mark.parametrize("setting", [
    {"seed": None, "side": float("nan"), "map": -3}, {"row": 1e9, "column": "x", "side": 1e300},
])
def test_numbers_beyond_their_limits_are_brought_back(asked, setting):
    image, request = asked(CAT)
    setting = {**View()._asdict(), **setting, "side": setting.get("side") and 64}
    assert inspector_handlers.draw(image, request, **setting)[1]["src"]


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
    small = selection.pixels(selection.opened(image, request), View(side=64)).mean(1)
    cat = selection.pixels(CAT, View(side=64)).mean(1)
    assert np.corrcoef(small.flatten(), cat.flatten())[0, 1] > 0.9


def test_a_picture_is_upright_as_the_camera_was_held(asked):
    exif = Image.Exif()
    exif[274] = 6       # the camera was turned; a quarter turn clockwise sets it right
    image, request = asked(CAT.convert("RGB"), "a.jpg", exif=exif)
    upright = selection.opened(image, request)
    assert upright.size == CAT.size[::-1]


def test_pooling_shrinks_and_shifts_count_less_the_more_is_pooled():
    x = torch.arange(16.0).view(1, 1, 4, 4)
    assert pooling.pooled(x, "max", 1, 2, 2).flatten().tolist() == [5, 7, 13, 15]
    assert pooling.pooled(x, "average", 1, 2, 2).flatten().tolist() == [2.5, 4.5, 10.5, 12.5]
    assert pooling.pooled(x, "max", 4, 2, 2).shape == (1, 1, 1, 1)
    pixels = selection.pixels(CAT, View())
    path = layers.steps_up_to(layers.list_steps(selection.find("trained").net), "relu1")
    for changes in pooling.shifted(path, pixels, 0, 1, 2, 2).values():
        assert changes[0] > changes[2] > changes[4] > 0
    assert pooling.shifted(path, pixels, 0, 0, 2, 2)["max"] == [0] * 5
    torch.testing.assert_close(pooling.moved(pixels, 0, 3)[..., 3:], pixels[..., :-3])


def test_pooling_and_growth_take_whatever_they_are_given(asked):
    image, request = asked(CAT)
    sheets = pooling.pool(image, "random", 1, 64, "square", "maps2", 4, 4, 4, 8, 8, request)
    assert sheets[0]["src"] and "table" in sheets[2]
    *pictures, told = epochs.compare(image, 1, 64, "own", 99, "fc9", True, request)
    assert all(picture["src"] for picture in pictures)
    assert "%" in told


def test_no_picture_changes_nothing(asked):
    _, request = asked(CAT)
    assert inspector_handlers.draw(None, request, **View()._asdict()) == (gr.skip(),) * 10
    assert export.prepare(None, request, **View()._asdict()) == (gr.skip(),) * 2


def test_the_viewer_frames_a_box():
    framed = tile_picker.framed(Image.new("RGB", (50, 40)), (10, 5, 30, 20), "words")
    grid = framed["grid"]
    assert (grid["left"], grid["top"], grid["width"], grid["height"]) == (10, 5, 20, 15)
    assert framed["alt"] == "words" and not framed["tab"]
