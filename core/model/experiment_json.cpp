#include "core/model/experiment_json.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "core/data/features/registry.hpp"
#include "core/model/fields.hpp"

namespace downhill {
namespace {

using Json = nlohmann::json;

/// Reads one JSON tree; the first thing that is wrong is kept, and everything after it is skipped.
class Reader {
 public:
  bool failed() const { return failed_; }
  const Error& error() const { return error_; }

  void fail(Error error) {
    if (!failed_) error_ = std::move(error);
    failed_ = true;
  }
  void fail(const std::string& place, Text sentence, std::initializer_list<std::string> arguments = {}) {
    fail(make_error(place, sentence, arguments));
  }

  /// Is it an object with no other keys than these?
  bool object(const Json& json, const std::string& place, std::initializer_list<std::string_view> keys) {
    if (!json.is_object()) {
      fail(place.empty() ? "experiment" : place, {"must be an object {...}", "必须是对象 {...}"});
      return false;
    }
    for (const auto& item : json.items()) {
      bool known = false;
      for (std::string_view key : keys) known = known || key == item.key();
      if (!known) unknown_key(place, item.key());
    }
    return !failed_;
  }

  void unknown_key(const std::string& place, const std::string& key) {
    fail(place.empty() ? shorten(key) : place + "." + shorten(key), {"is not a known field", "不是已知的字段"});
  }

  std::string text(const Json& json, const std::string& place, std::size_t longest) {
    if (!json.is_string()) {
      fail(place, {"must be a text", "必须是文本"});
      return {};
    }
    const std::string& value = json.get_ref<const std::string&>();
    if (value.size() > longest)
      fail(place, {"is {} bytes long, at most {} are allowed", "长 {} 字节，最多允许 {} 字节"},
           {std::to_string(value.size()), std::to_string(longest)});
    return value;
  }

  double number(const Json& json, const std::string& place, const OptionSpec& spec) {
    double value = 0;
    if (spec.kind == OptionKind::choice) return choice(json, place, spec);
    if (json.is_number()) {
      value = json.get<double>();
    } else if (json.is_boolean() && spec.kind == OptionKind::boolean) {
      value = json.get<bool>() ? 1 : 0;
    } else {
      fail(place, {"must be a number from {} to {}, got {}", "必须是 {} 到 {} 之间的数，得到 {}"},
           {number_text(spec.minimum), number_text(spec.maximum), json.type_name()});
      return spec.initial;
    }
    Status status = check_option(spec, place, value);
    if (!status) fail(status.error());
    return value;
  }

  double choice(const Json& json, const std::string& place, const OptionSpec& spec) {
    std::string names;
    for (std::size_t i = 0; i < spec.choices.size(); ++i) {
      if (json.is_string() && json == spec.choices[i].name) return static_cast<double>(i);
      names += (i > 0 ? ", " : "") + std::string(spec.choices[i].name);
    }
    fail(place, {"must be one of: {}", "必须是以下之一：{}"}, {names});
    return spec.initial;
  }

  /// {"type": name, option: value, group: {option: value}, ...}; options left out take their default.
  Piece piece(const Json& json, const std::string& place, const Info* (*find)(std::string_view), std::string names) {
    if (!json.is_object() || !json.contains("type")) {
      fail(place, {"must be an object with a \"type\"", "必须是带有 \"type\" 的对象"});
      return {};
    }
    const std::string type = text(json["type"], place + ".type", 100);
    const Info* info = find(type);
    if (info == nullptr) {
      fail(place + ".type", {"\"{}\" is unknown; known: {}", "未知的 \"{}\"；可选：{}"},
           {shorten(type), std::move(names)});
      return {};
    }
    Piece result = default_piece(*info);
    options(json, place, "", *info, result);
    return result;
  }

  /// The options whose names begin with `group`: an option "augment.shift" stands as "shift" in an object "augment".
  void options(const Json& json, const std::string& place, const std::string& group, const Info& info, Piece& result) {
    for (const auto& item : json.items()) {
      const std::string& key = item.key();
      if (group.empty() && key == "type") continue;
      const std::string name = group + key, inside = name + ".";
      bool known = false;
      for (std::size_t i = 0; i < info.options.size() && !known; ++i) {
        const std::string_view option = info.options[i].name;
        if (key.find('.') != std::string::npos) break;  // the object is the one way to write it
        if (option == name)
          result.values[i] = number(item.value(), place + "." + key, info.options[i]);
        else if (option.starts_with(inside) && item.value().is_object())
          options(item.value(), place + "." + key, inside, info, result);
        else if (option.starts_with(inside))
          fail(place + "." + key, {"must be an object {...}", "必须是对象 {...}"});
        else
          continue;
        known = true;
      }
      if (!known) unknown_key(place, key);
    }
  }

  /// A name from outside, fit for a message: never empty, never long.
  static std::string shorten(const std::string& text) {
    if (text.empty()) return "\"\"";
    constexpr std::size_t kLongest = 40;
    if (text.size() <= kLongest) return text;
    std::size_t cut = kLongest;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;  // not inside a character
    return text.substr(0, cut) + "...";
  }

 private:
  bool failed_ = false;
  Error error_;
};

void read_header(const Json& json, Reader& reader, Experiment& experiment) {
  if (json.contains("version") && json["version"] != 1)
    reader.fail("version", {"must be 1, got {}", "必须是 1，得到 {}"},
                {Reader::shorten(json["version"].dump(-1, ' ', true, Json::error_handler_t::replace))});
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

void read_features(const Json& json, Reader& reader, Experiment& experiment) {
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
      reader.fail(place, {"\"{}\" is unknown; known: {}", "未知的 \"{}\"；可选：{}"},
                  {Reader::shorten(name), feature_names()});
    for (const std::string& other : experiment.features)
      if (other == name)
        reader.fail(place, {"\"{}\" stands there twice", "\"{}\" 出现了两次"}, {Reader::shorten(name)});
    experiment.features.push_back(name);
  }
}

/// A name that links and files of parameters can carry.
std::string read_name(const Json& json, Reader& reader, const std::string& place) {
  constexpr std::size_t kLongest = 40;
  const std::string name = reader.text(json, place, kLongest);
  if (reader.failed()) return {};
  bool legal = !name.empty() && !(name[0] >= '0' && name[0] <= '9');
  for (const char c : name)
    legal = legal && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
  if (!legal)
    reader.fail(place,
                {"must be letters, digits and '_', beginning with no digit, got \"{}\"",
                 "必须由字母、数字和 '_' 组成，且不以数字开头，得到 \"{}\""},
                {Reader::shorten(name)});
  return name;
}

Layer read_layer(const Json& json, Reader& reader, const std::string& place) {
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

void read_layers(const Json& json, Reader& reader, Experiment& experiment) {
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

AuxiliaryLoss read_loss(const Json& json, Reader& reader, const std::string& place) {
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

void read_losses(const Json& json, Reader& reader, Experiment& experiment) {
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

void read_reference(const Json& json, Reader& reader, Experiment& experiment) {
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
  if (json.contains("source")) reference.source = reader.text(json["source"], "reference.source", 500);
}

nlohmann::ordered_json option_to_json(double value, const OptionSpec& spec) {
  if (spec.kind == OptionKind::boolean) return value != 0;
  if (spec.kind == OptionKind::integer) return static_cast<std::int64_t>(value);
  if (spec.kind == OptionKind::choice) return spec.choices[static_cast<std::size_t>(value)].name;
  return value;
}

/// The way back of Reader::piece().
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
  if (!reference.source.empty()) json["source"] = reference.source;
  return json;
}

/// How many brackets of a text stand inside each other at most.
int nesting(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

/// Finds where text stops being JSON: the byte, and the field it belongs to.
struct ErrorFinder : nlohmann::json_sax<Json> {
  struct Level {
    bool is_array = false;
    std::string key;
    std::size_t index = 0;
  };
  std::size_t position = 0;
  std::vector<Level> levels;

  std::string place() const {
    std::string text;
    for (const Level& level : levels) {
      if (level.is_array)
        text += "[" + std::to_string(level.index) + "]";
      else if (!level.key.empty())
        text += (text.empty() ? "" : ".") + Reader::shorten(level.key);
    }
    return text.empty() ? "experiment" : text;
  }

  bool value_done() {
    if (!levels.empty()) ++levels.back().index;
    return true;
  }
  bool open(bool is_array) {
    levels.push_back({is_array, {}, 0});
    return true;
  }
  bool close() {
    levels.pop_back();
    return value_done();
  }

  bool null() override { return value_done(); }
  bool boolean(bool) override { return value_done(); }
  bool number_integer(number_integer_t) override { return value_done(); }
  bool number_unsigned(number_unsigned_t) override { return value_done(); }
  bool number_float(number_float_t, const string_t&) override { return value_done(); }
  bool string(string_t&) override { return value_done(); }
  bool binary(binary_t&) override { return value_done(); }
  bool start_object(std::size_t) override { return open(false); }
  bool key(string_t& name) override {
    levels.back().key = name;
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
    position = at;
    return false;
  }
};

}  // namespace

std::string loss_place(std::size_t index) {
  return "losses[" + std::to_string(index) + "]";
}

std::string layer_place(std::size_t index) {
  return "model.layers[" + std::to_string(index) + "]";
}

Result<nlohmann::json> parse_json(std::string_view text) {
  if (text.size() > kMaximumExperimentBytes)
    return make_error("experiment", {"is {} bytes long, at most {} are allowed", "长 {} 字节，最多允许 {} 字节"},
                      {std::to_string(text.size()), std::to_string(kMaximumExperimentBytes)});
  // The library copies and writes trees by recursion: a deep one would end the stack.
  constexpr int kDeepest = 32;
  if (nesting(text) > kDeepest)
    return make_error("experiment", {"is nested {} deep, at most {} is allowed", "嵌套 {} 层，最多允许 {} 层"},
                      {std::to_string(nesting(text)), std::to_string(kDeepest)});
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_discarded()) return json;
  ErrorFinder finder;
  Json::sax_parse(text, &finder);
  return make_error(finder.place(),
                    {"is not JSON: no number, text, list or object at byte {}",
                     "不是合法的 JSON：第 {} 字节处不是数、文本、列表或对象"},
                    {std::to_string(finder.position)});
}

Result<Experiment> experiment_from_json(const Json& json) {
  Reader reader;
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
