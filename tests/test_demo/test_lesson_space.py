"""The lesson from script to Space: its bytes are the file's, and its checks those of the app."""

import json
import random

import pytest
import safetensors.torch

from demo.lessons.space import page, weights_file
from hub import checkpoint

CONTENT = weights_file.WEIGHTS.read_bytes()
START = weights_file.data_start()


def changed_file(place: int, bit: int, damage: str) -> bytes:
    """Return the file's bytes after a change, made here by other means."""
    if damage == "cut":
        return CONTENT[:place]
    return CONTENT[:place] + bytes([CONTENT[place] ^ 2**bit]) + CONTENT[place + 1 :]


def verdicts(place: int, bit: int = 0, damage: str = "") -> dict[str, bool | None]:
    found = page.inspect_file({"place": place, "bit": bit, "damage": damage})
    return {result["name"]: result["passed"] for result in found["results"]}


def test_the_tensors_are_those_of_the_file_and_fill_it():
    described = page.describe_checkpoint()
    weights = safetensors.torch.load(CONTENT)
    assert {t["name"]: t["shape"] for t in described["tensors"]} == {
        name: list(tensor.shape) for name, tensor in weights.items()}
    ends = [START, *(t["end"] for t in described["tensors"])]
    assert [t["first"] for t in described["tensors"]] == ends[:-1]
    assert ends[-1] == described["size"] == len(CONTENT)
    for tensor in weights_file.list_tensors():
        decoded = weights_file.decode_tensor(CONTENT, tensor)
        assert decoded.equal(weights[tensor.name].flatten()), tensor.name


def test_the_listed_files_are_those_of_the_folder():
    sizes = {name: here for name, here, _ in page.describe_checkpoint()["files"] if here}
    on_disk = (path for path in weights_file.FOLDER.iterdir() if path.is_file())
    assert sizes == {path.name: path.stat().st_size for path in on_disk
                     if not path.name.startswith(".")}


@pytest.mark.parametrize(("place", "bit", "damage", "failing"), [
    (START, 0, "", set()),
    (0, 1, "bit", {"sha256", "header"}), (7, 7, "bit", {"sha256", "header"}),
    (20, 1, "bit", {"sha256", "header"}), (len(CONTENT) - 2, 0, "bit", {"sha256"}),
    (START, 0, "cut", {"size", "sha256", "header"}), (0, 0, "cut", {"size", "sha256", "header"}),
])  # fmt: skip
def test_each_check_notices_its_faults(place, bit, damage, failing):
    found = verdicts(place, bit, damage)
    assert {name for name, passed in found.items() if passed is False} == failing


def test_a_negative_variance_and_a_number_that_is_none_are_noticed():
    """A float32's highest bit is its sign; flip the next one, and 1.0 is infinite."""
    tensors = {tensor.name: tensor for tensor in weights_file.list_tensors()}
    variance, scale = tensors["blocks.0.1.running_var"], tensors["blocks.0.1.weight"]
    scales = weights_file.decode_tensor(CONTENT, scale)
    index = int(((scales >= 1) & (scales < 2)).nonzero()[0])
    for place, bit in ((variance.first + 3, 7), (scale.first + 4 * index + 3, 6)):
        found = verdicts(place, bit, "bit")
        assert found == {"size": True, "sha256": False, "header": True, "finite": False}


@pytest.mark.slow
def test_random_faults_are_judged_as_by_the_loader(tmp_path):
    """The app loads a file exactly if the last two checks pass; the checksum notices each fault."""
    rng = random.Random(1)
    (tmp_path / "config.json").write_bytes((weights_file.FOLDER / "config.json").read_bytes())
    for number in range(30):
        place = rng.randrange(START if number % 3 else len(CONTENT))
        bit, damage = rng.randrange(8), "cut" if number % 10 == 9 else "bit"
        found = verdicts(place, bit, damage)
        (tmp_path / "model.safetensors").write_bytes(changed_file(place, bit, damage))
        try:
            checkpoint.load(tmp_path)
            loads = True
        except checkpoint.InvalidCheckpoint:
            loads = False
        assert (found["header"] is True and found["finite"] is True) is loads, (place, bit, damage)
        assert found["sha256"] is False and found["size"] is (damage != "cut")


def test_strange_requests_get_an_answer():
    for sent in (None, [], {"place": "x"}, {"place": 1e300, "bit": -4, "damage": {}}):
        json.dumps(page.inspect_file(sent), allow_nan=False)
