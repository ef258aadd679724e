#include "core/model/safetensors.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/model/safetensors_header.hpp"

namespace downhill {
namespace {

constexpr std::size_t kLengthBytes = 8;

Error refuse(std::string place, Text sentence, std::initializer_list<std::string> arguments) {
  return make_error(place.empty() ? "\"\"" : std::move(place), sentence, arguments);
}

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "[";
  for (std::size_t axis = 0; axis < shape.size(); ++axis) text += (axis > 0 ? "," : "") + std::to_string(shape[axis]);
  return text + "]";
}

/// The bytes of a tensor; 0 when an axis is 0 or the product does not fit into 64 bits.
std::uint64_t checked_bytes(const TensorEntry& tensor) {
  std::uint64_t bytes = number_bytes(tensor.type);
  for (const std::uint64_t length : tensor.shape) {
    if (length == 0 || bytes > std::numeric_limits<std::uint64_t>::max() / length) return 0;
    bytes *= length;
  }
  return bytes;
}

/// Does the entry fit itself and follow `end`, where the tensor before it ended?
Status check_entry(const HeaderEntry& entry, std::uint64_t end) {
  const std::string name = shown_name(entry.tensor.name);
  const std::string first = std::to_string(entry.first), last = std::to_string(entry.last);
  if (entry.last <= entry.first)
    return refuse(name, {"has no bytes: data_offsets [{},{}]", "没有任何字节：data_offsets [{}，{}]"}, {first, last});
  const std::uint64_t bytes = checked_bytes(entry.tensor);
  const std::string shape = shape_text(entry.tensor.shape);
  if (bytes == 0)
    return refuse(name, {"has shape {}, which holds nothing or too much", "形状 {} 没有元素或元素过多"}, {shape});
  if (bytes != entry.last - entry.first)
    return refuse(name,
                  {"of shape {} and dtype {} needs {} bytes, data_offsets [{},{}] give it {}",
                   "形状 {}、dtype {} 需要 {} 字节，data_offsets [{}，{}] 却是 {} 字节"},
                  {shape, number_type_name(entry.tensor.type), std::to_string(bytes), first, last,
                   std::to_string(entry.last - entry.first)});
  if (entry.first < end)
    return refuse(
        name,
        {"begins at byte {}, inside the tensor that ends at {}", "从第 {} 字节开始，与结束于第 {} 字节的张量重叠"},
        {first, std::to_string(end)});
  if (entry.first > end)
    return refuse(name,
                  {"begins at byte {}, bytes from {} on belong to no tensor",
                   "从第 {} 字节开始，从第 {} 字节起的字节不属于任何张量"},
                  {first, std::to_string(end)});
  return Nothing{};
}

}  // namespace

std::size_t number_bytes(NumberType type) {
  return type == NumberType::u8 ? 1 : type == NumberType::f32 ? 4 : 8;
}

const char* number_type_name(NumberType type) {
  static const char* const names[] = {"U8", "U64", "F32", "F64"};
  return names[static_cast<std::size_t>(type)];
}

const TensorEntry* TensorFile::find(std::string_view name) const {
  for (const TensorEntry& tensor : tensors)
    if (tensor.name == name) return &tensor;
  return nullptr;
}

const std::string* TensorFile::find_metadata(std::string_view key) const {
  for (const auto& [name, value] : metadata)
    if (name == key) return &value;
  return nullptr;
}

Result<TensorFile> read_tensor_file(std::span<const std::uint8_t> file) {
  if (file.size() < kLengthBytes)
    return refuse("file",
                  {"is {} bytes long, too short for a safetensors file", "长 {} 字节，不足以是 safetensors 文件"},
                  {std::to_string(file.size())});
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length |= static_cast<std::uint64_t>(file[i]) << (8 * i);
  if (length > kMaximumHeaderBytes)
    return refuse("header", {"is {} bytes long, at most {} are allowed", "长 {} 字节，最多允许 {} 字节"},
                  {std::to_string(length), std::to_string(kMaximumHeaderBytes)});
  if (length > file.size() - kLengthBytes)
    return refuse("header", {"is {} bytes long, the file has only {} more", "长 {} 字节，文件却只剩 {} 字节"},
                  {std::to_string(length), std::to_string(file.size() - kLengthBytes)});
  const auto head = static_cast<std::size_t>(length);
  Result<TensorHeader> header = read_tensor_header({reinterpret_cast<const char*>(file.data()) + kLengthBytes, head});
  if (!header) return header.error();

  const std::span<const std::uint8_t> numbers = file.subspan(kLengthBytes + head);
  std::vector<HeaderEntry>& entries = header.value().entries;
  std::sort(entries.begin(), entries.end(),
            [](const HeaderEntry& a, const HeaderEntry& b) { return a.first < b.first; });
  TensorFile content;
  std::uint64_t end = 0;
  for (HeaderEntry& entry : entries) {
    Status fits = check_entry(entry, end);
    if (!fits) return fits.error();
    end = entry.last;
    if (end > numbers.size())
      return refuse(shown_name(entry.tensor.name),
                    {"ends at byte {}, the file has only {}", "结束于第 {} 字节，文件却只有 {} 字节"},
                    {std::to_string(end), std::to_string(numbers.size())});
    entry.tensor.bytes =
        numbers.subspan(static_cast<std::size_t>(entry.first), static_cast<std::size_t>(entry.last - entry.first));
    content.tensors.push_back(std::move(entry.tensor));
  }
  if (end != numbers.size())
    return refuse("file", {"has {} bytes behind the last tensor", "在最后一个张量之后还有 {} 字节"},
                  {std::to_string(numbers.size() - end)});
  content.metadata = std::move(header.value().metadata);
  return content;
}

std::vector<std::uint8_t> write_tensor_file(const TensorFile& content) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  for (const auto& [key, value] : content.metadata) header["__metadata__"][key] = value;
  std::size_t end = 0;
  for (const TensorEntry& tensor : content.tensors) {
    const std::size_t first = end;
    end += tensor.bytes.size();
    header[tensor.name] = {
        {"dtype", number_type_name(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {first, end}}};
  }
  std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  while (text.size() % 8 != 0) text += ' ';

  std::vector<std::uint8_t> file;
  file.reserve(kLengthBytes + text.size() + end);
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    file.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(text.size()) >> (8 * i)));
  file.insert(file.end(), text.begin(), text.end());
  for (const TensorEntry& tensor : content.tensors) file.insert(file.end(), tensor.bytes.begin(), tensor.bytes.end());
  return file;
}

}  // namespace downhill
