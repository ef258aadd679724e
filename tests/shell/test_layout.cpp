// Nothing cut, nothing overlapping: in every size, both languages, before, during and after learning, and diverged.
#include <doctest/doctest.h>

#include "shell/labs/registry.hpp"
#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

struct Size {
  float width;
  float height;
};
constexpr Size kSizes[] = {{390, 844},  {360, 640},  {768, 1024}, {844, 390},  {667, 375},   {700, 760},
                           {820, 1180}, {1024, 768}, {1280, 800}, {1440, 900}, {1920, 1080}, {2560, 1440}};

void check_frames(Stage& stage, const Size& size, const char* when) {
  const int tabs = stage.state("tab").empty() ? 1 : 4;
  for (int tab = 0; tab < tabs; ++tab) {
    stage.app->select_tab(tab);  // one that a lab does not have is its last
    stage.turn(3);
    const std::string faults = layout_faults(stage, size.width, size.height);
    CAPTURE(when);
    CAPTURE(size.width);
    CAPTURE(tab);
    CAPTURE(faults);
    CHECK(faults.empty());
  }
}

}  // namespace

TEST_CASE("no label is cut and no controls overlap") {
  for (const char* language : {"en", "zh"})
    for (const Size& size : kSizes) {
      CAPTURE(language);
      Stage stage(size.width, size.height, std::string("v=1&lang=") + language);
      REQUIRE(stage.host.has_fonts());
      check_frames(stage, size, "before");
      stage.app->play();
      stage.turn(5);
      check_frames(stage, size, "during");
      stage.app->pause();
      check_frames(stage, size, "after");
      if (stage.app->item_rect("curve.accuracy")) {
        stage.click("curve.accuracy");
        check_frames(stage, size, "accuracy");
      }
      if (stage.app->item_rect("optimizer.more")) {
        stage.click("optimizer.more");
        check_frames(stage, size, "more options");
      }
    }
}

TEST_CASE("every lab is drawn whole in every size") {
  for (const LabInfo* lab : all_labs())
    for (const char* language : {"en", "zh"})
      for (const Size& size : kSizes) {
        CAPTURE(lab->info.name);
        CAPTURE(language);
        Stage stage(size.width, size.height, std::string("v=1&lang=") + language + "&lab=" + lab->info.name);
        CHECK(stage.state("lab") == lab->info.name);
        check_frames(stage, size, "at rest");
        stage.press(ImGuiKey_Space);
        check_frames(stage, size, "playing");
      }
}

TEST_CASE("every setting of the labs is drawn whole") {
  for (const char* language : {"en", "zh"})
    for (const Size& size : {Size{390, 844}, Size{768, 1024}, Size{1280, 800}})
      for (const char* hash :
           {"convolution&lab.mode=three&lab.padding=3", "convolution&lab.mode=mix&lab.stride=4",
            "convolution&lab.kernel=own&lab.weights=-99.75,-99.75,-99.75,-99.75,-99.75,-99.75,-99.75,-99.75,-99.75",
            "convolution&lab.kernel=blur&lab.stride=4&lab.dilation=3", "im2col&lab.direction=backward&lab.side=8",
            "im2col&lab.side=8&lab.kernel=4&lab.padding=2", "im2col&lab.side=8&lab.kernel=1&lab.padding=2",
            "im2col&lab.side=4&lab.kernel=4", "pooling&lab.kind=average&lab.kernel=4&lab.stride=1",
            "pooling&lab.kind=stochastic&lab.kernel=4&lab.shift_x=-3&lab.shift_y=-3", "pooling&lab.all=true",
            "cnn_backward&lab.picture=own&lab.rate=10"}) {
        CAPTURE(hash);
        Stage stage(size.width, size.height, std::string("v=1&lang=") + language + "&lab=" + hash);
        CHECK_FALSE(stage.notice("link"));
        check_frames(stage, size, "setting");
      }
}

TEST_CASE("the diverged state is drawn whole in every size") {
  for (const char* language : {"en", "zh"})
    for (const Size& size : kSizes) {
      Stage stage(size.width, size.height, std::string("v=1&optimizer.learning_rate=1e9&lang=") + language);
      stage.app->play();
      REQUIRE(stage.until([&] { return stage.state("state") == "diverged"; }));
      REQUIRE(stage.app->item_rect("notice.recover").has_value());
      check_frames(stage, size, "diverged");
    }
}

TEST_CASE("every data set, the most layers and all options are drawn whole") {
  for (const char* language : {"en", "zh"})
    for (const Size& size : {Size{390, 844}, Size{1280, 800}}) {
      for (const char* hash :
           {"dataset.type=gaussians&loss.type=mse&layers=4-relu-1", "dataset.type=three_spirals&layers=10-sigmoid-3",
            "layers=16-relu-16-sigmoid-16-tanh-16-identity-16-relu-16-tanh-2",
            "features=x,y,x_squared,y_squared,x_times_y,sin_x,sin_y&regularizer.type=l2&optimizer.type=sgd"}) {
        CAPTURE(hash);
        Stage stage(size.width, size.height, std::string("v=1&lang=") + language + "&" + hash);
        CHECK_FALSE(stage.notice("link"));
        check_frames(stage, size, "variant");
      }
    }
}

TEST_CASE("three frames at every pixel ratio; fonts are rebuilt for each") {
  for (const float scale : {1.f, 1.25f, 2.f, 3.f}) {
    Stage stage(390, 844, "v=1&lang=zh", scale);
    stage.turn(3);
    CHECK(layout_faults(stage, 390, 844).empty());
    CHECK(stage.app->ui().fonts.scale() == scale);
  }
}

TEST_CASE("an idle application draws nothing") {
  Stage stage;
  stage.turn(50, false);
  const double before = stage.number("frames");
  stage.turn(250, false);  // 5 s
  CHECK(stage.number("frames") == before);
  CHECK(stage.app->sleep_ms() < 0);
}
