#include "core/data/digit_glyphs.hpp"

#include "core/base/check.hpp"

namespace downhill {
namespace {

constexpr PenMove kCorner = PenMove::corner, kLift = PenMove::lift;

// 0: an oval that closes, one that overlaps itself, one left open, one with a curl inside, one closed at the bottom.
constexpr GlyphPoint kZeroOval[] = {{33, 0},  {10, 17}, {2, 50},  {10, 84},      {33, 100},
                                    {57, 84}, {66, 50}, {57, 16}, {34, 1, kLift}};
constexpr GlyphPoint kZeroOverlap[] = {{46, 6},  {24, 5},  {6, 30},  {4, 70}, {28, 99},
                                       {58, 84}, {66, 48}, {54, 12}, {32, 1}, {16, 9, kLift}};
constexpr GlyphPoint kZeroOpen[] = {{28, 2},  {8, 24},  {2, 56},  {14, 90},      {38, 99},
                                    {62, 78}, {66, 42}, {57, 14}, {44, 3, kLift}};
constexpr GlyphPoint kZeroCurl[] = {{30, 2},  {8, 22},  {2, 56}, {14, 90}, {38, 99},       {62, 76},
                                    {66, 40}, {54, 10}, {36, 2}, {22, 8},  {30, 22, kLift}};
constexpr GlyphPoint kZeroBottom[] = {{40, 98}, {62, 74}, {66, 36}, {50, 5},   {28, 2},
                                      {8, 26},  {2, 62},  {14, 92}, {36, 100}, {50, 92, kLift}};
constexpr GlyphPoint kZeroPointed[] = {{44, 0, kCorner}, {16, 18}, {2, 54},  {10, 90},      {34, 99},
                                       {60, 80},         {66, 46}, {52, 14}, {36, 4, kLift}};
constexpr GlyphPoint kZeroTwist[] = {{50, 2},  {16, 10}, {2, 50},  {18, 94},       {50, 94},
                                     {68, 54}, {58, 16}, {28, 10}, {14, 22, kLift}};
constexpr GlyphPoint kZeroWide[] = {{48, 2},  {14, 14}, {0, 50},  {14, 87},      {50, 100},
                                    {86, 86}, {97, 50}, {84, 14}, {46, 1, kLift}};
constexpr GlyphPoint kZeroCross[] = {{30, 10}, {8, 36},  {4, 76},  {26, 100},
                                     {56, 84}, {62, 48}, {46, 16}, {22, 0, kLift}};
constexpr GlyphPoint kZeroFlat[] = {{60, 10}, {20, 12},  {0, 50},   {30, 90},
                                    {80, 92}, {110, 60}, {100, 24}, {54, 8, kLift}};
constexpr GlyphPoint kZeroDrop[] = {{40, 2}, {22, 30}, {4, 70}, {16, 98}, {46, 96}, {62, 66}, {54, 30}, {38, 0, kLift}};
constexpr GlyphStyle kZero[] = {{kZeroOval, 5},   {kZeroOverlap, 3}, {kZeroOpen, 2},  {kZeroCurl, 1},
                                {kZeroBottom, 2}, {kZeroPointed, 2}, {kZeroTwist, 2}, {kZeroWide, 3},
                                {kZeroCross, 2},  {kZeroFlat, 2},    {kZeroDrop, 2}};

// 1: a line, a bent line, with a flag, with flag and foot.
constexpr GlyphPoint kOneLine[] = {{30, 0}, {30, 50}, {30, 100, kLift}};
constexpr GlyphPoint kOneBent[] = {{30, 0}, {34, 34}, {32, 68}, {26, 100, kLift}};
constexpr GlyphPoint kOneFlag[] = {{12, 20}, {22, 12}, {32, 0, kCorner}, {31, 50}, {30, 100, kLift}};
constexpr GlyphPoint kOneFoot[] = {{10, 22},        {22, 13}, {33, 0, kCorner}, {32, 50},
                                   {32, 98, kLift}, {4, 100}, {30, 99},         {60, 99, kLift}};
constexpr GlyphPoint kOneHook[] = {{24, 8}, {32, 2}, {32, 40}, {30, 84}, {36, 98, kLift}};
constexpr GlyphPoint kOneSerif[] = {{4, 30}, {18, 18}, {34, 0, kCorner}, {33, 50}, {33, 100, kLift}};
constexpr GlyphStyle kOne[] = {{kOneLine, 16}, {kOneBent, 5}, {kOneFlag, 2},
                               {kOneFoot, 2},  {kOneHook, 1}, {kOneSerif, 1}};

// 2: flat foot, a loop at the foot, a waved foot, a big loop, a swan's neck, the letter Z.
constexpr GlyphPoint kTwoFlat[] = {{4, 24},  {14, 5},  {36, 0},          {56, 12}, {58, 34},
                                   {42, 62}, {18, 86}, {2, 98, kCorner}, {36, 97}, {70, 96, kLift}};
constexpr GlyphPoint kTwoLoop[] = {{6, 20}, {26, 2}, {52, 6},  {60, 30}, {44, 64},       {20, 92},
                                   {4, 96}, {4, 83}, {20, 80}, {44, 92}, {74, 98, kLift}};
constexpr GlyphPoint kTwoWave[] = {{2, 14},          {28, 1},  {54, 8},  {54, 34},       {30, 68},
                                   {4, 97, kCorner}, {26, 90}, {50, 97}, {74, 92, kLift}};
constexpr GlyphPoint kTwoBigLoop[] = {{10, 14}, {32, 2}, {52, 14}, {48, 44}, {32, 78},
                                      {12, 98}, {0, 86}, {14, 73}, {42, 84}, {80, 97, kLift}};
constexpr GlyphPoint kTwoSwan[] = {{8, 38},  {10, 14},         {34, 0},  {58, 14},        {56, 42},
                                   {32, 74}, {4, 97, kCorner}, {36, 98}, {66, 100, kLift}};
constexpr GlyphPoint kTwoZ[] = {{4, 10},  {30, 4},          {60, 4},  {48, 30},
                                {26, 62}, {4, 96, kCorner}, {34, 96}, {70, 92, kLift}};
constexpr GlyphPoint kTwoSmall[] = {{20, 26}, {22, 6}, {44, 2},  {56, 22}, {44, 54},
                                    {22, 84}, {4, 92}, {10, 80}, {36, 88}, {66, 100, kLift}};
constexpr GlyphPoint kTwoCut[] = {{6, 14},         {30, 0}, {52, 12}, {50, 44},       {34, 74},
                                  {10, 98, kLift}, {0, 86}, {34, 90}, {72, 98, kLift}};
constexpr GlyphPoint kTwoWide[] = {{10, 16}, {36, 2}, {56, 16}, {44, 50}, {16, 88},
                                   {0, 94},  {6, 78}, {30, 80}, {60, 90}, {94, 84, kLift}};
constexpr GlyphPoint kTwoRound[] = {{10, 12}, {34, 2},  {54, 16}, {52, 48}, {38, 80},       {16, 98},
                                    {2, 86},  {10, 68}, {32, 72}, {56, 92}, {72, 96, kLift}};
constexpr GlyphPoint kTwoShort[] = {{12, 20}, {28, 4}, {48, 12}, {52, 44}, {40, 78},
                                    {18, 98}, {4, 84}, {18, 70}, {42, 84}, {52, 98, kLift}};
constexpr GlyphPoint kTwoSquat[] = {{26, 22}, {44, 4},          {62, 14}, {54, 42},        {26, 68},
                                    {2, 82},  {6, 92, kCorner}, {44, 86}, {100, 92, kLift}};
constexpr GlyphPoint kTwoSharp[] = {{2, 20},          {20, 4},  {44, 2},  {52, 22},        {36, 56},
                                    {4, 86, kCorner}, {30, 82}, {50, 90}, {74, 100, kLift}};
constexpr GlyphPoint kTwoCircle[] = {{16, 12}, {36, 2}, {50, 14}, {50, 40}, {42, 72},       {24, 97},
                                     {4, 92},  {2, 74}, {20, 62}, {42, 78}, {66, 92, kLift}};
constexpr GlyphPoint kTwoDrop[] = {{8, 18}, {28, 2},  {48, 10}, {50, 40}, {40, 70},        {22, 88},
                                   {6, 80}, {12, 62}, {32, 66}, {50, 84}, {66, 100, kLift}};
constexpr GlyphStyle kTwo[] = {{kTwoFlat, 3},  {kTwoLoop, 5},  {kTwoWave, 3},  {kTwoBigLoop, 4}, {kTwoSwan, 2},
                               {kTwoZ, 1},     {kTwoSmall, 1}, {kTwoCut, 1},   {kTwoWide, 3},    {kTwoRound, 3},
                               {kTwoShort, 2}, {kTwoSquat, 2}, {kTwoSharp, 2}, {kTwoCircle, 3},  {kTwoDrop, 2}};

// 3: round with a corner at the waist, flat top, a loop at the waist, hardly a waist, flat with a long tail.
constexpr GlyphPoint kThreeRound[] = {{6, 14},  {28, 1},  {54, 10}, {54, 32},  {40, 44},      {24, 48, kCorner},
                                      {48, 53}, {62, 72}, {50, 94}, {26, 100}, {2, 90, kLift}};
constexpr GlyphPoint kThreeFlat[] = {{4, 4},   {30, 3},  {58, 2, kCorner}, {44, 22},      {26, 42, kCorner},
                                     {52, 50}, {64, 74}, {44, 97},         {4, 94, kLift}};
constexpr GlyphPoint kThreeLoop[] = {{6, 12},  {30, 0},  {54, 14}, {46, 38}, {26, 48},      {17, 44},
                                     {26, 42}, {50, 52}, {62, 74}, {46, 96}, {4, 90, kLift}};
constexpr GlyphPoint kThreeSmooth[] = {{4, 8},   {38, 0},  {56, 16},  {38, 40},      {32, 46},
                                       {58, 64}, {52, 92}, {28, 100}, {0, 93, kLift}};
constexpr GlyphPoint kThreeTail[] = {{14, 12}, {36, 0},  {58, 8},  {52, 30},      {32, 46, kCorner},
                                     {52, 52}, {56, 74}, {36, 94}, {0, 98, kLift}};
constexpr GlyphPoint kThreeCurl[] = {{8, 24},  {14, 4},  {42, 0},  {56, 18}, {44, 40},      {22, 47, kCorner},
                                     {52, 52}, {62, 76}, {42, 98}, {14, 96}, {4, 78, kLift}};
constexpr GlyphPoint kThreeLow[] = {{10, 8},  {34, 0},  {50, 10}, {44, 28}, {24, 38, kCorner},
                                    {54, 46}, {66, 70}, {48, 96}, {20, 99}, {0, 84, kLift}};
constexpr GlyphPoint kThreeHigh[] = {{2, 12},  {32, 0},  {60, 16}, {48, 44},      {22, 56, kCorner},
                                     {44, 60}, {52, 78}, {38, 98}, {6, 94, kLift}};
constexpr GlyphPoint kThreeWide[] = {{4, 16},  {34, 0},  {72, 12},  {62, 34},      {28, 46, kCorner},
                                     {68, 52}, {80, 76}, {44, 100}, {0, 86, kLift}};
constexpr GlyphStyle kThree[] = {{kThreeRound, 5}, {kThreeFlat, 2}, {kThreeLoop, 3}, {kThreeSmooth, 2}, {kThreeTail, 3},
                                 {kThreeCurl, 1},  {kThreeLow, 2},  {kThreeHigh, 2}, {kThreeWide, 2}};

// 4: open with a corner, closed as in print, open and round, open with a short stem, in one stroke, crossed.
constexpr GlyphPoint kFourOpen[] = {{10, 4},         {5, 30}, {2, 54, kCorner}, {32, 54},
                                    {64, 51, kLift}, {54, 0}, {51, 50},         {48, 100, kLift}};
constexpr GlyphPoint kFourPrint[] = {{46, 0},         {24, 32}, {2, 64, kCorner}, {36, 65},
                                     {74, 64, kLift}, {46, 0},  {47, 50},         {47, 100, kLift}};
constexpr GlyphPoint kFourRound[] = {{6, 6},          {3, 34}, {16, 52}, {38, 48},
                                     {56, 36, kLift}, {60, 2}, {56, 50}, {52, 100, kLift}};
constexpr GlyphPoint kFourShort[] = {{22, 0},         {12, 28}, {2, 52, kCorner}, {34, 52},
                                     {68, 50, kLift}, {46, 26}, {42, 62},         {38, 100, kLift}};
constexpr GlyphPoint kFourOneStroke[] = {{8, 2},   {4, 30},          {8, 50},  {32, 50},
                                         {52, 34}, {58, 4, kCorner}, {56, 50}, {52, 100, kLift}};
constexpr GlyphPoint kFourPointed[] = {{52, 2},         {28, 28}, {4, 52, kCorner}, {28, 53},
                                       {56, 50, kLift}, {54, 2},  {51, 50},         {48, 100, kLift}};
constexpr GlyphPoint kFourStep[] = {{4, 10},         {6, 34},  {14, 48, kCorner}, {36, 46},
                                    {58, 44, kLift}, {62, 10}, {58, 54},          {56, 100, kLift}};
constexpr GlyphPoint kFourWide[] = {{24, 0},         {10, 34}, {0, 66, kCorner}, {34, 62},
                                    {72, 58, kLift}, {58, 16}, {50, 58},         {42, 100, kLift}};
constexpr GlyphPoint kFourLow[] = {{20, 0},         {8, 40},  {4, 70, kCorner}, {32, 68},
                                   {66, 66, kLift}, {56, 20}, {52, 60},         {48, 100, kLift}};
constexpr GlyphPoint kFourBolt[] = {{6, 6}, {4, 40}, {30, 46}, {62, 30, kLift}, {66, 0}, {54, 50}, {40, 100, kLift}};
constexpr GlyphPoint kFourFork[] = {{8, 10}, {12, 36}, {34, 48}, {58, 40, kLift}, {68, 0}, {38, 46}, {12, 100, kLift}};
constexpr GlyphStyle kFour[] = {{kFourOpen, 5},      {kFourPrint, 1},   {kFourRound, 4}, {kFourShort, 3},
                                {kFourOneStroke, 3}, {kFourPointed, 2}, {kFourStep, 2},  {kFourWide, 2},
                                {kFourLow, 2},       {kFourBolt, 2},    {kFourFork, 1}};

// 5: two strokes, one stroke, like an S, a rising bar set apart, a short bar, a deep bowl.
constexpr GlyphPoint kFiveTwo[] = {{14, 3},   {11, 22},       {8, 43, kCorner}, {34, 37}, {59, 54},      {58, 82},
                                   {34, 100}, {2, 92, kLift}, {14, 3},          {38, 2},  {64, 1, kLift}};
constexpr GlyphPoint kFiveOne[] = {{62, 2},  {38, 3},  {15, 4, kCorner}, {11, 24},  {8, 44, kCorner},
                                   {36, 40}, {60, 60}, {52, 90},         {24, 100}, {0, 92, kLift}};
constexpr GlyphPoint kFiveS[] = {{62, 4},  {38, 2},  {16, 14}, {16, 36},      {40, 50},
                                 {58, 70}, {44, 95}, {20, 99}, {0, 88, kLift}};
constexpr GlyphPoint kFiveRising[] = {{20, 14}, {16, 30},       {13, 46, kCorner}, {38, 42}, {54, 62},
                                      {38, 92}, {2, 98, kLift}, {20, 12},          {46, 7},  {84, 0, kLift}};
constexpr GlyphPoint kFiveShort[] = {{20, 2},   {12, 24},       {6, 42, kCorner}, {32, 42}, {54, 60},      {48, 88},
                                     {26, 100}, {4, 96, kLift}, {20, 4},          {32, 3},  {46, 3, kLift}};
constexpr GlyphPoint kFiveBowl[] = {{58, 0},  {34, 4},  {14, 8, kCorner}, {10, 26}, {8, 40},       {30, 42},
                                    {56, 50}, {62, 74}, {44, 97},         {18, 98}, {4, 82, kLift}};
constexpr GlyphPoint kFiveLong[] = {{78, 0},  {52, 4},  {26, 10, kCorner}, {20, 28},       {14, 46},
                                    {34, 52}, {46, 68}, {34, 92},          {0, 100, kLift}};
constexpr GlyphPoint kFiveHead[] = {{50, 4},  {30, 1},  {20, 18},  {18, 34},      {44, 40},
                                    {62, 66}, {46, 96}, {22, 100}, {4, 92, kLift}};
constexpr GlyphPoint kFiveClosed[] = {{60, 2},  {36, 3},  {16, 4, kCorner}, {12, 24}, {10, 44, kCorner}, {38, 40},
                                      {58, 60}, {46, 92}, {18, 98},         {4, 80},  {14, 70, kLift}};
constexpr GlyphStyle kFive[] = {{kFiveTwo, 4},  {kFiveOne, 3},  {kFiveS, 4},    {kFiveRising, 3}, {kFiveShort, 1},
                                {kFiveBowl, 2}, {kFiveLong, 3}, {kFiveHead, 2}, {kFiveClosed, 1}};

// 6: curved stem, straight stem, curled top, small low loop, a loop that crosses the stem, a stem like a b.
constexpr GlyphPoint kSixCurve[] = {{46, 0},  {20, 22}, {4, 60},  {12, 92},      {36, 100},
                                    {57, 84}, {50, 62}, {26, 58}, {7, 76, kLift}};
constexpr GlyphPoint kSixStraight[] = {{30, 0},  {16, 28}, {5, 60},  {6, 88},       {28, 100},
                                       {54, 86}, {54, 64}, {32, 57}, {9, 72, kLift}};
constexpr GlyphPoint kSixCurl[] = {{58, 7},  {36, 0},  {12, 26}, {2, 64},  {16, 95},
                                   {44, 96}, {60, 74}, {44, 54}, {18, 60}, {7, 76, kLift}};
constexpr GlyphPoint kSixLow[] = {{36, 0}, {18, 32}, {5, 70}, {10, 96}, {30, 98}, {46, 80}, {34, 68}, {14, 80, kLift}};
constexpr GlyphPoint kSixCross[] = {{44, 0},  {18, 30}, {4, 68},  {18, 98}, {46, 94},
                                    {60, 72}, {48, 56}, {24, 66}, {8, 84},  {2, 96, kLift}};
constexpr GlyphPoint kSixUp[] = {{18, 0},  {6, 34},  {2, 72},  {14, 98}, {42, 98},
                                 {60, 76}, {52, 54}, {34, 52}, {22, 68}, {26, 92, kLift}};
constexpr GlyphPoint kSixOpen[] = {{40, 2}, {16, 28}, {3, 64}, {16, 97}, {46, 96}, {60, 72}, {46, 56}, {28, 66, kLift}};
constexpr GlyphPoint kSixWide[] = {{30, 0},  {10, 34}, {4, 72},  {30, 100},      {70, 92},
                                   {84, 70}, {60, 58}, {30, 70}, {14, 90, kLift}};
constexpr GlyphPoint kSixLean[] = {{56, 0},  {24, 38}, {2, 76},  {20, 100},
                                   {52, 92}, {56, 68}, {34, 62}, {14, 84, kLift}};
constexpr GlyphPoint kSixTall[] = {{28, 0},  {8, 36},  {4, 78},  {30, 100},      {62, 80},
                                   {66, 48}, {46, 38}, {28, 60}, {20, 84, kLift}};
constexpr GlyphPoint kSixHollow[] = {{20, 0},  {4, 44},  {8, 86},  {36, 100},
                                     {64, 78}, {62, 54}, {44, 56}, {38, 76, kLift}};
constexpr GlyphStyle kSix[] = {{kSixCurve, 4}, {kSixStraight, 4}, {kSixCurl, 2},  {kSixLow, 3},
                               {kSixCross, 2}, {kSixUp, 2},       {kSixOpen, 2},  {kSixWide, 2},
                               {kSixLean, 2},  {kSixTall, 3},     {kSixHollow, 2}};

// 7: plain, with a bar, with a serif, curved, curved with a bar, a sagging top, round like a hook.
constexpr GlyphPoint kSevenPlain[] = {{2, 5}, {30, 4}, {60, 2, kCorner}, {44, 48}, {27, 100, kLift}};
constexpr GlyphPoint kSevenBar[] = {{2, 5},           {30, 4},  {60, 2, kCorner}, {44, 48},
                                    {30, 100, kLift}, {16, 53}, {38, 50},         {66, 47, kLift}};
constexpr GlyphPoint kSevenSerif[] = {{4, 24}, {6, 4, kCorner}, {34, 4}, {62, 3, kCorner}, {44, 46}, {34, 100, kLift}};
constexpr GlyphPoint kSevenCurved[] = {{2, 12}, {28, 5}, {60, 6}, {50, 36}, {36, 66}, {30, 100, kLift}};
constexpr GlyphPoint kSevenCurvedBar[] = {{2, 12},          {28, 5},  {60, 6},  {48, 36},       {36, 66},
                                          {30, 100, kLift}, {14, 56}, {40, 50}, {70, 48, kLift}};
constexpr GlyphPoint kSevenSag[] = {{2, 6}, {14, 18}, {38, 14}, {60, 0, kCorner}, {48, 46}, {38, 100, kLift}};
constexpr GlyphPoint kSevenHook[] = {{2, 22}, {18, 6}, {46, 2}, {60, 18}, {58, 54}, {52, 100, kLift}};
constexpr GlyphPoint kSevenSteep[] = {{10, 10}, {28, 9}, {48, 3, kCorner}, {44, 50}, {40, 100, kLift}};
constexpr GlyphPoint kSevenArch[] = {{0, 22}, {18, 5}, {46, 2}, {60, 18}, {50, 58}, {38, 100, kLift}};
constexpr GlyphPoint kSevenFork[] = {{2, 36},          {4, 20},  {8, 5, kCorner}, {36, 7},
                                     {62, 4, kCorner}, {56, 46}, {50, 100, kLift}};
constexpr GlyphPoint kSevenRoof[] = {{0, 28}, {8, 9}, {40, 4}, {76, 8}, {64, 46}, {52, 100, kLift}};
constexpr GlyphPoint kSevenArrow[] = {{0, 4}, {40, 2}, {88, 18, kCorner}, {50, 56}, {10, 100, kLift}};
constexpr GlyphPoint kSevenThin[] = {{8, 16}, {24, 10}, {44, 4, kCorner}, {42, 50}, {38, 100, kLift}};
constexpr GlyphPoint kSevenLow[] = {{4, 30}, {6, 12, kCorner}, {40, 10}, {66, 0, kCorner}, {52, 48}, {42, 100, kLift}};
constexpr GlyphStyle kSeven[] = {{kSevenPlain, 6},     {kSevenBar, 2},  {kSevenSerif, 2}, {kSevenCurved, 4},
                                 {kSevenCurvedBar, 1}, {kSevenSag, 2},  {kSevenHook, 2},  {kSevenSteep, 2},
                                 {kSevenArch, 2},      {kSevenFork, 2}, {kSevenRoof, 1},  {kSevenArrow, 1},
                                 {kSevenThin, 1},      {kSevenLow, 1}};

// 8: an S that closes upwards, two rings, not closed at the top, begun in the middle, strokes that cross above the top.
constexpr GlyphPoint kEightS[] = {{54, 16},  {36, 0}, {12, 8},  {10, 30}, {32, 48}, {57, 70},       {52, 94},
                                  {28, 100}, {6, 86}, {14, 66}, {38, 46}, {56, 28}, {54, 13, kLift}};
constexpr GlyphPoint kEightRings[] = {{33, 46}, {12, 34}, {11, 12},  {33, 0},  {55, 12}, {54, 34},       {33, 46},
                                      {6, 62},  {6, 90},  {33, 100}, {60, 90}, {60, 62}, {34, 47, kLift}};
constexpr GlyphPoint kEightOpen[] = {{58, 6},  {34, 2},  {10, 16}, {18, 38}, {44, 56},       {56, 80},
                                     {36, 99}, {10, 88}, {20, 64}, {46, 38}, {66, 12, kLift}};
constexpr GlyphPoint kEightMiddle[] = {{40, 46}, {16, 34}, {16, 10}, {38, 0},  {58, 14}, {48, 38},
                                       {24, 60}, {4, 82},  {20, 99}, {46, 92}, {52, 70}, {36, 46, kLift}};
constexpr GlyphPoint kEightCross[] = {{50, 14}, {30, 6}, {12, 20}, {24, 42}, {44, 60},      {46, 86},
                                      {24, 99}, {8, 86}, {22, 60}, {48, 32}, {74, 4, kLift}};
constexpr GlyphPoint kEightRight[] = {{34, 48}, {56, 30}, {56, 8},  {34, 0},  {14, 12}, {18, 34},
                                      {42, 54}, {60, 76}, {48, 98}, {20, 98}, {8, 78},  {30, 51, kLift}};
constexpr GlyphPoint kEightMirror[] = {{14, 16},  {32, 0},  {54, 8},  {54, 30}, {32, 50}, {10, 72},       {14, 94},
                                       {38, 100}, {58, 86}, {50, 66}, {28, 46}, {10, 28}, {12, 12, kLift}};
constexpr GlyphPoint kEightLegs[] = {{56, 14}, {36, 0},  {14, 14}, {20, 34},         {40, 56}, {60, 98, kLift},
                                     {58, 12}, {44, 36}, {22, 62}, {6, 98, kCorner}, {32, 96}, {60, 98, kLift}};
constexpr GlyphPoint kEightGap[] = {{62, 14}, {46, 0},  {16, 6}, {12, 28}, {36, 46}, {56, 66},
                                    {48, 94}, {20, 98}, {4, 80}, {22, 60}, {46, 48}, {56, 36, kLift}};
constexpr GlyphPoint kEightThinLow[] = {{52, 14}, {32, 0},  {8, 14},  {18, 38}, {38, 56},       {40, 84},
                                        {32, 99}, {26, 84}, {36, 56}, {54, 34}, {56, 14, kLift}};
constexpr GlyphPoint kEightThinTop[] = {{44, 10},  {36, 0}, {30, 12}, {36, 34}, {54, 58},       {58, 84},
                                        {34, 100}, {8, 84}, {14, 58}, {36, 36}, {44, 12, kLift}};
constexpr GlyphPoint kEightFlat[] = {{62, 6},   {38, 2},  {12, 8},  {10, 28}, {34, 44}, {58, 64},      {56, 92},
                                     {30, 100}, {10, 88}, {16, 64}, {42, 42}, {60, 26}, {80, 8, kLift}};
constexpr GlyphPoint kEightHandle[] = {{70, 4},  {50, 22}, {36, 46}, {14, 66}, {8, 90},  {28, 100},      {48, 88},
                                       {44, 62}, {20, 36}, {14, 14}, {32, 0},  {50, 12}, {56, 28, kLift}};
constexpr GlyphStyle kEight[] = {{kEightS, 5},     {kEightRings, 2},   {kEightOpen, 3},    {kEightMiddle, 2},
                                 {kEightCross, 3}, {kEightRight, 1},   {kEightMirror, 2},  {kEightLegs, 1},
                                 {kEightGap, 2},   {kEightThinLow, 2}, {kEightThinTop, 2}, {kEightFlat, 2},
                                 {kEightHandle, 2}};

// 9: straight stem, curved stem, slanted stem, a hook like a g, an open loop, a loop that starts at the stem.
constexpr GlyphPoint kNineStraight[] = {{55, 14}, {32, 0},          {8, 16},  {8, 42},         {32, 50},
                                        {53, 34}, {58, 6, kCorner}, {57, 50}, {56, 100, kLift}};
constexpr GlyphPoint kNineCurved[] = {{56, 18}, {36, 0},  {10, 12}, {6, 38},  {28, 50},
                                      {52, 36}, {58, 14}, {57, 50}, {42, 86}, {14, 100, kLift}};
constexpr GlyphPoint kNineSlanted[] = {{58, 12}, {34, 2},           {8, 20},  {10, 42},
                                       {34, 46}, {58, 22, kCorner}, {48, 60}, {36, 100, kLift}};
constexpr GlyphPoint kNineHook[] = {{56, 12}, {30, 0},  {6, 18},  {10, 42},  {36, 46},
                                    {56, 20}, {58, 60}, {48, 92}, {24, 100}, {4, 88, kLift}};
constexpr GlyphPoint kNineOpen[] = {{48, 4},  {20, 8},           {4, 30},  {16, 48},
                                    {42, 42}, {58, 16, kCorner}, {55, 56}, {52, 100, kLift}};
constexpr GlyphPoint kNineStem[] = {{50, 30}, {44, 6},  {22, 2},  {4, 24},         {10, 44},
                                    {34, 42}, {52, 18}, {54, 56}, {50, 100, kLift}};
constexpr GlyphPoint kNineSmall[] = {{44, 8},  {24, 0},  {8, 16},  {16, 34},
                                     {36, 32}, {48, 12}, {46, 50}, {38, 100, kLift}};
constexpr GlyphPoint kNineBent[] = {{54, 10}, {30, 2},  {4, 22},  {12, 44},        {40, 40},
                                    {56, 16}, {50, 44}, {44, 72}, {46, 100, kLift}};
constexpr GlyphPoint kNineOver[] = {{62, 2},  {34, 3},           {8, 24},  {14, 46},
                                    {40, 42}, {58, 18, kCorner}, {54, 58}, {50, 100, kLift}};
constexpr GlyphPoint kNineWide[] = {{72, 14}, {38, 0},           {2, 20},  {10, 48},
                                    {46, 46}, {74, 20, kCorner}, {68, 60}, {60, 100, kLift}};
constexpr GlyphPoint kNineTail[] = {{60, 8},  {34, 0},  {10, 14}, {16, 38},       {44, 36},
                                    {56, 14}, {58, 56}, {44, 92}, {10, 94, kLift}};
constexpr GlyphPoint kNineRound[] = {{50, 48}, {16, 46}, {4, 22},  {26, 0},
                                     {54, 10}, {60, 36}, {58, 70}, {54, 100, kLift}};
constexpr GlyphPoint kNineBig[] = {{60, 30}, {36, 0},           {4, 22},  {8, 60},
                                   {38, 66}, {60, 36, kCorner}, {62, 64}, {64, 100, kLift}};
constexpr GlyphPoint kNineNook[] = {{48, 12}, {34, 0},          {14, 8},  {8, 30},         {22, 44},
                                    {44, 34}, {58, 6, kCorner}, {52, 48}, {44, 100, kLift}};
constexpr GlyphStyle kNine[] = {{kNineStraight, 4}, {kNineCurved, 3}, {kNineSlanted, 4}, {kNineHook, 2}, {kNineOpen, 3},
                                {kNineStem, 3},     {kNineSmall, 2},  {kNineBent, 2},    {kNineOver, 3}, {kNineWide, 2},
                                {kNineTail, 1},     {kNineRound, 2},  {kNineBig, 2},     {kNineNook, 2}};

constexpr std::span<const GlyphStyle> kStyles[10] = {kZero, kOne, kTwo,   kThree, kFour,
                                                     kFive, kSix, kSeven, kEight, kNine};

constexpr bool all_fit() {
  for (const std::span<const GlyphStyle> styles : kStyles)
    for (const GlyphStyle& style : styles)
      if (style.points.size() > kMaximumGlyphPoints || style.points.back().move != kLift || style.weight < 1)
        return false;
  return true;
}
static_assert(all_fit());

}  // namespace

std::span<const GlyphStyle> digit_styles(int digit) {
  DOWNHILL_CHECK(digit >= 0 && digit < 10);
  return kStyles[digit];
}

}  // namespace downhill
