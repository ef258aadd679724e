// A finger scrolls as well as it sets: what goes up or down changes nothing, except on the drawing pad.
#include <doctest/doctest.h>

#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

constexpr const char* kOwnKernel = "v=1&lab=convolution&lab.kernel=own&lab.weights=0,0,0,0,1,0,0,0,0";

/// From the middle of `id`, or from a part of its width, with as many turns of rest before it moves.
void swipe(Stage& stage, const std::string& id, float dx, float dy, int rest = 2, float from = 0.5f) {
  const Rect r = stage.rect(id);
  REQUIRE(r.w > 0);
  ImGuiIO& io = ImGui::GetIO();
  const float x = r.x + from * r.w, y = r.center_y();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(x, y);
  io.AddMouseButtonEvent(0, true);
  stage.turn(rest);
  for (int i = 1; i <= 10; ++i) {
    io.AddMousePosEvent(x + dx * static_cast<float>(i) / 10, y + dy * static_cast<float>(i) / 10);
    stage.turn();
  }
  io.AddMouseButtonEvent(0, false);
  stage.turn(2);
  io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  stage.turn(2);
}

bool links(const Stage& stage, const char* field) {
  return stage.state("link").find(field) != std::string::npos;
}

}  // namespace

TEST_CASE("a slider follows a finger sideways and lets it scroll up and down") {
  Stage stage(390, 844, "v=1");
  stage.click("tab.data");
  const std::string before = stage.state("link");
  const Rect start = stage.rect("optimizer.learning_rate");
  swipe(stage, "optimizer.learning_rate", 10, -120, 2, 0.9f);
  CHECK(stage.state("link") == before);
  CHECK(stage.rect("optimizer.learning_rate").y < start.y);  // scrolled
  swipe(stage, "optimizer.learning_rate", 0, 4, 60, 0.9f);   // it rests, to read the help
  CHECK(stage.state("link") == before);
  swipe(stage, "optimizer.learning_rate", 60, 5, 60, 0.5f);
  CHECK(links(stage, "optimizer.learning_rate="));
  stage.app->open("v=1");
  stage.click("tab.data");
  swipe(stage, "optimizer.learning_rate", 40, 20, 2, 0.6f);
  CHECK(links(stage, "optimizer.learning_rate="));
  stage.app->open("v=1");
  stage.click("tab.data");
  swipe(stage, "optimizer.learning_rate", 0, 0, 2, 0.9f);  // a tap
  CHECK(links(stage, "optimizer.learning_rate="));
}

TEST_CASE("a number cell follows a finger sideways, or after a rest; a tap opens its field") {
  Stage stage(390, 844, kOwnKernel);
  const std::string before = stage.state("link");
  swipe(stage, "weights.0.1.2", 3, -200);
  CHECK(stage.state("link") == before);
  CHECK(stage.host.field.id.empty());
  stage.app->open(kOwnKernel);
  stage.turn(6);
  swipe(stage, "weights.0.0.0", 42, 5);
  CHECK(links(stage, "lab.weights=2,0,"));
  swipe(stage, "weights.0.0.0", 2, 42, 40);
  CHECK(links(stage, "lab.weights=0,0,"));
  CHECK(stage.host.field.id.empty());
  swipe(stage, "weights.0.0.0", 0, 0);
  CHECK(stage.host.field.id == "weights.0.0.0");
}

TEST_CASE("painting cells begins where a finger went down, and not by scrolling") {
  Stage stage(390, 844, "v=1&lab=convolution&lab.picture=dot&lab.padding=0");
  swipe(stage, "picture.0.2.2", 0, 100);  // there is nothing above to scroll to
  CHECK_FALSE(links(stage, "lab.picture=own"));
  stage.app->open("v=1&lab=convolution&lab.picture=dot&lab.padding=0");
  stage.turn(6);
  const float cell = stage.rect("picture.0.2.2").w;
  swipe(stage, "picture.0.2.2", 1.6f * cell, 0);
  CHECK(links(stage, ("lab.pixels=" + std::string(26, '0') + "222" + std::string(3, '0')).c_str()));
  swipe(stage, "picture.0.0.0", 0, 0);  // a tap
  CHECK(links(stage, "lab.pixels=2"));
}

TEST_CASE("the drawing pad keeps its strokes, whichever way they go") {
  Stage stage(390, 844, "v=1&lab=draw");
  const Rect start = stage.rect("pad");
  swipe(stage, "pad", 0, -100);
  CHECK(stage.rect("pad").y == start.y);
  const std::string looks = stage.state("link");
  stage.click("pad.clear");  // there is ink to clear: see it enabled
  CHECK(stage.state("link") == looks);
}
