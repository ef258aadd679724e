#include <cmath>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kPeriod = kFirstOwnOption, kFactor };

double factor(std::span<const double> options, double time, std::span<const double>) {
  return std::pow(options[kFactor], std::floor(time / options[kPeriod]));
}

const OptionSpec kOptions[] = {
    warmup_option(), unit_option(),
    length_option("period", {"Every", "间隔"},
                  {"How long the learning rate stays before it drops.", "每次下降之前保持多久。"}, 1, 100),
    share_option("factor", {"Factor γ", "系数 γ"},
                 {"What the learning rate is multiplied by at every drop.", "每次下降时学习率乘上多少。"}, 0.1)};

const Sample kSamples[] = {
    {"{}", ""}, {R"({"period":4,"factor":0.5})", ""}, {R"({"warmup":5,"period":4,"factor":0.5})", ""}};

}  // namespace

/// The learning rate drops by a factor every so often.
///   factor = gamma^floor(t / period)
/// Source   torch.optim.lr_scheduler.StepLR
const ScheduleInfo& step_schedule() {
  static const ScheduleInfo info = {
      {.name = "step",
       .label = {"Steps", "阶梯"},
       .summary = {"The learning rate drops by a factor every so often.", "学习率每隔一段时间乘上一个系数下降。"},
       .formula = "η γ^floor(t / T)",
       .source = "torch.optim.lr_scheduler.StepLR",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
