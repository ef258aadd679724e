#include "core/session/session.hpp"

#include <algorithm>
#include <deque>

#include "core/data/datasets/registry.hpp"
#include "core/data/idx.hpp"
#include "core/model/checkpoint.hpp"
#include "core/model/network.hpp"
#include "core/tasks/task.hpp"

namespace downhill {
namespace {

bool begins_run(const Command& command) {
  return std::holds_alternative<Configure>(command.body) || std::holds_alternative<Reset>(command.body) ||
         std::holds_alternative<Load>(command.body);
}

Error no_network() {
  return make_error("run", {"no network is there yet", "还没有网络"});
}

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

}  // namespace

struct Session::State {
  std::unique_ptr<Task> task;
  Experiment experiment;
  std::uint32_t run = 0;
  ImageStore images;
  bool playing = false;
  bool examining = false;
  std::uint64_t stop_at = 0;  // while playing; 0: never
  std::uint32_t stop_at_epoch = 0;
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
    if (begins_run(command)) return static_cast<void>(begin(command));
    if (const auto* supply = std::get_if<Supply>(&command.body)) return take_in(*supply, command.run);
    if (command.run != run) return;  // meant for a run that is over
    if (!task) return reject(command.run, no_network());
    std::visit(Overloaded{[](const Configure&) {}, [](const Reset&) {}, [](const Load&) {}, [](const Supply&) {},
                          [this](const Play& c) { play(c); }, [this](const Pause&) { pause(); },
                          [this](const Step& c) { take_steps(c); }, [this](const SetField& c) { set(c); },
                          [this](const SetParameter& c) { set(c); }, [this](const Probe& c) { probe(c); },
                          [this](const Save&) { emit(Saved{task->save()}); }, [this](const Examine&) { examine(); },
                          [this](const Look& c) { look(c); }},
               command.body);
  }

  /// Starts the run that the command names. False: it said Rejected, and the old run is as it was.
  bool begin(const Command& command) {
    Status begun = Nothing{};
    if (const auto* configure = std::get_if<Configure>(&command.body))
      begun = start(*configure);
    else if (const auto* load = std::get_if<Load>(&command.body))
      begun = start(*load);
    else
      begun = task ? build(Experiment(experiment), nullptr) : Status(no_network());
    if (!begun) {
      reject(command.run, begun.error());
      return false;
    }
    run = command.run;
    emit(task->describe());
    return true;
  }

  Status start(const Configure& configure) {
    Result<Experiment> parsed = parse_experiment(configure.experiment);
    if (!parsed) return parsed.error();
    return build(parsed.value(), nullptr);
  }

  Status start(const Load& load) {
    Result<TensorFile> file = read_tensor_file(load.file);
    if (!file) return file.error();
    Result<Experiment> saved = checkpoint_experiment(file.value());
    if (!saved) return saved.error();
    return build(saved.value(), &file.value());
  }

  /// Puts a new task, at step 0 or in the state of `checkpoint`, in the place of the old one; or does nothing.
  Status build(const Experiment& wanted, const TensorFile* checkpoint) {
    Status status = check_experiment(wanted);
    if (!status) return status;
    std::unique_ptr<Task> fresh = make_supervised_task();
    status = fresh->configure(wanted, images);
    if (status && checkpoint != nullptr) status = fresh->restore(*checkpoint);
    if (!status) return status;
    task = std::move(fresh);
    experiment = wanted;
    playing = examining = false;
    return Nothing{};
  }

  void take_in(const Supply& supply, std::uint32_t of_run) {
    const DatasetInfo* dataset = find_piece(all_datasets(), supply.dataset);
    if (dataset == nullptr || dataset->pictures == nullptr || !dataset->pictures->files)
      return reject(of_run,
                    make_error("dataset", {"\"{}\" is no data set that takes files", "“{}” 不是使用文件的数据集"},
                               {supply.dataset.substr(0, 40)}));
    const std::string part = supply.test ? "test" : "train";
    Result<ImageSet> read = read_idx_pair({part + "_images", supply.images}, {part + "_labels", supply.labels},
                                          static_cast<int>(dataset->classes));
    if (!read) return reject(of_run, read.error());
    const PictureSource& wanted = *dataset->pictures;
    if (read.value().height != wanted.height || read.value().width != wanted.width)
      return reject(of_run, make_error(part + "_images",
                                       {"must hold pictures of {}x{}, these are {}x{}", "图片必须是 {}x{}，得到 {}x{}"},
                                       {std::to_string(wanted.height), std::to_string(wanted.width),
                                        std::to_string(read.value().height), std::to_string(read.value().width)}));
    SuppliedImages& images_of = images[supply.dataset];
    auto& place = supply.test ? images_of.test : images_of.train;
    place = std::make_shared<const ImageSet>(std::move(read.value()));
    events.push_back({of_run, Supplied{supply.dataset, supply.test, static_cast<std::uint32_t>(place->count())}});
  }

  void examine() {
    examining = true;
    task->begin_examination();
  }

  void look(const Look& command) {
    Looked answer;
    Status status = task->look(command, answer);
    if (!status) return reject(run, status.error());
    emit(std::move(answer));
  }

  void examine_one_batch() {
    Examined answer;
    if (!task->examine(answer)) return;
    examining = false;
    emit(std::move(answer));
  }

  void play(const Play& command) {
    playing = true;
    stop_at = command.until_step;
    stop_at_epoch = command.until_epoch;
    at_stop = StopReason::done;
    progress_every = command.progress_every;
    stop_if_reached();
  }

  void take_steps(const Step& command) {
    if (playing) return;  // it is stepping anyway
    playing = true;
    stop_at = step() + std::max(command.count, 1u);
    stop_at_epoch = 0;
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
      return reject(
          run, make_error(command.path.substr(0, 100), {"cannot change while a run is going on; configure a new one",
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
    const bool reached = (stop_at > 0 && step() >= stop_at) ||
                         (stop_at_epoch > 0 && task->epoch() >= static_cast<double>(stop_at_epoch));
    if (!playing || !reached) return;
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
  if (begins_run(command) && command.at_step == 0) {
    // What still waits for a step of the old run will never be wanted, unless that run stays.
    if (state_->begin(command)) state_->waiting.clear();
    return;
  }
  state_->waiting.push_back(std::move(command));
  state_->drain();
}

std::uint32_t Session::tick(std::uint32_t max_steps) {
  std::uint32_t done = 0;
  for (std::uint32_t turn = 0; turn < max_steps && busy(); ++turn) {
    if (state_->examining) {
      state_->examine_one_batch();
      continue;
    }
    state_->one_step();
    ++done;
    if (!state_->waiting.empty()) state_->drain();
  }
  return done;
}

bool Session::busy() const {
  return state_->playing || state_->examining;
}

bool Session::poll(Event& event) {
  if (state_->events.empty()) return false;
  event = std::move(state_->events.front());
  state_->events.pop_front();
  return true;
}

Result<RangeTest> Session::range_test(const RangeTestOptions& options) const {
  if (!state_->task) return no_network();
  const std::vector<std::uint8_t> saved = state_->task->save();  // the tensors lie in it
  const Result<TensorFile> now = read_tensor_file(saved);
  if (!now) return now.error();
  return test_learning_rates(state_->experiment, state_->images, &now.value(), options);
}

Result<Inspection> Session::inspect(const InspectionOptions& options) const {
  if (!state_->task) return no_network();
  const std::vector<std::uint8_t> saved = state_->task->save();
  const Result<TensorFile> now = read_tensor_file(saved);
  if (!now) return now.error();
  return inspect_run(state_->experiment, state_->images, now.value(), options);
}

std::uint32_t Session::batch_size() const {
  return state_->task ? static_cast<std::uint32_t>(state_->experiment.batch_size) : 0;
}

}  // namespace downhill
