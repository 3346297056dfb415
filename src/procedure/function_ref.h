// A reference to something callable, without the allocation of std::function: a search passes a
// continuation at every step. The callable has to outlive the call.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace comity::procedure {

template <class Signature>
class FunctionRef;

template <class R, class... A>
class FunctionRef<R(A...)> {
 public:
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>)
  // A lambda is passed as it is, and only its address is kept.
  // NOLINTNEXTLINE(google-explicit-constructor,cppcoreguidelines-missing-std-forward)
  FunctionRef(F&& f)
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
        call_([](void* object, A... a) -> R {
          return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<A>(a)...);
        }) {}

  R operator()(A... a) const { return call_(object_, std::forward<A>(a)...); }

 private:
  void* object_;
  R (*call_)(void*, A...);
};

}  // namespace comity::procedure
