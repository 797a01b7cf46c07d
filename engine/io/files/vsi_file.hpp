// VSI file: a file that GDAL opened, on disk or in an archive, closed at its end. Private to io.
#pragma once

#include <memory>

#include <cpl_vsi.h>

namespace hotward::io {

struct CloseVsi {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using VsiFile = std::unique_ptr<VSILFILE, CloseVsi>;

}  // namespace hotward::io
