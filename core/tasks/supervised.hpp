#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/batches.hpp"
#include "core/graph/graph.hpp"
#include "core/initializers/initializer.hpp"
#include "core/inspect/score.hpp"
#include "core/losses/loss.hpp"
#include "core/model/auxiliary.hpp"
#include "core/model/checkpoint.hpp"
#include "core/model/samples.hpp"
#include "core/optimizers/optimizer.hpp"
#include "core/regularizers/regularizer.hpp"
#include "core/schedules/schedule.hpp"
#include "core/tasks/task.hpp"

namespace downhill {

/// Learning from examples with answers: the classic loop of batch, forward, loss, backward, update.
class SupervisedTask final : public Task {
 public:
  Status configure(const Experiment& experiment, const ImageStore& store) override;
  Ready describe() const override;
  StepResult step() override;
  Status update(const Experiment& experiment) override;
  Status set_parameter(std::uint32_t tensor, std::uint32_t index, double value) override;
  std::uint64_t step_count() const override { return step_; }
  double epoch() const override { return order_.epoch(); }
  std::string failed_layer() const override { return failed_layer_; }
  Metrics metrics(int most) override;
  void probe(const Probe& request, Probed& answer) override;
  void begin_examination() override;
  bool examine(Examined& answer) override;
  Status look(const Look& request, Looked& answer) override;
  std::vector<std::uint8_t> save() override { return write_checkpoint(experiment_, run_state()); }
  Status restore(const TensorFile& checkpoint) override;

 private:
  Status bind_training();
  Status trace(const Look& request, Looked& answer);
  Status prepare_tracing();
  void mark(int sample, const Real* y, std::int64_t units);
  RunState run_state();
  double regularize();
  double further_losses(std::span<const int> batch);
  void descend(double epochs);
  void watch(double batch_loss, double epochs);
  std::string find_failed_layer() const;
  void take_snapshot();
  void restore_snapshot();

  Experiment experiment_;
  const DatasetInfo* dataset_ = nullptr;
  const LossInfo* loss_ = nullptr;
  const OptimizerInfo* optimizer_ = nullptr;
  const ScheduleInfo* schedule_ = nullptr;
  const RegularizerInfo* regularizer_ = nullptr;
  Samples samples_;
  std::vector<Real> batch_targets_;
  AuxiliaryLosses auxiliary_;
  std::vector<double> batch_classes_;  // or values: what the further losses make their answers of
  ScoreBuffers score_buffers_;
  Parameters parameters_;
  Graph train_;
  Graph evaluation_;
  std::vector<Real> optimizer_state_;
  std::vector<double> optimizer_options_;  // the experiment's, with the scheduled learning rate
  std::vector<ParameterRange> weights_;
  ScheduleMemory memory_;
  BatchOrder order_{1, 0};
  Rng dropout_rng_;
  std::uint64_t step_ = 0;
  std::string failed_layer_;

  Examined examined_;  // of the examination under way
  int examined_until_ = 0;

  /// The net for one picture, with gradients; made when they are first asked for.
  struct Tracing {
    Graph graph;
    AuxiliaryLosses auxiliary;
    std::vector<Real> answer;
    std::vector<Real> kept;  // the gradients of the last batch, which others read
  };
  std::unique_ptr<Tracing> tracing_;

  struct Snapshot {
    std::vector<Real> values;
    std::vector<Real> buffers;
    std::vector<Real> optimizer_state;
    ScheduleMemory memory;
    BatchOrder order{1, 0};
    Rng dropout_rng;
    std::uint64_t step = 0;
  } good_;
};

}  // namespace downhill
