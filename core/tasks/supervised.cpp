#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "core/data/batches.hpp"
#include "core/data/datasets/registry.hpp"
#include "core/model/samples.hpp"
#include "core/initializers/registry.hpp"
#include "core/inspect/grid.hpp"
#include "core/inspect/score.hpp"
#include "core/losses/registry.hpp"
#include "core/model/checkpoint.hpp"
#include "core/model/network.hpp"
#include "core/optimizers/clip.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "core/tasks/task.hpp"

namespace downhill {
namespace {

constexpr std::uint64_t kWeightStream = 3;
constexpr std::uint64_t kDropoutStream = 5;

/// A weight beyond this is as lost as one that is not finite: a saturated net would never come back.
constexpr double kLargestWeight = 1e5;

/// Updates between two copies of the last good state.
constexpr std::uint64_t kSnapshotEvery = 128;

/// Is every number finite and at most `limit`? On the bits, since that runs four at a time and catches NaN as well.
bool within(std::span<const Real> numbers, double limit) {
  using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
  constexpr Bits kWithoutSign = ~Bits(0) >> 1;
  const Bits highest = std::bit_cast<Bits>(static_cast<Real>(limit));
  Bits found = 0;
  for (Real number : numbers) found = std::max(found, std::bit_cast<Bits>(number) & kWithoutSign);
  return found <= highest;
}

/// Learning from examples with answers: the classic loop of batch, forward, loss, backward, update.
class SupervisedTask final : public Task {
 public:
  Status configure(const Experiment& experiment) override;
  Ready describe() const override;
  StepResult step() override;
  Status update(const Experiment& experiment) override;
  Status set_parameter(std::uint32_t tensor, std::uint32_t index, double value) override;
  std::uint64_t step_count() const override { return step_; }
  std::string failed_layer() const override { return failed_layer_; }
  Metrics metrics() override;
  void probe(const Probe& request, Probed& answer) override;
  std::vector<std::uint8_t> save() override { return write_checkpoint(experiment_, run_state()); }
  Status restore(const TensorFile& checkpoint) override;

 private:
  Status bind_training();
  RunState run_state();
  double regularize();
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
  std::vector<Real> evaluation_dy_;
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

Status SupervisedTask::configure(const Experiment& experiment) {
  experiment_ = experiment;
  dataset_ = find_piece(all_datasets(), experiment.dataset.type);
  loss_ = find_piece(all_losses(), experiment.loss.type);
  optimizer_ = find_piece(all_optimizers(), experiment.optimizer.type);
  schedule_ = find_piece(all_schedules(), experiment.schedule.type);
  regularizer_ = find_piece(all_regularizers(), experiment.regularizer.type);

  const auto inputs = static_cast<std::int64_t>(experiment.features.size());
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment);
  if (!nodes) return nodes.error();
  Status built = evaluation_.build(std::move(nodes.value()), {kEvaluationBatch, inputs}, parameters_);
  if (!built) return built;
  const Error no_memory = make_error("model", {"does not fit into memory", "内存不足"});
  if (!parameters_.commit() || !evaluation_.bind(parameters_, Graph::kEvaluation)) return no_memory;
  const std::int64_t units = evaluation_.plan(evaluation_.last()).y.sample_count();
  evaluation_dy_.resize(static_cast<std::size_t>(units * kEvaluationBatch));
  samples_ = make_samples(experiment, units);
  built = bind_training();
  if (!built) return built;

  Rng rng(experiment.seed, kWeightStream);
  parameters_.initialize(*find_piece(all_initializers(), experiment.initializer.type), experiment.initializer.values, rng);
  optimizer_state_.assign(parameters_.learned_values().size() * static_cast<std::size_t>(optimizer_->slots), 0);
  optimizer_options_ = experiment.optimizer.values;
  weights_.clear();
  for (const Parameter& parameter : parameters_.table())
    if (parameter.spec.is_weight && !parameter.frozen)
      weights_.push_back({parameter.offset, parameter.offset + static_cast<std::size_t>(parameter.spec.shape.count())});
  memory_ = {};
  order_ = BatchOrder(samples_.train_count, experiment.seed);
  dropout_rng_ = Rng(experiment.seed, kDropoutStream);
  good_.values.resize(parameters_.count());
  good_.buffers.resize(parameters_.buffers().size());
  good_.optimizer_state.resize(optimizer_state_.size());
  good_.order = order_;
  take_snapshot();
  return Nothing{};
}

Status SupervisedTask::bind_training() {
  const std::int64_t batch = std::min(experiment_.batch_size, samples_.train_count);
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment_);
  if (!nodes) return nodes.error();
  Status built = train_.build(std::move(nodes.value()), {batch, samples_.inputs}, parameters_);
  if (!built) return built;
  if (!train_.bind(parameters_, Graph::kTraining, &dropout_rng_)) return make_error("batch_size", {"does not fit into memory", "内存不足"});
  batch_targets_.resize(static_cast<std::size_t>(batch * samples_.targets));
  return Nothing{};
}

Ready SupervisedTask::describe() const {
  Ready ready;
  ready.experiment = write_experiment(experiment_);
  for (int i = 0; i <= evaluation_.last(); ++i) {
    const NodeSpec& node = evaluation_.nodes()[static_cast<std::size_t>(i)];
    const OpPlan& plan = evaluation_.plan(i);
    NodeInfo info{node.name, node.op == nullptr ? "input" : node.op->info.name,
                  static_cast<std::uint32_t>(plan.y.sample_count())};
    for (std::size_t p = 0; p < plan.parameters.size(); ++p) {
      const int index = evaluation_.parameter(i, static_cast<int>(p));
      (plan.parameters[p].is_weight ? info.weight : info.bias) = index;
    }
    ready.nodes.push_back(std::move(info));
  }
  for (const Parameter& parameter : parameters_.table()) {
    ParameterInfo info{parameter.name, {}, static_cast<std::uint32_t>(parameter.offset)};
    for (int axis = 0; axis < parameter.spec.shape.rank(); ++axis)
      info.shape.push_back(static_cast<std::uint32_t>(parameter.spec.shape[axis]));
    ready.parameters.push_back(std::move(info));
  }
  ready.parameter_count = static_cast<std::uint32_t>(parameters_.count());
  ready.classes = dataset_->classes;
  ready.domain = static_cast<float>(dataset_->domain);
  ready.train_samples = static_cast<std::uint32_t>(samples_.train_count);
  for (const Point& point : samples_.points)
    for (double number : {point.x, point.y, point.target}) ready.points.push_back(static_cast<float>(number));
  return ready;
}

StepResult SupervisedTask::step() {
  if (step_ % kSnapshotEvery == 0) take_snapshot();
  const double epochs = std::floor(order_.epoch());
  const std::span<const int> batch = order_.next(experiment_.batch_size);
  const auto inputs = static_cast<std::size_t>(samples_.inputs), targets = static_cast<std::size_t>(samples_.targets);
  train_.set_batch(static_cast<std::int64_t>(batch.size()));
  Real* x = train_.output(0).data;
  Real* t = batch_targets_.data();
  for (int sample : batch) {
    const auto at = static_cast<std::size_t>(sample);
    for (std::size_t i = 0; i < inputs; ++i) *x++ = samples_.x[at * inputs + i];
    for (std::size_t i = 0; i < targets; ++i) *t++ = samples_.t[at * targets + i];
  }

  train_.forward();
  const View& y = train_.output(train_.last());
  const View answers{batch_targets_.data(), {static_cast<std::int64_t>(batch.size()), samples_.targets}};
  StepResult result;
  result.batch_loss = loss_->evaluate(experiment_.loss.values, y, answers, train_.gradient(train_.last()));
  parameters_.clear_gradients();
  train_.backward();
  const double price = regularize();
  descend(epochs);
  watch(result.batch_loss, epochs);
  if (!std::isfinite(result.batch_loss) || !std::isfinite(price) || !within(parameters_.values(), kLargestWeight)) {
    result.diverged = true;
    failed_layer_ = find_failed_layer();
    restore_snapshot();
  }
  return result;
}

/// One update after so many whole passes: the schedule's learning rate, the clipped gradient, and where weights may be.
void SupervisedTask::descend(double epochs) {
  const std::span<const double> schedule = experiment_.schedule.values;
  const double time = counts_epochs(schedule) ? epochs : static_cast<double>(step_);
  std::copy(experiment_.optimizer.values.begin(), experiment_.optimizer.values.end(), optimizer_options_.begin());
  optimizer_options_[0] = schedule_rate(*schedule_, schedule, optimizer_options_[0], time, memory_.state);
  clip_gradients(optimizer_options_, parameters_.learned_gradients());
  ++step_;
  optimizer_->update({optimizer_options_, step_, parameters_.learned_values(), parameters_.learned_gradients(), optimizer_state_,
                      weights_});
  if (regularizer_->project == nullptr) return;
  for (std::size_t i = 0; i < parameters_.table().size(); ++i)
    if (parameters_.table()[i].spec.is_weight && !parameters_.table()[i].frozen)
      regularizer_->project(experiment_.regularizer.values, parameters_.value(static_cast<int>(i)));
}

/// Tells a schedule that looks at the loss how the unit of time went that is over.
void SupervisedTask::watch(double batch_loss, double epochs) {
  if (schedule_->observe == nullptr) return;
  const std::span<const double> options = experiment_.schedule.values;
  memory_.loss_sum += batch_loss;
  ++memory_.batches;
  if (counts_epochs(options) && std::floor(order_.epoch()) == epochs) return;
  schedule_->observe(options, memory_.loss_sum / memory_.batches, memory_.state);
  memory_.loss_sum = memory_.batches = 0;
}

double SupervisedTask::regularize() {
  double price = 0;
  if (regularizer_->info.options.empty()) return price;
  const std::vector<Parameter>& table = parameters_.table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table[i].spec.is_weight || table[i].frozen) continue;
    const int index = static_cast<int>(i);
    price += regularizer_->apply(experiment_.regularizer.values, parameters_.value(index).span(),
                                 parameters_.gradient(index).span());
  }
  return price;
}

std::string SupervisedTask::find_failed_layer() const {
  for (int node = 1; node <= train_.last(); ++node) {
    const NodeSpec& spec = train_.nodes()[static_cast<std::size_t>(node)];
    for (std::size_t p = 0; p < train_.plan(node).parameters.size(); ++p)
      if (!within(parameters_.value(train_.parameter(node, static_cast<int>(p))).span(), kLargestWeight)) return spec.name;
    if (!within(train_.output(node).span(), static_cast<double>(std::numeric_limits<Real>::max()))) return spec.name;
  }
  return train_.nodes().back().name;
}

void SupervisedTask::take_snapshot() {
  const std::span<const Real> values = parameters_.values();
  std::copy(values.begin(), values.end(), good_.values.begin());
  const std::span<const Real> buffers = parameters_.buffers();
  std::copy(buffers.begin(), buffers.end(), good_.buffers.begin());
  std::copy(optimizer_state_.begin(), optimizer_state_.end(), good_.optimizer_state.begin());
  good_.memory = memory_;
  good_.dropout_rng = dropout_rng_;
  good_.order.restore(order_);
  good_.step = step_;
}

void SupervisedTask::restore_snapshot() {
  std::copy(good_.values.begin(), good_.values.end(), parameters_.values().begin());
  std::copy(good_.buffers.begin(), good_.buffers.end(), parameters_.buffers().begin());
  std::copy(good_.optimizer_state.begin(), good_.optimizer_state.end(), optimizer_state_.begin());
  memory_ = good_.memory;
  dropout_rng_ = good_.dropout_rng;
  order_.restore(good_.order);
  step_ = good_.step;
}

RunState SupervisedTask::run_state() {
  RunState state{parameters_, {}, optimizer_state_, memory_, order_, dropout_rng_, step_};
  for (int node = 1; node <= train_.last(); ++node)
    if (!train_.state(node).empty())
      state.carried.emplace_back(train_.nodes()[static_cast<std::size_t>(node)].name, train_.state(node));
  return state;
}

Status SupervisedTask::restore(const TensorFile& checkpoint) {
  RunState state = run_state();
  Status read = read_checkpoint(checkpoint, state);
  if (!read) return read;
  for (std::size_t i = 0; i < parameters_.table().size(); ++i)
    if (!within(parameters_.value(static_cast<int>(i)).span(), kLargestWeight))
      return make_error(parameters_.table()[i].name, {"holds a number that is not from {} to {}", "含有不在 {} 到 {} 之间的数"},
                        {number_text(-kLargestWeight), number_text(kLargestWeight)});
  take_snapshot();
  return Nothing{};
}

Status SupervisedTask::update(const Experiment& experiment) {
  const bool rebind = experiment.batch_size != experiment_.batch_size;
  const Experiment former = experiment_;
  experiment_ = experiment;
  if (!rebind) return Nothing{};
  Status bound = bind_training();
  if (!bound) {
    experiment_ = former;
    Status again = bind_training();  // the old, smaller plan
    if (!again) return again;
  }
  return bound;
}

Status SupervisedTask::set_parameter(std::uint32_t tensor, std::uint32_t index, double value) {
  if (tensor >= parameters_.table().size())
    return make_error("tensor", {"must be below {}, got {}", "必须小于 {}，得到 {}"},
                      {std::to_string(parameters_.table().size()), std::to_string(tensor)});
  const Parameter& parameter = parameters_.table()[tensor];
  const std::span<Real> numbers = parameters_.value(static_cast<int>(tensor)).span();
  if (index >= numbers.size())
    return make_error(parameter.name, {"has {} numbers, there is no number {}", "只有 {} 个数，没有第 {} 个"},
                      {std::to_string(numbers.size()), std::to_string(index)});
  if (!(std::abs(value) <= kLargestWeight))
    return make_error(parameter.name, {"must be a number from {} to {}, got {}", "必须是 {} 到 {} 之间的数，得到 {}"},
                      {number_text(-kLargestWeight), number_text(kLargestWeight), number_text(value)});
  numbers[index] = static_cast<Real>(value);
  take_snapshot();  // an edit must outlive a divergence
  return Nothing{};
}

Metrics SupervisedTask::metrics() {
  evaluation_.clear_state();  // what is measured does not depend on what was asked before
  Metrics metrics;
  metrics.step = step_;
  metrics.epoch = order_.epoch();
  const auto over = [this](std::int64_t first, std::int64_t last) {
    return score(evaluation_, samples_, *loss_, experiment_.loss.values, dataset_->classes, first, last, evaluation_dy_.data());
  };
  const Score train = over(0, samples_.train_count);
  const Score test = over(samples_.train_count, samples_.count());
  metrics.train_loss = train.loss;
  metrics.train_accuracy = train.accuracy;
  metrics.test_loss = test.loss;
  metrics.test_accuracy = test.accuracy;
  return metrics;
}

void SupervisedTask::probe(const Probe& request, Probed& answer) {
  const FeatureMap features(experiment_);
  answer.metrics.step = step_;
  answer.metrics.epoch = order_.epoch();
  answer.has_metrics = request.metrics;
  if (request.metrics) answer.metrics = metrics();
  constexpr std::uint16_t kLargestSide = 512;
  answer.surface_size = std::min(request.surface_size, kLargestSide);
  answer.map_size = std::min<std::uint16_t>(request.map_size, 128);
  if (answer.surface_size > 0) {
    decision_surface(evaluation_, features, *loss_, experiment_.loss.values, dataset_->domain, answer.surface_size,
                     answer.surface);
    answer.surface_outputs = static_cast<std::uint16_t>(evaluation_.plan(evaluation_.last()).y.sample_count());
  }
  if (answer.map_size > 0)
    activation_maps(evaluation_, features, *loss_, experiment_.loss.values, dataset_->domain, answer.map_size, answer.maps);
  if (!request.parameters) return;
  for (Real value : parameters_.values()) answer.parameters.push_back(static_cast<float>(value));
  for (std::size_t i = 0; i < parameters_.table().size(); ++i) {
    double sum = 0;
    for (Real d : parameters_.gradient(static_cast<int>(i)).span()) sum += static_cast<double>(d) * static_cast<double>(d);
    answer.gradient_norms.push_back(static_cast<float>(std::sqrt(sum)));
  }
}

}  // namespace

std::unique_ptr<Task> make_supervised_task() { return std::make_unique<SupervisedTask>(); }

}  // namespace downhill
