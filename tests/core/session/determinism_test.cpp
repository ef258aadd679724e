// The weights of one run are the same bits on every machine: native SSE and WebAssembly simd128 alike.
#include <bit>

#include "tests/core/support/files.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// FNV-1a, 64 bits, over the bytes of the numbers, lowest first.
std::uint64_t hash_bits(const std::vector<float>& numbers) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const float number : numbers)
    for (int byte = 0; byte < 4; ++byte) {
      hash ^= std::bit_cast<std::uint32_t>(number) >> (8 * byte) & 0xff;
      hash *= 0x100000001b3u;
    }
  return hash;
}

}  // namespace

TEST_CASE("determinism: the hash is FNV-1a") {
  CHECK(hash_bits({}) == 0xcbf29ce484222325u);
  CHECK(hash_bits({std::bit_cast<float>(0x72616263u)}) != hash_bits({std::bit_cast<float>(0x72616264u)}));
  CHECK(hash_bits({std::bit_cast<float>(0x64636261u)}) == 0xfc179f83ee0724ddu);  // "abcd"
}

TEST_CASE("determinism: the spiral's weights after 1,000 steps are the same bits in every build of float") {
  if (sizeof(Real) == 8) return;
  Host host;
  host.configure(experiment_text("spiral"));
  host.train(1000);
  CHECK(hash_bits(host.parameters()) == 0x311bc96ea08fdd4cu);
}
