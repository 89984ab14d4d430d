"""Put all pages into one Gradio app.  Run `gradio app.py`, or `python app.py` as a Space does."""

import gc

gc.disable()    # below, a million objects are made that stay: looking for garbage takes a second

import os
import signal
import threading

# Ctrl-C while all this is being imported: no traceback. Gradio 6.31 runs it again in a thread.
if __name__ == "__main__" and threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from pathlib import Path

import gradio as gr
import matplotlib
import torch
from starlette.middleware import Middleware

from demo.address import keep_in_address, set_from_address
from demo.fashion_mnist import page as fashion_mnist
from demo.fashion_mnist.api import publish_garments
from demo.feature_maps import page as feature_maps
from demo.feature_maps.api import publish_maps
from demo.feature_maps.selection import FOLDS as MAPS_FOLDS
from demo.feature_maps.selection import TABS as MAPS_TABS
from demo.header import header, page_head
from demo.i18n import TITLE, load_translations, t
from demo.lessons import page as lessons
from demo.lessons.glossary import page as glossary
from demo.lessons.shapes.api import publish_sizes
from demo.limits.bodies import BodyLimit
from demo.limits.budget import bound_work
from demo.limits.full_queue import FullQueue
from demo.limits.upload_quota import UploadQuota
from demo.limits.values import explain_odd_values
from demo.mnist import early_pad, live
from demo.mnist import page as mnist
from demo.mnist.api import publish_digits
from demo.networks import picker, registry
from demo.server import poll_queue_less, serve_files
from demo.serving.direct_answers import DirectAnswers
from demo.serving.health import NothingNew, health_routes
from demo.serving.metrics import publish_metrics
from demo.serving.private_folder import create_private_folder
from demo.serving.sessions import keep_little
from demo.serving.stopping import stop_on_signals
from demo.templates import head_styles
from demo.theme import build_theme
from demo.training_runs import page as training_runs
from demo.uploads import MAX_MB

HERE = Path(__file__).parent
HEAD_STYLES = HERE / "demo" / "head.css"
STYLES = ("style.css", "touch.css", "header/page.css", "feature_maps/page.css",
          "engineers/page.css")
if not os.environ.get("GRADIO_TEMP_DIR"):   # of uploads; demo/uploads.py opens no file elsewhere
    os.environ["GRADIO_TEMP_DIR"] = str(create_private_folder())
matplotlib.use("agg")       # or Gradio looks for windows at the first answer: 0.3 s for everybody
torch.set_num_threads(1)    # small networks: serving several visitors at once gains more
registry.start_downloads()

with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600)) as demo:
    header.build(
        tabs={"maps": MAPS_TABS, "lessons": lessons.NAMES, "runs": training_runs.TABS},
        folds={"digits": mnist.FOLDS, "maps": MAPS_FOLDS, "fashion": fashion_mnist.FOLDS},
        parts={"runs": training_runs.PARTS},
    )
    with gr.Tabs(elem_id="pages") as tabs:      # the header stands for their bar
        with gr.Tab(t("digits"), id="digits"):
            digits = mnist.build()
        with gr.Tab(t("maps"), id="maps") as maps:
            feature_maps.build(demo, tabs, maps)
        with gr.Tab(t("fashion"), id="fashion") as fashion:
            garments = fashion_mnist.build(fashion)
        with gr.Tab(t("lessons"), id="lessons"):
            lessons.build()
        with gr.Tab(t("runs"), id="runs") as tab:
            runs = training_runs.build(tabs, tab, {"mnist": digits, "fashion_mnist": garments})
        with gr.Tab(t("teacher"), id="teacher"):
            lessons.build_teacher()
    for name, controls in (("digits", {"network": digits}), ("fashion", {"network": garments}),
                           ("runs", runs)):
        set_from_address(demo, name, controls)
        keep_in_address(name, controls)
    glossary.build()    # for the links of every page
    publish_digits(demo)
    publish_garments(demo)
    publish_maps(demo)
    publish_sizes(demo)
demo.queue(max_size=64, api_open=False)
poll_queue_less(demo)
explain_odd_values(demo)
bound_work(demo)
metrics_middleware, metrics_routes = publish_metrics(demo)
keep_little()
page_head.rewrite_page(early_pad.write_early_pad())

gc.collect()
gc.freeze()     # they are not looked at again, which would hold up answers for 0.3 s
gc.enable()

LAUNCH = dict(
    i18n=load_translations(later=picker.LATER_WORDS),
    theme=build_theme(),
    css_paths=[HERE / "demo" / name for name in STYLES],
    **serve_files(
        demo,
        head=lessons.lessons_head() + header.tab_labels_head(demo) + head_styles(demo, HEAD_STYLES),
        routes=[page_head.preview_route(), *health_routes(), *metrics_routes],
        before=[
            *metrics_middleware, Middleware(NothingNew), Middleware(FullQueue),
            Middleware(BodyLimit), Middleware(UploadQuota),
            Middleware(DirectAnswers, "show_answer", live.read_call, live.answer_calls)],
    ),
    max_file_size=f"{MAX_MB}mb",
    state_session_capacity=1000,    # visitors, of whom the oldest is forgotten first
    footer_links=["api"],
    run_history=False,      # live drawing would fill it
    ssr_mode=False,
)

if __name__ == "__main__":
    stop_on_signals(demo)
    demo.launch(**LAUNCH)
