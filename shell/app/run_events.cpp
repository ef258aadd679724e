// What the engine says becomes the state of the run; and how fast it learns.
#include <algorithm>
#include <utility>

#include "shell/app/run.hpp"

namespace downhill {
namespace {

constexpr double kSpeedWindowMs = 500;
constexpr double kMeasureIntervalMs = 1000;
constexpr double kFirstIntervalMs = 250;  // of the first points, since most is learned in the beginning
constexpr std::size_t kFirstPoints = 6;
constexpr double kMeasureShare = 20;
constexpr int kSteadyWindows = 6;

}  // namespace

void Run::take(Event& event, double now_ms) {
  if (auto* saved = std::get_if<Saved>(&event.body)) {
    lifeline_.arrived(std::move(saved->file), now_ms);
  } else if (auto* ready = std::get_if<Ready>(&event.body)) {
    ready_ = std::move(*ready);
    ++readies_;
    configuring_ = false;
    accepted_ = sent_;
    accepted_run_ = run_;
    probed_ = {};
    metrics_ = {};
    if (resuming_)
      curve_.rewind(lifeline_.saved()->epoch);
    else
      begin_record();
    resuming_ = false;
    speed_from_ms_ = -1;
    ++version_;
  } else if (auto* rejected = std::get_if<Rejected>(&event.body)) {
    if (resuming_) return configure();  // what was saved is of no use: from the start, then
    rejected_ = std::move(rejected->error);
    looking_ = peeking_ = false;  // perhaps it was that which was refused
    peek_.reset();
    set_experiment(accepted_);
    sent_ = accepted_;
    if (configuring_) {
      configuring_ = false;
      if (accepted_run_ != 0) run_ = accepted_run_;
    }
    ++version_;
  } else if (auto* stopped = std::get_if<Stopped>(&event.body)) {
    // Below full speed every handful of steps ends in a stop; the probe that follows says what is to be seen.
    if (playing_ && stopped->reason == StopReason::paused) return;
    // More epochs were asked for while this was on its way.
    if (playing_ && stopped->reason == StopReason::done && stopped->metrics.epoch < until_epoch_) return;
    if (stopped->reason == StopReason::diverged) diverged_ = *stopped;
    if (stopped->reason != StopReason::paused) playing_ = false;
    metrics_ = stopped->metrics;
    speed_from_ms_ = -1;
    probe_wanted_ = true;
    ++version_;
  } else if (auto* looked = std::get_if<Looked>(&event.body)) {
    looking_ = false;
    if (std::exchange(peeking_, false)) {
      if (peek_ == looked->sample) peek_.reset();
      peeked_ = {run_, looked->sample, std::move(looked->pixels)};
    } else {
      looked_ = std::move(*looked);
      ++looks_;
    }
    ++version_;
  } else if (auto* examined = std::get_if<Examined>(&event.body)) {
    examining_ = false;
    examined_ = std::move(*examined);
    ++version_;
  } else if (auto* probed = std::get_if<Probed>(&event.body)) {
    take_probed(std::move(*probed), now_ms);
  }
}

void Run::take_probed(Probed&& probed, double now_ms) {
  probing_ = false;
  probed_ = std::move(probed);
  if (probed_.has_metrics) {
    // Measuring takes a twentieth of a slow network's time, not half of it.
    const double interval = curve_.points().size() < kFirstPoints ? kFirstIntervalMs : kMeasureIntervalMs;
    measure_from_ms_ = probe_sent_ms_ + std::max(interval, kMeasureShare * (now_ms - probe_sent_ms_));
    metrics_ = probed_.metrics;
    curve_.add(metrics_);
    log_.take(accepted_, metrics_, curve_.points());
  }
  metrics_.step = probed_.metrics.step;  // also when nothing was measured
  metrics_.epoch = probed_.metrics.epoch;
  if (!playing_) look_wanted_ = true;
  if (playing_) measure_speed(probed_.metrics, now_ms);
  ++version_;
}

void Run::measure_speed(const Metrics& metrics, double now_ms) {
  if (speed_from_ms_ < 0 || metrics.step < speed_from_step_) {
    speed_from_ms_ = now_ms;
    speed_from_step_ = metrics.step;
    return;
  }
  if (now_ms - speed_from_ms_ < kSpeedWindowMs) return;
  const double steps = static_cast<double>(metrics.step - speed_from_step_);
  speed_ = steps * experiment_.batch_size / (now_ms - speed_from_ms_) * 1000;
  // The mean of the first windows, then a slow one: the very first draws pictures and fills caches.
  steady_windows_ = std::min(steady_windows_ + 1, kSteadyWindows);
  steady_speed_ += (speed_ - steady_speed_) / steady_windows_;
  speed_from_ms_ = now_ms;
  speed_from_step_ = metrics.step;
}

/// Another net has another speed.
void Run::begin_record() {
  curve_.clear();
  log_.begin(accepted_, ready_.parameter_count);
  speed_ = steady_speed_ = 0;
  steady_windows_ = 0;
}

std::optional<double> Run::seconds_to_go() const {
  const double epochs = experiment_.epochs - metrics_.epoch;
  if (epochs <= 0) return 0;
  if (!(steady_speed_ > 0)) return std::nullopt;
  return epochs * ready_.train_samples / steady_speed_;
}

}  // namespace downhill
