// Not with std::to_chars: the tables behind it are 105 KB, of which a file, a link or a message needs nothing.
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "core/base/result.hpp"

namespace downhill {
namespace {

/// d.ddd x 10^exponent
struct Decimal {
  std::string digits;
  int exponent;
};

// 15 digits survive the way to binary and back, so a number that somebody wrote with fewer is found at once, with
// zeros behind it. What was computed needs 16 or 17. Only below DBL_MIN are there fewer good ones.
Decimal shortest(double magnitude) {
  char text[32];
  int count = magnitude < DBL_MIN ? 1 : 15;
  do std::snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
  while (std::strtod(text, nullptr) != magnitude && ++count <= 17);

  const char* c = text;
  std::string digits;
  for (; *c != 'e'; ++c)
    if (*c >= '0' && *c <= '9') digits += *c;
  const std::size_t last = digits.find_last_not_of('0');
  digits.resize(last == std::string::npos ? 1 : last + 1);
  return {digits, std::atoi(c + 1)};
}

std::string plain(const Decimal& d) {
  if (d.exponent < 0) return "0." + std::string(static_cast<std::size_t>(-d.exponent - 1), '0') + d.digits;
  const std::size_t whole = static_cast<std::size_t>(d.exponent) + 1;
  if (whole >= d.digits.size()) return d.digits + std::string(whole - d.digits.size(), '0');
  return d.digits.substr(0, whole) + "." + d.digits.substr(whole);
}

std::string scientific(const Decimal& d) {
  const std::string exponent = std::to_string(std::abs(d.exponent));
  return d.digits.substr(0, 1) + (d.digits.size() > 1 ? "." + d.digits.substr(1) : "") +
         (d.exponent < 0 ? "e-" : "e+") + (exponent.size() < 2 ? "0" : "") + exponent;
}

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  const Decimal decimal = shortest(std::fabs(value));
  const std::string a = plain(decimal), b = scientific(decimal);
  return sign + (a.size() <= b.size() ? a : b);
}

}  // namespace downhill
