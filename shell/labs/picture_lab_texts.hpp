#pragma once
#include <array>
#include <bit>
#include <vector>

#include "shell/widgets/layers_texts.hpp"

namespace downhill {

/// A lab's own texts (a struct of Text) and those of the widgets that all labs of pictures share.
template <class Texts>
std::vector<Text> picture_lab_texts(const Texts& own) {
  const auto list = std::bit_cast<std::array<Text, sizeof(Texts) / sizeof(Text)>>(own);
  const auto shared =
      std::bit_cast<std::array<Text, sizeof(layers_texts::Texts) / sizeof(Text)>>(layers_texts::kLayersText);
  std::vector<Text> all(list.begin(), list.end());
  all.insert(all.end(), shared.begin(), shared.end());
  return all;
}

}  // namespace downhill
