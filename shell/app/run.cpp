#include "shell/app/run.hpp"

#include <algorithm>
#include <utility>

#include "core/data/datasets/registry.hpp"
#include "shell/app/live_changes.hpp"

namespace downhill {
namespace {

constexpr double kProbeIntervalMs = 1000.0 / 30;
constexpr double kPicturesProbeIntervalMs = 100;  // with every answer the page is drawn, and many have no fast GPU
constexpr std::uint32_t kMeasuredPictures = 500;
constexpr double kNormalStepsPerMs = 1.0;
constexpr double kLongestCatchUpMs = 100;  // after a pause of the page, learning does not jump

}  // namespace

Run::Run(std::unique_ptr<EngineClient> engine) : engine_(std::move(engine)) {}

void Run::open(const Experiment& experiment, bool play, double now_ms, std::string_view why) {
  if (run_ != 0 && experiment == experiment_) return;
  if (run_ != 0) history_.record(experiment_, why, now_ms);
  set_experiment(experiment);
  playing_ = play;
  configure();
}

void Run::edit(const Experiment& next, std::string_view field, double now_ms) {
  if (next == experiment_) return;
  history_.record(experiment_, field, now_ms);
  set_experiment(next);
  dirty_ = true;
}

void Run::set_experiment(Experiment next) {
  experiment_ = std::move(next);
  ++edits_;
}

void Run::undo() {
  if (!history_.can_undo()) return;
  set_experiment(history_.undo(experiment_));
  dirty_ = true;
}

void Run::redo() {
  if (!history_.can_redo()) return;
  set_experiment(history_.redo(experiment_));
  dirty_ = true;
}

void Run::send(decltype(Command::body) body) {
  if (run_ == 0) return;  // the first files are awaited: nobody is there yet; begin() plays
  engine_->send({.run = run_, .at_step = 0, .body = std::move(body)});
}

void Run::pictures_progress(std::string_view dataset, double fraction, std::string_view problem) {
  files_.progress(dataset, fraction);
  ++version_;
  if (!problem.empty() && files_.wanted() == dataset)
    files_failed(make_error("dataset", {"{}", "{}"}, {std::string(problem)}));
}

/// Back to the experiment before the one that needs these files.
void Run::files_failed(const Error& error) {
  files_.give_up();
  ++version_;
  if (awaiting_files_) {
    awaiting_files_ = false;
    set_experiment(accepted_run_ != 0 ? accepted_ : default_experiment());
    if (accepted_run_ != 0)
      sent_ = accepted_;
    else
      configure();
  }
  rejected_ = error;
}

void Run::examine() {
  if (examining_ || configuring_ || run_ == 0) return;
  examining_ = true;
  send(Examine{});
}

void Run::configure() {
  if (files_.missing_for(experiment_)) {
    files_.want(experiment_.dataset.type);
    awaiting_files_ = true;
    dirty_ = false;
    ++version_;
    return;
  }
  awaiting_files_ = false;
  lifeline_.cut();
  resuming_ = false;
  dirty_ = false;
  sent_ = experiment_;
  begin(Configure{write_experiment(experiment_)});
}

/// Goes on from the last saved state; false when there is none of this run.
bool Run::resume() {
  if (!lifeline_.saved() || dirty_) return false;
  lifeline_.give_up_waiting();
  resuming_ = true;
  sent_ = lifeline_.saved()->experiment;
  dirty_ = !(sent_ == experiment_);  // live fields that changed since
  begin(Load{lifeline_.saved()->file});
  return true;
}

void Run::begin(decltype(Command::body) body) {
  ++run_;
  configuring_ = true;
  probing_ = looking_ = peeking_ = examining_ = false;
  diverged_.reset();
  rejected_.reset();
  examined_.reset();
  look_wanted_ = true;
  measure_from_ms_ = -1e9;
  send(std::move(body));
  if (playing_) send_play(resuming_ ? lifeline_.saved()->epoch : 0);
  probe_wanted_ = true;
  probe_sent_ms_ = -1e9;
}

void Run::play(std::uint64_t until_step) {
  if (playing_) return;
  rejected_.reset();
  if (diverged_) reset();
  playing_ = true;
  speed_from_ms_ = -1;
  if (until_step > 0)
    send(Play{.until_step = until_step, .progress_every = 0, .until_epoch = until_epoch_ = 0});
  else
    send_play(metrics_.epoch);
}

void Run::send_play(double from_epoch) {
  paced_until_ms_ = -1;
  until_epoch_ =
      learns_pictures() && from_epoch < experiment_.epochs ? static_cast<std::uint32_t>(experiment_.epochs) : 0;
  if (flat_out()) send(Play{.until_step = 0, .progress_every = 0, .until_epoch = until_epoch_});
}

/// A step of pictures takes long enough to be watched: only Slow holds it back.
bool Run::flat_out() const {
  return pace_ == Pace::full || (pace_ == Pace::normal && learns_pictures());
}

bool Run::learns_pictures() const {
  const Experiment& learning =
      awaiting_files_ ? accepted_ : experiment_;  // the old run goes on until the files are here
  const DatasetInfo* dataset = find_piece(all_datasets(), learning.dataset.type);
  return dataset != nullptr && dataset->pictures != nullptr;
}

void Run::set_pace(Pace pace) {
  if (pace == pace_) return;
  pace_ = pace;
  if (!playing_) return;
  if (!flat_out()) send(Pause{});
  send_play(metrics_.epoch);
}

/// Below full speed the interface hands out the steps itself, some for each picture.
void Run::send_paced_steps(double now_ms) {
  if (flat_out()) return;
  if (until_epoch_ > 0 && metrics_.epoch >= until_epoch_) return pause();
  const double since = paced_until_ms_ < 0 ? kProbeIntervalMs : std::min(now_ms - paced_until_ms_, kLongestCatchUpMs);
  paced_until_ms_ = now_ms;
  const double steps = pace_ == Pace::slow ? 1 : std::max(1.0, since * kNormalStepsPerMs);
  send(Step{static_cast<std::uint32_t>(steps)});
}

void Run::pause() {
  if (!playing_) return;
  playing_ = false;
  send(Pause{});
  probe_wanted_ = true;
}

void Run::step() {
  if (playing_) pause();
  if (diverged_) return;
  send(Step{1});
  probe_wanted_ = true;
  probe_sent_ms_ = -1e9;
}

void Run::reset() {
  playing_ = false;
  configure();
}

void Run::set_parameter(std::uint32_t tensor, std::uint32_t index, double value) {
  send(SetParameter{tensor, index, value});
  probe_wanted_ = true;
}

void Run::set_probe(std::uint16_t surface_size, std::uint16_t map_size) {
  if (surface_size == surface_size_ && map_size == map_size_) return;
  surface_size_ = surface_size;
  map_size_ = map_size;
  probe_wanted_ = true;
}

bool Run::send_live_changes() {
  const auto changes = live_changes(sent_, experiment_);
  if (!changes || configuring_ || diverged_) return false;
  for (const SetField& field : *changes) send(field);
  const bool other_end = sent_.epochs != experiment_.epochs;
  sent_ = experiment_;
  accepted_ = experiment_;
  dirty_ = false;
  rejected_.reset();
  if (other_end && playing_) send_play(metrics_.epoch);
  return true;
}

bool Run::update(double now_ms) {
  // A new run is only started when the last one has answered: a fast drag then cannot pile up runs.
  if (dirty_ && !configuring_ && !send_live_changes()) configure();
  engine_->pump(8);
  const std::uint64_t before = version_;
  Event event;
  while (engine_->poll(event)) {
    if (const auto* part = std::get_if<Supplied>(&event.body)) {
      files_.supplied(*part);
      ++version_;
      if (awaiting_files_ && !files_.missing_for(experiment_)) configure();
    } else if (const auto* refused = std::get_if<Rejected>(&event.body); refused != nullptr && event.run == 0) {
      files_failed(refused->error);  // only files are sent without a run
    } else if (event.run == run_) {
      take(event, now_ms);
    }
  }
  send_look(now_ms);
  const bool due = run_ != 0 && (playing_ || probe_wanted_);
  const double interval = playing_ && shows_pictures() ? kPicturesProbeIntervalMs : kProbeIntervalMs;
  if (due && !probing_ && !configuring_ && now_ms - probe_sent_ms_ >= interval) {
    if (playing_) send_paced_steps(now_ms);
    send_probe(now_ms);
    save(now_ms);
  }
  return version_ != before;
}

bool Run::shows_pictures() const {
  return !ready_.nodes.empty() && ready_.points.empty();
}

void Run::send_probe(double now_ms) {
  probing_ = true;
  probe_wanted_ = false;
  probe_sent_ms_ = now_ms;
  // Going through pictures takes longer than through points: now and then is enough.
  const bool measure = !shows_pictures() || !playing_ || now_ms >= measure_from_ms_;
  send(Probe{.surface_size = surface_size_,
             .map_size = map_size_,
             .parameters = true,
             .metrics = measure,
             .most_samples = shows_pictures() ? kMeasuredPictures : 0});
}

void Run::save(double now_ms) {
  if (!lifeline_.due(metrics_.step, playing_, now_ms)) return;
  lifeline_.asked(sent_, metrics_.step, metrics_.epoch, now_ms);
  send(Save{});
}

}  // namespace downhill
