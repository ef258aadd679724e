#include "core/schedules/schedule.hpp"

#include <array>
#include <cmath>
#include <string>

#include "core/schedules/registry.hpp"
#include "core/schedules/schedule_options.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("golden: schedules equal PyTorch, unit of time by unit of time") {
  constexpr double kBaseRate = 0.2;  // as in tests/golden/training.py
  std::vector<GoldenCase> cases = read_golden("schedules");
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const ScheduleInfo* schedule = find_piece(all_schedules(), c.piece);
    REQUIRE(schedule != nullptr);
    const std::vector<double> options = parse_options(schedule->info, c.options);
    std::array<double, kScheduleState> state = {};
    const std::vector<Real>& expected = c["rate"].numbers;
    for (std::size_t t = 0; t < expected.size(); ++t) {
      CAPTURE(t);
      const double rate = schedule_rate(*schedule, options, kBaseRate, static_cast<double>(t), state);
      CHECK(relative_error(rate, static_cast<double>(expected[t]), 1e-3) < kGoldenTolerance);
      if (schedule->observe != nullptr) schedule->observe(options, static_cast<double>(c["loss"].numbers[t]), state);
    }
  }
  CHECK(first_missing(all_schedules(), cases) == "");
}

TEST_CASE("schedules: the first options are the warm-up and the unit; warm-up comes before any of them") {
  for (const ScheduleInfo* schedule : all_schedules()) {
    CAPTURE(schedule->info.name);
    REQUIRE(schedule->info.options.size() >= kFirstOwnOption);
    CHECK(std::string(schedule->info.options[kWarmup].name) == "warmup");
    CHECK(std::string(schedule->info.options[kUnit].name) == "unit");
    const std::vector<double> cold = parse_options(schedule->info, "{}");
    std::vector<double> warm = cold;
    warm[kWarmup] = 4;
    std::array<double, kScheduleState> state = {};
    for (int t = 0; t < 4; ++t) CHECK(schedule_rate(*schedule, warm, 1, t, state) == doctest::Approx((t + 1) / 5.0));
    for (int t = 0; t < 30; ++t)
      CHECK(schedule_rate(*schedule, warm, 1, t + 4, state) == schedule_rate(*schedule, cold, 1, t, state));
    CHECK(!counts_epochs(cold));
  }
}

TEST_CASE("schedules: whatever the options and the time, the factor is a number from 0 to 1") {
  Rng rng(3);
  for (const ScheduleInfo* schedule : all_schedules()) {
    CAPTURE(schedule->info.name);
    for (int i = 0; i < 2000; ++i) {
      std::vector<double> options;
      for (const OptionSpec& spec : schedule->info.options) {
        const double high = rng.below(2) == 0 ? spec.maximum : std::min(spec.maximum, spec.minimum + 20);
        const double value =
            rng.below(3) == 0 ? (rng.below(2) == 0 ? spec.minimum : spec.maximum) : rng.uniform(spec.minimum, high);
        options.push_back(spec.kind == OptionKind::real ? value : std::floor(value));
      }
      std::array<double, kScheduleState> state = {};
      for (int t = 0; t < 20; ++t) {
        if (schedule->observe != nullptr) schedule->observe(options, rng.uniform(), state);
        const double time = rng.below(2) == 0 ? t : std::floor(rng.uniform(0, 1e9));
        const double factor = schedule->factor(options, time, state);
        CHECK((factor >= 0 && factor <= 1 + 1e-12));
      }
    }
  }
}
