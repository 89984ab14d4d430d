"""The heavy work of all visitors shares one budget; a drawing does not wait for it."""

import asyncio
import time
from types import SimpleNamespace

import pytest
import torch
from own_loop import run_apart

from demo.events import DRAWING, NETWORKS
from demo.limits import budget
from demo.limits.budget import PLACES, bound_work, call_in_turn
from hub import layers
from hub.models import FeatureMaps

# These run no network and decode no picture; `use_newest` loads one of 30,000 weights, the
# repository boxes wait for the Hub, the generators for a script, `open_board` for TensorBoard; a
# link asks for a place itself.
LIGHT = {"update", "tick", "load_example", "recipe_choices", "stopped", "use_newest", "add_choice",
         "add", "open_board", "follow", "train_live", "open_page_of_link", "open_page_once",
         "count_choice"}


def test_every_listener_that_decodes_or_runs_a_network_is_in_the_budget(url):
    from app import demo

    found = [(fn.api_name.rstrip("_0123456789"), fn.concurrency_id)
             for fn in demo.fns.values() if fn.fn]
    assert {name for name, kind in found if kind not in PLACES} <= LIGHT
    assert [name for name, kind in found if kind == DRAWING] == ["show_answer"]
    assert {"recognise_digits", "compute_maps", "recolour"} <= dict(found).keys()


@pytest.fixture
def process(monkeypatch):
    """`process_api` of an app whose every answer takes 20 ms, and the most that ran at once."""
    most, running = {}, []

    async def answer(block_fn, **_):
        kind = block_fn.concurrency_id
        running.append(kind)
        most[kind] = max(most.get(kind, 0), running.count(kind))
        await asyncio.sleep(0.02)
        running.remove(kind)

    app = SimpleNamespace(process_api=answer)
    monkeypatch.setattr(budget, "BUDGETS", {k: budget.Budget(n) for k, n in PLACES.items()})
    bound_work(app)
    return app.process_api, most


def test_so_many_calls_run_at_once_and_the_others_keep_their_order(process):
    answer, most = process
    ended = []

    async def call(kind, number):
        await answer(SimpleNamespace(concurrency_id=kind))
        ended.append((kind, number))

    async def scenario():
        kinds = [NETWORKS] * 12 + [DRAWING] * 4 + ["other"] * 9
        await asyncio.gather(*(call(kind, number) for number, kind in enumerate(kinds)))

    run_apart(scenario())
    assert most == {NETWORKS: PLACES[NETWORKS], DRAWING: PLACES[DRAWING], "other": 9}
    heavy = [number for kind, number in ended if kind == NETWORKS]
    assert heavy == sorted(heavy)
    last_drawing = max(place for place, (kind, _) in enumerate(ended) if kind == DRAWING)
    assert [kind for kind, _ in ended[last_drawing:]].count(NETWORKS) >= 6


def test_a_place_is_given_back_by_a_call_that_fails_or_is_cancelled(process, monkeypatch):
    trimmed = []
    monkeypatch.setattr(budget, "trim_memory", lambda: trimmed.append(time.time()))
    monkeypatch.setattr(budget, "REST_SECONDS", 0.05)
    answer, _ = process

    async def scenario():
        heavy = SimpleNamespace(concurrency_id=NETWORKS)
        tasks = [asyncio.create_task(answer(heavy)) for _ in range(9)]
        await asyncio.sleep(0.005)
        for task in tasks[::2]:
            task.cancel()
        with pytest.raises(TypeError):
            await answer(heavy, 1)
        await asyncio.gather(*tasks, return_exceptions=True)
        assert not budget.BUDGETS[NETWORKS].working and not trimmed
        await asyncio.sleep(0.15)
        assert trimmed      # memory goes back when all is done
        await answer(heavy)

    run_apart(scenario())


def test_a_function_that_a_script_calls_waits_too(process):
    running, most = [], []

    def read(sent):
        running.append(sent)
        most.append(len(running))
        time.sleep(0.01)
        running.remove(sent)
        return sent + 1

    async def scenario():
        return await asyncio.gather(*(call_in_turn(read)(number) for number in range(6)))

    assert run_apart(scenario()) == [1, 2, 3, 4, 5, 6]
    assert max(most) <= PLACES[NETWORKS]


def test_maps_that_are_computed_on_demand_are_those_of_each_step():
    net = FeatureMaps(["a", "b"], [0.5] * 3, [0.25] * 3).eval().requires_grad_(False)
    path, x = layers.list_steps(net), torch.rand(1, 3, 256, 256)
    found, all_numbers = layers.run_steps(path, x), 0
    for step in path:
        x = step(x)
        assert torch.equal(found[step.name], x)
        all_numbers += x.numel()
    assert torch.equal(layers.run_to_end(path, found["pixels"]), x)
    assert sum(maps.numel() for maps in found.values()) < 0.45 * all_numbers
