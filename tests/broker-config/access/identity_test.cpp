#include "broker-config/access/identity.hpp"

#include <doctest/doctest.h>

#include "tests/broker-config/access/people.hpp"

using namespace traction::access;
using namespace traction::access::test;

TEST_CASE("access: a client ID belongs to one identity") {
    CHECK(owner_of("v:" + kVin) == Identity{Standing::car, kVin, {}});
    CHECK(owner_of("o:anna:phone:s1") == Identity{Standing::owner, "anna", "phone"});
    CHECK(owner_of("g:" + kClient) == Identity{Standing::guest, kClient, {}});
    CHECK(owner_of("d:dora:s1") == Identity{Standing::desk, "dora", {}});
    CHECK(owner_of("p:otto:s1") == Identity{Standing::operators, "otto", {}});
    CHECK(owner_of("w:state") == Identity{Standing::worker, "state", {}});
    CHECK(owner_of("x:wanda:s1") == Identity{Standing::witness, "wanda", {}});
}

TEST_CASE("access: client IDs that are nobody's") {
    using namespace std::string_literals;
    for (const auto& id : {""s,
                           ":"s,
                           "v"s,
                           "v:"s,
                           "v:vr3uhzkxzlt000001"s,
                           "v:VR3UHZKXZLT00000"s,
                           "v:" + kVin + ":s1",
                           "o:anna:phone"s,
                           "o:anna:phone:s1:more"s,
                           "o::phone:s1"s,
                           "o:an/na:phone:s1"s,
                           "o:an+na:phone:s1"s,
                           "o:anna:#:s1"s,
                           "d:dora"s,
                           "p:otto"s,
                           "x:wanda"s,
                           "w:state:s1"s,
                           "w:"s,
                           "z:anna:s1"s,
                           "O:anna:phone:s1"s,
                           "oo:anna:phone:s1"s,
                           " o:anna:phone:s1"s,
                           "o:anna:phone:s1\0"s,
                           "w:sta\0te"s,
                           "o:" + std::string(65, 'a') + ":phone:s1",
                           "g:short"s,
                           "g:" + std::string(25, 'a'),
                           "g:ABCDEFGHIJKLMNOPQRSTUVWXYZ"s,
                           "g:abcdefghijklmnopqrstuvwxy1"s}) {
        CAPTURE(id);
        CHECK_FALSE(owner_of(id).has_value());
    }
}
