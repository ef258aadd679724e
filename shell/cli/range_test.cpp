#include "shell/cli/range_test.hpp"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace downhill {

Status print_range_test(const Session& session, const RangeTestOptions& options) {
  Result<RangeTest> test = session.range_test(options);
  if (!test) return test.error();
  for (const RangePoint& point : test.value().points) {
    const nlohmann::ordered_json line = {{"learning_rate", point.learning_rate}, {"loss", point.loss}};
    std::printf("%s\n", line.dump().c_str());
  }
  nlohmann::ordered_json last = {{"done", true}, {"suggestion", nullptr}};
  if (std::isfinite(test.value().suggestion)) last["suggestion"] = test.value().suggestion;
  if (test.value().diverged) last["diverged"] = true;
  std::printf("%s\n", last.dump().c_str());
  return Nothing{};
}

}  // namespace downhill
