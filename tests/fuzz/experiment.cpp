// Any text as an experiment file, and as a field of one.
#include "core/model/experiment.hpp"

#include "core/model/network.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace downhill;
using namespace downhill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const Result<Experiment> experiment = parse_experiment(text);
  if (experiment) {
    const Result<Experiment> again = parse_experiment(write_experiment(experiment.value()));
    expect(again.ok() && again.value() == experiment.value());
    const Status fits = check_experiment(experiment.value());
    if (!fits) expect_message(fits.error());
  } else {
    expect_message(experiment.error());
  }

  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return 0;
  Experiment changed = default_experiment();
  const Status set = set_field(changed, text.substr(0, line), text.substr(line + 1));
  if (set)
    expect(parse_experiment(write_experiment(changed)).ok());
  else
    expect(changed == default_experiment() && !set.error().en.empty() && !set.error().zh.empty());
  return 0;
}
