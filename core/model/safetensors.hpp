#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace downhill {

enum class NumberType : std::uint8_t { u8, u64, f32, f64 };

/// One named tensor of a file; its numbers are row-major and little endian, and lie in memory of somebody else.
struct TensorEntry {
  std::string name;
  NumberType type = NumberType::f32;
  std::vector<std::uint64_t> shape;
  std::span<const std::uint8_t> bytes;
};

struct TensorFile {
  std::vector<TensorEntry> tensors;                           // in the order of their bytes
  std::vector<std::pair<std::string, std::string>> metadata;  // "__metadata__"

  /// nullptr when there is none of that name.
  const TensorEntry* find(std::string_view name) const;
  const std::string* find_metadata(std::string_view key) const;
};

/// Limits on what is read, far above what is written. More is refused before it costs memory.
inline constexpr std::uint64_t kMaximumHeaderBytes = 1u << 20;
inline constexpr std::size_t kMaximumTensors = 4096;
inline constexpr std::size_t kMaximumTensorRank = 8;
inline constexpr std::size_t kMaximumTensorName = 256;

/// Reads a safetensors file: u64 header length, JSON header {name: {dtype, shape, data_offsets}}, the numbers.
/// The result looks into `file`, which must outlive it.
/// Errors   a limit above; a header that is not JSON or says more, less or twice; another type than U8, U64, F32, F64;
///          a tensor without numbers; a shape that does not fit its bytes, with every product checked; bytes that two
///          tensors share, that none has, or that are missing or left over. Named by tensor, with the number
/// Cost     time and memory grow with the header, not with what the header claims
/// Source   huggingface/safetensors README ("Format"), 0.4; stricter in the limits and in tensors without numbers
/// Not here other number types
Result<TensorFile> read_tensor_file(std::span<const std::uint8_t> file);

/// Writes tensors in the order given. With those of 8-byte numbers first, every tensor begins on a multiple of its
/// number's size, as readers that map a file like it. read_tensor_file(write_tensor_file(f)) is f.
std::vector<std::uint8_t> write_tensor_file(const TensorFile& content);

/// Bytes of one number.
std::size_t number_bytes(NumberType type);
/// "F32".
const char* number_type_name(NumberType type);

}  // namespace downhill
