// The map's units: what each looks at in the layer before, what that adds to it, and what it sees of the picture.
#include <algorithm>
#include <cmath>

#include "core/model/fields.hpp"
#include "core/ops/partial_conv2d.hpp"
#include "shell/app/run.hpp"
#include "shell/labs/lenet5_map.hpp"

namespace downhill {
namespace {

/// The window that an op slides over its input, read from its options; without a kernel it looks at everything.
Lenet5Map::Window window_of(const Layer& layer) {
  Lenet5Map::Window window;
  const Info* info = find_layer_info(layer.type);
  if (!info) return window;
  for (std::size_t i = 0; i < info->options.size() && i < layer.values.size(); ++i) {
    const std::string_view name = info->options[i].name;
    const int value = static_cast<int>(layer.values[i]);
    if (name == "kernel") window.kernel = value;
    if (name == "stride") window.stride = value;
    if (name == "padding") window.padding = value;
  }
  if (window.stride == 0) window.stride = window.kernel;  // pooling's way to say: side by side
  // What has no filters of its own to count keeps to the map of the same number.
  window.own_map =
      std::ranges::none_of(info->options, [](const OptionSpec& o) { return std::string_view(o.name) == "units"; });
  return window;
}

/// Lenet5Map::Stage::kernels for this layer.
std::vector<int> kernels_of(const Layer& layer, int channels, int before) {
  std::vector<int> kernels;
  if (layer.type != "partial_conv2d") return kernels;
  int count = 0;
  for (int o = 0; o < channels; ++o)
    for (int c = 0; c < before; ++c) kernels.push_back(partial_conv2d_joins(layer.values, before, o, c) ? count++ : -1);
  return kernels;
}

std::size_t count_of(const ParameterInfo& parameter) {
  std::size_t count = 1;
  for (const std::uint32_t length : parameter.shape) count *= length;
  return count;
}

}  // namespace

void Lenet5Map::read_network(const Run& run) {
  stages_.clear();
  if (outlined_edits_ != run.edits()) outline_ = outline_network(run.experiment());
  outlined_edits_ = run.edits();
  const Ready& ready = run.ready();
  const std::vector<Layer>& layers = run.experiment().layers;
  int node = 0;
  for (const LayerRow& row : pictures_.rows()) {
    Stage stage{.row = row, .window = {}, .type = ready.nodes[static_cast<std::size_t>(node)].type};
    // Node i of a network without blocks is layer i - 1; a stage begins behind the last node of the one before.
    if (node > 0 && static_cast<std::size_t>(node) <= layers.size()) {
      const Layer& layer = layers[static_cast<std::size_t>(node) - 1];
      stage.window = window_of(layer);
      if (layer.type == stage.type) stage.kernels = kernels_of(layer, row.channels, stages_.back().row.channels);
    }
    for (int i = std::max(node, 1); i <= row.node && static_cast<std::size_t>(i) <= outline_.layers.size(); ++i) {
      stage.weights += static_cast<std::size_t>(outline_.layers[static_cast<std::size_t>(i) - 1].parameters);
      stage.products += static_cast<std::size_t>(outline_.layers[static_cast<std::size_t>(i) - 1].multiply_adds);
    }
    stages_.push_back(std::move(stage));
    node = row.node + 1;
  }
}

void Lenet5Map::clamp_unit() {
  unit_.stage = std::clamp(unit_.stage, 0, static_cast<int>(stages_.size()) - 1);
  const LayerRow& row = stages_[static_cast<std::size_t>(unit_.stage)].row;
  unit_.channel = std::clamp(unit_.channel, 0, row.channels - 1);
  unit_.row = std::clamp(unit_.row, 0, row.height - 1);
  unit_.column = std::clamp(unit_.column, 0, row.width - 1);
  field_ = field_in_picture(unit_);
}

Lenet5Map::Field Lenet5Map::before(int stage, const Field& field) const {
  const Window& w = stages_[static_cast<std::size_t>(stage)].window;
  const LayerRow& row = stages_[static_cast<std::size_t>(stage) - 1].row;
  if (w.kernel == 0) return {0, 0, row.height, row.width};
  return {std::max(0, field.top * w.stride - w.padding), std::max(0, field.left * w.stride - w.padding),
          std::min(row.height, (field.bottom - 1) * w.stride - w.padding + w.kernel),
          std::min(row.width, (field.right - 1) * w.stride - w.padding + w.kernel)};
}

Lenet5Map::Field Lenet5Map::field_in_picture(const Unit& unit) const {
  Field field{unit.row, unit.column, unit.row + 1, unit.column + 1};
  for (int stage = unit.stage; stage > 0; --stage) field = before(stage, field);
  return field;
}

float Lenet5Map::value_of(const Unit& unit, const Run& run) const {
  const LayerRow& row = stages_[static_cast<std::size_t>(unit.stage)].row;
  const std::span<const float> all = pictures_.numbers(row, run.looked().activations);
  const auto at = static_cast<std::size_t>((unit.channel * row.height + unit.row) * row.width + unit.column);
  return at < all.size() ? all[at] : 0;
}

std::vector<float> Lenet5Map::contributions(const Unit& unit, const Run& run) const {
  if (unit.stage == 0) return {};
  const Stage& stage = stages_[static_cast<std::size_t>(unit.stage)];
  const LayerRow& from = stages_[static_cast<std::size_t>(unit.stage) - 1].row;
  if (stage.row.weights_node < 0 || stage.window.own_map) return {};
  const Ready& ready = run.ready();
  const std::vector<float>& parameters = run.probed().parameters;
  const NodeInfo& node = ready.nodes[static_cast<std::size_t>(stage.row.weights_node)];
  const ParameterInfo& weight = ready.parameters[static_cast<std::size_t>(node.weight)];
  const std::span<const float> numbers = pictures_.numbers(from, run.looked().activations);
  const Window& w = stage.window;
  const int cells = w.kernel == 0 ? from.height * from.width : w.kernel * w.kernel;
  const auto kernel_of = [&](int channel, int c) {
    const auto at = static_cast<std::size_t>(channel * from.channels + c);
    return stage.has_table() ? stage.kernels[at] : static_cast<int>(at);
  };
  const std::ptrdiff_t joined = stage.has_table() ? std::ranges::count_if(stage.kernels, [](int k) { return k >= 0; })
                                                  : std::ptrdiff_t(from.channels) * stage.row.channels;
  if (numbers.empty() || count_of(weight) != static_cast<std::size_t>(joined * cells)) return {};
  if (weight.offset + count_of(weight) > parameters.size()) return {};
  std::vector<float> sums(static_cast<std::size_t>(from.channels), 0.f);
  for (int c = 0; c < from.channels; ++c) {
    if (!stage.reads(unit.channel, c)) continue;
    const float* kernel =
        parameters.data() + weight.offset + static_cast<std::size_t>(kernel_of(unit.channel, c) * cells);
    for (int i = 0; i < cells; ++i) {
      const int y = w.kernel == 0 ? i / from.width : unit.row * w.stride - w.padding + i / w.kernel;
      const int x = w.kernel == 0 ? i % from.width : unit.column * w.stride - w.padding + i % w.kernel;
      if (y < 0 || x < 0 || y >= from.height || x >= from.width) continue;
      sums[static_cast<std::size_t>(c)] +=
          kernel[i] * numbers[static_cast<std::size_t>((c * from.height + y) * from.width + x)];
    }
  }
  if (!std::ranges::all_of(sums, [](float sum) { return std::isfinite(sum); })) return {};  // a run that went astray
  return sums;
}

}  // namespace downhill
