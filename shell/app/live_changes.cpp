#include "shell/app/live_changes.hpp"

#include <string>

#include "core/data/datasets/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"

namespace downhill {
namespace {

std::string value_json(const OptionSpec& spec, double value) {
  if (spec.kind == OptionKind::boolean) return value != 0 ? "true" : "false";
  if (spec.kind == OptionKind::choice)
    return '"' + std::string(spec.choices[static_cast<std::size_t>(value)].name) + '"';
  return number_text(value);
}

/// Collects the live fields that differ, and notes when a field differs that is not live.
struct LiveDifference {
  bool only_live = true;
  std::vector<SetField> fields;

  void compare(const Experiment& e, const std::string& path, double before, double after) {
    if (before == after) return;
    const OptionSpec* spec = find_option_spec(e, path);
    if (spec && is_live_field(e, path))
      fields.push_back({path, value_json(*spec, after)});
    else
      only_live = false;
  }
  void compare(const Experiment& e, const char* name, const Info* info, const Piece& before, const Piece& after) {
    if (before.type != after.type || before.values.size() != after.values.size() || !info) {
      only_live = only_live && before == after;
      return;
    }
    for (std::size_t i = 0; i < after.values.size() && i < info->options.size(); ++i)
      compare(e, std::string(name) + "." + info->options[i].name, before.values[i], after.values[i]);
  }
};

template <class T>
const Info* info_of(std::span<const T* const> table, const Piece& piece) {
  const T* found = find_piece(table, piece.type);
  return found ? &found->info : nullptr;
}

}  // namespace

std::optional<std::vector<SetField>> live_changes(const Experiment& before, const Experiment& after) {
  LiveDifference d;
  d.compare(after, "optimizer", info_of(all_optimizers(), after.optimizer), before.optimizer, after.optimizer);
  d.compare(after, "regularizer", info_of(all_regularizers(), after.regularizer), before.regularizer,
            after.regularizer);
  d.compare(after, "schedule", info_of(all_schedules(), after.schedule), before.schedule, after.schedule);
  d.compare(after, "epochs", before.epochs, after.epochs);
  d.compare(after, "dataset", info_of(all_datasets(), after.dataset), before.dataset, after.dataset);
  d.compare(after, "batch_size", before.batch_size, after.batch_size);
  Experiment rest = before;  // everything else must be equal
  rest.optimizer = after.optimizer;
  rest.regularizer = after.regularizer;
  rest.schedule = after.schedule;
  rest.epochs = after.epochs;
  rest.dataset = after.dataset;
  rest.batch_size = after.batch_size;
  if (!d.only_live || !(rest == after)) return std::nullopt;
  return d.fields;
}

}  // namespace downhill
