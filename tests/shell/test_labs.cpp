// The labs without an engine, used like a person does; and how one gets from lab to lab.
#include <doctest/doctest.h>

#include <fstream>

#include "shell/labs/op_run.hpp"
#include "shell/labs/registry.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/number_grid.hpp"
#include "shell/widgets/number_writing.hpp"
#include "tests/shell/stage.hpp"

namespace downhill {
const OpInfo& conv2d_op();
const OpInfo& max_pool2d_op();
const OpPasses& conv2d_op_passes();
const OpPasses& max_pool2d_op_passes();
}  // namespace downhill

using namespace downhill;

namespace {

void point_at(Stage& stage, const std::string& id) {
  const Rect r = stage.rect(id);
  ImGui::GetIO().AddMousePosEvent(r.center_x(), r.center_y());
  stage.turn(4);
}

void drag_up(Stage& stage, const std::string& id, float way) {
  const Rect r = stage.rect(id);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(r.center_x(), r.center_y());
  stage.turn(2);
  io.AddMouseButtonEvent(0, true);
  stage.turn(2);
  io.AddMousePosEvent(r.center_x(), r.center_y() - way);
  stage.turn(2);
  io.AddMouseButtonEvent(0, false);
  stage.turn(3);
}

void type(Stage& stage, const std::string& id, const char* value) {
  stage.click(id);
  REQUIRE(stage.host.field.id == id);
  stage.app->text_committed(id, value);
  stage.turn(4);
}

bool links(const Stage& stage, const char* field) {
  return stage.state("link").find(field) != std::string::npos;
}

bool same_place(const Rect& a, const Rect& b) {
  return std::abs(a.x - b.x) < 0.5f && std::abs(a.y - b.y) < 0.5f && a.w > 0 && b.w > 0;
}

}  // namespace

TEST_CASE("every lab opens by its link, is told to the page and has both lessons") {
  for (const LabInfo* lab : all_labs()) {
    CAPTURE(lab->info.name);
    Stage stage(1280, 800, std::string("v=1&lab=") + lab->info.name);
    CHECK(stage.state("lab") == lab->info.name);
    CHECK(stage.host.lab == lab->info.name);
    CHECK(stage.host.lab_title == lab->info.label.en);
    CHECK_FALSE(stage.notice("link"));
    CHECK(stage.app->item_rect("play").has_value() == lab->needs_engine);
    CHECK(stage.app->item_rect("stat.test_loss").has_value() == lab->needs_engine);
    for (const char* language : {"en", "zh"}) {
      std::ifstream lesson(std::string(DOWNHILL_SOURCE_DIR "/assets/lessons/") + lab->info.name + "." + language +
                           ".md");
      CHECK(lesson.good());
    }
  }
}

TEST_CASE("the switch goes from lab to lab; each is found as it was left") {
  Stage stage(1280, 800, "v=1&dataset.type=circle");
  CHECK(stage.state("link") == "v=1&dataset.type=circle");
  stage.click("labs");
  stage.click("labs.convolution");
  CHECK(stage.state("link") == "v=1&lab=convolution");
  CHECK(stage.host.lab == "convolution");
  stage.press(ImGuiKey_L);
  CHECK(stage.host.lab_title == "卷积");
  stage.click("lab.kernel.blur");
  CHECK(stage.state("link") == "v=1&lab=convolution&lab.kernel=blur&lang=zh");
  stage.turn(30);
  CHECK(stage.host.hash == stage.state("link"));
  stage.click("labs");
  stage.click("labs.playground");
  CHECK(stage.state("link") == "v=1&dataset.type=circle&lang=zh");
  stage.click("labs");
  stage.click("labs.convolution");
  CHECK(links(stage, "lab.kernel=blur"));
  stage.app->open("v=1&lab=convolution");  // a link says all there is: nothing stays of what was before
  stage.turn(3);
  CHECK(stage.state("link") == "v=1&lab=convolution&lang=zh");
}

TEST_CASE("numbers in cells: short, never rounded to another meaning") {
  CHECK(std::string(cell_text(0.5f).text) == "0.5");
  CHECK(std::string(cell_text(-1).text) == "−1");
  CHECK(std::string(cell_text(1.f / 9).text) == "0.11");
  CHECK(std::string(cell_text(-0.001f).text) == "0");
  CHECK(std::string(cell_text(-0.001f, 3).text) == "−0.001");
  CHECK(std::string(cell_text(100, 0).text) == "100");
  CHECK(factor_text(-2.5f) == "(−2.5)");
  CHECK(factor_text(2) == "2");
}

TEST_CASE("numbers of a grid are written alike, and every one or none") {
  Stage stage;
  const Ui& ui = stage.app->ui();
  const float values[] = {0, 0.5f, -0.75f, 1.7f, -12.5f, 0.02f};
  int written = 0;
  for (const float side : {44.f, 30.f, 24.f, 20.f, 18.f, 16.f, 14.f, 12.f, 9.f, 5.f}) {
    const NumberWriting writing = choose_writing(ui, side, side, values);
    if (!writing) continue;
    ++written;
    const float k = writing.size / ui.fonts.line_height(FontId::small);
    for (const float v : values)
      CHECK(k * ui.text_width(FontId::small, write_number(v, writing.shortened).c_str()) <= side - 1);
    CHECK(k >= 0.74f);
    if (side == 44) CHECK(writing.shortened == 0);
  }
  CHECK(written >= 5);
  CHECK_FALSE(choose_writing(ui, 5, 5, values));
  CHECK(write_number(-0.75f, 2) == "−.8");
  CHECK(write_number(0.02f, 2) == ".02");
  CHECK(write_number(-10.6f, 2) == "−11");
  CHECK(write_number(0.5f, 1) == "0.5");
}

TEST_CASE("long numbers are read in threes, small losses are not nothing") {
  CHECK(std::string(format_value(60000)) == "60,000");
  CHECK(std::string(format_value(999)) == "999");
  CHECK(std::string(format_value(0.03)) == "0.03");
  CHECK(std::string(format_loss(0.00032)) == "0.00032");
  CHECK(std::string(format_loss(0.000032)) == "3.2e-05");
  CHECK(std::string(format_loss(0)) == "0.000");
  CHECK(std::string(format_loss(0.0021)) == "0.002");
}

TEST_CASE("a place among channels has no dilation; a remainder is rounded away in words that are true") {
  Stage stage(1280, 800, "v=1&lab=convolution&lab.mode=mix");
  CHECK_FALSE(stage.app->item_rect("lab.dilation").has_value());
  CHECK(stage.app->item_rect("lab.stride").has_value());
  stage.app->open("v=1&lab=convolution&lab.padding=2&lab.stride=3&lab.dilation=2");
  stage.turn(3);
  CHECK(stage.state("lab_size") == "= floor((12 + 2·2 − 2·2 − 1)/3) + 1 = 4");
}

TEST_CASE("the pad's help is there until there is ink") {
  Stage stage(1280, 800, "v=1&lab=draw");
  const auto tip = [&] {
    point_at(stage, "pad");
    stage.turn(40);
    return stage.app->item_rect("tip").has_value();
  };
  CHECK(tip());
  stage.drag("pad", 0.3f, 0.6f);
  CHECK_FALSE(tip());
}

TEST_CASE("a narrow screen has the switch beside the name") {
  Stage stage(390, 844);
  CHECK(stage.app->item_rect("stat.test_loss").has_value());  // and still room for the number that counts
  stage.click("labs");
  stage.click("labs.pooling");
  CHECK(stage.state("lab") == "pooling");
  CHECK(stage.state("tab") == "picture");
  stage.click("tab.settings");
  CHECK(stage.app->item_rect("lab.kernel").has_value());
}

TEST_CASE("going to a lab without an engine pauses the run") {
  Stage stage;
  stage.click("play");
  stage.click("labs");
  stage.click("labs.im2col");
  CHECK(stage.state("state") == "paused");
  stage.turn(20);
  const double step = stage.number("step");
  stage.press(ImGuiKey_Space);  // plays the lab, not the run
  stage.turn(20);
  CHECK(stage.number("step") == step);
}

TEST_CASE("a lab or a setting that does not exist is named, with those that do") {
  for (const char* hash :
       {"v=1&lab=alchemy", "v=1&lab=", "v=1&lab=convolution&lab.wishes=3", "v=1&lab.stride=2",
        "v=1&lab=convolution&lab.stride=0", "v=1&lab=convolution&lab.stride=1.5", "v=1&lab=convolution&lab.kernel=gold",
        "v=1&lab=convolution&lab.weights=1,2", "v=1&lab=convolution&lab.weights=1,2,3,4,5,6,7,8,nan",
        "v=1&lab=convolution&lab.pixels=012", "v=1&lab=im2col&lab.side=1e9", "v=1&lab=im2col&lab.w=1e9",
        "v=1&lab=pooling&lab.shift_x=9", "v=1&lab=pooling&lab.all=perhaps"}) {
    CAPTURE(hash);
    Stage stage(1280, 800, hash);
    CHECK(stage.notice("link"));
    const std::string link = stage.state("link");
    CHECK((link == "v=1" || link == "v=1&lab=convolution" || link == "v=1&lab=im2col" || link == "v=1&lab=pooling"));
    CHECK(layout_faults(stage, 1280, 800).empty());
  }
}

TEST_CASE("pointing at an output shows its window, and the other way round") {
  Stage stage(1280, 800, "v=1&lab=convolution&lab.padding=0");
  point_at(stage, "output.2.3");
  CHECK(same_place(stage.rect("mark.window"), stage.rect("picture.0.2.3")));
  CHECK(same_place(stage.rect("mark.output"), stage.rect("output.2.3")));
  point_at(stage, "picture.0.6.7");  // the middle of the window at (5, 6)
  CHECK(same_place(stage.rect("mark.output"), stage.rect("output.5.6")));
  stage.drag("lab.stride", 0.03f, 0.34f);
  CHECK(links(stage, "lab.stride=2"));
  point_at(stage, "output.2.3");
  CHECK(same_place(stage.rect("mark.window"), stage.rect("picture.0.4.6")));
}

TEST_CASE("a kernel is made by hand: typed, dragged, and refused out of range") {
  Stage stage(1280, 800, "v=1&lab=convolution&lab.kernel=identity");
  type(stage, "weights.0.0.0", "-2.5");
  CHECK(links(stage, "lab.kernel=own"));
  CHECK(links(stage, "lab.weights=-2.5,0,0,0,1,0,0,0,0"));
  type(stage, "weights.0.0.0", "1e6");
  CHECK(stage.notice("toast"));
  CHECK(links(stage, "lab.weights=-2.5,"));
  stage.host.field = {};
  drag_up(stage, "weights.0.2.2", 42);
  CHECK(links(stage, "lab.weights=-2.5,0,0,0,1,0,0,0,2"));
  CHECK(stage.host.field.id.empty());  // a drag is no click
  const std::string link = stage.state("link");
  stage.app->open("v=1");
  stage.app->open(link);
  stage.turn(3);
  CHECK(stage.state("link") == link);
}

TEST_CASE("each channel has weights of its own") {
  Stage stage(1280, 800, "v=1&lab=convolution&lab.mode=mix&lab.mix=grey");
  for (const char* id : {"weights.0.0.0", "weights.1.0.0", "weights.2.0.0"}) type(stage, id, "2");
  CHECK(links(stage, "lab.mix=own&lab.weights=2,2,2"));
  drag_up(stage, "weights.0.0.0", -22);
  drag_up(stage, "weights.1.0.0", 22);
  CHECK(links(stage, "lab.weights=1,3,2"));
}

TEST_CASE("painting makes a picture of one's own") {
  Stage stage(1280, 800, "v=1&lab=convolution&lab.picture=dot&lab.padding=1");
  stage.drag("picture.0.3.3", 0.2f, 0.8f);
  CHECK(links(stage, "lab.picture=own&"));
  // Row 3 of the padded picture is row 2 of the picture.
  const std::string painted = "lab.pixels=" + std::string(12 * 2 + 2, '0') + "2";
  CHECK(links(stage, painted.c_str()));
  stage.drag("picture.0.3.3", 0.2f, 0.8f);  // the same cell again: erased
  CHECK_FALSE(links(stage, painted.c_str()));
  const std::string before = stage.state("link");
  stage.drag("picture.0.0.0", 0.2f, 0.8f);  // the padding is not for painting
  CHECK(stage.state("link") == before);
}

TEST_CASE("the keyboard walks over cells and opens their field") {
  Stage stage(1280, 800, "v=1&lab=convolution");
  for (int i = 0; i < 60 && stage.host.field.id.empty(); ++i) {
    stage.press(ImGuiKey_Tab);
    stage.press(ImGuiKey_RightArrow);
    stage.press(ImGuiKey_DownArrow);
    if (same_place(stage.rect("weights.0"), stage.rect("weights.0.0.0")) && i > 8) stage.press(ImGuiKey_Enter);
    if (stage.host.field.id.rfind("weights.0.", 0) != 0) {
      if (!stage.host.field.id.empty()) stage.app->text_cancelled(stage.host.field.id);
      stage.host.field = {};
    }
  }
  CHECK(stage.host.field.id == "weights.0.1.1");
}

TEST_CASE("rows of the matrix and windows of the picture belong together") {
  Stage stage(1280, 800, "v=1&lab=im2col");
  point_at(stage, "matrix.3.0");
  CHECK(same_place(stage.rect("mark.window"), stage.rect("picture.1.1")));
  CHECK(same_place(stage.rect("mark.row"), stage.rect("matrix.3.0")));
  CHECK(same_place(stage.rect("mark.folded"), stage.rect("out.1.1")));
  // Where a cell of the picture went: corners are copied once.
  for (const auto& [cell, copy] : {std::pair("picture.0.0", "matrix.0.0"), std::pair("picture.0.3", "matrix.1.2"),
                                   std::pair("picture.3.0", "matrix.2.6"), std::pair("picture.3.3", "matrix.3.8")}) {
    point_at(stage, cell);
    CHECK(same_place(stage.rect("mark.copy"), stage.rect(copy)));
  }
  CHECK_FALSE(stage.app->item_rect("matrix.4.0").has_value());
  CHECK_FALSE(stage.app->item_rect("matrix.3.9").has_value());
  type(stage, "kernel.0.0", "7");
  CHECK(links(stage, "lab.w=7,"));
  stage.click("picture.0.0");
  REQUIRE(stage.host.field.id == "x.0.0");
  stage.app->text_committed("x.0.0", "5");
  stage.turn(4);
  CHECK(links(stage, "lab.x=5,"));
  stage.click("lab.direction");
  stage.click("lab.direction.backward");
  CHECK(links(stage, "lab.direction=backward"));
  CHECK(links(stage, "lab.w=7,"));
}

TEST_CASE("pooling: overlapping windows, the shift, the gradient of all") {
  Stage stage(1280, 800, "v=1&lab=pooling&lab.kernel=3");
  CHECK_FALSE(stage.app->item_rect("output.5.5").has_value());
  point_at(stage, "output.2.1");
  CHECK(same_place(stage.rect("mark.window"), stage.rect("picture.4.2")));
  stage.click("shift.left");
  stage.click("shift.down");
  CHECK(links(stage, "lab.shift_x=-1&lab.shift_y=1"));
  stage.click("shift.left");
  stage.click("shift.left");
  stage.click("shift.left");  // no further than three
  CHECK(links(stage, "lab.shift_x=-3&"));
  stage.click("lab.all");
  CHECK(links(stage, "lab.all=true"));
  stage.click("lab.kind");
  stage.click("lab.kind.stochastic");
  stage.click("lab.draw");
  CHECK(links(stage, "lab.seed=2"));
}

TEST_CASE("a lab plays by its own clock and is idle when paused") {
  for (const char* lab : {"convolution", "im2col", "pooling"}) {
    CAPTURE(lab);
    Stage stage(1280, 800, std::string("v=1&lab=") + lab);
    stage.turn(50, false);
    const double before = stage.number("frames");
    stage.turn(250, false);
    CHECK(stage.number("frames") == before);
    const Rect start = stage.rect("mark.window");
    stage.press(ImGuiKey_S);
    CHECK_FALSE(same_place(stage.rect("mark.window"), start));
    stage.click("lab.play");
    const Rect first = stage.rect("mark.window");
    stage.turn(60, false);
    CHECK_FALSE(same_place(stage.rect("mark.window"), first));
    stage.click("lab.play");
    stage.click("lab.reset");
    CHECK(stage.rect("mark.window").y <= start.y);
    stage.turn(50, false);
    const double rest = stage.number("frames");
    stage.turn(250, false);
    CHECK(stage.number("frames") == rest);
  }
}

TEST_CASE("an op of the core runs over a lab's numbers, forwards and backwards") {
  OpRun conv(conv2d_op(), conv2d_op_passes());
  REQUIRE(conv.plan({{"units", 1}, {"kernel", 2}, {"stride", 1}, {"padding", 1}, {"bias", 0}}, {1, 1, 2, 2}).ok());
  const float x[] = {1, 2, 3, 4}, w[] = {1, 10, 100, 1000};
  const std::span<const float> y = conv.forward(x, w);
  const float wanted[] = {1000, 2100, 200, 3010, 4321, 402, 30, 43, 4};
  REQUIRE(y.size() == 9);
  for (int i = 0; i < 9; ++i) CHECK(y[static_cast<std::size_t>(i)] == wanted[i]);

  OpRun pool(max_pool2d_op(), max_pool2d_op_passes());
  REQUIRE(pool.plan({{"kernel", 2}, {"stride", 1}}, {1, 1, 2, 3}).ok());
  const float pixels[] = {0, 5, 1, 2, 3, 4};
  const std::span<const float> best = pool.forward(pixels);
  REQUIRE(best.size() == 2);
  CHECK((best[0] == 5 && best[1] == 5));
  const float dy[] = {1, 1};
  const std::span<const float> dx = pool.backward(dy);
  CHECK((dx[0] == 0 && dx[1] == 2 && dx[5] == 0));  // won twice, thanked twice
  CHECK_FALSE(pool.plan({{"kernel", 5}}, {1, 1, 2, 3}).ok());
}

TEST_CASE("a drag so quick that its end comes with the last move is not lost") {
  Stage stage;
  const Rect r = stage.rect("dataset.noise");
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(r.x + 8, r.center_y());
  stage.turn(2);
  io.AddMouseButtonEvent(0, true);
  stage.turn(1);
  io.AddMousePosEvent(r.center_x(), r.center_y());
  io.AddMouseButtonEvent(0, false);
  stage.turn(3);
  CHECK(stage.state("link").find("dataset.noise=0.25") != std::string::npos);
}
