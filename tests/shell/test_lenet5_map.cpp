// The map of LeNet-5: a unit is chosen by pointer and keys, and what it sees of the picture is what the windows say.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

// A small set: what is tested here is the map, not the learning.
const char* const kSmall =
    "v=1&lab=lenet5_map&dataset.type=synthetic_digits&dataset.train_samples=200&dataset.test_samples=60&layers=conv2d~"
    "units:6~kernel:5~padding:2-relu-max_pool2d-conv2d~units:16~kernel:5-relu-max_pool2d-120-relu-84-relu-10";

// The same pictures for the network of 1998; `partial` is how its third layer of maps is joined with the second.
std::string first_lenet5(const std::string& partial = "partial_conv2d") {
  return "v=1&lab=lenet5_map&dataset.type=synthetic_digits&dataset.train_samples=200&dataset.test_samples=60&layers="
         "conv2d~units:6~kernel:5~padding:2-scaled_tanh-subsample2d-scaled_tanh-" +
         partial + "-scaled_tanh-subsample2d-scaled_tanh-120-scaled_tanh-84-scaled_tanh-10";
}

// Table I of LeCun, Bottou, Bengio and Haffner 1998, row by row as it is printed there.
constexpr int kBefore = 6, kMaps = 16;
const char* const kTable1998[kBefore] = {"X   XXX  XXXX XX", "XX   XXX  XXXX X", "XXX   XXX  X XXX",
                                         " XXX  XXXX  X XX", "  XXX  XXXX XX X", "   XXX  XXXX XXX"};

void wait_for_picture(Stage& stage) {
  REQUIRE(stage.until([&] { return !stage.state("sample").empty() && stage.app->item_rect("map.7.9"); }));
  stage.turn(100);  // the picture has flowed through
}

/// Points at the middle of a unit of a map.
void point_at(Stage& stage, const std::string& map, int side, int row, int column) {
  const Rect r = stage.rect(map);
  const float cell = r.w / static_cast<float>(side);
  ImGui::GetIO().AddMousePosEvent(r.x + (static_cast<float>(column) + 0.5f) * cell,
                                  r.y + (static_cast<float>(row) + 0.5f) * cell);
  stage.turn(4);
}

}  // namespace

TEST_CASE("map: what a unit sees of the picture grows from layer to layer") {
  Stage stage(1280, 800, kSmall);
  wait_for_picture(stage);
  CHECK(stage.number("parameters") == 61706);
  struct Wanted {
    const char* map;
    int side, row, column;
    const char* unit;
    const char* field;  // top.left.bottom.right
  };
  // By hand: C1 pads 2, so row r sees r - 2 .. r + 2; S2 doubles; C3 is 5 of those; S4 doubles again.
  for (const Wanted& wanted :
       {Wanted{"map.0.0", 28, 3, 4, "0.0.3.4", "3.4.4.5"}, Wanted{"map.1.2", 28, 10, 20, "1.2.10.20", "8.18.13.23"},
        Wanted{"map.1.5", 28, 0, 27, "1.5.0.27", "0.25.3.28"}, Wanted{"map.2.1", 14, 3, 6, "2.1.3.6", "4.10.10.16"},
        Wanted{"map.3.15", 10, 9, 0, "3.15.9.0", "16.0.28.12"}, Wanted{"map.3.0", 10, 4, 4, "3.0.4.4", "6.6.20.20"},
        Wanted{"map.4.7", 5, 2, 1, "4.7.2.1", "6.2.22.18"}, Wanted{"map.5.119", 1, 0, 0, "5.119.0.0", "0.0.28.28"},
        Wanted{"map.7.9", 1, 0, 0, "7.9.0.0", "0.0.28.28"}}) {
    CAPTURE(wanted.map);
    point_at(stage, wanted.map, wanted.side, wanted.row, wanted.column);
    CHECK(stage.state("lab_unit") == wanted.unit);
    CHECK(stage.state("lab_field") == wanted.field);
    CHECK(layout_faults(stage, 1280, 800).empty());
  }
  const Rect picture = stage.rect("map.0.0"), field = stage.rect("mark.field");
  CHECK(field.w == doctest::Approx(picture.w));
}

TEST_CASE("map: arrows choose another picture, the answer follows the training") {
  Stage stage(1280, 800, kSmall);
  wait_for_picture(stage);
  CHECK(stage.number("sample") == 200);
  stage.click("picture.next");
  CHECK(stage.until([&] { return stage.number("sample") == 201; }));
  stage.click("picture.previous");
  stage.click("picture.previous");
  CHECK(stage.until([&] { return stage.number("sample") == 259; }));
  stage.app->play(30);
  CHECK(stage.until([&] { return stage.app->steps_done() >= 30 && !stage.app->is_playing(); }));
  CHECK_FALSE(stage.notice("rejected"));
}

TEST_CASE("map: a picture flows through when it is another, then nothing is drawn") {
  Stage stage(1280, 800, kSmall);
  wait_for_picture(stage);
  stage.turn(50, false);
  const double before = stage.number("frames");
  stage.turn(250, false);
  CHECK(stage.number("frames") == before);
  stage.click("picture.next");
  stage.turn(40, false);
  CHECK(stage.number("frames") > before + 20);
  stage.turn(100, false);
  const double rest = stage.number("frames");
  stage.turn(250, false);
  CHECK(stage.number("frames") == rest);
}

TEST_CASE("map: the keyboard walks over the units of a layer") {
  Stage stage(1280, 800, kSmall);
  wait_for_picture(stage);
  for (int i = 0; i < 60 && !stage.state("lab_unit").starts_with("1."); ++i) stage.press(ImGuiKey_Tab);
  CHECK(stage.state("lab_unit") == "1.0.14.14");
  stage.press(ImGuiKey_DownArrow);
  stage.press(ImGuiKey_LeftArrow);
  CHECK(stage.state("lab_unit") == "1.0.15.13");
  stage.press(ImGuiKey_Enter);
  CHECK(stage.state("lab_unit") == "1.1.15.13");
  CHECK(stage.state("lab_field") == "13.11.18.16");
}

TEST_CASE("map: a phone has it all below one another, and another net leads to another lab") {
  {
    Stage stage(390, 844, kSmall);
    wait_for_picture(stage);
    CHECK(stage.rect("map.7.9").y > stage.rect("map.1.0").bottom());
    stage.click("map.1.3");
    CHECK(stage.state("lab_unit").starts_with("1.3."));
  }
  Stage stage(1280, 800, "v=1&lab=lenet5_map&dataset.type=synthetic_digits&layers=10");
  CHECK(stage.number("parameters") == 61706);  // a net without maps is none for the map
}

TEST_CASE("map: the network of 1998 has its windows and its weights on the map too") {
  Stage stage(1280, 800, first_lenet5());
  wait_for_picture(stage);
  CHECK(stage.number("parameters") == 60850);
  point_at(stage, "map.4.7", 5, 2, 1);
  CHECK(stage.state("lab_unit") == "4.7.2.1");
  CHECK(stage.state("lab_field") == "6.2.22.18");
  CHECK(stage.state("lab_weights") == "60850");
  CHECK(layout_faults(stage, 1280, 800).empty());
}

TEST_CASE("map: C3 of 1998 is joined as in the paper's table, in the table and by the paths") {
  Stage stage(1280, 800, first_lenet5());
  wait_for_picture(stage);
  for (int map = 0; map < kMaps; ++map) {
    CAPTURE(map);
    point_at(stage, "map.3." + std::to_string(map), 10, 3, 6);
    CHECK(stage.state("lab_unit") == "3." + std::to_string(map) + ".3.6");
    for (int before = 0; before < kBefore; ++before) {
      CAPTURE(before);
      const bool wanted = kTable1998[before][map] == 'X';
      const std::string cell = std::to_string(before) + "." + std::to_string(map);
      CHECK(stage.app->item_rect("path." + std::to_string(before)).has_value() == wanted);
      CHECK(stage.app->item_rect("joined." + cell).has_value() == wanted);
    }
    const Rect column = stage.rect("mark.column"), cell = stage.rect("table.3.0." + std::to_string(map));
    CHECK(column.x == doctest::Approx(cell.x));
    CHECK(column.h == doctest::Approx(kBefore * cell.h));
    CHECK_FALSE(stage.app->item_rect("mark.row"));
    // Nothing is learned yet and the bias is 0: what comes along the paths is all that the unit gets.
    CHECK(stage.number("lab_value") ==
          doctest::Approx(1.7159 * std::tanh(2.0 / 3 * stage.number("lab_pushed"))).epsilon(0.001));
    CHECK(std::fabs(stage.number("lab_pushed")) > 1e-5);
  }
  point_at(stage, "map.2.4", 14, 2, 3);
  CHECK(stage.rect("mark.row").y == doctest::Approx(stage.rect("table.3.4.0").y));
  CHECK_FALSE(stage.app->item_rect("mark.column"));
  CHECK(stage.app->item_rect("path.4"));
  CHECK_FALSE(stage.app->item_rect("path.3"));  // subsampling keeps to its own map
}

TEST_CASE("map: a column of the table chooses its map, by pointer and by keys") {
  Stage stage(1280, 800, first_lenet5());
  wait_for_picture(stage);
  point_at(stage, "map.3.2", 10, 7, 8);
  point_at(stage, "table.3.4.11", 1, 0, 0);
  CHECK(stage.state("lab_unit") == "3.11.7.8");
  point_at(stage, "map.0.0", 28, 3, 3);
  CHECK(stage.state("lab_unit") == "0.0.3.3");
  point_at(stage, "table.3.4.11", 1, 0, 0);
  CHECK(stage.state("lab_unit") == "3.11.5.5");
  point_at(stage, "map.0.0", 28, 3, 3);
  ImGui::GetIO().AddMousePosEvent(2, 2);
  stage.turn(3);
  for (int i = 0; i < 60 && stage.state("lab_unit") == "0.0.3.3"; ++i) stage.press(ImGuiKey_Tab);
  CHECK(stage.state("lab_unit") == "3.11.5.5");  // the table goes on where it was left
  stage.press(ImGuiKey_LeftArrow);
  CHECK(stage.state("lab_unit") == "3.10.5.5");
}

TEST_CASE("map: any table is drawn, and none where every map is read") {
  {
    Stage stage(1280, 800, first_lenet5("partial_conv2d~units:7~kernel:5~table:ring~links:2"));
    wait_for_picture(stage);
    point_at(stage, "map.3.5", 10, 3, 6);
    for (int before = 0; before < kBefore; ++before) {
      CAPTURE(before);
      const bool wanted = before == 5 || before == 0;  // itself and the next one round the ring
      CHECK(stage.app->item_rect("path." + std::to_string(before)).has_value() == wanted);
      CHECK(stage.app->item_rect("joined." + std::to_string(before) + ".5").has_value() == wanted);
    }
  }
  {  // wider than its place: the page with the chosen map
    Stage stage(390, 844, first_lenet5("partial_conv2d~units:120~kernel:5~table:ring~links:1"));
    wait_for_picture(stage);
    stage.click("map.3.100");
    CHECK(stage.state("lab_unit").starts_with("3.100."));
    CHECK(stage.app->item_rect("joined.4.100"));
    CHECK_FALSE(stage.app->item_rect("joined.4.4"));
    CHECK(stage.rect("joined.4.100").right() < 390);
    CHECK(layout_faults(stage, 390, 844) == "");
  }
  Stage stage(1280, 800, kSmall);
  wait_for_picture(stage);
  point_at(stage, "map.3.5", 10, 3, 6);
  CHECK_FALSE(stage.app->item_rect("table.3"));
  CHECK(stage.app->item_rect("path.0"));
}

TEST_CASE("map: the network of 1998 is chosen among the digits, and its table is there") {
  Stage stage(1280, 800, std::string(kSmall).replace(std::string(kSmall).find("lenet5_map"), 10, "digits"));
  stage.click("net");
  stage.turn(3);
  stage.click("net.mnist-lenet5-1998");
  REQUIRE(stage.until([&] { return stage.number("parameters") == 60850; }));
  stage.click("labs");
  stage.turn(3);
  stage.click("labs.lenet5_map");
  wait_for_picture(stage);
  CHECK(stage.number("parameters") == 60850);
  CHECK(stage.app->item_rect("joined.0.15"));
}

TEST_CASE("map: the table is drawn whole in every size and both languages") {
  for (const char* language : {"en", "zh"})
    for (const auto& [width, height] : {std::pair{390.f, 844.f},
                                        {360.f, 900.f},
                                        {768.f, 1024.f},
                                        {844.f, 390.f},
                                        {1024.f, 768.f},
                                        {1280.f, 800.f},
                                        {1920.f, 1080.f}}) {
      CAPTURE(language);
      CAPTURE(width);
      Stage stage(width, height, first_lenet5() + "&lang=" + language);
      wait_for_picture(stage);
      for (const char* map : {"map.3.14", "map.3.15", "map.2.5", "map.0.0"}) {
        CAPTURE(map);
        stage.click(map);
        if (height > 400) CHECK(("map." + stage.state("lab_unit")).starts_with(map));
        CHECK(layout_faults(stage, width, height) == "");
        const Rect table = stage.rect("table.3");
        CHECK(table.x > 0);
        CHECK(table.right() < width);
      }
    }
}
