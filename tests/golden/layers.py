"""The cases of layers.txt: convolution, pooling, shapes, normalisation, sequences, attention. Run by make_golden.py.

Besides x (or x0, x1, ...), the parameters, y and dy, a case may hold `training` (0: evaluation), `state` and the buffers
before the call, and <buffer>_after. Ops that draw random numbers are compared on the numbers that Downhill's own
generator draws from seed 1 (class Rng below is a port of core/base/rng.cpp).
"""
import json
import math
import zlib

import numpy as np
import torch
from torch import _VF

from golden import SEED, Writer, lengths, rounded

F = torch.nn.functional
MASK = (1 << 64) - 1


class Rng:
    """xoshiro256** seeded by splitmix64."""

    def __init__(self, seed=1):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(z ^ (z >> 31))

    def next(self):
        s = self.state
        result = (rotate((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


class Maker:
    def __init__(self, writer):
        self.out, self.header, self.random = writer, "", None

    def begin(self, name, options, shapes):
        """A case's header seeds its numbers, so a new case leaves the others as they are."""
        self.header = " ".join(["case", name, json.dumps(options, separators=(",", ":")), shapes])
        self.random = np.random.default_rng([SEED, zlib.crc32(self.header.encode())])

    def normal(self, shape, scale=1.0):
        return rounded(self.random.normal(0, scale, lengths(shape) if isinstance(shape, str) else shape))

    def case(self, name, options, shapes, forward, parameters=None, given=None, fixed=None, after=None, begun=False):
        """`parameters`: name -> shape. `given`: inputs by place instead of drawn ones. `fixed`: tensors without gradient.
        `after`: name -> function that tells a tensor once forward has run. forward may give (y, price). `begun`: begin() was called. forward(*inputs, **parameters)."""
        if not begun:
            self.begin(name, options, shapes)
        shapes = shapes.split()
        given = given or {}
        inputs = [given.get(i, self.normal(s)) for i, s in enumerate(shapes)]
        inputs = [x if i in given else x.clone().requires_grad_() for i, x in enumerate(inputs)]
        names = ["x"] if len(inputs) == 1 else [f"x{i}" for i in range(len(inputs))]
        weights = {key: self.normal(shape, 0.7).requires_grad_() for key, shape in (parameters or {}).items()}
        y = forward(*inputs, **weights)
        y, price = y if isinstance(y, tuple) else (y, None)
        dy = self.normal(list(y.shape))
        ((y * dy).sum() + (price if price is not None else 0)).backward()
        self.out.case(name, options, *shapes)
        for key, value in (fixed or {}).items():
            self.out.tensor(key, value)
        for key, value in [*zip(names, inputs), *weights.items()]:
            self.out.tensor(key, value)
        self.out.tensor("y", y)
        if price is not None:
            self.out.tensor("price", price)
        self.out.tensor("dy", dy)
        for key, value in [*zip(names, inputs), *weights.items()]:
            if value.requires_grad:
                self.out.tensor("d" + key, value.grad if value.grad is not None else torch.zeros_like(value))
        for key, tell in (after or {}).items():
            self.out.tensor(key, tell())


def make_convolutions(m):
    for options, shape in [
        ({"units": 3, "kernel": 3}, "2x2x5x6"), ({"units": 1, "kernel": 1}, "1x1x1x1"),
        ({"units": 4, "kernel": 3, "padding": 1}, "2x3x5x4"),
        ({"units": 2, "kernel": 5, "padding": 2, "bias": False}, "1x2x5x7"),
        ({"units": 3, "kernel": 3, "stride": 2}, "2x2x7x6"),
        ({"units": 2, "kernel": 3, "stride": 2, "padding": 1, "dilation": 2}, "2x2x8x7"),
        ({"units": 4, "kernel": 2, "groups": 2}, "2x4x4x5"),
        ({"units": 6, "kernel": 3, "padding": 1, "groups": 3, "stride": 3}, "1x3x7x5"),
        ({"units": 2, "kernel": 4, "stride": 3, "padding": 2}, "3x1x6x5"),
        ({"units": 5, "kernel": 1, "bias": False}, "2x3x3x3"), ({"units": 8, "kernel": 5}, "2x1x12x12"),
        ({"units": 9, "kernel": 3, "padding": 1}, "1x5x7x9"), ({"units": 3, "kernel": 3, "stride": 2, "padding": 2}, "2x3x6x7"),
    ]:
        n, c, _, _ = lengths(shape)
        k, groups, o = options["kernel"], options.get("groups", 1), options["units"]
        weights = {"weight": [o, c // groups, k, k]}
        if options.get("bias", True):
            weights["bias"] = [o]
        m.case("conv2d", options, shape, lambda x, weight, bias=None: F.conv2d(
            x, weight, bias, options.get("stride", 1), options.get("padding", 0), options.get("dilation", 1), groups), weights)
    for options, shape in [
        ({"units": 3}, "2x2x3x4"), ({"units": 1, "kernel": 1, "stride": 1}, "1x1x1x1"),
        ({"units": 2, "kernel": 3, "stride": 2, "padding": 1}, "2x3x4x3"),
        ({"units": 2, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1}, "1x2x3x5"),
        ({"units": 4, "kernel": 4, "stride": 1, "bias": False}, "2x2x2x3"),
        ({"units": 2, "kernel": 5, "stride": 3, "padding": 2, "bias": False}, "2x1x3x3"),
    ]:
        c, k = lengths(shape)[1], options.get("kernel", 2)
        weights = {"weight": [c, options["units"], k, k]}
        if options.get("bias", True):
            weights["bias"] = [options["units"]]
        m.case("conv_transpose2d", options, shape, lambda x, weight, bias=None: F.conv_transpose2d(
            x, weight, bias, options.get("stride", 2), options.get("padding", 0), options.get("output_padding", 0)), weights)


TABLE_1998 = ["012", "123", "234", "345", "045", "015", "0123", "1234", "2345", "0345", "0145", "0125", "0134", "1245", "0235", "012345"]


def make_partial_convolutions(m):
    for options, shape in [
        ({}, "2x6x6x5"), ({"kernel": 3, "padding": 1, "stride": 2, "bias": False}, "1x6x5x4"),
        ({"units": 1, "kernel": 1, "table": "ring", "links": 1}, "1x1x1x1"),
        ({"units": 5, "kernel": 2, "table": "ring", "links": 2}, "2x3x4x5"),
        ({"units": 4, "kernel": 3, "padding": 1, "table": "ring"}, "1x3x3x4"),
    ]:
        c, k, o = lengths(shape)[1], options.get("kernel", 5), options.get("units", 16)
        table = TABLE_1998 if options.get("table") is None else [
            sorted((i + j) % c for j in range(options.get("links", 3))) for i in range(o)]
        pairs = [(i, int(j)) for i, row in enumerate(table) for j in row]

        def forward(x, weight, bias=None):
            whole = torch.zeros(o, c, k, k)
            whole = whole.index_put(tuple(torch.tensor(side) for side in zip(*pairs)), weight[:, 0])
            return F.conv2d(x, whole, bias, options.get("stride", 1), options.get("padding", 0))

        weights = {"weight": [len(pairs), 1, k, k]}
        if options.get("bias", True):
            weights["bias"] = [o]
        m.case("partial_conv2d", options, shape, forward, weights)


def make_pooling(m):
    plain = [({}, "2x2x4x6"), ({"kernel": 1}, "1x1x1x1"), ({"kernel": 3, "stride": 2, "padding": 1}, "2x2x5x6"),
             ({"kernel": 3, "stride": 1}, "1x2x4x5")]
    for options, shape in plain + [({"kernel": 2, "stride": 3}, "2x1x7x6")]:
        window = options.get("kernel", 2), options.get("stride", None), options.get("padding", 0)
        m.case("max_pool2d", options, shape, lambda x: F.max_pool2d(x, *window))
        m.case("avg_pool2d", options, shape, lambda x: F.avg_pool2d(x, *window))
    m.case("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1, "count_padding": False}, "2x2x5x6",
           lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))
    for options, shape in [({}, "2x3x4x6"), ({"kernel": 1}, "1x1x1x1"), ({"kernel": 3, "stride": 2, "padding": 1}, "2x2x5x6"),
                           ({"kernel": 3, "stride": 1}, "1x2x4x5"), ({"kernel": 2, "stride": 3}, "2x1x7x6")]:
        kernel, c = options.get("kernel", 2), lengths(shape)[1]
        m.case("subsample2d", options, shape, lambda x, factor, bias: kernel ** 2 * F.avg_pool2d(
            x, kernel, options.get("stride", None), options.get("padding", 0)) * factor.reshape(1, c, 1, 1) + bias.reshape(1, c, 1, 1),
            {"factor": [c], "bias": [c]})
    for shape in ["2x3x4x5", "1x1x1x1", "3x2x7x1"]:
        m.case("global_avg_pool", {}, shape, lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1))

    def stochastic(x, kernel, stride, padding, training):
        # The padding is -1, which counts as 0 and is never drawn.
        a = F.pad(x, [padding] * 4, value=-1.0).unfold(2, kernel, stride).unfold(3, kernel, stride).flatten(4)
        a = a.relu()
        total = a.sum(-1)
        if not training:
            return torch.where(total > 0, (a * a).sum(-1) / torch.where(total > 0, total, torch.ones_like(total)), total)
        flat, rows = a.reshape(-1, a.shape[-1]), []
        rng = Rng()
        for row in flat:
            level, drawn = rng.uniform() * float(row.detach().sum()), None
            for i, value in enumerate(row.detach().tolist()):
                if value <= 0:
                    continue
                drawn = i
                level -= value
                if level < 0:
                    break
            rows.append(row[drawn] if drawn is not None else row.sum() * 0)
        return torch.stack(rows).reshape(a.shape[:-1])

    for options, shape in plain:
        kernel = options.get("kernel", 2)
        window = kernel, options.get("stride", kernel), options.get("padding", 0)
        for training in [1, 0]:
            m.case("stochastic_pool2d", options, shape, lambda x: stochastic(x, *window, training),
                   fixed={"training": torch.tensor(float(training))})
    for options, shape in [({}, "2x7x2x3"), ({"size": 3, "alpha": 1}, "2x5x3x2"),
                           ({"size": 4, "alpha": 2, "beta": 0.5, "k": 2}, "1x6x2x2"), ({"size": 1, "alpha": 0.5}, "1x1x1x1")]:
        m.case("local_response_norm", options, shape, lambda x: F.local_response_norm(
            x, options.get("size", 5), options.get("alpha", 1e-4), options.get("beta", 0.75), options.get("k", 1)))


def make_shapes(m):
    for options, shape in [
        ({}, "2x2x3x4"), ({"factor": 1}, "1x1x1x1"), ({"factor": 3}, "1x2x2x3"), ({"mode": "bilinear"}, "2x2x3x4"),
        ({"factor": 3, "mode": "bilinear"}, "1x2x2x5"), ({"factor": 4, "mode": "bilinear"}, "1x1x1x3"),
    ]:
        mode = options.get("mode", "nearest")
        m.case("upsample", options, shape, lambda x: F.interpolate(
            x, scale_factor=options.get("factor", 2), mode=mode, align_corners=False if mode == "bilinear" else None))
    for options, shape in [({"top": 1, "bottom": 2, "left": 3, "right": 0}, "2x2x3x2"),
                           ({"left": 1, "right": 1, "value": -0.5}, "1x3x2x2"), ({}, "1x1x1x1")]:
        frame = [options.get(side, 0) for side in ["left", "right", "top", "bottom"]]
        m.case("pad", options, shape, lambda x: F.pad(x, frame, value=options.get("value", 0.0)))
    for options, shape in [({"top": 1, "bottom": 2, "left": 3, "right": 0}, "2x2x5x6"), ({"left": 1, "right": 1}, "1x3x2x3"),
                           ({}, "1x1x1x1")]:
        frame = [-options.get(side, 0) for side in ["left", "right", "top", "bottom"]]
        m.case("crop", options, shape, lambda x: F.pad(x, frame) * 1)
    for shape in ["2x3x4x5", "1x1x1x1", "3x2x7", "4x5"]:
        m.case("flatten", {}, shape, lambda x: x.flatten(1) * 1)
    for options, shape in [({"d1": 2, "d2": 3, "d3": 4}, "3x24"), ({"d1": 6, "d2": 2}, "2x3x2x2"), ({"d1": 20}, "2x4x5"),
                           ({}, "1x1")]:
        axes = [options[d] for d in ["d1", "d2", "d3"] if d in options] or [1]
        m.case("reshape", options, shape, lambda x: x.reshape(x.shape[0], *axes) * 1)
    for options, shapes in [({}, "3x4 3x2"), ({}, "2x1x3x2 2x3x3x2 2x2x3x2"), ({"axis": 2}, "2x3x1 2x3x4"), ({}, "1x1 1x1")]:
        m.case("concat", options, shapes, lambda *x: torch.cat(x, options.get("axis", 1)))
    for options, shape in [({"start": 1, "length": 2}, "3x4"), ({"start": -1}, "2x5x3"),
                           ({"axis": 2, "start": -3, "length": 2}, "2x3x4x2"), ({"axis": 3, "length": 2}, "1x2x3x4"),
                           ({}, "1x1")]:
        axis, start = options.get("axis", 1), options.get("start", 0)
        m.case("slice", options, shape, lambda x: x.narrow(
            axis, start % x.shape[axis], options.get("length", 1)) * 1)
    for shapes in ["3x4 3x4", "2x3x2x2 2x3x2x2 2x3x2x2", "1x1 1x1"]:
        m.case("add", {}, shapes, lambda *x: sum(x))
        m.case("multiply", {}, shapes, lambda *x: math.prod(x))
    m.case("scale", {"factor": -0.5}, "3x4", lambda x: -0.5 * x)
    m.case("scale", {"factor": 2, "learned": True}, "2x3x2x2", lambda x, factor: factor * x, {"factor": [1]})
    m.case("scale", {}, "1x1", lambda x: 1.0 * x)
    for options, shape in [({}, "3x4x2"), ({"axis": 2}, "2x3x5"), ({"axis": 2}, "2x3x4x5"), ({}, "1x1x1")]:
        m.case("mean", options, shape, lambda x: x.mean(options.get("axis", 1)))


def make_normalisation(m):
    for options, shape in [
        ({}, "5x3"), ({}, "3x2x3x2"), ({"momentum": 0.3, "epsilon": 0.01, "affine": False}, "4x5"),
        ({"per": "number", "running": "book", "epsilon": 1e-06}, "4x2x2x3"), ({"affine": False}, "2x3x4x1"),
    ]:
        book, per_number = options.get("running") == "book", options.get("per") == "number"
        for training in [True, False]:
            m.begin("batch_norm", options, shape)
            n = lengths(shape)
            features = int(np.prod(n[1:])) if per_number else n[1]
            before = m.normal([features]), m.normal([features]).abs() + 0.5
            running = before[0].clone(), before[1].clone()
            momentum = options.get("momentum", 0.1)

            def forward(x, weight=None, bias=None):
                flat = x.flatten(1) if per_number else x
                if book and training:  # the book keeps the biased variance
                    with torch.no_grad():
                        running[0].lerp_(flat.mean(0), momentum)
                        running[1].lerp_(flat.var(0, unbiased=False), momentum)
                    y = F.batch_norm(flat, None, None, weight, bias, True, 0.0, options.get("epsilon", 1e-5))
                else:
                    y = F.batch_norm(flat, *running, weight, bias, training, momentum, options.get("epsilon", 1e-5))
                return y.reshape(x.shape)

            m.case("batch_norm", options, shape, forward,
                   {"weight": [features], "bias": [features]} if options.get("affine", True) else None,
                   fixed={"training": torch.tensor(float(training)), "running_mean": before[0], "running_variance": before[1]},
                   after={"running_mean_after": lambda: running[0], "running_variance_after": lambda: running[1]}, begun=True)
    for options, shape in [({}, "4x5"), ({}, "2x3x4"), ({"over": "sample"}, "2x2x3x2"),
                           ({"epsilon": 0.01, "affine": False}, "3x2x3x3")]:
        n = lengths(shape)
        axes = n[1:] if options.get("over") == "sample" else n[-1:]
        count = int(np.prod(axes))
        m.case("layer_norm", options, shape, lambda x, weight=None, bias=None: F.layer_norm(
            x, axes, None if weight is None else weight.reshape(axes), None if bias is None else bias.reshape(axes),
            options.get("epsilon", 1e-5)), {"weight": [count], "bias": [count]} if options.get("affine", True) else None)

    def dropout(x, options, training):
        rate, book = options.get("rate", 0.5), options.get("scaling") == "book"
        if not training:
            return x * (1 - rate) if book else x * 1
        rng, count, limit, kept = Rng(), x.numel(), int(rate * 2**32), []
        while len(kept) < count:
            bits = rng.next()
            kept += [(bits >> 32) >= limit, (bits & 0xFFFFFFFF) >= limit]
        mask = torch.tensor(kept[:count], dtype=x.dtype).reshape(x.shape)
        return x * mask if book else x * mask / (1 - rate)

    for options, shape in [({}, "3x4"), ({"rate": 0.2}, "2x3x2x2"), ({"rate": 0.3, "scaling": "book"}, "5x7"), ({"rate": 0}, "1x1")]:
        for training in [1, 0]:
            m.case("dropout", options, shape, lambda x: dropout(x, options, training),
                   fixed={"training": torch.tensor(float(training))})


def make_sequences(m):
    for options, shape in [({"vocabulary": 5, "width": 3}, "2x4"), ({"vocabulary": 1, "width": 1}, "1x1"),
                           ({"vocabulary": 11, "width": 6}, "3x7")]:
        m.begin("embedding", options, shape)
        words = torch.from_numpy(m.random.integers(0, options["vocabulary"], lengths(shape)).astype(float))
        m.case("embedding", options, shape, lambda x, weight: F.embedding(x.long(), weight),
               {"weight": [options["vocabulary"], options["width"]]}, given={0: words}, begun=True)

    def sines(t, d):
        table = torch.zeros(t, d)
        for i in range(t):
            for k in range(0, d, 2):
                angle = i / 10000 ** (k / d)
                table[i, k] = math.sin(angle)
                if k + 1 < d:
                    table[i, k + 1] = math.cos(angle)
        return table

    for shape in ["2x5x4", "1x7x3", "1x1x1", "1x40x6"]:
        m.case("positional_encoding", {}, shape, lambda x: x + sines(*lengths(shape)[1:]))
    m.case("positional_encoding", {"kind": "learned"}, "3x2x5", lambda x, weight: x + weight, {"weight": [2, 5]})

    for name, gates in {"rnn": 1, "lstm": 4, "gru": 3}.items():
        cases = [({"units": 3}, "2x4x2"), ({"units": 1}, "1x1x1"), ({"units": 4, "output": "last"}, "3x3x2"),
                 ({"units": 5, "bias": False, "carry": True}, "2x3x3")]
        cases += [({"units": 3, "activation": "relu", "output": "last", "carry": True}, "2x3x2")] if name == "rnn" else [
            ({"units": 2, "output": "last", "carry": True}, "2x3x4")]
        for options, shape in cases:
            m.begin(name, options, shape)
            n, t, d = lengths(shape)
            units, bias = options["units"], options.get("bias", True)
            kind = getattr(_VF, "rnn_" + options.get("activation", "tanh") if name == "rnn" else name)
            weights = {"weight_ih": [gates * units, d], "weight_hh": [gates * units, units]}
            if bias:
                weights.update({"bias_ih": [gates * units], "bias_hh": [gates * units]})
            states = 2 if name == "lstm" else 1
            state = m.normal([states, n, units]) if options.get("carry") else torch.zeros(states, n, units)
            start = (state[0:1], state[1:2]) if name == "lstm" else state

            def forward(x, **w):
                y = kind(x, start, list(w.values()), bias, 1, 0.0, True, False, True)[0]
                return y[:, -1] if options.get("output") == "last" else y * 1

            m.case(name, options, shape, forward, weights,
                   fixed={"state": state.flatten()} if options.get("carry") else None, begun=True)


def make_attention(m):
    def visible(options, queries, keys, mask):
        shown = torch.ones(queries, keys, dtype=torch.bool)
        if options.get("causal"):
            shown = shown.tril()
        return shown[None] & (mask[:, None] > 0.5) if mask is not None else shown[None]

    def attention(options):
        def forward(q, k, v, mask=None):
            scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
            shown = visible(options, q.shape[1], k.shape[1], mask)
            return scores.masked_fill(~shown, -math.inf).softmax(-1) @ v
        return forward

    def mask_of(shape):
        mask = torch.from_numpy(m.random.integers(0, 2, lengths(shape)).astype(float))
        mask[:, 0] = 1  # PyTorch answers NaN when a query sees nothing
        return mask

    for options, shapes in [
        ({}, "2x3x4 2x5x4 2x5x3"), ({"causal": True}, "2x4x3 2x4x3 2x4x3"), ({"masked": True}, "3x2x3 3x4x3 3x4x2 3x4"),
        ({"causal": True, "masked": True}, "2x5x2 2x5x2 2x5x4 2x5"), ({}, "1x1x1 1x1x1 1x1x1"),
    ]:
        m.begin("scaled_dot_product_attention", options, shapes)
        given = {3: mask_of(shapes.split()[3])} if options.get("masked") else None
        m.case("scaled_dot_product_attention", options, shapes, attention(options), given=given, begun=True)

    def multi_head(options):
        def forward(*x, in_proj_weight, out_proj_weight, in_proj_bias=None, out_proj_bias=None):
            mask = x[-1] if options.get("masked") else None
            x = x[:-1] if options.get("masked") else x
            q, k, v = [x[min(i, len(x) - 1)].transpose(0, 1) for i in range(3)]
            causal = torch.ones(q.shape[0], k.shape[0]).tril() < 0.5 if options.get("causal") else None
            y, _ = F.multi_head_attention_forward(
                q, k, v, q.shape[2], options.get("heads", 4), in_proj_weight, in_proj_bias, None, None, False, 0.0,
                out_proj_weight, out_proj_bias, training=True, key_padding_mask=None if mask is None else mask < 0.5,
                need_weights=False, attn_mask=causal)
            return y.transpose(0, 1)
        return forward

    for options, shapes in [
        ({"heads": 2}, "2x3x4"), ({"heads": 1, "bias": False}, "1x1x1"), ({"heads": 3, "causal": True}, "2x4x6"),
        ({"heads": 2}, "2x3x4 2x5x4"), ({"heads": 2}, "2x2x4 2x3x4 2x3x4"), ({"heads": 2, "masked": True}, "2x3x4 2x3"),
        ({"heads": 2, "masked": True, "causal": True}, "2x4x4 2x4"),
    ]:
        m.begin("multi_head_attention", options, shapes)
        parts = shapes.split()
        d = lengths(parts[0])[2]
        weights = {"in_proj_weight": [3 * d, d], "out_proj_weight": [d, d]}
        if options.get("bias", True):
            weights.update({"in_proj_bias": [3 * d], "out_proj_bias": [d]})
        given = {len(parts) - 1: mask_of(parts[-1])} if options.get("masked") else None
        m.case("multi_head_attention", options, shapes, multi_head(options), weights, given=given, begun=True)

    def additive(q, memory, mask=None, query_weight=None, memory_weight=None, score=None):
        scores = ((q @ query_weight.t())[:, :, None] + (memory @ memory_weight.t())[:, None]).tanh() @ score
        if mask is not None:
            scores = scores.masked_fill(mask[:, None] < 0.5, -math.inf)
        return scores.softmax(-1) @ memory

    for options, shapes in [({"units": 3}, "2x3x4 2x5x2"), ({"units": 4, "masked": True}, "2x2x3 2x4x3 2x4"),
                            ({"units": 1}, "1x1x1 1x1x1")]:
        m.begin("additive_attention", options, shapes)
        parts, a = shapes.split(), options["units"]
        weights = {"query_weight": [a, lengths(parts[0])[2]], "memory_weight": [a, lengths(parts[1])[2]], "score": [a]}
        given = {2: mask_of(parts[2])} if options.get("masked") else None
        m.case("additive_attention", options, shapes, additive, weights, given=given, begun=True)


def make_shift(m):
    for options, shape in [({"amount": -2}, "3x4"), ({}, "1x1"), ({"amount": 0.5}, "2x3x2x2"), ({"amount": 3}, "5x17")]:
        m.case("shift", options, shape, lambda x: x + options.get("amount", 1))


def make_penalties(m):
    def sparse(rho, beta):
        def forward(x):
            mean = x.mean(0)
            inside = mean.clamp(0.001, 0.999)
            kl = rho * (rho / inside).log() + (1 - rho) * ((1 - rho) / (1 - inside)).log()
            tangent = ((1 - rho) / (1 - inside) - rho / inside).detach() * (mean - inside.detach())
            return x * 1, beta * (kl + torch.where(mean == inside, torch.zeros_like(mean), tangent)).sum()
        return forward

    for options, shape in [({}, "4x3"), ({"rho": 0.5, "beta": 2}, "1x1"), ({"rho": 0.2, "beta": 0.1}, "7x5"),
                           ({"rho": 0.9}, "3x2x2x2"), ({"beta": 3}, "9x17")]:
        m.begin("kl_sparsity", options, shape)
        x = rounded(m.random.uniform(0.02, 0.98, lengths(shape)))
        if shape == "7x5":  # means below 0 and above 1
            x[:, 0] -= 1
            x[:, 4] += 1
        m.case("kl_sparsity", options, shape, sparse(options.get("rho", 0.05), options.get("beta", 1)),
               given={0: x.requires_grad_()}, begun=True)

    def contractive(options):
        squash = torch.tanh if options.get("activation") == "tanh" else torch.sigmoid

        def forward(x, weight, bias):
            encode = lambda row: squash(F.linear(row.flatten(), weight, bias))
            jacobians = [torch.autograd.functional.jacobian(encode, row, create_graph=True) for row in x]
            return squash(F.linear(x.flatten(1), weight, bias)), options.get("strength", 0.1) * sum(
                (j ** 2).sum() for j in jacobians) / len(x)
        return forward

    for options, shape in [({"units": 3}, "4x5"), ({"units": 1, "strength": 2}, "1x1"),
                           ({"units": 5, "activation": "tanh"}, "3x2x4"),
                           ({"units": 7, "activation": "tanh", "strength": 1}, "9x3"), ({"units": 4, "strength": 0}, "2x6"), ({"units": 13}, "5x17")]:
        m.case("contractive", options, shape, contractive(options),
               {"weight": [options["units"], math.prod(lengths(shape)[1:])], "bias": [options["units"]]})


def make_layers():
    m = Maker(Writer("layers"))
    make_convolutions(m)
    make_partial_convolutions(m)
    make_pooling(m)
    make_shapes(m)
    make_normalisation(m)
    make_sequences(m)
    make_attention(m)
    make_penalties(m)
    make_shift(m)
