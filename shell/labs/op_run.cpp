#include "shell/labs/op_run.hpp"

#include <algorithm>

namespace downhill {

Status OpRun::plan(std::initializer_list<std::pair<std::string_view, double>> options, const Shape& x) {
  options_.clear();
  for (const OptionSpec& spec : op_.info.options) {
    double value = spec.initial;
    for (const auto& [name, wanted] : options)
      if (name == spec.name) value = wanted;
    options_.push_back(value);
  }
  Result<OpPlan> plan = op_.infer(options_, {&x, 1});
  if (!plan) return plan.error();
  plan_ = std::move(plan.value());
  x_shape_ = x;
  x_.assign(static_cast<std::size_t>(x.count()), 0);
  dx_ = x_;
  y_.assign(static_cast<std::size_t>(plan_.y.count()), 0);
  scratch_.assign(static_cast<std::size_t>(plan_.scratch), 0);
  w_.assign(plan_.parameters.empty() ? 0 : static_cast<std::size_t>(plan_.parameters[0].shape.count()), 0);
  dw_ = w_;
  return Nothing{};
}

OpCall OpRun::call() {
  views_[0] = {x_.data(), x_shape_};
  if (!w_.empty()) views_[1] = {w_.data(), plan_.parameters[0].shape};
  return {.options = options_,
          .x = {views_, 1},
          .y = {y_.data(), plan_.y},
          .w = {views_ + 1, w_.empty() ? 0u : 1u},
          .scratch = {scratch_.data(), {plan_.scratch}},
          .training = training_,
          .rng = rng_};
}

std::span<const float> OpRun::forward(std::span<const float> x, std::span<const float> weights, Rng* rng) {
  std::copy_n(x.begin(), std::min(x.size(), x_.size()), x_.begin());
  std::copy_n(weights.begin(), std::min(weights.size(), w_.size()), w_.begin());
  training_ = rng != nullptr;
  rng_ = rng;
  passes_.forward(call());
  return y_;
}

std::span<const float> OpRun::backward(std::span<const float> dy) {
  std::vector<float> copy(dy.begin(), dy.end());
  copy.resize(y_.size());
  View dx{dx_.data(), x_shape_};
  View dw{dw_.data(), w_.empty() ? Shape{0} : plan_.parameters[0].shape};
  std::fill(dw_.begin(), dw_.end(), 0.f);
  passes_.backward(call(), {.dy = {copy.data(), plan_.y}, .dx = {&dx, 1}, .dw = {&dw, w_.empty() ? 0u : 1u}});
  return dx_;
}

}  // namespace downhill
