#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/graph/parameters.hpp"
#include "core/ops/op.hpp"
#include "core/tensor/arena.hpp"

namespace downhill {

/// One node as the model description has it. Inputs are indices of earlier nodes; node 0 is the graph's input.
struct NodeSpec {
  std::string name;
  const OpInfo* op = nullptr;  // nullptr for node 0
  std::vector<double> options = {};
  std::vector<int> inputs = {};
  std::string parameters = {};       // whose parameters it uses; its own when empty
  bool frozen = false;               // its parameters are not learned
  const OpPasses* passes = nullptr;  // those of the registry when left out
};

/// A network of ops in topological order: shapes worked out once, memory planned once per batch size, then run.
///
///   graph.build(nodes, {N,D}, parameters);  parameters.commit();  graph.bind(parameters, Graph::kTraining);
///   copy the batch into graph.output(0);  graph.set_batch(n);  graph.forward();
///   write d loss / d y into graph.gradient(last);  graph.backward();
/// forward() and backward() cannot fail and do not allocate.
class Graph {
 public:
  Graph() = default;
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  /// An evaluation graph has no gradients. kInspection: nothing is dropped and no statistics are taken, as in evaluation,
  /// but there are gradients, that of the input too; with kKeepAll all of them can be read after backward().
  enum Mode { kEvaluation, kTraining, kInspection };

  /// kReuse: memory serves again. In evaluation that of an output whose last reader has run, so that only the input
  /// before and the last output after forward() can be read; in training that of a gradient that has been passed on, so
  /// that only head gradients before and no gradient after backward() can be read.
  enum Memory { kKeepAll, kReuse };

  /// Infers every shape and declares every parameter. `input` has the largest batch as its first axis.
  /// Errors: what the ops refuse, as "<node name>: <their sentence>".
  Status build(std::vector<NodeSpec> nodes, const Shape& input, Parameters& parameters);

  /// Nodes besides the last one whose outputs a loss looks at, one for each loss; before bind(). They may be read
  /// inside as well, and stand there twice.
  void set_heads(std::vector<int> nodes);

  /// Bytes that bind() will ask for, at most. 64 bits: WebAssembly's size_t could overflow.
  std::uint64_t planned_bytes(Mode mode, Memory memory = kKeepAll) const;

  /// Plans and allocates activations (and gradients). False: no memory.
  /// `rng` is drawn from in training (dropout) and must live as long as the graph.
  bool bind(const Parameters& parameters, Mode mode, Rng* rng = nullptr, Memory memory = kKeepAll);

  /// What recurrent layers carry from batch to batch begins anew.
  void clear_state();
  /// That of one node; empty when it carries nothing.
  std::span<Real> state(int node) const;

  /// The samples of the coming batch, at most those of build()'s input.
  void set_batch(std::int64_t samples);

  void forward();
  /// Takes head_gradient() of every head; adds to the parameters' gradients.
  void backward();

  /// What penalties on activations add to the loss, after forward(); backward() has their gradients. Needs kKeepAll.
  double price() const;

  const std::vector<NodeSpec>& nodes() const { return nodes_; }
  int last() const { return static_cast<int>(nodes_.size()) - 1; }
  const View& output(int node) const { return outputs_[static_cast<std::size_t>(node)]; }
  const View& gradient(int node) const { return gradients_[static_cast<std::size_t>(node)]; }
  /// Where a loss writes d loss / d y: head 0 is the last node, the others those of set_heads(). As long as no other
  /// head is the last node, head_gradient(0) is gradient(last()).
  const View& head_gradient(int head) const { return head_gradients_[static_cast<std::size_t>(head)]; }
  const OpPlan& plan(int node) const { return plans_[static_cast<std::size_t>(node)]; }
  /// Index into the parameter table for the p-th parameter of a node.
  int parameter(int node, int p) const {
    return parameter_index_[static_cast<std::size_t>(node)][static_cast<std::size_t>(p)];
  }

 private:
  struct Call {
    std::vector<View> x, w, buffers, dx, dw;  // what the spans of `op` and `gradients` look at
    const OpPasses* passes = nullptr;
    OpCall op;
    OpGradients gradients;
    std::vector<int> added;  // edges whose gradients make up this node's, when several nodes read it
  };

  /// Where the tensors of one node stand in the block.
  struct Places {
    std::size_t y = 0, dy = 0, scratch = 0, state = 0;
  };

  /// What one reader of a shared node sends back; the last edges are those of the heads.
  struct Edge {
    int from = 0;    // the node that is read
    int reader = 0;  // the count of nodes: a head
    std::size_t place = 0;
  };

  Status declare(std::size_t node, Parameters& parameters);
  /// How many edges of nodes and heads begin at each node.
  std::vector<int> count_readers() const;
  /// Places of outputs and scratch when memory serves again, and the numbers needed.
  std::int64_t place_reused(std::vector<Places>& places) const;
  /// The same for gradients in training; `edges` as bind() lists them.
  std::int64_t place_gradients(std::vector<Places>& places, std::span<Edge> edges) const;
  std::vector<Edge> list_edges(Mode mode) const;
  void add_edges(std::size_t node);
  void reserve_gradients(std::vector<Places>& places, std::span<Edge> edges, Mode mode, Memory memory);
  void connect(const Parameters& parameters, Mode mode, Rng* rng);

  std::vector<NodeSpec> nodes_;
  std::vector<OpPlan> plans_;
  std::vector<std::vector<int>> parameter_index_;
  std::vector<std::vector<int>> buffer_index_;
  std::vector<View> outputs_;
  std::vector<View> gradients_;
  std::vector<View> edges_;
  std::vector<int> heads_ = {0};  // nodes, the last one first
  std::vector<View> head_gradients_;
  std::vector<Call> calls_;
  Arena arena_;
  std::int64_t batch_ = 0;
};

}  // namespace downhill
