#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kLength = kFirstOwnOption, kEnd, kRestarts, kGrowth };

double factor(std::span<const double> options, double time, std::span<const double>) {
  double length = options[kLength];
  const double growth = options[kGrowth];
  if (options[kRestarts] != 0 && time >= length) {
    if (growth == 1) {
      time = std::fmod(time, length);
    } else {
      // Restarts lie at T (1 + g + g^2 + ...) = T (g^n - 1)/(g - 1); one step back and on puts rounding right.
      const auto start = [&](double n) { return options[kLength] * (std::pow(growth, n) - 1) / (growth - 1); };
      double n = std::floor(std::log1p(time / length * (growth - 1)) / std::log(growth));
      while (n > 0 && start(n) > time) --n;
      while (start(n + 1) <= time) ++n;
      time -= start(n);
      length *= std::pow(growth, n);
    }
  }
  const double wave = (1 + std::cos(std::numbers::pi * std::min(time / length, 1.0))) / 2;
  return options[kEnd] + (1 - options[kEnd]) * wave;
}

const OptionSpec kOptions[] = {
    warmup_option(),
    unit_option(),
    length_option("length", {"Length", "长度"}, {"How long it takes to come down.", "用多久降下来。"}, 1, 1000),
    end_option(),
    {.name = "restarts",
     .label = {"Restarts", "重启"},
     .help = {"Whether it jumps back up at the end and begins again.", "到达终点后是否跳回高处重新开始。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 0,
     .slider_maximum = 1},
    {.name = "growth",
     .label = {"Growth", "增长"},
     .help = {"How many times longer every round is than the one before.", "每一轮比上一轮长多少倍。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 100,
     .initial = 1,
     .slider_minimum = 1,
     .slider_maximum = 4,
     .rare = true}};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"length":24,"end":0.1})", ""},
                           {R"({"length":4,"restarts":true})", ""},
                           {R"({"length":3,"end":0.05,"restarts":true,"growth":2})", ""},
                           {R"({"warmup":6,"length":19})", ""}};

}  // namespace

/// The learning rate comes down along half a cosine wave; with restarts it jumps up and comes down again.
///   factor = end + (1 - end) (1 + cos(pi min(t, T)/T)) / 2
///   restarts:  t counts from the last restart, and T is multiplied by `growth` at each
/// Not here the way up again that CosineAnnealingLR takes after T: without restarts the end is kept
/// Source   Loshchilov and Hutter 2016, arXiv:1608.03983, equation 5; torch.optim.lr_scheduler.CosineAnnealingLR, CosineAnnealingWarmRestarts
const ScheduleInfo& cosine_schedule() {
  static const ScheduleInfo info = {
      {.name = "cosine",
       .label = {"Cosine", "余弦"},
       .summary =
           {"The learning rate comes down along half a cosine wave; with restarts it jumps up and comes down again.",
            "学习率沿半个余弦波下降；若重启，则跳回高处再次下降。"},
       .formula = "η (e + (1 − e)(1 + cos π t/T)/2)",
       .source = "Loshchilov and Hutter 2016, arXiv:1608.03983, equation 5; "
                 "torch.optim.lr_scheduler.CosineAnnealingLR, CosineAnnealingWarmRestarts",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
