#include "core/ops/inputs.hpp"

namespace downhill {

Status check_inputs(std::span<const Shape> x, std::size_t least, std::size_t most) {
  if (x.size() >= least && x.size() <= most) return Nothing{};
  const std::string got = std::to_string(x.size());
  if (most == 1) return make_error("", {"takes one input, got {}", "只接受一个输入，得到 {} 个"}, {got});
  if (least == most)
    return make_error("", {"takes {} inputs, got {}", "需要 {} 个输入，得到 {} 个"}, {std::to_string(least), got});
  return make_error("", {"takes {} to {} inputs, got {}", "需要 {} 到 {} 个输入，得到 {} 个"},
                    {std::to_string(least), std::to_string(most), got});
}

Status check_rank(const Shape& x, int rank, const char* letters) {
  if (x.rank() == rank) return Nothing{};
  return make_error("", {"needs an input {}, got [{}]", "需要形状为 {} 的输入，得到 [{}]"}, {letters, to_string(x)});
}

Status check_images(std::span<const Shape> x) {
  Status one = check_one_input(x);
  return one ? check_rank(x[0], 4, "[N,C,H,W]") : one;
}

Status check_sequences(std::span<const Shape> x) {
  Status one = check_one_input(x);
  return one ? check_rank(x[0], 3, "[N,T,D]") : one;
}

Status check_same(std::span<const Shape> x, std::size_t least) {
  constexpr std::size_t kMost = 16;
  Status number = check_inputs(x, least, kMost);
  if (!number) return number;
  for (const Shape& shape : x)
    if (!(shape == x[0]))
      return make_error("", {"needs inputs of one shape, got {} and {}", "各输入的形状必须相同，得到 {} 与 {}"},
                        {to_string(x[0]), to_string(shape)});
  return Nothing{};
}

}  // namespace downhill
