#include "engine/study/findings.hpp"

namespace hotward {

MakeOutputs one_more_layer(std::string path, table::Layer layer) {
  return [path = std::move(path), layer = std::move(layer)](
             const io::WriteOptions& how,
             std::vector<io::UnfinishedOutput>& outputs) -> Result<std::vector<io::LayerFile>> {
    auto file = io::make_layer(path, layer, how, outputs);
    if (!file) return fail(file.error());
    return std::vector<io::LayerFile>{std::move(*file)};
  };
}

}  // namespace hotward
