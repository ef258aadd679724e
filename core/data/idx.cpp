#include "core/data/idx.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace downhill {
namespace {

constexpr std::uint32_t kImageMagic = 0x00000803, kLabelMagic = 0x00000801;
constexpr std::size_t kImageHeader = 16, kLabelHeader = 8;

std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 |
         bytes[at + 3];
}

std::string hexadecimal(std::uint32_t value) {
  std::string out = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789abcdef"[value >> shift & 15];
  return out;
}

/// A server that does not have the file often answers with a page that says so.
bool is_web_page(std::span<const std::uint8_t> bytes) {
  std::string start;
  for (const std::uint8_t byte : bytes.first(std::min<std::size_t>(bytes.size(), 256))) {
    const bool blank = (byte != 0 && byte <= ' ') || byte >= 0x80;  // white space and a byte order mark
    if (start.empty() && blank) continue;
    start += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
  }
  return start.starts_with("<!doctype") || start.starts_with("<html");
}

/// What can be said before the file's own sizes are looked at.
Status check_start(NamedBytes file, std::uint32_t magic, std::size_t header) {
  const std::span<const std::uint8_t> bytes = file.bytes;
  const std::string place(file.place);
  const bool pictures = magic == kImageMagic;
  if (bytes.empty()) return make_error(place, {"the file is empty", "文件是空的"});
  if (is_web_page(bytes))
    return make_error(place, {"this is a web page, not an IDX file: the address probably answers with an error page",
                              "这是一个网页，不是 IDX 文件：该地址可能返回了错误页面"});
  if (bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
    return make_error(place, {"the file is still compressed (gzip)", "文件仍是压缩的（gzip）"});
  if (bytes.size() >= 4 && big_endian(bytes, 0) != magic) {
    const std::uint32_t found = big_endian(bytes, 0);
    if (found == kLabelMagic && pictures)
      return make_error(place,
                        {"this is a file of labels, pictures are needed here", "这是标签文件，此处需要图像文件"});
    if (found == kImageMagic && !pictures)
      return make_error(place,
                        {"this is a file of pictures, labels are needed here", "这是图像文件，此处需要标签文件"});
    return make_error(place, {"not an IDX file: it begins with {} instead of {}", "不是 IDX 文件：开头是 {}，应为 {}"},
                      {hexadecimal(found), hexadecimal(magic)});
  }
  if (bytes.size() < header)
    return make_error(place,
                      {"the file is cut off: it has {} bytes, its header alone needs {}",
                       "文件不完整：只有 {} 字节，仅文件头就需要 {} 字节"},
                      {std::to_string(bytes.size()), std::to_string(header)});
  return Nothing{};
}

/// `needed` bytes and no more, `count` things of which the header spoke.
Status check_length(NamedBytes file, std::uint64_t needed, std::uint64_t count) {
  const std::uint64_t size = file.bytes.size();
  if (size < needed)
    return make_error(std::string(file.place),
                      {"the file is cut off: {} entries need {} bytes, it has {}",
                       "文件不完整：{} 条数据需要 {} 字节，实际只有 {} 字节"},
                      {std::to_string(count), std::to_string(needed), std::to_string(size)});
  if (size > needed)
    return make_error(
        std::string(file.place),
        {"{} bytes are left over: {} entries need {} bytes, it has {}",
         "多出 {} 字节：{} 条数据需要 {} 字节，实际有 {} 字节"},
        {std::to_string(size - needed), std::to_string(count), std::to_string(needed), std::to_string(size)});
  return Nothing{};
}

Status check_count(NamedBytes file, std::uint32_t count, int maximum_count) {
  if (count >= 1 && count <= static_cast<std::uint32_t>(std::max(maximum_count, 0))) return Nothing{};
  return make_error(std::string(file.place),
                    {"the file says it has {} entries, it must have 1 to {}", "文件声称有 {} 条数据，应为 1 到 {} 条"},
                    {std::to_string(count), std::to_string(maximum_count)});
}

Status check_images(NamedBytes file, int maximum_count) {
  if (Status start = check_start(file, kImageMagic, kImageHeader); !start) return start;
  const std::uint64_t count = big_endian(file.bytes, 4), height = big_endian(file.bytes, 8),
                      width = big_endian(file.bytes, 12);
  if (Status fits = check_count(file, big_endian(file.bytes, 4), maximum_count); !fits) return fits;
  for (const std::uint64_t side : {height, width})
    if (side < 1 || side > kMaximumImageSide)
      return make_error(
          std::string(file.place),
          {"a picture of {}x{}: a side must have 1 to {} pixels", "图像大小为 {}x{}：边长应为 1 到 {} 像素"},
          {std::to_string(height), std::to_string(width), std::to_string(kMaximumImageSide)});
  // count < 2^32 and both sides are at most 2^8, so the product stays below 2^48.
  const std::uint64_t pixels = count * height * width;
  if (pixels > kMaximumImageBytes)
    return make_error(std::string(file.place),
                      {"{} bytes of pictures, at most {} are read", "图像数据有 {} 字节，最多读取 {} 字节"},
                      {std::to_string(pixels), std::to_string(kMaximumImageBytes)});
  return check_length(file, kImageHeader + pixels, count);
}

Status check_labels(NamedBytes file, std::uint64_t images, int classes, int maximum_count) {
  if (Status start = check_start(file, kLabelMagic, kLabelHeader); !start) return start;
  const std::uint32_t count = big_endian(file.bytes, 4);
  if (Status fits = check_count(file, count, maximum_count); !fits) return fits;
  if (Status fits = check_length(file, kLabelHeader + std::uint64_t{count}, count); !fits) return fits;
  if (count != images)
    return make_error(std::string(file.place),
                      {"{} labels for {} pictures: do the two files belong together?",
                       "{} 个标签对应 {} 幅图像：这两个文件是一对吗？"},
                      {std::to_string(count), std::to_string(images)});
  for (std::size_t i = 0; i < count; ++i)
    if (const int label = file.bytes[kLabelHeader + i]; label >= classes)
      return make_error(
          std::string(file.place),
          {"label {} of entry {} is no class: there are 0 to {}", "标签 {}（第 {} 条）不是类别：类别为 0 到 {}"},
          {std::to_string(label), std::to_string(i), std::to_string(classes - 1)});
  return Nothing{};
}

}  // namespace

Result<ImageSet> read_idx_pair(NamedBytes images, NamedBytes labels, int classes, int maximum_count) {
  if (Status good = check_images(images, maximum_count); !good) return good.error();
  const std::uint32_t count = big_endian(images.bytes, 4);
  if (Status good = check_labels(labels, count, classes, maximum_count); !good) return good.error();
  ImageSet set;
  set.height = static_cast<int>(big_endian(images.bytes, 8));
  set.width = static_cast<int>(big_endian(images.bytes, 12));
  set.pixels.assign(images.bytes.begin() + kImageHeader, images.bytes.end());
  set.labels.assign(labels.bytes.begin() + kLabelHeader, labels.bytes.end());
  return set;
}

}  // namespace downhill
