"""The cases of nets.txt: whole networks from an experiment file. Run by make_golden.py.

A case's options are {"layers":[...],"losses":[...]}. Its tensors: x, the class t of each sample, every parameter by its
name, y (of the last layer), loss (all of them, weighted) and the loss's gradient d<parameter>.
"""
import torch

from golden import Writer, integers, lengths, normal

F = torch.nn.functional


def write_net(out, name, description, shape, parameters, forward, classes):
    """forward(x, t, parameters) gives (y, what further losses cost); softmax cross-entropy on y comes on top."""
    out.case(name, description, shape)
    x, t = normal(shape), integers(0, classes, lengths(shape)[0])
    w = {key: normal(lengths(size), 0.7).requires_grad_() for key, size in parameters.items()}
    y, further = forward(x, t.long(), w)
    loss = F.cross_entropy(y, t.long()) + further
    loss.backward()
    out.tensors(x=x, t=t, y=y, loss=loss, **w, **{"d" + key: value.grad for key, value in w.items()})


def linear(w, name, x):
    return F.linear(x.flatten(1), w[name + ".weight"], w.get(name + ".bias"))


def dense(units, **more):
    return {"type": "dense", "units": units, **more}


def conv(w, name, x, stride=1):
    weight = w[name + ".weight"]
    return F.conv2d(x, weight, w.get(name + ".bias"), stride, weight.shape[2] // 2)


def norm(w, name, x):
    return F.batch_norm(x, None, None, w[name + ".weight"], w[name + ".bias"], True)


def make_blocks(out):
    def write(block, options, shape, parameters, forward, features):
        layers = [{"type": block, **options, "name": "b"}, {"type": "flatten"}, dense(3, name="out")]
        if len(lengths(shape)) == 2:
            del layers[1]
        sizes = {"b_" + key: size for key, size in parameters.items()}
        sizes.update({"out.weight": f"3x{features}", "out.bias": "3"})
        write_net(out, block, {"layers": layers}, shape, sizes, lambda x, t, w: (linear(w, "out", forward(x, w)), 0), 3)

    write("residual", {"units": 4}, "5x4", {"first.weight": "4x4", "first.bias": "4", "second.weight": "4x4", "second.bias": "4"},
          lambda x, w: F.relu(linear(w, "b_second", F.relu(linear(w, "b_first", x))) + x), 4)
    write("residual", {"units": 3, "activation": "tanh", "projection": True}, "5x4",
          {"first.weight": "3x4", "first.bias": "3", "second.weight": "3x3", "second.bias": "3", "shortcut.weight": "3x4"},
          lambda x, w: torch.tanh(linear(w, "b_second", torch.tanh(linear(w, "b_first", x))) + linear(w, "b_shortcut", x)), 3)
    write("residual", {"units": 2, "activation": "gelu"}, "4x2",
          {"first.weight": "2x2", "first.bias": "2", "second.weight": "2x2", "second.bias": "2"},
          lambda x, w: F.gelu(linear(w, "b_second", F.gelu(linear(w, "b_first", x))) + x), 2)

    def basic(stride, projection):
        def forward(x, w):
            y = F.relu(norm(w, "b_first_norm", conv(w, "b_first", x, stride)))
            y = norm(w, "b_second_norm", conv(w, "b_second", y))
            return F.relu(y + (norm(w, "b_shortcut_norm", conv(w, "b_shortcut", x, stride)) if projection else x))
        return forward

    def norms(*names, units):
        return {f"{name}_norm.{part}": str(units) for name in names for part in ["weight", "bias"]}

    write("residual_conv2d", {"units": 2}, "3x2x4x4",
          {"first.weight": "2x2x3x3", "second.weight": "2x2x3x3", **norms("first", "second", units=2)}, basic(1, False), 32)
    write("residual_conv2d", {"units": 3, "stride": 2, "projection": True}, "3x2x5x4",
          {"first.weight": "3x2x3x3", "second.weight": "3x3x3x3", "shortcut.weight": "3x2x1x1",
           **norms("first", "second", "shortcut", units=3)}, basic(2, True), 18)
    write("residual_conv2d", {"units": 2, "batch_norm": False}, "2x2x3x3",
          {"first.weight": "2x2x3x3", "first.bias": "2", "second.weight": "2x2x3x3", "second.bias": "2"},
          lambda x, w: F.relu(conv(w, "b_second", F.relu(conv(w, "b_first", x))) + x), 18)

    def highway(squash, bias):
        def forward(x, w):
            gate = torch.sigmoid(linear(w, "b_gate_sums", x) + bias)
            return gate * squash(linear(w, "b_sums", x)) + (1 - gate) * x
        return forward

    for options, shape, squash in [({"units": 4}, "5x4", torch.tanh), ({"units": 3, "activation": "relu", "gate_bias": -1}, "4x3", F.relu)]:
        d = options["units"]
        write("highway", options, shape, {"sums.weight": f"{d}x{d}", "sums.bias": str(d), "gate_sums.weight": f"{d}x{d}",
                                          "gate_sums.bias": str(d)}, highway(squash, options.get("gate_bias", -2)), d)

    def inception(x, w):
        step = lambda name, x: F.relu(conv(w, f"b_{name}_sums", x))
        return torch.cat([step("one", x), step("three", step("three_reduce", x)), step("five", step("five_reduce", x)),
                          step("pool", F.max_pool2d(x, 3, 1, 1))], 1)

    for options, shape in [({"one": 1, "three_reduce": 2, "three": 2, "five_reduce": 1, "five": 2, "pool": 1}, "2x2x4x3"),
                           ({"one": 2, "three_reduce": 1, "three": 1, "five_reduce": 1, "five": 1, "pool": 1}, "1x1x5x5")]:
        _, c, h, width = lengths(shape)
        sizes = {}
        for name, inputs, kernel in [("one", c, 1), ("three_reduce", c, 1), ("three", options["three_reduce"], 3),
                                     ("five_reduce", c, 1), ("five", options["five_reduce"], 5), ("pool", c, 1)]:
            sizes[f"{name}_sums.weight"] = f"{options[name]}x{inputs}x{kernel}x{kernel}"
            sizes[f"{name}_sums.bias"] = str(options[name])
        channels = options["one"] + options["three"] + options["five"] + options["pool"]
        write("inception", options, shape, sizes, inception, channels * h * width)


def make_nets():
    out = Writer("nets")
    layers = [dense(5, name="stem"), {"type": "tanh", "name": "code"}, dense(3, name="aux"),
              dense(4, name="back"), dense(4, inputs=["code"], name="deep"), {"type": "sigmoid"}, dense(3, name="out")]
    layers[3]["inputs"] = ["code"]
    losses = [{"type": "softmax_cross_entropy", "output": "aux", "weight": 0.3},
              {"type": "mse", "output": "back", "weight": 0.5, "target": "input"},
              {"type": "center", "output": "code", "weight": 0.1},
              {"type": "mse", "weight": 0.2}]

    def several(x, t, w):
        code = torch.tanh(linear(w, "stem", x))
        y = linear(w, "out", torch.sigmoid(linear(w, "deep", code)))
        centers = torch.stack([code[t == k].mean(0) for k in t])
        return y, (0.3 * F.cross_entropy(linear(w, "aux", code), t) + 0.5 * F.mse_loss(linear(w, "back", code), x)
                   + 0.1 * 0.5 * ((code - centers) ** 2).sum(1).mean() + 0.2 * F.mse_loss(y, F.one_hot(t, 3).double()))

    make_blocks(out)
    write_net(out, "several_losses", {"layers": layers, "losses": losses}, "6x4",
              {"stem.weight": "5x4", "stem.bias": "5", "aux.weight": "3x5", "aux.bias": "3", "back.weight": "4x5", "back.bias": "4",
               "deep.weight": "4x5", "deep.bias": "4", "out.weight": "3x4", "out.bias": "3"}, several, 3)
