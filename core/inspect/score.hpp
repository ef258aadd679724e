#pragma once
#include "core/graph/graph.hpp"
#include "core/model/samples.hpp"

namespace downhill {

/// How well a network does on a part of the samples.
struct Score {
  double loss = 0;      // the mean of the loss, without the regularizer's price
  double accuracy = 0;  // the share of samples whose class is read right; NaN for a regression
};

/// Room for one batch of an evaluation graph.
struct ScoreBuffers {
  std::vector<Real> answers;
  std::vector<Real> dy;
};

/// Runs samples [first, last) through an evaluation graph. `options` are the loss's. Does not allocate.
Score score(Graph& graph, Samples& samples, const LossInfo& loss, std::span<const double> options, int first, int last,
            ScoreBuffers& buffers);

/// Which class an output stands for: the largest of several, the sign of one.
int read_class(const Real* y, std::int64_t units);

}  // namespace downhill
