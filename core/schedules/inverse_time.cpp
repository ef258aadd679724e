#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kDecay = kFirstOwnOption };

double factor(std::span<const double> options, double time, std::span<const double>) {
  return 1 / (1 + options[kDecay] * time);
}

const OptionSpec kOptions[] = {
    warmup_option(),
    unit_option(),
    {.name = "decay",
     .label = {"Decay d", "衰减 d"},
     .help = {"How fast it falls: after 1/d it has come down to half.", "下降得多快：经过 1/d 之后降到一半。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 0.01,
     .slider_minimum = 1e-5,
     .slider_maximum = 1,
     .logarithmic = true,
     .live = true}};

const Sample kSamples[] = {{"{}", ""}, {R"({"decay":0.5})", ""}};

}  // namespace

/// The learning rate falls like 1/t: fast at first, then ever slower, but never to nothing.
///   factor = 1 / (1 + decay t)
/// Source   Robbins and Monro 1951, doi:10.1214/aoms/1177729586; torch.optim.lr_scheduler.LambdaLR(1 / (1 + d t))
const ScheduleInfo& inverse_time_schedule() {
  static const ScheduleInfo info = {
      {.name = "inverse_time",
       .label = {"1/t", "1/t"},
       .summary = {"The learning rate falls like 1/t: fast at first, then ever slower, but never to nothing.",
                   "学习率像 1/t 那样下降：先快后慢，但永远不为零。"},
       .formula = "η / (1 + d t)",
       .source =
           "Robbins and Monro 1951, doi:10.1214/aoms/1177729586; torch.optim.lr_scheduler.LambdaLR(1 / (1 + d t))",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
