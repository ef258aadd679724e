#include "tests/core/support/golden.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("golden: ops equal PyTorch, forward and backward") {
  std::vector<GoldenCase> cases = read_golden("ops");
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const OpInfo* op = find_piece(all_ops(), c.piece);
    REQUIRE(op != nullptr);
    const std::vector<double> options = parse_options(op->info, c.options);
    const std::vector<Shape> shapes = parse_shapes(c.shapes);
    const auto plan = op->infer(options, shapes);
    REQUIRE(plan.ok());
    REQUIRE(plan.value().y == c["y"].shape);

    std::vector<Tensor> w, dw;
    for (const ParameterSpec& spec : plan.value().parameters) {
      CAPTURE(spec.name);
      REQUIRE(c[spec.name].shape == spec.shape);
      w.push_back(c[spec.name]);
      dw.emplace_back(spec.shape);
    }
    Tensor y(plan.value().y), dx(shapes[0]), scratch(Shape{plan.value().scratch});
    const View x_view = c["x"].view(), dx_view = dx.view();
    const std::vector<View> w_views = views(w), dw_views = views(dw);
    const OpCall call{options, {&x_view, 1}, y.view(), w_views, scratch.view()};
    op->forward(call);
    op->backward(call, {c["dy"].view(), {&dx_view, 1}, dw_views});

    const double floor = 0.1;  // sums cancel: an error matters against the size of their terms
    CHECK(largest_error(y.numbers, c["y"].numbers, floor) < kGoldenTolerance);
    CHECK(largest_error(dx.numbers, c["dx"].numbers, floor) < kGoldenTolerance);
    for (std::size_t i = 0; i < w.size(); ++i) {
      const std::string name = plan.value().parameters[i].name;
      CHECK(largest_error(dw[i].numbers, c["d" + name].numbers, floor) < kGoldenTolerance);
    }
  }
  CHECK(first_missing(all_ops(), cases) == "");
}
