#pragma once
#include <span>
#include <string>

#include "shell/app/ui.hpp"

namespace downhill {

/// How the numbers of one grid are written: all alike, or none of them.
struct NumberWriting {
  int shortened = 0;  // 0: "−0.25", 1: "−0.3", 2: "−.3"
  float size = 0;     // of the small font's line; 0: there is no room

  explicit operator bool() const { return size > 0; }
};

/// The longest way, and the largest size, in which every one of the values fits into a cell.
NumberWriting choose_writing(const Ui& ui, float cell_w, float cell_h, std::span<const float> values);

/// One of the values. Whole numbers only from ten on: 0.5 is not 1, and 0.02 is not 0.
std::string write_number(float value, int shortened);

}  // namespace downhill
