// An experiment that needs files waits for them, takes them, and goes back when they cannot be had.
#include <doctest/doctest.h>

#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

void put(std::vector<std::uint8_t>& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

Supply pictures(bool test, std::uint32_t count) {
  Supply s{"mnist", test, {}, {}};
  for (const std::uint32_t n : {0x803u, count, 28u, 28u}) put(s.images, n);
  for (const std::uint32_t n : {0x801u, count}) put(s.labels, n);
  s.images.resize(16 + count * 784);
  s.labels.resize(8 + count);
  return s;
}

const char* const kLink = "v=1&dataset.type=mnist&layers=10";

}  // namespace

TEST_CASE("a link to MNIST asks the host for the files, once, and starts when they are there") {
  Stage stage(1280, 800, kLink);
  CHECK(stage.host.pictures_asked == std::vector<std::string>{"mnist"});
  stage.turn(5);
  CHECK(stage.host.pictures_asked.size() == 1);
  CHECK(stage.number("parameters") == 0);
  stage.app->pictures_progress("mnist", 0.5, "");
  stage.app->supply(pictures(false, 40));
  stage.turn(3);
  CHECK(stage.number("parameters") == 0);
  stage.app->supply(pictures(true, 20));
  CHECK(stage.until([&] { return stage.number("parameters") == 7850; }));
}

TEST_CASE(
    "Play and Step and Space while the first files are awaited: nothing is refused, and learning begins with them") {
  Stage stage(1280, 800, kLink);
  stage.click("step");
  stage.click("play");
  stage.turn(20);
  CHECK(stage.number("parameters") == 0);
  CHECK(!stage.notice("rejected"));
  CHECK(stage.state("state") == "playing");
  stage.press(ImGuiKey_Space);
  stage.press(ImGuiKey_Space);
  stage.app->supply(pictures(false, 40));
  stage.app->supply(pictures(true, 20));
  CHECK(stage.until([&] { return stage.number("parameters") == 7850 && stage.number("step") > 0; }));
  CHECK(!stage.notice("rejected"));
}

TEST_CASE("files that cannot be had: the sentence is shown, and what was there before stays") {
  Stage stage(1280, 800, "");
  const double before = stage.number("parameters");
  CHECK(before > 0);
  stage.app->open(kLink);
  stage.turn(5);
  stage.app->pictures_progress("mnist", 0, "The network is gone.");
  stage.turn(5);
  CHECK(stage.notice("rejected"));
  CHECK(stage.number("parameters") == before);
}

TEST_CASE("while files are awaited, what was there before goes on learning") {
  Stage stage(1280, 800, "");
  stage.app->play(0);
  CHECK(stage.until([&] { return stage.app->steps_done() > 0; }));
  stage.app->open(kLink);
  stage.turn(5);
  const auto before = stage.app->steps_done();
  CHECK(stage.until([&] { return stage.app->steps_done() > before + 50; }));
}

TEST_CASE("a file that is no IDX file is refused with a sentence, and the page is alive") {
  Stage other(1280, 800, kLink);
  Supply wrong = pictures(false, 40);
  wrong.images[3] = 7;  // another magic number
  other.app->supply(std::move(wrong));
  other.turn(5);
  CHECK(other.notice("rejected"));
  CHECK(other.number("parameters") > 0);  // the front page's experiment
}
