"""What the tab of all layers shows after each choice; pure handlers, whose page is in `closer`."""

from typing import Any

import gradio as gr

from demo.feature_maps import inspector_figures, selection
from demo.feature_maps.selection import Look, View
from demo.i18n import bilingual
from hub import layers


def step_choices(path: list[layers.Step]) -> list[tuple[str, str]]:
    """Every step of a network, each with what was done there."""
    return [(f"{step.name} · {bilingual('step_' + step.kind)}", step.name) for step in path]


def panel(look: Look, request: gr.Request | None) -> tuple:
    """The chosen map and number: what `closer.page` shows below the mosaic."""
    return (
        look.view.map, look.view.row, look.view.column, inspector_figures.enlarged(look, request),
        inspector_figures.facts(look, request), inspector_figures.kernel(look, request),
        inspector_figures.field(look, request), inspector_figures.sums(look, request),
    )


def everything(look: Look, request: gr.Request | None) -> tuple:
    """All that `closer.page` shows; a network has its own steps."""
    choices = step_choices(layers.list_steps(look.source.net))
    step = gr.Dropdown(choices, value=look.view.step)
    return step, inspector_figures.mosaic(look, request), *panel(look, request)


def looked(image: Any, request: gr.Request, **settings: Any) -> Look | None:
    """What all controls ask for; None where there is no picture.  Raises gr.Error."""
    picture = selection.opened(image, request)
    return None if picture is None else selection.look(picture, View(**settings), request)


def draw(image: Any, request: gr.Request, **settings: Any) -> tuple:
    """Everything anew, because the picture or a control has changed."""
    look = looked(image, request, **settings)
    return (gr.skip(),) * 10 if look is None else everything(look, request)


def step_on(image: Any, request: gr.Request, **settings: Any) -> Any:
    """The maps of another layer of the same network; `renew` is to follow."""
    look = looked(image, request, **settings)
    return gr.skip() if look is None else inspector_figures.mosaic(look, request)


def renew(image: Any, request: gr.Request, **settings: Any) -> tuple:
    """All that is shown of the chosen map and number."""
    look = looked(image, request, **settings)
    return (gr.skip(),) * 8 if look is None else panel(look, request)


def move(image: Any, request: gr.Request, **settings: Any) -> tuple:
    """Another map or number, typed: what is being typed is not touched."""
    return renew(image, request, **settings)[3:]


def beside(image: Any, request: gr.Request, **settings: Any) -> tuple:
    """What is shown beside an enlarged map that is there already."""
    return renew(image, request, **settings)[4:]


def colour(image: Any, request: gr.Request, **settings: Any) -> tuple:
    """The same maps in other colours or another order."""
    look = looked(image, request, **settings)
    if look is None:
        return gr.skip(), gr.skip()
    return inspector_figures.mosaic(look, request), inspector_figures.enlarged(look, request)


def choose_map(image: Any, request: gr.Request, event: gr.SelectData, **settings: Any) -> tuple:
    """A click on the mosaic: that map, large, and its number; `beside` is to follow."""
    look = looked(image, request, **settings | {"map": event.value})
    if look is None:
        return gr.skip(), gr.skip()
    return look.view.map, inspector_figures.enlarged(look, request)


def choose_cell(image: Any, request: gr.Request, event: gr.SelectData, **settings: Any) -> tuple:
    """A click on the enlarged map."""
    look = looked(image, request, **settings)
    if look is None:
        return (gr.skip(),) * 4
    row, column = inspector_figures.cell(int(event.index), look)
    look = selection.moved(look, row=row, column=column)
    return row, column, inspector_figures.field(look, request), inspector_figures.sums(look, request)
