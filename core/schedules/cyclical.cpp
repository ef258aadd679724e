#include <algorithm>
#include <cmath>

#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

enum { kLength = kFirstOwnOption, kLow, kForm, kFactor };
enum { kTriangular, kTriangular2, kExponential };  // values of kForm

double factor(std::span<const double> options, double time, std::span<const double>) {
  const double cycle = std::floor(1 + time / (2 * options[kLength]));
  const double triangle = std::max(0.0, 1 - std::abs(time / options[kLength] - 2 * cycle + 1));
  double height = 1;
  if (static_cast<int>(options[kForm]) == kTriangular2) height = std::pow(2.0, 1 - cycle);
  if (static_cast<int>(options[kForm]) == kExponential) height = std::pow(options[kFactor], time);
  return options[kLow] + (1 - options[kLow]) * height * triangle;
}

const Choice kForms[] = {{"triangular", {"triangles", "三角形"}},
                         {"triangular2", {"halving triangles", "减半三角形"}},
                         {"exponential", {"shrinking triangles", "指数缩小的三角形"}}};

const OptionSpec kOptions[] = {
    warmup_option(),
    unit_option(),
    length_option("length", {"Length", "长度"},
                  {"How long it climbs; the way down takes as long.", "爬升多久；下降用同样长的时间。"}, 1, 100),
    share_option(
        "low", {"Lowest", "最低"},
        {"Which share of the learning rate it starts from and comes back to.", "从学习率的多大比例开始并回到那里。"},
        0.1),
    {.name = "form",
     .label = {"Shape", "形状"},
     .help = {"The shape of the curve between its lowest and highest point.", "曲线在最低点与最高点之间的形状。"},
     .kind = OptionKind::choice,
     .maximum = 2,
     .initial = 0,
     .slider_maximum = 2,
     .choices = kForms},
    share_option("factor", {"Factor γ", "系数 γ"},
                 {"How fast the triangles of the third shape shrink.", "第三种形状的三角形缩小得多快。"}, 0.999)};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"length":3,"low":0.25})", ""},
                           {R"({"length":3,"low":0.25,"form":"triangular2"})", ""},
                           {R"({"length":3,"low":0.25,"form":"exponential","factor":0.9})", ""}};

}  // namespace

/// The learning rate climbs and falls, again and again, between two bounds.
///   factor = low + (1 - low) height triangle,  triangle = 1 - |t/T - 2 cycle + 1|,  cycle = floor(1 + t/(2 T))
///   height 1 (triangular), 2^(1 - cycle) (triangular2), gamma^t (exponential)
/// Source   Smith 2015, arXiv:1506.01186; torch.optim.lr_scheduler.CyclicLR(cycle_momentum=False)
const ScheduleInfo& cyclical_schedule() {
  static const ScheduleInfo info = {
      {.name = "cyclical",
       .label = {"Cyclical", "循环"},
       .summary = {"The learning rate climbs and falls, again and again, between two bounds.",
                   "学习率在两个界限之间反复升降。"},
       .formula = "η (low + (1 − low) triangle(t))",
       .source = "Smith 2015, arXiv:1506.01186; torch.optim.lr_scheduler.CyclicLR(cycle_momentum=False)",
       .options = kOptions,
       .samples = kSamples},
      factor};
  return info;
}

}  // namespace downhill
