#!/usr/bin/env python3
"""Makes the golden vectors of tests/golden/*.txt with PyTorch in float64. Never needed by the build.

    apt-get install -y --no-install-recommends python3-torch libopenblas0-pthread
    /usr/bin/python3 tests/golden/make_golden.py

A file is a list of cases; a case is a header line and its tensors, one a line:

    case <piece> <options as JSON, no spaces> <input shapes ...>
    <tensor> <shape> <numbers ...>

Inputs are rounded to four decimals before PyTorch sees them, results are written with twelve digits. The tests refuse
a registered sample that has no case here, so a new piece adds its line to the lists (ops and activations here, layers
in layers.py, all that trains them in training.py) and runs this script. Old cases stay as they are: each draws its numbers from its own header.
"""
import numpy as np
import torch

import layers
import nets
import training
from golden import Writer, lengths, normal, write_op

F = torch.nn.functional

# Each list names every sample that the pieces register in their Info, and a few more.
ACTIVATION_SHAPES = ["1x1", "3x4", "5x7", "2x17", "2x3x5"]
ACTIVATIONS = {
    "identity": lambda x: x * 1, "tanh": torch.tanh, "scaled_tanh": lambda x: 1.7159 * torch.tanh(2 * x / 3), "relu": torch.relu, "sigmoid": torch.sigmoid,
    "step": lambda x: (x > 0).double() + 0 * x, "leaky_relu": F.leaky_relu, "elu": F.elu, "selu": F.selu, "gelu": F.gelu,
    "silu": F.silu, "softplus": F.softplus, "softmax": lambda x: torch.softmax(x, -1),
    "log_softmax": lambda x: torch.log_softmax(x, -1),
}
# name, options, shapes, function
OPTIONS_OF_ACTIVATIONS = [
    ("leaky_relu", {"slope": 0.2}, ["5x7", "2x17"], lambda x: F.leaky_relu(x, 0.2)),
    ("leaky_relu", {"slope": 0}, ["2x3x5"], lambda x: F.leaky_relu(x, 0.0)),
    ("elu", {"alpha": 0.3}, ["5x7", "2x17"], lambda x: F.elu(x, 0.3)),
    ("elu", {"alpha": 2}, ["2x3x5"], lambda x: F.elu(x, 2.0)),
    ("gelu", {"form": "tanh"}, ["1x1", "5x7", "2x17"], lambda x: F.gelu(x, approximate="tanh")),
    ("softplus", {"beta": 2}, ["5x7", "2x17"], lambda x: F.softplus(x, 2.0, 1e9)),
    ("softplus", {"beta": 0.5}, ["2x3x5"], lambda x: F.softplus(x, 0.5, 1e9)),
    ("maxout", {}, ["3x4", "2x18"], lambda x: maxout(x, 2)),
    ("maxout", {"pieces": 1}, ["1x1"], lambda x: maxout(x, 1)),
    ("maxout", {"pieces": 3}, ["5x9"], lambda x: maxout(x, 3)),
    ("maxout", {"pieces": 5}, ["2x3x5"], lambda x: maxout(x, 5)),
]
PRELU = [({}, "3x4"), ({}, "1x1"), ({"shared": False}, "5x7"), ({"shared": False}, "2x3x5"), ({}, "2x3x5")]
DENSE = [
    ({"units": 3}, "4x5"), ({"units": 1}, "1x1"), ({"units": 7, "bias": False}, "5x3"), ({"units": 5}, "3x2x4"),
    ({"units": 17}, "9x13"), ({"units": 13}, "7x19"), ({"units": 4}, "2x3x2x5"), ({"units": 8}, "10x2"),
    ({"units": 2, "bias": False}, "6x9"), ({"units": 5, "over": "last"}, "3x2x4"),
]


def maxout(x, pieces):
    return x.unflatten(-1, (x.shape[-1] // pieces, pieces)).max(-1).values


def activation_input(shape):
    x = normal(shape, 2.0)
    if shape == "2x17":  # saturated ends, where a careless formula overflows
        x[0, 0], x[0, 1], x[1, 0], x[1, 16] = 30.0, -30.0, 95.0, -95.0
    return {"x": x}


def dense_input(options, shape):
    each = lengths(shape)
    width = each[-1] if options.get("over") == "last" else int(np.prod(each[1:]))
    inputs = {"x": normal(shape), "weight": normal([options["units"], width], 0.7)}
    if options.get("bias", True):
        inputs["bias"] = normal([options["units"]], 0.5)
    return inputs


def make_ops():
    out = Writer("ops")
    cases = [(name, {}, ACTIVATION_SHAPES, function) for name, function in ACTIVATIONS.items()]
    for name, options, shapes, function in cases + OPTIONS_OF_ACTIVATIONS:
        for shape in shapes:
            write_op(out, name, options, shape, lambda: activation_input(shape), function)
    for options, shape in PRELU:
        slopes = 1 if options.get("shared", True) else lengths(shape)[1]
        write_op(out, "prelu", options, shape, lambda: {"x": normal(shape), "slope": normal([slopes], 0.3)},
                 lambda x, slope: F.prelu(x, slope))
    for options, shape in DENSE:
        write_op(out, "dense", options, shape, lambda: dense_input(options, shape),
                 lambda x, weight, bias=None: F.linear(
                     x if options.get("over") == "last" else x.flatten(1), weight, bias))


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    make_ops()
    layers.make_layers()
    nets.make_nets()
    training.make_losses()
    training.make_regularizers()
    training.make_optimizers()
    training.make_schedules()
