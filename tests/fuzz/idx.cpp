// Any bytes as a pair of IDX files: the first two say how long the file of pictures is, the labels follow it.
#include "core/data/idx.hpp"

#include <algorithm>

#include "tests/fuzz/fuzz.hpp"

using namespace downhill;
using namespace downhill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::span<const std::uint8_t> rest(data + 2, size - 2);
  const std::size_t length = std::min<std::size_t>(data[0] | data[1] << 8, rest.size());
  const std::span<const std::uint8_t> images = rest.first(length), labels = rest.subspan(length);
  const Result<ImageSet> read = read_idx_pair({"images", images}, {"labels", labels});
  if (!read) {
    expect_message(read.error());
    return 0;
  }
  // What is accepted is all of both files: nothing invented, nothing dropped.
  const ImageSet& set = read.value();
  expect(set.count() >= 1 && set.height >= 1 && set.width >= 1);
  expect(set.pixels.size() == static_cast<std::size_t>(set.count()) * static_cast<std::size_t>(set.height * set.width));
  expect(images.size() == 16 + set.pixels.size() && labels.size() == 8 + set.labels.size());
  expect(std::equal(set.pixels.begin(), set.pixels.end(), images.begin() + 16));
  expect(std::equal(set.labels.begin(), set.labels.end(), labels.begin() + 8));
  expect(std::all_of(set.labels.begin(), set.labels.end(), [](std::uint8_t label) { return label < 10; }));
  return 0;
}
