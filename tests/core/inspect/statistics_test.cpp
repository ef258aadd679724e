#include "core/inspect/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/initializers/registry.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/inspect/net.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("statistics: mean, deviation, extremes and shares of a few numbers") {
  const std::vector<Real> numbers = {-1, 0, 0, 1, Real(0.5), 2};
  const Statistics s = describe_numbers(numbers, {-0.75, 1});
  CHECK(s.count == 6);
  CHECK(s.broken == 0);
  CHECK(s.mean == doctest::Approx(2.5 / 6));
  CHECK(s.deviation == doctest::Approx(std::sqrt(6.25 / 6 - (2.5 / 6) * (2.5 / 6))));
  CHECK(s.minimum == -1);
  CHECK(s.maximum == 2);
  CHECK(s.zeros == doctest::Approx(2.0 / 6));
  CHECK(s.saturated == doctest::Approx(2.0 / 6));
  CHECK(describe_numbers(numbers).saturated == 0);
}

TEST_CASE("statistics: what is not finite is counted and left out; nothing gives zeros; large means do not cancel") {
  const Real infinity = std::numeric_limits<Real>::infinity(), nan = std::numeric_limits<Real>::quiet_NaN();
  const Statistics s = describe_numbers(std::vector<Real>{nan, 3, infinity, 5, -infinity});
  CHECK(s.count == 2);
  CHECK(s.broken == 3);
  CHECK(s.mean == 4);
  CHECK(s.deviation == 1);
  CHECK(describe_numbers({}).count == 0);
  CHECK(describe_numbers({}).deviation == 0);
  CHECK(describe_numbers(std::vector<Real>{1000000, 1000001}).deviation == 0.5);
}

TEST_CASE("statistics: histograms have closed ends and leave out what lies beyond") {
  const Real nan = std::numeric_limits<Real>::quiet_NaN();
  std::vector<std::uint32_t> bins(4, 99);
  const std::vector<Real> numbers = {-2, -1, Real(-0.51), Real(-0.5), 0, Real(0.49), Real(0.5), 1, Real(1.01), nan};
  CHECK(count_histogram(numbers, -1, 1, bins) == 7);
  CHECK(bins == std::vector<std::uint32_t>{2, 1, 2, 2});
}

TEST_CASE("statistics: activations and gradients of a net are those of its tensors") {
  ProbedNet net(nodes_of(R"({"type":"dense","units":6},{"type":"relu"},{"type":"dense","units":2})"), {9, 3}, "mse", 1);
  Probing probing(net);
  probing.gradient();
  const Statistics y = describe_activations(probing.graph(), 2);
  std::int64_t zeros = 0;
  double sum = 0;
  for (Real v : probing.graph().output(2).span()) zeros += v == 0, sum += static_cast<double>(v);
  CHECK(y.count == 54);
  CHECK(y.zeros == static_cast<double>(zeros) / 54);
  CHECK(y.mean == doctest::Approx(sum / 54));
  CHECK(describe_gradient(net.parameters, 0).count == 18);
  CHECK(describe_gradient(net.parameters, 0).maximum ==
        *std::max_element(net.parameters.gradient(0).span().begin(), net.parameters.gradient(0).span().end()));
}

namespace {

struct Row {
  const char* initializer;
  const char* options;
  const char* activation;
  ActiveRange range;
  double deviations[5];
  bool saturates = false;  // 60-77 % of the outputs
};

// targets.md 5.1: 1000 samples of 100 numbers N(0, 1) through five layers of 100 without bias; one run each.
const Row kTable[] = {
    {"normal", R"({"std":1})", "sigmoid", kSigmoidRange, {.459, .434, .442, .436, .423}, true},
    {"normal", R"({"std":0.01})", "sigmoid", kSigmoidRange, {.0250, .0118, .0134, .0122, .0117}},
    {"xavier", R"({"distribution":"normal"})", "sigmoid", kSigmoidRange, {.208, .120, .132, .119, .109}},
    {"normal", R"({"std":1})", "tanh", kTanhRange, {.959, .957, .958, .958, .957}},
    {"normal", R"({"std":0.01})", "tanh", kTanhRange, {.0994, .00972, .000987, 9.8e-5, 9.7e-6}},
    {"xavier", R"({"distribution":"normal"})", "tanh", kTanhRange, {.628, .480, .407, .355, .317}},
    {"normal", R"({"std":0.01})", "relu", {}, {.0586, .00425, 2.98e-4, 2.03e-5, 1.24e-6}},
    {"xavier", R"({"distribution":"normal"})", "relu", {}, {.586, .425, .298, .203, .124}},
    {"he", "{}", "relu", {}, {.829, .850, .843, .811, .703}}};

/// What one run of a row shows, layer by layer.
std::vector<Statistics> run_row(const Row& row, std::uint64_t seed) {
  std::string layers;
  for (int i = 0; i < 5; ++i)
    layers += std::string(i > 0 ? "," : "") + R"({"type":"dense","units":100,"bias":false},{"type":")" +
              row.activation + "\"}";
  Parameters parameters;
  Graph graph;
  REQUIRE(graph.build(nodes_of(layers), {1000, 100}, parameters).ok());
  REQUIRE(parameters.commit());
  REQUIRE(graph.bind(parameters, Graph::kEvaluation));
  Rng rng(seed);
  const InitializerInfo& initializer = *find_piece(all_initializers(), row.initializer);
  parameters.initialize(initializer, parse_options(initializer.info, row.options), rng);
  for (Real& x : graph.output(0).span()) x = static_cast<Real>(rng.normal());
  graph.forward();
  std::vector<Statistics> layers_seen;
  for (int layer = 1; layer <= 5; ++layer) layers_seen.push_back(describe_activations(graph, 2 * layer, row.range));
  return layers_seen;
}

}  // namespace

// One run of one net scatters: by 15 % behind five layers of relu, where the table's run is a small one. So the mean of
// several nets is held to 15 % of the table, or to two of their own deviations where these are wider.
TEST_CASE("statistics: the activations of five layers under nine initializations") {
  constexpr int kNets = 8;
  for (const Row& row : kTable) {
    double sum[5] = {}, squares[5] = {}, saturated[5] = {};
    for (int seed = 1; seed <= kNets; ++seed) {
      const std::vector<Statistics> layers = run_row(row, static_cast<std::uint64_t>(seed));
      for (std::size_t i = 0; i < 5; ++i) {
        sum[i] += layers[i].deviation / kNets, squares[i] += layers[i].deviation * layers[i].deviation / kNets;
        saturated[i] += layers[i].saturated / kNets;
      }
    }
    for (std::size_t i = 0; i < 5; ++i) {
      CAPTURE(row.initializer);
      CAPTURE(row.activation);
      CAPTURE(i);
      const double scatter = std::sqrt(std::max(0.0, squares[i] - sum[i] * sum[i]));
      CHECK(std::abs(sum[i] - row.deviations[i]) < std::max(0.15 * row.deviations[i], 2 * scatter));
      CHECK(scatter < 0.2 * sum[i]);
      if (row.saturates) {
        CHECK(saturated[i] > 0.60);
        CHECK(saturated[i] < 0.77);
      }
    }
  }
}
