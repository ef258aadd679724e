#pragma once
#include "core/data/dataset.hpp"

namespace downhill {

/// Every data set, in the order of the list in core/CMakeLists.txt.
std::span<const DatasetInfo* const> all_datasets();

/// Those that draw the pictures of a data set without files.
std::span<const PictureGenerator* const> all_picture_generators();

}  // namespace downhill
