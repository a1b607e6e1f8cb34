/// Counts what was tried, and what held.
#pragma once

#include <string>

namespace traction::attack {

class Tally {
   public:
    /// One cell of the attack table. What does not hold is printed.
    void cell(bool holds, const std::string& what);
    /// Prints "attack cells=N held=M". True when all held.
    bool conclude() const;

   private:
    int cells_ = 0;
    int held_ = 0;
};

}  // namespace traction::attack
