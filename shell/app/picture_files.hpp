#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/model/experiment.hpp"
#include "core/session/protocol.hpp"

namespace downhill {

/// Which data sets of pictures the engine has the files of, and how the one that is wanted comes along. The files
/// themselves go from the host to the engine and never through the interface.
class PictureFiles {
 public:
  /// Does this experiment learn from files that are not here yet?
  bool missing_for(const Experiment& experiment) const;

  /// Asks for the files of a data set; the app passes it on to its host, once.
  void want(std::string_view dataset);
  /// The data set that is wanted and not here; empty: none.
  const std::string& wanted() const { return wanted_; }
  /// The same, once: for the one who asks the host.
  std::string take_request();
  void give_up() { wanted_.clear(); }

  /// What the host tells meanwhile: the loaded part, 0 to 1; below 0: they were not found, the reader is asked for them.
  void progress(std::string_view dataset, double fraction);
  double fraction() const { return fraction_; }

  /// The engine has taken a part.
  void supplied(const Supplied& part);
  bool here(std::string_view dataset) const;

 private:
  struct Parts {
    bool train = false;
    bool test = false;
  };
  std::map<std::string, Parts, std::less<>> parts_;
  std::string wanted_;
  bool asked_ = false;
  double fraction_ = 0;
};

}  // namespace downhill
