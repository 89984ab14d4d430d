"""Serve the smallest Gradio app around our network; `load.py` compares the app with it.

The drawing comes as text, as our own pad sends it: Gradio's Sketchpad would need about twenty
uploads for each.
"""

import sys
from pathlib import Path

import gradio as gr
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from demo.uploads import open_drawing
from hub.checkpoint import load
from hub.predict import predict
from hub.preprocess import drawing_ink

torch.set_num_threads(1)
NET = load(Path(__file__).parents[2] / "hub" / "checkpoints" / "mnist")


def recognise(drawing: str) -> dict[str, float]:
    """Return the probabilities of the ten digits."""
    return predict(NET, drawing_ink(open_drawing(drawing)).image).probs


demo = gr.Interface(recognise, gr.Textbox(), gr.Label(), live=True, flagging_mode="never")

if __name__ == "__main__":
    demo.launch()
