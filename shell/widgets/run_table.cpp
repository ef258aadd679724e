#include "shell/widgets/run_table.hpp"

#include <algorithm>
#include <cstdio>

#include "shell/widgets/button.hpp"
#include "shell/widgets/curve_card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/run_texts.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {
namespace {

using run_texts::kRunText;

constexpr float kHeadHeight = 18;
constexpr float kMark = 18;
constexpr int kColumns = 4;

float tool_size(const Ui& ui) {
  return ui.touch ? 38.f : 24.f;
}
float row_height(const Ui& ui) {
  return tool_size(ui) + 18 + 2 * space::k1;
}

struct RunId {
  char text[HitRegistry::kIdBytes];
  RunId(const RunRecord& record, const char* what) { std::snprintf(text, sizeof text, "runs.%u.%s", record.id, what); }
  operator const char*() const { return text; }
};

/// As much of a name as there is room for.
std::string shortened(const Ui& ui, FontId font, const std::string& text, float room) {
  if (ui.text_width(font, text.c_str()) <= room) return text;
  std::string cut = text;
  do {
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
    if (!cut.empty()) cut.pop_back();
  } while (!cut.empty() && ui.text_width(font, (cut + "…").c_str()) > room);
  return cut + "…";
}

/// Four columns of numbers, at the right of each.
void number_row(Ui& ui, Rect r, std::span<const char* const> numbers, Color color) {
  const float width = r.w / kColumns;
  for (const char* number : numbers)
    ui.text("runs.number", cut_left(r, width), number, FontId::small, color, Align::right);
}

}  // namespace

std::vector<const RunRecord*> shown_runs(const Run& run) {
  std::vector<const RunRecord*> list;
  const std::vector<RunRecord>& all = run.log().records();
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    if (all[i].shown && all[i].experiment.dataset.type == run.experiment().dataset.type) list.push_back(&all[i]);
  return list;
}

void RunTable::draw(Ui& ui, Run& run, const Rect& r, std::string (*name)(const Ui& ui, const Experiment& experiment)) {
  // A copy of the list: a row may forget its run. Other data were another task, so they are not compared.
  std::vector<RunRecord> records;
  for (const RunRecord& record : run.log().records())
    if (record.experiment.dataset.type == run.experiment().dataset.type) records.push_back(record);
  Rect rest = r;
  Rect head = cut_top(rest, kHeadHeight);
  const float row = row_height(ui);
  const char* hint = ui.t(kRunText.hint);
  const float foot = records.size() > 1 ? tool_size(ui) : ui.paragraph(rest, hint, FontId::small, 0, true);
  const float height = row * static_cast<float>(records.size()) + foot + 2 * space::k2;
  const float bar = height > rest.h ? space::k2 : 0;  // room for the sign that there is more
  head.w -= bar;
  cut_left(head, kMark);
  const char* const labels[kColumns] = {ui.t(kRunText.weights), ui.t(kRunText.epochs), ui.t(kRunText.best),
                                        ui.t(kRunText.loss)};
  number_row(ui, head, labels, ui.theme->second);
  const ScrollArea scroll(ui, "scroll.runs", rest, height);
  Rect list = {rest.x, scroll.content().y - (ui.touch ? kScrollMargin : 0), rest.w - bar, scroll.content().h};
  for (std::size_t i = records.size(); i-- > 0;)
    draw_row(ui, run, records[i], i + 1 == records.size(), name(ui, records[i].experiment), cut_top(list, row));
  cut_top(list, space::k2);
  if (records.size() <= 1) {
    ui.paragraph(list, hint, FontId::small, ui.theme->second);
    return;
  }
  Rect line = cut_top(list, tool_size(ui));
  const char* clear = ui.t(kRunText.clear);
  if (button(ui, "runs.clear", cut_right(line, button_width(ui, clear, false)),
             {.label = clear, .kind = ButtonKind::quiet}))
    run.log().clear();
}

void RunTable::draw_row(Ui& ui, Run& run, const RunRecord& record, bool goes_on, const std::string& name, Rect r) {
  const Theme& theme = *ui.theme;
  ui.fill({r.x, r.y, r.w, 1}, fade(theme.line, 0.6f));
  r = r.inset(0, space::k1);
  Rect line = cut_top(r, tool_size(ui));
  const Rect mark = cut_left(line, kMark);
  const Rect box{mark.x + 1, mark.center_y() - 6, 12, 12};
  const Color color = goes_on ? theme.accent : run_color(record.color);
  if (goes_on) {
    ui.fill({box.x, box.center_y() - 1.5f, 12, 3}, color, 1.5f);
  } else {
    const RunId id(record, "show");
    const Rect target{mark.x - 4, line.y, kMark + 6, line.h};
    const Response response = ui.control(id, target);
    if (record.shown) ui.fill(box, color, 3);
    ui.stroke(box, response.hovered ? theme.ink : color, 3, 1.5f);
    if (response.focused) ui.focus_outline(box, 3);
    ui.help(response, id, target, ui.t(kRunText.show));
    if (response.clicked) run.log().show(record.id, !record.shown);
    if (button(ui, RunId(record, "remove"), cut_right(line, tool_size(ui)),
               {.icon = Icon::close, .kind = ButtonKind::quiet, .help = ui.t(kRunText.remove)}))
      run.log().remove(record.id);
    if (button(ui, RunId(record, "use"), cut_right(line, tool_size(ui)),
               {.icon = Icon::reset, .kind = ButtonKind::quiet, .help = ui.t(kRunText.use)}))
      run.edit(record.experiment, "runs.use", ui.now_ms());
  }
  cut_left(line, space::k1);
  const FontId font = goes_on ? FontId::strong : FontId::body;
  ui.text("runs.name", line, shortened(ui, font, name, line.w).c_str(), font, theme.ink);
  const Short weights = format_count(record.parameters), epochs = format_epoch(record.epoch, true),
              best = format_percent(record.best_accuracy), loss = format_loss(record.loss);
  const char* const numbers[kColumns] = {weights, epochs, best, loss};
  cut_left(r, kMark);
  number_row(ui, {r.x, r.y, r.w, 18}, numbers, theme.second);
}

}  // namespace downhill
