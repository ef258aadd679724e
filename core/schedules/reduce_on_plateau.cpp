#include <algorithm>
#include <cmath>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kFactor = kFirstOwnOption, kPatience, kThreshold, kCooldown, kEnd };

/// What the state holds, all 0 at first: drops so far, units in a row without a better loss, units left to cool down,
/// whether there is a best loss, and that loss.
enum { kDrops, kBad, kCooling, kSeen, kBest };

double factor(std::span<const double> options, double, std::span<const double> state) {
  return std::max(std::pow(options[kFactor], state[kDrops]), options[kEnd]);
}

void observe(std::span<const double> options, double loss, std::span<double> state) {
  if (state[kSeen] == 0 || loss < state[kBest] * (1 - options[kThreshold])) {
    state[kSeen] = 1;
    state[kBest] = loss;
    state[kBad] = 0;
  } else {
    ++state[kBad];
  }
  if (state[kCooling] > 0) {
    --state[kCooling];
    state[kBad] = 0;
  }
  if (state[kBad] <= options[kPatience]) return;
  ++state[kDrops];
  state[kCooling] = options[kCooldown];
  state[kBad] = 0;
}

const OptionSpec kOptions[] = {
    warmup_option(),
    unit_option(),
    share_option("factor", {"Factor γ", "系数 γ"},
                 {"What the learning rate is multiplied by at every drop.", "每次下降时学习率乘上多少。"}, 0.1),
    length_option(
        "patience", {"Patience", "耐心"},
        {"How long the loss may stop falling before the learning rate drops.", "损失不再下降多久之后才降低学习率。"}, 0,
        10),
    share_option(
        "threshold", {"Threshold", "阈值"},
        {"Which share of the best loss it must fall by to count as better.", "损失要比最好值低多大比例才算变好。"},
        0.0001),
    length_option("cooldown", {"Pause", "停顿"}, {"How long nothing is counted after a drop.", "下降之后多久不计数。"},
                  0, 0),
    end_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"patience":2,"factor":0.5,"threshold":0.0001})", ""},
                           {R"({"patience":0,"factor":0.1,"threshold":0.1,"cooldown":2,"end":0.001})", ""}};

}  // namespace

/// The learning rate drops when the loss has stopped falling for a while.
///   factor = max(gamma^drops, end);  a loss below best (1 - threshold) is the new best; when more than `patience` units
///   in a row brought none, that is one more drop, and the next `cooldown` units do not count
/// Not here the loss on the test set: what is watched is the mean training loss of every unit of time
/// Source   torch.optim.lr_scheduler.ReduceLROnPlateau(threshold_mode="rel")
const ScheduleInfo& reduce_on_plateau_schedule() {
  static const ScheduleInfo info = {
      {.name = "reduce_on_plateau",
       .label = {"On a plateau", "平台期"},
       .summary = {"The learning rate drops when the loss has stopped falling for a while.",
                   "当损失有一阵子不再下降时，学习率下降。"},
       .formula = "η γ^drops",
       .source = "torch.optim.lr_scheduler.ReduceLROnPlateau(threshold_mode=rel)",
       .options = kOptions,
       .samples = kSamples},
      factor,
      observe};
  return info;
}

}  // namespace downhill
