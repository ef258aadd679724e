#pragma once
#include <string>
#include <vector>

#include "core/data/image_store.hpp"
#include "core/inspect/curvature.hpp"
#include "core/inspect/gradient_check.hpp"
#include "core/inspect/loss_slice.hpp"
#include "core/inspect/statistics.hpp"
#include "core/model/experiment.hpp"
#include "core/model/safetensors.hpp"

namespace downhill {

inline constexpr int kHistogramBins = 20;

struct InspectionOptions {
  int samples = 0;           // of the training set, its first ones; 0: the batch size, at most 32
  int checked_numbers = 20;  // of each parameter tensor: what the gradient check looks at
  SliceAxis slice;           // where along a random direction the loss is measured
};

/// How one tensor's numbers are spread.
struct Spread {
  std::string name;  // "tanh1", "dense1.weight"
  Statistics statistics;
  std::vector<std::uint32_t> histogram;  // kHistogramBins from statistics.minimum to statistics.maximum
};

/// A look at a run as it stands.
struct Inspection {
  double loss = 0;                  // of the batch
  std::vector<Spread> activations;  // of every layer's output, behind the input
  std::vector<Spread> gradients;    // of every parameter
  std::vector<TensorCheck> checks;  // of every parameter
  std::vector<double> line;         // the loss along one filter-normalised direction, at options.slice
  std::vector<double> eigenvalues;  // of the Hessian, the largest first; empty above kMaximumHessian numbers
};

/// What one batch shows of a network: activations and gradients of every layer, whether its gradients are right, how the
/// loss bends around it.
/// It looks at the copy in `checkpoint`, in training mode: no run is changed.
/// Errors   samples outside [1, those there are for training], what the network or its checkpoint refuses, no memory
/// Cost     6 to 16 forward passes a checked number, as many as the slice has places, two of both passes a learned number
///          where there is a spectrum
/// Source   core/inspect, piece by piece
/// Not here the experiment's further losses and regularizer
Result<Inspection> inspect_run(const Experiment& experiment, const ImageStore& images, const TensorFile& checkpoint,
                               const InspectionOptions& options);

}  // namespace downhill
