/// What a client writes is compared with bytes spelled out after the standard; what a broker writes is read
/// back, and cut short.
#include "shared/mqtt/packets.hpp"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "shared/mqtt/byte_queue.hpp"

using namespace traction;
using namespace traction::mqtt;
using namespace std::literals;

namespace {

ports::Publication publication(const std::string& topic, const std::string& payload) {
    ports::Publication made;
    made.topic = topic;
    made.payload = payload;
    return made;
}

Packet only_packet(std::string_view bytes) {
    const auto packet = take_packet(bytes);
    REQUIRE(packet.has_value());
    CHECK(bytes.empty());
    return *packet;
}

}  // namespace

TEST_CASE("CONNECT is a clean start of MQTT 5, with and without a last will") {
    std::string out;
    append_connect(out, {.client_id = "v:X", .keep_alive_s = 60});
    CHECK(out == "\x10\x10\0\x04MQTT\x05\x02\0\x3c\0\0\x03v:X"s);

    auto will = publication("p", "{}");
    will.retain = true;
    out.clear();
    append_connect(out, {.client_id = "v:X", .keep_alive_s = 60, .will = &will});
    CHECK(out == "\x10\x18\0\x04MQTT\x05\x26\0\x3c\0\0\x03v:X\0\0\x01p\0\x02{}"s);
}

TEST_CASE("CONNECT says user and password after the last will") {
    std::string out;
    const auto will = publication("p", "{}");
    append_connect(out, {.client_id = "X", .will = &will, .username = "u", .password = "secret"});
    CHECK(out == "\x10\x21\0\x04MQTT\x05\xc6\0\x3c\0\0\x01X\0\0\x01p\0\x02{}\0\x01u\0\x06secret"s);
    out.clear();
    append_connect(out, {.client_id = "X", .password = "secret"});
    CHECK(out == "\x10\x16\0\x04MQTT\x05\x42\0\x3c\0\0\x01X\0\x06secret"s);
}

TEST_CASE("SUBSCRIBE, PINGREQ and DISCONNECT are written to the letter") {
    std::string out;
    const std::vector<std::string> filters{"a/+", "b"};
    append_subscribe(out, 258, filters);
    CHECK(out == "\x82\x0d\x01\x02\0\0\x03"s + "a/+\0\0\x01"s + "b\0"s);
    out.clear();
    append_ping(out);
    append_disconnect(out, kDisconnectWithWill);
    CHECK(out == "\xc0\0\xe0\x01\x04"s);
}

TEST_CASE("a publication comes back as it was written") {
    auto written = publication("account/a/device/d/answer", "{\"id\":\"1\"}");
    written.correlation = "\0\x01\xff"s;
    written.response_topic = "r/t";
    written.retain = true;
    std::string out;
    append_publish(out, written);
    const auto read = read_publish(only_packet(out));
    CHECK(read.topic == written.topic);
    CHECK(read.payload == written.payload);
    CHECK(read.correlation == written.correlation);
    CHECK(read.response_topic == written.response_topic);
    CHECK(read.retained);
}

TEST_CASE("lengths change their size at 128, 16 384 and 2 097 152 bytes") {
    for (const std::size_t size :
         {0, 1, 100, 122, 123, 124, 125, 16'376, 16'378, 16'379, 16'380, 2'097'145, 2'097'160}) {
        CAPTURE(size);
        const std::string payload(size, 'x');
        std::string whole;
        append_publish(whole, publication("t", payload));
        CHECK(read_publish(only_packet(whole)).payload.size() == size);

        std::string in_parts;
        append_publish_head(in_parts, "t", size, false);
        CHECK(in_parts + payload == whole);
    }
}

TEST_CASE("a packet is taken when it is complete, at every place where it may be cut") {
    std::string out;
    append_publish(out, publication("topic", std::string(200, 'x')));
    for (std::size_t size = 0; size < out.size(); ++size) {
        auto bytes = std::string_view(out).substr(0, size);
        CHECK_FALSE(take_packet(bytes).has_value());
        CHECK(bytes.size() == size);
    }
}

TEST_CASE("what is not MQTT is refused") {
    auto endless = "\x30\xff\xff\xff\xff\x01"sv;
    CHECK_THROWS_AS(take_packet(endless), ProtocolError);
    auto too_long = "\x30\x7f"sv;
    CHECK_THROWS_AS(take_packet(too_long, 126), ProtocolError);

    const auto refuses = [](std::string_view bytes) {
        const auto packet = take_packet(bytes);
        REQUIRE(packet.has_value());
        CHECK_THROWS_AS(read_publish(*packet), ProtocolError);
    };
    refuses("\x30\x01\0"s);                     // half a topic's length
    refuses("\x30\x03\0\x05t"s);                // a topic cut short
    refuses("\x30\x04\0\x01t\x05"s);            // properties cut short
    refuses("\x30\x06\0\x01t\x02\x7e\0"s);      // an unknown property
    refuses("\x32\x06\0\x01t\0\x01\0"s);        // QoS 1
    refuses("\x30\x07\0\x01t\x03\x09\0\x09"s);  // correlation data beyond the properties
}

TEST_CASE("properties that nobody asked for are passed over") {
    const auto bytes =
        "\x30\x1b\0\x01t\x16\x01\x01\x02\0\0\0\x05\x03\0\x01j\x0b\x81\x01\x23\0\x01\x26\0\x00\0\x00x"s;
    std::string_view rest(bytes);
    const auto packet = take_packet(rest);
    REQUIRE(packet.has_value());
    CHECK(read_publish(*packet).topic == "t");
}

TEST_CASE("reason codes: of a CONNACK, a DISCONNECT, and the worst of a SUBACK") {
    CHECK(reason_of(only_packet("\x20\x03\0\x87\0"s)) == 0x87);
    CHECK(reason_of(only_packet("\xe0\0"s)) == kNormalDisconnection);
    CHECK(reason_of(only_packet("\xe0\x01\x8e"s)) == 0x8e);
    CHECK(reason_of(only_packet("\x90\x06\0\x01\0\0\x80\0"s)) == 0x80);
    CHECK_THROWS_AS(reason_of(only_packet("\x20\x01\0"s)), ProtocolError);
}

TEST_CASE("a byte queue keeps what was not taken when it makes room") {
    ByteQueue queue;
    std::string written;
    std::string taken;
    for (int round = 0; round < 1000; ++round) {
        const std::string piece(static_cast<std::size_t>(round % 37), static_cast<char>('a' + round % 26));
        const auto room = queue.room(piece.size());
        REQUIRE(room.size() >= piece.size());
        std::copy(piece.begin(), piece.end(), room.begin());
        queue.written(piece.size());
        written += piece;
        const auto count = queue.waiting().size() * static_cast<std::size_t>(round % 3) / 3;
        taken += queue.waiting().substr(0, count);
        queue.done(count);
    }
    CHECK(taken + std::string(queue.waiting()) == written);
}
