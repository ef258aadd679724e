#include <new>

#include "core/losses/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("allocation: the counter counts") {
  const std::size_t before = allocations();
  ::operator delete(::operator new(100));  // not a new-expression, which a compiler may leave out
  CHECK(allocations() > before);
}

namespace {

/// What the steps of a run allocate.
std::size_t count(const std::string& experiment) {
  Host host;
  const bool pictures = host.configure(experiment).points.empty();
  host.send(Play{});
  const std::size_t before = allocations();
  host.session.tick(pictures ? 8 : 600);  // epochs of three steps, or of twenty
  return allocations() - before;
}

}  // namespace

TEST_CASE("allocation: training steps make none, over whole epochs, for every experiment, optimizer and regularizer") {
  for (const std::string& path : experiment_files()) CHECK_MESSAGE(count(without_files(read_text(path))) == 0, path);
  for (const OptimizerInfo* optimizer : all_optimizers())
    CHECK(count(experiment_with("circle", {{"optimizer.type", optimizer->info.name}})) == 0);
  for (const ScheduleInfo* schedule : all_schedules())
    CHECK(count(experiment_with("circle", {{"schedule.type", schedule->info.name},
                                           {"schedule.unit", "epoch"},
                                           {"optimizer.clip_norm", "1"}})) == 0);
  for (const RegularizerInfo* regularizer : all_regularizers())
    CHECK(count(experiment_with("circle", {{"regularizer.type", regularizer->info.name}, {"batch_size", "7"}})) == 0);
}

TEST_CASE("allocation: training steps make none with any further loss on the outputs, and every mining of triplets") {
  std::vector<std::string> losses;
  for (const LossInfo* loss : all_losses())
    if (loss->check(default_piece(loss->info).values, 2, 2).ok())
      losses.push_back(R"({"type":")" + std::string(loss->info.name) + "\"}");
  for (const char* mining : {"all", "active"})
    losses.push_back(R"({"type":"triplet","mining":")" + std::string(mining) + "\"}");
  CHECK(losses.size() > 10);
  for (const std::string& loss : losses)
    CHECK_MESSAGE(count(experiment_with("spiral", {{"losses", "[" + loss + "]"}})) == 0, loss);
}
