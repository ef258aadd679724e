#include "core/ops/pooling.hpp"

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kKernel, kStride, kPadding };

Result<Window> window_of(std::span<const double> options, const Shape& x) {
  const double stride = options[kStride] == 0 ? options[kKernel] : options[kStride];
  return place_window(x, options[kKernel], stride, options[kPadding], 1);
}

}  // namespace

Result<Window> infer_pooling(std::span<const double> options, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  if (2 * options[kPadding] > options[kKernel])
    return make_error("", {"padding {} is more than half of kernel {}", "填充 {} 超过核 {} 的一半"},
                      {number_text(options[kPadding]), number_text(options[kKernel])});
  return window_of(options, x[0]);
}

Window pooling_window(std::span<const double> options, const Shape& x) {
  return window_of(options, x).value();
}

}  // namespace downhill
