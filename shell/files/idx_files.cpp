#include "shell/files/idx_files.hpp"

#include <zlib.h>

#include <cstdlib>
#include <vector>

#include "core/session/codec.hpp"

namespace downhill {
namespace {

std::string environment_of(const std::string& dataset) {
  if (dataset == "mnist") return "MNIST_DIR";
  if (dataset == "fashion_mnist") return "FASHION_MNIST_DIR";
  return "";
}

/// The whole file; zlib reads a raw one as it is.
Result<std::vector<std::uint8_t>> read_all(const std::string& path) {
  gzFile file = gzopen((path + ".gz").c_str(), "rb");
  const bool packed = file != nullptr;
  if (!packed) file = gzopen(path.c_str(), "rb");
  const std::string name = packed ? path + ".gz" : path;
  if (file == nullptr) return make_error(path, {"is not there, nor with .gz", "不存在，带 .gz 的也没有"});
  std::vector<std::uint8_t> bytes;
  constexpr unsigned kBlock = 1u << 20;
  int got = 0;
  do {
    const std::size_t size = bytes.size();
    bytes.resize(size + kBlock);
    got = gzread(file, bytes.data() + size, kBlock);
    bytes.resize(size + static_cast<std::size_t>(got > 0 ? got : 0));
  } while (got > 0 && bytes.size() <= kMaximumMessageBytes);
  const bool whole = gzclose_r(file) == Z_OK && got == 0;
  if (bytes.size() > kMaximumMessageBytes) return make_error(name, {"is too long", "太长"});
  if (!whole)
    return make_error(name, {"cannot be read to its end: truncated or damaged", "无法完整读取：文件被截断或已损坏"});
  return bytes;
}

}  // namespace

Result<std::vector<Supply>> read_idx_files(const std::string& dataset, const std::string& folder) {
  const std::string variable = environment_of(dataset);
  const char* known = variable.empty() ? nullptr : std::getenv(variable.c_str());
  const std::string from = !folder.empty() ? folder : known != nullptr ? known : "";
  if (from.empty())
    return make_error("dataset",
                      {"{} is read from four IDX files: give their folder with --data DIR{}",
                       "{} 由四个 IDX 文件读取：请用 --data DIR 指定所在文件夹{}"},
                      {dataset, variable.empty() ? "" : " / " + variable});
  std::vector<Supply> parts;
  for (const bool test : {false, true}) {
    const std::string stem = from + (test ? "/t10k-" : "/train-");
    Result<std::vector<std::uint8_t>> images = read_all(stem + "images-idx3-ubyte");
    if (!images) return images.error();
    Result<std::vector<std::uint8_t>> labels = read_all(stem + "labels-idx1-ubyte");
    if (!labels) return labels.error();
    parts.push_back({dataset, test, std::move(images.value()), std::move(labels.value())});
  }
  return parts;
}

}  // namespace downhill
