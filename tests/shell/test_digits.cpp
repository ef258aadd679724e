// The labs of pictures, used like a person does: train, look, test, draw.
#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

// A small set and a small net: what is tested here is the lab, not the learning.
const char* const kSmall =
    "v=1&lab=digits&dataset.type=synthetic_digits&dataset.train_samples=200&dataset.test_samples=60&layers=10&"
    "optimizer.learning_rate=0.01&batch_size=20";

}  // namespace

TEST_CASE("digits: the lab begins with LeNet-5 on drawn digits, and a link to pictures leads to it") {
  {
    Stage stage(1280, 800, "v=1&lab=digits");
    CHECK(stage.number("parameters") == 61706);
    CHECK(stage.state("dataset") == "synthetic_digits");
  }
  Stage stage(1280, 800, "v=1&dataset.type=synthetic_digits&layers=10");
  CHECK(stage.state("lab") == "digits");
}

TEST_CASE("digits: a link that names the lab and some fields lays them over the experiment the lab begins with") {
  for (const char* lab : {"digits", "draw", "lenet5_map"}) {
    CAPTURE(lab);
    Stage stage(1280, 800, "v=1&epochs=1&optimizer.learning_rate=0.1&seed=7&lab=" + std::string(lab));
    CHECK(stage.number("parameters") == 61706);
    CHECK(stage.state("link").find("optimizer.learning_rate=0.1&") != std::string::npos);
    CHECK(stage.state("link").find("epochs=1&seed=7") != std::string::npos);
    CHECK(stage.state("notices") == "[]");
    const std::string link = stage.state("link");
    stage.app->open("");
    stage.turn(3);
    stage.app->open(link);  // as it was written, it means the same again
    stage.turn(3);
    CHECK(stage.state("link") == link);
  }
  {
    Stage stage(1280, 800, "v=1&lab=digits&dataset.type=synthetic_digits&dataset.train_samples=500");
    CHECK(stage.number("parameters") == 61706);
    CHECK(stage.state("link").find("dataset.train_samples=500") != std::string::npos);
  }
  Stage stage(1280, 800, "v=1&lab=digits&dataset.type=spiral");
  CHECK(stage.number("parameters") == 61706);
  CHECK(stage.state("notices").find("link") != std::string::npos);
}

TEST_CASE("digits: it learns, shows a picture and its answer, and the arrows choose another") {
  Stage stage(1280, 800, kSmall);
  CHECK(stage.until([&] { return stage.number("sample") == 200; }));
  stage.app->play(120);
  CHECK(stage.until([&] { return stage.app->steps_done() >= 120 && !stage.app->is_playing(); }));
  CHECK(stage.number("test_accuracy") > 0.5);
  stage.click("picture.next");
  CHECK(stage.until([&] { return stage.number("sample") == 201; }));
  stage.click("picture.previous");
  stage.click("picture.previous");
  CHECK(stage.until([&] { return stage.number("sample") == 259; }));
  CHECK(stage.number("truth") >= 0);
}

TEST_CASE("digits: an own picture is read instead of the test's; in a lab that reads none it opens the pad") {
  // A dark stroke on light paper.
  std::vector<std::uint8_t> grey(40 * 60, 230);
  for (int y = 10; y < 50; ++y)
    for (int x = 18; x < 23; ++x) grey[static_cast<std::size_t>(y * 40 + x)] = 20;
  {
    Stage stage(1280, 800, kSmall);
    CHECK(stage.until([&] { return stage.number("truth") >= 0; }));
    CHECK(stage.app->take_picture(grey, 60, 40));
    CHECK(stage.until([&] { return stage.number("truth") == -1; }));
    CHECK(stage.state("lab") == "digits");
    stage.click("picture.next");
    CHECK(stage.until([&] { return stage.number("truth") >= 0; }));
    const std::vector<std::uint8_t> blank(100, 200);
    CHECK_FALSE(stage.app->take_picture(blank, 10, 10));
  }
  Stage other(1280, 800, "v=1");
  CHECK(other.app->take_picture(grey, 60, 40));
  CHECK(other.until([&] { return other.state("lab") == "draw" && other.number("truth") == -1; }));
  other.click("pad.open");
  CHECK(other.host.pictures_chosen == 1);
}

TEST_CASE("digits: augmentation is switched on and off while the network learns, and stands in the link") {
  Stage stage(1280, 800, kSmall);
  CHECK(stage.until([&] { return stage.number("sample") == 200; }));
  stage.app->play();
  CHECK(stage.until([&] { return stage.app->steps_done() >= 20; }));
  const std::string run = stage.state("run");
  stage.click("data.more");
  stage.turn(3);
  stage.click("augment");
  stage.turn(5);
  const int uploads = stage.textures.uploads[static_cast<int>(TextureSlot::augmented)];
  CHECK(uploads > 0);
  stage.click("augment.preview");
  stage.turn(3);
  CHECK(stage.textures.uploads[static_cast<int>(TextureSlot::augmented)] > uploads);
  stage.turn(30);
  CHECK(stage.host.hash.find("dataset.augment.shift=2&dataset.augment.rotate=10&dataset.augment.scale=0.1") !=
        std::string::npos);
  CHECK(stage.state("run") == run);  // went on without a new start
  stage.click("augment");
  stage.turn(30);
  CHECK(stage.host.hash.find("augment") == std::string::npos);
  CHECK(layout_faults(stage, 1280, 800) == "");
}

TEST_CASE("digits: augmentation is previewed on training pictures; the picture that is looked at stays") {
  Stage stage(1280, 800, kSmall);
  REQUIRE(stage.until([&] { return stage.number("sample") == 200; }));
  CHECK(stage.state("lab_preview") == "");
  stage.click("data.more");
  stage.turn(3);
  stage.click("augment");
  CHECK(stage.until([&] { return stage.state("lab_preview") == "0"; }));
  const int uploads = stage.textures.uploads[static_cast<int>(TextureSlot::augmented)];
  CHECK(uploads > 0);
  const int layers = stage.textures.uploads[static_cast<int>(TextureSlot::layers)];
  stage.click("augment.preview");
  CHECK(stage.until([&] { return stage.state("lab_preview") == "1"; }));
  CHECK(stage.textures.uploads[static_cast<int>(TextureSlot::augmented)] > uploads);
  CHECK(stage.textures.uploads[static_cast<int>(TextureSlot::layers)] == layers);
  CHECK(stage.number("sample") == 200);
  stage.click("picture.next");
  CHECK(stage.until([&] { return stage.number("sample") == 201; }));
  CHECK(stage.state("lab_preview") == "1");
  stage.app->play(40);  // also while it learns
  stage.click("augment.preview");
  CHECK(stage.until([&] { return stage.state("lab_preview") == "2"; }));
  CHECK(stage.number("sample") == 201);
  REQUIRE(stage.until([&] { return !stage.app->is_playing(); }));
  stage.turn(60);
  const double frames = stage.number("frames");
  stage.turn(100, false);
  CHECK(stage.number("frames") == frames);  // asked once, not again and again
  CHECK(layout_faults(stage, 1280, 800) == "");
}

TEST_CASE("digits: a link with augmentation opens, and previews it, also while its pictures are still awaited") {
  {
    Stage stage(1280, 800, "v=1&lab=digits&dataset.type=mnist&layers=10&dataset.augment.rotate=30");
    stage.turn(10);
    CHECK(stage.state("lab_preview") == "");
  }
  for (const auto& [width, height, language] :
       {std::tuple{1280.f, 800.f, "en"}, {360.f, 640.f, "en"}, {360.f, 640.f, "zh"}}) {
    Stage stage(width, height, std::string(kSmall) + "&dataset.augment.rotate=30&lang=" + language);
    stage.app->select_tab(0);
    CHECK(stage.until([&] { return stage.state("lab_preview") == "0"; }));
    CHECK_FALSE(stage.notice("link"));
    CHECK(layout_faults(stage, width, height) == "");
  }
}

TEST_CASE("digits: the great test shows confusions and mistakes; a mistake can be looked at") {
  Stage stage(1280, 800, kSmall);
  stage.click("examine");
  CHECK(stage.until([&] { return stage.state("examined_step") == "0"; }));
  stage.click("results.mistakes");
  stage.turn(3);
  stage.click("mistake.5");
  stage.turn(5);
  CHECK(stage.number("sample") >= 200);
  CHECK(stage.number("answer") != stage.number("truth"));
}

TEST_CASE("digits: fewer pictures than the one that was looked at is no fault") {
  Stage stage(1280, 800, kSmall);
  stage.click("picture.previous");
  CHECK(stage.until([&] { return stage.number("sample") == 259; }));
  std::string fewer = kSmall;
  fewer.replace(fewer.find("train_samples=200"), 17, "train_samples=20");
  stage.app->open(fewer);
  CHECK(stage.until([&] { return stage.number("sample") == 20; }));
  CHECK_FALSE(stage.notice("rejected"));
}

TEST_CASE("digits: another network keeps the data; real MNIST is asked for") {
  Stage stage(1280, 800, kSmall);
  stage.click("net");
  stage.turn(3);
  stage.click("net.mnist-simple-convnet");
  CHECK(stage.until([&] { return stage.number("parameters") == 433890; }));
  CHECK(stage.state("dataset") == "synthetic_digits");
  stage.click("data.real");
  stage.turn(5);
  CHECK(stage.host.pictures_asked == std::vector<std::string>{"mnist"});
  CHECK(stage.number("parameters") == 433890);  // what was there goes on until the files are here
}

TEST_CASE("digits: going to the playground and back loses neither experiment; undo leads back too") {
  Stage stage(1280, 800, kSmall);
  stage.click("labs");
  stage.turn(3);
  stage.click("labs.playground");
  CHECK(stage.until([&] { return stage.number("parameters") == 114; }));
  CHECK(stage.state("lab") == "playground");
  stage.click("labs");
  stage.turn(3);
  stage.click("labs.digits");
  CHECK(stage.until([&] { return stage.number("parameters") == 7850; }));
  stage.press(ImGuiKey_Z, false, true);
  CHECK(stage.until([&] { return stage.state("lab") == "playground"; }));
}

TEST_CASE("digits: playing ends with the epochs that were asked for, and goes on when Play is pressed again") {
  Stage stage(1280, 800, std::string(kSmall) + "&epochs=4");
  stage.click("play");
  REQUIRE(stage.until([&] { return stage.state("state") == "paused"; }));
  CHECK(stage.number("step") == 40);
  CHECK(stage.state("toast").find("4") != std::string::npos);
  stage.click("play");
  CHECK(stage.until([&] { return stage.number("step") > 60; }));
  CHECK(stage.state("state") == "playing");
}

TEST_CASE("digits: the first points of the curve come soon after Play") {
  Stage stage(1280, 800, std::string(kSmall) + "&epochs=100000");
  stage.click("play");
  const double before = stage.number("train_loss");
  stage.turn(25);  // half a second
  CHECK(stage.number("train_loss") < before);
}

TEST_CASE(
    "digits: pictures that were not found are said to be awaited, in both languages, and Play takes the refusal away") {
  for (const char* language : {"en", "zh"}) {
    Stage stage(390, 844, std::string(kSmall) + "&lang=" + language);
    stage.app->open("v=1&lab=digits&dataset.type=mnist&layers=10&lang=" + std::string(language));
    stage.turn(5);
    stage.app->pictures_progress("mnist", -1, "");
    stage.app->select_tab(0);
    stage.turn(5);
    CHECK(layout_faults(stage, 390, 844) == "");
    stage.app->pictures_progress("mnist", 0, "The files were not loaded.");
    stage.turn(5);
    CHECK(stage.notice("rejected"));
    stage.app->play();
    stage.turn(3);
    CHECK(!stage.notice("rejected"));
  }
}

TEST_CASE("digits: playing slowly ends with the epochs as well") {
  Stage stage(1280, 800, std::string(kSmall) + "&epochs=1");
  stage.click("pace");
  stage.click("pace.slow");
  stage.click("play");
  REQUIRE(stage.until([&] { return stage.state("state") == "paused"; }));
  CHECK(stage.number("epoch") >= 1);
  CHECK(stage.number("epoch") < 1.2);
}

TEST_CASE("digits: more epochs can be asked for while it plays") {
  Stage stage(1280, 800, std::string(kSmall) + "&epochs=300");
  stage.click("play");
  stage.turn(2);
  stage.app->open(std::string(kSmall) + "&epochs=302");
  REQUIRE(stage.until([&] { return stage.state("state") == "paused"; }, 5000));
  CHECK(stage.number("epoch") == 302);
}

TEST_CASE("draw: ink on the pad is read, moved and cleared") {
  std::string link = kSmall;
  link.replace(link.find("digits"), 6, "draw");
  Stage stage(1280, 800, link);
  stage.turn(5);
  stage.click("pad.borrow");
  CHECK(stage.until([&] { return stage.number("truth") == -1; }));  // the pad itself is read now
  const std::string first = stage.state("answer");
  stage.click("pad.clear");
  stage.turn(5);
  stage.drag("pad", 0.3f, 0.7f);
  stage.turn(5);
  CHECK(stage.number("truth") == -1);
  stage.click("move.right");
  stage.click("move.right");
  stage.turn(5);
  CHECK(stage.rect("move.back").w > 0);
  stage.click("pad.clear");
  stage.turn(5);
  CHECK(!first.empty());
}

TEST_CASE("draw: a ring is read as a zero, however few frames see the hand that draws it") {
  Stage stage(1280, 800,
              "v=1&lab=draw&dataset.type=synthetic_digits&dataset.train_samples=6000&dataset.test_samples=200&"
              "layers=100-relu-10&optimizer.learning_rate=0.003&batch_size=50&epochs=5");
  stage.click("play");
  REQUIRE(stage.until([&] { return stage.state("state") == "paused"; }, 5000));
  REQUIRE(stage.number("epoch") == 5);
  REQUIRE(stage.state("lab") == "draw");
  for (const int moves_a_frame : {1, 9, 15, 1000}) {
    CAPTURE(moves_a_frame);
    const Rect pad = stage.rect("pad");
    ImGuiIO& io = ImGui::GetIO();
    for (int i = 0; i <= 24; ++i) {
      const float turn = static_cast<float>(i) / 24 * 6.2831853f;
      io.AddMousePosEvent(pad.x + pad.w * (0.5f + 0.22f * std::sin(turn)),
                          pad.y + pad.h * (0.5f - 0.34f * std::cos(turn)));
      if (i == 0) io.AddMouseButtonEvent(0, true);
      if (i % moves_a_frame == 0) stage.turn();
    }
    io.AddMouseButtonEvent(0, false);
    stage.turn(6);
    CHECK(stage.number("truth") == -1);
    CHECK(stage.state("answer") == "0");
    stage.click("pad.clear");
    stage.turn(3);
  }
}
