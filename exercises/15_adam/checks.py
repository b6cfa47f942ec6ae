"""Hidden checks of Adam. What one step must do is stated in closed form or by the paper's algorithm."""

import numpy as np

from grader.checks import attach, away_from_zero, check, close, decreases, problems, reaches
from grader.models import Path, Trajectory


def by_definition(w, gradients, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Algorithm 1 of the paper, entry by entry: where w stands after each gradient."""
    m = v = np.zeros_like(w)
    path = []
    for t, g in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        path.append(w)
    return path


@check(points=1, hint="At t = 1 m_hat is the gradient and v_hat its square: what is their quotient?")
def test_first_step_has_size_lr(submission, rng):
    """The first step moves every weight by lr, against the sign of its gradient."""
    w, g = rng.normal(size=(2, 3)), away_from_zero(rng, (2, 3))

    new = submission.Adam(lr=0.1).step({"w": w}, {"w": g})

    # The step is lr |g| / (|g| + eps): at most lr eps / 0.5 = 2e-9 short of lr; mistakes miss by 1e-2.
    close(new, {"w": w - 0.1 * np.sign(g)}, atol=1e-7, what="the weights after one step")


@check(points=2, hint="Go through step 2 by hand: which m, which v, which t?")
def test_six_steps_follow_the_algorithm(submission, rng):
    """Six steps with changing gradients follow the algorithm, for two parameters of different shape."""
    w, b = rng.normal(size=(2, 3)), rng.normal(size=4)
    w_grads, b_grads = away_from_zero(rng, (6, 2, 3)), away_from_zero(rng, (6, 4))
    adam, params = submission.Adam(lr=0.05), {"w": w, "b": b}

    for step in range(6):
        params = adam.step(params, {"w": w_grads[step], "b": b_grads[step]})
        expected = {
            "w": by_definition(w, w_grads[: step + 1], lr=0.05)[-1],
            "b": by_definition(b, b_grads[: step + 1], lr=0.05)[-1],
        }
        # 1e-6 is blind to where eps stands (1e-8 here), which has a check of its own below.
        close(params, expected, rtol=1e-6, what=f"the parameters after step {step + 1}")


@check(points=2, hint="Where does eps stand: under the root, or beside it?")
def test_tiny_gradients(submission, rng):
    """Gradients near 1e-6 still move the weights by almost lr: eps stands outside the root."""
    w = rng.normal(size=5)
    gradients = 1e-6 * away_from_zero(rng, (3, 5))
    adam, params = submission.Adam(), {"w": w}

    for step in range(3):
        params = adam.step(params, {"w": gradients[step]})

    # The whole way is about 3 lr = 3e-3; eps moves it by 1 %, so 1e-9 sees a millionth of that way.
    close(params["w"], by_definition(w, gradients)[-1], atol=1e-10, what="the weights after three steps")


@check(points=1, hint="Use the values the optimizer was made with, all four of them.")
def test_uses_the_constants_it_is_given(submission, rng):
    """lr, beta1, beta2 and eps are the ones given, and the defaults are the paper's."""
    w, gradients = rng.normal(size=(3, 2)), away_from_zero(rng, (4, 3, 2))
    own = {"lr": 0.2, "beta1": 0.6, "beta2": 0.8, "eps": 0.05}

    for settings, what in ((own, "with constants of our own"), ({}, "with the default constants")):
        adam, params = submission.Adam(**settings), {"w": w}
        for g in gradients:
            params = adam.step(params, {"w": g})
        close(params["w"], by_definition(w, gradients, **settings)[-1], what=f"the weights {what}")


@check(points=1, hint="Keep m and v by the parameter's name.")
def test_each_parameter_has_its_own_averages(submission, rng):
    """Parameters of the same shape do not mix, and one whose gradient is zero stays where it is."""
    start = {name: rng.normal(size=3) for name in ("still", "a", "b")}
    gradients = {"still": np.zeros((2, 3))} | {name: away_from_zero(rng, (2, 3)) for name in ("a", "b")}
    adam, params = submission.Adam(lr=0.1), dict(start)

    for step in range(2):
        params = adam.step(params, {name: g[step] for name, g in gradients.items()})

    expected = {name: by_definition(start[name], gradients[name], lr=0.1)[-1] for name in start}
    close(params, expected, rtol=1e-6, what="the parameters after two steps")


@check(points=1, hint="State made in the class body, or in a default argument, belongs to all instances.")
def test_two_optimizers_share_nothing(submission, rng):
    """Two optimizers used in turn do not disturb each other."""
    first, second = submission.Adam(lr=0.1), submission.Adam(lr=0.1)
    w, gradients = rng.normal(size=4), away_from_zero(rng, (3, 4))
    one, other = {"w": w}, {"w": w}

    for g in gradients:
        one = first.step(one, {"w": g})
        other = second.step(other, {"w": -2 * g})

    close(one["w"], by_definition(w, gradients, lr=0.1)[-1], rtol=1e-6, what="the weights of the first")
    close(other["w"], by_definition(w, -2 * gradients, lr=0.1)[-1], rtol=1e-6, what="the second's")


@check(points=1, hint="If the exact checks pass, this one does.")
def test_reaches_the_minimum(submission):
    """In 100 steps Adam reaches the floor of a long valley and of a logistic regression."""
    valley, logistic = problems.valley(), problems.logistic_regression()
    bend, saddle = problems.rosenbrock(), problems.saddle()
    surface = problems.end_to_end(valley, logistic, bend, saddle)
    adam, w, way = submission.Adam(lr=0.2), surface.start, [surface.start]

    for _ in range(100):
        w = adam.step({"w": w}, {"w": surface.gradient(w)})["w"]
        way.append(w)

    attach(_picture(valley, [surface.split(point)[0] for point in way]))
    ends = surface.split(w)
    reaches(valley, ends[0], within=0.1, steps=100)
    reaches(logistic, ends[1], within=0.1, steps=100)
    decreases([bend.value(bend.start), bend.value(ends[2])], to=0.06, what="the value in the bent valley")
    decreases([saddle.value(saddle.start), saddle.value(ends[3])], to=0.0, what="the value beside the saddle")


def _picture(problem, points):
    x, y = np.linspace(-1.0, 2.5, 29), np.linspace(-0.8, 1.2, 21)
    height = tuple(tuple(problem.value(np.array([a, b])) for a in x) for b in y)
    path = Path(name="your Adam", points=tuple((float(a), float(b)) for a, b in points))
    return Trajectory(
        title="100 steps in the long valley",
        x=tuple(x.tolist()),
        y=tuple(y.tolist()),
        height=height,
        paths=(path,),
        minimiser=(0.0, 0.0),
    )
