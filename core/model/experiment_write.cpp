// An experiment as JSON: the way back of experiment_json.cpp.
#include "core/data/features/registry.hpp"
#include "core/model/experiment_json.hpp"
#include "core/model/fields.hpp"

namespace downhill {
namespace {

nlohmann::ordered_json option_to_json(double value, const OptionSpec& spec) {
  if (spec.kind == OptionKind::boolean) return value != 0;
  if (spec.kind == OptionKind::integer) return static_cast<std::int64_t>(value);
  if (spec.kind == OptionKind::choice) return spec.choices[static_cast<std::size_t>(value)].name;
  return value;
}

/// The way back of JsonReader::piece().
nlohmann::ordered_json piece_to_json(const Piece& piece, const Info* info) {
  nlohmann::ordered_json json;
  json["type"] = piece.type;
  for (std::size_t i = 0; info != nullptr && i < info->options.size(); ++i) {
    const OptionSpec& spec = info->options[i];
    // A bias is the rule; only its absence is worth a word in every layer of a file. The same holds for choices.
    const bool word = spec.kind == OptionKind::boolean || spec.kind == OptionKind::choice;
    if ((word || spec.rare) && piece.values[i] == spec.initial) continue;
    const std::string name = spec.name;
    const std::size_t dot = name.find('.');
    (dot == std::string::npos ? json[name] : json[name.substr(0, dot)][name.substr(dot + 1)]) =
        option_to_json(piece.values[i], spec);
  }
  return json;
}

nlohmann::ordered_json layer_to_json(const Layer& layer) {
  nlohmann::ordered_json json = piece_to_json(layer, find_layer_info(layer.type));
  if (!layer.name.empty()) json["name"] = layer.name;
  if (!layer.inputs.empty()) json["inputs"] = layer.inputs;
  if (!layer.parameters.empty()) json["parameters"] = layer.parameters;
  if (layer.frozen) json["frozen"] = true;
  return json;
}

nlohmann::ordered_json loss_to_json(const AuxiliaryLoss& loss) {
  nlohmann::ordered_json json = piece_to_json(loss, loss_field().find(loss.type));
  if (!loss.output.empty()) json["output"] = loss.output;
  json["weight"] = loss.weight;
  if (loss.of_input) json["target"] = "input";
  return json;
}

nlohmann::ordered_json reference_to_json(const Reference& reference) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (reference.test_accuracy_at_least) json["test_accuracy"]["at_least"] = *reference.test_accuracy_at_least;
  if (reference.train_loss_at_most) json["train_loss"]["at_most"] = *reference.train_loss_at_most;
  if (reference.test_loss_at_most) json["test_loss"]["at_most"] = *reference.test_loss_at_most;
  if (!reference.source_zh.empty())
    json["source"] = {{"en", reference.source}, {"zh", reference.source_zh}};
  else if (!reference.source.empty())
    json["source"] = reference.source;
  return json;
}

}  // namespace

nlohmann::ordered_json experiment_to_json(const Experiment& experiment, bool whole) {
  nlohmann::ordered_json json;
  json["version"] = 1;
  json["name"] = experiment.name;
  if (!experiment.title_en.empty()) json["title"]["en"] = experiment.title_en;
  if (!experiment.title_zh.empty()) json["title"]["zh"] = experiment.title_zh;
  json["task"] = "supervised";
  json["dataset"] = piece_to_json(experiment.dataset, piece_fields()[0].find(experiment.dataset.type));
  json["features"] = experiment.features;
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const Layer& layer : experiment.layers) layers.push_back(layer_to_json(layer));
  json["model"]["layers"] = std::move(layers);
  for (const PieceField& field : piece_fields().subspan(1)) {
    const Piece& piece = experiment.*field.piece;
    if (field.optional && !whole && piece == default_piece(*field.find(field.standard))) continue;
    json[field.key] = piece_to_json(piece, field.find(piece.type));
    if (field.piece == &Experiment::loss)
      for (const AuxiliaryLoss& loss : experiment.losses) json["losses"].push_back(loss_to_json(loss));
  }
  for (const OptionSpec& spec : run_options())
    json[spec.name] = static_cast<std::int64_t>(run_option(experiment, spec.name));
  nlohmann::ordered_json reference = reference_to_json(experiment.reference);
  if (!reference.empty()) json["reference"] = std::move(reference);
  return json;
}

}  // namespace downhill
