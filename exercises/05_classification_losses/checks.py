"""Hidden checks of the classification losses: definitions sample by sample, closed forms at the extremes."""

import math

import numpy as np

from grader.checks import away_from_zero, check, close, gradient_matches, same_shape, stable


def cross_entropy_of(logits, labels):
    """The definition: minus the logarithm of the true class's probability, averaged over the samples."""
    losses = []
    for row, label in zip(logits, labels, strict=True):
        total = sum(math.exp(z) for z in row)
        losses.append(-math.log(math.exp(row[label]) / total))
    return sum(losses) / len(losses)


def logistic_of(logits, y):
    """The definition: log(1 + exp(-z)) where y is 1, log(1 + exp(z)) where y is 0, averaged."""
    return sum(math.log1p(math.exp(-z if one else z)) for z, one in zip(logits, y, strict=True)) / len(y)


def distributions(rng, rows, k):
    """Random rows that sum to 1, no entry of them small."""
    weights = rng.uniform(0.5, 4.0, (rows, k))
    return weights / weights.sum(axis=1, keepdims=True)


@check(points=1, hint="One loss for each sample, from its own row and its own label; then their mean.")
def test_cross_entropy_is_the_mean_of_minus_log_probability(submission, rng):
    """cross_entropy is the mean of -log softmax(z)[label] over the samples."""
    one = np.log([[1.0, 2.0, 5.0]])  # softmax 1/8, 2/8, 5/8
    close(submission.cross_entropy(one, np.array([1])), math.log(4), what="the loss of one sample")

    for n, labels in ((5, [2, 0, 2, 1, 2]), (2, [3, 1])):
        logits = rng.normal(0.0, 2.0, (n, max(labels) + 1))
        loss = submission.cross_entropy(logits, np.array(labels))
        close(loss, cross_entropy_of(logits, labels), what=f"the loss of {n} samples")


@check(points=1, hint="Take the maximum off each row first, and never take the log of a probability.")
def test_cross_entropy_of_huge_logits(submission, rng):
    """cross_entropy stays exact for logits up to 1000, whatever stands in other rows."""
    loss = stable(submission).cross_entropy
    far = np.array([[1000.0, -1000.0, 0.0, 0.0]])
    for label, expected in ((0, 0.0), (2, 1000.0), (1, 2000.0)):
        close(loss(far, np.array([label])), expected, what=f"the loss of a sample of class {label}")

    logits, labels = away_from_zero(rng, (4, 3)), np.array([2, 0, 1, 1])
    shifts = np.array([[998.0], [0.0], [-998.0], [-998.0]])  # one for each row: they change no probability
    close(loss(logits + shifts, labels), cross_entropy_of(logits, labels), what="the loss of unequal rows")


@check(points=1, hint="Softmax minus one-hot; and the loss is a mean: what does that do to its slope?")
def test_cross_entropy_grad_is_the_slope_of_the_loss(submission, rng):
    """cross_entropy_grad is the slope of the mean loss; each of its rows sums to 0."""
    even = submission.cross_entropy_grad(np.zeros((2, 4)), np.array([3, 1]))
    expected = np.array([[0.125, 0.125, 0.125, -0.375], [0.125, -0.375, 0.125, 0.125]])
    close(even, expected, what="the gradient at equal logits")

    logits, labels = rng.normal(size=(5, 3)), np.array([2, 0, 2, 1, 2])
    gradient = submission.cross_entropy_grad(logits, labels)
    same_shape(gradient, logits, what="the gradient")
    close(gradient.sum(axis=1), np.zeros(5), what="the sum of each row of the gradient")
    gradient_matches(lambda z: cross_entropy_of(z, labels), logits, gradient, rng)


@check(points=1, hint="The softmax inside needs the same care: take the maximum off each row before exp.")
def test_cross_entropy_grad_of_huge_logits(submission, rng):
    """cross_entropy_grad stays exact for logits up to 1000, row by row."""
    gradient = stable(submission).cross_entropy_grad
    far = np.array([[1000.0, -1000.0, 0.0, 0.0], [1000.0, -1000.0, 1000.0, 0.0]])
    expected = np.array([[0.5, -0.5, 0.0, 0.0], [-0.25, 0.0, 0.25, 0.0]])
    close(gradient(far, np.array([1, 0])), expected, what="the gradient far out")

    logits, labels = away_from_zero(rng, (2, 3)), np.array([2, 0])
    shifts = np.array([[998.0], [-998.0]])
    softmax = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    expected = (softmax - np.eye(3)[labels]) / 2
    close(gradient(logits + shifts, labels), expected, what="the gradient of unequal rows")


@check(points=1, hint="A positive logit speaks for y = 1: which of the two formulas must then be small?")
def test_logistic_loss_by_its_definition(submission, rng):
    """logistic_loss is log(1 + exp(-z)) at y = 1, log(1 + exp(z)) at y = 0, averaged."""
    z = math.log(3)  # a probability of 3/4
    for y, expected in ((1, math.log(4 / 3)), (0, math.log(4))):
        loss = submission.logistic_loss(np.array([z]), np.array([y]))
        close(loss, expected, what=f"the loss of one sample with y = {y}")

    logits = np.concatenate([away_from_zero(rng, 4), [0.0, 1e-6, 12.0, -12.0, 12.0]])
    y = np.array([1, 0, 1, 1, 0, 1, 1, 0, 0])
    close(submission.logistic_loss(logits, y), logistic_of(logits, y), what="the loss of nine samples")


@check(points=1, hint="log(1 + exp(z)) is z + log(1 + exp(-z)): which of the two is safe for z = 1000?")
def test_logistic_loss_of_huge_logits(submission):
    """logistic_loss stays exact for logits up to 1000: 0 when right, |z| when wrong."""
    loss = stable(submission).logistic_loss
    for z, y, expected in (
        (40.0, 0, 40.0),
        (-1000.0, 0, 0.0),
        (-1000.0, 1, 1000.0),
        (1000.0, 1, 0.0),
        (1000.0, 0, 1000.0),
    ):
        close(loss(np.array([z]), np.array([y])), expected, what=f"the loss at z = {z:g}, y = {y}")

    mixed = loss(np.array([1000.0, 0.0, -1000.0, 0.0, 750.0]), np.array([0, 1, 0, 0, 1]))
    close(mixed, (1000 + 2 * math.log(2)) / 5, what="the loss of huge and small logits together")


@check(points=1, hint="A right answer is free only from y * s = 1 on: what does one at 0.25 cost?")
def test_hinge_loss_on_both_sides_of_the_margin(submission, rng):
    """hinge_loss is 0 from the margin on and grows straight within it, averaged."""
    loss = submission.hinge_loss
    for side in (1, -1):
        for margin, expected in ((1.0, 0.0), (3.0, 0.0), (-2.0, 3.0), (0.0, 1.0), (0.25, 0.75)):
            found = loss(np.array([side * margin]), np.array([side]))
            close(found, expected, what=f"the loss at s = {side * margin:g}, y = {side}")

    scores, y = away_from_zero(rng, 6, high=3.0), np.array([1, -1, -1, 1, 1, -1])
    scores[:2] = 2.5, 0.5  # one that costs nothing, one that does
    expected = sum(max(0.0, 1.0 - sign * s) for s, sign in zip(scores, y, strict=True)) / 6
    close(loss(scores, y), expected, what="the loss of six samples")
    huge = stable(submission).hinge_loss(np.array([1000.0, -1000.0, 1000.0]), np.array([1, 1, -1]))
    close(huge, 2002 / 3, what="the loss of huge scores")


@check(points=1, hint="p says how much each logarithm counts; the sum runs over the last axis, row by row.")
def test_kl_divergence_of_each_row(submission, rng):
    """kl_divergence is the sum of p log(p / q), one value a row; 0 for equal rows."""
    p, q = distributions(rng, 4, 3), distributions(rng, 4, 3)
    p[1] = q[1] = (0.5, 0.3, 0.2)

    expected = [
        sum(a * math.log(a / b) for a, b in zip(*rows, strict=True)) for rows in zip(p, q, strict=True)
    ]
    close(submission.kl_divergence(p, q), np.array(expected), what="the divergence of each row")
    one = submission.kl_divergence(np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    close(one, 0.5 * math.log(4 / 3), what="the divergence of two single distributions")


@check(points=0.5, hint="For k equally likely outcomes it is log(k), and it is never negative.")
def test_entropy_of_each_row(submission, rng):
    """entropy(p) is minus the sum of p log p in nats, one value a row."""
    p = distributions(rng, 4, 3)
    p[1] = 1 / 3

    expected = [-sum(a * math.log(a) for a in row) for row in p]
    close(submission.entropy(p), np.array(expected), what="the entropy of each row")
    close(submission.entropy(np.full(4, 0.25)), math.log(4), what="the entropy of a single distribution")


@check(points=0.5, hint="Decide by p = 0 what a term is; adding a small number to p or q changes the rest.")
def test_probabilities_of_zero(submission):
    """A term with p = 0 is 0; a row with q = 0 < p has an infinite divergence."""
    sure = np.array([[0.0, 1.0, 0.0], [0.5, 0.0, 0.5]])
    # atol: a right answer is 0 but for one rounding of 1e-16; a number put in beside p shows from 1e-13 on.
    close(submission.entropy(sure), np.array([0.0, math.log(2)]), atol=1e-14, what="the entropy with zeros")

    p = np.array([[0.0, 1.0, 0.0], [0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [1e-6, 0.0, 1 - 1e-6]])
    q = np.array([[0.5, 0.25, 0.25], [0.25, 0.75, 0.0], [0.0, 0.5, 0.5], [0.0, 0.5, 0.5]])
    expected = np.array([math.log(4), 0.5 * math.log(4 / 3), math.inf, math.inf])
    close(submission.kl_divergence(p, q), expected, what="the divergence with zeros")
