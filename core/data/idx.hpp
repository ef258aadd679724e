#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/result.hpp"
#include "core/data/images.hpp"

namespace downhill {

/// The bytes of one file, and what messages call it ("train_images").
struct NamedBytes {
  std::string_view place;
  std::span<const std::uint8_t> bytes;
};

/// Limits on what is read. MNIST has 60,000 pictures of 28x28, 45 MiB.
inline constexpr int kMaximumImages = 131072;
inline constexpr int kMaximumImageSide = 256;
inline constexpr std::uint64_t kMaximumImageBytes = 96u << 20;

/// Reads a pair of IDX files, the format of MNIST: a magic number, the sizes (32 bits, big endian), the bytes.
/// Shapes   images 0x00000803 [count, height, width], labels 0x00000801 [count]
/// Errors   an empty or still compressed file, a web page instead of a file, another magic number, no picture or more
///          than a limit, sides outside 1..256, bytes missing or left over, counts that differ, a label that is no
///          class. The place is that of the file at fault
/// Cost     one copy of the bytes; nothing is allocated before the sizes fit the file, with every product checked
/// Source   LeCun, Cortes and Burges, "The MNIST database of handwritten digits", file format
/// Not here decompression (the caller's), other number types and axes, EMNIST's turned pictures
Result<ImageSet> read_idx_pair(NamedBytes images, NamedBytes labels, int classes = 10,
                               int maximum_count = kMaximumImages);

}  // namespace downhill
