// The playground, used like a person does: pointer and keys only.
#include <doctest/doctest.h>

#include "tests/shell/stage.hpp"

using namespace downhill;

TEST_CASE("play learns, pause stops, step and reset") {
  Stage stage;
  CHECK(stage.state("state") == "paused");
  const double before = stage.number("train_loss");
  stage.click("play");
  CHECK(stage.state("state") == "playing");
  REQUIRE(stage.until([&] { return stage.number("step") > 2000; }));
  stage.click("play");
  CHECK(stage.state("state") == "paused");
  CHECK(stage.number("train_loss") < before);
  CHECK(stage.number("samples_per_second") > 0);

  stage.turn(20);
  const double step = stage.number("step");
  stage.click("step");
  stage.turn(10);
  CHECK(stage.number("step") == step + 1);
  stage.click("reset");
  stage.turn(10);
  CHECK(stage.number("step") == 0);
  CHECK(stage.number("train_loss") == doctest::Approx(before));
}

TEST_CASE("full speed leaves the pace to the engine, and back") {
  Stage stage;
  stage.click("pace");
  stage.click("pace.full");
  stage.click("play");
  REQUIRE(stage.until([&] { return stage.number("step") > 3000; }));
  stage.click("pace");
  stage.click("pace.slow");
  stage.turn(5);
  const double step = stage.number("step");
  stage.turn(20);
  CHECK(stage.number("step") - step <= 40);
  CHECK(stage.number("step") > step);
}

TEST_CASE("neurons and layers are added and removed; undo and redo") {
  Stage stage;
  const std::string start = stage.state("link");
  stage.click("layer.0.neuron.add");
  stage.turn(5);
  CHECK(stage.state("link").find("layers=9-tanh-8-tanh-2") != std::string::npos);
  CHECK(stage.number("parameters") == 3 * 9 + 10 * 8 + 9 * 2);
  stage.click("layer.add");
  stage.turn(5);
  CHECK(stage.state("link").find("layers=9-tanh-8-tanh-4-tanh-2") != std::string::npos);
  stage.click("layer.2.remove");
  stage.click("layer.1.neuron.remove");
  stage.turn(5);
  CHECK(stage.state("link").find("layers=9-tanh-7-tanh-2") != std::string::npos);
  for (int i = 0; i < 4; ++i) stage.press(ImGuiKey_Z, false, true);
  CHECK(stage.state("link") == start);
  stage.press(ImGuiKey_Z, true, true);
  CHECK(stage.state("link").find("layers=9-tanh-8-tanh-2") != std::string::npos);
  stage.click("undo");
  CHECK(stage.state("link") == start);
}

TEST_CASE("an activation is chosen from its list") {
  Stage stage;
  stage.click("layer.0.activation");
  REQUIRE(stage.app->item_rect("layer.0.activation.relu").has_value());
  stage.click("layer.0.activation.relu");
  stage.turn(5);
  CHECK(stage.state("link").find("layers=8-relu-8-tanh-2") != std::string::npos);
}

TEST_CASE("changing the data set fits loss and output; playing goes on") {
  Stage stage;
  stage.click("play");
  stage.click("data.gaussians");
  REQUIRE(stage.until([&] { return stage.number("run") == 2 && stage.number("step") > 50; }));
  CHECK(stage.state("state") == "playing");
  CHECK(stage.state("link").find("loss.type=mse") != std::string::npos);
  CHECK(stage.state("test_accuracy") == "null");
  stage.click("data.three_spirals");
  REQUIRE(stage.until([&] { return stage.number("run") == 3 && stage.number("step") > 50; }));
  CHECK(stage.state("test_accuracy") != "null");
  CHECK_FALSE(stage.notice("rejected"));
}

TEST_CASE("the learning rate changes while learning, without a new run") {
  Stage stage;
  stage.click("play");
  stage.turn(10);
  stage.drag("optimizer.learning_rate", 0.5f, 0.7f);
  CHECK(stage.number("run") == 1);
  CHECK(stage.state("state") == "playing");
  CHECK(stage.state("link").find("optimizer.learning_rate=0.1") != std::string::npos);
  stage.press(ImGuiKey_Z, false, true);  // the whole drag is one step
  CHECK(stage.state("link").find("optimizer.learning_rate") == std::string::npos);
}

TEST_CASE("the noise slider starts a new run; a value can be typed") {
  Stage stage;
  stage.drag("dataset.noise", 0.05f, 0.5f);
  CHECK(stage.number("run") > 1);
  CHECK(stage.state("link").find("dataset.noise=0.25") != std::string::npos);
  stage.click("dataset.noise.value");
  CHECK(stage.host.field.id == "dataset.noise.value");
  CHECK(stage.host.field.value == "0.25");
  stage.app->text_committed("dataset.noise.value", "0.1");
  stage.turn(5);
  CHECK(stage.state("link").find("dataset.noise=0.1") != std::string::npos);
  stage.click("dataset.noise.value");
  stage.app->text_committed("dataset.noise.value", "seven");
  stage.turn(5);
  CHECK(stage.state("link").find("dataset.noise=0.1") != std::string::npos);
  CHECK(stage.notice("toast"));
}

TEST_CASE("a weight and a bias are edited by hand") {
  Stage stage;
  const double before = stage.number("train_loss");
  stage.click("weight.0.3");
  REQUIRE(stage.host.field.id.substr(0, 7) == "weight.");
  stage.app->text_committed(stage.host.field.id, "5");
  REQUIRE(stage.until([&] { return stage.number("train_loss") != before; }, 50));
  const double edited = stage.number("train_loss");
  stage.click("neuron.1.2");
  REQUIRE(stage.host.field.id == "neuron.1.2");
  stage.app->text_committed("neuron.1.2", "-3");
  REQUIRE(stage.until([&] { return stage.number("train_loss") != edited; }, 50));
  CHECK(stage.state("step") == "0");
}

TEST_CASE("inputs are switched on and off, never all off") {
  Stage stage;
  stage.click("feature.sin_x");
  stage.turn(5);
  CHECK(stage.state("link").find("features=x,y,sin_x") != std::string::npos);
  stage.click("feature.x");
  stage.click("feature.y");
  stage.click("feature.sin_x");
  CHECK(stage.state("link").find("features=sin_x") != std::string::npos);
}

TEST_CASE("a diverged run explains itself and recovers in one click") {
  Stage stage(1280, 800, "v=1&optimizer.learning_rate=1e9");
  stage.click("play");
  REQUIRE(stage.until([&] { return stage.state("state") == "diverged"; }));
  CHECK(stage.notice("diverged"));
  stage.click("notice.recover");
  REQUIRE(stage.until([&] { return stage.number("step") > 500; }));
  CHECK(stage.state("state") == "playing");
  CHECK_FALSE(stage.notice("diverged"));
  CHECK(stage.state("link") == "v=1");
}

TEST_CASE("a link with faults names them; the rest counts") {
  Stage stage(1280, 800, "v=1&dataset.noise=0.3&optimizer.learning_rate=-1&nonsense=2");
  CHECK(stage.notice("link"));
  CHECK(stage.state("link").find("dataset.noise=0.3") != std::string::npos);
  stage.click("notice.dismiss");
  CHECK_FALSE(stage.notice("link"));
}

TEST_CASE("the keyboard: shortcuts, tabs, focus and arrows") {
  Stage stage;
  stage.press(ImGuiKey_Space);
  CHECK(stage.state("state") == "playing");
  stage.press(ImGuiKey_Space);
  CHECK(stage.state("state") == "paused");
  stage.press(ImGuiKey_L);
  CHECK(stage.state("language") == "zh");
  stage.press(ImGuiKey_T);
  CHECK(stage.state("theme") == "dark");
  CHECK(stage.state("link") == "v=1&lang=zh&theme=dark");
  stage.turn(30);
  CHECK(stage.host.hash == "v=1&lang=zh&theme=dark");
  // Tab walks through all controls once and then leaves.
  int walked = 0;
  while (walked < 200 && !stage.app->tab_leaves(false)) {
    stage.press(ImGuiKey_Tab);
    ++walked;
  }
  CHECK(walked > 20);
  CHECK(stage.host.releases == 0);
  stage.press(ImGuiKey_Tab);
  CHECK(stage.host.releases == 1);
  stage.click("optimizer.learning_rate");
  const std::string link = stage.state("link");
  stage.press(ImGuiKey_RightArrow);
  CHECK(stage.state("link") != link);
  stage.press(ImGuiKey_Escape);
  CHECK(stage.host.releases == 2);
}

TEST_CASE("a narrow screen has tabs") {
  Stage stage(390, 844);
  CHECK(stage.state("tab") == "network");
  stage.click("tab.data");
  CHECK(stage.state("tab") == "data");
  CHECK(stage.app->item_rect("data.circle").has_value());
  stage.click("data.circle");
  stage.turn(5);
  CHECK(stage.state("link").find("dataset.type=circle") != std::string::npos);
  stage.click("more");
  stage.click("more.language");
  CHECK(stage.state("language") == "zh");
  stage.press(ImGuiKey_4);
  CHECK(stage.state("tab") == "curves");
}

TEST_CASE("who looks at a data set of numbers and comes back has the usual loss of classes again") {
  Stage stage;
  const std::string before = stage.state("link");
  stage.click("data.plane");
  stage.turn(3);
  CHECK(stage.state("link").find("loss.type=mse") != std::string::npos);
  stage.click("data.spiral");
  stage.turn(3);
  CHECK(stage.state("link") == before);
}

TEST_CASE("the keyboard walks the top bar as it stands, from left to right") {
  for (const auto& [width, height] : {std::pair{1280.f, 800.f}, {390.f, 844.f}}) {
    Stage stage(width, height);
    stage.press(ImGuiKey_Tab);  // the labs
    stage.press(ImGuiKey_Tab);
    stage.press(ImGuiKey_Enter);
    CHECK(stage.state("state") == "playing");
    stage.press(ImGuiKey_Enter);
    CHECK(stage.state("state") == "paused");
    const double step = stage.number("step");
    stage.press(ImGuiKey_Tab);
    stage.press(ImGuiKey_Enter);
    stage.turn(5);
    CHECK(stage.number("step") == step + 1);
  }
}
