"""Below the pad, one tab each: the scores' parts, the first layer, the neighbours, the mistakes."""

from typing import Any

import gradio as gr
from torch import Tensor, nn

from demo import images, mosaic
from demo.i18n import bilingual, both, t
from demo.mnist import attribution, neighbours
from demo.templates import template

SHOWN = 5       # of the channels that speak for a digit, and as many of those against


def page() -> tuple[gr.HTML, gr.HTML, gr.HTML, gr.HTML, gr.Tab]:
    """The four tabs: what fills them, and the last one, which is filled when it is opened."""
    gr.Markdown("### " + t("why"))
    gr.Markdown(t("why_intro"), elem_classes="small")
    heads = [both(f"head_{name}") for name in ("digit", "plus", "minus")]
    heads += [both("parts_constant"), both("head_score")]
    with gr.Tabs(overflow_behavior="wrap"):
        with gr.Tab(t("parts"), id="parts"):
            gr.Markdown(t("parts_text"), elem_classes="small")
            parts = template("mnist/score_terms", "why-parts", heads=heads)
        with gr.Tab(t("first_maps"), id="first"):
            gr.Markdown(t("first_maps_text"), elem_classes="small")
            maps = template("mnist/first_maps", "why-maps", words=bilingual("first_layer_maps"))
        with gr.Tab(t("near"), id="near"):
            gr.Markdown(t("near_text"), elem_classes="small")
            near = template("mnist/neighbours", "why-near")
        with gr.Tab(t("wrong"), id="wrong") as tab:
            gr.Markdown(t("wrong_text"), elem_classes="small")
            wrong = template("mnist/mistakes", "why-wrong")
    return parts, maps, near, wrong, tab


def scores(net: nn.Module, image: Tensor, index: int) -> dict[str, Any]:
    """How the score of a class is made up, and of all ten: what the template shows."""
    parts = attribution.parts(net, image)
    digit, total = net.classes[index], parts.terms.sum(1) + parts.constant
    shown = {
        "title": both("parts_title", digit=digit, score=signed(total[index])),
        "channels": channels(parts, index),
        "rows": [row(parts, net.classes, k, index) for k in range(len(net.classes))],
        "seen": images.pixels_url(image),
    }
    if parts.places == 1:
        return {**shown, "no_places": both("parts_no_places")}
    places = parts.by_place()[index].flatten()      # (9,)
    numbers = ", ".join(signed(term) for term in places)
    return {**shown, "places": [term_cell(term, places.abs().max()) for term in places],
            "places_words": bilingual("parts_places", digit=digit, numbers=numbers)}


def channels(parts: attribution.Parts, index: int) -> list[dict[str, Any]]:
    """The channels that say most for a class and against it, the rest in one, and the constant."""
    terms = parts.by_channel()[index]               # (channels,)
    order = terms.argsort(descending=True).tolist()
    ends = order[:SHOWN] + order[-SHOWN:]
    kind = "parts_unit" if parts.places == 1 else "parts_channel"
    rest = both("parts_rest", count=len(terms) - len(ends)), terms.sum() - terms[ends].sum()
    found = [(both(kind, number=k + 1), terms[k]) for k in order[:SHOWN]]
    found += [rest, *((both(kind, number=k + 1), terms[k]) for k in order[-SHOWN:])]
    found += [(both("parts_constant"), parts.constant[index])]
    most = max(abs(float(term)) for _, term in found)
    return [{"name": name, "width": f"{100 * abs(float(term)) / max(most, 1e-6):.0f}",
             "side": side(term), "shown": signed(term)} for name, term in found]


def row(parts: attribution.Parts, classes: list[str], k: int, index: int) -> dict[str, str]:
    """One class: what speaks for it, against it, the constant, and their sum."""
    plus, minus = (parts.terms[k].clamp(**limit).sum() for limit in ({"min": 0}, {"max": 0}))
    return {
        "digit": classes[k], "plus": signed(plus), "minus": signed(minus),
        "constant": signed(parts.constant[k]), "score": signed(plus + minus + parts.constant[k]),
        "chosen": "chosen" if k == index else "",
    }


def term_cell(term: Tensor, most: Tensor) -> dict[str, str]:
    """One of the nine places, coloured as strongly as it speaks."""
    return {"shown": signed(term), "side": side(term),
            "strength": f"{0.75 * float(term.abs() / most.clamp(min=1e-6)):.2f}"}


def side(term: Tensor) -> str:
    """Which way a term pulls."""
    return "for" if term > 0 else "against"


def signed(term: Tensor) -> str:
    """A term as people write it, with a true minus."""
    return f"{float(term):+.2f}".replace("-", "−")


def first_maps(net: nn.Module, image: Tensor) -> dict[str, Any]:
    """The maps of the first layer as one numbered sheet."""
    maps = attribution.first_maps(net, image)
    _, count, height, width = maps.shape
    sheet = mosaic.numbered_mosaic(maps[0])
    size = both("first_maps_size", count=count, height=height, width=width)
    return {"url": images.png_url(sheet), "size": size}


def near(net: nn.Module, image: Tensor) -> list[dict[str, str]]:
    """The neighbours of a picture, as the template shows them."""
    pictures = neighbours.sheet("train")
    return [
        {"url": images.pixels_url(pictures[n][None]), "digit": digit, "distance": f"{apart:.1f}",
         "words": bilingual("training_digit", digit=digit)}
        for n, digit, apart in neighbours.nearest(net, image)
    ]


def wrong(net: nn.Module) -> list[dict[str, str]]:
    """What a network gets wrong, as the template shows it."""
    pictures = neighbours.sheet("hard")
    return [
        {"url": images.pixels_url(pictures[n][None]), "index": n, "digit": digit, "taken": taken,
         "percent": f"{p:.0%}",
         "words": bilingual("mistake", digit=digit, taken=taken, percent=f"{p:.0%}")}
        for n, digit, taken, p in neighbours.mistakes(net)
    ]
