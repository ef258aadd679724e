#include "tests/core/support/gradient.hpp"
#include "core/losses/registry.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE("gradient check: every loss, every sample") {
  for (const LossInfo* loss : all_losses()) {
    CHECK_MESSAGE(!loss->info.samples.empty(), loss->info.name << " registers no sample");
    for (const Sample& sample : loss->info.samples)
      for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(loss->info.name);
        CAPTURE(sample.options);
        CAPTURE(sample.shapes);
        const GradientError error = check_loss(*loss, sample.options, parse_shapes(sample.shapes).at(0), seed);
        CAPTURE(error.place);
        CHECK(error.worst < 1e-6);
      }
  }
}
#endif
