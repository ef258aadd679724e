#include <cmath>

#include "tests/core/inspect/net.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

const char* const kWithEverything =
    R"({"type":"dense","units":6},{"type":"batch_norm"},{"type":"relu"},{"type":"dropout","rate":0.3},{"type":"dense","units":3})";

}  // namespace

TEST_CASE("objective: the same weights give the same loss, and other weights another one") {
  ProbedNet net(nodes_of(kWithEverything), {7, 4}, "softmax_cross_entropy", 1);
  for (const Graph::Mode mode : {Graph::kTraining, Graph::kEvaluation}) {
    Probing probing(net, mode);
    const double first = probing.loss();
    CHECK(probing.loss() == first);
    net.parameters.values()[3] += Real(0.1);
    CHECK(probing.loss() != first);
    probing.restore_weights();
    CHECK(probing.loss() == first);
    if (mode == Graph::kTraining) CHECK(probing.gradient() == first);
  }
}

TEST_CASE("objective: a recurrent net begins with an empty state in every call") {
  ProbedNet net(
      nodes_of(
          R"({"type":"embedding","vocabulary":7,"width":3},{"type":"lstm","units":3,"carry":true,"output":"last"})"),
      {3, 4}, "softmax_cross_entropy", 2, 7);
  Probing probing(net);
  CHECK(probing.loss() == probing.loss());
}

TEST_CASE("objective: when it ends, weights, gradients and running means are what they were") {
  ProbedNet net(nodes_of(kWithEverything), {7, 4}, "softmax_cross_entropy", 3);
  const Everything before(net.parameters);
  {
    Probing probing(net);
    probing.gradient();
    const std::vector<Real> once = Everything(net.parameters).buffers;
    probing.gradient();
    CHECK(Everything(net.parameters).buffers == once);  // the second call began alike
    net.parameters.values()[0] = 7;
    CHECK_FALSE(Everything(net.parameters) == before);
  }
  CHECK(Everything(net.parameters) == before);
}
