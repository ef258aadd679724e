#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/check.hpp"
#include "core/base/types.hpp"

namespace downhill {

/// What went wrong, where, in both languages. `place` is a path of the experiment file ("model.layers[2].units").
struct Error {
  std::string place;
  std::string en;
  std::string zh;
};

/// "place: sentence", for consoles and logs.
std::string to_string(const Error& error);

/// Builds an Error; each "{}" of the two sentences takes the next argument.
Error make_error(std::string place, Text sentence, std::initializer_list<std::string> arguments = {});

/// Shortest text that reads back as the same number: 0.1, 1e+09, 5.
std::string number_text(double value);

/// A value or an Error. Everything that can fail returns one; nothing in core throws.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() {
    DOWNHILL_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    DOWNHILL_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  const Error& error() const {
    DOWNHILL_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

struct Nothing {};
using Status = Result<Nothing>;

}  // namespace downhill
