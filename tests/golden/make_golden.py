#!/usr/bin/env python3
"""Makes the golden vectors of tests/golden/*.txt with PyTorch in float64. Never needed by the build.

    apt-get install -y --no-install-recommends python3-torch libopenblas0-pthread
    /usr/bin/python3 tests/golden/make_golden.py

A file is a list of cases; a case is a header line and its tensors, one a line:

    case <piece> <options as JSON, no spaces> <input shapes ...>
    <tensor> <shape> <numbers ...>

Inputs are rounded to four decimals before PyTorch sees them, results are written with twelve digits. The tests refuse
a registered sample that has no case here, so a new piece adds its line to the lists below and runs this script.
"""
import json
import os

import numpy as np
import torch

SEED = 20260101
HERE = os.path.dirname(os.path.abspath(__file__))
F = torch.nn.functional

# Each list names every sample that the pieces register in their Info, and a few more.
ACTIVATION_SHAPES = ["1x1", "3x4", "5x7", "2x17", "2x3x5"]
ACTIVATIONS = {"identity": lambda x: x * 1, "tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}
DENSE = [
    ({"units": 3}, "4x5"), ({"units": 1}, "1x1"), ({"units": 7, "bias": False}, "5x3"), ({"units": 5}, "3x2x4"),
    ({"units": 17}, "9x13"), ({"units": 8}, "10x2"), ({"units": 2, "bias": False}, "6x9"),
]
MSE_SHAPES = ["4x1", "3x5", "1x1", "7x3"]
BCE_SHAPES = ["4x1", "1x1", "9x1", "6x1", "3x5"]
CE_SHAPES = ["4x3", "1x2", "5x3", "7x10", "5x5"]
REGULARIZERS = {"l1": lambda w: w.abs().sum(), "l2": lambda w: 0.5 * (w * w).sum()}
PRICES = [(0.1, "3x4"), (0.001, "17"), (0.003, "11")]
OPTIMIZERS = [
    ("sgd", {}), ("sgd", {"learning_rate": 0.5}), ("sgd", {"learning_rate": 0.003}),
    ("momentum", {}), ("momentum", {"learning_rate": 0.1, "momentum": 0.5}),
    ("momentum", {"learning_rate": 0.05, "momentum": 0}),
    ("adam", {}), ("adam", {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.001}),
    ("adam", {"learning_rate": 0.001, "beta1": 0, "beta2": 0.99}),
]
DEFAULT_RATE = {"sgd": 0.03, "momentum": 0.01, "adam": 0.01}  # as in core/optimizers
OPTIMIZER_TENSORS = [[3, 2], [5], [2, 2]]
STEPS = 5


class Writer:
    def __init__(self, name):
        self.file = open(os.path.join(HERE, name + ".txt"), "w", encoding="ascii")
        self.file.write(f"# made by make_golden.py with torch {torch.__version__}, float64, seed {SEED}; do not edit\n")

    def case(self, piece, options, *shapes):
        text = json.dumps(options, separators=(",", ":"))
        self.file.write(" ".join(["case", piece, text, *shapes]) + "\n")

    def tensor(self, name, value):
        array = np.atleast_1d(value.detach().numpy())
        shape = "x".join(str(n) for n in array.shape)
        self.file.write(" ".join([name, shape, *(f"{v:.12g}" for v in array.ravel())]) + "\n")


def lengths(shape):
    return [int(n) for n in shape.split("x")]


def rounded(values):
    return torch.from_numpy(np.round(values, 4))


def normal(shape, scale=1.0):
    return rounded(random.normal(0, scale, lengths(shape) if isinstance(shape, str) else shape))


def with_gradient(tensor):
    return tensor.clone().requires_grad_()


def write_op(out, name, options, shape, inputs, forward):
    """inputs: name -> tensor. Writes them, y, dy and the gradient of sum(y dy) for each input."""
    inputs = {key: with_gradient(value) for key, value in inputs.items()}
    y = forward(**inputs)
    dy = normal(list(y.shape))
    y.backward(dy)
    out.case(name, options, shape)
    for key, value in inputs.items():
        out.tensor(key, value)
    out.tensor("y", y)
    out.tensor("dy", dy)
    for key, value in inputs.items():
        out.tensor("d" + key, value.grad)


def make_ops():
    out = Writer("ops")
    for name, function in ACTIVATIONS.items():
        for shape in ACTIVATION_SHAPES:
            x = normal(shape, 2.0)
            if shape == "2x17":  # saturated ends, where a careless formula overflows
                x[0, 0], x[0, 1], x[1, 0], x[1, 16] = 30.0, -30.0, 95.0, -95.0
            write_op(out, name, {}, shape, {"x": x}, lambda x: function(x))
    for options, shape in DENSE:
        inputs = {"x": normal(shape), "weight": normal([options["units"], int(np.prod(lengths(shape)[1:]))], 0.7)}
        if options.get("bias", True):
            inputs["bias"] = normal([options["units"]], 0.5)
        write_op(out, "dense", options, shape, inputs, lambda x, weight, bias=None: F.linear(x.flatten(1), weight, bias))


def make_losses():
    out = Writer("losses")

    def write(name, shape, y, t, function):
        y = with_gradient(y)
        value = function(y, t)
        value.backward()
        out.case(name, {}, shape)
        for key, tensor in {"y": y, "t": t, "loss": value, "dy": y.grad}.items():
            out.tensor(key, tensor)

    for shape in MSE_SHAPES:
        write("mse", shape, normal(shape), normal(shape), torch.nn.MSELoss())
    for shape in BCE_SHAPES:
        y, t = normal(shape, 3.0), rounded(random.integers(0, 2, lengths(shape)).astype(float))
        if shape == "6x1":  # sure and right, sure and wrong, and a soft answer
            y[:4, 0], t[:4, 0] = torch.tensor([80.0, -80.0, 80.0, -80.0]), torch.tensor([1.0, 0.0, 0.0, 1.0])
            t[4, 0] = 0.25
        write("binary_cross_entropy", shape, y, t, torch.nn.BCEWithLogitsLoss())
    for shape in CE_SHAPES:
        n, d = lengths(shape)
        y, t = normal(shape, 3.0), torch.from_numpy(random.integers(0, d, n).astype(float))
        if shape == "5x3":
            y[0], t[0] = torch.tensor([300.0, -300.0, 0.0]), 1.0
        write("softmax_cross_entropy", shape, y, t, lambda y, t: torch.nn.CrossEntropyLoss()(y, t.long()))


def make_regularizers():
    out = Writer("regularizers")
    for name, price in REGULARIZERS.items():
        for rate, shape in PRICES:
            w = normal(shape)
            w.view(-1)[3] = 0.0
            w = with_gradient(w)
            value = rate * price(w)
            value.backward()
            out.case(name, {"rate": rate}, shape)
            for key, tensor in {"w": w, "price": value, "dw": w.grad}.items():
                out.tensor(key, tensor)


def torch_optimizer(name, options, tensors):
    rate = options.get("learning_rate", DEFAULT_RATE[name])
    if name == "sgd":
        return torch.optim.SGD(tensors, lr=rate)
    if name == "momentum":
        return torch.optim.SGD(tensors, lr=rate, momentum=options.get("momentum", 0.9))
    betas = (options.get("beta1", 0.9), options.get("beta2", 0.999))
    return torch.optim.Adam(tensors, lr=rate, betas=betas, eps=options.get("epsilon", 1e-8))


def make_optimizers():
    out = Writer("optimizers")
    for name, options in OPTIMIZERS:
        tensors = [with_gradient(normal(shape)) for shape in OPTIMIZER_TENSORS]
        optimizer = torch_optimizer(name, options, tensors)
        out.case(name, options, *("x".join(str(n) for n in shape) for shape in OPTIMIZER_TENSORS))
        for i, tensor in enumerate(tensors):
            out.tensor(f"w{i}.0", tensor)
        for step in range(1, STEPS + 1):
            for i, tensor in enumerate(tensors):
                # Sizes differ between tensors and steps; one gradient is zero throughout, as in a dead unit.
                tensor.grad = normal(OPTIMIZER_TENSORS[i], 10.0 ** (i - 1))
                tensor.grad.view(-1)[1] = 0.0
                out.tensor(f"dw{i}.{step}", tensor.grad)
            optimizer.step()
            for i, tensor in enumerate(tensors):
                out.tensor(f"w{i}.{step}", tensor)


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    random = np.random.default_rng(SEED)
    make_ops()
    make_losses()
    make_regularizers()
    make_optimizers()
