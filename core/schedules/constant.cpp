#include "core/schedules/schedule.hpp"
#include "core/schedules/schedule_options.hpp"

namespace downhill {
namespace {

double factor(std::span<const double>, double, std::span<const double>) {
  return 1;
}

const OptionSpec kOptions[] = {warmup_option(), unit_option()};

const Sample kSamples[] = {{"{}", ""}, {R"({"warmup":1})", ""}};

}  // namespace

/// The learning rate stays as it is.
///   factor = 1
/// Source   the definition; torch.optim.lr_scheduler.ConstantLR(factor=1)
const ScheduleInfo& constant_schedule() {
  static const ScheduleInfo info = {{.name = "constant",
                                     .label = {"Constant", "恒定"},
                                     .summary = {"The learning rate stays as it is.", "学习率保持不变。"},
                                     .formula = "η",
                                     .source = "the definition; torch.optim.lr_scheduler.ConstantLR(factor=1)",
                                     .options = kOptions,
                                     .samples = kSamples},
                                    factor};
  return info;
}

}  // namespace downhill
