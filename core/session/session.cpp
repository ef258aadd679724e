#include "core/session/session.hpp"

#include <algorithm>
#include <deque>

#include "core/model/network.hpp"
#include "core/tasks/task.hpp"

namespace downhill {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

}  // namespace

struct Session::State {
  std::unique_ptr<Task> task;
  Experiment experiment;
  std::uint32_t run = 0;
  bool playing = false;
  std::uint64_t stop_at = 0;  // while playing; 0: never
  StopReason at_stop = StopReason::done;
  std::uint32_t progress_every = 0;
  std::deque<Command> waiting;
  std::deque<Event> events;

  template <class Body>
  void emit(Body body) {
    events.push_back({run, std::move(body)});
  }

  void reject(std::uint32_t of_run, const Error& error) { events.push_back({of_run, Rejected{error}}); }

  std::uint64_t step() const { return task ? task->step_count() : 0; }

  /// Carries out everything that waits for no later step.
  void drain() {
    while (!waiting.empty() && waiting.front().at_step <= step()) {
      Command command = std::move(waiting.front());
      waiting.pop_front();
      carry_out(command);
    }
  }

  void carry_out(const Command& command) {
    if (const auto* configure = std::get_if<Configure>(&command.body)) return start(command.run, *configure);
    if (std::holds_alternative<Reset>(command.body)) return restart(command.run);
    if (command.run != run) return;  // meant for a run that is over
    if (!task) return reject(command.run, make_error("run", {"no network is there yet", "还没有网络"}));
    std::visit(Overloaded{[](const Configure&) {}, [](const Reset&) {}, [this](const Play& c) { play(c); },
                          [this](const Pause&) { pause(); }, [this](const Step& c) { take_steps(c); },
                          [this](const SetField& c) { set(c); }, [this](const SetParameter& c) { set(c); },
                          [this](const Probe& c) { probe(c); }, [this](const Save&) { emit(Saved{task->save()}); }},
               command.body);
  }

  void start(std::uint32_t new_run, const Configure& configure) {
    Result<Experiment> parsed = parse_experiment(configure.experiment);
    if (!parsed) return reject(new_run, parsed.error());
    build(new_run, parsed.value());
  }

  void restart(std::uint32_t new_run) {
    if (!task) return reject(new_run, make_error("run", {"no network is there yet", "还没有网络"}));
    build(new_run, Experiment(experiment));
  }

  /// A run that cannot be built leaves the old one as it was.
  void build(std::uint32_t new_run, const Experiment& wanted) {
    Status fits = check_experiment(wanted);
    if (!fits) return reject(new_run, fits.error());
    std::unique_ptr<Task> fresh = make_supervised_task();
    Status configured = fresh->configure(wanted);
    if (!configured) return reject(new_run, configured.error());
    task = std::move(fresh);
    experiment = wanted;
    run = new_run;
    playing = false;
    emit(task->describe());
  }

  void play(const Play& command) {
    playing = true;
    stop_at = command.until_step;
    at_stop = StopReason::done;
    progress_every = command.progress_every;
    stop_if_reached();
  }

  void take_steps(const Step& command) {
    if (playing) return;  // it is stepping anyway
    playing = true;
    stop_at = step() + std::max(command.count, 1u);
    at_stop = StopReason::paused;
    progress_every = 0;
  }

  void pause() {
    if (!playing) return;
    playing = false;
    emit(Stopped{StopReason::paused, task->metrics(), {}, 0});
  }

  void set(const SetField& command) {
    Experiment changed = experiment;
    if (!is_live_field(experiment, command.path))
      return reject(run, make_error(command.path.substr(0, 100), {"cannot change while a run is going on; configure a new one",
                                                                  "不能在训练中修改；请重新配置"}));
    Status status = set_field(changed, command.path, command.value);
    if (status) status = check_experiment(changed);
    if (status) status = task->update(changed);
    if (!status) return reject(run, status.error());
    experiment = std::move(changed);
  }

  void set(const SetParameter& command) {
    Status status = task->set_parameter(command.tensor, command.index, command.value);
    if (!status) reject(run, status.error());
  }

  void probe(const Probe& command) {
    Probed answer;
    answer.running = playing;
    task->probe(command, answer);
    emit(std::move(answer));
  }

  void stop_if_reached() {
    if (!playing || stop_at == 0 || step() < stop_at) return;
    playing = false;
    emit(Stopped{at_stop, task->metrics(), {}, 0});
  }

  void one_step() {
    const std::uint64_t failed_step = step() + 1;  // should it fail: afterwards the count is back at the last good step
    const StepResult result = task->step();
    if (result.diverged) {
      playing = false;
      emit(Stopped{StopReason::diverged, task->metrics(), task->failed_layer(), failed_step});
      return;
    }
    if (progress_every > 0 && step() % progress_every == 0) emit(Progress{task->metrics(), result.batch_loss});
    stop_if_reached();
  }
};

Session::Session() : state_(std::make_unique<State>()) {}
Session::~Session() = default;

void Session::handle(Command command) {
  // A new run begins now: what still waits for a step of the old one will never be wanted.
  const bool begins = std::holds_alternative<Configure>(command.body) || std::holds_alternative<Reset>(command.body);
  if (begins && command.at_step == 0) state_->waiting.clear();
  state_->waiting.push_back(std::move(command));
  state_->drain();
}

std::uint32_t Session::tick(std::uint32_t max_steps) {
  std::uint32_t done = 0;
  while (done < max_steps && state_->playing) {
    state_->one_step();
    ++done;
    if (!state_->waiting.empty()) state_->drain();
  }
  return done;
}

bool Session::busy() const { return state_->playing; }

bool Session::poll(Event& event) {
  if (state_->events.empty()) return false;
  event = std::move(state_->events.front());
  state_->events.pop_front();
  return true;
}

std::uint32_t Session::batch_size() const {
  return state_->task ? static_cast<std::uint32_t>(state_->experiment.batch_size) : 0;
}

}  // namespace downhill
