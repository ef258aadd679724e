#include "core/tasks/supervised.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "core/data/datasets/registry.hpp"
#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/network.hpp"
#include "core/optimizers/clip.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"

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

}  // namespace

Status SupervisedTask::configure(const Experiment& experiment, const ImageStore& store) {
  experiment_ = experiment;
  tracing_.reset();
  dataset_ = find_piece(all_datasets(), experiment.dataset.type);
  loss_ = find_piece(all_losses(), experiment.loss.type);
  optimizer_ = find_piece(all_optimizers(), experiment.optimizer.type);
  schedule_ = find_piece(all_schedules(), experiment.schedule.type);
  regularizer_ = find_piece(all_regularizers(), experiment.regularizer.type);

  Result<std::vector<NodeSpec>> nodes = describe_network(experiment);
  if (!nodes) return nodes.error();
  const Shape evaluation_input = input_shape(experiment, evaluation_batch(experiment));
  Status built = evaluation_.build(std::move(nodes.value()), evaluation_input, parameters_);
  if (!built) return built;
  const Error no_memory = make_error("model", {"does not fit into memory", "内存不足"});
  if (!parameters_.commit() || !evaluation_.bind(parameters_, Graph::kEvaluation)) return no_memory;
  const std::int64_t units = evaluation_.plan(evaluation_.last()).y.sample_count();
  Result<Samples> samples = Samples::make(experiment, units, store);
  if (!samples) return samples.error();
  samples_ = std::move(samples.value());
  score_buffers_.dy.resize(static_cast<std::size_t>(units * evaluation_input[0]));
  score_buffers_.answers.resize(static_cast<std::size_t>(samples_.targets() * evaluation_input[0]));
  built = bind_training();
  if (!built) return built;

  Rng rng(experiment.seed, kWeightStream);
  parameters_.initialize(*find_piece(all_initializers(), experiment.initializer.type), experiment.initializer.values,
                         rng);
  optimizer_state_.assign(parameters_.learned_values().size() * static_cast<std::size_t>(optimizer_->slots), 0);
  optimizer_options_ = experiment.optimizer.values;
  weights_.clear();
  for (const Parameter& parameter : parameters_.table())
    if (parameter.spec.is_weight && !parameter.frozen)
      weights_.push_back({parameter.offset, parameter.offset + static_cast<std::size_t>(parameter.spec.shape.count())});
  memory_ = {};
  order_ = BatchOrder(samples_.train_count(), experiment.seed);
  dropout_rng_ = Rng(experiment.seed, kDropoutStream);
  good_.values.resize(parameters_.count());
  good_.buffers.resize(parameters_.buffers().size());
  good_.optimizer_state.resize(optimizer_state_.size());
  good_.order = order_;
  take_snapshot();
  return Nothing{};
}

Status SupervisedTask::bind_training() {
  const std::int64_t batch = std::min(experiment_.batch_size, samples_.train_count());
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment_);
  if (!nodes) return nodes.error();
  Status built = train_.build(std::move(nodes.value()), input_shape(experiment_, batch), parameters_);
  if (!built) return built;
  built = auxiliary_.configure(experiment_, train_, dataset_->classes);
  if (!built) return built;
  auxiliary_.reserve(batch);
  batch_classes_.resize(static_cast<std::size_t>(batch));
  train_.set_heads(auxiliary_.nodes());
  if (!train_.bind(parameters_, Graph::kTraining, &dropout_rng_, Graph::kReuse))
    return make_error("batch_size", {"does not fit into memory", "内存不足"});
  batch_targets_.resize(static_cast<std::size_t>(batch * samples_.targets()));
  return Nothing{};
}

StepResult SupervisedTask::step() {
  if (step_ % kSnapshotEvery == 0) take_snapshot();
  const double epochs = std::floor(order_.epoch());
  const std::span<const int> batch = order_.next(experiment_.batch_size);
  train_.set_batch(static_cast<std::int64_t>(batch.size()));
  samples_.read_training(batch, experiment_, step_, train_.output(0).data, batch_targets_.data());

  train_.forward();
  const View& y = train_.output(train_.last());
  const View answers{batch_targets_.data(), {static_cast<std::int64_t>(batch.size()), samples_.targets()}};
  StepResult result;
  result.batch_loss =
      loss_->evaluate(experiment_.loss.values, y, answers, train_.head_gradient(0)) + further_losses(batch);
  parameters_.clear_gradients();
  train_.backward();
  const double price = regularize() + train_.price();
  descend(epochs);
  watch(result.batch_loss, epochs);
  if (!std::isfinite(result.batch_loss) || !std::isfinite(price) || !within(parameters_.values(), kLargestWeight)) {
    result.diverged = true;
    failed_layer_ = find_failed_layer();
    restore_snapshot();
  }
  return result;
}

/// What the experiment's further losses cost; their gradients stand in their heads then.
double SupervisedTask::further_losses(std::span<const int> batch) {
  if (experiment_.losses.empty()) return 0;
  for (std::size_t i = 0; i < batch.size(); ++i) batch_classes_[i] = samples_.target(batch[i]);
  return auxiliary_.evaluate(experiment_.losses, std::span(batch_classes_).first(batch.size()), train_);
}

/// One update after so many whole passes: the schedule's learning rate, the clipped gradient, and where weights may be.
void SupervisedTask::descend(double epochs) {
  const std::span<const double> schedule = experiment_.schedule.values;
  const double time = counts_epochs(schedule) ? epochs : static_cast<double>(step_);
  std::copy(experiment_.optimizer.values.begin(), experiment_.optimizer.values.end(), optimizer_options_.begin());
  optimizer_options_[0] = schedule_rate(*schedule_, schedule, optimizer_options_[0], time, memory_.state);
  clip_gradients(optimizer_options_, parameters_.learned_gradients());
  ++step_;
  optimizer_->update({optimizer_options_, step_, parameters_.learned_values(), parameters_.learned_gradients(),
                      optimizer_state_, weights_});
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
  const std::vector<double>& options = experiment_.regularizer.values;
  const bool biases = regularizer_->biases >= 0 && options[static_cast<std::size_t>(regularizer_->biases)] != 0;
  const std::vector<Parameter>& table = parameters_.table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!(table[i].spec.is_weight || biases) || table[i].frozen) continue;
    const int index = static_cast<int>(i);
    price += regularizer_->apply(options, parameters_.value(index).span(), parameters_.gradient(index).span());
  }
  return price;
}

std::string SupervisedTask::find_failed_layer() const {
  for (int node = 1; node <= train_.last(); ++node) {
    const NodeSpec& spec = train_.nodes()[static_cast<std::size_t>(node)];
    for (std::size_t p = 0; p < train_.plan(node).parameters.size(); ++p)
      if (!within(parameters_.value(train_.parameter(node, static_cast<int>(p))).span(), kLargestWeight))
        return spec.name;
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
      return make_error(parameters_.table()[i].name,
                        {"holds a number that is not from {} to {}", "含有不在 {} 到 {} 之间的数"},
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

std::unique_ptr<Task> make_supervised_task() {
  return std::make_unique<SupervisedTask>();
}

}  // namespace downhill
