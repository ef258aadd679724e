#include "core/model/checkpoint.hpp"

#include <bit>

#include "core/model/experiment_json.hpp"

namespace downhill {
namespace {

template <class T>
void append_little_endian(std::vector<std::uint8_t>& file, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) file.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace

std::vector<std::uint8_t> write_parameters(const Parameters& parameters, const Experiment& experiment) {
  nlohmann::ordered_json header;
  header["__metadata__"]["experiment"] = write_experiment(experiment);
  for (const Parameter& parameter : parameters.table()) {
    nlohmann::ordered_json& entry = header[parameter.name];
    const Shape& shape = parameter.spec.shape;
    entry["dtype"] = "F32";
    entry["shape"] = nlohmann::ordered_json::array();
    for (int axis = 0; axis < shape.rank(); ++axis) entry["shape"].push_back(shape[axis]);
    const std::size_t first = parameter.offset * sizeof(float);
    entry["data_offsets"] = {first, first + static_cast<std::size_t>(shape.count()) * sizeof(float)};
  }
  std::string text = header.dump();
  while (text.size() % 8 != 0) text += ' ';  // the numbers begin on a multiple of 8, as readers that map the file like it

  std::vector<std::uint8_t> file;
  file.reserve(8 + text.size() + parameters.count() * sizeof(float));
  append_little_endian<std::uint64_t>(file, text.size());
  file.insert(file.end(), text.begin(), text.end());
  for (Real value : parameters.values())
    append_little_endian(file, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
  return file;
}

}  // namespace downhill
