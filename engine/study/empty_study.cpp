#include "engine/study/empty_study.hpp"

#include "engine/study/record.hpp"

namespace hotward {

Result<Study> empty_study(const StudyRequest& request, const Context& context) {
  Study study;
  study.types = 0;
  study.is_public = request.is_public;
  auto provenance = provenance_of(study, context);
  if (!provenance) return fail(provenance.error());
  study.provenance = std::move(*provenance);
  return study;
}

}  // namespace hotward
