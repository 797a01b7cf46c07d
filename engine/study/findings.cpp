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

MakeOutputs all_of(std::vector<MakeOutputs> makers) {
  return [makers = std::move(makers)](
             const io::WriteOptions& how,
             std::vector<io::UnfinishedOutput>& outputs) -> Result<std::vector<io::LayerFile>> {
    std::vector<io::LayerFile> files;
    for (const MakeOutputs& make : makers) {
      auto made = make(how, outputs);
      if (!made) return fail(made.error());
      for (io::LayerFile& file : *made) files.push_back(std::move(file));
    }
    return files;
  };
}

}  // namespace hotward
