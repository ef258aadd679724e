// Files of tensors: what is written is read again, and what was made to break readers is refused by name and number.
#include "core/model/safetensors.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "tests/core/support/allocations.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

std::vector<std::uint8_t> file_of(const std::string& header, std::size_t bytes, std::uint64_t claimed_header) {
  std::vector<std::uint8_t> file;
  for (int i = 0; i < 8; ++i) file.push_back(static_cast<std::uint8_t>(claimed_header >> (8 * i)));
  file.insert(file.end(), header.begin(), header.end());
  file.resize(file.size() + bytes, 7);
  return file;
}
std::vector<std::uint8_t> file_of(const std::string& header, std::size_t bytes) {
  return file_of(header, bytes, header.size());
}

std::string entry(const std::string& name, const std::string& shape, const std::string& offsets,
                  const std::string& type = "F32") {
  return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + offsets + "]}";
}

/// Refused, with a message that has both parts, and both languages, the Chinese one in Chinese punctuation.
void refused(const std::vector<std::uint8_t>& file, const std::string& place, const std::string& number) {
  const Result<TensorFile> result = read_tensor_file(file);
  CAPTURE(place);
  CAPTURE(number);
  REQUIRE(!result.ok());
  CHECK_MESSAGE(result.error().place.find(place) != std::string::npos, to_string(result.error()));
  CHECK_MESSAGE(result.error().en.find(number) != std::string::npos, to_string(result.error()));
  CHECK_MESSAGE(result.error().zh.find(number) != std::string::npos, result.error().zh);
  CHECK(result.error().zh.find(", ") == std::string::npos);
  CHECK(result.error().en.size() + result.error().place.size() < 500);
}

}  // namespace

TEST_CASE("safetensors: what is written is read again") {
  const std::vector<std::uint8_t> bytes = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12,
                                           13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24};
  const std::span<const std::uint8_t> all(bytes);
  TensorFile content;
  content.metadata = {{"experiment", "{\"name\":\"a\"}"}, {"语", "\n"}};
  content.tensors = {{"a", NumberType::u64, {1}, all.first(8)},
                     {"b.c", NumberType::f64, {}, all.first(8)},
                     {"", NumberType::f32, {1, 2, 1}, all.subspan(8, 8)},
                     {"语", NumberType::u8, {1}, all.subspan(24)}};
  const std::vector<std::uint8_t> file = write_tensor_file(content);
  CHECK((file.size() - 25) % 8 == 0);  // the numbers begin on a multiple of 8
  CHECK(file[8] == '{');
  const Result<TensorFile> back = read_tensor_file(file);
  REQUIRE_MESSAGE(back.ok(), to_string(back.error()));
  CHECK(back.value().metadata == content.metadata);
  REQUIRE(back.value().tensors.size() == 4);
  for (const TensorEntry& wanted : content.tensors) {
    const TensorEntry* found = back.value().find(wanted.name);
    REQUIRE(found != nullptr);
    CHECK(found->type == wanted.type);
    CHECK(found->shape == wanted.shape);
    CHECK(std::equal(found->bytes.begin(), found->bytes.end(), wanted.bytes.begin(), wanted.bytes.end()));
  }
  CHECK(write_tensor_file(back.value()) == file);
  CHECK(read_tensor_file(write_tensor_file({})).ok());
}

TEST_CASE("safetensors: the order of the header is free, the bytes are not") {
  CHECK(read_tensor_file(file_of("{" + entry("b", "1", "4,8") + "," + entry("a", "1", "0,4") + "}  ", 8)).ok());
  CHECK(read_tensor_file(file_of(R"({"a":{"data_offsets":[0,3],"shape":[3],"dtype":"U8"}})", 3)).ok());
}

TEST_CASE("safetensors attack: a shape whose product overflows to the bytes that are there") {
  refused(file_of("{" + entry("w", "4194305,4194305,211106198978564", "0,16") + "}", 16), "w",
          "4194305,4194305,211106198978564");
  refused(file_of("{" + entry("w", "4294967296,4294967296", "0,4") + "}", 4), "w", "4294967296");
  refused(file_of("{" + entry("w", "4611686018427387905", "0,4") + "}", 4), "w", "4611686018427387905");
  refused(file_of("{" + entry("w", "18446744073709551616", "0,4") + "}", 4), "w", "shape");
  refused(file_of("{" + entry("w", "1.0", "0,4") + "}", 4), "w", "shape");
  refused(file_of("{" + entry("w", "-1", "0,4") + "}", 4), "w", "-1");
  refused(file_of("{" + entry("w", "1", "0,18446744073709551615") + "}", 4), "w", "18446744073709551615");
}

TEST_CASE("safetensors attack: a header of 100,000 entries costs no memory worth naming") {
  std::string header = "{";
  for (int i = 0; i < 100000; ++i) header += (i > 0 ? "," : "") + entry("t" + std::to_string(i), "1", "0,4");
  header += "}";
  refused(file_of(header, 4), "header", "1048576");
  header.resize(1 << 20, ' ');
  const std::vector<std::uint8_t> file = file_of(header, 4);
  const std::size_t before = allocated_bytes();
  refused(file, "t4096", "4096");
  CHECK(allocated_bytes() - before < (8u << 20));
  refused(file_of("{}", 0, ~0ull), "header", "18446744073709551615");
  refused(file_of("{}", 0, 3), "header", "3");
}

TEST_CASE("safetensors attack: tensors that overlap, leave holes, hold nothing or come twice") {
  const auto two = [](const std::string& first, const std::string& second) {
    return file_of("{" + entry("a", "2", first) + "," + entry("b", "2", second) + "}", 16);
  };
  CHECK(read_tensor_file(two("0,8", "8,16")).ok());
  refused(two("0,8", "0,8"), "b", "0");
  refused(two("0,8", "4,12"), "b", "4");
  refused(two("8,16", "4,12"), "b", "4");
  refused(two("0,8", "12,20"), "b", "12");
  refused(two("4,12", "12,20"), "a", "4");
  refused(two("8,0", "8,16"), "a", "8");
  refused(file_of("{" + entry("a", "0", "0,0") + "," + entry("b", "1", "0,4") + "}", 4), "a", "0");
  refused(file_of("{" + entry("a", "0", "0,4") + "}", 4), "a", "[0]");
  refused(file_of("{" + entry("a", "1", "0,4") + "," + entry("a", "1", "4,8") + "}", 8), "a", "");
  refused(file_of(R"({"a":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}})", 4), "a", "dtype");
}

TEST_CASE("safetensors attack: bytes behind the last tensor, or missing") {
  const std::string header = "{" + entry("a", "2", "0,8") + "}";
  CHECK(read_tensor_file(file_of(header, 8)).ok());
  refused(file_of(header, 9), "file", "1");
  refused(file_of(header, 5000), "file", "4992");
  refused(file_of(header, 7), "a", "7");
}

TEST_CASE("safetensors: other refusals name the tensor and what is wrong") {
  refused({}, "file", "0");
  refused(file_of("", 0), "header", "{");
  refused(file_of(" {}", 0), "header", "{");
  refused(file_of("\xEF\xBB\xBF{}", 0), "header", "{");
  refused(file_of("{} x", 0), "header", "4");
  refused(file_of("{\"a\":\xff}", 0), "header", "6");
  refused(file_of("{" + entry("a", "1", "0,2", "F16") + "}", 2), "a", "F16");
  refused(file_of("{" + entry("a", "1,1,1,1,1,1,1,1,1", "0,4") + "}", 4), "a", "8");
  CHECK(read_tensor_file(file_of("{" + entry("a", "1,1,1,1,1,1,1,1", "0,4") + "}", 4)).ok());
  refused(file_of("{" + entry("a", "1", "0,4,8") + "}", 4), "a", "2");
  refused(file_of("{" + entry("a", "1", "0") + "}", 4), "a", "1");
  refused(file_of(R"({"a":{"dtype":"F32","shape":[1]}})", 4), "a", "2");
  refused(file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}})", 4), "a", "x");
  refused(file_of(R"({"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}})", 4), "a", "1");
  refused(file_of(R"({"a":{"dtype":"F32","shape":4,"data_offsets":[0,4]}})", 4), "a", "4");
  refused(file_of(R"({"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}})", 4), "a", "shape");
  refused(file_of(R"({"a":[1]})", 4), "a", "[");
  refused(file_of(R"({"__metadata__":{"a":1}})", 0), "__metadata__", "1");
  refused(file_of(R"({"__metadata__":{"a":"b","a":"c"}})", 0), "__metadata__", "a");
  refused(file_of("{\"" + std::string(300, 'n') + "\":{}}", 0), "nnn", "256");
  for (const char* open : {"[", "{\"a\":", "{\"a\":{\"shape\":[", "{\"__metadata__\":{\"a\":"}) {
    std::string deep;
    while (deep.size() < 1000000) deep += open;
    CHECK(!read_tensor_file(file_of(deep, 0)).ok());
  }
}

TEST_CASE("safetensors: a small file cut after any byte is refused") {
  const std::vector<std::uint8_t> file = file_of(
      "{" + entry("a", "2", "0,8") + ",\"__metadata__\":{\"k\":\"v\"}," + entry("b", "1,1", "8,9", "U8") + "}", 9);
  REQUIRE(read_tensor_file(file).ok());
  for (std::size_t length = 0; length < file.size(); ++length) {
    // A copy of just this length, so that reading beyond it is seen by the sanitizer.
    const std::vector<std::uint8_t> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    const Result<TensorFile> result = read_tensor_file(cut);
    REQUIRE(!result.ok());
    CHECK(!result.error().place.empty());
    CHECK(!result.error().zh.empty());
  }
}
