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
  w_.clear();
  for (const ParameterSpec& parameter : plan_.parameters)
    w_.emplace_back(static_cast<std::size_t>(parameter.shape.count()), static_cast<float>(parameter.initial));
  dw_ = w_;
  return Nothing{};
}

OpCall OpRun::call() {
  views_ = {{x_.data(), x_shape_}};
  for (std::size_t i = 0; i < w_.size(); ++i) views_.push_back({w_[i].data(), plan_.parameters[i].shape});
  return {.options = options_,
          .x = std::span(views_).first(1),
          .y = {y_.data(), plan_.y},
          .w = std::span(views_).subspan(1),
          .scratch = {scratch_.data(), {plan_.scratch}},
          .training = training_,
          .rng = rng_};
}

std::span<const float> OpRun::forward(std::span<const float> x, std::span<const float> weights, Rng* rng) {
  std::copy_n(x.begin(), std::min(x.size(), x_.size()), x_.begin());
  if (!weights.empty()) std::copy_n(weights.begin(), std::min(weights.size(), w_[0].size()), w_[0].begin());
  training_ = rng != nullptr;
  rng_ = rng;
  passes_.forward(call());
  return y_;
}

std::span<const float> OpRun::backward(std::span<const float> dy) {
  std::vector<float> copy(dy.begin(), dy.end());
  copy.resize(y_.size());
  View dx{dx_.data(), x_shape_};
  std::vector<View> dw;
  for (std::size_t i = 0; i < dw_.size(); ++i) {
    std::fill(dw_[i].begin(), dw_[i].end(), 0.f);
    dw.push_back({dw_[i].data(), plan_.parameters[i].shape});
  }
  passes_.backward(call(), {.dy = {copy.data(), plan_.y}, .dx = {&dx, 1}, .dw = dw});
  return dx_;
}

}  // namespace downhill
