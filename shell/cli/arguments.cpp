#include "shell/cli/arguments.hpp"

#include <algorithm>
#include <charconv>

namespace downhill {
namespace {

constexpr std::uint64_t kLargestCount = 1'000'000'000'000ull;

Result<std::uint64_t> parse_count(const std::string& flag, const std::string& text, std::uint64_t least) {
  std::uint64_t value = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec == std::errc() && parsed.ptr == end && value >= least && value <= kLargestCount) return value;
  return make_error(flag,
                    {"must be a whole number from {} to {}, got \"{}\"", "必须是 {} 到 {} 之间的整数，得到 “{}”"},
                    {std::to_string(least), std::to_string(kLargestCount), text});
}

bool is_number(const std::string& text, double& value) {
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  return parsed.ec == std::errc() && parsed.ptr == end;
}

/// The three numbers that may follow --range-test at words[i]; i moves on to the last of them.
Result<RangeTestOptions> parse_range(const std::vector<std::string>& words, std::size_t& i) {
  RangeTestOptions options;
  double numbers[3] = {};
  if (i + 1 == words.size() || !is_number(words[i + 1], numbers[0])) return options;
  for (double& number : numbers)
    if (++i == words.size() || !is_number(words[i], number))
      return make_error("--range-test",
                        {"takes three numbers or none: MIN MAX STEPS", "要么不带数，要么带三个数：最小 最大 步数"});
  options.minimum = numbers[0];
  options.maximum = numbers[1];
  Result<std::uint64_t> steps = parse_count("--range-test", words[i], 2);
  if (!steps) return steps.error();
  options.steps = static_cast<int>(std::min<std::uint64_t>(steps.value(), kMostRangeSteps + 1));
  return options;
}

}  // namespace

Result<RunArguments> parse_arguments(const std::vector<std::string>& words) {
  RunArguments out;
  const auto unknown = [](const std::string& word) {
    return make_error(word, {"is not a known option; see ./dev run --help", "不是已知的选项；见 ./dev run --help"});
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h") {
      out.help = true;
      return out;
    }
    if (word.empty() || word[0] != '-') {
      if (!out.file.empty()) return unknown(word);
      out.file = word;
      continue;
    }
    if (word == "--range-test") {
      Result<RangeTestOptions> range = parse_range(words, i);
      if (!range) return range.error();
      out.range_test = range.value();
      continue;
    }
    if (word == "--inspect") {
      out.inspect = true;
      continue;
    }
    const bool known = word == "--set" || word == "--steps" || word == "--epochs" || word == "--seed" ||
                       word == "--every" || word == "--save" || word == "--load" || word == "--data";
    if (!known) return unknown(word);
    if (i + 1 == words.size()) return make_error(word, {"needs a value", "缺少取值"});
    const std::string& value = words[++i];
    if (word == "--set") {
      const std::size_t equals = value.find('=');
      if (equals == std::string::npos || equals == 0)
        return make_error(word, {"needs path=value, got \"{}\"", "需要 路径=值，得到 “{}”"}, {value});
      out.changes.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    } else if (word == "--save") {
      out.save = value;
    } else if (word == "--data") {
      out.data = value;
    } else if (word == "--load") {
      out.load = value;
    } else if (word == "--seed") {
      out.changes.emplace_back("seed", value);
    } else {
      Result<std::uint64_t> count = parse_count(word, value, 1);
      if (!count) return count.error();
      (word == "--steps" ? out.steps : word == "--epochs" ? out.epochs : out.every) = count.value();
    }
  }
  if (!out.load.empty() && !out.file.empty())
    return make_error("--load", {"brings its own experiment; leave out {}", "的文件自带实验；请去掉 {}"}, {out.file});
  if (out.file.empty() && out.load.empty())
    return make_error("", {"which experiment? give a file, e.g. assets/experiments/spiral.json",
                           "要运行哪个实验？请给出文件，例如 assets/experiments/spiral.json"});
  if (out.steps && out.epochs)
    return make_error("--steps", {"and --epochs exclude each other", "与 --epochs 不能同时使用"});
  return out;
}

}  // namespace downhill
