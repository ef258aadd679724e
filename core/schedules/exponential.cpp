#include <cmath>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kFactor = kFirstOwnOption };

double factor(std::span<const double> options, double time, std::span<const double>) {
  return std::pow(options[kFactor], time);
}

const OptionSpec kOptions[] = {
    warmup_option(), unit_option(),
    share_option("factor", {"Factor γ", "系数 γ"},
                 {"What the learning rate is multiplied by every time.", "每次学习率乘上多少。"}, 0.99)};

const Sample kSamples[] = {{"{}", ""}, {R"({"factor":0.8})", ""}};

}  // namespace

/// The learning rate shrinks by the same share all the time.
///   factor = gamma^t
/// Source   torch.optim.lr_scheduler.ExponentialLR
const ScheduleInfo& exponential_schedule() {
  static const ScheduleInfo info = {
      {.name = "exponential",
       .label = {"Exponential", "指数"},
       .summary = {"The learning rate shrinks by the same share all the time.", "学习率始终按同样的比例缩小。"},
       .formula = "η γ^t",
       .source = "torch.optim.lr_scheduler.ExponentialLR",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
