"""Put all pages into one Gradio app.  Run `gradio app.py`, or `python app.py` as a Space does."""

import os
import tempfile
from pathlib import Path

import gradio as gr
import torch

from demo.fashion_mnist import page as fashion_mnist
from demo.feature_maps import page as feature_maps
from demo.header import header, page_head
from demo.i18n import TITLE, load_translations, t
from demo.lessons import page as lessons
from demo.lessons.glossary import page as glossary
from demo.mnist import page as mnist
from demo.networks import registry
from demo.server import serve_files
from demo.templates import head_styles
from demo.theme import build_theme
from demo.training_runs import page as training_runs
from demo.uploads import MAX_MB

HERE = Path(__file__).parent
# A folder that no other app on this machine uses; demo/uploads.py opens no file elsewhere.
HOME = Path(os.path.expanduser("~"))      # "~" for a user without one; Path.home() would fail
UPLOADS = Path(tempfile.gettempdir()) / f"convlens-{HOME.name}"
os.environ.setdefault("GRADIO_TEMP_DIR", str(UPLOADS))
torch.set_num_threads(1)    # small networks: serving several visitors at once gains more
registry.start_downloads()

with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600)) as demo:
    header.build(lessons.NAMES)
    with gr.Tabs(elem_id="pages") as tabs:      # the header stands for their bar
        with gr.Tab(t("digits"), id="digits"):
            digits = mnist.build()
        with gr.Tab(t("maps"), id="maps") as maps:
            feature_maps.build(demo, tabs, maps)
        with gr.Tab(t("fashion"), id="fashion"):
            garments = fashion_mnist.build()
        with gr.Tab(t("lessons"), id="lessons"):
            lessons.build()
        with gr.Tab(t("runs"), id="runs") as tab:
            training_runs.build(tabs, tab, {"mnist": digits, "fashion_mnist": garments})
    glossary.build()    # for the links of every page
demo.queue(max_size=64, api_open=False)
page_head.replace_preview()

LAUNCH = dict(
    i18n=load_translations(),
    theme=build_theme(),
    css_paths=[HERE / "demo" / "style.css", HERE / "demo" / "header" / "page.css"],
    **serve_files(
        demo, head=lessons.lessons_head() + header.tab_labels_head(demo) + head_styles(demo),
        routes=[page_head.preview_route()],
    ),
    max_file_size=f"{MAX_MB}mb",
    footer_links=["api"],
    run_history=False,      # live drawing would fill it
    ssr_mode=False,
)

if __name__ == "__main__":
    demo.launch(**LAUNCH)
