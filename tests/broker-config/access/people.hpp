/// Everybody whom the tests of the broker's rights know, by name.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include "broker-config/access/identity.hpp"

namespace traction::access::test {

inline const std::string kVin = "VR3UHZKXZLT000001";
inline const std::string kOtherVin = "VR7BCZKXCME000002";
inline const std::string kClient = "abcdefghijklmnopqrstuvwxyz";
inline const std::string kOtherClient = "234567abcdefghijklmnopqrst";

struct Person {
    std::string_view name;  ///< in the tests
    std::string client_id;
};
inline const std::array kPeople{
    Person{"car", "v:" + kVin},
    Person{"other_car", "v:" + kOtherVin},
    Person{"anna", "o:anna:phone:s1"},
    Person{"annas_tablet", "o:anna:tablet:s2"},
    Person{"ben", "o:ben:phone:s3"},
    Person{"guest", "g:" + kClient},
    Person{"other_guest", "g:" + kOtherClient},
    Person{"dora", "d:dora:s4"},
    Person{"dirk", "d:dirk:s5"},
    Person{"otto", "p:otto:s6"},
    Person{"olga", "p:olga:s7"},
    Person{"witness", "x:wanda:s8"},
    Person{"accounts", "w:accounts"},
    Person{"garage", "w:garage"},
    Person{"contracts", "w:contracts"},
    Person{"commands", "w:commands"},
    Person{"state", "w:state"},
    Person{"notifications", "w:notifications"},
    Person{"store", "w:store"},
    Person{"mail", "w:mail"},
    Person{"clock", "w:clock"},
    Person{"billing", "w:billing"},
    Person{"payments", "w:payments"},
    Person{"danger_zones", "w:danger_zones"},
    Person{"payment_gateway", "w:payment_gateway"},
    Person{"payment_sandbox", "w:payment_sandbox"},
};

inline Identity who(std::string_view name) {
    for (const auto& person : kPeople) {
        if (person.name == name) return owner_of(person.client_id).value();
    }
    throw std::invalid_argument("nobody is called " + std::string(name));
}

}  // namespace traction::access::test
