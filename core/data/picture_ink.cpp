#include "core/data/picture_ink.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/base/check.hpp"

namespace downhill {
namespace {

constexpr int kFaintest = 26;  // of 255: less is no drawing
constexpr float kPaperPart = 0.2f, kInkPart = 0.8f;
constexpr std::uint32_t kDustPart = 1000;  // one pixel in so many may be anything

using Histogram = std::array<std::uint32_t, 256>;

/// The shade below which `count` pixels lie.
int shade_of(const Histogram& histogram, std::uint32_t count) {
  int shade = 0;
  for (std::uint32_t seen = histogram[0]; seen <= count && shade < 255;)
    seen += histogram[static_cast<std::size_t>(++shade)];
  return shade;
}

int paper_of(std::span<const std::uint8_t> grey, int height, int width) {
  Histogram rim = {};
  const auto at = [&](int y, int x) { ++rim[grey[static_cast<std::size_t>(y * width + x)]]; };
  for (int x = 0; x < width; ++x) at(0, x), at(height - 1, x);
  for (int y = 0; y < height; ++y) at(y, 0), at(y, width - 1);
  return shade_of(rim, static_cast<std::uint32_t>(width + height));  // half of what was counted
}

}  // namespace

bool find_ink(std::span<const std::uint8_t> grey, int height, int width, std::span<float> ink) {
  DOWNHILL_CHECK(height > 0 && width > 0 && ink.size() == grey.size() &&
                 grey.size() == static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
  Histogram all = {};
  for (const std::uint8_t shade : grey) ++all[shade];
  const auto count = static_cast<std::uint32_t>(grey.size());
  const int paper = paper_of(grey, height, width);
  const int darker = paper - shade_of(all, count / kDustPart);
  const int lighter = shade_of(all, count - 1 - count / kDustPart) - paper;
  const int farthest = std::max(darker, lighter), side = darker >= lighter ? -1 : 1;
  std::fill(ink.begin(), ink.end(), 0.f);
  if (farthest < kFaintest) return false;
  for (std::size_t i = 0; i < grey.size(); ++i) {
    const float part = static_cast<float>(side * (grey[i] - paper)) / static_cast<float>(farthest);
    ink[i] = std::clamp((part - kPaperPart) / (kInkPart - kPaperPart), 0.f, 1.f);
  }
  return true;
}

}  // namespace downhill
