"""PyTorch on one thread, for tests/bench/peers/pytorch.mjs: a line of JSON in, a line of JSON out.

In   {"experiment": {...} or null, "product": {"m", "k", "n"} or null, "warm_ms", "least_ms"}
Out  {"rate": samples/s or GFLOP/s} or {"unable": why}
"""
import json
import sys
import time

import torch
from torch import nn
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(1)


class Unable(Exception):
    pass


class Cropped(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.crop = [layer.get(side, 0) for side in ("top", "bottom", "left", "right")]

    def forward(self, x):
        top, bottom, left, right = self.crop
        return x[:, :, top:x.shape[2] - bottom, left:x.shape[3] - right]


class Reshaped(nn.Module):
    def __init__(self, *lengths):
        super().__init__()
        self.lengths = lengths

    def forward(self, x):
        return x.reshape(x.shape[0], *self.lengths)


class Lstm(nn.Module):
    def __init__(self, inputs, units):
        super().__init__()
        self.lstm = nn.LSTM(inputs, units, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)

    def forward(self, x):
        return self.attention(x, x, x, need_weights=False)[0]


ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}


def make_layer(layer, x):
    kind = layer["type"]
    if kind in ACTIVATIONS:
        return ACTIVATIONS[kind]()
    if kind == "dense":
        if layer.get("over") == "last" or x.dim() == 2:
            return nn.Linear(x.shape[-1], layer["units"])
        return nn.Sequential(nn.Flatten(), nn.Linear(x[0].numel(), layer["units"]))
    if kind == "conv2d":
        return nn.Conv2d(x.shape[1], layer["units"], layer["kernel"], layer.get("stride", 1), layer.get("padding", 0))
    if kind == "max_pool2d":
        return nn.MaxPool2d(layer.get("kernel", 2))
    if kind == "dropout":
        return nn.Dropout(layer["rate"])
    if kind == "crop":
        return Cropped(layer)
    if kind == "reshape":
        return Reshaped(layer["d1"], layer["d2"])
    if kind == "layer_norm":
        return nn.LayerNorm(x.shape[-1])
    if kind == "lstm":
        return Lstm(x.shape[2], layer["units"])
    if kind == "multi_head_attention":
        return Attention(x.shape[2], layer["heads"])
    raise Unable(f"peers/pytorch.py has no {kind}")


class Network(nn.Module):
    def __init__(self, layers, x):
        super().__init__()
        self.specs = layers
        self.made = nn.ModuleList()
        named = {}
        for spec in layers:
            self.made.append(nn.Identity() if spec["type"] == "add" else make_layer(spec, x))
            x = self.one(spec, self.made[-1], x, named)

    @staticmethod
    def one(spec, layer, x, named):
        x = named[spec["inputs"][0]] + named[spec["inputs"][1]] if spec["type"] == "add" else layer(x)
        if "name" in spec:
            named[spec["name"]] = x
        return x

    def forward(self, x):
        named = {}
        for spec, layer in zip(self.specs, self.made):
            x = self.one(spec, layer, x, named)
        return x


def make_trainer(experiment):
    batch = experiment["batch_size"]
    pictures = experiment["dataset"]["type"] == "synthetic_digits"
    shape = (1, 28, 28) if pictures else (len(experiment["features"]),)
    batches = [torch.randn(batch, *shape) for _ in range(4)]
    mse = experiment["loss"]["type"] == "mse"
    classes = experiment["model"]["layers"]
    units = [layer["units"] for layer in classes if layer["type"] == "dense"][-1]
    answers = [torch.randn(batch, units) if mse else torch.randint(units, (batch,)) for _ in range(4)]
    loss = nn.MSELoss() if mse else nn.CrossEntropyLoss()
    net = Network(classes, batches[0])
    rate = experiment["optimizer"]["learning_rate"]
    optimizers = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    optimizer = optimizers[experiment["optimizer"]["type"]](net.parameters(), lr=rate)

    def train(steps):
        for i in range(steps):
            optimizer.zero_grad()
            loss(net(batches[i % 4]), answers[i % 4]).backward()
            optimizer.step()

    return train, batch


def make_product(size):
    a, b = torch.randn(size["m"], size["k"]), torch.randn(size["k"], size["n"])
    c = torch.empty(size["m"], size["n"])

    def run(repetitions):
        for _ in range(repetitions):
            torch.mm(a, b, out=c)

    return run, 2e-9 * size["m"] * size["k"] * size["n"]


def run_for(run, least_ms):
    """Runs for at least `least_ms`, in chunks of over 10 ms; times a second."""
    chunk, count, started = 1, 0, time.perf_counter()
    before = started
    while True:
        run(chunk)
        count += chunk
        now = time.perf_counter()
        if 1000 * (now - started) >= least_ms:
            return count / (now - started)
        if 1000 * (now - before) < 10:
            chunk *= 2
        before = now


def measure(request):
    product = request.get("product")
    run, each = make_product(product) if product else make_trainer(request["experiment"])
    run_for(run, request["warm_ms"])
    return {"rate": each * run_for(run, request["least_ms"])}


def blas():
    """The library that multiplies, as it lies in memory: Debian's PyTorch takes whichever is installed."""
    torch.mm(torch.ones(2, 2), torch.ones(2, 2))
    with open("/proc/self/maps") as maps:
        loaded = maps.read()
    for sign, name in (("openblas", "OpenBLAS"), ("mkl", "MKL"), ("blis", "BLIS"), ("libblas", "the reference BLAS")):
        if sign in loaded:
            return name
    return "its own products"


print(json.dumps({"version": torch.__version__, "blas": blas()}), flush=True)
for line in sys.stdin:
    try:
        answer = measure(json.loads(line))
    except Unable as error:
        answer = {"unable": str(error)}
    print(json.dumps(answer), flush=True)
