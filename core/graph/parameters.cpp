#include "core/graph/parameters.hpp"

#include <algorithm>
#include <vector>

#include "core/base/check.hpp"
#include "core/initializers/registry.hpp"

namespace downhill {

namespace {

/// The row of `name` in a table, new or already there with the same shape.
template <class Row, class Spec>
Result<int> declare_row(std::vector<Row>& table, std::size_t& count, const std::string& name, const Spec& spec) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].name != name) continue;
    if (table[i].spec.shape == spec.shape) return static_cast<int>(i);
    return make_error(name, {"is shared between shapes {} and {}", "被形状 {} 与 {} 共用"},
                      {to_string(table[i].spec.shape), to_string(spec.shape)});
  }
  table.push_back({name, spec, count});
  count += static_cast<std::size_t>(spec.shape.count());
  return static_cast<int>(table.size() - 1);
}

/// With the initializer that the parameter names, block of rows by block of rows.
void fill_blocks(const ParameterSpec& spec, Rng& rng, std::span<Real> numbers) {
  const InitializerInfo* own = find_piece(all_initializers(), spec.initializer);
  DOWNHILL_CHECK(own != nullptr);
  std::vector<double> options;
  for (const OptionSpec& option : own->info.options) options.push_back(option.initial);
  const std::size_t block = numbers.size() / static_cast<std::size_t>(spec.blocks);
  for (std::size_t first = 0; first < numbers.size(); first += block)
    fill_of (*own)(options, spec.fan_in, spec.fan_out, rng, numbers.subspan(first, block));
}

}  // namespace

Result<int> Parameters::declare(const std::string& name, const ParameterSpec& spec, bool frozen) {
  Result<int> index = declare_row(table_, count_, name, spec);
  if (index && frozen) table_[static_cast<std::size_t>(index.value())].frozen = true;
  return index;
}

Result<int> Parameters::declare_buffer(const std::string& name, const BufferSpec& spec) {
  return declare_row(buffer_table_, buffer_count_, name, spec);
}

bool Parameters::commit() {
  std::size_t offset = 0;
  for (const bool frozen : {false, true}) {
    for (Parameter& parameter : table_)
      if (parameter.frozen == frozen) {
        parameter.offset = offset;
        offset += static_cast<std::size_t>(parameter.spec.shape.count());
      }
    if (!frozen) learned_ = offset;
  }
  const auto count = static_cast<std::int64_t>(count_);
  arena_.clear();
  const std::size_t values = arena_.reserve(count);
  const std::size_t gradients = arena_.reserve(count);
  const auto buffer_count = static_cast<std::int64_t>(buffer_count_);
  const std::size_t buffers = arena_.reserve(buffer_count);
  if (!arena_.commit()) return false;
  values_ = arena_.view(values, {count});
  gradients_ = arena_.view(gradients, {count});
  buffers_ = arena_.view(buffers, {buffer_count});
  for (std::size_t i = 0; i < buffer_table_.size(); ++i) {
    const std::span<Real> numbers = buffer(static_cast<int>(i)).span();
    std::fill(numbers.begin(), numbers.end(), buffer_table_[i].spec.initial);
  }
  return true;
}

void Parameters::initialize(const InitializerInfo& initializer, std::span<const double> options, Rng& rng) {
  for (std::size_t i = 0; i < table_.size(); ++i) {
    const ParameterSpec& spec = table_[i].spec;
    const std::span<Real> numbers = value(static_cast<int>(i)).span();
    if (spec.initializer != nullptr)
      fill_blocks(spec, rng, numbers);
    else if (spec.is_weight)
      fill_of(initializer)(options, spec.fan_in, spec.fan_out, rng, numbers);
    else
      std::fill(numbers.begin(), numbers.end(), spec.initial);
  }
}

View Parameters::buffer(int index) const {
  const Buffer& row = buffer_table_[static_cast<std::size_t>(index)];
  return View{buffers_.data + row.offset, row.spec.shape};
}

void Parameters::clear_gradients() {
  const std::span<Real> all = gradients();
  std::fill(all.begin(), all.end(), Real(0));
}

View Parameters::view(const View& block, int index) const {
  const Parameter& parameter = table_[static_cast<std::size_t>(index)];
  return View{block.data + parameter.offset, parameter.spec.shape};
}

}  // namespace downhill
