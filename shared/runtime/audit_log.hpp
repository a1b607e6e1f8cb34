/// What staff saw of people and changed: a table that shows tampering, because the hash of each entry covers
/// the hash of the one before. An end that was cut off shows when the head is compared with one noted
/// earlier. Rule H1.
#pragma once

#include <memory>
#include <string>

#include "shared/ports/database.hpp"
#include "shared/wire/json.hpp"

namespace traction::runtime {

inline constexpr int kAuditPage = 100;  ///< entries in one answer

struct AuditEntry {
    Timestamp at{};    ///< service time
    std::string role;  ///< "desk" or "operator"
    std::string name;  ///< agent or operator
    std::string verb;
    std::string about;    ///< JSON text: the ask's body without its secrets
    std::string outcome;  ///< "done", or the code of the refusal
};

class AuditLog {
   public:
    explicit AuditLog(ports::Database& database);

    void append(const AuditEntry& entry);
    /// The entries after `after`, with the verdict on all of them: see `operators.Audited` in asyncapi.yaml.
    wire::Json read(std::int64_t after);

   private:
    std::unique_ptr<ports::Statement> last_, append_, all_;
};

/// The hashes of a log, computed anew from its entries as `AuditLog::read` told them: who verifies believes
/// nobody's word.
class AuditChain {
   public:
    /// False, and nothing is added, when it is not the entry that follows, or cannot be read.
    bool add(const wire::Json& entry);
    std::int64_t entries() const { return entries_; }
    /// As in "head".
    std::string head() const;

   private:
    std::int64_t entries_ = 0;
    std::string hash_;
};

}  // namespace traction::runtime
