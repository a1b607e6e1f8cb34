/// Passwords that people choose: kept so that who reads the database still has to guess them one by one,
/// slowly.
#pragma once

#include <string>
#include <string_view>

namespace traction::ports {

class PasswordHasher {
   public:
    virtual ~PasswordHasher() = default;
    /// What may be stored of a password; twice the same password gives two texts. Throws Fault when memory is
    /// short.
    virtual std::string hash(std::string_view password) = 0;
    /// Takes the same time whether or not the password is right.
    virtual bool matches(std::string_view hash, std::string_view password) = 0;
};

}  // namespace traction::ports
