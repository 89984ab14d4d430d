"""Serve the smallest app that does the like: a pad and a label, by Gradio alone.

`weight.py` compares the first load of the app with this one's.
"""

import gradio as gr

with gr.Blocks() as demo:
    pad = gr.Sketchpad()
    label = gr.Label()
    pad.change(lambda drawing: {"7": 0.9, "1": 0.1}, pad, label)

if __name__ == "__main__":
    demo.launch()
