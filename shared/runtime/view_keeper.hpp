/// Knows when a worker's retained view must be published again: at the beginning of a life, and when the
/// broker has forgotten. The canary is the retained value on `view/{worker}`, which is published after all
/// pages of the view; when our own presence comes back after a connection and the canary has not been seen,
/// the broker has forgotten (design 4).
#pragma once

#include <cstddef>
#include <optional>
#include <utility>

namespace traction::runtime {

class ViewKeeper {
   public:
    /// The connection is new; what lies on the broker for us comes before our own presence does.
    void on_connected() { awaiting_presence_ = true; }
    void on_canary() { canary_seen_ = true; }
    void on_own_presence() {
        if (!std::exchange(awaiting_presence_, false)) return;
        const bool complete = std::exchange(canary_seen_, false);
        const bool published = std::exchange(published_once_, true);
        if (!complete || !published) page_ = 0;
    }

    /// The page to be published next; nothing when the view is complete.
    std::optional<std::size_t> page() const { return page_; }
    void on_page_published() { ++*page_; }
    void on_complete() { page_.reset(); }

   private:
    bool awaiting_presence_ = false;
    bool canary_seen_ = false;
    bool published_once_ = false;
    std::optional<std::size_t> page_;
};

}  // namespace traction::runtime
