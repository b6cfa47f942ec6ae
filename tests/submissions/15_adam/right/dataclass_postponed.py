from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass
class Moments:
    m: NDArray[np.float64]
    v: NDArray[np.float64]

    @classmethod
    def like(cls, w: NDArray[np.float64]) -> Moments:
        return cls(np.zeros_like(w), np.zeros_like(w))


@dataclass
class Adam:
    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    t: int = field(default=0, init=False)
    state: dict[str, Moments] = field(default_factory=dict, init=False, repr=False)

    def step(
        self, params: dict[str, NDArray[np.float64]], grads: dict[str, NDArray[np.float64]]
    ) -> dict[str, NDArray[np.float64]]:
        self.t += 1
        new: dict[str, NDArray[np.float64]] = {}
        for name, w in params.items():
            if name not in self.state:
                self.state[name] = Moments.like(w)
            s, g = self.state[name], grads[name]
            s.m = self.beta1 * s.m + (1 - self.beta1) * g
            s.v = self.beta2 * s.v + (1 - self.beta2) * g * g
            m_hat = s.m / (1 - self.beta1**self.t)
            v_hat = s.v / (1 - self.beta2**self.t)
            new[name] = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
