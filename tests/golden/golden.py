"""What every golden file shares: its text form, and numbers that depend on the case alone."""
import json
import os
import zlib

import numpy as np
import torch

SEED = 20260101
HERE = os.path.dirname(os.path.abspath(__file__))


class Writer:
    """Writes one tests/golden/<name>.txt."""

    def __init__(self, name):
        self.file = open(os.path.join(HERE, name + ".txt"), "w", encoding="ascii")
        self.file.write(f"# made by make_golden.py with torch {torch.__version__}, float64, seed {SEED}; do not edit\n")

    def case(self, piece, options, *shapes):
        """Begins a case. Its header seeds the numbers drawn from here on, so a new case leaves the others as they are."""
        header = " ".join(["case", piece, json.dumps(options, separators=(",", ":")), *shapes])
        self.file.write(header + "\n")
        global _random
        _random = np.random.default_rng([SEED, zlib.crc32(header.encode())])

    def tensor(self, name, value):
        array = np.atleast_1d(value.detach().numpy())
        shape = "x".join(str(n) for n in array.shape)
        self.file.write(" ".join([name, shape, *(f"{v:.12g}" for v in array.ravel())]) + "\n")

    def tensors(self, **named):
        for name, value in named.items():
            self.tensor(name, value)


def lengths(shape):
    return [int(n) for n in shape.split("x")]


def rounded(values):
    return torch.from_numpy(np.round(values, 4))


def normal(shape, scale=1.0):
    return rounded(_random.normal(0, scale, lengths(shape) if isinstance(shape, str) else shape))


def integers(low, high, shape):
    """Whole numbers in [low, high), as floats."""
    return torch.from_numpy(_random.integers(low, high, shape).astype(float))


def with_gradient(tensor):
    return tensor.clone().requires_grad_()


def write_op(out, name, options, shape, draw, forward):
    """`draw()` gives the inputs, name -> tensor, in the order of forward(). Writes them, y, dy and the gradient of sum(y dy) for each input."""
    out.case(name, options, shape)
    inputs = {key: with_gradient(value) for key, value in draw().items()}
    y = forward(*inputs.values())
    dy = normal(list(y.shape))
    y.backward(dy)
    out.tensors(**inputs, y=y, dy=dy, **{"d" + key: value.grad for key, value in inputs.items()})
