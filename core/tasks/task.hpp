#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/info.hpp"
#include "core/base/result.hpp"
#include "core/data/image_store.hpp"
#include "core/model/experiment.hpp"
#include "core/model/safetensors.hpp"
#include "core/tasks/report.hpp"

namespace downhill {

/// The outcome of one update.
struct StepResult {
  double batch_loss = 0;  // with the further losses, without penalties
  bool diverged = false;  // the last good state is back; failed_layer() tells where it happened
};

/// What is being learned: data, networks and the update, behind the session. One file a task.
class Task {
 public:
  virtual ~Task() = default;

  /// Builds everything from step 0. The experiment has passed check_experiment().
  virtual Status configure(const Experiment& experiment, const ImageStore& store) = 0;

  /// The tables and points of the run.
  virtual Ready describe() const = 0;

  /// One update. Does not allocate.
  virtual StepResult step() = 0;

  /// Takes the live fields of `experiment` (same data, same network).
  virtual Status update(const Experiment& experiment) = 0;

  virtual Status set_parameter(std::uint32_t tensor, std::uint32_t index, double value) = 0;

  virtual std::uint64_t step_count() const = 0;
  /// Passes over the training set, fractional; whole exactly after the last batch of one.
  virtual double epoch() const = 0;
  virtual std::string failed_layer() const = 0;
  /// Over at most `most` samples of each part; 0: as many as a pause may cost.
  virtual Metrics metrics(int most = 0) = 0;
  virtual void probe(const Probe& request, Probed& answer) = 0;

  /// The whole test set, one batch a call, so that the host can do other things in between. True: `answer` is there.
  virtual void begin_examination() = 0;
  virtual bool examine(Examined& answer) = 0;

  /// One picture, and what every layer makes of it.
  virtual Status look(const Look& request, Looked& answer) = 0;

  /// The whole state as a file: core/model/checkpoint.hpp.
  virtual std::vector<std::uint8_t> save() = 0;
  /// Takes that state, just after configure() with the checkpoint's experiment. After an error the task is of no use.
  virtual Status restore(const TensorFile& checkpoint) = 0;
};

std::unique_ptr<Task> make_supervised_task();

}  // namespace downhill
