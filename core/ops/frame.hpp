#pragma once
#include "core/ops/inputs.hpp"

/// What pad and crop share: four lengths, and copying a smaller image out of or into a larger one.
namespace downhill {

enum { kTop, kBottom, kLeft, kRight };  // the first four options

constexpr OptionSpec frame_option(const char* name, HelpText label, HelpText help) {
  return {.name = name,
          .label = label,
          .help = help,
          .kind = OptionKind::integer,
          .minimum = 0,
          .maximum = 1024,
          .initial = 0,
          .slider_minimum = 0,
          .slider_maximum = 8};
}

/// visit(first place of the row in the small image, in the large image, row length) for every row of the small one.
template <class Visit>
void visit_rows(std::span<const double> options, const Shape& small, const Shape& large, Visit visit) {
  const auto planes = static_cast<Index>(small[0] * small[1]), height = static_cast<Index>(small[2]);
  const auto width = static_cast<Index>(small[3]), large_height = static_cast<Index>(large[2]);
  const auto large_width = static_cast<Index>(large[3]);
  const auto top = static_cast<Index>(options[kTop]), left = static_cast<Index>(options[kLeft]);
  for (Index p = 0; p < planes; ++p)
    for (Index i = 0; i < height; ++i)
      visit((p * height + i) * width, (p * large_height + top + i) * large_width + left, width);
}

}  // namespace downhill
