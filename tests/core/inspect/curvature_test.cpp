#include "core/inspect/curvature.hpp"

#include <algorithm>
#include <cmath>

#include "tests/core/inspect/net.hpp"
#include "tests/core/support/allocations.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

constexpr double kTolerance = sizeof(Real) == 8 ? 1e-8 : 1e-3;

const char* const kTwoLayers = R"({"type":"dense","units":4},{"type":"tanh"},{"type":"dense","units":2})";

}  // namespace

TEST_CASE("curvature: the Hessian of a linear net with half the squared error is X^T X / N") {
  ProbedNet net(nodes_of(R"({"type":"dense","units":1,"bias":false})"), {9, 4}, "mse", 1, 0,
                R"({"reduction":"half_sum"})");
  Probing probing(net);
  for (std::size_t column = 0; column < 4; ++column) {
    std::vector<double> unit(4, 0.0), row(4);
    unit[column] = 3;  // a product is linear in v
    hessian_product(probing, unit, row);
    for (std::size_t i = 0; i < 4; ++i) {
      double expected = 0;
      for (std::size_t n = 0; n < 9; ++n)
        expected +=
            static_cast<double>(net.x.numbers[n * 4 + i]) * static_cast<double>(net.x.numbers[n * 4 + column]) / 9;
      CHECK(std::abs(row[i] - 3 * expected) < 3 * kTolerance);
    }
  }
}

TEST_CASE("curvature: eigenvalues of a quadratic known by hand") {
  // X has orthogonal columns of squared length 8, 2 and 0.5: with two samples' mean they are the eigenvalues 4, 1 and
  // .25 twice over.
  ProbedNet net(nodes_of(R"({"type":"dense","units":2,"bias":false})"), {4, 3}, "mse", 1, 0,
                R"({"reduction":"half_sum"})");
  net.x.numbers = {4, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0};
  Probing probing(net);
  const Result<Spectrum> found = hessian_spectrum(probing, 2);
  REQUIRE(found.ok());
  const double expected[] = {4, 4, 1, 1, 0.25, 0.25};
  REQUIRE(found.value().values.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(std::abs(found.value().values[i] - expected[i]) < kTolerance);
  REQUIRE(found.value().vectors.size() == 12);
  for (std::size_t v = 0; v < 2; ++v)  // only the weights of the first feature bend so much
    for (std::size_t i : {1u, 2u, 4u, 5u}) CHECK(std::abs(found.value().vectors[v * 6 + i]) < 10 * kTolerance);
}

TEST_CASE("curvature: eigenvectors of a net are stretched by their eigenvalues, which sum to the trace") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    ProbedNet net(nodes_of(kTwoLayers), {12, 3}, "softmax_cross_entropy", seed);
    Probing probing(net);
    const std::size_t n = net.parameters.count();
    const Result<Spectrum> found = hessian_spectrum(probing, 3);
    REQUIRE(found.ok());
    const std::vector<double>& values = found.value().values;
    CHECK(std::is_sorted(values.rbegin(), values.rend()));
    std::vector<double> product(n), unit(n, 0.0);
    for (std::size_t k = 0; k < 3; ++k) {
      const std::span<const double> u = std::span<const double>(found.value().vectors).subspan(k * n, n);
      hessian_product(probing, u, product);
      double miss = 0, size = 0;
      for (std::size_t i = 0; i < n; ++i) miss += std::pow(product[i] - values[k] * u[i], 2), size += u[i] * u[i];
      CHECK(size == doctest::Approx(1));
      CHECK(std::sqrt(miss) < 3 * kTolerance);
    }
    double trace = 0, sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      unit[i] = 1;
      hessian_product(probing, unit, product);
      trace += product[i], sum += values[i];
      unit[i] = 0;
    }
    CHECK(sum == doctest::Approx(trace).epsilon(1e-6));
  }
}

TEST_CASE("curvature: gradient descent on a quadratic diverges just above 2 / lambda and not just below") {
  ProbedNet net(nodes_of(R"({"type":"dense","units":1})"), {9, 4}, "mse", 6, 0, R"({"reduction":"half_sum"})");
  Probing probing(net);
  const double largest = hessian_spectrum(probing, 1).value().values[0];
  for (const double factor : {0.98, 1.02}) {
    probing.restore_weights();
    const double first = probing.loss();
    for (int step = 0; step < 400; ++step) {
      probing.gradient();
      for (std::size_t i = 0; i < net.parameters.count(); ++i)
        net.parameters.values()[i] -= static_cast<Real>(factor * 2 / largest) * net.parameters.gradients()[i];
    }
    CHECK((probing.loss() > first) == (factor > 1));
  }
}

TEST_CASE("curvature: frozen numbers are left out, nothing is left changed, a product does not allocate") {
  std::vector<NodeSpec> nodes = nodes_of(kTwoLayers);
  nodes[1].frozen = true;
  ProbedNet net(std::move(nodes), {12, 3}, "softmax_cross_entropy", 2);
  const Everything before(net.parameters);
  {
    Probing probing(net);
    CHECK(hessian_spectrum(probing, 100).value().values.size() == 10);
    CHECK(Everything(net.parameters).values == before.values);
    std::vector<double> v(10, 1.0), out(10, 9.0);
    const std::size_t at = allocations();
    hessian_product(probing, v, out);
    CHECK(allocations() == at);
    hessian_product(probing, std::vector<double>(10, 0.0), out);
    CHECK(out == std::vector<double>(10, 0.0));
  }
  CHECK(Everything(net.parameters) == before);
}

TEST_CASE("curvature: refuses a net that is too large, and one that has diverged, with the number") {
  ProbedNet large(nodes_of(R"({"type":"dense","units":100},{"type":"tanh"},{"type":"dense","units":10})"), {2, 5},
                  "mse", 1);
  Probing probing(large);
  const Result<Spectrum> refused = hessian_spectrum(probing, 1);
  REQUIRE(!refused.ok());
  CHECK(refused.error().en.find("512") != std::string::npos);
  CHECK(refused.error().en.find("1610") != std::string::npos);
  CHECK(refused.error().zh.find("1610") != std::string::npos);

  ProbedNet broken(nodes_of(kTwoLayers), {12, 3}, "softmax_cross_entropy", 2);
  broken.parameters.values()[0] = std::nanf("");
  Probing second(broken);
  CHECK(!hessian_spectrum(second, 1).ok());
}
