#include "core/inspect/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {

Statistics describe_numbers(std::span<const Real> numbers, ActiveRange range) {
  Statistics s;
  double sum = 0;
  std::int64_t zeros = 0, saturated = 0;
  for (Real number : numbers) {
    const auto x = static_cast<double>(number);
    if (!std::isfinite(x)) {
      ++s.broken;
      continue;
    }
    s.minimum = s.count == 0 ? x : std::min(s.minimum, x);
    s.maximum = s.count == 0 ? x : std::max(s.maximum, x);
    ++s.count;
    sum += x;
    zeros += x == 0;
    saturated += range.low < range.high && (x < range.low || x > range.high);
  }
  if (s.count == 0) return s;
  const auto count = static_cast<double>(s.count);
  s.mean = sum / count;
  double squares = 0;
  for (Real number : numbers) {
    const double distance = static_cast<double>(number) - s.mean;
    if (std::isfinite(distance)) squares += distance * distance;
  }
  s.deviation = std::sqrt(squares / count);
  s.zeros = static_cast<double>(zeros) / count;
  s.saturated = static_cast<double>(saturated) / count;
  return s;
}

std::int64_t count_histogram(std::span<const Real> numbers, double low, double high, std::span<std::uint32_t> bins) {
  DOWNHILL_CHECK(low < high && !bins.empty());
  std::fill(bins.begin(), bins.end(), 0u);
  std::int64_t counted = 0;
  const auto count = static_cast<double>(bins.size());
  for (Real number : numbers) {
    const auto x = static_cast<double>(number);
    if (!(x >= low && x <= high)) continue;
    const auto bin = static_cast<std::size_t>((x - low) / (high - low) * count);
    ++bins[std::min(bin, bins.size() - 1)];
    ++counted;
  }
  return counted;
}

}  // namespace downhill
