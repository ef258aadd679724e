// A net that is built again and again leaves nothing behind.
#ifdef __linux__
#include <malloc.h>
#endif

#include <string>

#include "core/model/network.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

struct Net {
  const char* layers;
  Shape input;
};

const Net kNets[] = {
    {R"([{"type":"dense","units":8},{"type":"tanh"},{"type":"dense","units":2}])", {10, 2}},
    {R"([{"type":"conv2d","units":4,"kernel":3},{"type":"batch_norm"},{"type":"relu"},{"type":"max_pool2d"},{"type":"dense","units":10}])",
     {20, 1, 12, 12}},
    {R"([{"type":"dense","units":6},{"type":"residual","units":6},{"type":"highway","units":6},{"type":"dropout"},{"type":"dense","units":3}])",
     {64, 5}}};

/// What the heap holds, as far as this platform tells.
struct Heap {
  std::size_t blocks = live_allocations();
  std::size_t taken = 0;  // from the system; what is in use would count what small-block caches hold

  Heap() {
#ifdef __GLIBC__
    const struct mallinfo2 info = mallinfo2();
    taken = info.arena + info.hblkhd;
#endif
  }
};

void build_and_run(const Experiment& e, const Shape& input) {
  Parameters parameters;
  Graph train, evaluation;
  Rng rng(1);
  const std::vector<NodeSpec> nodes = describe_network(e).value();
  bool built = train.build(nodes, input, parameters).ok() && evaluation.build(nodes, input, parameters).ok() &&
               parameters.commit();
  built = built && train.bind(parameters, Graph::kTraining, &rng) &&
          evaluation.bind(parameters, Graph::kEvaluation, nullptr, Graph::kReuse);
  if (!built) FAIL("not built");
  train.forward();
  train.backward();
  evaluation.forward();
}

}  // namespace

TEST_CASE("memory: 10,000 builds and destructions of a net leave the heap where it was after the third") {
  std::vector<Experiment> experiments;
  for (const Net& net : kNets) {
    experiments.push_back(default_experiment());
    REQUIRE(set_field(experiments.back(), "model.layers", net.layers).ok());
  }
  Heap third;
  for (int round = 1; round <= 10'000; ++round) {
    const auto at = static_cast<std::size_t>(round) % std::size(kNets);
    build_and_run(experiments[at], kNets[at].input);
    if (round == 3) third = Heap();
  }
  const Heap last;
  CHECK(last.blocks == third.blocks);
  CHECK(last.taken <= third.taken);
}

TEST_CASE(
    "memory: a session that is configured and trained again and again leaves the heap where it was after the third "
    "time") {
  Heap third;
  const std::string experiment = write_experiment(default_experiment());
  for (int round = 1; round <= 200; ++round) {
    {
      Session session;
      Event event;
      session.handle({.run = 1, .body = Configure{experiment}});
      session.handle({.run = 1, .body = Play{20, 0}});
      while (session.busy()) session.tick(7);
      while (session.poll(event)) continue;
    }
    if (round == 3) third = Heap();
  }
  const Heap last;
  CHECK(last.blocks == third.blocks);
  CHECK(last.taken <= third.taken);
}
