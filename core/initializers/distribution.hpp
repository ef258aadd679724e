#pragma once
#include <span>

#include "core/base/info.hpp"
#include "core/base/rng.hpp"

namespace downhill {

/// The values of the option `distribution`.
enum { kUniform, kNormal };
inline constexpr Choice kDistributions[] = {{"uniform", {"uniform", "均匀"}}, {"normal", {"normal", "正态"}}};

/// The option of every initializer that fixes a variance and leaves the form open.
constexpr OptionSpec distribution_option(int initial) {
  return {.name = "distribution",
          .label = {"Distribution", "分布"},
          .help = {"Even chances within a limit, or a bell curve of the same width.",
                   "在范围内均匀取值，或同样宽度的钟形曲线。"},
          .kind = OptionKind::choice,
          .maximum = 1,
          .initial = static_cast<double>(initial),
          .slider_maximum = 1,
          .choices = kDistributions};
}

/// w ~ U(-limit, limit).
void fill_uniform(double limit, Rng& rng, std::span<Real> w);

/// w ~ N(0, deviation^2).
void fill_normal(double deviation, Rng& rng, std::span<Real> w);

}  // namespace downhill
