#include "engine/study/findings.hpp"

#include "engine/io/files/text_file.hpp"

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

MakeOutputs one_more_text(std::string path, std::string text) {
  return [path = std::move(path), text = std::move(text)](
             const io::WriteOptions&,
             std::vector<io::UnfinishedOutput>& outputs) -> Result<std::vector<io::LayerFile>> {
    if (const auto made = io::make_text(path, text, outputs); !made) return fail(made.error());
    return std::vector<io::LayerFile>{};
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

void add_output(Findings& findings, MakeOutputs make) {
  findings.make_others = findings.make_others
                             ? all_of({std::move(findings.make_others), std::move(make)})
                             : std::move(make);
}

void set_aside(Findings& findings, const std::vector<std::string>& paths) {
  if (findings.layers.empty()) return;
  std::vector<MakeOutputs> others;
  for (std::size_t i = 0; i < paths.size() && i + 1 < findings.layers.size(); ++i) {
    if (paths[i].empty()) continue;
    others.push_back(one_more_layer(paths[i], std::move(findings.layers[i + 1])));
  }
  findings.layers.resize(1);
  if (!others.empty()) findings.make_others = all_of(std::move(others));
}

}  // namespace hotward
