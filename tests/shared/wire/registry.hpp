/// Every message that has a decoder, by the name of its schema: the other half of the proof that
/// asyncapi.yaml and the code agree.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "shared/wire/json.hpp"

namespace traction::test {

struct RegisteredMessage {
    std::string schema;                 ///< in asyncapi.yaml
    std::vector<std::string> messages;  ///< there, by which it travels; empty for parts of others
    bool strict = false;                ///< an ask: fields that are not known are refused
    /// Decodes and encodes again; or the refusal of the decoder.
    std::function<Result<wire::Json>(const wire::Json&)> round_trip;
};

const std::vector<RegisteredMessage>& registered_messages();

}  // namespace traction::test
