#include "core/graph/lifetimes.hpp"

#include <algorithm>
#include <vector>

#include "core/base/rng.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

TEST_CASE("lifetimes: a chain needs two places, whatever its length") {
  std::vector<Lifetime> chain;
  for (int i = 0; i < 20; ++i) chain.push_back({16, i, i + 1});
  CHECK(place_tensors(chain, 16) == 32);
}

TEST_CASE("lifetimes: no two living tensors overlap, and nothing reaches beyond the block") {
  Rng rng(3);
  for (int round = 0; round < 300; ++round) {
    std::vector<Lifetime> tensors;
    const int count = 1 + static_cast<int>(rng.below(40));
    std::int64_t all = 0;
    for (int i = 0; i < count; ++i) {
      tensors.push_back({static_cast<std::int64_t>(rng.below(100)), i, i + static_cast<int>(rng.below(6))});
      all += (tensors.back().count + 15) / 16 * 16;
    }
    const std::int64_t needed = place_tensors(tensors, 16);
    CHECK(needed <= all);
    for (const Lifetime& a : tensors) {
      CHECK(a.place % 16 == 0);
      CHECK(static_cast<std::int64_t>(a.place) + a.count <= needed);
      for (const Lifetime& b : tensors) {
        const bool together = &a != &b && a.first <= b.last && b.first <= a.last;
        const bool apart = static_cast<std::int64_t>(a.place) + a.count <= static_cast<std::int64_t>(b.place) ||
                           static_cast<std::int64_t>(b.place) + b.count <= static_cast<std::int64_t>(a.place);
        if (together && a.count > 0 && b.count > 0) CHECK(apart);
      }
    }
  }
}
