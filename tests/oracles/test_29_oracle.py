"""Dropout beside PyTorch's: the factor to the last digits, the share dropped by its law, the gradient."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from grader.checks import close, laws, within_sigma

torch = pytest.importorskip("torch")

RATES = (0.05, 0.3, 0.5, 0.85)
SHAPE = (150, 200)  # n p (1 - p) is at least 1,425 at these rates


@pytest.fixture(scope="module")
def dropout(reference: ModuleType) -> ModuleType:
    """The reference, loaded from its file."""
    return reference


@pytest.mark.parametrize("rate", RATES)
def test_both_keep_entries_with_the_same_factor(dropout: ModuleType, rate: float) -> None:
    torch.manual_seed(29)
    theirs = torch.nn.functional.dropout(torch.ones(SHAPE, dtype=torch.float64), rate).numpy()

    ours, _ = dropout.dropout(np.ones(SHAPE), rate, np.random.default_rng(29))

    assert len(np.unique(ours)) == len(np.unique(theirs)) == 2
    close(np.unique(ours), np.unique(theirs))


@pytest.mark.parametrize("rate", RATES)
def test_both_drop_the_same_share(dropout: ModuleType, rate: float) -> None:
    torch.manual_seed(29)
    theirs = torch.nn.functional.dropout(torch.ones(SHAPE, dtype=torch.float64), rate).numpy()

    _, mask = dropout.dropout(np.ones(SHAPE), rate, np.random.default_rng(29))

    law = laws.count(mask.size, rate)
    within_sigma((theirs == 0).sum(), law, what="entries PyTorch drops")
    within_sigma((mask == 0).sum(), law, what="entries the reference drops")


@pytest.mark.parametrize("axis", [0, 1])
def test_both_drop_each_entry_by_itself(dropout: ModuleType, axis: int) -> None:
    shape = (4, 6000) if axis == 0 else (6000, 4)
    torch.manual_seed(29)
    theirs = torch.nn.functional.dropout(torch.ones(shape, dtype=torch.float64), 0.3).numpy()

    _, mask = dropout.dropout(np.ones(shape), 0.3, np.random.default_rng(29))

    law = laws.count(6000, 0.7**4)
    within_sigma((theirs != 0).all(axis=axis).sum(), law, what="lines PyTorch leaves whole")
    within_sigma((mask != 0).all(axis=axis).sum(), law, what="lines the reference leaves whole")


@pytest.mark.parametrize(("rate", "training"), [(0.3, False), (0.0, True)])
def test_neither_drops_in_evaluation_or_at_rate_0(dropout: ModuleType, rate: float, training: bool) -> None:
    x = np.random.default_rng(1).normal(size=(7, 9))
    theirs = torch.nn.functional.dropout(torch.tensor(x), rate, training=training).numpy()

    ours, mask = dropout.dropout(x, rate, np.random.default_rng(2), training=training)

    close(ours, theirs)
    close(mask, np.ones(x.shape))


@pytest.mark.parametrize("rate", RATES)
def test_the_gradient_is_autograds_for_the_same_mask(dropout: ModuleType, rate: float) -> None:
    rng = np.random.default_rng(3)
    x = torch.tensor(rng.uniform(0.5, 2.0, (30, 40)), requires_grad=True)
    dout = rng.normal(size=(30, 40))
    torch.manual_seed(29)
    out = torch.nn.functional.dropout(x, rate)
    out.backward(torch.tensor(dout))
    mask = (out / x).detach().numpy()

    dx = dropout.dropout_backward(dout, mask)

    close(dx, x.grad.numpy())


@pytest.mark.parametrize("rate", [-0.25, 1.5])
def test_both_refuse_a_rate_that_is_no_probability(dropout: ModuleType, rate: float) -> None:
    with pytest.raises(ValueError, match=str(rate)):
        torch.nn.functional.dropout(torch.ones(3), rate)
    with pytest.raises(ValueError, match=str(rate)):
        dropout.dropout(np.ones(3), rate, np.random.default_rng(1))
