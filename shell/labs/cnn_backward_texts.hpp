#pragma once
#include <array>

#include "core/base/types.hpp"

/// What the lab of the backward pass says, for its files.
namespace downhill::cnn_backward_texts {

struct Texts {
  Text chain{"The network", "整个网络"};
  Text vertical{"vertical", "竖"};
  Text horizontal{"horizontal", "横"};
  Text values{"forward: numbers", "前向：数值"};
  Text gradients{"backward: gradients", "反向：梯度"};
  Text loss{"Loss {}", "损失 {}"};
  Text forward{"Forward", "前向"};
  Text backward{"Backward", "反向"};
  Text step_of{"{} of {}", "第 {} / {} 步"};
  Text update{"Take the step", "走一步"};
  Text update_help{"Every weight moves against its gradient, the learning rate times.",
                   "每个权重逆着自己的梯度移动，步长是学习率。"};
  Text restart{"First weights again", "恢复最初的权重"};
  Text restart_help{"Kernel, bias and dense weights as they were at the start",
                    "卷积核、偏置和全连接权重回到开始的样子"};
  Text change{"Loss {}, after the step {}", "损失 {}，走一步之后 {}"};
  Text history{"The loss, step by step", "损失，一步一步"};
  Text hint{
      "Paint on the picture. Click a weight to type another, or drag it. Point at a cell to see it written "
      "out; click a grid to go to its layer.",
      "可以在图像上涂画。点击权重可以输入新值，也可以拖动。指着一格，看它怎么算；点击一个格子图，跳到那一层。"};
  Text window{"window of {}", "{} 的窗口"};
  Text products{"products", "乘积"};
  Text sum{"sum", "总和"};
  Text mask{"z > 0 ?", "z > 0 ？"};
  Text winner{"largest?", "最大？"};
  Text turned{"K turned", "转过的 K"};
  Text fresh{"new K", "新的 K"};
};
inline constexpr Texts kText;

/// What each step is called and does, in the order of CnnBackward::Stage.
struct StepText {
  Text name;
  Text words;
};
inline constexpr std::array<StepText, 12> kSteps = {
    {{{"Convolution", "卷积"},
      {"The kernel lies on a window of the picture. Nine products and the bias add up to one number of z.",
       "卷积核盖在图像的一个窗口上，九个乘积加上偏置，就是 z 的一个数。"}},
     {{"ReLU", "ReLU"},
      {"Negative numbers become zero. Remember this mask: it decides on the way back.",
       "负数变成零。记住这张掩码：反向时由它说了算。"}},
     {{"Max pooling", "最大池化"},
      {"Of every 2 × 2 window the largest number is passed on, and the layer remembers which one it was.",
       "每个 2 × 2 的窗口只送出最大的数，并记住是哪一个。"}},
     {{"Dense layer", "全连接层"},
      {"Each of the two classes has a weight for every number of p. The products add up to its score s.",
       "两个类别各有一组权重，对应 p 的每个数；乘积相加，就是得分 s。"}},
     {{"Softmax and loss", "softmax 与损失"},
      {"Scores become probabilities q. The loss is −log of the right one's: small when the network is sure of it.",
       "得分变成概率 q。损失是正确类别概率的负对数：越有把握就越小。"}},
     {{"Softmax and loss", "softmax 与损失"},
      {"Here the way back begins, and it is simple: probability minus target. The right class is pulled up, the other "
       "down.",
       "反向从这里开始，而且很简单：概率减去目标。正确的类别被往上拉，另一个被往下压。"}},
     {{"Dense layer", "全连接层"},
      {"Every score sends its gradient back along the weights it came by; what meets at one number of p adds up. The "
       "weights get dW = ds · p.",
       "每个得分沿着来时的权重把梯度送回去，在 p 的同一个数上相遇就相加。权重得到 dW = ds · p。"}},
     {{"Max pooling", "最大池化"},
      {"All of it goes to the number that won its window. The other three changed nothing, so they get 0.",
       "全部给窗口里获胜的那个数。另外三个对输出没有影响，得到 0。"}},
     {{"ReLU", "ReLU"},
      {"Where z was positive, the gradient passes. Where it was not, the way back ends here.",
       "z 为正的地方，梯度通过；不为正的地方，到此为止。"}},
     {{"Convolution: the kernel", "卷积：卷积核"},
      {"Each weight of the kernel met 16 pixels, one for every place of z. So dz slides over the picture like a "
       "kernel. "
       "The bias met all places: db is the sum of dz.",
       "卷积核的每个权重见过 16 个像素，z 的每一处各一个。所以 dz 像卷积核一样在图像上滑动。偏置每处都在：db 是 dz "
       "的总和。"}},
     {{"Convolution: the picture", "卷积：图像"},
      {"A pixel was seen by up to nine windows, and what they send back adds up: dz with zeros around it, times the "
       "kernel turned by 180°.",
       "一个像素最多被九个窗口看到，它们送回来的都加在一起：四周补零的 dz，乘以旋转 180° 的卷积核。"}},
     {{"The step", "更新"},
      {"Every weight moves a little against its gradient. The next step of the clock takes this one and begins again.",
       "每个权重逆着自己的梯度移动一点。再往下走，就更新权重，从头再来。"}}}};

}  // namespace downhill::cnn_backward_texts
