"""Gradient clipping beside PyTorch's, whose factor is threshold / (norm + 1e-6): ours adds nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

SHAPES = {"W1": (5, 3), "b1": (3,), "W2": (3, 2, 4), "b2": (1,)}
THEIR_EPS = 1e-6  # what torch.nn.utils.clip_grad_norm_ adds to the norm before it divides
RTOL = 1e-12  # both compute in float64: a norm of 43 entries, a quotient, a product


@pytest.fixture(scope="module")
def clipping(reference: Any) -> Any:
    return reference


@pytest.fixture
def grads() -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(24)
    return {name: rng.normal(0.0, 3.0, shape) for name, shape in SHAPES.items()}


def parameters(grads: dict[str, Any]) -> dict[str, Any]:
    """PyTorch parameters that carry these gradients."""
    made = {name: torch.zeros(g.shape, dtype=torch.float64, requires_grad=True) for name, g in grads.items()}
    for name, parameter in made.items():
        parameter.grad = torch.tensor(grads[name])
    return made


def assert_same(got: Any, expected: Any) -> None:
    np.testing.assert_allclose(np.asarray(got), np.asarray(expected), rtol=RTOL, atol=0.0)


@pytest.mark.parametrize(("low", "high"), [(-1.0, 1.0), (-0.25, 4.0), (0.5, 2.0), (-3.0, -0.5)])
def test_clip_by_value_is_pytorchs_clamp(clipping: Any, grads: Any, low: float, high: float) -> None:
    for g in grads.values():
        assert_same(clipping.clip_by_value(g, low, high), torch.clamp(torch.tensor(g), low, high).numpy())


def test_clip_by_value_with_equal_limits_is_clip_grad_value(clipping: Any, grads: Any) -> None:
    theirs = parameters(grads)

    torch.nn.utils.clip_grad_value_(theirs.values(), 1.5)

    for name, g in grads.items():
        assert_same(clipping.clip_by_value(g, -1.5, 1.5), theirs[name].grad.numpy())


@pytest.mark.parametrize("max_norm", [1e-3, 1.0, 7.5])
def test_long_gradients_are_pytorchs_but_for_the_constant_it_adds(
    clipping: Any, grads: Any, max_norm: float
) -> None:
    theirs = parameters(grads)

    their_norm = torch.nn.utils.clip_grad_norm_(theirs.values(), max_norm).item()
    clipped, norm = clipping.clip_by_global_norm(grads, max_norm)

    assert norm > max_norm
    assert_same(norm, their_norm)
    for name, g in clipped.items():
        assert_same(g, theirs[name].grad.numpy() * ((their_norm + THEIR_EPS) / their_norm))


def test_short_gradients_are_untouched_by_both(clipping: Any, grads: Any) -> None:
    theirs = parameters(grads)

    their_norm = torch.nn.utils.clip_grad_norm_(theirs.values(), 1000.0).item()
    clipped, norm = clipping.clip_by_global_norm(grads, 1000.0)

    assert_same(norm, their_norm)
    for name, g in clipped.items():
        assert_same(g, grads[name])
        assert_same(g, theirs[name].grad.numpy())


@pytest.mark.parametrize("name", SHAPES)
def test_one_array_alone_is_clipped_as_pytorch_clips_one_parameter(
    clipping: Any, grads: Any, name: str
) -> None:
    theirs = parameters({name: grads[name]})

    their_norm = torch.nn.utils.clip_grad_norm_(theirs.values(), 0.5).item()

    ours = clipping.clip_by_norm(grads[name], 0.5)
    assert their_norm > 0.5
    assert_same(ours, theirs[name].grad.numpy() * ((their_norm + THEIR_EPS) / their_norm))


def test_a_tiny_gradient_keeps_max_norm_where_pytorchs_constant_outweighs_it(clipping: Any) -> None:
    tiny = {"w": np.array([3e-12, -4e-12])}
    theirs = parameters(tiny)

    torch.nn.utils.clip_grad_norm_(theirs.values(), 1e-12)
    clipped, norm = clipping.clip_by_global_norm(tiny, 1e-12)

    assert_same(norm, 5e-12)
    assert_same(np.linalg.norm(clipped["w"]), 1e-12)
    assert np.linalg.norm(theirs["w"].grad.numpy()) < 1e-17


def test_the_norm_in_the_checks_is_pytorchs(checks: Any, grads: Any) -> None:
    theirs = torch.linalg.vector_norm(torch.cat([torch.tensor(g).reshape(-1) for g in grads.values()]))

    assert_same(checks.norm_of(*grads.values()), theirs.item())
