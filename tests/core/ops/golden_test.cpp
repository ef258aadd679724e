#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/ops/registry.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/op_run.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// Sums cancel: an error matters against the size of their terms, of which the largest number of the tensor is a measure.
double error_of(std::span<const Real> found, std::span<const Real> expected) {
  double largest = 1;
  for (const Real number : expected) largest = std::max(largest, std::abs(static_cast<double>(number)));
  return largest_error(found, expected, largest / 10);
}

/// "x" when there is one input, else "x0", "x1", ...
std::string input_name(const OpRun& run, std::size_t i) {
  return run.x.size() == 1 ? "x" : "x" + std::to_string(i);
}

/// Tensors that a case may have besides: training (1, else evaluation), state and the buffers before the call, and
/// <buffer>_after. An input whose gradient is missing has none.
void check_case(GoldenCase& c, const OpInfo& op) {
  OpRun run(op, c.options, c.shapes);
  REQUIRE(run.y.shape == c["y"].shape);
  for (std::size_t i = 0; i < run.x.size(); ++i) run.x[i] = c[input_name(run, i)];
  for (std::size_t i = 0; i < run.w.size(); ++i) {
    CAPTURE(run.plan.parameters[i].name);
    REQUIRE(c[run.plan.parameters[i].name].shape == run.w[i].shape);
    run.w[i] = c[run.plan.parameters[i].name];
  }
  for (std::size_t i = 0; i < run.buffers.size(); ++i) run.first_buffers[i] = c[run.plan.buffers[i].name];
  if (c.tensors.count("training") > 0) run.training = c["training"].numbers[0] != 0;
  if (c.tensors.count("state") > 0) run.first_state.numbers = c["state"].numbers;
  run.dy = c["dy"];
  run.forward();
  REQUIRE((c.tensors.count("price") > 0) == (passes_of(op).price != nullptr));
  if (passes_of(op).price != nullptr)
    CHECK(relative_error(run.price(), static_cast<double>(c["price"].numbers[0]), 0.1) < kGoldenTolerance);
  run.backward();

  CHECK(error_of(run.y.numbers, c["y"].numbers) < kGoldenTolerance);
  for (std::size_t i = 0; i < run.x.size(); ++i) {
    CAPTURE(i);
    const std::string name = "d" + input_name(run, i);
    if (c.tensors.count(name) > 0) CHECK(error_of(run.dx[i].numbers, c[name].numbers) < kGoldenTolerance);
  }
  for (std::size_t i = 0; i < run.w.size(); ++i) {
    const std::string name = run.plan.parameters[i].name;
    CAPTURE(name);
    CHECK(error_of(run.dw[i].numbers, c["d" + name].numbers) < kGoldenTolerance);
  }
  for (std::size_t i = 0; i < run.buffers.size(); ++i) {
    const std::string name = run.plan.buffers[i].name;
    CAPTURE(name);
    CHECK(error_of(run.buffers[i].numbers, c[name + "_after"].numbers) < kGoldenTolerance);
  }
}

}  // namespace

TEST_CASE("golden: ops equal PyTorch, forward and backward") {
  std::vector<GoldenCase> cases = read_golden("ops");
  for (GoldenCase& c : read_golden("layers")) cases.push_back(std::move(c));
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const OpInfo* op = find_piece(all_ops(), c.piece);
    REQUIRE(op != nullptr);
    check_case(c, *op);
  }
  CHECK(first_missing(all_ops(), cases) == "");
}
