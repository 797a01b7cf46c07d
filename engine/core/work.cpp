#include "engine/core/work.hpp"

namespace hotward {
namespace {

thread_local Work current;

}  // namespace

const Work& current_work() { return current; }

WorkScope::WorkScope(const Work& work) : before_(current) { current = work; }

WorkScope::~WorkScope() { current = before_; }

}  // namespace hotward
