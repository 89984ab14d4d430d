"""The door: every page in one Blocks.  `gradio app.py`, or `python app.py` as a Space does."""

import os
import tempfile
from pathlib import Path

import gradio as gr
import torch

from demo.fashion_mnist import handlers as fashion_mnist
from demo.feature_maps import page as feature_maps
from demo.i18n import NAME, TITLE, load, t
from demo.lessons import page as lessons
from demo.lessons.glossary import page as glossary
from demo.mnist import handlers as mnist
from demo.networks import registry
from demo.templates import head_styles
from demo.training_runs import page as runs
from demo.uploads import MAX_MB

HERE = Path(__file__).parent
# Uploads go where no other app of this machine keeps its own; `uploads` opens nothing else.
UPLOADS = Path(tempfile.gettempdir()) / f"convlens-{Path.home().name}"
os.environ.setdefault("GRADIO_TEMP_DIR", str(UPLOADS))
torch.set_num_threads(1)    # small networks: visitors side by side gain more than one alone
registry.start_downloads()

with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600)) as demo:
    gr.Markdown(f"# {NAME}")
    gr.Markdown(t("tagline"))
    with gr.Tabs(overflow_behavior="wrap") as rooms:     # on a phone all are seen
        with gr.Tab(t("digits"), id="digits"):
            digits = mnist.page()
        with gr.Tab(t("maps"), id="maps"):
            feature_maps.page(demo, rooms)
        with gr.Tab(t("fashion"), id="fashion"):
            garments = fashion_mnist.page()
        with gr.Tab(t("lessons"), id="lessons"):
            lessons.build(rooms)
        with gr.Tab(t("runs"), id="runs") as tab:
            runs.page(rooms, tab, {"mnist": digits, "fashion_mnist": garments})
    glossary.build()    # for the links of every page
demo.queue(max_size=64, api_open=False)

LAUNCH = dict(
    i18n=load(),
    theme=gr.themes.Soft(primary_hue="indigo", font=["system-ui", "sans-serif"]),
    css_paths=HERE / "demo" / "style.css",
    head=lessons.lessons_head() + head_styles(demo),
    max_file_size=f"{MAX_MB}mb",
    footer_links=["api", "settings"],
    run_history=False,      # a live drawing would fill it
    ssr_mode=False,
)

if __name__ == "__main__":
    demo.launch(**LAUNCH)
