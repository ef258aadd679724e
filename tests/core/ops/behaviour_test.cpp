// What gradients and golden vectors do not say about single ops.
#include <algorithm>
#include <cmath>

#include "core/ops/registry.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/op_run.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

const OpInfo& op(const char* name) {
  return *find_piece(all_ops(), name);
}

}  // namespace

TEST_CASE("U17: what dropout gives when evaluating is the mean of what it gives in training, both ways of scaling") {
  for (const char* scaling : {"inverted", "book"})
    for (const char* rate : {"0.1", "0.5", "0.9"}) {
      CAPTURE(scaling);
      CAPTURE(rate);
      OpRun run(op("dropout"), std::string("{\"rate\":") + rate + ",\"scaling\":\"" + scaling + "\"}", "100x100");
      for (Real& x : run.x[0].numbers) x = 1;
      run.forward();
      double sum = 0, squares = 0;
      for (const Real y : run.y.numbers) sum += static_cast<double>(y), squares += static_cast<double>(y * y);
      const double mean = sum / 10000, deviation = std::sqrt(squares / 10000 - mean * mean);
      run.training = false;
      run.forward();
      CHECK(std::abs(static_cast<double>(run.y.numbers[0]) - mean) < 3 * deviation / 100);
    }
}

TEST_CASE("embedding: no number, not even NaN, leaves the table") {
  OpRun run(op("embedding"), R"({"vocabulary":3,"width":1})", "1x6");
  run.w[0].numbers = {10, 11, 12};
  run.x[0].numbers = {-1, 0, Real(1.2), 2, Real(1e30), Real(std::nan(""))};
  run.forward();
  CHECK(run.y.numbers == std::vector<Real>{10, 10, 11, 12, 12, 10});
}

TEST_CASE("attention: a query that sees no key gives zeros, and a hidden key gets no gradient") {
  OpRun run(op("scaled_dot_product_attention"), R"({"masked":true})", "2x2x3 2x2x3 2x2x3 2x2");
  Rng rng(4);
  draw(op("scaled_dot_product_attention"), run, rng);
  run.x[3].numbers = {0, 0, 1, 0};
  run.forward();
  run.backward();
  for (std::size_t i = 0; i < 6; ++i) CHECK(run.y.numbers[i] == 0);
  for (std::size_t i = 0; i < 12; ++i) CHECK((run.dx[2].numbers[i] == 0) == (i < 6 || i >= 9));
}

TEST_CASE("recurrent: a carried state makes two halves of a sequence equal to the whole") {
  for (const char* name : {"rnn", "lstm", "gru"}) {
    CAPTURE(name);
    Rng rng(6);
    OpRun whole(op(name), R"({"units":3})", "2x6x2"), half(op(name), R"({"units":3,"carry":true})", "2x3x2");
    draw(op(name), whole, rng);
    whole.forward();
    half.w = whole.w;
    for (std::size_t part = 0; part < 2; ++part) {
      for (std::size_t n = 0; n < 2; ++n)
        std::copy_n(&whole.x[0].numbers[n * 12 + part * 6], 6, &half.x[0].numbers[n * 6]);
      if (part == 1) half.first_state = half.state;
      half.forward();
      for (std::size_t n = 0; n < 2; ++n)
        for (std::size_t i = 0; i < 9; ++i)
          CHECK(std::abs(half.y.numbers[n * 9 + i] - whole.y.numbers[n * 18 + part * 9 + i]) < 1e-6);
    }
  }
}

TEST_CASE("ops: forward and backward do not allocate") {
  Rng rng(8);
  for (const OpInfo* info : all_ops())
    for (const Sample& sample : info->info.samples)
      for (const bool training : {true, false}) {
        CAPTURE(info->info.name);
        CAPTURE(sample.options);
        OpRun run(*info, sample.options, sample.shapes);
        run.training = training;
        draw(*info, run, rng);
        run.forward();
        run.backward();  // the harness has made its own room now
        const std::size_t before = allocations();
        run.call_forward();
        run.call_backward();
        CHECK(allocations() == before);
      }
}
