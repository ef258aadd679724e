#include "core/ops/op.hpp"

namespace downhill {

std::int64_t multiply_adds(const OpInfo& op, std::span<const Shape> x, const OpPlan& plan) {
  if (op.multiply_adds != nullptr) return op.multiply_adds(x, plan);
  // [N,D]: one place; [N,T,D]: T of them; [N,C,H,W]: H W.
  const bool image = plan.y.rank() == 4;
  std::int64_t places = 1, sum = 0;
  for (int axis = image ? 2 : 1; axis < plan.y.rank() - (image ? 0 : 1); ++axis) places *= plan.y[axis];
  for (const ParameterSpec& spec : plan.parameters)
    if (spec.is_weight && spec.shape.rank() > 1) sum += spec.shape.count() * places;
  return sum;
}

}  // namespace downhill
