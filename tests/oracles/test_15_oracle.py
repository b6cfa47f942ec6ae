"""Adam beside PyTorch's, step by step in float64, without weight decay and without AMSGrad.

Both correct m and v for their start at zero and add eps to the root of v_hat, outside it. PyTorch's defaults
are ours. It changes its parameters where they are; ours come back in a new dict.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

STEPS = 10
SHAPES = {"W1": (4, 3), "b1": (3,), "W2": (2, 3, 2), "b2": (1,)}
OWN = {"lr": 0.2, "beta1": 0.6, "beta2": 0.8, "eps": 0.05}
SETTINGS: list[dict[str, float]] = [{}, OWN, {"lr": 0.05, "beta1": 0.0}, {"beta2": 0.9, "eps": 1e-3}]
RTOL = 1e-12  # ten steps of a dozen roundings each, 2e-16 times the size of a weight
ATOL = 1e-14  # the same for weights that come near zero

Arrays = dict[str, np.ndarray[Any, Any]]


@pytest.fixture(scope="module")
def adam(reference: Any) -> Any:
    return reference


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(15)


def weights(rng: np.random.Generator) -> Arrays:
    return {name: rng.normal(size=shape) for name, shape in SHAPES.items()}


def slopes(rng: np.random.Generator, scale: float = 1.0) -> list[Arrays]:
    """The gradients of ten steps; one parameter's are zero at first, so that eps alone divides."""
    made = [{name: scale * rng.normal(size=shape) for name, shape in SHAPES.items()} for _ in range(STEPS)]
    for grads in made[:3]:
        grads["b1"] = np.zeros(SHAPES["b1"])
    return made


def theirs(start: Arrays, gradients: list[Arrays], settings: dict[str, float]) -> list[Arrays]:
    """Where PyTorch's Adam stands after each step."""
    defaults = {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8} | settings
    made = {name: torch.tensor(value, requires_grad=True) for name, value in start.items()}
    optimizer = torch.optim.Adam(
        list(made.values()),
        lr=defaults["lr"],
        betas=(defaults["beta1"], defaults["beta2"]),
        eps=defaults["eps"],
        weight_decay=0.0,
        amsgrad=False,
    )
    way = []
    for grads in gradients:
        for name, parameter in made.items():
            parameter.grad = torch.tensor(grads[name])
        optimizer.step()
        way.append({name: parameter.detach().numpy().copy() for name, parameter in made.items()})
    return way


def assert_same(got: Any, expected: Any) -> None:
    np.testing.assert_allclose(got, expected, rtol=RTOL, atol=ATOL)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("scale", [1.0, 1e-6, 1e6])
def test_ten_steps_are_those_of_pytorch(
    adam: Any, rng: np.random.Generator, settings: dict[str, float], scale: float
) -> None:
    params, gradients = weights(rng), slopes(rng, scale)
    expected = theirs(params, gradients, settings)
    optimizer = adam.Adam(**settings)

    for grads, after in zip(gradients, expected, strict=True):
        params = optimizer.step(params, grads)
        for name in SHAPES:
            assert_same(params[name], after[name])


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_checks_state_the_steps_of_pytorch(
    checks: Any, rng: np.random.Generator, settings: dict[str, float]
) -> None:
    start, gradients = weights(rng), slopes(rng)
    expected = theirs(start, gradients, settings)

    for name in SHAPES:
        way = checks.by_definition(start[name], np.array([grads[name] for grads in gradients]), **settings)

        assert_same(np.array(way), np.array([after[name] for after in expected]))


def test_the_defaults_are_those_of_pytorch(adam: Any) -> None:
    ours = adam.Adam()

    their = torch.optim.Adam([torch.zeros(1, requires_grad=True)]).defaults

    assert (ours.lr, (ours.beta1, ours.beta2), ours.eps) == (their["lr"], their["betas"], their["eps"])
