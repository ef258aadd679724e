#include "shell/cli/inspect.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace downhill {
namespace {

using Json = nlohmann::ordered_json;

void add(Json& line, const Spread& spread) {
  const Statistics& s = spread.statistics;
  line["mean"] = s.mean;
  line["deviation"] = s.deviation;
  line["minimum"] = s.minimum;
  line["maximum"] = s.maximum;
  line["zeros"] = s.zeros;
  if (s.broken > 0) line["broken"] = s.broken;
  line["histogram"] = spread.histogram;
}

void print(const Json& line) {
  std::printf("%s\n", line.dump().c_str());
}

}  // namespace

Status print_inspection(const Session& session) {
  const InspectionOptions options;
  const Result<Inspection> found = session.inspect(options);
  if (!found) return found.error();
  const Inspection& seen = found.value();
  for (const Spread& spread : seen.activations) {
    Json line = {{"activations", spread.name}};
    add(line, spread);
    print(line);
  }
  for (const TensorCheck& check : seen.checks) {
    const Spread& gradient = seen.gradients[static_cast<std::size_t>(check.parameter)];
    Json line = {{"gradient", gradient.name}};
    add(line, gradient);
    line["check"] = {{"numbers", check.numbers},
                     {"kinks", check.kinks},
                     {"worst", check.worst},
                     {"right", check.worst < kGradientTolerance}};
    print(line);
  }
  Json line = {{"loss", seen.loss}};
  for (int i = 0; i < options.slice.places; ++i)
    line["along"].push_back({options.slice[i], seen.line[static_cast<std::size_t>(i)]});
  if (!seen.eigenvalues.empty()) {
    line["eigenvalues"] = seen.eigenvalues;
    if (seen.eigenvalues[0] > 0) line["largest_stable_rate"] = 2 / seen.eigenvalues[0];
  }
  print(line);
  return Nothing{};
}

}  // namespace downhill
