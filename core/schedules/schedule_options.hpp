#pragma once
#include "core/base/info.hpp"

namespace downhill {

/// The first two options of every schedule.
enum { kWarmup, kUnit, kFirstOwnOption };
enum { kSteps, kEpochs };  // values of `unit`
inline constexpr Choice kUnits[] = {{"step", {"steps", "步"}}, {"epoch", {"epochs", "轮"}}};

/// A length of time in the schedule's unit.
constexpr OptionSpec length_option(const char* name, HelpText label, HelpText help, double minimum, double initial) {
  return {.name = name,
          .label = label,
          .help = help,
          .kind = OptionKind::integer,
          .minimum = minimum,
          .maximum = 1e9,
          .initial = initial,
          .slider_minimum = minimum,
          .slider_maximum = 10000,
          .live = true};
}

/// A share of the learning rate.
constexpr OptionSpec share_option(const char* name, HelpText label, HelpText help, double initial) {
  return {.name = name,
          .label = label,
          .help = help,
          .minimum = 0,
          .maximum = 1,
          .initial = initial,
          .slider_minimum = 0,
          .slider_maximum = 1,
          .live = true};
}

constexpr OptionSpec warmup_option() {
  OptionSpec spec = length_option("warmup", {"Warm-up", "预热"},
                                  {"How long the learning rate climbs from almost 0 before the schedule begins.",
                                   "学习率从接近 0 爬升多久，之后调度才开始。"},
                                  0, 0);
  spec.rare = true;
  return spec;
}

constexpr OptionSpec unit_option() {
  return {
      .name = "unit",
      .label = {"Time in", "时间单位"},
      .help = {"Whether lengths count updates or passes over the data.", "各长度按更新步数还是按遍历数据的轮数计算。"},
      .kind = OptionKind::choice,
      .maximum = 1,
      .initial = kSteps,
      .slider_maximum = 1,
      .choices = kUnits};
}

constexpr OptionSpec end_option() {
  return share_option("end", {"Lowest", "最低"},
                      {"Which share of the learning rate is left at the end.", "最后还剩下学习率的多大比例。"}, 0);
}

}  // namespace downhill
