#pragma once
#include <cstdint>
#include <span>

#include "core/graph/graph.hpp"

namespace downhill {

/// Outputs beyond this range hardly move any more: the slope is below about a tenth of the largest for tanh, a fifth
/// for sigmoid. An empty range (low = high): nothing saturates.
struct ActiveRange {
  double low = 0;
  double high = 0;
};
inline constexpr ActiveRange kTanhRange = {-0.95, 0.95};
inline constexpr ActiveRange kSigmoidRange = {0.05, 0.95};

/// How numbers are spread: activations of a layer, gradients of a tensor.
struct Statistics {
  std::int64_t count = 0;   // of the finite ones, which alone enter below
  std::int64_t broken = 0;  // infinite or not a number
  double mean = 0;
  double deviation = 0;
  double minimum = 0;
  double maximum = 0;
  double zeros = 0;      // the share that is exactly zero: units a relu has shut
  double saturated = 0;  // the share outside the active range
};

/// Mean, spread and shares of a list of numbers.
///   mean = sum x / n;  deviation = sqrt(sum (x - mean)^2 / n)
/// Cost     two passes, sums in double; does not allocate. No finite numbers: all zero
/// Source   the two-pass algorithm of Chan, Golub and LeVeque 1983; numpy.std
Statistics describe_numbers(std::span<const Real> numbers, ActiveRange range = {});

/// Counts numbers in bins of equal width; those outside [low, high] and NaN are in none.
///   bins[floor((x - low) / (high - low) * bins.size())] += 1;  x = high falls into the last bin
/// Cost     one pass; does not allocate. Returns how many were counted
/// Source   numpy.histogram
std::int64_t count_histogram(std::span<const Real> numbers, double low, double high, std::span<std::uint32_t> bins);

/// The statistics of a node's output after forward(); of a relu and the like pass no range.
inline Statistics describe_activations(const Graph& graph, int node, ActiveRange range = {}) {
  return describe_numbers(graph.output(node).span(), range);
}

/// The statistics of a parameter tensor's gradient after backward().
inline Statistics describe_gradient(const Parameters& parameters, int parameter) {
  return describe_numbers(parameters.gradient(parameter).span());
}

}  // namespace downhill
