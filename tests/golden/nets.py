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

    write_net(out, "several_losses", {"layers": layers, "losses": losses}, "6x4",
              {"stem.weight": "5x4", "stem.bias": "5", "aux.weight": "3x5", "aux.bias": "3", "back.weight": "4x5", "back.bias": "4",
               "deep.weight": "4x5", "deep.bias": "4", "out.weight": "3x4", "out.bias": "3"}, several, 3)
