#include "core/model/checkpoint.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace downhill {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie in memory");

using Bytes = std::span<std::uint8_t>;
using Sizes = std::vector<std::uint64_t>;

template <class T>
constexpr NumberType number_type() {
  return std::is_same_v<T, std::uint64_t> ? NumberType::u64
         : std::is_same_v<T, float>       ? NumberType::f32
                                          : NumberType::f64;
}

/// What the smaller parts of a run are while they stand in a file or come from one.
struct Counters {
  BatchOrder::State order;
  Rng::State dropout = {};
  std::uint64_t step = 0;
};

/// The one list of what a checkpoint holds; writing and reading both walk it. `visit` takes a name, a shape and the
/// numbers, those of 8 bytes first, so that every tensor begins on a multiple of its number's size.
template <class Visit>
void for_each_tensor(const RunState& state, Counters& counters, Visit visit) {
  const auto numbers = [&visit]<class T>(std::string name, std::span<T> values, Sizes shape) {
    if (!values.empty())
      visit(TensorEntry{std::move(name), number_type<T>(), std::move(shape), {}},
            Bytes(reinterpret_cast<std::uint8_t*>(values.data()), values.size_bytes()));
  };
  const auto list = [&numbers]<class T>(std::string name, T* first, std::size_t count) {
    numbers(std::move(name), std::span<T>(first, count), {count});
  };
  const auto tensor = [&numbers](std::string name, const View& view) {
    Sizes shape;
    for (int axis = 0; axis < view.shape.rank(); ++axis) shape.push_back(static_cast<std::uint64_t>(view.shape[axis]));
    numbers(std::move(name), view.span(), std::move(shape));
  };
  list("run/step", &counters.step, 1);
  list("run/dropout_rng", counters.dropout.data(), counters.dropout.size());
  list("run/batch_order", counters.order.order.data(), counters.order.order.size());
  list("run/batch_position", &counters.order.position, 1);
  list("run/batch_epochs", &counters.order.finished, 1);
  list("run/batch_rng", counters.order.rng.data(), counters.order.rng.size());
  list("run/schedule", state.schedule.state.data(), state.schedule.state.size());
  list("run/schedule_loss", &state.schedule.loss_sum, 1);
  list("run/schedule_batches", &state.schedule.batches, 1);
  const Parameters& parameters = state.parameters;
  for (std::size_t i = 0; i < parameters.table().size(); ++i)
    tensor(parameters.table()[i].name, parameters.value(static_cast<int>(i)));
  for (std::size_t i = 0; i < parameters.buffer_table().size(); ++i)
    tensor(parameters.buffer_table()[i].name, parameters.buffer(static_cast<int>(i)));
  list("run/optimizer", state.optimizer.data(), state.optimizer.size());
  for (const auto& [layer, carried] : state.carried) list("run/carried/" + layer, carried.data(), carried.size());
}

std::string shape_text(const Sizes& shape) {
  std::string text;
  for (const std::uint64_t length : shape) text += (text.empty() ? "" : "x") + std::to_string(length);
  return text.empty() ? "1" : text;
}

Status check_tensor(const TensorEntry* found, const TensorEntry& wanted) {
  if (found == nullptr) return make_error(wanted.name, {"is missing in the file", "在文件中缺失"});
  if (found->type != wanted.type)
    return make_error(wanted.name, {"has dtype {}, {} is needed", "dtype 为 {}，需要 {}"},
                      {number_type_name(found->type), number_type_name(wanted.type)});
  if (found->shape != wanted.shape)
    return make_error(wanted.name, {"has shape {}, {} is needed", "形状为 {}，需要 {}"},
                      {shape_text(found->shape), shape_text(wanted.shape)});
  return Nothing{};
}

Status check_unknown(const TensorFile& file, const std::vector<std::string>& known) {
  for (const TensorEntry& tensor : file.tensors)
    if (!std::binary_search(known.begin(), known.end(), tensor.name))
      return make_error(tensor.name, {"belongs to no part of the network", "不属于网络的任何部分"});
  return Nothing{};
}

/// Are the counters those of a run? `order` takes its own.
Status take(const Counters& counters, RunState& state) {
  const std::string most = std::to_string(kMaximumSeed);  // what a double holds exactly
  if (counters.step > kMaximumSeed)
    return make_error("run/step", {"must be at most {}, got {}", "最多为 {}，得到 {}"},
                      {most, std::to_string(counters.step)});
  if (counters.order.finished > kMaximumSeed)
    return make_error("run/batch_epochs", {"must be at most {}, got {}", "最多为 {}，得到 {}"},
                      {most, std::to_string(counters.order.finished)});
  for (const auto& [name, rng] :
       {std::pair{"run/dropout_rng", counters.dropout}, {"run/batch_rng", counters.order.rng}})
    if (rng == Rng::State{})
      return make_error(name, {"is 0, which no generator can be", "为 0，随机数发生器不能是这种状态"});
  if (counters.order.position > counters.order.order.size())
    return make_error("run/batch_position", {"must be at most {}, got {}", "最多为 {}，得到 {}"},
                      {std::to_string(counters.order.order.size()), std::to_string(counters.order.position)});
  if (!state.order.set_state(counters.order))
    return make_error("run/batch_order", {"does not hold each of 0 to {} once", "没有把 0 到 {} 各包含一次"},
                      {std::to_string(counters.order.order.size() - 1)});
  state.dropout.set_state(counters.dropout);
  state.step = counters.step;
  return Nothing{};
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const Experiment& experiment, const RunState& state) {
  TensorFile file;
  file.metadata = {{"format", "pt"}, {"experiment", write_experiment(experiment)}};
  Counters counters{state.order.state(), state.dropout.state(), state.step};
  for_each_tensor(state, counters, [&file](TensorEntry tensor, Bytes bytes) {
    tensor.bytes = bytes;
    file.tensors.push_back(std::move(tensor));
  });
  return write_tensor_file(file);
}

Result<Experiment> checkpoint_experiment(const TensorFile& file) {
  const std::string* text = file.find_metadata("experiment");
  if (text == nullptr)
    return make_error("__metadata__", {"has no experiment: this file is no run of Downhill",
                                       "没有实验：此文件不是 Downhill 的训练记录"});
  return parse_experiment(*text);
}

Status read_checkpoint(const TensorFile& file, RunState& state) {
  Counters counters{state.order.state()};  // an order as long as it has to be
  Status status = Nothing{};
  std::vector<std::string> known;
  for_each_tensor(state, counters, [&](const TensorEntry& wanted, Bytes bytes) {
    known.push_back(wanted.name);
    const TensorEntry* found = file.find(wanted.name);
    if (status) status = check_tensor(found, wanted);
    if (status) std::memcpy(bytes.data(), found->bytes.data(), bytes.size());
  });
  std::sort(known.begin(), known.end());
  if (status) status = check_unknown(file, known);
  if (status) status = take(counters, state);
  return status;
}

}  // namespace downhill
