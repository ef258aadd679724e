#pragma once
#include <string_view>

#include "core/model/safetensors.hpp"

namespace downhill {

/// What the header of a safetensors file says of one tensor; nothing but its form is checked.
struct HeaderEntry {
  TensorEntry tensor;
  std::uint64_t first = 0, last = 0;  // data_offsets
};

struct TensorHeader {
  std::vector<HeaderEntry> entries;  // in the order of the header
  std::vector<std::pair<std::string, std::string>> metadata;
};

/// Reads the JSON of a header word by word, without a tree: it stops at the first thing that is wrong or too much.
Result<TensorHeader> read_tensor_header(std::string_view text);

/// A name from a file, cut to what fits into a message.
std::string shown_name(std::string_view name);

}  // namespace downhill
