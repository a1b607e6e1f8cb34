/// One car of the fleet on its own socket: MQTT 5 by hand, because a client library slows down with thousands
/// of clients in one process (design 8).
#pragma once

#include <optional>
#include <string>

#include <netinet/in.h>

#include "shared/domain/vin.hpp"
#include "shared/mqtt/byte_queue.hpp"
#include "shared/mqtt/packets.hpp"

namespace traction::fleet {

class CarConnection {
   public:
    CarConnection(const Vin& vin, const sockaddr_in& broker, bool listens);
    ~CarConnection();
    CarConnection(const CarConnection&) = delete;
    CarConnection& operator=(const CarConnection&) = delete;

    /// Begins to connect, with a new socket. Throws Fault when the process has no more.
    void open();
    /// Leaves in order: says that it is absent, and waits for nothing.
    void close();
    int socket() const { return socket_; }
    bool is_open() const { return socket_ >= 0; }
    /// Connected, subscribed, and said to be present.
    bool is_ready() const { return ready_; }

    /// Packets to be written go behind this; then `flush`.
    std::string& outgoing() { return outgoing_; }
    bool is_flushed() const { return outgoing_.empty(); }
    /// Writes what the socket takes.
    void flush();
    /// Reads what is there, and calls `on_publish(Published)` for each publication. After a loss the
    /// connection is not open.
    template <class OnPublish>
    void receive(OnPublish&& on_publish) {
        while (read_some()) {
            auto bytes = incoming_.waiting();
            while (const auto packet = take(bytes)) {
                if (packet->type == mqtt::PacketType::publish) on_publish(mqtt::read_publish(*packet));
            }
            incoming_.done(incoming_.waiting().size() - bytes.size());
        }
    }

   private:
    bool read_some();
    std::optional<mqtt::Packet> take(std::string_view& bytes);
    void introduce();
    void lose();

    std::string client_id_;
    std::string acknowledgements_;
    ports::Publication present_;
    ports::Publication absent_;
    sockaddr_in broker_;
    bool listens_;
    int socket_ = -1;
    bool ready_ = false;
    mqtt::ByteQueue incoming_;
    std::string outgoing_;
};

}  // namespace traction::fleet
