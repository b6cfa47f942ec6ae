"""All gradients laid end to end as one vector, clipped there and cut apart again."""

import numpy as np


def clip_by_value(g, low, high):
    return np.clip(g, low, high)


def clip_by_norm(g, max_norm):
    clipped, _ = clip_by_global_norm({"g": g}, max_norm)
    return clipped["g"]


def clip_by_global_norm(grads, max_norm):
    if not max_norm > 0:
        raise ValueError(f"{max_norm=} is not positive")
    vector = np.concatenate([g.ravel() for g in grads.values()])
    norm = float(np.linalg.norm(vector))
    if norm > max_norm:
        vector = vector / norm * max_norm
    ends = np.cumsum([g.size for g in grads.values()])
    parts = np.split(vector, ends[:-1])
    shaped = {name: part.reshape(grads[name].shape) for name, part in zip(grads, parts, strict=True)}
    return shaped, norm
