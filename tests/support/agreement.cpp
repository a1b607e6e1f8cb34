#include "tests/support/agreement.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <yaml-cpp/yaml.h>

namespace traction::test {

using wire::Json;

namespace {

/// Quoted scalars are texts; plain ones are what they look like.
Json from_scalar(const YAML::Node& node) {
    if (node.Tag() == "!") return node.Scalar();
    std::int64_t integer = 0;
    double number = 0;
    bool truth = false;
    if (YAML::convert<std::int64_t>::decode(node, integer)) return integer;
    if (YAML::convert<double>::decode(node, number)) return number;
    if (YAML::convert<bool>::decode(node, truth)) return truth;
    return node.Scalar();
}

Json from_yaml(const YAML::Node& node) {
    if (node.IsScalar()) return from_scalar(node);
    if (node.IsSequence()) {
        auto list = Json::array();
        for (const auto& entry : node) list.push_back(from_yaml(entry));
        return list;
    }
    check(node.IsMap(), "asyncapi.yaml has no empty values");
    auto object = Json::object();
    for (const auto& field : node) object[field.first.Scalar()] = from_yaml(field.second);
    return object;
}

Json resolved(const Json& value, const Json& document) {
    if (value.is_object() && value.contains("$ref")) {
        const auto pointer = value.at("$ref").get<std::string>();
        check(pointer.starts_with("#/") && value.size() == 1,
              "a reference stands alone and stays in the file");
        return resolved(document.at(Json::json_pointer(pointer.substr(1))), document);
    }
    if (!value.is_structured()) return value;
    auto copy = value;
    for (auto& part : copy) part = resolved(part, document);
    return copy;
}

}  // namespace

struct Agreement::Compiled {
    valijson::Schema schema;
};

Agreement::Agreement() {
    const auto document = from_yaml(YAML::LoadFile(TRACTION_SOURCE_DIR "/shared/wire/asyncapi.yaml"));
    channels_ = document.at("channels");
    operations_ = document.at("operations");
    messages_ = resolved(document.at("components").at("messages"), document);
    schemas_ = resolved(document.at("components").at("schemas"), document);
}

Agreement::~Agreement() = default;

const Agreement& Agreement::get() {
    static const Agreement agreement;
    return agreement;
}

const Agreement::Compiled& Agreement::compiled(const std::string& name, const Json& schema) const {
    auto& slot = compiled_[name];
    if (!slot) {
        slot = std::make_unique<Compiled>();
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), slot->schema);
    }
    return *slot;
}

namespace {

std::vector<std::string> faults_of(const valijson::Schema& schema, const Json& value) {
    valijson::Validator validator;
    valijson::ValidationResults results;
    std::vector<std::string> faults;
    if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) return faults;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        std::string where;
        for (const auto& step : error.context) where += step;
        faults.push_back(where + ": " + error.description);
    }
    return faults;
}

}  // namespace

std::vector<std::string> Agreement::faults_of_schema(const std::string& name, const Json& value) const {
    return faults_of(compiled("schema " + name, schemas_.at(name)).schema, value);
}

std::vector<std::string> Agreement::faults_of_message(const std::string& name, const Json& value) const {
    return faults_of(compiled("message " + name, messages_.at(name).at("payload")).schema, value);
}

}  // namespace traction::test
