// Any bytes as a file of tensors, and as a checkpoint for a session that is already at work.
#include "core/model/safetensors.hpp"

#include <algorithm>

#include "core/session/session.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace downhill;
using namespace downhill::fuzz;

namespace {

bool same(const TensorEntry& a, const TensorEntry& b) {
  return a.name == b.name && a.type == b.type && a.shape == b.shape &&
         std::equal(a.bytes.begin(), a.bytes.end(), b.bytes.begin(), b.bytes.end());
}

void try_tensors(std::span<const std::uint8_t> bytes) {
  const Result<TensorFile> file = read_tensor_file(bytes);
  if (!file) return expect_message(file.error());
  for (const TensorEntry& tensor : file.value().tensors) {
    expect(tensor.bytes.data() >= bytes.data() &&
           tensor.bytes.data() + tensor.bytes.size() <= bytes.data() + bytes.size());
    expect(!tensor.bytes.empty());
  }
  const std::vector<std::uint8_t> written = write_tensor_file(file.value());
  const Result<TensorFile> again = read_tensor_file(written);
  expect(again.ok() && again.value().tensors.size() == file.value().tensors.size());
  for (std::size_t i = 0; i < again.value().tensors.size(); ++i)
    expect(same(again.value().tensors[i], file.value().tensors[i]));
}

void try_checkpoint(std::span<const std::uint8_t> bytes) {
  Session session;
  session.handle({.run = 1, .body = Load{{bytes.begin(), bytes.end()}}});
  Event event;
  expect(session.poll(event));
  if (const auto* rejected = std::get_if<Rejected>(&event.body)) return expect_message(rejected->error);
  expect(std::holds_alternative<Ready>(event.body));
  if (std::get<Ready>(event.body).parameter_count > 2000) return;
  session.handle({.run = 1, .body = Step{2}});
  session.tick(2);
  while (session.poll(event)) expect(!std::holds_alternative<Rejected>(event.body));
  session.handle({.run = 1, .body = Save{}});
  expect(session.poll(event));
  session.handle({.run = 2, .body = Load{std::get<Saved>(event.body).file}});
  expect(session.poll(event) && std::holds_alternative<Ready>(event.body));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try_tensors({data, size});
  try_checkpoint({data, size});
  return 0;
}
