#include "shell/cli/run.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/data/datasets/registry.hpp"
#include "core/model/checkpoint.hpp"
#include "core/model/experiment.hpp"
#include "core/session/codec.hpp"
#include "core/session/session.hpp"
#include "shell/cli/inspect.hpp"
#include "shell/cli/range_test.hpp"
#include "shell/files/idx_files.hpp"

namespace downhill {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kRun = 1;
constexpr std::uint32_t kTick = 4096;
constexpr std::uint64_t kLines = 20;

Error cannot_read(const std::string& file) {
  return make_error(file, {"cannot be read", "无法读取"});
}
Error cannot_write(const std::string& file) {
  return make_error(file, {"cannot be written", "无法写入"});
}

/// The whole file, or its first `limit` + 1 bytes: enough to see that it is too long.
Result<std::string> read_file(const std::string& path, std::size_t limit) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return cannot_read(path);
  std::string text;
  char block[65536];
  while (text.size() <= limit) {
    const std::size_t got = std::fread(block, 1, sizeof block, file);
    text.append(block, got);
    if (got < sizeof block) break;
  }
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return cannot_read(path);
  return text;
}

Status write_file(const std::string& path, const std::vector<std::uint8_t>& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return cannot_write(path);
  const std::size_t written = std::fwrite(bytes.data(), 1, bytes.size(), file);
  if (std::fclose(file) != 0 || written != bytes.size()) return cannot_write(path);
  return Nothing{};
}

/// Without spoiling what stands there: it may be the file that was loaded.
Status check_writable(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "ab");
  if (file == nullptr || std::fclose(file) != 0) return cannot_write(path);
  return Nothing{};
}

nlohmann::ordered_json or_null(double value) {
  if (std::isfinite(value)) return value;
  return nullptr;
}

class Printer {
 public:
  explicit Printer(std::uint32_t batch_size) : batch_size_(batch_size) {}

  nlohmann::ordered_json line(const Metrics& metrics, std::uint64_t steps_done) const {
    nlohmann::ordered_json json;
    json["step"] = metrics.step;
    json["epoch"] = metrics.epoch;
    json["train_loss"] = or_null(metrics.train_loss);
    json["test_loss"] = or_null(metrics.test_loss);
    json["train_accuracy"] = or_null(metrics.train_accuracy);
    json["test_accuracy"] = or_null(metrics.test_accuracy);
    json["samples_per_second"] =
        seconds_ > 0 ? std::round(static_cast<double>(steps_done) * batch_size_ / seconds_) : 0;
    return json;
  }

  void start() { started_ = Clock::now(); }
  void stop() { seconds_ += std::chrono::duration<double>(Clock::now() - started_).count(); }

  static void print(const nlohmann::ordered_json& json) {
    std::printf("%s\n", json.dump().c_str());
    std::fflush(stdout);
  }

 private:
  std::uint32_t batch_size_;
  Clock::time_point started_;
  double seconds_ = 0;  // of training, without what measuring takes
};

Result<Experiment> read_experiment(const RunArguments& arguments) {
  Result<std::string> text = read_file(arguments.file, kMaximumExperimentBytes);
  if (!text) return text.error();
  Result<Experiment> experiment = parse_experiment(text.value());
  if (!experiment) {
    Error error = experiment.error();
    error.place = arguments.file + ": " + error.place;
    return error;
  }
  for (const auto& [path, value] : arguments.changes) {
    Status status = set_field(experiment.value(), path, value);
    if (!status) return status.error();
  }
  return experiment;
}

/// Reads what the experiment's data set needs from disk; nothing for data that need no files.
Status supply_pictures(Session& session, const Experiment& experiment, const std::string& folder) {
  const DatasetInfo* dataset = find_piece(all_datasets(), experiment.dataset.type);
  if (dataset->pictures == nullptr || !dataset->pictures->files) return Nothing{};
  Result<std::vector<Supply>> parts = read_idx_files(experiment.dataset.type, folder);
  if (!parts) return parts.error();
  for (Supply& part : parts.value()) {
    session.handle({.run = 0, .body = std::move(part)});
    Event event;
    session.poll(event);
    if (const auto* rejected = std::get_if<Rejected>(&event.body)) return rejected->error;
  }
  return Nothing{};
}

/// Sends a command that begins a run.
Result<Ready> begin(Session& session, Command command) {
  session.handle(std::move(command));
  Event event;
  session.poll(event);
  if (const auto* rejected = std::get_if<Rejected>(&event.body)) return rejected->error;
  return std::get<Ready>(std::move(event.body));
}

Result<Ready> configure(Session& session, const RunArguments& arguments) {
  Result<Experiment> experiment = read_experiment(arguments);
  if (!experiment) return experiment.error();
  Status supplied = supply_pictures(session, experiment.value(), arguments.data);
  if (!supplied) return supplied.error();
  return begin(session, {.run = kRun, .body = Configure{write_experiment(experiment.value())}});
}

/// Takes up the saved run; the changes are those that a run allows while it goes on.
Result<Ready> load(Session& session, const RunArguments& arguments) {
  Result<std::string> bytes = read_file(arguments.load, kMaximumMessageBytes);
  if (!bytes) return bytes.error();
  std::vector<std::uint8_t> file(bytes.value().begin(), bytes.value().end());
  if (const Result<TensorFile> tensors = read_tensor_file(file); tensors)
    if (const Result<Experiment> saved = checkpoint_experiment(tensors.value()); saved) {
      Status supplied = supply_pictures(session, saved.value(), arguments.data);
      if (!supplied) return supplied.error();
    }
  Result<Ready> ready = begin(session, {.run = kRun, .body = Load{std::move(file)}});
  if (!ready) {
    Error error = ready.error();
    error.place = arguments.load + ": " + error.place;
    return error;
  }
  Result<Experiment> experiment = parse_experiment(ready.value().experiment);
  for (const auto& [path, value] : arguments.changes) {
    session.handle({.run = kRun, .body = SetField{path, value}});
    Event event;
    if (session.poll(event)) return std::get<Rejected>(event.body).error;
    if (Status status = set_field(experiment.value(), path, value); !status) return status.error();
  }
  ready.value().experiment = write_experiment(experiment.value());
  return ready;
}

/// Loss and accuracy over all test samples, and as many for training.
Metrics measure(Session& session) {
  constexpr std::uint32_t kMost = 10000;
  session.handle({.run = kRun, .body = Probe{.parameters = false, .metrics = true, .most_samples = kMost}});
  Event event;
  session.poll(event);
  return std::get<Probed>(event.body).metrics;
}

/// Trains until so many updates are done; tells how that ended.
Stopped train_until(Session& session, std::uint64_t step, std::uint64_t& steps_done) {
  session.handle({.run = kRun, .body = Play{step, 0}});
  for (;;) {
    steps_done += session.tick(kTick);
    Event event;
    while (session.poll(event))
      if (const auto* stopped = std::get_if<Stopped>(&event.body)) return *stopped;
  }
}

/// Trains and prints; returns the last line.
nlohmann::ordered_json train(Session& session, std::uint64_t steps, std::uint64_t every) {
  Printer printer(session.batch_size());
  std::uint64_t steps_done = 0;
  Metrics metrics = measure(session);
  for (;;) {
    const std::uint64_t next = std::min(steps, (metrics.step / every + 1) * every);
    printer.start();
    const Stopped stopped = train_until(session, next, steps_done);
    printer.stop();
    metrics = measure(session);
    nlohmann::ordered_json line = printer.line(metrics, steps_done);
    if (stopped.reason != StopReason::diverged && metrics.step < steps) {
      Printer::print(line);
      continue;
    }
    line["done"] = true;
    if (stopped.reason == StopReason::diverged)
      line["diverged"] = {{"layer", stopped.layer}, {"step", stopped.failed_step}};
    return line;
  }
}

}  // namespace

Status run_experiment(const RunArguments& arguments) {
  Session session;
  Result<Ready> ready = arguments.load.empty() ? configure(session, arguments) : load(session, arguments);
  if (!ready) return ready.error();
  const Result<Experiment> experiment = parse_experiment(ready.value().experiment);
  if (!experiment) return experiment.error();
  if (arguments.range_test) return print_range_test(session, *arguments.range_test);
  if (!arguments.save.empty()) {
    // Before the training, which may be long: afterwards it would be lost.
    Status writable = check_writable(arguments.save);
    if (!writable) return writable;
  }

  const auto batch = static_cast<std::uint64_t>(experiment.value().batch_size);
  const std::uint64_t steps_an_epoch = (ready.value().train_samples + batch - 1) / batch;
  const std::uint64_t epochs = arguments.epochs.value_or(static_cast<std::uint64_t>(experiment.value().epochs));
  const std::uint64_t steps = arguments.steps.value_or(epochs * steps_an_epoch);
  const std::uint64_t every = arguments.every.value_or(std::max<std::uint64_t>(1, steps / kLines));
  const nlohmann::ordered_json last = train(session, steps, every);

  if (!arguments.save.empty()) {
    session.handle({.run = kRun, .body = Save{}});
    Event event;
    if (!session.poll(event)) return make_error("--save", {"the engine gave no file", "引擎没有给出文件"});
    Status saved = write_file(arguments.save, std::get<Saved>(event.body).file);
    if (!saved) return saved;
  }
  if (arguments.inspect)
    if (Status inspected = print_inspection(session); !inspected) return inspected;
  Printer::print(last);
  return Nothing{};
}

}  // namespace downhill
