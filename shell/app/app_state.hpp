#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/link.hpp"
#include "shell/app/app.hpp"
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"
#include "shell/labs/lab.hpp"
#include "shell/widgets/banner.hpp"

namespace downhill {

/// The insides of App, shared by the files that draw its parts (top bar, notices, keyboard).
struct App::State {
  State(AppHost& host_in, TextureStore& textures, std::unique_ptr<EngineClient> engine);

  AppHost& host;
  Ui ui;
  Run run;
  const LabInfo* lab_info = nullptr;
  Lab* lab = nullptr;                           // one of labs
  std::vector<std::optional<Experiment>> left;  // as all_labs(): the experiment that each was left with
  std::vector<std::unique_ptr<Lab>> labs;       // as all_labs(); made when first shown, kept while another is looked at
  bool run_opened = false;
  int tab = 0;
  bool tabbed = false;  // narrow screen: one tab at a time

  // ---- notices ----
  std::vector<Error> link_problems;
  std::string toast;
  double toast_until_ms = 0;

  // ---- frames ----
  bool fonts_stale = true;
  int frames_owed = 3;
  std::uint64_t frames_drawn = 0;
  double last_build_ms = 0;
  bool saw_playing = false;
  bool saw_done = false;  // the epochs that were asked for
  bool saw_failure = false;
  bool saw_diverged = false;

  // ---- the link ----
  std::string hash_sent;
  double hash_due_ms = -1;
  struct LinkSeen {
    std::uint64_t edits = 0;
    Language language = Language::en;
    const Theme* theme = nullptr;
    const Lab* lab = nullptr;
    std::uint64_t lab_edits = 0;
    bool operator==(const LinkSeen&) const = default;
  } link_seen;
  bool link_changed();

  using PageFields = std::vector<std::pair<std::string, std::string>>;
  PageFields page_fields() const;
  std::string link() const;

  // app_labs.cpp
  /// Shows a lab; `fresh`: as it begins, with nothing of what was done to it before.
  void show_lab(std::size_t index, bool fresh);
  /// The user switched: to the lab, and to an experiment that it can show.
  void switch_lab(std::size_t index);
  /// The experiment became one that the lab cannot show (undo, files that could not be had): another lab, then.
  void follow_experiment();
  /// The experiment of a link, or what the lab shows instead.
  /// What a lab begins with, by its name; of others the default.
  static Experiment lab_start(std::string_view lab);
  /// The lab and its settings that a link names; what it should not name is added to link_problems.
  void open_lab(const PageFields& fields, const Experiment& experiment);
  /// Language, theme and lab, for the page beside the canvas.
  void tell_page();
  void draw_lab_switch(Rect& rest, float brand_x, float room_beside);
  void draw_lab_switch_small(Rect& rest, float brand_x);

  void set_language(Language language);
  void set_theme(const Theme& theme);
  void toggle_play();
  void share();
  void undo();
  void redo();
  void owe(int frames) { frames_owed = std::max(frames_owed, frames); }

  void style_imgui() const;
  void handle_keys();
  void update_hash(double now_ms);
  void announce_state();
  void watch_run();

  // app_top_bar.cpp
  void draw_top_bar(Rect bar);
  void draw_compact_bar(Rect bar);
  void draw_run_controls(Rect& rest, bool wide, float gap);
  struct Stat;
  void draw_stats(Rect& rest, float room_left);
  void draw_stat(const Rect& r, const Stat& stat);
  void draw_transport(Rect& rest, float gap);
  void draw_pace(const Rect& r, bool with_label);
  void set_pace(int index);
  void draw_more_menu(const Rect& anchor);
  void draw_tabs(const Rect& bar);

  // app_notices.cpp
  /// Draws the notices and takes their height off `area`.
  void draw_notices(Rect& area);
  std::string notice_names() const;
  void draw_toast();
};

}  // namespace downhill
