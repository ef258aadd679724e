#include "tests/core/support/experiments.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/datasets/registry.hpp"
#include "core/data/features/registry.hpp"
#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/blocks/registry.hpp"
#include "core/ops/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "tests/core/support/test.hpp"

namespace downhill::test {
namespace {

double random_value(const OptionSpec& spec, Rng& rng) {
  if (rng.below(4) == 0) return spec.initial;
  if (spec.kind == OptionKind::boolean) return static_cast<double>(rng.below(2));
  const double value = rng.below(4) == 0 ? spec.maximum : rng.uniform(spec.minimum, spec.maximum);
  return spec.kind == OptionKind::real ? value : std::floor(value);
}

template <class Table>
Piece random_piece(const Table& table, Rng& rng) {
  const Info& info = table[static_cast<std::size_t>(rng.below(table.size()))]->info;
  Piece piece{info.name, {}};
  for (const OptionSpec& spec : info.options) piece.values.push_back(random_value(spec, rng));
  return piece;
}

template <class Table>
std::string illegal_piece(const std::string& place, const Piece& piece, const Table& table) {
  const auto* found = find_piece(table, piece.type);
  if (found == nullptr) return place + " is " + piece.type;
  if (piece.values.size() != found->info.options.size()) return place + " has another number of options";
  for (std::size_t i = 0; i < piece.values.size(); ++i) {
    const OptionSpec& spec = found->info.options[i];
    const double v = piece.values[i];
    const bool whole = spec.kind == OptionKind::real || v == std::floor(v);
    if (!(v >= spec.minimum && v <= spec.maximum && whole)) return place + "." + spec.name + " is " + number_text(v);
  }
  return "";
}

/// Layers that mostly fit together: [N,D] in and out, wired by name here and there.
std::vector<Layer> random_layers(std::uint64_t count, Rng& rng) {
  const bool tame = rng.below(4) > 0;
  std::vector<const OpInfo*> ops;
  for (const OpInfo* op : all_ops()) {
    const std::string_view name = op->info.name;
    const bool fits = op->is_activation || name == "dropout" || name == "batch_norm" || name == "layer_norm" ||
                      name == "add" || name == "concat" || name == "flatten" || name == "scale";
    if (!tame || fits) ops.push_back(op);
  }
  std::vector<Layer> layers;
  std::vector<std::string> names = {"input"};
  for (std::uint64_t i = 0; i < count; ++i) {
    const bool dense = tame && rng.below(2) == 0;
    Layer layer = dense ? Layer(default_piece(find_piece(all_ops(), "dense")->info)) : Layer(random_piece(ops, rng));
    if (tame && rng.below(8) == 0) {
      layer = Layer(random_piece(
          std::vector<const BlockInfo*>{find_piece(all_blocks(), "residual"), find_piece(all_blocks(), "highway")},
          rng));
      layer.values[0] = static_cast<double>(1 + rng.below(4));
    }
    if (layer.type == "dense") layer.values[0] = static_cast<double>(1 + rng.below(12));
    layer.name = "layer_" + std::to_string(i);
    const bool joins = layer.type == "add" || layer.type == "concat" || layer.type == "multiply";
    if (joins) layer.inputs = {names.back(), names.back()};
    if (!joins && rng.below(8) == 0) layer.inputs = {names[rng.below(names.size())]};
    layer.frozen = rng.below(8) == 0;
    for (const Layer& earlier : layers)
      if (earlier.type == layer.type && !earlier.name.empty() && rng.below(8) == 0) layer.parameters = earlier.name;
    if (layer.type == "concat" && tame) layer.values[0] = 1;
    names.push_back(layer.name);
    layers.push_back(layer);
  }
  return layers;
}

}  // namespace

Experiment random_experiment(Rng& rng) {
  Experiment e;
  const char* words[] = {"a", "noisy spiral", "\"quoted\" \\ back", "螺旋 \xf0\x9f\x8c\x80", "line\nbreak & = # %", ""};
  const auto word = [&] { return words[rng.below(6)]; };
  e.name = word();
  e.title_en = word();
  e.title_zh = word();
  e.dataset = random_piece(all_datasets(), rng);
  for (const FeatureInfo* feature : all_features())
    if (rng.below(2) == 0) e.features.push_back(feature->info.name);
  if (e.features.empty()) e.features.push_back("x");
  e.layers = random_layers(1 + rng.below(rng.below(5) == 0 ? kMaximumLayers : 6), rng);
  e.loss = random_piece(all_losses(), rng);
  for (bool more = rng.below(4) == 0; more && e.losses.size() < 3; more = rng.below(2) == 0) {
    AuxiliaryLoss& loss = e.losses.emplace_back(AuxiliaryLoss(random_piece(all_losses(), rng)));
    if (rng.below(4) > 0) loss.output = e.layers[rng.below(e.layers.size())].name;
    if (rng.below(4) > 0) loss.weight = 10 * rng.uniform();
    loss.of_input = rng.below(4) == 0;
  }
  e.optimizer = random_piece(all_optimizers(), rng);
  e.schedule = random_piece(all_schedules(), rng);
  e.regularizer = random_piece(all_regularizers(), rng);
  e.initializer = random_piece(all_initializers(), rng);
  e.batch_size = static_cast<int>(1 + rng.below(kMaximumBatch));
  e.epochs = static_cast<int>(1 + rng.below(kMaximumEpochs));
  e.seed = rng.below(2) == 0 ? rng.below(100) : rng.below(kMaximumSeed + 1);
  if (rng.below(2) == 0) e.reference.test_accuracy_at_least = rng.uniform();
  if (rng.below(2) == 0) e.reference.train_loss_at_most = rng.uniform();
  if (rng.below(2) == 0) e.reference.test_loss_at_most = rng.uniform();
  e.reference.source = word();
  if (rng.below(2) == 1) e.reference.source_zh = word();
  return e;
}

std::string illegal_value(const Experiment& e) {
  const std::string pieces[] = {illegal_piece("dataset", e.dataset, all_datasets()),
                                illegal_piece("loss", e.loss, all_losses()),
                                illegal_piece("optimizer", e.optimizer, all_optimizers()),
                                illegal_piece("schedule", e.schedule, all_schedules()),
                                illegal_piece("regularizer", e.regularizer, all_regularizers()),
                                illegal_piece("initializer", e.initializer, all_initializers())};
  for (const std::string& complaint : pieces)
    if (!complaint.empty()) return complaint;
  for (std::size_t i = 0; i < e.layers.size(); ++i) {
    const std::string place = "model.layers[" + std::to_string(i) + "]";
    const bool block = find_piece(all_blocks(), e.layers[i].type) != nullptr;
    const std::string complaint =
        block ? illegal_piece(place, e.layers[i], all_blocks()) : illegal_piece(place, e.layers[i], all_ops());
    if (!complaint.empty()) return complaint;
  }
  for (std::size_t i = 0; i < e.losses.size(); ++i) {
    const std::string place = "losses[" + std::to_string(i) + "]";
    if (const auto complaint = illegal_piece(place, e.losses[i], all_losses()); !complaint.empty()) return complaint;
    if (!(e.losses[i].weight >= 0 && e.losses[i].weight <= 1000))
      return place + ".weight is " + number_text(e.losses[i].weight);
  }
  if (e.losses.size() > static_cast<std::size_t>(kMaximumLosses))
    return "losses has " + std::to_string(e.losses.size());
  if (e.layers.empty() || e.layers.size() > static_cast<std::size_t>(kMaximumLayers))
    return "model.layers has " + std::to_string(e.layers.size());
  if (e.features.empty()) return "features is empty";
  for (const std::string& feature : e.features) {
    if (find_piece(all_features(), feature) == nullptr) return "features has " + feature;
    if (std::count(e.features.begin(), e.features.end(), feature) > 1) return "features has twice " + feature;
  }
  if (e.batch_size < 1 || e.batch_size > kMaximumBatch) return "batch_size is " + std::to_string(e.batch_size);
  if (e.epochs < 1 || e.epochs > kMaximumEpochs) return "epochs is " + std::to_string(e.epochs);
  if (e.seed > kMaximumSeed) return "seed is " + std::to_string(e.seed);
  return "";
}

std::string mutated(std::string text, Rng& rng) {
  static const char* const kWords[] = {
      "NaN", "1e999", "-1", "-5e300",    "null",  "true",     "[]",      "{}", "\"\"", "999999999999999999999",
      "0.5", "[[[[",  "}",  "\"type\":", "dense", "\xff\xfe", "\\u0000", "&",  "=",    "~",
      "%00", "%",     "-",  "a.b[0]",    "tanh"};
  const auto place = [&] { return static_cast<std::size_t>(rng.below(text.size() + 1)); };
  for (std::uint64_t i = 0, count = 1 + rng.below(3); i < count; ++i) {
    const std::size_t at = place();
    const std::size_t length = std::min<std::size_t>(static_cast<std::size_t>(1 + rng.below(12)), text.size() - at);
    switch (rng.below(7)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        text.insert(at, kWords[rng.below(std::size(kWords))]);
        break;
      case 3:
        text.replace(at, length, kWords[rng.below(std::size(kWords))]);
        break;
      case 4:
        text.resize(at);
        break;
      case 5:
        if (at < text.size()) text[at] = static_cast<char>(rng.below(256));
        break;
      default:  // a number, made another number
        for (std::size_t c = at; c < text.size(); ++c)
          if (text[c] >= '0' && text[c] <= '9') {
            text[c] = static_cast<char>('0' + rng.below(10));
            if (rng.below(3) == 0) text.insert(c, rng.below(2) == 0 ? "-" : "99999");
            break;
          }
    }
  }
  return text;
}

std::string without_files(std::string_view json) {
  Experiment e = parsed(json);
  if (find_piece(all_datasets(), e.dataset.type)->pictures == nullptr) return std::string(json);
  e.dataset = default_piece(find_piece(all_datasets(), "synthetic_digits")->info);
  e.dataset.values[kTrainSamples] = 40;
  e.dataset.values[kTestSamples] = 20;
  e.batch_size = 16;
  return write_experiment(e);
}

Experiment parsed(std::string_view json) {
  Result<Experiment> result = parse_experiment(json);
  if (!result.ok()) {
    FAIL(to_string(result.error()));
    return default_experiment();
  }
  return result.value();
}

}  // namespace downhill::test
