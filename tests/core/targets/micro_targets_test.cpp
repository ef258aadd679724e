// Numbers from the books that the course follows, found with our own pieces: targets.md 5.1, rows U1-U6, U10, U11, U16 (U7, U9, U15: gradient_targets_test.cpp).
#include <cmath>
#include <functional>

#include "core/losses/registry.hpp"
#include "core/ops/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "tests/core/support/tensor.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

// The books print six to nine digits; float results agree to its own precision.
constexpr double kTolerance = sizeof(Real) == 8 ? 1e-9 : 2e-6;

void check_close(std::span<const Real> numbers, std::initializer_list<double> expected, double tolerance = kTolerance) {
  REQUIRE(numbers.size() == expected.size());
  std::size_t i = 0;
  for (const double e : expected) CHECK(std::abs(static_cast<double>(numbers[i++]) - e) < tolerance);
}

/// y of one op; `weights` are its parameters.
Tensor run(const char* name, const char* options_text, Tensor x, std::vector<Tensor> weights = {}) {
  const OpInfo* op = find_piece(all_ops(), name);
  REQUIRE(op != nullptr);
  const std::vector<double> options = parse_options(op->info, options_text);
  const auto plan = op->infer(options, {&x.shape, 1});
  REQUIRE(plan.ok());
  Tensor y(plan.value().y), scratch(Shape{plan.value().scratch});
  const View x_view = x.view();
  const std::vector<View> w = views(weights);
  passes_of(*op).forward({options, {&x_view, 1}, y.view(), w, scratch.view()});
  return y;
}

const LossInfo& loss(const char* name) {
  const LossInfo* found = find_piece(all_losses(), name);
  REQUIRE(found != nullptr);
  return *found;
}

/// A loss with its options.
struct Measure {
  const LossInfo& info;
  std::vector<double> options;

  explicit Measure(const char* name, const char* text = "{}")
      : info(loss(name)), options(parse_options(info.info, text)) {}
  double operator()(Tensor& y, Tensor& t, Tensor& dy) const {
    return info.evaluate(options, y.view(), t.view(), dy.view());
  }
};

/// One optimizer on two numbers.
struct Descent {
  const OptimizerInfo* optimizer;
  std::vector<double> options;
  std::vector<Real> w, state;
  std::uint64_t step = 0;

  Descent(const char* name, const char* options_text, std::vector<Real> start)
      : optimizer(find_piece(all_optimizers(), name)) {
    REQUIRE(optimizer != nullptr);
    options = parse_options(optimizer->info, options_text);
    w = std::move(start);
    state.resize(w.size() * static_cast<std::size_t>(optimizer->slots));
  }
  void run(int steps, const std::function<std::vector<Real>(const std::vector<Real>&)>& gradient) {
    for (int i = 0; i < steps; ++i) {
      const std::vector<Real> dw = gradient(w);
      optimizer->update({options, ++step, w, dw, state});
    }
  }
};

std::vector<Real> bowl(const std::vector<Real>& w) {
  return {2 * w[0], 2 * w[1]};
}  // x^2 + y^2
std::vector<Real> valley(const std::vector<Real>& w) {
  return {w[0] / 10, 2 * w[1]};
}  // x^2/20 + y^2

}  // namespace

TEST_CASE("U1: one neuron makes AND, NAND and OR; two layers make XOR") {
  const auto fires = [](double w1, double w2, double b, bool x1, bool x2) {
    const Tensor x({1, 2}, {Real(x1), Real(x2)});
    const Tensor weight({1, 2}, {static_cast<Real>(w1), static_cast<Real>(w2)}), bias({1}, {static_cast<Real>(b)});
    return run("dense", R"({"units":1})", x, {weight, bias}).numbers[0] > 0;
  };
  for (const bool a : {false, true})
    for (const bool b : {false, true}) {
      CHECK(fires(.5, .5, -.7, a, b) == (a && b));
      CHECK(fires(-.5, -.5, .7, a, b) == !(a && b));
      CHECK(fires(.5, .5, -.2, a, b) == (a || b));
      CHECK(fires(.5, .5, -.7, fires(-.5, -.5, .7, a, b), fires(.5, .5, -.2, a, b)) == (a != b));
    }
}

TEST_CASE("U2: three layers forward") {
  // The book writes W as [inputs, units]; ours is its transpose.
  const Tensor a1 = run(
      "dense", R"({"units":3})", {{1, 2}, {Real(1), Real(.5)}},
      {{{3, 2}, {Real(.1), Real(.2), Real(.3), Real(.4), Real(.5), Real(.6)}}, {{3}, {Real(.1), Real(.2), Real(.3)}}});
  check_close(a1.numbers, {.3, .7, 1.1});
  const Tensor z1 = run("sigmoid", "{}", a1);
  check_close(z1.numbers, {.574442517, .668187772, .750260106});
  const Tensor a2 =
      run("dense", R"({"units":2})", z1,
          {{{2, 3}, {Real(.1), Real(.2), Real(.3), Real(.4), Real(.5), Real(.6)}}, {{2}, {Real(.1), Real(.2)}}});
  check_close(a2.numbers, {.516159838, 1.214026956});
  const Tensor z2 = run("sigmoid", "{}", a2);
  check_close(z2.numbers, {.626249370, .771010697});
  const Tensor a3 = run("dense", R"({"units":2})", z2,
                        {{{2, 2}, {Real(.1), Real(.2), Real(.3), Real(.4)}}, {{2}, {Real(.1), Real(.2)}}});
  check_close(run("identity", "{}", a3).numbers, {.316827076, .696279090});
}

TEST_CASE("U3: softmax") {
  Tensor y({1, 3}, {Real(.3), Real(2.9), Real(4.0)});
  const Measure cross_entropy("softmax_cross_entropy");
  cross_entropy.info.readout(cross_entropy.options, y.view());
  check_close(y.numbers, {.018211273, .245191813, .736596914});
}

TEST_CASE("U4: mean squared error and cross-entropy of a good and a bad guess") {
  const std::vector<Real> good = {Real(.1), Real(.05), Real(.6), 0, Real(.05), Real(.1), 0, Real(.1), 0, 0};
  const std::vector<Real> bad = {Real(.1), Real(.05), Real(.1), 0, Real(.05), Real(.1), 0, Real(.6), 0, 0};
  Tensor one_hot({1, 10}), dy({1, 10}), answer({1}, {2});
  one_hot.numbers[2] = 1;
  const auto half_sum = [&](std::vector<Real> guess) {
    Tensor y({1, 10}, std::move(guess));
    return Measure("mse", R"({"reduction":"half_sum"})")(y, one_hot, dy);
  };
  CHECK(std::abs(half_sum(good) - .0975) < kTolerance);
  CHECK(std::abs(half_sum(bad) - .5975) < kTolerance);

  // The book's guesses are probabilities p, with 1e-7 added inside the log; log(p + 1e-7) is the logit that says so,
  // but softmax brings the sum 1 + 1e-6 back to 1.
  const auto surprise = [&](const std::vector<Real>& guess) {
    Tensor y({1, 10});
    for (std::size_t i = 0; i < 10; ++i)
      y.numbers[i] = static_cast<Real>(std::log(static_cast<double>(guess[i]) + 1e-7));
    return Measure("softmax_cross_entropy")(y, answer, dy) - std::log(1 + 1e-6);
  };
  CHECK(std::abs(surprise(good) - .510825457) < kTolerance);
  CHECK(std::abs(surprise(bad) - 2.302584093) < kTolerance);
}

TEST_CASE("U5: the gradient of a one-layer net") {
  Tensor weight({3, 2},
                {Real(.47355232), Real(.85557411), Real(.9977393), Real(.03563661), Real(.84668094), Real(.69422093)});
  Tensor x({1, 2}, {Real(.6), Real(.9)});
  Tensor z = run("dense", R"({"units":3,"bias":false})", x, {weight});
  check_close(z.numbers, {1.054148091, .630716529, 1.132807401});
  Tensor dz({1, 3}), answer({1}, {2}), dweight({3, 2}), scratch({6});
  CHECK(std::abs(Measure("softmax_cross_entropy")(z, answer, dz) - .928068539) < kTolerance);

  const OpInfo& dense = *find_piece(all_ops(), "dense");
  const std::vector<double> options = parse_options(dense.info, R"({"units":3,"bias":false})");
  const View x_view = x.view(), w_view = weight.view(), dw_view = dweight.view(), no_dx;
  const OpCall call{options, {&x_view, 1}, z.view(), {&w_view, 1}, scratch.view()};
  passes_of(dense).forward(call);
  passes_of(dense).backward(call, {dz.view(), {&no_dx, 1}, {&dw_view, 1}});
  check_close(dweight.numbers, {.219247627, .328871440, .143562466, .215343699, -.362810093, -.544215139});
}

TEST_CASE("U6: gradient descent on x^2 + y^2: right, far too small and far too large steps") {
  Descent right("sgd", R"({"learning_rate":0.1})", {-3, 4});
  right.run(20, bowl);
  check_close(right.w, {-.0345876451, .0461168602}, sizeof(Real) == 8 ? 1e-10 : 1e-7);
  right.run(80, bowl);
  CHECK(right.w[0] == doctest::Approx(-6.1111e-10).epsilon(1e-4));
  CHECK(right.w[1] == doctest::Approx(8.1481e-10).epsilon(1e-4));

  Descent small("sgd", R"({"learning_rate":1e-10})", {-3, 4});
  small.run(100, bowl);
  check_close(small.w, {-2.99999994, 3.99999992}, sizeof(Real) == 8 ? 1e-9 : 1e-6);

  Descent large("sgd", R"({"learning_rate":10})", {-3, 4});
  large.run(10, bowl);
  CHECK(std::abs(static_cast<double>(large.w[0])) == doctest::Approx(3 * std::pow(19.0, 10)).epsilon(1e-5));
}

TEST_CASE("U10: SGD zigzags down the valley") {
  Descent sgd("sgd", R"({"learning_rate":0.95})", {-7, 2});
  sgd.run(10, valley);
  check_close(sgd.w, {-2.57979, .69736}, 5.1e-6);
  sgd.run(19, valley);
  check_close(sgd.w, {-.387175, -.094203}, 1e-6);
  sgd.run(1, valley);
  check_close(sgd.w, {-.350393, .084782}, 1e-6);
}

TEST_CASE("U11: momentum rolls through it") {
  Descent momentum("momentum", R"({"learning_rate":0.1,"momentum":0.9})", {-7, 2});
  momentum.run(10, valley);
  check_close(momentum.w, {-4.34755, .00880}, 5.1e-6);
  momentum.run(19, valley);
  check_close(momentum.w, {.814112, .272878}, 1.5e-6);
  momentum.run(1, valley);
  check_close(momentum.w, {.896414, .088086}, 1.5e-6);
}

TEST_CASE("U16: Adam's first step is the learning rate, whatever the gradient") {
  for (const double gradient : {1e-3, -0.5, 3.0, -1e6}) {
    CAPTURE(gradient);
    Descent adam("adam", R"({"learning_rate":0.01})", {0, 0});
    adam.run(1, [&](const std::vector<Real>&) { return std::vector<Real>{static_cast<Real>(gradient), 0}; });
    // epsilon 1e-8 beside a gradient of 1e-3 shortens the step by 1e-5 of it
    CHECK(static_cast<double>(adam.w[0]) == doctest::Approx(gradient < 0 ? 0.01 : -0.01).epsilon(2e-5));
    CHECK(adam.w[1] == 0);
  }
}
