#include "shell/app/run_log.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

constexpr std::size_t kFewPoints = 3;

}  // namespace

int RunLog::free_color() const {
  for (int color = 0;; ++color)
    if (std::none_of(records_.begin(), records_.end(), [&](const RunRecord& r) { return r.color == color; }))
      return color;
}

void RunLog::begin(const Experiment& experiment, std::uint32_t parameters) {
  if (!records_.empty() && records_.back().points.size() < kFewPoints && records_.back().epoch < 1) records_.pop_back();
  if (records_.size() == kCapacity) records_.erase(records_.begin());
  RunRecord record;
  record.id = next_id_++;
  record.color = free_color();
  record.experiment = experiment;
  record.parameters = parameters;
  records_.push_back(std::move(record));
}

void RunLog::take(const Experiment& experiment, const Metrics& metrics, const std::vector<CurvePoint>& points) {
  if (records_.empty()) return;
  RunRecord& record = records_.back();
  record.experiment = experiment;  // live fields may have changed
  record.epoch = metrics.epoch;
  record.loss = metrics.test_loss;
  if (!(record.best_accuracy >= metrics.test_accuracy)) record.best_accuracy = metrics.test_accuracy;
  record.points = points;
}

void RunLog::show(std::uint32_t id, bool shown) {
  for (RunRecord& record : records_)
    if (record.id == id) record.shown = shown;
}

void RunLog::remove(std::uint32_t id) {
  if (!records_.empty() && records_.back().id != id)
    std::erase_if(records_, [id](const RunRecord& record) { return record.id == id; });
}

void RunLog::clear() {
  if (records_.size() > 1) records_.erase(records_.begin(), records_.end() - 1);
}

}  // namespace downhill
