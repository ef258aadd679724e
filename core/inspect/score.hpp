#pragma once
#include "core/model/samples.hpp"
#include "core/graph/graph.hpp"

namespace downhill {

/// How well a network does on a part of the samples.
struct Score {
  double loss = 0;      // the mean of the loss, without the regularizer's price
  double accuracy = 0;  // the share of samples whose class is read right; NaN for a regression
};

/// Runs samples [first, last) through an evaluation graph. `options` are the loss's; `dy` has room for one batch of outputs.
Score score(Graph& graph, const Samples& samples, const LossInfo& loss, std::span<const double> options,
            std::uint32_t classes, std::int64_t first, std::int64_t last, Real* dy);

}  // namespace downhill
