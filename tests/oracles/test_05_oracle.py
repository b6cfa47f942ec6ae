"""Holds the reference of 05 to PyTorch, SciPy and scikit-learn, and the definitions in its checks too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

RTOL = 1e-12  # both sides compute in float64; their sums differ in the order of a few additions
ATOL = 1e-15  # the same around zero


@pytest.fixture(scope="module")
def losses(reference: Any) -> Any:
    return reference


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def assert_same(got: Any, expected: Any) -> None:
    np.testing.assert_allclose(np.asarray(got), np.asarray(expected), rtol=RTOL, atol=ATOL)


@pytest.mark.parametrize("scale", [1.0, 30.0, 1000.0])
def test_cross_entropy_and_its_gradient_are_those_of_pytorch(
    losses: Any, rng: np.random.Generator, scale: float
) -> None:
    torch = pytest.importorskip("torch")
    logits, labels = rng.uniform(-scale, scale, (40, 7)), rng.integers(7, size=40)
    theirs = torch.tensor(logits, requires_grad=True)

    loss = torch.nn.functional.cross_entropy(theirs, torch.tensor(labels))
    loss.backward()

    assert_same(losses.cross_entropy(logits, labels), loss.item())
    assert_same(losses.cross_entropy_grad(logits, labels), theirs.grad.numpy())


@pytest.mark.parametrize("scale", [1.0, 30.0, 1000.0])
def test_logistic_loss_is_the_binary_cross_entropy_of_pytorch(
    losses: Any, rng: np.random.Generator, scale: float
) -> None:
    torch = pytest.importorskip("torch")
    logits, y = rng.uniform(-scale, scale, 50), rng.integers(2, size=50)

    loss = torch.nn.functional.binary_cross_entropy_with_logits(
        torch.tensor(logits), torch.tensor(y, dtype=torch.float64)
    )

    assert_same(losses.logistic_loss(logits, y), loss.item())


def test_hinge_loss_is_that_of_scikit_learn(losses: Any, rng: np.random.Generator) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    scores, y = rng.normal(0.0, 2.0, 50), rng.choice([-1, 1], 50)

    assert_same(losses.hinge_loss(scores, y), metrics.hinge_loss(y, scores))


def test_kl_divergence_is_the_sum_of_scipys_rel_entr(losses: Any, rng: np.random.Generator) -> None:
    special = pytest.importorskip("scipy.special")
    p, q = rng.dirichlet(np.ones(5), 20), rng.dirichlet(np.ones(5), 20)
    p[3], q[3] = (0, 0, 0.5, 0.5, 0), (0, 0.5, 0.25, 0.25, 0)
    p[4], q[4] = (0, 0.5, 0.5, 0, 0), (0, 0, 1, 0, 0)

    assert_same(losses.kl_divergence(p, q), special.rel_entr(p, q).sum(axis=-1))
    assert_same(losses.kl_divergence(p[0], q[0]), special.rel_entr(p[0], q[0]).sum())
    assert losses.kl_divergence(p, q)[4] == np.inf


def test_entropy_is_that_of_scipy(losses: Any, rng: np.random.Generator) -> None:
    stats = pytest.importorskip("scipy.stats")
    p = rng.dirichlet(np.ones(5), 20)
    p[3] = (0, 1, 0, 0, 0)

    assert_same(losses.entropy(p), stats.entropy(p, axis=-1))
    assert_same(losses.entropy(p[0]), stats.entropy(p[0]))


def test_the_definitions_in_the_checks_are_those_of_scikit_learn(
    checks: Any, rng: np.random.Generator
) -> None:
    metrics, special = pytest.importorskip("sklearn.metrics"), pytest.importorskip("scipy.special")
    logits, labels = rng.normal(size=(9, 4)), np.array([0, 1, 2, 3, 3, 2, 0, 0, 1])
    z, y = rng.normal(size=9), np.array([0, 1, 1, 0, 1, 0, 0, 1, 1])

    many = metrics.log_loss(labels, special.softmax(logits, axis=1))
    two = metrics.log_loss(y, special.expit(z))

    assert_same(checks.cross_entropy_of(logits, labels), many)
    assert_same(checks.logistic_of(z, y), two)
