#include "core/tasks/range_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/model/fields.hpp"
#include "core/model/network.hpp"
#include "core/optimizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "core/tasks/task.hpp"

namespace downhill {
namespace {

constexpr double kRunsAway = 4;      // times the best loss
constexpr std::size_t kFewest = 10;  // points before a loss can run away

/// The moving average of losses that batches scatter, without its slow start.
class Smoothed {
 public:
  double add(double loss) {
    constexpr double kKept = 0.9;
    sum_ = kKept * sum_ + (1 - kKept) * loss;
    weight_ = kKept * weight_ + (1 - kKept);
    return sum_ / weight_;
  }

 private:
  double sum_ = 0, weight_ = 0;
};

Status check_options(const Experiment& experiment, const RangeTestOptions& options) {
  const OptionSpec& rate = find_piece(all_optimizers(), experiment.optimizer.type)->info.options[0];
  for (double value : {options.minimum, options.maximum})
    if (Status status = check_option(rate, "range_test", value); !status) return status;
  if (!(options.minimum > 0 && options.minimum < options.maximum))
    return make_error("range_test",
                      {"must go from a rate above 0 to a larger one, got {} to {}",
                       "必须从大于 0 的学习率到更大的学习率，得到 {} 到 {}"},
                      {number_text(options.minimum), number_text(options.maximum)});
  if (options.steps < 2 || options.steps > kMostRangeSteps)
    return make_error("range_test", {"must take 2 to {} steps, got {}", "步数必须是 2 到 {}，得到 {}"},
                      {std::to_string(kMostRangeSteps), std::to_string(options.steps)});
  return Nothing{};
}

}  // namespace

double suggest_learning_rate(const std::vector<RangePoint>& points) {
  const int count = static_cast<int>(points.size()), reach = std::max(2, count / 8);
  double steepest = 0, suggestion = std::numeric_limits<double>::quiet_NaN();
  for (int i = reach; i + reach < count; ++i) {
    // The slope of the straight line that fits the window best; rates grow by one factor, so it is one over log rate.
    double slope = 0;
    for (int k = -reach; k <= reach; ++k) slope += k * points[static_cast<std::size_t>(i + k)].loss;
    if (slope < steepest) steepest = slope, suggestion = points[static_cast<std::size_t>(i)].learning_rate;
  }
  return suggestion;
}

Result<RangeTest> test_learning_rates(const Experiment& wanted, const ImageStore& images, const TensorFile* checkpoint,
                                      const RangeTestOptions& options) {
  Status fits = check_options(wanted, options);
  if (!fits) return fits.error();
  Experiment experiment = wanted;
  experiment.schedule = default_piece(find_piece(all_schedules(), "constant")->info);
  fits = check_experiment(experiment);
  if (!fits) return fits.error();
  const std::unique_ptr<Task> task = make_supervised_task();
  fits = task->configure(experiment, images);
  if (fits && checkpoint != nullptr) fits = task->restore(*checkpoint);
  if (!fits) return fits.error();

  RangeTest test;
  Smoothed smoothed;
  double best = std::numeric_limits<double>::infinity();
  const double growth = std::log(options.maximum / options.minimum) / (options.steps - 1);
  for (int i = 0; i < options.steps && !test.diverged; ++i) {
    double& rate = experiment.optimizer.values[0];
    rate = std::min(options.minimum * std::exp(growth * i), options.maximum);
    Status updated = task->update(experiment);
    if (!updated) return updated.error();
    const StepResult result = task->step();
    test.diverged = result.diverged;
    if (!std::isfinite(result.batch_loss)) break;
    test.points.push_back({rate, result.batch_loss});
    const double now = smoothed.add(result.batch_loss);
    best = std::min(best, now);
    if (test.points.size() > kFewest && now > kRunsAway * best) break;
  }
  test.suggestion = suggest_learning_rate(test.points);
  return test;
}

}  // namespace downhill
