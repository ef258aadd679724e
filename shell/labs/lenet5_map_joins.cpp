// The map's table of a layer whose maps read only some of the maps before it: a column reads the rows that are filled.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "shell/labs/lenet5_map.hpp"
#include "shell/labs/lenet5_map_texts.hpp"

namespace downhill {
namespace {

using lenet5_map_texts::kText;

constexpr float kTitle = 18, kNumbers = 16, kLegend = 18;
constexpr float kCellHigh = 15, kCellWide = 23, kLeastWide = 4;
constexpr float kMostHigh = 96;  // tables of more rows have lower ones
constexpr float kMostWide = 440;

int rows_of(int maps) {
  return std::min(maps, static_cast<int>(kMostHigh));
}

float cell_height(int rows) {
  return std::min(kCellHigh, kMostHigh / static_cast<float>(rows));
}

/// Every first, second, fifth, tenth, ... number is written: as many as have room.
int step_of(float cell, float label) {
  for (int ten = 1;; ten *= 10)
    for (const int step : {ten, 2 * ten, 5 * ten})
      if (static_cast<float>(step) * cell >= label) return step;
}

}  // namespace

/// The table beside the words: of the chosen layer, or of the one that reads it, or the first.
int Lenet5Map::shown_table() const {
  const auto has = [&](std::size_t i) { return i < stages_.size() && stages_[i].has_table(); };
  const auto chosen = static_cast<std::size_t>(unit_.stage);
  if (has(chosen)) return unit_.stage;
  if (has(chosen + 1)) return unit_.stage + 1;
  const auto first = std::ranges::find_if(stages_, [](const Stage& stage) { return stage.has_table(); });
  return first == stages_.end() ? -1 : static_cast<int>(first - stages_.begin());
}

float Lenet5Map::table_height(const Stage& stage) {
  const int rows = rows_of(stage.maps_before());
  return kTitle + space::k1 + kNumbers + static_cast<float>(rows) * cell_height(rows);
}

/// "C3" of "C3 Partial convolution".
std::string Lenet5Map::short_name(const Ui& ui, int stage) const {
  const std::string name = name_of(ui, static_cast<std::size_t>(stage));
  return name.substr(0, name.find(' '));
}

/// What the table says of the chosen map, or what its columns and rows are.
std::string Lenet5Map::table_note(const Ui& ui, int index) const {
  const Stage& own = stages_[static_cast<std::size_t>(index)];
  const bool column = unit_.stage == index, row = unit_.stage == index - 1;
  if (!column && !row) return format_text(ui.t(kText.table_axes), {short_name(ui, index), short_name(ui, index - 1)});
  const int all = column ? own.maps_before() : own.row.channels;
  int count = 0;
  for (int i = 0; i < all; ++i) count += column ? own.reads(unit_.channel, i) : own.reads(i, unit_.channel);
  return format_text(ui.t(column ? kText.table_reads : kText.table_read_by),
                     {std::to_string(unit_.channel + 1), std::to_string(count), std::to_string(all)});
}

/// Where the cells stand below title and numbers. A table that is too large is leafed through: the page with the map.
Lenet5Map::Table Lenet5Map::place_table(const Ui& ui, int index, const Rect& r) const {
  const Stage& own = stages_[static_cast<std::size_t>(index)];
  Table table{index, unit_.stage == index, unit_.stage == index - 1, {}, 0, 0, 0, 0};
  const auto width = [&](const std::string& words) { return ui.text_width(FontId::small, words.c_str()) + 3; };
  table.digits = width(std::to_string(std::max(own.row.channels, own.maps_before())));
  table.names = std::max(width(short_name(ui, index)), width(short_name(ui, index - 1)) + table.digits) + space::k2;
  const float room = r.w - table.names;
  const int columns = std::min(own.row.channels, static_cast<int>(room / kLeastWide));
  const int rows = rows_of(own.maps_before());
  if (table.is_column) {
    table.first_column = unit_.channel / columns * columns;
    while (table.first_row + 1 < own.maps_before() && !own.reads(unit_.channel, table.first_row)) ++table.first_row;
  } else if (table.is_row) {
    table.first_row = unit_.channel;
  }
  table.first_row = table.first_row / rows * rows;
  GridPlace& place = table.place;
  place.columns = std::min(columns, own.row.channels - table.first_column);
  place.rows = std::min(rows, own.maps_before() - table.first_row);
  place.cell_w = std::min(kCellWide, room / static_cast<float>(columns));
  if (place.cell_w > 8) place.cell_w = std::floor(place.cell_w);
  place.cell_h = cell_height(rows);
  place.r = {r.x + table.names, r.y + kTitle + space::k1 + kNumbers, place.cell_w * static_cast<float>(place.columns),
             place.cell_h * static_cast<float>(place.rows)};
  return table;
}

/// The numbers of the columns above, those of the rows at the left: as many as have room, and that of the chosen map.
void Lenet5Map::draw_table_numbers(Ui& ui, const Table& table) const {
  const GridPlace& place = table.place;
  const float line = ui.fonts.line_height(FontId::small);
  const float digits = table.digits;
  const int across = step_of(place.cell_w, digits), down = step_of(place.cell_h, line - 3);
  const int column = table.is_column ? unit_.channel + 1 : 0, row = table.is_row ? unit_.channel + 1 : 0;
  const auto has_room = [](int number, int chosen, int step) {
    return number == chosen || ((number - 1) % step == 0 && (chosen == 0 || std::abs(number - chosen) >= step));
  };
  const auto write = [&](const char* id, const Rect& box, const std::string& words, bool chosen, Align align) {
    ui.text(id, box, words.c_str(), FontId::small, chosen ? ui.theme->accent : ui.theme->second, align);
  };
  const float left = place.r.x - table.names, names = table.names - space::k2, above = place.r.y - kNumbers;
  for (int c = 0, number = table.first_column + 1; c < place.columns; ++c, ++number) {
    if (!has_room(number, column, across)) continue;
    const Rect box{place.cell(0, c).center_x() - digits, above, 2 * digits, kNumbers};
    write("table.column", box, std::to_string(number), number == column, Align::center);
  }
  for (int o = 0, number = table.first_row + 1; o < place.rows; ++o, ++number) {
    if (!has_room(number, row, down)) continue;
    const Rect box{left, place.cell(o, 0).center_y() - line / 2, names, line};
    write("table.row", box, std::to_string(number), number == row, Align::right);
  }
  write("table.columns", {left, above, names, kNumbers}, short_name(ui, table.stage), table.is_column, Align::right);
  const Rect first_row{left, place.cell(0, 0).center_y() - line / 2, names - digits, line};
  write("table.rows", first_row, short_name(ui, table.stage - 1), table.is_row, Align::left);
}

/// What is joined is filled: in the chosen column with the colours of the paths, in the chosen row with the accent.
void Lenet5Map::draw_table_cells(Ui& ui, const Run& run, const Table& table) const {
  const Stage& own = stages_[static_cast<std::size_t>(table.stage)];
  const std::vector<float> sums = table.is_column ? contributions(unit_, run) : std::vector<float>{};
  const GridPlace& place = table.place;
  const float edge = std::min(place.cell_w, place.cell_h) >= 10 ? 2.f : 0.f;
  for (int o = 0; o < place.rows; ++o)
    for (int c = 0; c < place.columns; ++c) {
      const int row = table.first_row + o, column = table.first_column + c;
      if (!own.reads(column, row)) continue;
      Color color = fade(ui.theme->third, 0.75f);
      if (table.is_row && row == unit_.channel) color = ui.theme->accent;
      if (table.is_column && column == unit_.channel)
        color = sums.empty()                              ? ui.theme->accent
                : sums[static_cast<std::size_t>(row)] < 0 ? ui.theme->negative
                                                          : ui.theme->positive;
      ui.fill(place.cell(o, c).inset(edge), color, edge);
      char id[HitRegistry::kIdBytes];
      std::snprintf(id, sizeof id, "joined.%d.%d", row, column);
      ui.hits.add(id, place.cell(o, c), false);
    }
  if (table.is_column) mark_cells(ui, "mark.column", place.block(0, unit_.channel - table.first_column, place.rows, 1));
  if (table.is_row) mark_cells(ui, "mark.row", place.block(unit_.channel - table.first_row, 0, 1, place.columns));
}

/// Pointing at a column, or walking there with the arrow keys, chooses its map; the unit keeps its place on the map.
void Lenet5Map::choose_in_table(Ui& ui, const Table& table, const GridHit& hit) {
  if (!hit.on()) {
    if (pointed_.stage == table.stage) pointed_.stage = -1;
    return;
  }
  const Stage& own = stages_[static_cast<std::size_t>(table.stage)];
  const Unit pointed{table.stage, table.first_column + hit.column, table.first_row + hit.row, 0};
  const std::string to = short_name(ui, table.stage), from = short_name(ui, table.stage - 1);
  const std::string column = std::to_string(pointed.channel + 1), row = std::to_string(pointed.row + 1);
  const bool joined = own.reads(pointed.channel, pointed.row);
  const std::string side = std::to_string(own.window.kernel);
  ui.hint(table.place.block(0, hit.column, table.place.rows, 1),  // the card hides nothing of the column
          format_text(ui.t(joined ? kText.joined : kText.not_joined), {to, column, from, row}).c_str(),
          joined ? format_text(ui.t(kText.kernel), {side, side}).c_str() : ui.t(kText.no_kernel));
  if (pointed == pointed_) return;
  pointed_ = pointed;
  if (unit_.stage != table.stage) unit_ = {table.stage, 0, own.row.height / 2, own.row.width / 2};
  unit_.channel = pointed.channel;
  clamp_unit();
  ui.wake_at(ui.now_ms());  // words and paths follow in the next frame
}

void Lenet5Map::draw_table(Ui& ui, const Run& run, int index, const Rect& r) {
  Rect title{r.x, r.y, r.w, kTitle};
  const std::string words = format_text(ui.t(kText.table), {short_name(ui, index), short_name(ui, index - 1)});
  ui.text("table.title", cut_left(title, ui.text_width(FontId::strong, words.c_str()) + 1, space::k2), words.c_str(),
          FontId::strong, ui.theme->second);
  ui.text("table.note", title, table_note(ui, index).c_str(), FontId::small, ui.theme->second, Align::right);
  const Table table = place_table(ui, index, r);
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "table.%d", index);
  const std::vector<float> nothing(static_cast<std::size_t>(table.place.rows * table.place.columns), 0.f);
  const GridHit hit = number_grid(ui, id, table.place, {.values = nothing, .numbers = false});
  draw_table_numbers(ui, table);
  draw_table_cells(ui, run, table);
  choose_in_table(ui, table, hit);
}

float Lenet5Map::tall_table_height(const Stage& stage) {
  return table_height(stage) + kLegend + 2 * space::k3;
}

/// Below its maps where everything stands one below the other: a small card, behind which the paths pass.
void Lenet5Map::draw_tall_table(Ui& ui, const Run& run, int index, const Rect& content) {
  const Stage& stage = stages_[static_cast<std::size_t>(index)];
  const float width = std::min(content.w, kMostWide);
  const Rect r{std::round(content.center_x() - width / 2), stage.r.bottom() + space::k3, width,
               tall_table_height(stage)};
  ui.fill(r, ui.theme->panel, kControlRadius);
  ui.stroke(r, ui.theme->line, kControlRadius);
  Rect inside = r.inset(space::k3);
  const Rect legend = cut_bottom(inside, kLegend);
  draw_table(ui, run, index, inside);
  ui.text("table.legend", {legend.x, legend.bottom() - 14, legend.w, 16}, ui.t(kText.table_legend), FontId::small,
          ui.theme->second);
}

}  // namespace downhill
