#include "shell/widgets/format.hpp"

#include <cmath>
#include <cstdio>

namespace downhill {
namespace {

constexpr const char* kNone = "–";

Short none() {
  Short s;
  std::snprintf(s.text, sizeof s.text, "%s", kNone);
  return s;
}

}  // namespace

Short format_value(double value) {
  if (value >= 1000 && value < 1e6 && value == std::floor(value)) return format_count(static_cast<std::int64_t>(value));
  Short s;
  std::snprintf(s.text, sizeof s.text, "%.3g", value);
  return s;
}

Short format_loss(double value) {
  if (std::isnan(value)) return none();
  Short s;
  if (std::isinf(value) || value >= 1e5)
    std::snprintf(s.text, sizeof s.text, std::isinf(value) ? "∞" : "%.1e", value);
  else if (value > 0 && value < 0.0005)  // still falling, and to be seen to
    std::snprintf(s.text, sizeof s.text, value < 0.0001 ? "%.1e" : "%.5f", value);
  else
    std::snprintf(s.text, sizeof s.text, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
  return s;
}

Short format_percent(double fraction) {
  if (std::isnan(fraction)) return none();
  Short s;
  std::snprintf(s.text, sizeof s.text, "%.1f %%", fraction * 100);
  return s;
}

Short format_epoch(double epoch, bool slow) {
  Short s;
  if (slow && epoch < 10000) {
    std::snprintf(s.text, sizeof s.text, "%.2f", epoch);
    return s;
  }
  const auto whole = static_cast<unsigned long long>(epoch);
  if (whole < 1000000)
    std::snprintf(s.text, sizeof s.text, "%03llu,%03llu", whole / 1000, whole % 1000);
  else
    std::snprintf(s.text, sizeof s.text, "%llu", whole);
  return s;
}

Short format_count(std::int64_t count) {
  Short s;
  if (count >= 1'000'000'000) {
    std::snprintf(s.text, sizeof s.text, "%.1f G", static_cast<double>(count) / 1e9);
    return s;
  }
  const auto n = static_cast<int>(count);
  if (n >= 1'000'000)
    std::snprintf(s.text, sizeof s.text, "%d,%03d,%03d", n / 1'000'000, n / 1000 % 1000, n % 1000);
  else
    std::snprintf(s.text, sizeof s.text, n >= 1000 ? "%d,%03d" : "%d", n >= 1000 ? n / 1000 : n, n % 1000);
  return s;
}

Short format_rate(double per_second) {
  if (!(per_second > 0)) return none();
  Short s;
  if (per_second >= 1e6)
    std::snprintf(s.text, sizeof s.text, "%.1f M", per_second / 1e6);
  else if (per_second >= 1e3)
    std::snprintf(s.text, sizeof s.text, per_second < 1e4 ? "%.1f k" : "%.0f k", per_second / 1e3);
  else
    std::snprintf(s.text, sizeof s.text, "%.0f", per_second);
  return s;
}

double round_significant(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return value;
  // Through text, so that the result is the number that is read: 0.03, not 0.030000000000000002.
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*e", digits - 1, value);
  double result = value;
  std::sscanf(buffer, "%lf", &result);
  return result;
}

}  // namespace downhill
