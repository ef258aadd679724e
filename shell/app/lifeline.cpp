#include "shell/app/lifeline.hpp"

#include <algorithm>
#include <utility>

namespace downhill {
namespace {

constexpr double kShortestIntervalMs = 1000;
constexpr double kTimesItsCost = 20;  // saving may take a twentieth of the engine's time

}  // namespace

bool Lifeline::due(std::uint64_t step, bool playing, double now_ms) const {
  if (waiting_ || step == asked_step_) return false;
  return !playing || now_ms - asked_ms_ >= std::max(kShortestIntervalMs, interval_ms_);
}

void Lifeline::asked(const Experiment& experiment, std::uint64_t step, double epoch, double now_ms) {
  waiting_ = true;
  coming_.experiment = experiment;
  coming_.step = step;
  coming_.epoch = epoch;
  asked_step_ = step;
  asked_ms_ = now_ms;
}

void Lifeline::arrived(std::vector<std::uint8_t>&& file, double now_ms) {
  waiting_ = false;
  interval_ms_ = (now_ms - asked_ms_) * kTimesItsCost;
  coming_.file = std::move(file);
  saved_ = std::move(coming_);
}

void Lifeline::cut() {
  *this = {};
}

}  // namespace downhill
