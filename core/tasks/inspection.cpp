#include "core/tasks/inspection.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/losses/registry.hpp"
#include "core/model/network.hpp"
#include "core/model/samples.hpp"

namespace downhill {
namespace {

constexpr std::uint64_t kSliceStream = 11;
constexpr int kGlance = 32;  // samples: the check goes forward hundreds of times

/// The numbers of the tensor `name`, when the checkpoint has as many of ours.
Status read_numbers(const TensorFile& file, const std::string& name, std::span<Real> out) {
  const TensorEntry* tensor = file.find(name);
  if (tensor == nullptr || number_bytes(tensor->type) != sizeof(Real) || tensor->bytes.size() != out.size_bytes())
    return make_error(name, {"is not in the saved run as it should be", "在存档中缺失或形状不符"});
  std::memcpy(out.data(), tensor->bytes.data(), out.size_bytes());
  return Nothing{};
}

Status read_parameters(const TensorFile& file, Parameters& parameters) {
  for (std::size_t i = 0; i < parameters.table().size(); ++i)
    if (Status s = read_numbers(file, parameters.table()[i].name, parameters.value(static_cast<int>(i)).span()); !s)
      return s;
  for (std::size_t i = 0; i < parameters.buffer_table().size(); ++i)
    if (Status s = read_numbers(file, parameters.buffer_table()[i].name, parameters.buffer(static_cast<int>(i)).span());
        !s)
      return s;
  return Nothing{};
}

Spread spread_of(const std::string& name, std::span<const Real> numbers) {
  Spread spread{name, describe_numbers(numbers), std::vector<std::uint32_t>(kHistogramBins)};
  count_histogram(numbers, spread.statistics.minimum, spread.statistics.maximum, spread.histogram);
  return spread;
}

/// The loss bound to one batch of the experiment's training set.
class BatchObjective {
 public:
  Status make(const Experiment& experiment, const ImageStore& images, const TensorFile& checkpoint, int samples);
  Objective& operator*() { return *objective_; }
  const std::vector<NodeSpec>& nodes() const { return nodes_; }

 private:
  std::vector<NodeSpec> nodes_;
  Parameters parameters_;
  Graph declaring_;
  std::vector<Real> x_, t_;
  std::optional<Objective> objective_;
};

Status BatchObjective::make(const Experiment& experiment, const ImageStore& images, const TensorFile& checkpoint,
                            int wanted) {
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment);
  if (!nodes) return nodes.error();
  nodes_ = nodes.value();
  Status built = declaring_.build(nodes.value(), input_shape(experiment, 1), parameters_);
  if (!built) return built;
  if (!parameters_.commit()) return make_error("model", {"does not fit into memory", "内存不足"});
  Result<Samples> samples = Samples::make(experiment, declaring_.plan(declaring_.last()).y.sample_count(), images);
  if (!samples) return samples.error();
  const int there = samples.value().train_count();
  const int count = wanted > 0 ? wanted : std::min({experiment.batch_size, kGlance, there});
  if (count > there)
    return make_error("samples", {"must be from 1 to {}, got {}", "必须在 1 到 {} 之间，得到 {}"},
                      {std::to_string(there), std::to_string(count)});
  if (Status read = read_parameters(checkpoint, parameters_); !read) return read;
  const Shape shape = input_shape(experiment, count);
  x_.resize(static_cast<std::size_t>(shape.count()));
  t_.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(samples.value().targets()));
  samples.value().read(0, count, x_.data(), t_.data());
  objective_.emplace(parameters_, *find_piece(all_losses(), experiment.loss.type), experiment.loss.values);
  return objective_->bind(std::move(nodes.value()), {x_.data(), shape}, {t_.data(), {count, samples.value().targets()}},
                          Graph::kTraining);
}

}  // namespace

Result<Inspection> inspect_run(const Experiment& experiment, const ImageStore& images, const TensorFile& checkpoint,
                               const InspectionOptions& options) {
  BatchObjective batch;
  if (Status made = batch.make(experiment, images, checkpoint, options.samples); !made) return made.error();
  Objective& objective = *batch;
  Inspection found;
  found.loss = objective.gradient();
  const Graph& graph = objective.graph();
  for (int node = 1; node <= graph.last(); ++node)
    found.activations.push_back(
        spread_of(graph.nodes()[static_cast<std::size_t>(node)].name, graph.output(node).span()));
  const Parameters& parameters = objective.parameters();
  for (std::size_t i = 0; i < parameters.table().size(); ++i)
    found.gradients.push_back(spread_of(parameters.table()[i].name, parameters.gradient(static_cast<int>(i)).span()));
  found.checks = check_gradients(objective, options.checked_numbers);

  std::vector<Real> direction(parameters.count());
  Rng rng(experiment.seed, kSliceStream);
  draw_filter_normalized(parameters, rng, direction);
  found.line.resize(static_cast<std::size_t>(options.slice.places));
  loss_line(objective, direction, options.slice, found.line);
  if (parameters.learned_values().size() <= kMaximumHessian)
    if (Result<Spectrum> spectrum = hessian_spectrum(objective, 0); spectrum)
      found.eigenvalues = std::move(spectrum.value().values);
  return found;
}

}  // namespace downhill
