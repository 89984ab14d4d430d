"""FastDropout drops its share, keeps the mean, and does nothing in evaluation."""

import pytest
import torch

from training.speed.dropout import FastDropout


@pytest.mark.parametrize("p", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_drops_its_share_and_keeps_the_mean(p):
    torch.manual_seed(1)
    ones = torch.ones(1000, 999)
    left = FastDropout(p)(ones)
    assert (left == 0).double().mean() == pytest.approx(p, abs=0.003)   # 0.9 is 230 of 256
    if p < 1:
        assert left.double().mean() == pytest.approx(1, abs=0.01)
        assert len(left.unique()) == 1 + (p > 0)        # 0, and one number that all others are


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("shape", [(), (0, 3), (7,), (5, 3, 13, 11)])
def test_it_keeps_shape_type_and_memory_order(shape, dtype):
    x = torch.rand(shape).to(dtype)
    if x.dim() == 4:
        x = x.to(memory_format=torch.channels_last)
    left = FastDropout(0.25)(x)
    assert (left.shape, left.dtype, left.stride()) == (x.shape, x.dtype, x.stride())


def test_each_number_has_the_same_chance_in_any_memory_order():
    torch.manual_seed(1)
    dropout, drawn = FastDropout(0.25), torch.zeros(3, 5, 4, 2)
    part = torch.ones(3, 5, 4, 4)[..., ::2].transpose(0, 1).transpose(0, 1)     # gaps in memory
    for x in (part, torch.ones_like(drawn).to(memory_format=torch.channels_last)):
        drawn.zero_()
        for _ in range(4000):
            drawn += dropout(x) == 0
        assert (drawn / 4000 - 0.25).abs().max() < 0.04     # six deviations: none by chance


def test_neighbours_are_dropped_independently():
    torch.manual_seed(1)
    dropped = (FastDropout(0.5)(torch.ones(1_000_000)) == 0).double()
    for distance in (1, 2, 4, 7, 8):
        both = (dropped[distance:] * dropped[:-distance]).mean()
        assert both == pytest.approx(0.25, abs=0.003)


def test_the_gradient_passes_only_through_kept_numbers():
    x = torch.rand(50, 64, requires_grad=True)
    left = FastDropout(0.25)(x)
    left.sum().backward()
    torch.testing.assert_close(x.grad, torch.where(left == 0, 0.0, 4 / 3))


def test_a_seed_decides_what_is_dropped():
    def drawn(seed):
        torch.manual_seed(seed)
        return FastDropout(0.5)(torch.ones(1000))

    assert drawn(1).equal(drawn(1))
    assert not drawn(1).equal(drawn(2))


def test_nothing_is_dropped_in_evaluation():
    x = torch.rand(10, 10)
    assert FastDropout(0.5).eval()(x).equal(x)
