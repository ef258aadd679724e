#include "core/base/result.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "core/base/rng.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

int fired = 0;
[[maybe_unused]] void count_checks(const char*, const char*, int) {
  ++fired;
}

}  // namespace

TEST_CASE("result: holds a value or an error") {
  const Result<int> good = 3;
  CHECK(good.ok());
  CHECK(good.value() == 3);
  const Result<int> bad = Error{"model.layers[2].units", "0 is too small", "0 太小"};
  CHECK(!bad.ok());
  CHECK(to_string(bad.error()) == "model.layers[2].units: 0 is too small");
  CHECK(to_string(Error{"", "no memory", ""}) == "no memory");
}

TEST_CASE("result: make_error fills both sentences, and nothing but the marks") {
  const Error error = make_error("a.b", {"{} is larger than {}", "{} 大于 {}"}, {"7", "{}"});
  CHECK(error.place == "a.b");
  CHECK(error.en == "7 is larger than {}");
  CHECK(error.zh == "7 大于 {}");
  CHECK(make_error("", {"{} {}", "{"}, {"x"}).en == "x {}");
  CHECK(make_error("", {"{} {}", "{"}, {"x"}).zh == "{");
}

TEST_CASE("result: number_text is short and reads back") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(5) == "5");
  CHECK(number_text(1e9) == "1e+09");
  CHECK(number_text(-0.03) == "-0.03");
  CHECK(number_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-inf");
  for (const double value : {1.0 / 3, 1e-300, 123456789.125, 5e-324}) {
    CHECK(std::strtod(number_text(value).c_str(), nullptr) == value);
  }
}

TEST_CASE("result: number_text writes what std::to_chars writes") {
  const auto standard = [](double value) {
    char text[64];
    return std::string(text, std::to_chars(text, text + sizeof text, value).ptr);
  };
  for (const double value : {0.0, -0.0, 5e-324, 1e-5, 1e-4, 1e4, 1e5, 1e21, 1e22, 100000.5, 2.2250738585072014e-308,
                             1.7976931348623157e308, 9007199254740991.0})
    CHECK(number_text(value) == standard(value));
  Rng rng(7);
  int differ = 0, lost = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = rng.next();
    const double any = std::bit_cast<double>(bits), hundredths = static_cast<double>(bits % 1000000) / 100;
    for (const double value : {any, hundredths, static_cast<double>(static_cast<float>(hundredths / 7))}) {
      if (!std::isfinite(value)) continue;
      lost += std::strtod(number_text(value).c_str(), nullptr) != value;
      // Behind the last digit that counts we write zeros, the standard what the number in binary happens to be.
      const bool beyond = std::fabs(value) > 9007199254740992.0 && std::fabs(value) < 1e22;
      differ += !beyond && number_text(value) != standard(value);
    }
  }
  CHECK(differ == 0);
  CHECK(lost == 0);
}

#ifdef DOWNHILL_CHECKS
TEST_CASE("check: a programmer's mistake reaches the handler") {
  const CheckHandler former = set_check_handler(count_checks);
  fired = 0;
  const Result<int> good = 3;
  (void)good.ok();
  DOWNHILL_CHECK(1 + 1 == 2);
  CHECK(fired == 0);
  DOWNHILL_CHECK(1 + 1 == 3);
  CHECK(fired == 1);
  CHECK((set_check_handler(former) == count_checks));
}
#endif
