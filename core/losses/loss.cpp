#include "core/losses/loss.hpp"

#include "core/kernels/softmax.hpp"

namespace downhill {

Status check_values(const char* loss, std::int64_t units, std::uint32_t classes) {
  const bool fits = classes == 0 ? units == 1 : (units == classes || (classes == 2 && units == 1));
  if (fits) return Nothing{};
  const std::string wanted = classes == 0 ? "1" : classes == 2 ? "1 / 2" : std::to_string(classes);
  return make_error(
      "loss", {"{} needs a last layer of {} outputs here, it has {}", "此处 {} 要求最后一层有 {} 个输出，现有 {} 个"},
      {loss, wanted, std::to_string(units)});
}

Status check_classes(const char* loss, std::int64_t units, std::uint32_t classes) {
  if (classes == 0)
    return make_error("loss", {"{} needs data with classes, these have values", "{} 需要带类别的数据，当前数据是数值"},
                      {loss});
  if (units != classes)
    return make_error("loss",
                      {"{} needs a last layer of {} outputs, one a class; it has {}",
                       "{} 要求最后一层有 {} 个输出（每类一个），现有 {} 个"},
                      {loss, std::to_string(classes), std::to_string(units)});
  return Nothing{};
}

Status check_batch(const LossInfo& loss, std::span<const double> options, std::int64_t batch) {
  const std::int64_t largest = loss.largest_batch == nullptr ? kNoLargestBatch : loss.largest_batch(options);
  if (batch <= largest) return Nothing{};
  return make_error("batch_size", {"{} takes at most {} samples in a batch, got {}", "{} 每批最多 {} 个样本，得到 {}"},
                    {loss.info.name, std::to_string(largest), std::to_string(batch)});
}

void readout_values(std::span<const double>, const View&) {}

void readout_softmax(std::span<const double>, const View& y) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  for (Index n = 0; n < samples; ++n) softmax_row(y.data + n * units, y.data + n * units, units);
}

}  // namespace downhill
