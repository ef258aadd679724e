#pragma once
#include <string>

#include "core/base/result.hpp"
#include "core/model/experiment.hpp"
#include "core/session/session.hpp"

namespace downhill {

/// Reads what the experiment's data set needs from disk (four IDX files, raw or with .gz) and supplies it to the
/// session; does nothing for data that need no files. `folder`: where they lie; empty: MNIST_DIR or FASHION_MNIST_DIR
/// in the environment. Errors   no folder is known, a file is missing, too long or no IDX file
Status supply_pictures(Session& session, const Experiment& experiment, const std::string& folder);

}  // namespace downhill
