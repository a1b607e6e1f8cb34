/// `shared/wire/asyncapi.yaml` as tests see it: one JSON document with every reference resolved, and its
/// schemas ready to judge.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/wire/json.hpp"

namespace traction::test {

class Agreement {
   public:
    /// Loaded once. A file that cannot be read is a bug.
    static const Agreement& get();
    ~Agreement();

    /// References are replaced by what they name, but for those of channels to messages and of operations to
    /// channels.
    const wire::Json& channels() const { return channels_; }
    const wire::Json& operations() const { return operations_; }
    const wire::Json& messages() const { return messages_; }
    const wire::Json& schemas() const { return schemas_; }

    /// What is wrong with a value, in the words of the validator; empty when nothing is.
    std::vector<std::string> faults_of_schema(const std::string& schema, const wire::Json& value) const;
    std::vector<std::string> faults_of_message(const std::string& message, const wire::Json& value) const;

   private:
    struct Compiled;
    Agreement();
    const Compiled& compiled(const std::string& name, const wire::Json& schema) const;

    wire::Json channels_, operations_, messages_, schemas_;
    mutable std::map<std::string, std::unique_ptr<Compiled>> compiled_;
};

}  // namespace traction::test
