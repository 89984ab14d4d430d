"""The homework's answers are PyTorch's, and its wrong answers are wrong."""

import re
from contextlib import redirect_stdout
from itertools import pairwise

import pytest
import torch
from homework_sheets import NAMES, open_exercises, sample_tasks

from demo.i18n import catalogue
from demo.lessons.page import LESSONS

SEEDS = 24


@pytest.fixture(scope="module")
def page(browser):
    page = open_exercises(browser)
    yield page
    page.close()


def check_answers(page, name: str, seed: int, *givens: dict) -> list[dict]:
    """Check several answers to one task."""
    return page.evaluate("""([place, seed, givens]) => givens.map((given) =>
        checkAnswer(place, taskOf(place, seed), given))""", [NAMES.index(name), seed, givens])


def answer_of(code: str) -> object:
    """Run copied code; return its answer."""
    names: dict = {}
    with redirect_stdout(None):
        exec(code, names)
    return names["answer"]


def test_there_are_ten(page):
    assert page.evaluate("EXERCISES.map(({ name }) => name)") == NAMES


@pytest.mark.parametrize("name", sorted({*NAMES} - {"curve", "kernel", "mend"}))
def test_the_answer_is_that_of_pytorch(page, name):
    """The copied code computes it from the numbers of the question."""
    found = []
    for task in sample_tasks(page, name, SEEDS):
        answer, computed = task["answer"], answer_of(task["code"])
        if name == "pooling":
            assert computed == [answer["layer"]]        # no other of the four makes that map
        elif name in ("features", "coverage"):
            assert computed == next(iter(answer.values()))
        elif name == "relu":
            assert computed == (answer["dead"], answer["bias"])
        else:
            assert computed == tuple(answer[part["name"]] for part in task["parts"])
        found.append(str(answer))
    assert len(set(found)) > 1 + 2 * (name != "pooling")


def test_any_kernel_that_makes_the_map_is_right(page):
    for seed, task in enumerate(sample_tasks(page, "kernel", SEEDS)):
        assert answer_of(task["code"]) is True
        image = torch.tensor(task["numbers"]["image"], dtype=torch.float64)
        other = torch.tensor(task["answer"]["kernel"], dtype=torch.float64)
        other[1, 1] += 1
        verdicts = check_answers(page, "kernel", seed, task["answer"], {"kernel": other.tolist()})
        assert [verdict["right"] for verdict in verdicts] == [True, False]
        down, right = (task["values"][name] - 1 for name in ("row", "column"))    # as the hint says
        wanted = torch.tensor(task["numbers"]["wanted"])[down - 2 : down + 1, right - 2 : right + 1]
        assert wanted.tolist() == torch.tensor(task["answer"]["kernel"]).flip(0, 1).tolist()
        assert image[down, right] == 1


def test_only_the_right_line_fixes_the_code(page):
    """The excerpt fails as it is, and with every other line that is offered for it."""
    slips = set()
    for task in sample_tasks(page, "mend", 18):
        code, wrong = task["numbers"], task["answer"]["line"]
        for place, line in enumerate([*code["options"], code["lines"][wrong]]):
            fixed = "\n".join([*code["lines"][:wrong], line, *code["lines"][wrong + 1 :]])
            program = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n" \
                f"{code['before']}\n{fixed}\n{code['after']}\n"
            try:
                works = answer_of(program)
            except Exception:       # whatever Python or PyTorch has to say against it
                works = False
            assert works is (place == task["answer"]["mended"]), program
        assert answer_of(task["code"]) is True
        slips.add(task["why"])
    assert len(slips) == 6


def test_curves_show_what_they_are_said_to_show(page):
    kinds = set()
    for task in sample_tasks(page, "curve", 60):
        training, validation = task["numbers"]["training"], task["numbers"]["validation"]
        falls, ends = training[0] - training[-1], training[-1]
        rises = validation[-1] - min(validation)
        apart = validation[-1] - ends
        jumps = max(after - before for before, after in pairwise(training))
        kind = task["numbers"]["kind"]
        assert kind == ("rate" if jumps > 0.2 else "over" if rises > 0.2 and apart > 0.5
                        else "under" if ends > 1.2 else "well")
        assert kind == "rate" or (falls > 0.2 and jumps < 0.1)
        assert kind != "well" or (ends < 0.3 and apart < 0.2)
        kinds.add(kind)
    assert len(kinds) == 4


def wrong_answers(task: dict) -> list[tuple[dict, bool | None]]:
    """Answers that are wrong in one part (False), or say nothing in it that can be read (None)."""
    answer, wrong = task["answer"], []
    for part, kind in ((part["name"], part["kind"]) for part in task["parts"]):
        if kind == "number":
            wrong += [({part: text}, None) for text in ("", "x", "1e3", "2.5")]
            wrong.append(({part: answer[part] + 1}, False))
        if kind == "choice":
            wrong += [({part: None}, None), ({part: (answer[part] + 1) % 4}, False)]
    return [(answer | part, right) for part, right in wrong]


@pytest.mark.parametrize("name", NAMES)
def test_right_is_right_and_every_mistake_is_told(page, name):
    heard = set()
    for seed, task in enumerate(sample_tasks(page, name, SEEDS)):
        mistakes = [task["answer"] | part for part, _ in task["mistakes"]]
        givens = [(given, given == task["answer"]) for given in mistakes] + wrong_answers(task)
        verdicts = check_answers(page, name, seed, task["answer"], *(given for given, _ in givens))
        for verdict, right in zip(verdicts, [True, *(right for _, right in givens)]):
            assert verdict["right"] is right and bool(verdict["wrong"]) is not right
            heard.add(verdict["key"])
    keys = {key for key in catalogue() if key.startswith(f"homework_{name}_not_")}
    assert keys <= heard <= set(catalogue())


def test_a_product_and_a_comma_may_be_written(page):
    texts = ["9,216", " 64 * 12 * 12", "64·12·12", "64×12x12", "−3", "-0", "+7",
             "", "a", "1//2", "*", "alert(1)"]  # fmt: skip
    read = page.evaluate("(texts) => texts.map(parseNumber)", texts)
    assert read == [9216, 9216, 9216, 9216, -3, 0, 7, None, None, None, None, None]


def test_every_word_is_there_and_every_value_in_it(page):
    for name in NAMES:
        always = {f"homework_{name}_{kind}" for kind in ("title", "text", "hint", "wrong")}
        always |= {key for key in catalogue() if key.startswith(f"homework_{name}_not_")}
        for task in sample_tasks(page, name, SEEDS):
            asked = {task.get("why") or f"homework_{name}_right"}
            for part in task["parts"]:
                asked |= {f"homework_{name}_{part['name']}"}
                asked |= set() if part.get("code") else set(part.get("options", []))
            for key in always | asked:
                needed = re.findall(r"{(\w+)}", catalogue()[key]["en"])
                assert set(needed) <= set(task["values"]), key


def test_every_way_leads_to_a_lesson(page):
    """That of exercise 10 to the lesson of its bug; slips of Python have none."""
    ways = page.evaluate("EXERCISES.map(({ way }) => way)")
    bugs = {task["why"].removeprefix("homework_mend_"): task.get("way")
            for task in sample_tasks(page, "mend", SEEDS)}
    assert bugs["features"].startswith("shapes") and not bugs["compose"]
    assert bugs["evaluation"] == bugs["shuffle"] == "batch"
    for way in filter(None, [*ways, *bugs.values()]):
        lesson = way.split("&")[0]
        assert lesson in LESSONS and f"homework_way_{lesson}" in catalogue()
