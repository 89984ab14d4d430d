"""The data of an event, through the part of Gradio's interface that it does not document."""

import gradio as gr
import pytest

from demo.events import event_data


def test_the_object_that_a_script_sent():
    assert event_data(gr.EventData(None, {"index": [1, 2]})) == {"index": [1, 2]}


@pytest.mark.parametrize("sent", [None, "index", ["index"], 3])
def test_anything_else_is_empty(sent):
    assert event_data(gr.EventData(None, sent)) == {}
