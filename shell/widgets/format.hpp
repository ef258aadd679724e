#pragma once
#include <cstdint>

namespace downhill {

/// A short number on the stack, for labels that are drawn at once.
struct Short {
  char text[32];
  operator const char*() const { return text; }
};

Short format_value(double value);       // 0.03  12  48,000  1e+09: three digits that count
Short format_loss(double value);        // 0.021  1.35  12.4 : of one width while it shrinks; 0.00032  3.2e-05; "–" for none
Short format_percent(double fraction);  // 98.4 %
Short format_epoch(double epoch, bool slow = false);  // 000,184; one that takes long, 0.18
Short format_count(std::int64_t count);               // 117,600  1.2 G
Short format_rate(double per_second);                 // 4.8 M

/// `value` as it reads after rounding to `digits` significant digits: sliders stop at numbers one can say.
double round_significant(double value, int digits);

}  // namespace downhill
