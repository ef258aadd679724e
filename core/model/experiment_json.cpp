#include "core/model/experiment_json.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "core/data/features/registry.hpp"
#include "core/model/fields.hpp"
#include "core/model/json_reader.hpp"

namespace downhill {
namespace {

using Json = nlohmann::json;

void read_header(const Json& json, JsonReader& reader, Experiment& experiment) {
  if (json.contains("version") && json["version"] != 1)
    reader.fail("version", {"must be 1, got {}", "必须是 1，得到 {}"},
                {JsonReader::shorten(json["version"].dump(-1, ' ', true, Json::error_handler_t::replace))});
  if (json.contains("task") && json["task"] != "supervised")
    reader.fail("task", {"must be \"supervised\"", "必须是 \"supervised\""});
  if (json.contains("name")) experiment.name = reader.text(json["name"], "name", 100);
  if (json.contains("title")) {
    const Json& title = json["title"];
    if (reader.object(title, "title", {"en", "zh"})) {
      experiment.title_en = title.contains("en") ? reader.text(title["en"], "title.en", 200) : "";
      experiment.title_zh = title.contains("zh") ? reader.text(title["zh"], "title.zh", 200) : "";
    }
  }
}

void read_features(const Json& json, JsonReader& reader, Experiment& experiment) {
  if (!json.is_array() || json.empty() || json.size() > all_features().size()) {
    reader.fail("features", {"must be a list of 1 to {} of: {}", "必须是由以下 1 到 {} 项组成的列表：{}"},
                {std::to_string(all_features().size()), feature_names()});
    return;
  }
  experiment.features.clear();
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string place = "features[" + std::to_string(i) + "]";
    const std::string name = reader.text(json[i], place, 100);
    if (find_feature_info(name) == nullptr)
      reader.fail(place, {"\"{}\" is unknown; known: {}", "未知的 “{}”；可选：{}"},
                  {JsonReader::shorten(name), feature_names()});
    for (const std::string& other : experiment.features)
      if (other == name)
        reader.fail(place, {"\"{}\" stands there twice", "“{}” 出现了两次"}, {JsonReader::shorten(name)});
    experiment.features.push_back(name);
  }
}

/// A name that links and files of parameters can carry.
std::string read_name(const Json& json, JsonReader& reader, const std::string& place) {
  constexpr std::size_t kLongest = 40;
  const std::string name = reader.text(json, place, kLongest);
  if (reader.failed()) return {};
  bool legal = !name.empty() && !(name[0] >= '0' && name[0] <= '9');
  for (const char c : name)
    legal = legal && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
  if (!legal)
    reader.fail(place,
                {"must be letters, digits and '_', beginning with no digit, got \"{}\"",
                 "必须由字母、数字和 '_' 组成，且不以数字开头，得到 “{}”"},
                {JsonReader::shorten(name)});
  return name;
}

Layer read_layer(const Json& json, JsonReader& reader, const std::string& place) {
  if (!json.is_object()) return reader.piece(json, place, find_layer_info, layer_names());
  Json own = json;
  for (const char* key : kWiringKeys) own.erase(key);
  Layer layer = reader.piece(own, place, find_layer_info, layer_names());
  if (json.contains("name")) layer.name = read_name(json["name"], reader, place + ".name");
  if (json.contains("parameters")) layer.parameters = read_name(json["parameters"], reader, place + ".parameters");
  if (json.contains("frozen")) {
    if (!json["frozen"].is_boolean()) reader.fail(place + ".frozen", {"must be true or false", "必须是 true 或 false"});
    layer.frozen = json["frozen"] == true;
  }
  if (!json.contains("inputs")) return layer;
  const Json& inputs = json["inputs"];
  if (!inputs.is_array() || inputs.empty() || inputs.size() > kMaximumInputs) {
    reader.fail(place + ".inputs", {"must be a list of 1 to {} names of layers", "必须是 1 到 {} 个层名的列表"},
                {std::to_string(kMaximumInputs)});
    return layer;
  }
  for (std::size_t i = 0; i < inputs.size(); ++i)
    layer.inputs.push_back(read_name(inputs[i], reader, place + ".inputs[" + std::to_string(i) + "]"));
  return layer;
}

void read_layers(const Json& json, JsonReader& reader, Experiment& experiment) {
  if (!reader.object(json, "model", {"layers"})) return;
  if (!json.contains("layers") || !json["layers"].is_array() || json["layers"].empty() ||
      json["layers"].size() > static_cast<std::size_t>(kMaximumLayers)) {
    const std::string got = json.contains("layers") && json["layers"].is_array() ? std::to_string(json["layers"].size())
                                                                                 : std::string("none");
    reader.fail("model.layers", {"must be a list of 1 to {} layers, got {}", "必须是 1 到 {} 个层的列表，得到 {}"},
                {std::to_string(kMaximumLayers), got});
    return;
  }
  experiment.layers.clear();
  const Json& layers = json["layers"];
  for (std::size_t i = 0; i < layers.size() && !reader.failed(); ++i)
    experiment.layers.push_back(read_layer(layers[i], reader, layer_place(i)));
}

AuxiliaryLoss read_loss(const Json& json, JsonReader& reader, const std::string& place) {
  const PieceField& field = loss_field();
  if (!json.is_object()) return AuxiliaryLoss(reader.piece(json, place, field.find, field.names()));
  Json own = json;
  for (const char* key : kLossKeys) own.erase(key);
  AuxiliaryLoss loss(reader.piece(own, place, field.find, field.names()));
  if (json.contains("output")) loss.output = read_name(json["output"], reader, place + ".output");
  if (json.contains("weight")) loss.weight = reader.number(json["weight"], place + ".weight", loss_weight_option());
  if (!json.contains("target")) return loss;
  loss.of_input = json["target"] == "input";
  if (!loss.of_input && json["target"] != "answer")
    reader.fail(place + ".target", {"must be \"answer\" or \"input\"", "必须是 \"answer\" 或 \"input\""});
  return loss;
}

void read_losses(const Json& json, JsonReader& reader, Experiment& experiment) {
  if (!json.is_array() || json.size() > static_cast<std::size_t>(kMaximumLosses)) {
    reader.fail("losses", {"must be a list of at most {} losses", "必须是至多 {} 个损失的列表"},
                {std::to_string(kMaximumLosses)});
    return;
  }
  for (std::size_t i = 0; i < json.size() && !reader.failed(); ++i)
    experiment.losses.push_back(read_loss(json[i], reader, loss_place(i)));
}

constexpr OptionSpec kReferenceNumber = {
    .name = "at_least", .label = {"", ""}, .help = {"", ""}, .minimum = -1e12, .maximum = 1e12};

void read_reference(const Json& json, JsonReader& reader, Experiment& experiment) {
  if (!reader.object(json, "reference", {"test_accuracy", "train_loss", "test_loss", "source"})) return;
  Reference& reference = experiment.reference;
  const auto bound = [&](const char* key, const char* side, std::optional<double>& out) {
    if (!json.contains(key)) return;
    const std::string place = std::string("reference.") + key;
    if (!reader.object(json[key], place, {side})) return;
    if (json[key].contains(side)) out = reader.number(json[key][side], place + "." + side, kReferenceNumber);
  };
  bound("test_accuracy", "at_least", reference.test_accuracy_at_least);
  bound("train_loss", "at_most", reference.train_loss_at_most);
  bound("test_loss", "at_most", reference.test_loss_at_most);
  if (!json.contains("source")) return;
  const Json& source = json["source"];
  if (!source.is_object()) {
    reference.source = reader.text(source, "reference.source", 500);
  } else if (reader.object(source, "reference.source", {"en", "zh"})) {
    if (source.contains("en")) reference.source = reader.text(source["en"], "reference.source.en", 500);
    if (source.contains("zh")) reference.source_zh = reader.text(source["zh"], "reference.source.zh", 500);
  }
}

}  // namespace

std::string loss_place(std::size_t index) {
  return "losses[" + std::to_string(index) + "]";
}

std::string layer_place(std::size_t index) {
  return "model.layers[" + std::to_string(index) + "]";
}

Result<Experiment> experiment_from_json(const Json& json) {
  JsonReader reader;
  Experiment experiment = default_experiment();
  experiment.name = "untitled";
  experiment.title_en.clear();
  experiment.title_zh.clear();
  reader.object(json, "",
                {"version", "name", "title", "task", "dataset", "features", "model", "loss", "losses", "optimizer",
                 "schedule", "regularizer", "initializer", "batch_size", "epochs", "seed", "reference"});
  if (reader.failed()) return reader.error();
  read_header(json, reader, experiment);
  for (const PieceField& field : piece_fields())
    if (json.contains(field.key))
      experiment.*field.piece = reader.piece(json[field.key], field.key, field.find, field.names());
  if (json.contains("features")) read_features(json["features"], reader, experiment);
  if (json.contains("model")) read_layers(json["model"], reader, experiment);
  if (json.contains("losses")) read_losses(json["losses"], reader, experiment);
  for (const OptionSpec& spec : run_options())
    if (json.contains(spec.name)) {
      const double value = reader.number(json[spec.name], spec.name, spec);
      if (!reader.failed()) set_run_option(experiment, spec.name, value);
    }
  if (json.contains("reference")) read_reference(json["reference"], reader, experiment);
  if (reader.failed()) return reader.error();
  return experiment;
}

}  // namespace downhill
