#include "core/data/idx.hpp"

#include <initializer_list>
#include <string>

#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes words(std::initializer_list<std::uint32_t> values) {
  Bytes out;
  for (const std::uint32_t value : values)
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
  return out;
}

Bytes text(std::string_view letters) {
  return {letters.begin(), letters.end()};
}

/// Two pictures of three rows and two columns with the pixels 0, 1, 2, ...
Bytes two_images() {
  Bytes out = words({0x803, 2, 3, 2});
  for (int i = 0; i < 12; ++i) out.push_back(static_cast<std::uint8_t>(i));
  return out;
}

Bytes two_labels(std::uint8_t first = 7, std::uint8_t second = 9) {
  Bytes out = words({0x801, 2});
  out.insert(out.end(), {first, second});
  return out;
}

Result<ImageSet> read(const Bytes& images, const Bytes& labels = two_labels(), int classes = 10,
                      int maximum_count = kMaximumImages) {
  return read_idx_pair({"train_images", images}, {"train_labels", labels}, classes, maximum_count);
}

void refused(const Result<ImageSet>& result, const char* place, const char* sentence) {
  REQUIRE(!result.ok());
  CHECK(result.error().place == place);
  CAPTURE(result.error().en);
  CHECK(result.error().en.find(sentence) != std::string::npos);
  CHECK(!result.error().zh.empty());
  CHECK(result.error().en.find("{}") == std::string::npos);
  CHECK(result.error().zh.find("{}") == std::string::npos);
}

}  // namespace

TEST_CASE("idx: a pair of files becomes pictures and labels") {
  const Result<ImageSet> set = read(two_images());
  REQUIRE(set.ok());
  CHECK(set.value().count() == 2);
  CHECK(set.value().height == 3);
  CHECK(set.value().width == 2);
  CHECK(set.value().pixels == Bytes{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  CHECK(set.value().labels == Bytes{7, 9});
}

TEST_CASE("idx: what is no IDX file at all is told what it is") {
  refused(read({}), "train_images", "the file is empty");
  refused(read(two_images(), {}), "train_labels", "the file is empty");
  refused(read(text("\n <!DOCTYPE html><title>404</title>")), "train_images", "a web page");
  refused(read(text("<HTML><body>")), "train_images", "a web page");
  refused(read(text("\xef\xbb\xbf<html>")), "train_images", "a web page");
  refused(read(two_images(), text("<!doctype html>")), "train_labels", "a web page");
  refused(read({0x1f, 0x8b, 8, 0, 0, 0}), "train_images", "still compressed (gzip)");
  refused(read(two_images(), {0x1f, 0x8b}), "train_labels", "still compressed (gzip)");
  refused(read(text("PK\3\4 and so on")), "train_images", "begins with 0x504b0304 instead of 0x00000803");
  refused(read(two_labels()), "train_images", "a file of labels");
  refused(read(two_images(), two_images()), "train_labels", "a file of pictures");
}

TEST_CASE("idx: sizes that cannot be are refused before anything is allocated") {
  refused(read(words({0x803, 0, 28, 28})), "train_images", "says it has 0 entries");
  refused(read(words({0x803, 0x80000000, 28, 28})), "train_images", "says it has 2147483648 entries");
  // 2^32 wraps to nothing in 32 bits, and 2^31 pictures of 2^16 x 2^17 to nothing in 64.
  refused(read(words({0x803, 0xffffffff, 256, 256})), "train_images", "says it has 4294967295 entries");
  refused(read(words({0x803, 2, 0x10000, 0x10000})), "train_images", "a picture of 65536x65536");
  refused(read(words({0x803, 2, 0, 28})), "train_images", "a picture of 0x28");
  refused(read(words({0x803, 2, 28, 257})), "train_images", "a picture of 28x257");
  refused(read(words({0x803, 131072, 256, 256})), "train_images", "8589934592 bytes of pictures");
  refused(read(two_images(), two_labels(), 10, 1), "train_images", "must have 1 to 1");
  refused(read(two_images(), words({0x801, 0x80000000})), "train_labels", "says it has 2147483648 entries");
}

TEST_CASE("idx: bytes that are missing or left over are counted") {
  const Bytes images = two_images(), labels = two_labels();
  for (std::size_t size = 1; size < images.size(); ++size)
    refused(read(Bytes(images.begin(), images.begin() + static_cast<std::ptrdiff_t>(size))), "train_images", "cut off");
  for (std::size_t size = 1; size < labels.size(); ++size)
    refused(read(images, Bytes(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(size))), "train_labels",
            "cut off");
  refused(read(Bytes(images.begin(), images.end() - 1)), "train_images", "2 entries need 28 bytes, it has 27");
  Bytes longer = images;
  longer.push_back(0);
  refused(read(longer), "train_images", "1 bytes are left over");
  longer = labels;
  longer.insert(longer.end(), {1, 2, 3});
  refused(read(images, longer), "train_labels", "3 bytes are left over");
}

TEST_CASE("idx: the two files must belong together and every label be a class") {
  Bytes three = words({0x801, 3});
  three.insert(three.end(), {1, 2, 3});
  refused(read(two_images(), three), "train_labels", "3 labels for 2 pictures");
  refused(read(two_images(), two_labels(0, 10)), "train_labels", "label 10 of entry 1");
  refused(read(two_images(), two_labels(3, 2), 3), "train_labels", "label 3 of entry 0 is no class: there are 0 to 2");
  CHECK(read(two_images(), two_labels(0, 255), 256).ok());
}
