#include <algorithm>
#include <cmath>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kLength = kFirstOwnOption, kPower };

double factor(std::span<const double> options, double time, std::span<const double>) {
  return std::pow(1 - std::min(time / options[kLength], 1.0), options[kPower]);
}

const OptionSpec kOptions[] = {
    warmup_option(),
    unit_option(),
    length_option("length", {"Length", "长度"}, {"How long it takes to come down.", "用多久降下来。"}, 1, 1000),
    {.name = "power",
     .label = {"Power p", "幂次 p"},
     .help = {"1 is a straight line; larger powers fall fast at first.", "1 是直线；幂次越大，起初下降越快。"},
     .minimum = 0.01,
     .maximum = 100,
     .initial = 1,
     .slider_minimum = 0.1,
     .slider_maximum = 5,
     .live = true}};

const Sample kSamples[] = {{"{}", ""}, {R"({"length":10,"power":2})", ""}};

}  // namespace

/// The learning rate comes down to 0 along a line or a power of it, and stays there.
///   factor = (1 - min(t, T)/T)^power
/// Source   torch.optim.lr_scheduler.PolynomialLR
const ScheduleInfo& polynomial_schedule() {
  static const ScheduleInfo info = {
      {.name = "polynomial",
       .label = {"Polynomial", "多项式"},
       .summary = {"The learning rate comes down to 0 along a line or a power of it, and stays there.",
                   "学习率沿直线或其幂次降到 0，并停在那里。"},
       .formula = "η (1 − t/T)^p",
       .source = "torch.optim.lr_scheduler.PolynomialLR",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
