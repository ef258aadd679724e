// The list of layers in the digits lab, the schedule, the runs beside each other, the gradients.
#include <doctest/doctest.h>

#include "core/model/blocks/registry.hpp"
#include "core/model/outline.hpp"
#include "core/ops/registry.hpp"
#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

const char* const kData =
    "v=1&lab=digits&dataset.type=synthetic_digits&dataset.train_samples=200&dataset.test_samples=60&batch_size=20&"
    "optimizer.learning_rate=0.01&";

std::string with_layers(const std::string& layers) {
  return kData + ("layers=" + layers);
}

bool has(const Stage& stage, const char* id) {
  return stage.rect(id).w > 0;
}

std::string layers_of(const Stage& stage) {
  const std::string link = stage.state("link");
  const std::size_t at = link.find("layers=");
  return at == std::string::npos ? "" : link.substr(at + 7, link.find('&', at) - at - 7);
}

}  // namespace

TEST_CASE("editor: layers are added, changed, moved and removed; undo brings them back") {
  Stage stage(1280, 800, with_layers("20-relu-10"));
  CHECK(stage.number("parameters") == 784 * 20 + 20 + 210);
  stage.click("layers.edit");
  REQUIRE(has(stage, "edit.row.2"));
  stage.click("edit.add");
  stage.click("edit.add.tanh");  // none is chosen: before the last
  CHECK(stage.until([&] { return layers_of(stage) == "20-relu-tanh-10"; }));
  stage.click("edit.up");  // the new one is chosen
  CHECK(stage.until([&] { return layers_of(stage) == "20-tanh-relu-10"; }));
  stage.click("edit.remove");
  CHECK(stage.until([&] { return layers_of(stage) == "20-relu-10"; }));
  stage.click("edit.row.0");
  stage.drag("edit.units", 0.1f, 0.5f);
  CHECK(stage.until([&] { return stage.number("parameters") != 784 * 20 + 230; }));
  stage.press(ImGuiKey_Z, false, true);
  CHECK(stage.until([&] { return stage.number("parameters") == 784 * 20 + 230; }));
  stage.click("edit.type");
  stage.click("edit.type.sigmoid");
  CHECK(stage.until([&] { return layers_of(stage) == "sigmoid-relu-10"; }));
  CHECK(layout_faults(stage, 1280, 800).empty());
  stage.click("edit.done");
  CHECK_FALSE(has(stage, "edit.row.0"));
  CHECK(has(stage, "layers.edit"));
}

TEST_CASE("editor: what cannot fit stays a draft with a sentence; the last good network goes on") {
  Stage stage(1280, 800, with_layers("20-relu-10"));
  stage.click("layers.edit");
  stage.app->play();
  stage.turn(5);
  const double run = stage.number("run");
  stage.click("edit.row.2");
  stage.click("edit.remove");  // twenty outputs for ten digits
  stage.turn(5);
  CHECK(has(stage, "edit.back"));
  CHECK_FALSE(has(stage, "edit.row.2"));
  CHECK(stage.number("run") == run);  // the engine was not asked
  CHECK(layers_of(stage) == "20-relu-10");
  CHECK_FALSE(stage.notice("rejected"));
  CHECK(layout_faults(stage, 1280, 800).empty());
  const double step = stage.number("step");
  CHECK(stage.until([&] { return stage.number("step") > step; }));

  // Another setting leaves the draft alone; what makes it fit is taken.
  stage.drag("optimizer.learning_rate", 0.3f, 0.4f);
  stage.turn(3);
  CHECK(has(stage, "edit.back"));
  stage.click("edit.back");
  stage.turn(3);
  CHECK_FALSE(has(stage, "edit.back"));
  CHECK(has(stage, "edit.row.2"));
}

TEST_CASE("editor: every layer that is offered is drawn whole, with all its options") {
  std::vector<const Info*> offered;
  for (const OpInfo* op : all_ops())
    if (reads_picture_or_vector(op->info)) offered.push_back(&op->info);
  for (const BlockInfo* block : all_blocks())
    if (reads_picture_or_vector(block->info)) offered.push_back(&block->info);
  CHECK(offered.size() > 25);
  for (const char* language : {"en", "zh"})
    for (const float width : {390.f, 1280.f})
      for (const Info* info : offered) {
        const float height = width < 500 ? 844 : 800;
        const bool learns_last = std::string_view(info->name) == "dense";
        Stage stage(width, height,
                    with_layers(learns_last ? "10" : std::string(info->name) + "-10") + "&lang=" + language);
        CAPTURE(language);
        CAPTURE(width);
        CAPTURE(info->name);
        stage.click("layers.edit");
        stage.click("edit.row.0");
        stage.turn(2);
        REQUIRE(has(stage, "edit.type"));
        const std::string faults = layout_faults(stage, width, height);
        CAPTURE(faults);
        CHECK(faults.empty());
      }
}

TEST_CASE("a schedule can be chosen and its options changed while learning goes on") {
  Stage stage(1280, 800, with_layers("10") + "&epochs=8");
  stage.click("schedule");
  stage.click("schedule.cosine");
  CHECK(stage.until([&] { return stage.state("link").find("schedule.type=cosine") != std::string::npos; }));
  CHECK(stage.state("link").find("schedule.length=8") != std::string::npos);  // as long as the experiment
  stage.app->play();
  stage.turn(10);
  const double run = stage.number("run");
  stage.drag("schedule.length", 0.3f, 0.6f);
  stage.turn(5);
  CHECK(stage.number("run") == run);
  CHECK(layout_faults(stage, 1280, 800).empty());
}

TEST_CASE("a schedule can be chosen in the playground") {
  Stage playground(1280, 1400, "v=1");  // high enough for all options without scrolling
  playground.click("optimizer.more");
  playground.click("schedule");
  playground.click("schedule.step");
  CHECK(playground.until([&] { return playground.state("link").find("schedule.type=step") != std::string::npos; }));
}

TEST_CASE("a preset comes with its schedule") {
  Stage stage(1280, 800, with_layers("10"));
  stage.click("net");
  stage.click("net.mnist-lenet5");
  CHECK(stage.until([&] { return stage.number("parameters") == 61706; }));
  CHECK(stage.state("link").find("schedule.type=cosine") != std::string::npos);
}

TEST_CASE("runs stay in a table; one can be used again, hidden and forgotten") {
  Stage stage(1280, 800, with_layers("10"));
  const auto train = [&] {
    const double from = stage.number("step");
    stage.app->play(1'000'000);
    CHECK(stage.until([&] { return stage.number("step") > from + 50; }));
    stage.turn(150);
    stage.app->pause();
    stage.turn(5);
  };
  stage.click("results.runs");
  train();
  stage.click("optimizer");
  stage.click("optimizer.sgd");
  CHECK(stage.until([&] { return stage.number("step") == 0; }));
  stage.turn(3);
  CHECK(has(stage, "runs.1.show"));
  train();
  stage.click("optimizer");
  stage.click("optimizer.adagrad");
  CHECK(stage.until([&] { return stage.number("step") == 0; }));
  CHECK(has(stage, "runs.2.show"));
  CHECK(layout_faults(stage, 1280, 800).empty());
  stage.click("runs.1.show");
  stage.click("runs.2.remove");
  stage.turn(3);
  CHECK_FALSE(has(stage, "runs.2.show"));
  stage.click("runs.1.use");
  CHECK(stage.until([&] { return stage.state("link").find("optimizer.type") == std::string::npos; }));
  stage.click("runs.clear");
  stage.turn(3);
  CHECK_FALSE(has(stage, "runs.1.show"));
}

TEST_CASE("gradients of layers and filters are shown, and learning does not notice") {
  Stage stage(1280, 800, with_layers("conv2d~units:4-relu-max_pool2d-10"));
  stage.turn(10);
  const int before = stage.textures.uploads[static_cast<int>(TextureSlot::layers)];
  stage.click("layers.gradients");
  stage.turn(20);
  CHECK(stage.textures.uploads[static_cast<int>(TextureSlot::layers)] > before);
  stage.click("layers.filters");
  stage.turn(20);
  CHECK(layout_faults(stage, 1280, 800).empty());
  CHECK_FALSE(stage.notice("rejected"));
  const double frames = stage.number("frames");
  stage.turn(100, false);
  CHECK(stage.number("frames") <= frames + 3);  // nothing learns: nothing moves
}

TEST_CASE("editor: a block with a shortcut comes as wide as what it gets") {
  Stage stage(1280, 800, with_layers("20-relu-10"));
  stage.click("layers.edit");
  stage.click("edit.row.1");
  stage.click("edit.type");
  stage.turn(2);
  // The list is longer than the screen: the wheel brings its end up.
  CHECK_FALSE(has(stage, "edit.type.residual"));
  const Rect list = stage.rect("edit.type.relu");
  ImGui::GetIO().AddMousePosEvent(list.center_x(), list.center_y());
  for (int i = 0; i < 60; ++i) {
    ImGui::GetIO().AddMouseWheelEvent(0, -1);
    stage.turn(2);
  }
  stage.click("edit.type.residual");
  CHECK(stage.until([&] { return layers_of(stage).find("residual") != std::string::npos; }));
  CHECK(layers_of(stage).find("units:20") != std::string::npos);
}
