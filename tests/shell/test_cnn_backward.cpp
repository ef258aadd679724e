// The lab of the backward pass, used like a person does. Its numbers are PyTorch's.
#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

constexpr int kStages = 12, kFirst = 9;  // where it begins: the kernel's gradient

std::string field(const Stage& stage, const std::string& key) {
  const std::string link = stage.state("link");
  const std::size_t at = link.find(key + "=");
  return at == std::string::npos ? "" : link.substr(at + key.size() + 1, link.find('&', at) - at - key.size() - 1);
}

void type(Stage& stage, const std::string& id, const char* value) {
  stage.click(id);
  REQUIRE(stage.host.field.id == id);
  stage.app->text_committed(id, value);
  stage.turn(4);
}

void point_at(Stage& stage, const std::string& id) {
  const Rect r = stage.rect(id);
  ImGui::GetIO().AddMousePosEvent(r.center_x(), r.center_y());
  stage.turn(4);
}

bool around(const Stage& stage, const char* mark, const std::string& first, const std::string& last) {
  const Rect m = stage.rect(mark), a = stage.rect(first), b = stage.rect(last);
  return m.w > 0 && std::abs(m.x - a.x) < 0.5f && std::abs(m.y - a.y) < 0.5f &&
         std::abs(m.right() - b.right()) < 0.5f && std::abs(m.bottom() - b.bottom()) < 0.5f;
}

}  // namespace

TEST_CASE("backward pass: a step is PyTorch's, and the loss falls") {
  Stage stage(1280, 800, "v=1&lab=cnn_backward");
  CHECK(field(stage, "lab.weights").empty());
  stage.click("lab.update");
  CHECK(field(stage, "lab.weights") ==
        "-0.1401,-0.62,-0.5,0.5465,0.52,-0.3766,0.4465,0.32,-0.3766,0.1933,0.6401,-0.4864,0.5,-0.1131,-0.1401,-0.5136,"
        "-0.5,0.3131");
  CHECK(stage.number("lab_loss") == doctest::Approx(0.662).epsilon(1e-6));
  stage.click("lab.update");
  CHECK(field(stage, "lab.weights") ==
        "-0.1607,-0.6304,-0.5,0.5272,0.5482,-0.3577,0.4272,0.3482,-0.3577,0.2118,0.6719,-0.4086,0.5,-0.05714,-0.1719,"
        "-0.5914,-0.5,0.2571");
  const std::string link = stage.state("link");
  stage.app->open("v=1");
  stage.app->open(link);
  stage.turn(3);
  CHECK(stage.state("link") == link);
  stage.click("lab.restart");
  CHECK(field(stage, "lab.weights").empty());
  CHECK(stage.number("lab_loss") == doctest::Approx(1.103).epsilon(1e-6));
}

TEST_CASE("backward pass: every preset learns either answer at the rate it begins with") {
  for (const char* picture : {"vertical", "horizontal", "diagonal", "corner"})
    for (const char* target : {"vertical", "horizontal"}) {
      CAPTURE(picture);
      CAPTURE(target);
      Stage stage(1280, 800, std::string("v=1&lab=cnn_backward&lab.picture=") + picture + "&lab.target=" + target);
      for (int i = 0; i < 12; ++i) {
        const double before = stage.number("lab_loss");
        CHECK(stage.number("lab_next_loss") < before);
        stage.click("lab.update");
      }
      CHECK(stage.number("lab_loss") < 0.25);
    }
}

TEST_CASE("backward pass: steps go forth and back, and the last takes the step") {
  Stage stage(1280, 800, "v=1&lab=cnn_backward");
  CHECK(stage.number("lab_stage") == kFirst);
  stage.press(ImGuiKey_B);
  stage.click("lab.back");
  CHECK(stage.number("lab_stage") == kFirst - 2);
  stage.press(ImGuiKey_R);
  CHECK(stage.number("lab_stage") == 0);
  stage.press(ImGuiKey_LeftArrow);  // there is nothing before the first
  CHECK(stage.number("lab_stage") == 0);
  CHECK_FALSE(stage.app->item_rect("mark.a").has_value());
  for (int i = 1; i < kStages; ++i) {
    stage.press(ImGuiKey_S);
    CHECK(stage.number("lab_stage") == i);
    CHECK(layout_faults(stage, 1280, 800).empty());
  }
  CHECK(field(stage, "lab.weights").empty());
  stage.press(ImGuiKey_S);
  CHECK(stage.number("lab_stage") == 0);
  CHECK(stage.number("lab_loss") == doctest::Approx(0.662).epsilon(1e-6));
}

TEST_CASE("backward pass: a cell that is pointed at shows where its gradient comes from") {
  Stage stage(1280, 800, "v=1&lab=cnn_backward");
  point_at(stage, "dk.2.1");
  CHECK(around(stage, "mark.x", "x.2.1", "x.5.4"));
  CHECK(around(stage, "mark.dk", "dk.2.1", "dk.2.1"));
  CHECK(around(stage, "mark.dz", "dz.0.0", "dz.3.3"));
  stage.click("dx.0.5");  // goes to the picture's gradient; the corner was seen by one window only
  CHECK(stage.number("lab_stage") == kFirst + 1);
  point_at(stage, "dx.0.5");
  CHECK(around(stage, "mark.dz", "dz.0.3", "dz.0.3"));
  point_at(stage, "dx.3.2");
  CHECK(around(stage, "mark.dz", "dz.1.0", "dz.3.2"));
  stage.click("da.0.2");
  CHECK(around(stage, "mark.dp", "dp.0.1", "dp.0.1"));
  CHECK(around(stage, "mark.a", "a.0.2", "a.1.3"));
}

TEST_CASE("backward pass: the kernel is typed, the picture painted") {
  Stage stage(1280, 800, "v=1&lab=cnn_backward");
  type(stage, "k.1.1", "2");
  CHECK(field(stage, "lab.weights").starts_with("-0.1,-0.6,-0.5,0.6,2,"));
  type(stage, "w2.0.0", "-3");
  CHECK(field(stage, "lab.weights").ends_with(",-3,-0.4,-0.5,0.4"));
  type(stage, "b.0.0", "1e9");
  CHECK(stage.notice("toast"));
  stage.host.field = {};
  stage.click("x.5.5");
  CHECK(field(stage, "lab.picture") == "own");
  CHECK(field(stage, "lab.pixels") == "000000002100002100002100002100000002");
}

TEST_CASE("backward pass: what a link says wrongly is named") {
  for (const char* wrong : {"weights=1,2", "pixels=01", "rate=0", "target=slanted", "weights=nan"}) {
    CAPTURE(wrong);
    Stage other(1280, 800, std::string("v=1&lab=cnn_backward&lab.") + wrong);
    CHECK(other.notice("link"));
    CHECK(other.state("link") == "v=1&lab=cnn_backward");
  }
}

TEST_CASE("backward pass: weights of any size and a great rate end in numbers") {
  std::string weights = "99";
  for (int i = 1; i < 18; ++i) weights += i >= 10 && i < 14 ? ",-99" : ",99";  // as wrong as can be
  Stage stage(390, 844, "v=1&lab=cnn_backward&lab.rate=10&lab.weights=" + weights);
  for (int i = 0; i < 5 * kStages; ++i) {
    stage.press(ImGuiKey_S);
    CHECK(layout_faults(stage, 390, 844).empty());
  }
  const std::string link = stage.state("link");
  CHECK(link.find("nan") == std::string::npos);
  stage.app->open("v=1");
  stage.app->open(link);
  stage.turn(3);
  CHECK_FALSE(stage.notice("link"));  // what learning made is what a link may say
}

TEST_CASE("backward pass: it plays by its own clock and is idle when paused") {
  Stage stage(1280, 800, "v=1&lab=cnn_backward");
  stage.turn(50, false);
  const double before = stage.number("frames");
  stage.turn(250, false);
  CHECK(stage.number("frames") == before);
  stage.press(ImGuiKey_Space);
  CHECK(stage.until([&] { return stage.number("lab_stage") == 0; }));
  stage.turn(3);
  CHECK_FALSE(field(stage, "lab.weights").empty());
  stage.press(ImGuiKey_Space);
  stage.turn(20, false);
  const double rest = stage.number("frames");
  stage.turn(250, false);
  CHECK(stage.number("frames") == rest);
}

TEST_CASE("backward pass: on a phone the step is taken where it is shown") {
  for (const char* language : {"en", "zh"}) {
    Stage stage(390, 844, std::string("v=1&lab=cnn_backward&lang=") + language);
    CHECK_FALSE(stage.app->item_rect("lab.update").has_value());
    stage.press(ImGuiKey_S);
    stage.press(ImGuiKey_S);
    stage.turn(3);
    const Rect button = stage.rect("lab.update"), terms = stage.rect("mark.terms");
    CHECK(button.h > 0);
    CHECK(button.bottom() <= terms.y);
    stage.click("lab.update");
    CHECK(stage.number("lab_loss") == doctest::Approx(0.662).epsilon(1e-6));
    CHECK(layout_faults(stage, 390, 844).empty());
  }
}
