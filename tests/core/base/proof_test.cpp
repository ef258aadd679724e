// How much the gradient checks and the golden vectors look at. Their number only grows.
#include <cstdio>

#include "core/losses/registry.hpp"
#include "core/model/blocks/registry.hpp"
#include "core/ops/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

template <class Table>
std::size_t samples_of(const Table& table) {
  std::size_t count = 0;
  for (const auto* piece : table) count += piece->info.samples.size();
  return count;
}

}  // namespace

TEST_CASE("proof: at least 300 gradient-check cases and 400 golden vectors") {
  const std::size_t ops = samples_of(all_ops()), losses = samples_of(all_losses()), blocks = samples_of(all_blocks()),
                    regularizers = all_regularizers().size();
  // tests/core/graph: a net with every activation and every loss; its nets of every kind come on top.
  std::size_t activations = 0;
  for (const OpInfo* op : all_ops()) activations += op->is_activation;
  const std::size_t nets = activations * all_losses().size();
  std::size_t golden = 0;
  for (const char* file : {"ops", "layers", "losses", "regularizers", "optimizers", "schedules", "nets"})
    golden += read_golden(file).size();
  std::printf(
      "gradient checks: %zu samples of ops, %zu of losses, %zu of blocks, %zu regularizers, %zu whole nets; golden "
      "vectors: %zu\n",
      ops, losses, blocks, regularizers, nets, golden);
  CHECK(ops + losses + blocks + regularizers + nets >= 300);
  CHECK(golden >= 400);
}
