#include "core/model/outline.hpp"

#include "core/model/fields.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

Experiment lenet5() {
  return parsed(experiment_text("digits_lenet5"));
}

std::int64_t cost(const char* op, std::vector<double> options, const Shape& x) {
  const OpInfo* info = find_piece(all_ops(), op);
  REQUIRE(info != nullptr);
  Piece piece = default_piece(info->info);
  for (std::size_t i = 0; i < options.size(); ++i) piece.values[i] = options[i];
  const std::vector<Shape> inputs = {x};
  Result<OpPlan> plan = info->infer(piece.values, inputs);
  REQUIRE(plan.ok());
  return multiply_adds(*info, inputs, plan.value());
}

}  // namespace

TEST_CASE("outline: LeNet-5 layer by layer") {
  const NetworkOutline outline = outline_network(lenet5());
  CHECK_FALSE(outline.fault.has_value());
  REQUIRE(outline.layers.size() == 11);
  CHECK(to_string(outline.layers[0].y) == "1x6x28x28");
  CHECK(outline.layers[0].parameters == 6 * 25 + 6);
  CHECK(outline.layers[0].multiply_adds == 28 * 28 * 6 * 25);
  CHECK(outline.layers[2].parameters == 0);
  CHECK(to_string(outline.layers[5].y) == "1x16x5x5");
  CHECK(outline.layers[3].multiply_adds == 10 * 10 * 16 * 6 * 25);
  CHECK(outline.layers[6].multiply_adds == 400 * 120);
  CHECK(outline.parameters == 61706);
  CHECK(outline.multiply_adds == 117600 + 240000 + 48000 + 10080 + 840);
}

TEST_CASE("outline: what cannot fit is named by layer and numbers; what stands before it is known") {
  Experiment e = lenet5();
  e.layers[3].values[1] = 17;  // a kernel larger than the 14x14 it gets
  NetworkOutline outline = outline_network(e);
  REQUIRE(outline.fault.has_value());
  CHECK(outline.fault_layer == 3);
  CHECK(outline.fault->place == "conv2d2");
  CHECK(outline.fault->en.find("17") != std::string::npos);
  CHECK(outline.fault->en.find("14") != std::string::npos);
  CHECK(outline.layers[2].known);
  CHECK_FALSE(outline.layers[3].known);
  CHECK_FALSE(outline.layers[10].known);

  e = lenet5();
  e.layers.pop_back();  // ten classes, 84 outputs
  outline = outline_network(e);
  REQUIRE(outline.fault.has_value());
  CHECK(outline.fault_layer == 9);
  CHECK(outline.layers[9].known);

  e = lenet5();
  e.layers[2].inputs = {"nobody"};
  CHECK(outline_network(e).fault_layer == 2);

  e = lenet5();
  e.layers[6].values[0] = e.layers[8].values[0] = 4096;
  outline = outline_network(e);
  REQUIRE(outline.fault.has_value());
  CHECK(outline.fault->place == "model");  // the memory: of no one layer
  CHECK(outline.fault_layer == -1);
}

TEST_CASE("outline: a block is one layer, shared weights are counted once") {
  Experiment e = lenet5();
  e.layers.insert(e.layers.begin() + 2, Layer(default_piece(*find_layer_info("residual_conv2d"))));
  e.layers[2].values[0] = 6;  // as many channels as come in
  NetworkOutline outline = outline_network(e);
  CHECK_FALSE(outline.fault.has_value());
  REQUIRE(outline.layers.size() == 12);
  CHECK(outline.layers[2].known);
  CHECK(outline.layers[2].parameters > 0);
  CHECK(outline.layers[2].multiply_adds > 0);

  e = default_experiment();
  e.layers = {Layer("dense", default_piece(*find_layer_info("dense")).values), e.layers.back()};
  e.layers.insert(e.layers.begin() + 1, e.layers[0]);
  e.layers[0].values[0] = e.layers[1].values[0] = 2;
  e.layers[1].parameters = "dense1";
  outline = outline_network(e);
  CHECK(outline.layers[0].parameters == 6);
  CHECK(outline.layers[1].parameters == 0);
  CHECK(outline.layers[1].multiply_adds == 4);
}

TEST_CASE("multiply-adds: a convolution for each place, its transpose for each pixel, a sequence for each step") {
  CHECK(cost("dense", {7}, {3, 5}) == 35);
  CHECK(cost("conv2d", {8, 3, 2, 1, 1, 2}, {1, 4, 9, 9}) == 8 * 2 * 9 * 25);  // two groups, 5x5 places
  CHECK(cost("conv_transpose2d", {4, 3, 2}, {1, 4, 5, 5}) == 4 * 4 * 9 * 25);
  CHECK(cost("lstm", {6}, {1, 10, 3}) == 10 * (4 * 6 * 3 + 4 * 6 * 6));
  CHECK(cost("max_pool2d", {}, {1, 4, 8, 8}) == 0);
  CHECK(cost("batch_norm", {}, {1, 4, 8, 8}) == 0);
}

TEST_CASE("an editor of pictures offers what reads one picture or one vector") {
  for (const char* yes :
       {"dense", "conv2d", "max_pool2d", "relu", "dropout", "flatten", "batch_norm", "residual_conv2d"}) {
    CAPTURE(yes);
    CHECK(reads_picture_or_vector(*find_layer_info(yes)));
  }
  for (const char* no : {"add", "lstm", "embedding", "multi_head_attention", "positional_encoding"}) {
    CAPTURE(no);
    CHECK_FALSE(reads_picture_or_vector(*find_layer_info(no)));
  }
}
