#include "core/inspect/loss_slice.hpp"

#include <algorithm>
#include <cmath>

#include "tests/core/inspect/net.hpp"
#include "tests/core/support/allocations.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

double length(std::span<const Real> numbers) {
  double sum = 0;
  for (Real v : numbers) sum += static_cast<double>(v) * static_cast<double>(v);
  return std::sqrt(sum);
}

const char* const kCnn =
    R"({"type":"conv2d","units":3,"kernel":3,"padding":1},{"type":"batch_norm"},{"type":"relu"},{"type":"flatten"},{"type":"dense","units":2})";

}  // namespace

TEST_CASE("loss slice: every filter of a direction is as long as the net's; biases and batch norm stay") {
  ProbedNet net(nodes_of(kCnn), {3, 2, 4, 4}, "softmax_cross_entropy", 1);
  for (Real& w : net.parameters.value(0).span().first(18)) w = 0;  // the first kernel
  std::vector<Real> d(net.parameters.count(), 5), e(d.size());
  Rng rng(1);
  draw_filter_normalized(net.parameters, rng, d);
  draw_filter_normalized(net.parameters, rng, e);
  CHECK(d != e);
  for (std::size_t p = 0; p < net.parameters.table().size(); ++p) {
    const Parameter& parameter = net.parameters.table()[p];
    CAPTURE(parameter.name);
    const bool moves = parameter.name == "conv2d1.weight" || parameter.name == "dense1.weight";
    const auto filter = static_cast<std::size_t>(moves ? parameter.spec.shape.sample_count() : 1);
    const std::span<const Real> w = net.parameters.value(static_cast<int>(p)).span();
    for (std::size_t first = 0; first < w.size(); first += filter) {
      const double expected = moves ? length(w.subspan(first, filter)) : 0;
      CHECK(length(std::span<const Real>(d).subspan(parameter.offset + first, filter)) ==
            doctest::Approx(expected).epsilon(1e-5));
    }
  }
}

TEST_CASE("loss slice: frozen parameters stay where they are") {
  std::vector<NodeSpec> nodes = nodes_of(R"({"type":"dense","units":4},{"type":"tanh"},{"type":"dense","units":2})");
  nodes[1].frozen = true;
  ProbedNet net(std::move(nodes), {3, 2}, "mse", 1);
  std::vector<Real> d(net.parameters.count());
  Rng rng(2);
  draw_filter_normalized(net.parameters, rng, d);
  for (std::size_t i = net.parameters.learned_values().size(); i < d.size(); ++i) CHECK(d[i] == 0);
  CHECK(length(d) > 0);
}

TEST_CASE("loss slice: a line of a linear net with mse is a parabola, its middle the loss itself") {
  ProbedNet net(nodes_of(R"({"type":"dense","units":2,"bias":false})"), {12, 3}, "mse", 3);
  const Everything before(net.parameters);
  {
    Probing probing(net, Graph::kEvaluation);
    const double here = probing.loss();
    std::vector<Real> d(net.parameters.count());
    Rng rng(3);
    draw_filter_normalized(net.parameters, rng, d);
    const SliceAxis axis = {-1, 1, 5};
    std::vector<double> line(5);
    loss_line(probing, d, axis, line);
    CHECK(Everything(net.parameters).values == before.values);
    CHECK(line[2] == here);
    const double third = line[3] - 3 * line[2] + 3 * line[1] - line[0];
    CHECK(std::abs(third) < 1e-5 * (line[0] + line[4]));
    CHECK(line[0] - 2 * line[2] + line[4] > 0);
    CHECK(axis[0] == -1);
    CHECK(axis[4] == 1);
  }
  CHECK(Everything(net.parameters) == before);
}

TEST_CASE(
    "loss slice: the middle row and column of a plane are the lines along its directions; nothing is left changed") {
  ProbedNet net(nodes_of(kCnn), {3, 2, 4, 4}, "softmax_cross_entropy", 4);
  const Everything before(net.parameters);
  for (const Graph::Mode mode : {Graph::kTraining, Graph::kEvaluation}) {
    Probing probing(net, mode);
    std::vector<Real> d(net.parameters.count()), e(d.size());
    Rng rng(4);
    draw_filter_normalized(net.parameters, rng, d);
    draw_filter_normalized(net.parameters, rng, e);
    const SliceAxis a = {-1, 1, 7}, b = {-0.5, 0.5, 5};
    std::vector<double> plane(35), along_d(7), along_e(5);
    const std::size_t at = allocations();
    loss_plane(probing, d, e, a, b, plane);
    CHECK(allocations() == at);
    CHECK(Everything(net.parameters).values == before.values);
    loss_line(probing, d, a, along_d);
    loss_line(probing, e, b, along_e);
    for (std::size_t i = 0; i < 7; ++i) CHECK(plane[2 * 7 + i] == along_d[i]);
    for (std::size_t j = 0; j < 5; ++j) CHECK(plane[j * 7 + 3] == along_e[j]);
  }
  CHECK(Everything(net.parameters) == before);
}
