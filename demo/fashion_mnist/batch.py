"""Classify one of many photos, for the table of them."""

from typing import Any

import gradio as gr

from demo import uploads
from demo.fashion_mnist import handlers
from demo.fashion_mnist.answer import rank_classes, second_guess
from demo.i18n import both, class_words
from hub.garment import find_garment
from hub.predict import predict

MOST = 64       # photos at once


def classify_file(sent: Any) -> dict[str, Any]:
    """Classify an uploaded photo, `path`, with the network `model`; or say what is wrong with it.

    Its name for programs is `label`; `answer`, `second` and `error` are in both languages.
    """
    sent = sent if isinstance(sent, dict) else {}
    try:
        net = handlers.garment_network(sent.get("model")).net
        photo = uploads.decode_picture(uploads.find_upload(sent))
    except uploads.RefusedFile as refused:
        return {"error": both(refused.key, **refused.values)}
    except gr.Error:
        return {"error": both("many_network")}
    found = find_garment(photo)
    if found is None:
        return {"error": both("no_garment")}
    answer = predict(net, found.ink.image)
    best, second = rank_classes(answer)[0], second_guess(answer)
    return {
        "label": answer.label or "none", "probability": round(answer.probs[best], 4),
        "answer": class_words(best) if answer.label else both("fashion_none"),
        "second": second and class_words(second),
        "probs": {name: round(p, 4) for name, p in answer.probs.items()},
    }
