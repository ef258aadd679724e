#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kMomentum, kForm };
enum { kPyTorch, kBook };  // values of the last

void update(const UpdateCall& call) {
  const Real learning_rate = static_cast<Real>(call.options[kLearningRate]);
  const Real momentum = static_cast<Real>(call.options[kMomentum]);
  const bool book = static_cast<int>(call.options[kForm]) == kBook;
  // w <- w - learning_rate (a dw + b v)
  const Real a = book ? 1 + momentum : 1;
  const Real b = book ? momentum * momentum : momentum;
  for (std::size_t i = 0; i < call.w.size(); ++i) {
    Real& velocity = call.state[i];
    velocity = momentum * velocity + call.dw[i];
    call.w[i] -= learning_rate * (a * call.dw[i] + b * velocity);
  }
}

const Choice kForms[] = {{"pytorch", {"PyTorch", "PyTorch"}}, {"book", {"printed in the book", "书中印刷的"}}};

const OptionSpec kOptions[] = {
    learning_rate_option(0.01),
    decay_option("momentum", {"Momentum", "动量"},
                 {"How much of the former speed is kept: a heavy ball rolls through small hollows.",
                  "保留多少先前的速度：重球能滚过小坑。"},
                 0.9),
    {.name = "form",
     .label = {"Form", "形式"},
     .help = {"The usual rule, or the one printed in Deep Learning from Scratch, which looks too far ahead.",
              "通常的规则，或《深度学习入门》印出的那一条，它向前看得过远。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .initial = kPyTorch,
     .slider_maximum = 1,
     .choices = kForms},
    clip_value_option(),
    clip_norm_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"learning_rate":0.1,"momentum":0.5})", ""},
                           {R"({"learning_rate":0.1,"momentum":0.5,"form":"book"})", ""}};

}  // namespace

/// Momentum that looks ahead: it takes the slope where its speed is about to carry it.
///   v <- momentum v + dw,  w <- w - learning_rate (dw + momentum v)
///   form book:  w <- w - learning_rate ((1 + momentum) dw + momentum^2 v), the printed code of Saito 2016, Deep Learning
///   from Scratch, which takes the new v where the derivation (Bengio et al. 2012, arXiv:1212.0901, equation 7) has the old
/// Cost     3 multiplications and additions a parameter; one number of state each
/// Not here dampening
/// Source   Nesterov 1983; Sutskever et al. 2013; torch.optim.SGD(nesterov=True)
const OptimizerInfo& nesterov_optimizer() {
  static const OptimizerInfo info = {
      {.name = "nesterov",
       .label = {"Nesterov", "Nesterov"},
       .summary = {"Momentum that looks ahead: it takes the slope where its speed is about to carry it.",
                   "会向前看的动量法：在速度即将带它到达的地方取坡度。"},
       .formula = "v ← μ v + dw,  w ← w − η (dw + μ v)",
       .source = "Nesterov 1983; Sutskever et al. 2013; torch.optim.SGD(nesterov=True)",
       .options = kOptions,
       .samples = kSamples},
      1,
      update};
  return info;
}

}  // namespace downhill
