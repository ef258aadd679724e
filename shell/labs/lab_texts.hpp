#pragma once
#include <array>
#include <bit>
#include <vector>

#include "core/base/types.hpp"

namespace downhill {

/// What a lab says, from structs of nothing but Text: its own, and those of the widgets it shows. The fonts are built
/// from these lists.
template <class... Texts>
std::vector<Text> lab_texts(const Texts&... structs) {
  std::vector<Text> all;
  const auto add = [&](const auto& texts) {
    const auto list = std::bit_cast<std::array<Text, sizeof(texts) / sizeof(Text)>>(texts);
    for (const Text& text : list) all.push_back(text);
  };
  (add(structs), ...);
  return all;
}

}  // namespace downhill
