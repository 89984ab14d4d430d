"""Components from files: words in both languages, scripts that are there, styles in the head."""

import gradio as gr
import pytest
from paths import ROOT

from demo.i18n import both
from demo.templates import NEEDS, fill_words, head_styles, template

DEMO = ROOT / "demo"
SCRIPTS = [path for path in DEMO.rglob("*.js") if NEEDS.match(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("place", "words"), [
    ("<!-- network -->", both("network")),
    ("<!-- {{value.name}} -->", {"en": "{{value.name.en}}", "zh": "{{value.name.zh}}"}),
])  # fmt: skip
def test_words_are_filled_in_both_languages(place, words):
    """As two elements; as an attribute in English, and beside it in each language."""
    html = fill_words(f'<p title="1: {place} (E)">{place}</p>')
    title = " ".join([f'title="1: {words["en"]} (E)"', f'data-en-title="1: {words["en"]} (E)"',
                      f'data-zh-title="1: {words["zh"]} (E)"'])
    spans = f'<span lang="en">{words["en"]}</span><span lang="zh">{words["zh"]}</span>'
    assert html == f"<p {title}>{spans}</p>"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_scripts_that_a_script_names_are_there(script):
    for name in NEEDS.match(script.read_text(encoding="utf-8"))[1].split(", "):
        shared = (DEMO / "shared" / "templates", DEMO / "lessons" / "shared")
        files = [script.with_name(name), *(folder / name for folder in shared)]
        assert sum(file.is_file() for file in files) == 1, name


def test_styles_move_to_the_head_once():
    """Gradio keeps its components in `blocks`, and takes the style sheet from `css_template`."""
    with gr.Blocks() as app:
        charts = [template("training_runs/chart", f"chart-{n}") for n in (1, 2)]
        plain = gr.HTML("no styles")
    assert set(app.blocks.values()) >= {*charts, plain}
    css = charts[0].css_template
    head = head_styles(app)
    assert css and head.count(css) == 1
    assert ':is(#chart-1, #chart-2) [id^="html-"]' in head
    assert not any(chart.css_template for chart in charts)
    assert not any("css_template" in chart.get_config() and chart.get_config()["css_template"]
                   for chart in charts)
