#include "core/model/fields.hpp"

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

namespace downhill {
namespace {

template <auto table>
const Info* find_info(std::string_view name) {
  const auto* piece = find_piece(table(), name);
  return piece == nullptr ? nullptr : &piece->info;
}

template <auto table>
std::string names() {
  std::string text;
  for (const auto* piece : table()) {
    if (!text.empty()) text += ", ";
    text += piece->info.name;
  }
  return text;
}

const OptionSpec kRunOptions[] = {
    {.name = "batch_size",
     .label = {"Batch size", "批大小"},
     .help = {"How many points the network looks at before each step.", "网络每走一步之前看多少个点。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = kMaximumBatch,
     .initial = 10,
     .slider_minimum = 1,
     .slider_maximum = 100,
     .logarithmic = true,
     .live = true},
    {.name = "epochs",
     .label = {"Epochs", "轮数"},
     .help = {"How many passes over the training data are asked for.", "要把训练数据看多少遍。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = kMaximumEpochs,
     .initial = 500,
     .slider_minimum = 1,
     .slider_maximum = 1000,
     .logarithmic = true,
     .live = true},
    {.name = "seed",
     .label = {"Seed", "随机种子"},
     .help = {"Fixes all chance: the same seed gives the same points and the same run.",
              "固定一切随机性：相同的种子得到相同的点和相同的训练过程。"},
     .kind = OptionKind::integer,
     .minimum = 0,
     .maximum = static_cast<double>(kMaximumSeed),
     .initial = 1,
     .slider_minimum = 1,
     .slider_maximum = 100}};

}  // namespace

std::span<const PieceField> piece_fields() {
  static const PieceField fields[] = {
      {"dataset", &Experiment::dataset, find_info<all_datasets>, names<all_datasets>, "spiral"},
      {"loss", &Experiment::loss, find_info<all_losses>, names<all_losses>, "softmax_cross_entropy"},
      {"optimizer", &Experiment::optimizer, find_info<all_optimizers>, names<all_optimizers>, "adam"},
      {"schedule", &Experiment::schedule, find_info<all_schedules>, names<all_schedules>, "constant", true},
      {"regularizer", &Experiment::regularizer, find_info<all_regularizers>, names<all_regularizers>, "none"},
      {"initializer", &Experiment::initializer, find_info<all_initializers>, names<all_initializers>, "xavier"}};
  return fields;
}

const PieceField& loss_field() {
  for (const PieceField& field : piece_fields())
    if (field.piece == &Experiment::loss) return field;
  DOWNHILL_CHECK(false);
  return piece_fields().front();
}

const OptionSpec& loss_weight_option() {
  static const OptionSpec spec = {
      .name = "weight",
      .label = {"Weight", "权重"},
      .help = {"How much this loss counts beside that of the last layer.", "这个损失相对于最后一层的损失占多大分量。"},
      .minimum = 0,
      .maximum = 1000,
      .initial = 1,
      .slider_minimum = 0,
      .slider_maximum = 1,
      .live = true};
  return spec;
}

const Info* find_layer_info(std::string_view type) {
  const Info* op = find_info<all_ops>(type);
  return op != nullptr ? op : find_info<all_blocks>(type);
}
std::string layer_names() {
  return names<all_ops>() + ", " + names<all_blocks>();
}
const Info* find_feature_info(std::string_view name) {
  return find_info<all_features>(name);
}
std::string feature_names() {
  return names<all_features>();
}

std::span<const OptionSpec> run_options() {
  return kRunOptions;
}

double run_option(const Experiment& experiment, std::string_view name) {
  if (name == "batch_size") return experiment.batch_size;
  if (name == "epochs") return experiment.epochs;
  return static_cast<double>(experiment.seed);
}

void set_run_option(Experiment& experiment, std::string_view name, double value) {
  if (name == "batch_size") experiment.batch_size = static_cast<int>(value);
  if (name == "epochs") experiment.epochs = static_cast<int>(value);
  if (name == "seed") experiment.seed = static_cast<std::uint64_t>(value);
}

Error option_error(const OptionSpec& spec, const std::string& place, const std::string& got) {
  if (spec.kind == OptionKind::boolean)
    return make_error(place, {"must be true or false, got {}", "必须是 true 或 false，得到 {}"}, {got});
  if (spec.kind == OptionKind::real)
    return make_error(place, {"must be a number from {} to {}, got {}", "必须是 {} 到 {} 之间的数，得到 {}"},
                      {number_text(spec.minimum), number_text(spec.maximum), got});
  // Limits of whole numbers in full: 1000000 reads easier than 1e+06.
  const auto limit = [](double bound) { return std::to_string(static_cast<std::int64_t>(bound)); };
  return make_error(place, {"must be a whole number from {} to {}, got {}", "必须是 {} 到 {} 之间的整数，得到 {}"},
                    {limit(spec.minimum), limit(spec.maximum), got});
}

Status check_option(const OptionSpec& spec, const std::string& place, double value) {
  const bool in_range = value >= spec.minimum && value <= spec.maximum;  // false for NaN
  if (in_range && (spec.kind == OptionKind::real || value == std::floor(value))) return Nothing{};
  return option_error(spec, place, number_text(value));
}

}  // namespace downhill
