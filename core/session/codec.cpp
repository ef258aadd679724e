#include "core/session/codec.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace downhill {
namespace {

constexpr std::uint8_t kMagic[2] = {'D', 'H'};

// Every message names its fields once, in visit(); writing and reading both walk that list and cannot drift apart.
// A is a Writer or a Reader; the last argument only chooses the message.
template <class A>
void visit(A& a, auto& m, const Metrics*) {
  a(m.step), a(m.epoch), a(m.train_loss), a(m.test_loss), a(m.train_accuracy), a(m.test_accuracy);
}
template <class A>
void visit(A& a, auto& m, const Error*) {
  a(m.place), a(m.en), a(m.zh);
}
template <class A>
void visit(A& a, auto& m, const ParameterInfo*) {
  a(m.name), a(m.shape), a(m.offset);
}
template <class A>
void visit(A& a, auto& m, const NodeInfo*) {
  a(m.name), a(m.type), a(m.units), a(m.shape), a(m.weight), a(m.bias);
}
template <class A>
void visit(A& a, auto& m, const Mistake*) {
  a(m.sample), a(m.truth), a(m.guess), a(m.sure), a(m.pixels);
}
template <class A>
void visit(A& a, auto& m, const Configure*) {
  a(m.experiment);
}
template <class A>
void visit(A&, auto&, const Reset*) {}
template <class A>
void visit(A& a, auto& m, const Play*) {
  a(m.until_step), a(m.progress_every), a(m.until_epoch);
}
template <class A>
void visit(A&, auto&, const Pause*) {}
template <class A>
void visit(A& a, auto& m, const Step*) {
  a(m.count);
}
template <class A>
void visit(A& a, auto& m, const SetField*) {
  a(m.path), a(m.value);
}
template <class A>
void visit(A& a, auto& m, const SetParameter*) {
  a(m.tensor), a(m.index), a(m.value);
}
template <class A>
void visit(A& a, auto& m, const Probe*) {
  a(m.surface_size), a(m.map_size), a(m.parameters), a(m.metrics), a(m.most_samples);
}
template <class A>
void visit(A&, auto&, const Save*) {}
template <class A>
void visit(A& a, auto& m, const Load*) {
  a(m.file);
}
template <class A>
void visit(A& a, auto& m, const Supply*) {
  a(m.dataset), a(m.test), a(m.images), a(m.labels);
}
template <class A>
void visit(A&, auto&, const Examine*) {}
template <class A>
void visit(A& a, auto& m, const Look*) {
  a(m.sample), a(m.pixels), a(m.activations), a(m.gradients), a(m.weight_gradients);
}
template <class A>
void visit(A& a, auto& m, const Ready*) {
  a(m.experiment), a(m.nodes), a(m.parameters), a(m.parameter_count), a(m.classes), a(m.points), a(m.train_samples);
  a(m.test_samples), a(m.domain);
}
template <class A>
void visit(A& a, auto& m, const Rejected*) {
  a(m.error);
}
template <class A>
void visit(A& a, auto& m, const Progress*) {
  a(m.metrics), a(m.batch_loss);
}
template <class A>
void visit(A& a, auto& m, const Stopped*) {
  a(m.reason), a(m.metrics), a(m.layer), a(m.failed_step);
}
template <class A>
void visit(A& a, auto& m, const Probed*) {
  a(m.metrics), a(m.has_metrics), a(m.running), a(m.surface_size), a(m.map_size), a(m.surface_outputs), a(m.surface);
  a(m.maps), a(m.parameters), a(m.gradient_norms);
}
template <class A>
void visit(A& a, auto& m, const Saved*) {
  a(m.file);
}
template <class A>
void visit(A& a, auto& m, const Supplied*) {
  a(m.dataset), a(m.test), a(m.count);
}
template <class A>
void visit(A& a, auto& m, const Examined*) {
  a(m.step), a(m.epoch), a(m.samples), a(m.classes), a(m.loss), a(m.confusion), a(m.mistakes);
}
template <class A>
void visit(A& a, auto& m, const Looked*) {
  a(m.step), a(m.sample), a(m.label), a(m.pixels), a(m.activations), a(m.readout);
  a(m.gradients), a(m.weight_gradients);
}

template <class T>
inline constexpr bool is_number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie in memory");

class Writer {
 public:
  template <class T>
  void operator()(const T& value) {
    if constexpr (is_number<T>) {
      bytes(&value, sizeof value);
    } else if constexpr (std::is_same_v<T, bool>) {
      operator()(static_cast<std::uint8_t>(value));
    } else if constexpr (std::is_enum_v<T>) {
      operator()(static_cast<std::uint8_t>(value));
    } else {
      visit(*this, value, static_cast<const T*>(nullptr));
    }
  }
  void operator()(const std::string& text) {
    operator()(static_cast<std::uint32_t>(text.size()));
    bytes(text.data(), text.size());
  }
  template <class T>
  void operator()(const std::vector<T>& items) {
    operator()(static_cast<std::uint32_t>(items.size()));
    if constexpr (is_number<T>)
      bytes(items.data(), items.size() * sizeof(T));
    else
      for (const T& item : items) operator()(item);
  }
  void bytes(const void* data, std::size_t size) {
    const std::size_t end = out_.size();
    out_.resize(end + size);
    if (size > 0) std::memcpy(out_.data() + end, data, size);
  }
  std::vector<std::uint8_t> take() { return std::move(out_); }

 private:
  std::vector<std::uint8_t> out_;
};

/// After the first fault every further read gives zeros; the caller asks once at the end.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> in) : in_(in) {}

  bool failed() const { return failed_; }
  bool at_end() const { return position_ == in_.size(); }
  std::size_t position() const { return position_; }
  std::size_t left() const { return in_.size() - position_; }

  template <class T>
  void operator()(T& value) {
    if constexpr (is_number<T>) {
      bytes(&value, sizeof value);
    } else if constexpr (std::is_same_v<T, bool>) {
      std::uint8_t byte = 0;
      operator()(byte);
      if (byte > 1) failed_ = true;
      value = byte == 1;
    } else if constexpr (std::is_same_v<T, StopReason>) {
      std::uint8_t byte = 0;
      operator()(byte);
      if (byte > static_cast<std::uint8_t>(StopReason::diverged)) failed_ = true;
      value = failed_ ? StopReason::paused : static_cast<StopReason>(byte);
    } else {
      visit(*this, value, static_cast<const T*>(nullptr));
    }
  }
  void operator()(std::string& text) {
    const std::size_t size = count(1);
    text.resize(size);
    bytes(text.data(), size);
  }
  template <class T>
  void operator()(std::vector<T>& items) {
    // Checked against what is left, so that a count never asks for more memory than the message is long.
    const std::size_t size = count(is_number<T> ? sizeof(T) : 1);
    if constexpr (is_number<T>) {
      items.resize(size);
      bytes(items.data(), size * sizeof(T));
    } else {
      for (std::size_t i = 0; i < size && !failed_; ++i) operator()(items.emplace_back());
    }
  }

 private:
  std::size_t count(std::size_t item_bytes) {
    std::uint32_t size = 0;
    operator()(size);
    if (failed_ || size > left() / item_bytes) {
      failed_ = true;
      return 0;
    }
    return size;
  }
  void bytes(void* out, std::size_t size) {
    if (failed_ || size > left()) {
      failed_ = true;
      return;
    }
    if (size > 0) std::memcpy(out, in_.data() + position_, size);
    position_ += size;
  }

  std::span<const std::uint8_t> in_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

template <class Message>
std::vector<std::uint8_t> encode_message(const Message& message, std::uint64_t at_step) {
  Writer writer;
  writer.bytes(kMagic, sizeof kMagic);
  writer(kProtocolVersion);
  writer(static_cast<std::uint16_t>(message.body.index()));
  writer(message.run);
  writer(at_step);
  std::visit([&writer](const auto& body) { writer(body); }, message.body);
  return writer.take();
}

template <std::size_t index = 0, class Variant>
bool read_alternative(Reader& reader, std::size_t kind, Variant& body) {
  if constexpr (index < std::variant_size_v<Variant>) {
    if (kind != index) return read_alternative<index + 1>(reader, kind, body);
    reader(body.template emplace<index>());
    return true;
  } else {
    return false;
  }
}

template <class Message>
Result<Message> decode_message(std::span<const std::uint8_t> bytes, std::uint64_t& at_step) {
  const auto refuse = [](Text why, std::initializer_list<std::string> numbers = {}) {
    return make_error("message", why, numbers);
  };
  if (bytes.size() > kMaximumMessageBytes)
    return refuse({"is {} bytes long, at most {} are allowed", "长 {} 字节，最多允许 {} 字节"},
                  {std::to_string(bytes.size()), std::to_string(kMaximumMessageBytes)});
  if (bytes.size() < sizeof kMagic || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0)
    return refuse({"does not begin like a message of Downhill", "开头不是 Downhill 的消息"});
  Reader reader(bytes.subspan(sizeof kMagic));
  std::uint16_t version = 0, kind = 0;
  reader(version);
  if (version != kProtocolVersion)
    return refuse({"has protocol version {}, this program speaks {}", "协议版本为 {}，本程序使用 {}"},
                  {std::to_string(version), std::to_string(kProtocolVersion)});
  Message message;
  reader(kind);
  reader(message.run);
  reader(at_step);
  if (!reader.failed() && !read_alternative(reader, kind, message.body))
    return refuse({"is of unknown kind {}", "未知的消息类型 {}"}, {std::to_string(kind)});
  if (reader.failed() || !reader.at_end())
    return refuse(
        {"of kind {} does not read as one, at byte {} of {}", "类型 {} 的消息无法读取，位于第 {} 字节，共 {} 字节"},
        {std::to_string(kind), std::to_string(reader.position() + sizeof kMagic), std::to_string(bytes.size())});
  return message;
}

}  // namespace

std::vector<std::uint8_t> encode(const Command& command) {
  return encode_message(command, command.at_step);
}
std::vector<std::uint8_t> encode(const Event& event) {
  return encode_message(event, 0);
}

Result<Command> decode_command(std::span<const std::uint8_t> bytes) {
  std::uint64_t at_step = 0;
  Result<Command> command = decode_message<Command>(bytes, at_step);
  if (command) command.value().at_step = at_step;
  return command;
}

Result<Event> decode_event(std::span<const std::uint8_t> bytes) {
  std::uint64_t at_step = 0;
  return decode_message<Event>(bytes, at_step);
}

}  // namespace downhill
