/// Bytes between a socket and the packets in them: written behind, taken from the front, without moving them
/// for each packet.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace traction::mqtt {

class ByteQueue {
   public:
    /// Room for at least `least` bytes behind those that wait; views taken before are void.
    std::span<char> room(std::size_t least) {
        if (bytes_.size() - end_ < least) make_room(least);
        return std::span(bytes_).subspan(end_);
    }
    /// So many bytes of the room were written.
    void written(std::size_t count) { end_ += count; }
    std::string_view waiting() const { return {bytes_.data() + begin_, end_ - begin_}; }
    /// So many bytes at the front are done with.
    void done(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

   private:
    void make_room(std::size_t least) {
        std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
        end_ -= begin_;
        begin_ = 0;
        if (bytes_.size() - end_ < least) bytes_.resize(end_ + least);
    }

    std::vector<char> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace traction::mqtt
