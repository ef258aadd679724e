// LeNet-5 as its paper has it: the table of C3 and the parameters of every layer.
#include <map>
#include <numeric>

#include "core/ops/registry.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/op_run.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("LeNet-5 of 1998: 60,000 parameters up to F6, layer by layer, and 850 more in the outputs") {
  Host host;
  const Ready ready = host.configure(without_files(experiment_text("mnist_lenet5_1998")));
  std::map<std::string, std::size_t> counts;
  for (const ParameterInfo& p : ready.parameters)
    counts[p.name.substr(0, p.name.find('.'))] +=
        std::accumulate(p.shape.begin(), p.shape.end(), std::size_t(1), std::multiplies<>());
  const std::map<std::string, std::size_t> published = {{"C1", 156},   {"S2", 12},    {"C3", 1516},    {"S4", 32},
                                                        {"C5", 48120}, {"F6", 10164}, {"outputs", 850}};
  CHECK(counts == published);
  CHECK(host.parameters().size() == 60850);
}

TEST_CASE("partial_conv2d: a filter of LeNet-5's table feels just the channels that it sees") {
  const char* table[] = {"012",  "123",  "234",  "345",  "045",  "015",  "0123", "1234",
                         "2345", "0345", "0145", "0125", "0134", "1245", "0235", "012345"};
  const OpInfo& op = *find_piece(all_ops(), "partial_conv2d");
  OpRun run(op, "{}", "1x6x5x5");
  std::fill(run.w[0].numbers.begin(), run.w[0].numbers.end(), Real(1));
  for (int channel = 0; channel < 6; ++channel) {
    std::fill(run.x[0].numbers.begin(), run.x[0].numbers.end(), Real(0));
    run.x[0].numbers[static_cast<std::size_t>(channel * 25)] = 1;
    run.forward();
    for (std::size_t o = 0; o < 16; ++o) {
      const bool sees = std::string(table[o]).find(static_cast<char>('0' + channel)) != std::string::npos;
      CHECK(run.y.numbers[o] == (sees ? 1 : 0));
    }
  }
}

TEST_CASE("scaled_tanh: maps 1 to 1 and -1 to -1") {
  OpRun run(*find_piece(all_ops(), "scaled_tanh"), "{}", "1x3");
  run.x[0].numbers = {-1, 0, 1};
  run.forward();
  CHECK(run.y.numbers[0] == doctest::Approx(-1).epsilon(1e-4));
  CHECK(run.y.numbers[1] == 0);
  CHECK(run.y.numbers[2] == doctest::Approx(1).epsilon(1e-4));
}
