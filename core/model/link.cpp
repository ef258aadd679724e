#include "core/model/link.hpp"

#include <algorithm>

#include "core/model/fields.hpp"
#include "core/model/network.hpp"
#include "core/model/output.hpp"

namespace downhill {
namespace {

constexpr std::size_t kMaximumLinkBytes = 8192;
constexpr std::string_view kPageFields[] = {"lang", "theme", "lab"};

std::string value_text(const OptionSpec& spec, double value) {
  if (spec.kind == OptionKind::boolean) return value != 0 ? "true" : "false";
  if (spec.kind == OptionKind::choice) return spec.choices[static_cast<std::size_t>(value)].name;
  return number_text(value);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

/// "~bias:false~...": every option from `first` on that is not at its default.
std::string write_options(const Info& info, const Piece& piece, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < info.options.size(); ++i)
    if (piece.values[i] != info.options[i].initial)
      text += '~' + std::string(info.options[i].name) + ':' + value_text(info.options[i], piece.values[i]);
  return text;
}

/// "8-tanh-8~bias:false~name:a-tanh-2~inputs:a,input": a number is a dense layer of so many neurons.
std::string write_layers(const Experiment& experiment) {
  std::string text;
  for (const Layer& layer : experiment.layers) {
    const Info* info = find_layer_info(layer.type);
    const bool dense = layer.type == "dense";
    if (!text.empty()) text += '-';
    text += dense ? number_text(layer.values[0]) : layer.type;
    text += write_options(*info, layer, dense ? 1 : 0);
    if (!layer.name.empty()) text += "~name:" + layer.name;
    if (!layer.inputs.empty()) text += "~inputs:" + joined(layer.inputs);
    if (!layer.parameters.empty()) text += "~parameters:" + layer.parameters;
    if (layer.frozen) text += "~frozen:true";
  }
  return text;
}

/// "center~output:tanh2~weight:0.01-mse~target:input": written like layers.
std::string write_losses(const Experiment& experiment) {
  std::string text;
  for (const AuxiliaryLoss& loss : experiment.losses) {
    if (!text.empty()) text += '-';
    text += loss.type + write_options(*loss_field().find(loss.type), loss, 0);
    if (!loss.output.empty()) text += "~output:" + loss.output;
    if (loss.weight != loss_weight_option().initial) text += "~weight:" + number_text(loss.weight);
    if (loss.of_input) text += "~target:input";
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// A number, true and false as they are; everything else is a word.
std::string json_value(std::string_view text) {
  const bool number = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
  return number || text == "true" || text == "false" ? std::string(text) : quoted(text);
}

/// Layers are split at '-', but not at that of a number: "pad~value:-1e-05-tanh" are two.
std::vector<std::string_view> split_layers(std::string_view text) {
  std::vector<std::string_view> layers;
  std::size_t value = std::string_view::npos;  // where the number of an option begins
  std::size_t first = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') value = i + 1;
    const bool digit = (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == '+';
    const bool sign = c == '-' && (i == value || (i > value && text[i - 1] == 'e'));
    if (value != std::string_view::npos && i >= value && (digit || sign)) continue;
    if (c != ':') value = std::string_view::npos;
    if (c != '-') continue;
    layers.push_back(text.substr(first, i - first));
    first = i + 1;
  }
  layers.push_back(text.substr(first));
  return layers;
}

std::string names_json(std::string_view text) {
  std::string json = "[";
  for (std::string_view name : split(text, ',')) {
    if (json.size() > 1) json += ',';
    json += quoted(name);
  }
  return json + ']';
}

/// Is this word a name, even where it reads "true"? "output" is one of a loss; of a layer it is an option that is a word.
bool is_name(std::string_view key) {
  return key == "name" || key == "parameters" || key == "output";
}

/// The layers or losses of a link as the JSON of "model.layers" or "losses"; set_field then checks it like a file.
std::string pieces_json(std::string_view text) {
  std::string json = "[";
  for (std::string_view layer : split_layers(text)) {
    const std::vector<std::string_view> parts = split(layer, '~');
    if (json.size() > 1) json += ',';
    const bool dense = !parts[0].empty() && parts[0][0] >= '0' && parts[0][0] <= '9';
    json += dense ? "{\"type\":\"dense\",\"units\":" + std::string(parts[0]) : "{\"type\":" + quoted(parts[0]);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::size_t colon = std::min(parts[i].find(':'), parts[i].size());
      const std::string_view value = parts[i].substr(std::min(colon + 1, parts[i].size()));
      const std::string_view key = parts[i].substr(0, colon);
      json += ',' + quoted(key) + ':' +
              (is_name(key)      ? quoted(value)
               : key == "inputs" ? names_json(value)
                                 : json_value(value));
    }
    json += '}';
  }
  return json + ']';
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Not the experiment's: the page's own fields, and "lab.<setting>" of the lab on the screen.
bool is_page_field(std::string_view key) {
  return key.starts_with("lab.") ||
         std::find(std::begin(kPageFields), std::end(kPageFields), key) != std::end(kPageFields);
}

struct Field {
  std::string key;
  std::string value;
};

const Field* find_field(const std::vector<Field>& fields, std::string_view key) {
  const auto found = std::find_if(fields.begin(), fields.end(), [key](const Field& f) { return f.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

bool is_type(const Field& field) {
  return !is_page_field(field.key) && field.key.size() > 5 && field.key.compare(field.key.size() - 5, 5, ".type") == 0;
}

Status apply(Experiment& experiment, const Field& field) {
  if (field.key == "layers") {
    Status status = set_field(experiment, "model.layers", pieces_json(field.value));
    return status;
  }
  if (field.key == "losses")
    return set_field(experiment, "losses", field.value.empty() ? "[]" : pieces_json(field.value));
  if (field.key == "features") return set_field(experiment, "features", names_json(field.value));
  if (is_type(field)) return set_field(experiment, field.key, quoted(field.value));
  if (find_option_spec(experiment, field.key) == nullptr)
    return make_error(field.key.empty() ? "\"\"" : field.key.substr(0, 60), {"is not a known field", "不是已知的字段"});
  return set_field(experiment, field.key, field.value);
}

}  // namespace

std::string write_link(const Experiment& experiment,
                       const std::vector<std::pair<std::string, std::string>>& page_fields) {
  const Experiment base = default_experiment();
  std::string link = "v=1";
  const auto add = [&link](const std::string& key, const std::string& value) { link += "&" + key + "=" + value; };
  for (const PieceField& field : piece_fields()) {
    const Piece& piece = experiment.*field.piece;
    const Info* info = field.find(piece.type);
    const Piece start = piece.type == (base.*field.piece).type ? base.*field.piece : default_piece(*info);
    if (piece.type != (base.*field.piece).type) add(std::string(field.key) + ".type", piece.type);
    for (std::size_t i = 0; i < info->options.size(); ++i)
      if (piece.values[i] != start.values[i])
        add(std::string(field.key) + "." + info->options[i].name, value_text(info->options[i], piece.values[i]));
  }
  if (experiment.features != base.features) {
    add("features", joined(experiment.features));
  }
  if (experiment.layers != base.layers) add("layers", write_layers(experiment));
  if (!experiment.losses.empty()) add("losses", write_losses(experiment));
  for (const OptionSpec& spec : run_options())
    if (run_option(experiment, spec.name) != run_option(base, spec.name))
      add(spec.name, std::to_string(static_cast<std::int64_t>(run_option(experiment, spec.name))));
  for (const auto& [key, value] : page_fields) add(key, value);
  return link;
}

LinkState read_link(std::string_view hash, LabStart start) {
  LinkState state;
  state.experiment = default_experiment();
  if (!hash.empty() && hash[0] == '#') hash.remove_prefix(1);
  if (hash.empty()) return state;
  if (hash.size() > kMaximumLinkBytes) {
    state.problems.push_back(make_error("link",
                                        {"is {} bytes long, at most {} are read", "长 {} 字节，最多读取 {} 字节"},
                                        {std::to_string(hash.size()), std::to_string(kMaximumLinkBytes)}));
    return state;
  }
  std::vector<Field> fields;
  for (std::string_view part : split(hash, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = std::min(part.find('='), part.size());
    fields.push_back(
        {percent_decode(part.substr(0, equals)), percent_decode(part.substr(std::min(equals + 1, part.size())))});
  }
  const Field* lab = find_field(fields, "lab");
  const bool has_layers = find_field(fields, "layers") != nullptr;
  if (start != nullptr && lab != nullptr && !has_layers) state.experiment = start(lab->value);
  const Experiment begun = state.experiment;
  // A type first: it sets its options to their defaults.
  std::stable_partition(fields.begin(), fields.end(), is_type);
  for (const Field& field : fields) {
    if (field.key == "v") {
      if (field.value != "1")
        state.problems.push_back(
            make_error("v", {"must be 1, got {}", "必须是 1，得到 {}"}, {field.value.substr(0, 40)}));
    } else if (is_page_field(field.key)) {
      state.page_fields.emplace_back(field.key, field.value);
    } else {
      Status status = apply(state.experiment, field);
      if (!status) state.problems.push_back(status.error());
    }
  }
  // A link that only names other data or another loss means the usual network for them.
  if (!has_layers && !check_experiment(state.experiment)) fit_output(state.experiment);
  // Fields that are right one by one may still not fit together.
  Status fits = check_experiment(state.experiment);
  if (!fits) {
    state.problems.push_back(fits.error());
    state.experiment = begun;
  }
  return state;
}

}  // namespace downhill
