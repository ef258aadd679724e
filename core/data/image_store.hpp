#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/data/images.hpp"

namespace downhill {

/// The pictures of one data set that the host read from files.
struct SuppliedImages {
  std::shared_ptr<const ImageSet> train;
  std::shared_ptr<const ImageSet> test;
};

/// By name of the data set. The core opens no file itself.
using ImageStore = std::map<std::string, SuppliedImages, std::less<>>;

}  // namespace downhill
