#pragma once
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/session/protocol.hpp"

namespace downhill {

/// Reads the four IDX files of a data set of pictures from disk, raw or with .gz: training and test pictures, each with
/// their labels, under the names that MNIST gave them. `folder`: where they lie; empty: MNIST_DIR or FASHION_MNIST_DIR
/// in the environment.
/// Errors   no folder is known, a file is missing, too long, truncated or damaged
Result<std::vector<Supply>> read_idx_files(const std::string& dataset, const std::string& folder);

}  // namespace downhill
