#include "core/base/info.hpp"

#include <set>
#include <string>

#include "core/data/datasets/registry.hpp"
#include "core/data/features/registry.hpp"
#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/blocks/registry.hpp"
#include "core/ops/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "tests/core/support/tensor.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

bool both(const Text& text) {
  return text.en != nullptr && *text.en != 0 && text.zh != nullptr && *text.zh != 0;
}

/// What is wrong with an option's record, or "".
std::string complaint(const OptionSpec& spec) {
  if (!both(spec.label) || !both(spec.help)) return "a text is missing";
  if (!(spec.minimum < spec.maximum)) return "an empty range";
  if (spec.initial < spec.minimum || spec.initial > spec.maximum) return "a default outside its range";
  if (spec.slider_minimum < spec.minimum || spec.slider_maximum > spec.maximum ||
      !(spec.slider_minimum < spec.slider_maximum))
    return "a slider outside the range";
  if (spec.logarithmic && spec.slider_minimum <= 0) return "a logarithmic slider down to 0";
  return "";
}

template <class Table>
void check_table(const Table& table, const char* kind) {
  CAPTURE(kind);
  CHECK(!table.empty());
  std::set<std::string> names;
  for (const auto* piece : table) {
    const Info& info = piece->info;
    CAPTURE(info.name);
    CHECK_MESSAGE(names.insert(info.name).second, "a name twice");
    CHECK(find_piece(table, info.name) == piece);
    CHECK(both(info.label));
    CHECK(both(info.summary));
    CHECK((info.formula != nullptr && *info.formula != 0));
    CHECK((info.source != nullptr && *info.source != 0));
    for (const OptionSpec& spec : info.options) {
      CAPTURE(spec.name);
      CHECK(complaint(spec) == "");
    }
  }
  CHECK(find_piece(table, "no such piece") == nullptr);
}

}  // namespace

TEST_CASE("info: every piece describes itself in both languages, every option has a sound range") {
  check_table(all_ops(), "op");
  check_table(all_blocks(), "block");
  check_table(all_losses(), "loss");
  check_table(all_optimizers(), "optimizer");
  check_table(all_schedules(), "schedule");
  check_table(all_regularizers(), "regularizer");
  check_table(all_initializers(), "initializer");
  check_table(all_datasets(), "dataset");
  check_table(all_features(), "feature");
}
