"""Golden cases of losses, regularizers, clipping, optimizers and schedules; see make_golden.py."""
import math

import torch

from golden import Writer, integers, lengths, normal, with_gradient

F = torch.nn.functional
NN = torch.nn

# name, options, shapes, loss(y, t)
VALUE_LOSSES = [
    ("mse", {}, ["4x1", "3x5", "1x1", "7x3"], NN.MSELoss()),
    ("mse", {"reduction": "half_sum"}, ["1x10", "7x3"], lambda y, t: 0.5 * ((y - t) ** 2).sum() / len(y)),
    ("mae", {}, ["4x1", "3x5", "1x1", "7x3"], NN.L1Loss()),
    ("huber", {}, ["4x1", "1x1", "5x5"], NN.HuberLoss()),
    ("huber", {"delta": 0.3}, ["3x5"], NN.HuberLoss(delta=0.3)),
    ("huber", {"delta": 2}, ["7x3"], NN.HuberLoss(delta=2.0)),
]
BINARY_LOSSES = [
    ({}, ["4x1", "1x1", "9x1", "6x1", "3x5"]),
    ({"label_smoothing": 0.2}, ["9x1", "6x1"]),
]


def cross_entropy(**options):
    return lambda y, t: NN.CrossEntropyLoss(**options)(y, t.long())


def multi_margin(power, margin):
    return lambda y, t: NN.MultiMarginLoss(p=power, margin=margin)(y, t.long())


def focal(gamma):
    def loss(y, t):
        log_p = torch.log_softmax(y, 1).gather(1, t.long()[:, None])
        return -((1 - log_p.exp()) ** gamma * log_p).mean()
    return loss


def margin_softmax(margin, scale=1):
    def loss(y, t):
        return F.cross_entropy(scale * (y - margin * F.one_hot(t.long(), y.shape[1])), t.long())
    return loss


def center(y, t):
    centers = torch.stack([y[t == k].mean(0) for k in t])
    return 0.5 * ((y - centers) ** 2).sum(1).mean()


def contrastive(margin):
    def loss(y, t):
        pairs = [(a, b) for b in range(len(y)) for a in range(b)]
        if not pairs:
            return (y * 0).sum()
        return sum(0.5 * (y[a] - y[b]).norm() ** 2 if t[a] == t[b] else 0.5 * (margin - (y[a] - y[b]).norm()).clamp(min=0) ** 2
                   for a, b in pairs) / len(pairs)
    return loss


def triplet(cost):
    def loss(y, t):
        costs = []
        for a in range(len(y)):
            near = [(y[a] - y[n]).norm() for n in range(len(y)) if n != a and t[n] == t[a]]
            far = [(y[a] - y[n]).norm() for n in range(len(y)) if t[n] != t[a]]
            if near and far:
                costs.append(cost(torch.stack(near).max() - torch.stack(far).min()))
        return torch.stack(costs).mean() if costs else (y * 0).sum()
    return loss


def all_triplets(active=False, margin=0.5, soft=False):
    """PyTorch's own hinge on every triplet of the batch; its distance adds eps=1e-6 to each number, this one does not."""
    def loss(y, t):
        every = range(len(y))
        triplets = [(a, p, q) for a in every for p in every if p != a and t[p] == t[a] for q in every if t[q] != t[a]]
        if not triplets:
            return (y * 0).sum()
        a, p, q = (y[[triplet[i] for triplet in triplets]] for i in range(3))
        distance = lambda u, v: (u - v).norm(dim=1)
        if soft:
            costs = F.softplus(distance(a, p) - distance(a, q))
        else:
            costs = NN.TripletMarginWithDistanceLoss(distance_function=distance, margin=margin, reduction="none")(a, p, q)
        return costs.sum() / ((costs > 0).sum().clamp(min=1) if active else len(costs))
    return loss


CLASS_LOSSES = [
    ("softmax_cross_entropy", {}, ["4x3", "1x2", "5x3", "7x10", "5x5"], cross_entropy()),
    ("softmax_cross_entropy", {"label_smoothing": 0.1}, ["7x10", "5x3"], cross_entropy(label_smoothing=0.1)),
    ("softmax_cross_entropy", {"ignore_index": 1}, ["9x3"], cross_entropy(ignore_index=1)),
    ("softmax_cross_entropy", {"label_smoothing": 0.4, "ignore_index": 0}, ["8x4"],
     cross_entropy(label_smoothing=0.4, ignore_index=0)),
    ("hinge", {}, ["4x3", "1x2", "5x3"], multi_margin(1, 1.0)),
    ("hinge", {"margin": 0.5}, ["7x10"], multi_margin(1, 0.5)),
    ("hinge", {"margin": 3}, ["5x5"], multi_margin(1, 3.0)),
    ("squared_hinge", {}, ["4x3", "1x2"], multi_margin(2, 1.0)),
    ("squared_hinge", {"margin": 0.5}, ["7x10"], multi_margin(2, 0.5)),
    ("squared_hinge", {"margin": 3}, ["5x5"], multi_margin(2, 3.0)),
    ("focal", {}, ["4x3", "6x4"], focal(2)),
    ("focal", {"gamma": 0}, ["1x2"], focal(0)),
    ("focal", {"gamma": 0.5}, ["7x10"], focal(0.5)),
    ("focal", {"gamma": 5}, ["5x5"], focal(5)),
    ("large_margin_softmax", {}, ["4x3", "1x2", "5x3"], margin_softmax(1)),
    ("large_margin_softmax", {"margin": 0}, ["5x5"], margin_softmax(0)),
    ("large_margin_softmax", {"margin": 3}, ["7x10"], margin_softmax(3)),
    ("large_margin_softmax", {"margin": 0.35, "scale": 4}, ["5x5"], margin_softmax(0.35, 4)),
    ("center", {}, ["6x3", "1x2", "9x2", "7x10", "5x1", "17x5"], center),
    ("contrastive", {"margin": 4}, ["6x3"], contrastive(4)),
    ("contrastive", {}, ["1x2", "2x1"], contrastive(1)),
    ("contrastive", {"margin": 2}, ["9x2"], contrastive(2)),
    ("contrastive", {"margin": 10}, ["7x10"], contrastive(10)),
    ("contrastive", {"margin": 3}, ["13x5"], contrastive(3)),
    ("triplet", {"margin": 1}, ["17x5"], triplet(lambda gap: (1 + gap).clamp(min=0))),
    ("large_margin_softmax", {"margin": 0.5}, ["13x7"], margin_softmax(0.5)),
    ("triplet", {}, ["6x3", "1x2"], triplet(lambda gap: (0.5 + gap).clamp(min=0))),
    ("triplet", {"margin": 2}, ["9x2"], triplet(lambda gap: (2 + gap).clamp(min=0))),
    ("triplet", {"form": "soft"}, ["8x3"], triplet(lambda gap: F.softplus(gap))),
    ("triplet", {"margin": 3}, ["12x10"], triplet(lambda gap: (3 + gap).clamp(min=0))),
    ("triplet", {"mining": "all"}, ["1x2", "11x4"], all_triplets()),
    ("triplet", {"mining": "all", "margin": 2}, ["9x2"], all_triplets(margin=2)),
    ("triplet", {"mining": "all", "margin": 3}, ["12x10"], all_triplets(margin=3)),
    ("triplet", {"mining": "all", "form": "soft"}, ["13x5"], all_triplets(soft=True)),
    ("triplet", {"mining": "active"}, ["6x3", "11x4"], all_triplets(active=True)),
    ("triplet", {"mining": "active", "margin": 1}, ["17x5"], all_triplets(active=True, margin=1)),
    ("triplet", {"mining": "active", "form": "soft"}, ["7x4"], all_triplets(active=True, soft=True)),
]
DISTRIBUTION_SHAPES = ["4x3", "1x2", "7x10", "5x5"]

PRICES = [(0.1, "3x4"), (0.001, "17"), (0.003, "11")]
REGULARIZERS = [(name, {"rate": rate}, shape, lambda w, price=price, rate=rate: rate * price(w))
                for name, price in {"l1": lambda w: w.abs().sum(), "l2": lambda w: 0.5 * (w * w).sum()}.items()
                for rate, shape in PRICES]
REGULARIZERS += [("elastic", {"l1": a, "l2": b}, shape, lambda w, a=a, b=b: a * w.abs().sum() + b / 2 * (w * w).sum())
                 for a, b, shape in [(0.1, 0.2, "3x4"), (0.001, 0.03, "17"), (0, 0.5, "5x3")]]
MAX_NORM = [({"limit": 1.5}, "3x4"), ({"limit": 0.5}, "17"), ({"limit": 2}, "4x2x3x3")]


def make_losses():
    out = Writer("losses")

    def write(y, t, function):
        y = with_gradient(y)
        value = function(y, t)
        value.backward()
        out.tensors(y=y, t=t, loss=value, dy=y.grad)

    for name, options, shapes, function in VALUE_LOSSES:
        for shape in shapes:
            out.case(name, options, shape)
            write(normal(shape), normal(shape), function)
    for options, shapes in BINARY_LOSSES:
        smoothing = options.get("label_smoothing", 0)
        for shape in shapes:
            out.case("binary_cross_entropy", options, shape)
            y, t = normal(shape, 3.0), integers(0, 2, lengths(shape))
            if shape == "6x1":  # sure and right, sure and wrong, and a soft answer
                y[:4, 0], t[:4, 0] = torch.tensor([80.0, -80.0, 80.0, -80.0]), torch.tensor([1.0, 0.0, 0.0, 1.0])
                t[4, 0] = 0.25
            write(y, t, lambda y, t: NN.BCEWithLogitsLoss()(y, t * (1 - smoothing) + smoothing / 2))
    for name, options, shapes, function in CLASS_LOSSES:
        for shape in shapes:
            out.case(name, options, shape)
            n, d = lengths(shape)
            y, t = normal(shape, 3.0), integers(0, d, n)
            if shape == "5x3":
                y[0], t[0] = torch.tensor([300.0, -300.0, 0.0]), 1.0
            if shape == "11x4":  # one place for two samples of a class, and for two of different classes
                y[1], t[1], y[3], t[3] = y[0], t[0], y[2], (t[2] + 1) % d
            write(y, t, function)
    for shape in DISTRIBUTION_SHAPES:
        out.case("kl_divergence", {}, shape)
        t = normal(shape, 2.0)
        t = (torch.softmax(t, 1) * 1e4).round() / 1e4
        t[0], t[0, 0] = 0.0, 1.0  # a class: 0 log 0 = 0
        write(normal(shape, 3.0), t, lambda y, t: F.kl_div(torch.log_softmax(y, 1), t, reduction="batchmean"))


def make_regularizers():
    out = Writer("regularizers")
    for name, options, shape, price in REGULARIZERS:
        out.case(name, options, shape)
        w = normal(shape)
        w.view(-1)[3] = 0.0
        w = with_gradient(w)
        value = price(w)
        value.backward()
        out.tensors(w=w, price=value, dw=w.grad)
    for options, shape in MAX_NORM:
        out.case("max_norm", options, shape)
        w = normal(shape)
        norms = w.flatten(1).norm(dim=1) if w.dim() > 1 else w.abs()
        scale = (options["limit"] / norms).clamp(max=1.0)
        out.tensors(w=w, price=torch.zeros(1), dw=torch.zeros_like(w),
                    projected=w * scale.view(-1, *[1] * (w.dim() - 1)))


# ---- optimizers: name, options, torch's optimizer for the tensors

def clipped_by_value(tensors, limit):
    NN.utils.clip_grad_value_(tensors, limit)


def clipped_by_norm(tensors, limit):
    NN.utils.clip_grad_norm_(tensors, limit)


class Book:
    """The optimizers of Deep Learning from Scratch where they differ from PyTorch's: update(w, g, memory, t)."""

    def __init__(self, tensors, update):
        self.tensors, self.update, self.step_count = tensors, update, 0
        self.memory = [[torch.zeros_like(w), torch.zeros_like(w)] for w in tensors]

    @torch.no_grad()
    def step(self):
        self.step_count += 1
        for w, memory in zip(self.tensors, self.memory):
            self.update(w, w.grad, memory, self.step_count)


def book_nesterov(rate, mu):
    def update(w, g, memory, t):
        memory[0].mul_(mu).sub_(rate * g)
        w.add_(mu * mu * memory[0]).sub_((1 + mu) * rate * g)
    return lambda tensors: Book(tensors, update)


def adagrad_inside(rate, epsilon):
    def update(w, g, memory, t):
        memory[0].add_(g * g)
        w.sub_(rate * g / torch.sqrt(memory[0] + epsilon))
    return lambda tensors: Book(tensors, update)


def rmsprop_inside(rate, decay, epsilon):
    def update(w, g, memory, t):
        memory[0].mul_(decay).add_((1 - decay) * g * g)
        w.sub_(rate * g / torch.sqrt(memory[0] + epsilon))
    return lambda tensors: Book(tensors, update)


def book_adam(rate, beta1, beta2, epsilon):
    def update(w, g, memory, t):
        memory[0].mul_(beta1).add_((1 - beta1) * g)
        memory[1].mul_(beta2).add_((1 - beta2) * g * g)
        w.sub_(rate * math.sqrt(1 - beta2 ** t) / (1 - beta1 ** t) * memory[0] / (torch.sqrt(memory[1]) + epsilon))
    return lambda tensors: Book(tensors, update)


def spared(rate, decay):
    """AdamW that decays all tensors but the second, which stands for a bias."""
    def make(tensors):
        groups = [{"params": [tensors[0], tensors[2]]}, {"params": [tensors[1]], "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=rate, weight_decay=decay)
    return make


def torch_optimizer(kind, **options):
    return lambda tensors: kind(tensors, **options)


SGD, O = torch.optim.SGD, torch.optim
OPTIMIZERS = [
    ("sgd", {}, torch_optimizer(SGD, lr=0.03)),
    ("sgd", {"learning_rate": 0.5}, torch_optimizer(SGD, lr=0.5)),
    ("sgd", {"learning_rate": 0.003}, torch_optimizer(SGD, lr=0.003)),
    ("sgd", {"learning_rate": 0.5, "clip_value": 0.7}, torch_optimizer(SGD, lr=0.5)),
    ("sgd", {"learning_rate": 0.5, "clip_norm": 2}, torch_optimizer(SGD, lr=0.5)),
    ("sgd", {"learning_rate": 0.5, "clip_value": 3, "clip_norm": 4}, torch_optimizer(SGD, lr=0.5)),
    ("momentum", {}, torch_optimizer(SGD, lr=0.01, momentum=0.9)),
    ("momentum", {"learning_rate": 0.1, "momentum": 0.5}, torch_optimizer(SGD, lr=0.1, momentum=0.5)),
    ("momentum", {"learning_rate": 0.05, "momentum": 0}, torch_optimizer(SGD, lr=0.05)),
    ("nesterov", {}, torch_optimizer(SGD, lr=0.01, momentum=0.9, nesterov=True)),
    ("nesterov", {"learning_rate": 0.1, "momentum": 0.5}, torch_optimizer(SGD, lr=0.1, momentum=0.5, nesterov=True)),
    ("nesterov", {"learning_rate": 0.1, "momentum": 0.5, "form": "book"}, book_nesterov(0.1, 0.5)),
    ("adagrad", {}, torch_optimizer(O.Adagrad, lr=0.01)),
    ("adagrad", {"learning_rate": 0.5, "epsilon": 0.001}, torch_optimizer(O.Adagrad, lr=0.5, eps=0.001)),
    ("adagrad", {"learning_rate": 0.5, "epsilon": 0.001, "epsilon_place": "inside"}, adagrad_inside(0.5, 0.001)),
    ("rmsprop", {}, torch_optimizer(O.RMSprop, lr=0.01)),
    ("rmsprop", {"learning_rate": 0.1, "decay": 0.8, "epsilon": 0.001}, torch_optimizer(O.RMSprop, lr=0.1, alpha=0.8, eps=0.001)),
    ("rmsprop", {"learning_rate": 0.1, "decay": 0.8, "epsilon": 0.001, "epsilon_place": "inside"}, rmsprop_inside(0.1, 0.8, 0.001)),
    ("adadelta", {}, torch_optimizer(O.Adadelta)),
    ("adadelta", {"learning_rate": 0.5, "decay": 0.7, "epsilon": 0.001}, torch_optimizer(O.Adadelta, lr=0.5, rho=0.7, eps=0.001)),
    ("adam", {}, torch_optimizer(O.Adam, lr=0.01)),
    ("adam", {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.001},
     torch_optimizer(O.Adam, lr=0.1, betas=(0.8, 0.9), eps=0.001)),
    ("adam", {"learning_rate": 0.001, "beta1": 0, "beta2": 0.99}, torch_optimizer(O.Adam, lr=0.001, betas=(0.0, 0.99))),
    ("adam", {"learning_rate": 0.1, "epsilon": 0.01, "epsilon_place": "book"}, book_adam(0.1, 0.9, 0.999, 0.01)),
    ("adamw", {}, torch_optimizer(O.AdamW, lr=0.01)),
    ("adamw", {"learning_rate": 0.1, "weight_decay": 0.5, "epsilon": 0.001},
     torch_optimizer(O.AdamW, lr=0.1, weight_decay=0.5, eps=0.001)),
    ("adamw", {"learning_rate": 0.1, "weight_decay": 0.5, "decay_biases": False}, spared(0.1, 0.5)),
]
OPTIMIZER_TENSORS = [[3, 2], [5], [2, 2]]
STEPS = 5


def make_optimizers():
    out = Writer("optimizers")
    for name, options, make in OPTIMIZERS:
        out.case(name, options, *("x".join(str(n) for n in shape) for shape in OPTIMIZER_TENSORS))
        tensors = [with_gradient(normal(shape)) for shape in OPTIMIZER_TENSORS]
        optimizer = make(tensors)
        for i, tensor in enumerate(tensors):
            out.tensor(f"w{i}.0", tensor)
        for step in range(1, STEPS + 1):
            for i, tensor in enumerate(tensors):
                # Sizes differ between tensors and steps; one gradient is zero throughout, as in a dead unit.
                tensor.grad = normal(OPTIMIZER_TENSORS[i], 10.0 ** (i - 1))
                tensor.grad.view(-1)[1] = 0.0
                out.tensor(f"dw{i}.{step}", tensor.grad)
            if "clip_value" in options:
                clipped_by_value(tensors, options["clip_value"])
            if "clip_norm" in options:
                clipped_by_norm(tensors, options["clip_norm"])
            optimizer.step()
            for i, tensor in enumerate(tensors):
                out.tensor(f"w{i}.{step}", tensor)


# ---- schedules: name, options, torch's schedule for an optimizer of rate BASE_RATE

S = torch.optim.lr_scheduler
BASE_RATE = 0.2
CALLS = 25


def of(kind, *arguments, **named):
    return lambda optimizer: kind(optimizer, *arguments, **named)


def cyclic(low, up, **named):
    return of(S.CyclicLR, low * BASE_RATE, BASE_RATE, up, cycle_momentum=False, **named)


SCHEDULES = [
    ("constant", {}, of(S.ConstantLR, factor=1.0)),
    ("step", {}, of(S.StepLR, 100)),
    ("step", {"period": 4, "factor": 0.5}, of(S.StepLR, 4, 0.5)),
    ("exponential", {}, of(S.ExponentialLR, 0.99)),
    ("exponential", {"factor": 0.8}, of(S.ExponentialLR, 0.8)),
    ("inverse_time", {}, of(S.LambdaLR, lambda t: 1 / (1 + 0.01 * t))),
    ("inverse_time", {"decay": 0.5}, of(S.LambdaLR, lambda t: 1 / (1 + 0.5 * t))),
    ("polynomial", {}, of(S.LambdaLR, lambda t: 1 - min(t, 1000) / 1000)),
    ("polynomial", {"length": 10, "power": 2}, of(S.LambdaLR, lambda t: (1 - min(t, 10) / 10) ** 2)),
    ("cosine", {}, of(S.CosineAnnealingLR, 1000)),
    ("cosine", {"length": 24, "end": 0.1}, of(S.CosineAnnealingLR, 24, 0.1 * BASE_RATE)),
    ("cosine", {"length": 4, "restarts": True}, of(S.CosineAnnealingWarmRestarts, 4)),
    ("cosine", {"length": 3, "end": 0.05, "restarts": True, "growth": 2},
     of(S.CosineAnnealingWarmRestarts, 3, 2, 0.05 * BASE_RATE)),
    ("one_cycle", {}, of(S.OneCycleLR, BASE_RATE, total_steps=1000, cycle_momentum=False)),
    ("one_cycle", {"length": 25, "rise": 0.4, "start": 0.1, "end": 0.01},
     of(S.OneCycleLR, BASE_RATE, total_steps=25, pct_start=0.4, div_factor=10, final_div_factor=100, cycle_momentum=False)),
    ("one_cycle", {"length": 25, "rise": 0.4, "start": 0.1, "end": 0.01, "form": "linear"},
     of(S.OneCycleLR, BASE_RATE, total_steps=25, pct_start=0.4, div_factor=10, final_div_factor=100, anneal_strategy="linear",
        cycle_momentum=False)),
    ("cyclical", {}, cyclic(0.1, 100)),
    ("cyclical", {"length": 3, "low": 0.25}, cyclic(0.25, 3)),
    ("cyclical", {"length": 3, "low": 0.25, "form": "triangular2"}, cyclic(0.25, 3, mode="triangular2")),
    ("cyclical", {"length": 3, "low": 0.25, "form": "exponential", "factor": 0.9}, cyclic(0.25, 3, mode="exp_range", gamma=0.9)),
]
# After w calls of linear warm-up each of them begins at its own 0.
WARM = [("step", {"warmup": 5, "period": 4, "factor": 0.5}, 5, of(S.StepLR, 4, 0.5)),
        ("constant", {"warmup": 1}, 1, of(S.ConstantLR, factor=1.0)),
        ("cosine", {"warmup": 6, "length": 19}, 6, of(S.CosineAnnealingLR, 19))]
PLATEAU = [
    ({"patience": 2, "factor": 0.5, "threshold": 0.0001}, {"patience": 2, "factor": 0.5}),
    ({"patience": 0, "factor": 0.1, "threshold": 0.1, "cooldown": 2, "end": 0.001},
     {"patience": 0, "factor": 0.1, "threshold": 0.1, "cooldown": 2, "min_lr": 0.001 * BASE_RATE}),
    ({}, {}),
]


def optimizer_at(rate):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)


def rates(make, calls):
    optimizer = optimizer_at(BASE_RATE)
    schedule = make(optimizer)
    seen = []
    for _ in range(calls):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(seen) < calls:
            schedule.step()
    return seen


def make_schedules():
    out = Writer("schedules")
    for name, options, make in SCHEDULES:
        out.case(name, options)
        out.tensors(rate=torch.tensor(rates(make, CALLS)))
    for name, options, calls, make in WARM:
        out.case(name, options)
        warm = rates(of(S.LinearLR, 1 / (calls + 1), 1.0, calls), calls)
        out.tensors(rate=torch.tensor(warm + rates(make, CALLS - calls)))
    for options, named in PLATEAU:
        out.case("reduce_on_plateau", options)
        optimizer = optimizer_at(BASE_RATE)
        schedule = S.ReduceLROnPlateau(optimizer, eps=0.0, **named)
        losses = (3 * 0.8 ** torch.arange(CALLS) + 0.3).clamp(min=0.9) + normal([CALLS], 0.05)
        seen = []
        for loss in losses:
            seen.append(optimizer.param_groups[0]["lr"])
            schedule.step(loss)
        out.tensors(loss=losses, rate=torch.tensor(seen))
