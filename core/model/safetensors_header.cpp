#include "core/model/safetensors_header.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace downhill {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMetadata = "__metadata__";

/// Takes the header's words one by one. Every function answers whether to go on; after the first fault none does.
/// A place in the header is where the brackets are: outside, among the tensors, in one of them, in one of its lists.
class HeaderReader final : public nlohmann::json_sax<Json> {
 public:
  TensorHeader header;
  Error error;

  bool null() override { return misplaced("null"); }
  bool boolean(bool) override { return misplaced("boolean"); }
  bool number_float(number_float_t value, const string_t&) override { return misplaced(number_text(value)); }
  bool binary(binary_t&) override { return misplaced("binary"); }
  bool number_integer(number_integer_t value) override { return misplaced(std::to_string(value)); }

  bool number_unsigned(number_unsigned_t value) override {
    if (place_ != Place::list) return misplaced(std::to_string(value));
    const std::size_t most = field_ == kShape ? kMaximumTensorRank : 2;
    if (list_.size() == most)
      return field_ == kShape
                 ? fail({"has more than {} axes", "超过 {} 个轴"}, {std::to_string(most)})
                 : fail({"has more than {} data_offsets", "data_offsets 超过 {} 个"}, {std::to_string(most)});
    list_.push_back(value);
    return true;
  }

  bool string(string_t& text) override {
    if (place_ == Place::metadata) {
      header.metadata.emplace_back(field_, std::move(text));
      return true;
    }
    if (place_ != Place::tensor || field_ != kType) return misplaced("\"" + shown_name(text) + "\"");
    for (NumberType type : {NumberType::u8, NumberType::u64, NumberType::f32, NumberType::f64})
      if (text == number_type_name(type)) {
        header.entries.back().tensor.type = type;
        return true;
      }
    return fail({"has dtype {}, only U8, U64, F32 and F64 are read", "dtype 为 {}，只能读取 U8、U64、F32 和 F64"},
                {shown_name(text)});
  }

  bool start_object(std::size_t) override {
    if (place_ == Place::outside) {
      place_ = Place::tensors;
      return true;
    }
    if (place_ != Place::tensors) return misplaced("{");
    place_ = name_ == kMetadata ? Place::metadata : Place::tensor;
    fields_.clear();
    if (place_ == Place::metadata) return true;
    if (header.entries.size() == kMaximumTensors)
      return fail({"is one tensor too many, at most {} are allowed", "超出张量数上限，最多允许 {} 个"},
                  {std::to_string(kMaximumTensors)});
    header.entries.emplace_back().tensor.name = name_;
    return true;
  }

  bool key(string_t& name) override {
    if (place_ == Place::tensors) {
      name_ = name;
      if (name.size() > kMaximumTensorName)
        return fail({"has a name of {} bytes, at most {} are allowed", "名称长 {} 字节，最多允许 {} 字节"},
                    {std::to_string(name.size()), std::to_string(kMaximumTensorName)});
      return names_.insert(name).second || fail({"stands in the header twice", "在文件头中出现两次"});
    }
    field_ = name;
    if (!fields_.insert(name).second) return fail({"says {} twice", "{} 出现两次"}, {shown_name(name)});
    if (place_ == Place::metadata || name == kType || name == kShape || name == kOffsets) return true;
    return fail({"has an unknown field {}", "有未知的字段 {}"}, {shown_name(name)});
  }

  bool start_array(std::size_t) override {
    if (place_ != Place::tensor || (field_ != kShape && field_ != kOffsets)) return misplaced("[");
    place_ = Place::list;
    list_.clear();
    return true;
  }

  bool end_array() override {
    place_ = Place::tensor;
    HeaderEntry& entry = header.entries.back();
    if (field_ == kShape) {
      entry.tensor.shape = list_;
      return true;
    }
    if (list_.size() != 2)
      return fail({"has {} data_offsets, 2 are needed", "有 {} 个 data_offsets，需要 2 个"},
                  {std::to_string(list_.size())});
    entry.first = list_[0], entry.last = list_[1];
    return true;
  }

  bool end_object() override {
    if (place_ == Place::tensors) {
      place_ = Place::outside;
      return true;
    }
    const bool complete = place_ == Place::metadata || fields_.size() == 3;
    place_ = Place::tensors;
    return complete || fail({"needs dtype, shape and data_offsets; it has {} of them",
                             "需要 dtype、shape 和 data_offsets，现在只有 {} 个"},
                            {std::to_string(fields_.size())});
  }

  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
    name_ = "header";
    return fail({"is not JSON at byte {}", "第 {} 字节处不是合法的 JSON"}, {std::to_string(at)});
  }

 private:
  enum class Place { outside, tensors, metadata, tensor, list };
  static constexpr std::string_view kType = "dtype", kShape = "shape", kOffsets = "data_offsets";

  bool fail(Text sentence, std::initializer_list<std::string> arguments = {}) {
    error = make_error(name_.empty() ? "\"\"" : shown_name(name_), sentence, arguments);
    return false;
  }

  bool misplaced(const std::string& word) {
    if (place_ == Place::tensors) return fail({"must be an object, got {}", "必须是对象，得到 {}"}, {word});
    return fail({"has a wrong value for {}: {}", "{} 的取值不对：{}"}, {shown_name(field_), word});
  }

  Place place_ = Place::outside;
  std::string name_ = "header";  // of the tensor that is read
  std::string field_;
  std::set<std::string, std::less<>> names_, fields_;
  std::vector<std::uint64_t> list_;
};

}  // namespace

std::string shown_name(std::string_view name) {
  constexpr std::size_t kLongest = 60;
  if (name.size() <= kLongest) return std::string(name);
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xc0) == 0x80) --cut;  // not inside a character
  return std::string(name.substr(0, cut)) + "...";
}

Result<TensorHeader> read_tensor_header(std::string_view text) {
  if (text.empty() || text[0] != '{') return make_error("header", {"does not begin with {", "开头不是 {"});
  HeaderReader reader;
  if (!Json::sax_parse(text, &reader)) return reader.error;
  return std::move(reader.header);
}

}  // namespace downhill
