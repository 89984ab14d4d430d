"""The palette: contrast of every text, classes that all people can tell apart, one source each."""

import re
from itertools import combinations, product

import numpy as np
import pytest
from paths import ROOT

from demo import mosaic, theme

STYLE = (ROOT / "demo" / "style.css").read_text(encoding="utf-8")
MODES = {":root": theme.LIGHT, ".dark": theme.DARK}
# Machado, Oliveira and Fernandes 2009, severity 1; they multiply linear RGB.
SIGHT = {
    "all colours": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.01182, 0.04294, 0.968881]],
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                   [0.0193339, 0.1191920, 0.9503041]])


def own_colours(selector: str) -> dict[str, str]:
    """Return the colours that demo/style.css declares for a theme."""
    block = re.search(rf"^{re.escape(selector)} {{(.+?)^}}", STYLE, re.M | re.S)[1]
    return dict(re.findall(r"--([\w-]+): (#\w{6})", block))


def linear(colour: str) -> np.ndarray:
    """Convert #rrggbb to linear RGB from 0 to 1."""
    rgb = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    dark, light = sorted(linear(colour) @ TO_XYZ[1] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, sight: str) -> np.ndarray:
    """Return how a colour is seen, in CIELAB."""
    seen = np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ seen / TO_XYZ.sum(1), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def mixed(colour: str, share: float, base: str) -> str:
    """Mix two colours in sRGB, as the pages do for numbers on a coloured cell."""
    pairs = zip(*(bytes.fromhex(text[1:]) for text in (colour, base)))
    return "#" + bytes(round(share * a + (1 - share) * b) for a, b in pairs).hex()


@pytest.mark.parametrize("selector", MODES)
def test_text_has_enough_contrast(selector):
    colours, own = MODES[selector], own_colours(selector)
    texts = [colours[name] for name in ("text", "subdued", "link", "error")]
    texts += [own[name] for name in ("positive", "negative", "right", "wrong")]
    papers = [colours[name] for name in ("background", "panel", "input")]
    pairs = [*product(texts, papers), (colours["button_text"], colours["button"]),
             (colours["button_text"], colours["button_hover"])]
    fills = [("positive-fill", 0.75), ("negative-fill", 0.75), ("window", 0.5),
             ("right", 0.45), ("wrong", 0.45)]
    pairs += [(colours["text"], mixed(own[name], share, colours["background"]))
              for name, share in fills]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("selector", MODES)
def test_lines_and_fills_are_visible(selector):
    colours, own = MODES[selector], own_colours(selector)
    lines = ["training-line", "test-line", "first-run", "second-run", "window"]
    lines += [f"class-{k}" for k in range(10)]
    pairs = [(own[name], colours["background"]) for name in lines]
    pairs += [(colours["outline"], colours["input"]), (colours["accent"], colours["background"])]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 3} == {}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("selector", MODES)
def test_classes_can_be_told_apart(selector, sight):
    """About 2 is a difference that is just noticeable."""
    seen = [lab(own_colours(selector)[f"class-{k}"], sight) for k in range(10)]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 15


def test_captions_are_legible_on_any_page():
    colours = ["#" + bytes(rgb).hex() for rgb in (theme.CAPTION_TEXT, theme.CAPTION_BACKGROUND)]
    assert contrast(*colours) > 7
    assert bytes(theme.CAPTION_TEXT) == mosaic.palette("grey")[-3:]


def test_signs_have_the_same_colours_in_python_and_on_the_page():
    for name, rgb in theme.ON_INK.items():
        assert "#" + bytes(rgb).hex() == own_colours(".dark")[name]
    negative, positive = theme.DIVERGING[1], theme.DIVERGING[3]
    assert own_colours(":root")["negative-fill"] == negative
    assert own_colours(":root")["positive-fill"] == positive
    low, high = theme.diverging_map()([0.0, 1.0])
    assert low[0] > low[2] and high[2] > high[0]        # orange is negative, blue positive


def test_pages_take_signs_and_classes_from_the_palette():
    """Colours with a meaning are declared once."""
    meant = {colour for selector in MODES for colour in own_colours(selector).values()}
    meant -= {own_colours(":root")["window"]}       # also on white paper, where dark doesn't apply
    for path in (ROOT / "demo").rglob("*.*"):
        if path.suffix in (".css", ".js", ".html") and path.name != "style.css":
            assert not meant & set(re.findall(r"#\w{6}", path.read_text(encoding="utf-8"))), path
    for name in (f"class-{k}" for k in range(10)):
        assert f"var(--{name})" in theme.CLASS_COLOURS


def test_training_is_solid_and_validation_dashed_in_every_lesson():
    found = set()
    for path in (ROOT / "demo" / "lessons").rglob("*.css"):
        rules = re.findall(r"([^{}]+){([^{}]*)}", path.read_text(encoding="utf-8"))
        for selector, body in rules:
            if "stroke: var(--training-line)" in body:
                assert "dasharray" not in body, (path, selector)
            if re.search(r"\.(test|validation)\s*$", selector) and "stroke: " in body:
                assert "stroke: var(--test-line); stroke-dasharray:" in body, (path, selector)
                found.add(path.stem)
    assert {"fitting", "homework", "optimizers", "tensorboard"} <= found


def test_the_theme_uses_the_palette():
    built = theme.build_theme()
    for variable, role in theme.ROLES.items():
        assert getattr(built, variable) == theme.LIGHT[role]
        assert getattr(built, f"{variable}_dark") == theme.DARK[role]
    assert own_colours(".dark")["color-accent"] == theme.DARK["accent"]
    assert (built.text_sm, built.text_md, built.text_lg) == ("13px", "16px", "20px")
