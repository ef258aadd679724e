#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kLength = kFirstOwnOption, kRise, kStart, kEnd, kForm };
enum { kCosine, kLinear };  // values of the last

double factor(std::span<const double> options, double time, std::span<const double>) {
  // T values, the last one at T - 1; then it stays there.
  const double last = options[kLength] - 1;
  const double top = options[kRise] * options[kLength] - 1;
  time = std::min(time, last);
  const bool rises = time <= top;
  const double from = rises ? options[kStart] : 1, to = rises ? 1 : options[kStart] * options[kEnd];
  const double begin = rises ? 0 : top, finish = rises ? top : last;
  const double share = finish > begin ? (time - begin) / (finish - begin) : 1;
  if (static_cast<int>(options[kForm]) == kLinear) return from + (to - from) * share;
  return to + (from - to) * (1 + std::cos(std::numbers::pi * share)) / 2;
}

const Choice kForms[] = {{"cosine", {"cosine", "余弦"}}, {"linear", {"straight", "直线"}}};

const OptionSpec kOptions[] = {
    warmup_option(),
    unit_option(),
    length_option("length", {"Length", "长度"}, {"How long the whole cycle takes.", "整个周期有多长。"}, 1, 1000),
    share_option("rise", {"Rise", "上升段"}, {"Which share of the cycle goes up.", "周期中上升部分所占的比例。"}, 0.3),
    share_option("start", {"Start", "起点"},
                 {"Which share of the learning rate it starts with.", "从学习率的多大比例开始。"}, 0.04),
    share_option("end", {"End", "终点"}, {"Which share of the start is left at the end.", "最后还剩下起点的多大比例。"},
                 0.0001),
    {.name = "form",
     .label = {"Shape", "形状"},
     .help = {"The shape of the curve between its lowest and highest point.", "曲线在最低点与最高点之间的形状。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .initial = 0,
     .slider_maximum = 1,
     .choices = kForms}};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"length":25,"rise":0.4,"start":0.1,"end":0.01})", ""},
                           {R"({"length":25,"rise":0.4,"start":0.1,"end":0.01,"form":"linear"})", ""}};

}  // namespace

/// The learning rate climbs to its full size once and then comes down to almost nothing.
///   from start to 1 within the first rise (T - 1) units, then to start end (as in PyTorch, end is a share of start);
///   between two points a and b at share s of the way:  b + (a - b)(1 + cos pi s)/2, or a + (b - a) s
/// Not here the momentum that goes the other way, three_phase
/// Source   Smith and Topin 2017, arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR(cycle_momentum=False)
const ScheduleInfo& one_cycle_schedule() {
  static const ScheduleInfo info = {
      {.name = "one_cycle",
       .label = {"One cycle", "单周期"},
       .summary = {"The learning rate climbs to its full size once and then comes down to almost nothing.",
                   "学习率先爬升到最大一次，然后降到几乎为零。"},
       .formula = "start ↗ η ↘ end",
       .source = "Smith and Topin 2017, arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR(cycle_momentum=False)",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
