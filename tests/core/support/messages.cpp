#include "tests/core/support/messages.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>
#include <utility>

namespace downhill::test {
namespace {

// Two messages are the same when every field is. Structured bindings name all of them: a new field does not compile
// here until it is compared.
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>)
    return a == b || (std::isnan(a) && std::isnan(b));
  else
    return a == b;
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b);
bool same(const Error& a, const Error& b);
bool same(const Metrics& a, const Metrics& b);
bool same(const ParameterInfo& a, const ParameterInfo& b);
bool same(const NodeInfo& a, const NodeInfo& b);
bool same(const Mistake& a, const Mistake& b);
template <class... T>
bool same_all(const std::pair<const T&, const T&>&... pairs) {
  return (same(pairs.first, pairs.second) && ...);
}
template <class T>
std::pair<const T&, const T&> both(const T& a, const T& b) {
  return {a, b};
}

bool same(const Error& a, const Error& b) {
  return a.place == b.place && a.en == b.en && a.zh == b.zh;
}
bool same(const Metrics& a, const Metrics& b) {
  const auto& [a1, a2, a3, a4, a5, a6] = a;
  const auto& [b1, b2, b3, b4, b5, b6] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6));
}
bool same(const ParameterInfo& a, const ParameterInfo& b) {
  const auto& [a1, a2, a3] = a;
  const auto& [b1, b2, b3] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3));
}
bool same(const NodeInfo& a, const NodeInfo& b) {
  const auto& [a1, a2, a3, a4, a5, a6] = a;
  const auto& [b1, b2, b3, b4, b5, b6] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6));
}
bool same(const Configure& a, const Configure& b) {
  const auto& [a1] = a;
  const auto& [b1] = b;
  return same(a1, b1);
}
bool same(const Reset&, const Reset&) {
  return std::is_empty_v<Reset>;
}
bool same(const Pause&, const Pause&) {
  return std::is_empty_v<Pause>;
}
bool same(const Save&, const Save&) {
  return std::is_empty_v<Save>;
}
bool same(const Load& a, const Load& b) {
  const auto& [a1] = a;
  const auto& [b1] = b;
  return same(a1, b1);
}
bool same(const Play& a, const Play& b) {
  const auto& [a1, a2, a3] = a;
  const auto& [b1, b2, b3] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3));
}
bool same(const Step& a, const Step& b) {
  const auto& [a1] = a;
  const auto& [b1] = b;
  return same(a1, b1);
}
bool same(const SetField& a, const SetField& b) {
  const auto& [a1, a2] = a;
  const auto& [b1, b2] = b;
  return same_all(both(a1, b1), both(a2, b2));
}
bool same(const SetParameter& a, const SetParameter& b) {
  const auto& [a1, a2, a3] = a;
  const auto& [b1, b2, b3] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3));
}
bool same(const Probe& a, const Probe& b) {
  const auto& [a1, a2, a3, a4, a5] = a;
  const auto& [b1, b2, b3, b4, b5] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5));
}
bool same(const Ready& a, const Ready& b) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9] = a;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6), both(a7, b7),
                  both(a8, b8), both(a9, b9));
}
bool same(const Rejected& a, const Rejected& b) {
  return same(a.error, b.error);
}
bool same(const Progress& a, const Progress& b) {
  return same(a.metrics, b.metrics) && same(a.batch_loss, b.batch_loss);
}
bool same(const Stopped& a, const Stopped& b) {
  const auto& [a1, a2, a3, a4] = a;
  const auto& [b1, b2, b3, b4] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4));
}
bool same(const Probed& a, const Probed& b) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10] = a;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6), both(a7, b7),
                  both(a8, b8), both(a9, b9), both(a10, b10));
}
bool same(const Saved& a, const Saved& b) {
  return a.file == b.file;
}
bool same(const Mistake& a, const Mistake& b) {
  const auto& [a1, a2, a3, a4, a5] = a;
  const auto& [b1, b2, b3, b4, b5] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5));
}
bool same(const Supply& a, const Supply& b) {
  const auto& [a1, a2, a3, a4] = a;
  const auto& [b1, b2, b3, b4] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4));
}
bool same(const Examine&, const Examine&) {
  return std::is_empty_v<Examine>;
}
bool same(const Look& a, const Look& b) {
  const auto& [a1, a2, a3, a4, a5] = a;
  const auto& [b1, b2, b3, b4, b5] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5));
}
bool same(const Supplied& a, const Supplied& b) {
  const auto& [a1, a2, a3] = a;
  const auto& [b1, b2, b3] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3));
}
bool same(const Examined& a, const Examined& b) {
  const auto& [a1, a2, a3, a4, a5, a6, a7] = a;
  const auto& [b1, b2, b3, b4, b5, b6, b7] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6), both(a7, b7));
}
bool same(const Looked& a, const Looked& b) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8] = a;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6), both(a7, b7),
                  both(a8, b8));
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}
template <class Body>
bool same_body(const Body& a, const Body& b) {
  return a.index() == b.index() &&
         std::visit([&b](const auto& x) { return same(x, *std::get_if<std::decay_t<decltype(x)>>(&b)); }, a);
}

/// Messages with every field away from its default, drawn anew each time.
struct Draw {
  Rng& rng;

  std::uint32_t u32() { return static_cast<std::uint32_t>(rng.next()); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(rng.next()); }
  bool flag() { return rng.below(2) == 0; }
  double real() { return rng.below(5) == 0 ? std::nan("") : rng.below(5) == 0 ? INFINITY : rng.normal(); }
  std::string text() {
    std::string t;
    for (std::uint64_t i = rng.below(20); i > 0; --i) t += static_cast<char>(rng.below(256));
    return t;
  }
  std::vector<float> floats() {
    std::vector<float> v(rng.below(9));
    for (float& f : v) f = static_cast<float>(real());
    return v;
  }
  std::vector<std::uint8_t> bytes() {
    std::vector<std::uint8_t> v(rng.below(50));
    for (std::uint8_t& byte : v) byte = static_cast<std::uint8_t>(rng.next());
    return v;
  }
  Metrics metrics() { return {rng.next(), real(), real(), real(), real(), real()}; }
  Command command(std::size_t kind) {
    Command c{u32(), rng.next(), {}};
    switch (kind) {
      case 0:
        c.body = Configure{text()};
        break;
      case 1:
        c.body = Reset{};
        break;
      case 2:
        c.body = Play{rng.next(), u32(), u32()};
        break;
      case 3:
        c.body = Pause{};
        break;
      case 4:
        c.body = Step{u32()};
        break;
      case 5:
        c.body = SetField{text(), text()};
        break;
      case 6:
        c.body = SetParameter{u32(), u32(), real()};
        break;
      case 7:
        c.body = Probe{u16(), u16(), flag(), flag(), u32()};
        break;
      case 8:
        c.body = Save{};
        break;
      case 9:
        c.body = Load{bytes()};
        break;
      case 10:
        c.body = Supply{text(), flag(), bytes(), bytes()};
        break;
      case 11:
        c.body = Examine{};
        break;
      default:
        c.body = Look{u32(), bytes(), flag(), flag(), flag()};
    }
    return c;
  }
  Event event(std::size_t kind) {
    Event e{u32(), {}};
    switch (kind) {
      case 0: {
        Ready ready{text(), {}, {}, u32(), u32(), floats(), u32(), u32(), static_cast<float>(rng.normal())};
        for (std::uint64_t i = rng.below(4); i > 0; --i)
          ready.nodes.push_back({text(), text(), u32(), {u32(), u32()}, static_cast<std::int32_t>(u32()), -1});
        for (std::uint64_t i = rng.below(4); i > 0; --i) ready.parameters.push_back({text(), {u32(), u32()}, u32()});
        e.body = ready;
        break;
      }
      case 1:
        e.body = Rejected{{text(), text(), text()}};
        break;
      case 2:
        e.body = Progress{metrics(), real()};
        break;
      case 3:
        e.body = Stopped{static_cast<StopReason>(rng.below(3)), metrics(), text(), rng.next()};
        break;
      case 4:
        e.body = Probed{metrics(), flag(), flag(), u16(), u16(), u16(), floats(), floats(), floats(), floats()};
        break;
      case 5:
        e.body = Saved{bytes()};
        break;
      case 6:
        e.body = Supplied{text(), flag(), u32()};
        break;
      case 7: {
        Examined examined{rng.next(), real(), u32(), u32(), real(), {u32(), u32()}, {}};
        for (std::uint64_t i = rng.below(4); i > 0; --i)
          examined.mistakes.push_back({u32(), u32(), u32(), static_cast<float>(real()), bytes()});
        e.body = examined;
        break;
      }
      default:
        e.body = Looked{rng.next(), u32(),   static_cast<std::int32_t>(u32()), bytes(), floats(), floats(),
                        floats(),   floats()};
    }
    return e;
  }
};

static_assert(kCommandKinds == 13 && kEventKinds == 9, "a new message: draw it above");

}  // namespace

Command random_command(std::size_t kind, Rng& rng) {
  return Draw{rng}.command(kind);
}
Event random_event(std::size_t kind, Rng& rng) {
  return Draw{rng}.event(kind);
}

bool same_message(const Command& a, const Command& b) {
  return a.run == b.run && a.at_step == b.at_step && same_body(a.body, b.body);
}
bool same_message(const Event& a, const Event& b) {
  return a.run == b.run && same_body(a.body, b.body);
}

}  // namespace downhill::test
