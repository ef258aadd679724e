#include "core/model/auxiliary.hpp"

#include "core/losses/registry.hpp"
#include "core/model/experiment_json.hpp"
#include "core/model/samples.hpp"

namespace downhill {
namespace {

/// The node called `name`; the last one when it is empty. 0: there is none, for the input costs nothing.
int find_node(const Graph& graph, const std::string& name) {
  if (name.empty()) return graph.last();
  for (int node = graph.last(); node > 0; --node)
    if (graph.nodes()[static_cast<std::size_t>(node)].name == name) return node;
  return 0;
}

std::string known_nodes(const Graph& graph) {
  std::string names;
  for (int node = 1; node <= graph.last(); ++node)
    names += (node > 1 ? ", " : "") + graph.nodes()[static_cast<std::size_t>(node)].name;
  return names;
}

/// Can a loss compare this output with the network's input?
Status check_input_target(const LossInfo& loss, const std::string& place, std::int64_t units, std::int64_t inputs) {
  if (loss.target != TargetKind::value)
    return make_error(place + ".target",
                      {"{} compares with classes, the input has values", "{} 与类别比较，而输入是数值"},
                      {loss.info.name});
  if (units == inputs) return Nothing{};
  return make_error(
      place + ".output",
      {"gives {} numbers, the input that it shall equal has {}", "输出 {} 个数，而要与之相等的输入有 {} 个"},
      {std::to_string(units), std::to_string(inputs)});
}

}  // namespace

Status AuxiliaryLosses::configure(const Experiment& experiment, const Graph& graph, std::uint32_t classes) {
  entries_.clear();
  classes_ = classes;
  for (std::size_t i = 0; i < experiment.losses.size(); ++i) {
    const AuxiliaryLoss& described = experiment.losses[i];
    const std::string place = loss_place(i);
    Entry entry{.loss = find_piece(all_losses(), described.type), .of_input = described.of_input};
    DOWNHILL_CHECK(entry.loss != nullptr);
    entry.node = find_node(graph, described.output);
    if (entry.node == 0)
      return make_error(place + ".output", {"\"{}\" is no layer; known: {}", "“{}” 不是层；可选：{}"},
                        {described.output, known_nodes(graph)});
    const std::int64_t units = graph.plan(entry.node).y.sample_count();
    Status fits = entry.of_input ? check_input_target(*entry.loss, place, units, graph.plan(0).y.sample_count())
                                 : entry.loss->check(described.values, units, classes);
    if (!fits) {
      Error error = fits.error();
      if (error.place == "loss") error.place = place;
      return error;
    }
    fits = check_batch(*entry.loss, described.values, experiment.batch_size);
    if (!fits) return fits;
    entry.targets = entry.loss->target == TargetKind::class_index ? 1 : static_cast<int>(units);
    entries_.push_back(std::move(entry));
  }
  return Nothing{};
}

std::vector<int> AuxiliaryLosses::nodes() const {
  std::vector<int> nodes;
  for (const Entry& entry : entries_) nodes.push_back(entry.node);
  return nodes;
}

void AuxiliaryLosses::reserve(std::int64_t batch) {
  for (Entry& entry : entries_)
    if (!entry.of_input) entry.answers.resize(static_cast<std::size_t>(batch * entry.targets));
}

View AuxiliaryLosses::answers_for(Entry& entry, std::span<const double> targets, const Graph& graph) const {
  if (entry.of_input) return graph.output(0);
  Real* out = entry.answers.data();
  for (double target : targets) {
    write_target(entry.loss->target, classes_, target, entry.targets, out);
    out += entry.targets;
  }
  return {entry.answers.data(), {static_cast<std::int64_t>(targets.size()), entry.targets}};
}

double AuxiliaryLosses::evaluate(std::span<const AuxiliaryLoss> losses, std::span<const double> targets, Graph& graph) {
  DOWNHILL_CHECK(losses.size() == entries_.size());
  double sum = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    const View& dy = graph.head_gradient(static_cast<int>(i) + 1);
    const View answers = answers_for(entry, targets, graph);
    const double weight = losses[i].weight;
    sum += weight * entry.loss->evaluate(losses[i].values, graph.output(entry.node), answers, dy);
    for (Real& number : dy.span()) number *= static_cast<Real>(weight);
  }
  return sum;
}

}  // namespace downhill
