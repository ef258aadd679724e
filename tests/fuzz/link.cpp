// Any text behind the '#' of a page address: it always leaves an experiment that can be built.
#include "core/model/link.hpp"

#include "core/model/network.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace downhill;
using namespace downhill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const LinkState state = read_link(text_of(data, size));
  for (const Error& problem : state.problems) expect_message(problem);
  expect(check_experiment(state.experiment).ok());
  const LinkState again = read_link(write_link(state.experiment));
  expect(again.problems.empty());
  expect(write_link(again.experiment) == write_link(state.experiment));
  return 0;
}
