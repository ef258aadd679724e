#include "core/model/experiment.hpp"

#include <cmath>

#include "core/model/experiment_json.hpp"
#include "core/model/fields.hpp"

namespace downhill {

double option(const Piece& piece, const Info& info, std::string_view name) {
  for (std::size_t i = 0; i < info.options.size(); ++i)
    if (info.options[i].name == name) return piece.values[i];
  DOWNHILL_CHECK(false);
  return 0;
}

Piece default_piece(const Info& info) {
  Piece piece{info.name, {}};
  for (const OptionSpec& spec : info.options) piece.values.push_back(spec.initial);
  return piece;
}

Experiment default_experiment() {
  Experiment experiment;
  experiment.name = "spiral-8-8";
  experiment.title_en = "Spiral";
  experiment.title_zh = "螺旋";
  for (const PieceField& field : piece_fields()) experiment.*field.piece = default_piece(*field.find(field.standard));
  experiment.features = {"x", "y"};
  for (double units : {8.0, 8.0, 2.0}) {
    if (!experiment.layers.empty()) experiment.layers.push_back(default_piece(*find_layer_info("tanh")));
    experiment.layers.push_back(default_piece(*find_layer_info("dense")));
    experiment.layers.back().values[0] = units;
  }
  return experiment;
}

Result<Experiment> parse_experiment(std::string_view text) {
  Result<nlohmann::json> json = parse_json(text);
  if (!json) return json.error();
  return experiment_from_json(json.value());
}

std::string write_experiment(const Experiment& experiment, int indent) {
  return experiment_to_json(experiment).dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool is_live_field(const Experiment& experiment, std::string_view path) {
  const OptionSpec* spec = find_option_spec(experiment, path);
  return spec != nullptr && spec->live;
}

const OptionSpec* find_option_spec(const Experiment& experiment, std::string_view path) {
  for (const OptionSpec& spec : run_options())
    if (path == spec.name) return &spec;
  const auto in_info = [](const Info* info, std::string_view name) -> const OptionSpec* {
    if (info != nullptr)
      for (const OptionSpec& spec : info->options)
        if (name == spec.name) return &spec;
    return nullptr;
  };
  for (const PieceField& field : piece_fields()) {
    const std::string_view key = field.key;
    if (path.size() > key.size() && path.substr(0, key.size()) == key && path[key.size()] == '.')
      return in_info(field.find((experiment.*field.piece).type), path.substr(key.size() + 1));
  }
  for (std::size_t i = 0; i < experiment.losses.size(); ++i) {
    const std::string prefix = loss_place(i) + ".";
    if (path == prefix + loss_weight_option().name) return &loss_weight_option();
    if (path.substr(0, prefix.size()) == prefix)
      return in_info(loss_field().find(experiment.losses[i].type), path.substr(prefix.size()));
  }
  for (std::size_t i = 0; i < experiment.layers.size(); ++i) {
    const std::string prefix = layer_place(i) + ".";
    if (path.substr(0, prefix.size()) == prefix)
      return in_info(find_layer_info(experiment.layers[i].type), path.substr(prefix.size()));
  }
  return nullptr;
}

}  // namespace downhill
