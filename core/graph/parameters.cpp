#include "core/graph/parameters.hpp"

#include <algorithm>

namespace downhill {

Result<int> Parameters::declare(const std::string& name, const ParameterSpec& spec) {
  for (std::size_t i = 0; i < table_.size(); ++i) {
    if (table_[i].name != name) continue;
    if (table_[i].spec.shape == spec.shape) return static_cast<int>(i);
    return make_error(name, {"is shared between shapes {} and {}", "被形状 {} 与 {} 共用"},
                      {to_string(table_[i].spec.shape), to_string(spec.shape)});
  }
  table_.push_back({name, spec, count_});
  count_ += static_cast<std::size_t>(spec.shape.count());
  return static_cast<int>(table_.size() - 1);
}

bool Parameters::commit() {
  const auto count = static_cast<std::int64_t>(count_);
  arena_.clear();
  const std::size_t values = arena_.reserve(count);
  const std::size_t gradients = arena_.reserve(count);
  if (!arena_.commit()) return false;
  values_ = arena_.view(values, {count});
  gradients_ = arena_.view(gradients, {count});
  return true;
}

void Parameters::initialize(const InitializerInfo& initializer, std::span<const double> options, Rng& rng) {
  for (std::size_t i = 0; i < table_.size(); ++i) {
    const ParameterSpec& spec = table_[i].spec;
    const std::span<Real> numbers = value(static_cast<int>(i)).span();
    if (spec.is_weight)
      initializer.fill(options, spec.fan_in, spec.fan_out, rng, numbers);
    else
      std::fill(numbers.begin(), numbers.end(), spec.initial);
  }
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
